"""What is worth knowing of a session at its start, and in nobody's way after that."""

from mobility_coach.services.ports import MonotonicClock

NOTICE_SECONDS = 12.0
"""So long it is there while the session plays: enough to look up and read two lines."""


class PassingNotice:
    """A text that goes once the session has played for a while; where it stands still the text stays."""

    def __init__(self, text: str, monotonic: MonotonicClock) -> None:
        self._text = text
        self._monotonic = monotonic
        self._left = NOTICE_SECONDS
        self._played_since: float | None = None

    def now(self, *, is_playing: bool) -> str:
        """The text, or nothing once it has been there long enough; asked at each look."""
        if self._left <= 0:
            return ""
        moment = self._monotonic()
        if self._played_since is not None:
            self._left -= moment - self._played_since
        self._played_since = moment if is_playing else None
        return self._text if self._left > 0 else ""
