"""How far one picture has gone over into another, by the seconds of whatever clock there is."""

from __future__ import annotations

FADE_SECONDS = 0.18
_SETTLED = 0.25
"""Who comes this late into a movement jumped there: a seek, which shows its place at once."""


class Fade:
    """Goes from 0 to 1 within `FADE_SECONDS`; 1 while nothing fades."""

    def __init__(self) -> None:
        self._since: float | None = None
        self.weight = 1.0

    @property
    def is_over(self) -> bool:
        """Whether nothing fades."""
        return self._since is None

    def begin(self, seconds: float) -> None:
        """Start at this time."""
        self._since = seconds
        self.weight = 0.0

    def begin_with(self, seconds: float) -> None:
        """Start where a movement is `seconds` old, unless somebody sought that place."""
        if seconds < _SETTLED:
            self.begin(seconds)
        else:
            self.end()

    def go_on(self, seconds: float) -> None:
        """It is this late now; a time before the start, or none at all, ends it."""
        if self._since is None:
            return
        self.weight = (seconds - self._since) / FADE_SECONDS
        if not 0 <= self.weight < 1:
            self.end()

    def end(self) -> None:
        """Be over at once."""
        self._since = None
        self.weight = 1.0
