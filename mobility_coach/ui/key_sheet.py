"""The list of all keys over whatever page the window shows; "?" opens and closes it.

Where spoken commands are wanted and possible it tells first what can be said in a session, as it does in one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from mobility_coach.domain.window_commands import FaceCommand
from mobility_coach.ui.player.key_help import KeyHelp
from mobility_coach.ui.player.keys import face_command_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QStackedWidget

    from mobility_coach.services.ui_ports import CoachPort
    from mobility_coach.ui.look import Look


class KeySheet(QObject):
    """Covers the pages as large as they are, and goes when another page comes.

    `coach` tells who knows of spoken commands; None before the window has one.
    """

    def __init__(self, look: Look, pages: QStackedWidget, coach: Callable[[], CoachPort | None]) -> None:
        super().__init__(pages)
        self._look = look
        self._coach = coach
        self._pages = pages
        self._before: QWidget | None = None
        self.help = KeyHelp(look, pages)
        self.help.closed.connect(self._give_back)
        pages.currentChanged.connect(self._shut)
        pages.installEventFilter(self)

    def take(self, event: QKeyEvent) -> bool:
        """Open or close the list where the key asks for that; tells whether it did."""
        is_open = self.help.isVisible()
        is_escape = event.key() == Qt.Key.Key_Escape and not event.modifiers()
        if face_command_for(event, self._look.keys) is not FaceCommand.HELP and not (is_escape and is_open):
            return False
        if event.isAutoRepeat():
            return True
        if is_open:
            self.help.shut()
        else:
            self._before = QApplication.focusWidget()
            self.help.open(is_listening=self._listens_in_sessions())
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What covers the pages grows with them."""
        if event.type() == QEvent.Type.Resize and watched is self._pages:
            self.help.setGeometry(self._pages.rect())
        return False

    def _listens_in_sessions(self) -> bool:
        coach = self._coach()
        if coach is None or not coach.settings_view().value("voice_commands"):
            return False
        return not coach.hearing().missing_line()

    def _shut(self) -> None:
        if self.help.isVisible():
            self._before = None
            self.help.shut()

    def _give_back(self) -> None:
        """The keyboard goes back to where it was, or to the page."""
        before, self._before = self._before, None
        page = self._pages.currentWidget()
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        elif page is not None and self.help.isAncestorOf(QApplication.focusWidget() or page):
            page.setFocus(Qt.FocusReason.PopupFocusReason)
