"""Ends long work in order when the process is told to end: what it has begun to write goes away."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class ToldToEnd(KeyboardInterrupt):
    """The process was told to end by the signal `number`."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class EndingWish:
    """Raises `ToldToEnd` at once until the work calls `check`, and from then on there alone.

    So nothing is left in the middle that can't be. Who is told a second time ends at once in any case.
    """

    def __init__(self) -> None:
        self._number = 0
        self._is_checked = False

    def check(self) -> None:
        """A place at which the work may end. Raises `ToldToEnd`."""
        self._is_checked = True
        if self._number:
            raise ToldToEnd(self._number)

    def note(self, number: int, _frame: FrameType | None) -> None:
        """The handler."""
        if self._number or not self._is_checked:
            raise ToldToEnd(number)
        self._number = number


@contextmanager
def ending_wish() -> Iterator[EndingWish]:
    """Takes the signals that end a process, for as long as the context lasts."""
    wish = EndingWish()
    numbers = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    former = {number: signal.signal(number, wish.note) for number in numbers}
    try:
        yield wish
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
