"""Waits for one key, whichever it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import Spaces
from mobility_coach.ui.player.keys import is_only_held, pressed_key

if TYPE_CHECKING:
    from mobility_coach.ui.look import Look

_STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""A key of the desktop may bring up something else for a moment."""


class KeyCatcher(QFrame):
    """While it has the keyboard `caught` tells the name of a pressed key, empty for one without a name.

    `cancelled` tells that the person pressed Esc, or turned to something else.
    """

    caught = Signal(str)
    cancelled = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._is_listening = False
        self.setProperty("role", "notice")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.label = PlainLabel("", "strong", wraps=True)
        column = QVBoxLayout(self)
        Spaces(look, column, (12, 8, 12, 8), 0)
        column.addWidget(self.label)

    def listen(self, words: str) -> None:
        """Take the keyboard; `words` say what for."""
        self.label.show_text(words)
        self.setAccessibleName(words)
        self._is_listening = True
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """Take no keys any more."""
        self._is_listening = False
        self.hide()

    def event(self, event: QEvent) -> bool:
        """Tab, and what are shortcuts elsewhere, are keys like all others here."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._take(event)
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who turns to something else wants no key."""
        super().focusOutEvent(event)
        if event.reason() not in _STAYS and self._is_listening:
            self.cancelled.emit()

    def _take(self, event: QKeyEvent) -> None:
        event.accept()
        if event.isAutoRepeat() or is_only_held(event):
            return
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            self.caught.emit(pressed_key(event))
