"""How long a session waits for its voice before it starts with captions and chimes."""

from mobility_coach.services.ports import MonotonicClock
from mobility_coach.services.session.session_ports import SessionSpeaker

FIRST_WORDS = 3
"""So many phrases have to be rendered before sound starts; the rest is rendered while it runs."""

PATIENCE_SECONDS = 4.0
"""Without a voice after that long, the session starts with captions and chimes."""

HURRIED_SECONDS = 1.0
"""The same for a session that has to be over at a moment: what is waited for is missing at its end."""


class Patience:
    """Waits, from `begin` on, for the first words of what comes."""

    def __init__(
        self, speaker: SessionSpeaker, monotonic: MonotonicClock, *, is_hurried: bool = False
    ) -> None:
        self._speaker = speaker
        self._seconds = HURRIED_SECONDS if is_hurried else PATIENCE_SECONDS
        self._monotonic = monotonic
        self._since = 0.0
        self._given_up_version: int | None = None
        self.is_waiting = False

    def begin(self) -> None:
        """Wait from now on."""
        self._since = self._monotonic()
        self.is_waiting = True

    def end(self) -> None:
        """Wait no more."""
        self.is_waiting = False

    def lasts(self, words: list[str]) -> bool:
        """Whether the first of `words` are still missing and may come soon; else the waiting ends."""
        self.is_waiting = self._is_worth_waiting(words[:FIRST_WORDS])
        return self.is_waiting

    def _is_worth_waiting(self, words: list[str]) -> bool:
        speaker = self._speaker
        missing = [text for text in words if speaker.timing(text) is None and speaker.failed(text) is None]
        if not missing or speaker.problem or speaker.version == self._given_up_version:
            return False
        if self._monotonic() - self._since < self._seconds:
            return True
        # Until something arrives again, nobody waits a second time.
        self._given_up_version = speaker.version
        return False
