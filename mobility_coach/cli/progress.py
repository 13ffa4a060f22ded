"""How far something is that takes a while."""

from mobility_coach.cli.output import Output, is_terminal
from mobility_coach.domain.wording import tr


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
