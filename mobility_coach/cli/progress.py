"""How far something is that takes a while, for people and for programs."""

import json
from collections.abc import Callable
from typing import Protocol

from mobility_coach.cli.output import Output, is_terminal
from mobility_coach.domain.wording import tr
from mobility_coach.services.film.pace import Pace


class ProgressShow(Protocol):
    """Shows how far something is."""

    def show(self, share: float) -> None:
        """The share that is done, 0 … 1."""
        ...

    def clear(self) -> None:
        """It is over, or has failed."""
        ...


class Progress:
    """The share that is done, on standard error where that is a terminal."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._is_shown = is_terminal(output.streams.stderr)
        self._percent = -1

    def show(self, share: float) -> None:
        """Show the share, 0 … 1, where it has grown by a percent."""
        percent = round(100 * min(1.0, max(0.0, share)))
        if self._is_shown and percent != self._percent:
            self._percent = percent
            self._output.hint("\r" + tr("{percent} % written").format(percent=percent))

    def clear(self) -> None:
        """Wipe the line."""
        if self._percent >= 0:
            self._output.hint("\r" + " " * 40 + "\r")


class ProgressLines:
    """A line of JSON on standard output for each percent, at once: what is done, and how long the rest takes.

    `seconds_left` is null while nobody can tell. `clock` gives seconds that only grow.
    """

    def __init__(self, output: Output, clock: Callable[[], float]) -> None:
        self._output = output
        self._pace = Pace(clock)
        self._percent = -1

    def show(self, share: float) -> None:
        """Print a line where the share has grown by a percent. Raises `OutputFailed`."""
        share = min(1.0, max(0.0, share))
        left = self._pace.seconds_left(share)
        if int(100 * share) > self._percent:
            self._percent = int(100 * share)
            line = {"done": self._percent / 100, "seconds_left": None if left is None else round(left, 1)}
            self._output.write(json.dumps(line) + "\n")
            self._output.flush()

    def clear(self) -> None:
        """Nothing is left behind by lines."""
