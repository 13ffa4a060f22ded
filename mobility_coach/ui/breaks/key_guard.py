"""Keeps keys that were meant for another window from doing something here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

REST_SECONDS = 1.0


class KeyGuard:
    """Closed when a window gets the keyboard by itself; open after a rest, or when the person clicks in it.

    Who goes on typing does not know yet that the keys go elsewhere: each key makes the wait begin again.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._opens_at = clock() + REST_SECONDS
        self._clicked_at: float | None = None

    def close(self) -> None:
        """The window has come up or got the keyboard; a click just before was what gave it."""
        now = self._clock()
        if self._clicked_at is None or now - self._clicked_at >= REST_SECONDS:
            self._opens_at = now + REST_SECONDS

    def open(self) -> None:
        """The person has clicked in the window."""
        self._opens_at = self._clicked_at = self._clock()

    def lets_through(self) -> bool:
        """Whether a key that is pressed now is meant for the window."""
        now = self._clock()
        if now >= self._opens_at:
            return True
        self._opens_at = now + REST_SECONDS
        return False
