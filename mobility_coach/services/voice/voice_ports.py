"""What spoken commands need of the machine. Samples are int16, mono, at `HEARING_RATE`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from mobility_coach.domain.commands import Command

if TYPE_CHECKING:  # numpy costs 170 ms and is not needed to know a type
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.int16]

HEARING_RATE = 16_000
"""Samples a second of what is listened to."""

MOST_WORDS_LENGTH = 60
"""Characters of what was understood that are shown."""


class VoiceMissing(Exception):
    """Spoken commands can't be understood here; the message is plain text and says what it takes."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One utterance that is over.

    Attributes:
        command: what it tells, or None for words that are no command.
        words: what was understood ("slow down"), at most `MOST_WORDS_LENGTH` characters.
        seconds: its length.
    """

    command: Command | None
    words: str
    seconds: float


class Recogniser(Protocol):
    """Understands commands in what the microphone brings.

    Attributes:
        needs_name: False only while the coach waits for "ready": then the phrases of `Command.READY` count
            without the coach's name in front.
    """

    needs_name: bool

    def feed(self, samples: "Samples") -> tuple[Heard, ...]:
        """Listen to the next samples, of any number; what ended within them."""
        ...

    @property
    def is_hearing_words(self) -> bool:
        """Whether somebody is talking right now."""
        ...


class PlayedSound(Protocol):
    """Is told what we play ourselves, in the order in which it happens; never waits, never fails."""

    def played(self) -> None:
        """Something else begins to play."""
        ...

    def sounds(self, frame: int, samples: "Samples") -> None:
        """These samples at `HEARING_RATE` will be heard from `frame` of the session on."""
        ...

    def anchored(self, frame: int, at: float) -> None:
        """`frame` of the session is heard at the monotonic time `at`, in seconds."""
        ...

    def halted(self, frame: int) -> None:
        """Nothing is heard from `frame` on."""
        ...


@dataclass(frozen=True, slots=True)
class Listening:
    """The microphone is open."""

    microphone: str


@dataclass(frozen=True, slots=True)
class RoomLevel:
    """How loud it is without our own sound, and how loud it always is: 0 (-60 dB) … 1 (full scale)."""

    level: float
    noise: float
    is_hearing_words: bool = False


@dataclass(frozen=True, slots=True)
class EarTrouble:
    """Nothing is heard, for now or for good: plain text with what to do next."""

    problem: str


EarReport = Heard | Listening | RoomLevel | EarTrouble

NOISY = 0.35
"""From this noise on commands are likely to be missed."""


class EarPort(PlayedSound, Protocol):
    """The microphone, and who understands what it brings. No method waits."""

    def start(self) -> None:
        """Open the microphone, and try again by itself where that fails."""
        ...

    def reports(self) -> tuple[EarReport, ...]:
        """What happened since this was asked last; bounded."""
        ...

    def wait_for_ready(self, *, is_waiting: bool) -> None:
        """Whether "ready" counts without the coach's name in front; see `Recogniser.needs_name`."""
        ...

    def stop(self) -> None:
        """Close the microphone at once. May be called twice; `start` may follow."""
        ...
