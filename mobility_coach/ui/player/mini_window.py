"""The small player: a window of its own, above others where the desktop lets it, as small as 240 pixels."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLayout, QVBoxLayout

from mobility_coach.domain.window_commands import FaceCommand
from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.controls import Button, with_tooltip
from mobility_coach.ui.player.face import Face
from mobility_coach.ui.player.floating_window import GRIP, FloatingWindow
from mobility_coach.ui.player.key_help_over import KeyHelpOver
from mobility_coach.ui.player.keys import face_command_for, with_keys
from mobility_coach.ui.player.mini_menu import MiniMenu
from mobility_coach.ui.player.mini_place import MiniPlaces, first_place, in_sight, smallest_size
from mobility_coach.ui.player.mini_player import MiniPlayer

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QCloseEvent,
        QContextMenuEvent,
        QEnterEvent,
        QKeyEvent,
        QMoveEvent,
        QResizeEvent,
        QScreen,
    )

    from mobility_coach.domain.commands import Command
    from mobility_coach.services.ui_ports import CoachPort, PlayerPort
    from mobility_coach.ui.figure.figures import Figures
    from mobility_coach.ui.look import Look
    from mobility_coach.ui.player.key_help import KeyHelp
    from mobility_coach.ui.player.session_pulse import SessionPulse


class MiniWindow(FloatingWindow):
    """A face of the session (see `session_faces.FaceWindow`); it is there as long as it shows one.

    Its place is remembered for each set of monitors, its opacity is a setting.
    """

    ended = Signal()
    finished = Signal()
    stopped = Signal(str)
    back_asked = Signal()
    face_asked = Signal(Face)

    def __init__(self, look: Look, coach: CoachPort, figures: Figures) -> None:
        super().__init__(look)
        self._coach = coach
        self.had_keyboard = False
        self._places = MiniPlaces(coach.window_memory)
        self.menu: MiniMenu | None = None
        self.mini = MiniPlayer(look)
        self._keys = KeyHelpOver(look, self, self.mini)
        self.mini.use_figures(figures)
        self.mini.ended.connect(self._end)
        self.mini.finished.connect(self.finished)
        self.mini.stopped.connect(self.stopped)
        self.back = self._button("to-window", tr("Back to the window"))
        self._show_keys()
        look.keys_changed.connect(self._show_keys)
        self.back.clicked.connect(self.back_asked)
        self.more = self._button("more", tr("More"))
        if desktop_decides():
            with_tooltip(self.more, tr("Your desktop decides whether this window stays on top."))
        self.more.clicked.connect(self._open_menu)
        self.mini.controls.add_buttons(self.back, self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRIP, GRIP, GRIP, GRIP)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self.mini)
        self.mini.setCursor(Qt.CursorShape.ArrowCursor)  # not that of the edges
        self.setWindowTitle(tr("Small player"))
        self.setMinimumSize(smallest_size(look))
        look.changed.connect(self._follow_text)
        self._monitors_changed = QTimer(self)  # a monitor that goes is still there while that is told
        self._monitors_changed.setSingleShot(True)
        self._monitors_changed.setInterval(0)
        self._monitors_changed.timeout.connect(self._follow_monitors)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._watch)
            application.screenAdded.connect(self._monitors_changed.start)
            application.screenRemoved.connect(self._monitors_changed.start)
        for screen in QGuiApplication.screens():
            self._watch(screen)

    # The session

    @property
    def pulse(self) -> SessionPulse:
        """Follows the session."""
        return self.mini.pulse

    @property
    def key_help(self) -> KeyHelp | None:
        """The list of all keys, while it is open."""
        return self._keys.shown

    def set_reduced_motion(self, *, is_reduced: bool) -> None:
        """Whether beat, strokes and figure switch from state to state instead of moving."""
        self.mini.set_reduced_motion(is_reduced=is_reduced)

    def open(self, player: PlayerPort) -> None:
        """Come up where it stood last with these monitors, and show a session."""
        stays_on_top = self._coach.window_memory.recall().mini_is_on_top and not desktop_decides()
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, stays_on_top)
        known = self._places.come_up()
        place = first_place(self._look, self.layoutDirection()) if known is None else self._whole(known)
        self.setGeometry(place)
        self._places.note(place)
        self._fade()
        self.show()
        self.raise_()
        self.activateWindow()
        self.mini.open(player)

    def release(self) -> PlayerPort | None:
        """Hand the session on without ending it, and go away; None where there is none."""
        player = self.mini.release()
        self._put_away()
        return player

    def leave(self) -> None:
        """End the session, if there is one, and go away; what is done is kept."""
        self.mini.leave()

    def tell(self, command: Command) -> None:
        """Carry out a command."""
        self.mini.tell(command)

    def _end(self) -> None:
        self._put_away()
        self.ended.emit()

    def _put_away(self) -> None:
        if not self.isVisible():
            return
        if self.menu is not None:
            self.menu.close()
        self._keys.shut()
        self._places.keep()
        self.had_keyboard = self.isActiveWindow()
        self.hide()

    # What the person does

    def show_keys(self) -> None:
        """Show all keys, or hide them again."""
        self._keys.toggle(is_listening=self.mini.pulse.is_listening)

    def _open_menu(self) -> None:
        menu, more = self._made_menu(), self.more
        above = QPoint(more.width() - menu.sizeHint().width(), -menu.sizeHint().height())
        menu.popup(more.mapToGlobal(above))

    def _made_menu(self) -> MiniMenu:
        """Anew: what is chosen in it may have been changed elsewhere."""
        if self.menu is not None:
            self.menu.deleteLater()
        menu = self.menu = MiniMenu(
            self,
            self._look.keys,
            opacity=self._opacity,
            is_on_top=self._coach.window_memory.recall().mini_is_on_top,
            desktop_decides=desktop_decides(),
        )
        menu.face_chosen.connect(self._ask)
        menu.opacity_chosen.connect(self._set_opacity)
        menu.on_top_chosen.connect(self._set_on_top)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the session, and of its faces; Esc closes the list of keys first."""
        is_escape = event.key() == Qt.Key.Key_Escape and not event.modifiers()
        if is_escape and self.key_help is not None:
            self.show_keys()
        elif (asked := face_command_for(event, self._look.keys)) is None:
            self.mini.keyPressEvent(event)
        elif not event.isAutoRepeat():
            self._ask(asked)

    def _ask(self, asked: FaceCommand) -> None:
        """There is no full screen of this one: that is the TV's."""
        if asked is FaceCommand.HELP:
            self.show_keys()
        elif asked is FaceCommand.MINI:
            self.back_asked.emit()
        else:
            self.face_asked.emit(Face.TV)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed by the person the session goes on in the window."""
        if event.spontaneous():
            event.ignore()
            self.back_asked.emit()
        else:
            self.leave()
            super().closeEvent(event)

    # How it lies over others

    def enterEvent(self, event: QEnterEvent) -> None:
        """Who points at it wants to see it."""
        super().enterEvent(event)
        self._fade()

    def leaveEvent(self, event: QEvent) -> None:
        """Let through again what is behind."""
        super().leaveEvent(event)
        self._fade()

    @property
    def _opacity(self) -> int:
        """As it is set, in percent."""
        value = self._coach.settings_view().value("mini_opacity")
        return round(value) if isinstance(value, (int, float)) else 100

    def _fade(self) -> None:
        percent = 100 if self.underMouse() else self._opacity
        if not desktop_decides() and round(100 * self.windowOpacity()) != percent:
            self.setWindowOpacity(percent / 100)

    def _set_opacity(self, percent: int) -> None:
        self._coach.change_setting("mini_opacity", percent)
        self._fade()

    def _set_on_top(self, is_on_top: bool) -> None:
        memory = self._coach.window_memory
        memory.keep(replace(memory.recall(), mini_is_on_top=is_on_top))
        place = self.geometry()
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, is_on_top)  # this hides it
        self.setGeometry(place)
        self.show()
        self.activateWindow()

    # Where it stands

    def _whole(self, place: QRect) -> QRect:
        """As near to it as all of it is in sight."""
        return in_sight(place, self.minimumSize())

    def _follow_monitors(self) -> None:
        """Monitors came or went: stand where it stood with these, or stay, but in sight."""
        if self.isVisible():
            known = self._places.follow()
            self.setGeometry(self._whole(self.geometry() if known is None else known))
            self._places.note(self.geometry())

    def _watch(self, screen: QScreen) -> None:
        """One of another size, or in another place, counts as another."""
        screen.geometryChanged.connect(self._monitors_changed.start)

    def _follow_text(self) -> None:
        """A larger text needs more room."""
        self.setMinimumSize(smallest_size(self._look))
        if self.isVisible():
            self.setGeometry(self._whole(self.geometry()))

    def moveEvent(self, event: QMoveEvent) -> None:
        """Where it was put it comes up again."""
        super().moveEvent(event)
        self._note_place()

    def _note_place(self) -> None:
        if self.isVisible():
            self._places.note(self.geometry())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What covers it grows with it."""
        super().resizeEvent(event)
        self._note_place()
        self._keys.fit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu, where it is asked for."""
        self._made_menu().popup(event.globalPos())

    def _show_keys(self) -> None:
        with_tooltip(self.back, with_keys(tr("Back to the window"), self._look.keys, FaceCommand.MINI))

    def _button(self, icon: str, name: str) -> Button:
        button = Button(self._look, "", icon, "quiet")
        button.set_bare(is_bare=True)
        button.setAccessibleName(name)
        with_tooltip(button, name)
        return button


def desktop_decides() -> bool:
    """Whether windows can't stay above others, or be let through, by their own wish."""
    return QGuiApplication.platformName().startswith("wayland")
