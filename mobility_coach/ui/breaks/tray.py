"""The icon in the tray: when the next break comes, and what can be done about it.

Where there is no tray there is no icon, and it is looked for again: at a log-in the tray often comes last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance
from PySide6.QtGui import QAction, QGuiApplication, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from mobility_coach.domain.breaks.state import Phase
from mobility_coach.domain.commands import BREAK_COMMANDS, BreakCommand
from mobility_coach.domain.routine import AD_BREAK_MINUTES, ad_break_id
from mobility_coach.domain.wording import ntr, tr
from mobility_coach.ui.breaks.tray_icon import Face, face_of, step_of, tray_icon
from mobility_coach.ui.parts.labels import without_marks
from mobility_coach.ui.parts.menus import add_pauses, menu_text, show_action, show_entry

if TYPE_CHECKING:
    from mobility_coach.services.breaks.break_view import BreakView

AGAIN_S = (2, 8, 50)
"""Seconds from one look for a tray to the next while there is none; later ones come with `look_again`."""

_MACOS = "cocoa"
_WITH_MESSAGES = ("windows", _MACOS)


class Tray(QObject):
    """Shows a view; tells what was chosen. Nothing is in the tray while the reminders are off."""

    command_chosen = Signal(object)
    """A `BreakCommand`: NOW or RESUME."""
    pause_chosen = Signal(object)
    """A `PauseWish`."""
    ad_break_asked = Signal(str)
    """The id of an ad break."""
    message_clicked = Signal()
    open_asked = Signal()
    settings_asked = Signal()
    quit_asked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._icon: QSystemTrayIcon | None = None
        self._menu: TrayMenu | None = None
        self._view: BreakView | None = None
        self._picture: tuple[Face, int] | None = None
        self._painted: dict[tuple[Face, int], QIcon] = {}
        self._told = ""
        self._later: list[int] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look_again)

    @property
    def is_there(self) -> bool:
        """Whether the person can see the icon now."""
        return self._icon is not None and QSystemTrayIcon.isSystemTrayAvailable()

    def show_view(self, view: BreakView) -> None:
        """Show the reminders as they are now."""
        was_on = self._view is not None and self._view.is_on
        self._view = view
        if not view.is_on:
            self._leave()
        elif self._icon is not None:
            self._show_state(self._icon, view)
        elif not was_on:
            self._later = list(AGAIN_S)
            self.look_again()

    def look_again(self) -> None:
        """Come into the tray if there is one now."""
        if self._icon is not None or self._view is None or not self._view.is_on:
            return
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._come(self._view)
        elif self._later and not self._timer.isActive():
            self._timer.start(self._later.pop(0) * 1_000)

    def show_message(self, title: str, text: str, seconds: float) -> bool:
        """Show a message of the desktop's at the icon. False where the tray has none of its own.

        On the bus a tray's messages are the desktop's notifications. On X11 they are a yellow bubble of Qt's:
        it has no buttons, and can't be taken back.
        """
        if self._icon is None or not self.is_there or QGuiApplication.platformName() not in _WITH_MESSAGES:
            return False
        self._icon.showMessage(title, text, self._icon.icon(), round(seconds * 1_000))
        return True

    def close(self) -> None:
        """Leave the tray."""
        self._timer.stop()
        self._view = None
        self._leave()

    def _come(self, view: BreakView) -> None:
        self._timer.stop()
        self._menu = TrayMenu(self)
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self._menu.menu)
        self._icon.activated.connect(self._take_click)
        self._icon.messageClicked.connect(self.message_clicked)
        self._menu.menu.aboutToShow.connect(self._refresh_menu)
        self._show_state(self._icon, view)
        self._icon.show()

    def _leave(self) -> None:
        if self._icon is not None and self._menu is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._menu.menu.deleteLater()
            self._menu.deleteLater()
        self._icon = self._menu = self._picture = None
        self._told = ""

    def _show_state(self, icon: QSystemTrayIcon, view: BreakView) -> None:
        face = face_of(view)
        picture = face, step_of(view.share) if face is Face.RING else 0
        if picture != self._picture:
            self._picture = picture
            if picture not in self._painted:  # each comes again with each break
                self._painted[picture] = tray_icon(*picture)
            icon.setIcon(self._painted[picture])
        text = "\n".join(line for line in (view.next_text, view.today_text) if line)
        if text != self._told:
            self._told = text
            icon.setToolTip(without_marks(text))
        self._refresh_menu()

    def _refresh_menu(self) -> None:
        if self._menu is not None and self._view is not None:
            self._menu.show_view(self._view)

    def _take_click(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # A click opens the menu on macOS, and the window everywhere else.
        clicks = (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick)
        if reason in clicks and QGuiApplication.platformName() != _MACOS:
            self.open_asked.emit()


class TrayMenu(QObject):
    """The icon's menu. Its entries stay the same: a desktop that shows them itself fetches each change."""

    def __init__(self, tray: Tray) -> None:
        super().__init__(tray)
        self._tray = tray
        self.menu = QMenu()
        self._states = [self._state() for _ in range(2)]
        self.menu.addSeparator()
        self.now = self._command(BreakCommand.NOW)
        self.resume = self._command(BreakCommand.RESUME)
        self.pauses = self.menu.addMenu(menu_text(tr(BREAK_COMMANDS[BreakCommand.PAUSE].text)))
        add_pauses(self.pauses, tray.pause_chosen.emit)
        self.menu.addSeparator()
        self.ad_breaks = self.menu.addMenu(menu_text(tr("Ad break")))
        for minutes in AD_BREAK_MINUTES:
            self._ad_break(minutes)
        self._link(tr("Open Mobility Coach"), tray.open_asked)
        self._link(tr("Set up breaks"), tray.settings_asked)
        self.menu.addSeparator()
        self._link(tr("Quit"), tray.quit_asked)

    def show_view(self, view: BreakView) -> None:
        """Show what holds now."""
        for action, text in zip(self._states, (view.next_text, view.today_text), strict=True):
            show_entry(action, text)
        show_action(self.resume, is_visible=view.is_paused)
        show_action(self.pauses.menuAction(), is_visible=not view.is_paused)
        can_start = view.phase is not Phase.PRACTISING
        if can_start != self.now.isEnabled():
            self.now.setEnabled(can_start)

    def _state(self) -> QAction:
        action = self.menu.addAction("")
        action.setEnabled(False)
        return action

    def _command(self, command: BreakCommand) -> QAction:
        action = self.menu.addAction(menu_text(tr(BREAK_COMMANDS[command].text)))
        action.triggered.connect(lambda: self._tray.command_chosen.emit(command))
        return action

    def _ad_break(self, minutes: int) -> None:
        action = self.ad_breaks.addAction(menu_text(ntr("{count} minute", "{count} minutes", minutes)))
        action.triggered.connect(lambda: self._tray.ad_break_asked.emit(ad_break_id(minutes)))

    def _link(self, text: str, asked: SignalInstance) -> None:
        action = self.menu.addAction(menu_text(text))
        action.triggered.connect(asked)
