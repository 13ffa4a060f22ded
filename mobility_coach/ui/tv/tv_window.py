"""The TV: the session on a whole screen, read from the couch. It computes nothing; it paints what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu, QWidget

from mobility_coach.domain.transport import Phase
from mobility_coach.domain.window_commands import FaceCommand
from mobility_coach.domain.wording import tr
from mobility_coach.ui.announce import announce
from mobility_coach.ui.player.face import Face
from mobility_coach.ui.player.keys import command_for, face_command_for
from mobility_coach.ui.player.session_pulse import SessionPulse
from mobility_coach.ui.tv.tv_back import TvBack
from mobility_coach.ui.tv.tv_face import TvOptions, TvPicture, TvScene, figure_room
from mobility_coach.ui.tv.tv_key_help import TvKeyHelp

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import (
        QCloseEvent,
        QContextMenuEvent,
        QHideEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QRegion,
        QResizeEvent,
        QShowEvent,
    )

    from mobility_coach.domain.commands import Command
    from mobility_coach.services.session.player_view import PlayerView
    from mobility_coach.services.ui_ports import CoachPort, PlayerPort
    from mobility_coach.ui.figure.figures import Figures
    from mobility_coach.ui.look import Look
    from mobility_coach.ui.tv.screens import TvScreens

POINTER_MS = 2_000
"""So long the pointer, and the button for it, stay where nothing moves."""

_KEYS_OF_THE_END = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TvWindow(QWidget):
    """A face of the session (see `session_faces.FaceWindow`); it is there as long as it shows one.

    The end of a session is shown here until the person goes on; Esc goes back to the window.
    """

    ended = Signal()
    finished = Signal()
    stopped = Signal(str)
    back_asked = Signal()
    face_asked = Signal(Face)

    def __init__(self, look: Look, coach: CoachPort, figures: Figures, screens: TvScreens) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self._look = look
        self._coach = coach
        self.had_keyboard = False
        self._screens = screens
        self._port = figures.port
        self._is_calm = False
        self._has_edge = True
        self._announced = ""
        self._screen_name = ""
        self._picture = TvPicture(QSize())
        self._told = ""
        self._key_help: TvKeyHelp | None = None
        self.pulse = SessionPulse(self)
        self.pulse.viewed.connect(self._show_view)
        self.pulse.stopped.connect(self._take_stop)
        self.figure = figures.view()
        self.figure.setParent(self)
        self.figure.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.figure.hide()
        self.back = TvBack(look, self)
        self.back.clicked.connect(self.back_asked)
        self._resting = self._timer(POINTER_MS, self._hide_pointer)
        self._settling = self._timer(0, self._settle)
        screens.changed.connect(self._settling.start)
        look.changed.connect(self._renew)
        look.keys_changed.connect(self._renew)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Session"))
        self.setWindowTitle(tr("Session"))

    # The session

    @property
    def key_help(self) -> TvKeyHelp | None:
        """The list of all keys, while it is open."""
        return self._key_help

    @property
    def is_finished(self) -> bool:
        """Whether the end of a session is shown."""
        return self.pulse.is_finished

    def set_reduced_motion(self, *, is_reduced: bool) -> None:
        """Whether strokes and figure switch from state to state; the edge stays dark then."""
        self._is_calm = is_reduced
        self.figure.set_reduced_motion(is_reduced=is_reduced)

    def open(self, player: PlayerPort) -> None:
        """Come up on the TV, and show a session; one that was open is ended first."""
        self.leave()
        self._announced = self._told = ""
        self.setAccessibleDescription("")
        self._has_edge = self._coach.settings_view().value("beat_edge") is not False
        self._come_up()
        self.pulse.open(player)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def release(self) -> PlayerPort | None:
        """Hand the session on without ending it, and go away; None where there is none."""
        player = self.pulse.release()
        self._put_away()
        return player

    def leave(self) -> None:
        """End the session, if there is one, and go away; what is done is kept."""
        if self.pulse.close():
            self._put_away()
            self.ended.emit()

    def tell(self, command: Command) -> None:
        """Carry out a command, and show what became of it."""
        self.pulse.tell(command)

    def _take_stop(self, words: str) -> None:
        self._put_away()
        self.ended.emit()
        self.stopped.emit(words)

    # What the person does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the session, and of its faces. Esc closes the list of keys, then goes to the window."""
        is_escape = event.key() == Qt.Key.Key_Escape and not event.modifiers()
        view = self.pulse.view
        if is_escape and self.key_help is not None:
            self.show_keys()
        elif is_escape:
            self.back_asked.emit()
        elif self.is_finished and event.key() in _KEYS_OF_THE_END:
            self.leave()
            self.stopped.emit("")
        elif (asked := face_command_for(event, self._look.keys)) is not None:
            if not event.isAutoRepeat():
                self._ask(asked)
        elif view is not None and (command := command_for(event, view.commands, self._look.keys)) is not None:
            self.tell(command)
        else:
            event.ignore()

    def show_keys(self) -> None:
        """Show all keys, or hide them again."""
        if self._key_help is not None:
            self._key_help.shut()
            return
        self._key_help = TvKeyHelp(self._look, self)
        self._key_help.closed.connect(self._forget_keys)
        self._key_help.open(is_listening=self.pulse.is_listening)

    def _forget_keys(self) -> None:
        """The next one may have another screen to fill."""
        sheet, self._key_help = self._key_help, None
        if sheet is not None:
            sheet.deleteLater()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _ask(self, asked: FaceCommand) -> None:
        """It fills the screen already: the keys for that lead back."""
        if asked is FaceCommand.HELP:
            self.show_keys()
        elif asked is FaceCommand.MINI:
            self.face_asked.emit(Face.MINI)
        else:
            self.back_asked.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Another screen, or back."""
        menu = self.menu()
        menu.popup(event.globalPos())

    def menu(self) -> QMenu:
        """The screens, where there are several, and the way back; it goes once it is closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._screens.is_choice:
            self._screens.add_to(menu)
            menu.addSeparator()
        menu.addAction(tr("Back to the window")).triggered.connect(self.back_asked)
        return menu

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Who moves the pointer wants to see it, and a way out."""
        super().mouseMoveEvent(event)
        self.unsetCursor()
        self._show_back(is_shown=True)
        self._resting.start()

    def _hide_pointer(self) -> None:
        if self.back.underMouse():
            self._resting.start()
            return
        self._show_back(is_shown=False)
        self.setCursor(Qt.CursorShape.BlankCursor)

    def _show_back(self, *, is_shown: bool) -> None:
        """The head makes room for the button while it is there."""
        if self.back.isHidden() is is_shown:
            self.back.setVisible(is_shown)
            if self.pulse.view is not None:
                self._show_view(self.pulse.view)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed by the person the session goes on in the window."""
        if event.spontaneous():
            event.ignore()
            self.back_asked.emit()
        else:
            self.leave()
            super().closeEvent(event)

    # Where it stands

    def _come_up(self) -> None:
        """Fill the screen that is the TV; with none at all the desktop finds a place."""
        screen = self._screens.best()
        if screen is not None:
            self._screen_name = screen.name()
            self.setScreen(screen)
            self.setGeometry(screen.geometry())
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.showFullScreen()
        self.raise_()
        self.activateWindow()

    def _settle(self) -> None:
        """Screens came or went, or another was chosen: go there, or back to the window if the TV has gone."""
        screen = self._screens.best()
        if not self.isVisible() or screen is None or screen.name() == self._screen_name:
            return
        has_gone = self._screen_name not in self._screens.names
        if has_gone and screen.name() == self._screens.own:
            self.back_asked.emit()
        else:
            self.hide()  # a window that fills one screen does not go to another
            self._come_up()

    def _put_away(self) -> None:
        if self.key_help is not None:
            self.key_help.shut()
        self._resting.stop()
        self.back.hide()
        self.had_keyboard = self.isActiveWindow()
        self.hide()

    # What is painted

    def showEvent(self, event: QShowEvent) -> None:
        """Go on showing."""
        super().showEvent(event)
        self.pulse.set_seen(is_seen=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """What is not seen is not painted; the session goes on."""
        super().hideEvent(event)
        self.pulse.set_seen(is_seen=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size is another picture."""
        super().resizeEvent(event)
        self._renew()

    def changeEvent(self, event: QEvent) -> None:
        """Words may run the other way."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._renew()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What lies in the part of the screen that is wanted, but for what the figure covers anyway."""
        wanted: QRegion = event.region().subtracted(self.figure.covered())
        if wanted.isEmpty():
            return
        painter = QPainter(self)
        self._picture.paint(painter, wanted)
        painter.end()

    def _renew(self) -> None:
        """All of it, in the size and the colours of now."""
        self._picture = TvPicture(self.size())
        self.back.place(self.size(), is_mirrored=self._is_mirrored)
        if self._key_help is not None:
            self._key_help.setGeometry(self.rect())
        if self.pulse.view is not None:
            self._show_view(self.pulse.view)

    def _show_view(self, view: PlayerView) -> None:
        options = TvOptions(
            show_edge=self._has_edge and not self._is_calm,
            is_calm=self._is_calm,
            is_mirrored=self._is_mirrored,
            keys=self._look.keys,
            taken=self.back.taken,
        )
        changed = self._picture.show(TvScene(view, None, self._look.tokens, options))
        if not changed.isEmpty():
            self.update(changed)
        self._show_figure(view, figure_room(self.size(), view, options))
        self._tell(view)

    def _tell(self, view: PlayerView) -> None:
        """What is painted is read out: what is wrong or worth knowing, and what is done."""
        told = view.problem or view.notice
        if told != self._told:
            self._told = told
            self.setAccessibleDescription(told)
            announce(self, told)
        if view.announcement != self._announced:
            self._announced = view.announcement
            announce(self, view.announcement, is_urgent=view.phase is not Phase.PLAYING)

    def _show_figure(self, view: PlayerView, room: QRect) -> None:
        figure = self.figure
        if figure.geometry() != room and not room.isEmpty():
            figure.setGeometry(room)
        if figure.isHidden() is not room.isEmpty():
            figure.setVisible(not room.isEmpty())
        if view.figure is not None:
            figure.set_words(view.drill_title or view.session_title, view.movement_label)
            motion = self._port.motion(view.figure.drill)
            figure.show_moment(motion, view.figure, is_passing=view.phase is Phase.PLAYING)

    @property
    def _is_mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _timer(self, milliseconds: int, action: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(action)
        return timer
