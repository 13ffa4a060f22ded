"""The writing of a file as work that is seen and can be stopped."""

from collections.abc import Callable
from math import ceil
from pathlib import PurePath

from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.export_ports import ExportOrder, ExportPort, ExportState

LOOK_MS = 200
_SHORT_SECONDS = 55
_STEP_SECONDS = 10


class ExportWork:
    """Implements `mobility_coach.services.work.Work`: another program writes, a step only looks."""

    pause_ms = LOOK_MS

    def __init__(self, order: ExportOrder, start: Callable[[ExportOrder], ExportPort]) -> None:
        self._name = PurePath(order.wish.target).name
        self._program = start(order)
        self._report = self._program.report()

    @property
    def title(self) -> str:
        """What is written, and how long it still takes."""
        words = tr("Writing {file}").format(file=self._name)
        left = self._report.seconds_left
        return words if left is None else f"{words} · {left_words(left)}"

    @property
    def progress(self) -> float:
        """The share that is written."""
        return self._report.share

    @property
    def state(self) -> ExportState:
        """How it ended, or that it goes on."""
        return self._report.state

    @property
    def outcome(self) -> str:
        """How it ended, in plain text."""
        match self.state:
            case ExportState.FAILED:
                return self._report.words
            case ExportState.CANCELLED:
                return tr("{file} was not written: you stopped it.").format(file=self._name)
        done = tr("{file} is ready.").format(file=self._name)
        return "\n".join(filter(None, (done, self._report.words)))

    def step(self) -> bool:
        """See how far it is."""
        self._report = self._program.report()
        return self.state is ExportState.RUNNING

    def cancel(self) -> None:
        """End it; no half file is left."""
        self._program.cancel()
        self._report = self._program.report()


def left_words(seconds: float) -> str:
    """How long something still takes, as roughly as it is known."""
    if seconds < _SHORT_SECONDS:
        rounded = max(_STEP_SECONDS, ceil(seconds / _STEP_SECONDS) * _STEP_SECONDS)
        return tr("about {seconds} s left").format(seconds=rounded)
    return ntr("about {count} minute left", "about {count} minutes left", max(1, round(seconds / 60)))
