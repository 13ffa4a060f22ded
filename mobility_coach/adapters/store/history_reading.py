"""The reading of a big history, as work with progress."""

from collections.abc import Iterator

from mobility_coach.adapters.store.whole_reading import WholeReading
from mobility_coach.domain.wording import tr
from mobility_coach.services.ports import MonotonicClock

STEP_SECONDS = 0.006
"""A step ends with the first part of it that goes over this; no part takes longer than 4 ms."""


class HistoryReading:
    """Implements `mobility_coach.services.work.Work`.

    Args:
        whole: what is read.
        steps: do it, each a little.
        monotonic: measures how long a step takes.
    """

    pause_ms = 0

    def __init__(self, whole: WholeReading, steps: Iterator[None], monotonic: MonotonicClock) -> None:
        self._whole = whole
        self._steps = steps
        self._monotonic = monotonic
        self.is_over = False
        self.is_cancelled = False

    @property
    def title(self) -> str:
        """What is being done."""
        return tr("Reading your history")

    @property
    def progress(self) -> float:
        """How much of it is read, 0 … 1."""
        return self._whole.progress

    def step(self) -> bool:
        """Read for some milliseconds. Whether anything is left to read."""
        if self.is_cancelled or self.is_over:
            return False
        until = self._monotonic() + STEP_SECONDS
        for _ in self._steps:
            if self._monotonic() >= until:
                return True
        self.is_over = True
        return False

    def cancel(self) -> None:
        """Stop; what is read so far counts in this run. Does nothing at the end."""
        self.is_cancelled = not self.is_over

    def resumed(self) -> "HistoryReading":
        """The same, going on from here."""
        return HistoryReading(self._whole, self._steps, self._monotonic)
