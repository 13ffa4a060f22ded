"""What a player works with: the levels it plays at and the devices that it is given."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from mobility_coach.domain.speech_timing import ClipTiming
from mobility_coach.domain.timeline import Cue
from mobility_coach.domain.transport import RepsPractised
from mobility_coach.services.ports import AudioSink, FrameSource, MonotonicClock

SOFT = 0.5
"""What is left of clicks and chimes in a quiet session."""


@dataclass(frozen=True, slots=True)
class Levels:
    """How loud things are, 0 … 1 each; `volume` is the factor on all of them."""

    volume: float = 1.0
    voice: float = 1.0
    clicks: float = 1.0
    chimes: float = 1.0
    is_muted: bool = False

    @property
    def is_voiced(self) -> bool:
        """Whether words are heard at all."""
        return not self.is_muted and self.volume * self.voice > 0

    def quiet(self) -> "Levels":
        """Without the voice, and with soft clicks and chimes: captions say the words."""
        return replace(self, voice=0.0, clicks=self.clicks * SOFT, chimes=self.chimes * SOFT)


class SessionSpeaker(Protocol):
    """What a session needs of the speaker."""

    @property
    def version(self) -> int:
        """Rises whenever a phrase arrives or fails."""
        ...

    @property
    def problem(self) -> str:
        """Why there is no voice, in plain text, or empty."""
        ...

    @property
    def notice(self) -> str:
        """What is worth knowing of the voice although it speaks, in plain text, or empty."""
        ...

    @property
    def rate(self) -> int:
        """Words a minute."""
        ...

    def request(self, texts: list[str]) -> None:
        """Render these, the first ones first, before what was asked for earlier."""
        ...

    def timing(self, text: str) -> ClipTiming | None:
        """The measured timing, or None while it is not rendered."""
        ...

    def failed(self, text: str) -> str | None:
        """Why a phrase can't be spoken, or None."""
        ...


class SessionJournal(Protocol):
    """Keeps what was practised."""

    def practised(self, event: RepsPractised, routine: str, started: datetime) -> str:
        """Record it. Returns a problem in plain text with the remedy, empty when it is safe."""
        ...


class MakeSource(Protocol):
    """Makes sound out of cues."""

    def __call__(self, cues: tuple[Cue, ...], levels: Levels, start: int, stop: int) -> FrameSource:
        """What is heard from frame `start` up to `stop`."""
        ...


@dataclass(frozen=True, slots=True)
class PlayerDevices:
    """What a player works with."""

    sink: AudioSink
    speaker: SessionSpeaker
    journal: SessionJournal
    make_source: MakeSource
    now: Callable[[], datetime]
    monotonic: MonotonicClock


@dataclass(frozen=True, slots=True)
class Remembered:
    """Told when a person changes during a session what the next one should know."""

    bpm: Callable[[str, int], None]
    levels: Callable[[Levels], None]
