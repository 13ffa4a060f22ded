"""A key that is held while a session goes from one window to another means nothing more there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

HELD_MS = 1_200
"""A key that is told again so soon, and was not let go in between, is held: longer waits no repetition."""

AT_ONCE_MS = 5
"""Nobody lets go of a key and presses it again as fast."""


class HeldKey(QObject):
    """Takes away repetitions that X11 tells as if the key were pressed anew.

    It does so to a window that has just got the keyboard, and to any when the machine is busy. Else Esc,
    held a little too long on the TV, would bring the session to the window and end it there.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._key = 0
        self._pressed = 0
        self._let_go: int | None = None

    def watch(self, window: QWindow | None) -> None:
        """Look at a window's keys from now on; None, which is one that was never shown, has none."""
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Whether the event goes no further."""
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() is QEvent.Type.KeyPress:
            return self._is_held(event)
        if event.type() is QEvent.Type.KeyRelease and event.key() == self._key and not event.isAutoRepeat():
            self._let_go = event.timestamp()
        return False

    def _is_held(self, event: QKeyEvent) -> bool:
        now, key = event.timestamp(), event.key()
        is_on = now - self._pressed < HELD_MS if self._let_go is None else now - self._let_go < AT_ONCE_MS
        is_held = key == self._key and is_on
        self._key, self._pressed, self._let_go = key, now, None
        return is_held and not event.isAutoRepeat()  # repetitions that are told as such mean what they should
