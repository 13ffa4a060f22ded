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
