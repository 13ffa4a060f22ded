"""Whether words that the recogniser found in an utterance were really said.

The recogniser always finds the likeliest of the words that it knows, however unlikely. What it found is
believed where the words fill the utterance, each for as long as it takes to say, and sound as they should.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

FRAMES_A_SECOND = 100

LONGEST_LEAD = 30
"""So many frames before the first word at most; it follows right after the silence in front."""

LONGEST_TAIL = 45
"""So many after the last word, with the silence that ended the utterance."""

LONGEST_GAP = 60
"""So many between two words: who says "coach" waits for a moment."""

SHORTEST_NAME = 18
SHORTEST_LETTER = 4.5
"""So many frames a letter of a phrase takes at least."""

WORST_NAME = -6.5
WORST_PHRASE = -5.0
WORST_WORD = -6.5
"""The worst likeliness that is believed."""


@dataclass(frozen=True, slots=True)
class FoundWord:
    """A word, where it is, and how likely it is.

    Attributes:
        text: the word in lower case.
        first, last: its frames, 100 a second, from the start of the utterance.
        likeliness: the natural logarithm for a frame, against the best sound there is for it; 0 is perfect.
    """

    text: str
    first: int
    last: int
    likeliness: float

    @property
    def frames(self) -> int:
        """How long it lasts."""
        return self.last - self.first + 1


def is_believable(words: Sequence[FoundWord], frames: int, name: str) -> bool:
    """Whether `words`, found in an utterance of `frames`, were said; `name` is judged by itself."""
    said = [word for word in words if word.text != name]
    named = [word for word in words if word.text == name]
    return bool(said) and _fills(words, frames) and _sounds_like_name(named) and _sounds_like_phrase(said)


def _fills(words: Sequence[FoundWord], frames: int) -> bool:
    gaps = (after.first - before.last for before, after in pairwise(words))
    return (
        words[0].first <= LONGEST_LEAD
        and frames - words[-1].last <= LONGEST_TAIL
        and max(gaps, default=0) <= LONGEST_GAP
    )


def _sounds_like_name(named: Sequence[FoundWord]) -> bool:
    return all(word.frames >= SHORTEST_NAME and word.likeliness >= WORST_NAME for word in named)


def _sounds_like_phrase(said: Sequence[FoundWord]) -> bool:
    frames = sum(word.frames for word in said)
    letters = sum(len(word.text) for word in said)
    likeliness = sum(word.likeliness * word.frames for word in said) / frames
    return (
        frames >= SHORTEST_LETTER * letters
        and likeliness >= WORST_PHRASE
        and min(word.likeliness for word in said) >= WORST_WORD
    )
