"""Spoken commands without a microphone."""

from collections.abc import Callable
from dataclasses import dataclass, field

from mobility_coach.services.voice.trial import HearingTrial
from tests.services.ear_stage import FakeEarPort


@dataclass
class FakeHearing:
    """Implements `HearingPort`; reports what it is made to, by a clock that a test moves."""

    line: str = ""
    ear: FakeEarPort = field(default_factory=FakeEarPort)
    now: float = 100.0
    found: Callable[[tuple[str, ...]], None] | None = None
    searches: int = 0

    def missing_line(self) -> str:
        return self.line

    def microphones(self, found: Callable[[tuple[str, ...]], None]) -> None:
        self.found = found
        self.searches += 1

    def trial(self) -> HearingTrial:
        return HearingTrial(self.ear, lambda: self.now)
