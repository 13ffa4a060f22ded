"""Whether words that the recogniser found in an utterance were really said.

The recogniser always finds the likeliest of the words that it knows, however unlikely. What it found is
doubted more, the less it sounds as it should and the worse the words fill the utterance. Weights and limits
are fitted to commands and talk of one half of the speakers in tests/benchmarks/voice_material.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

NAME_WEIGHT = 0.57
"""How much the likeliness of the name counts, against that of the least likely word of the phrase."""

LONG_NAME = 40
SHORT_NAME_WEIGHT = 0.11
"""For each frame that the name is shorter: in other words it is squeezed in."""

PACE_WEIGHT = 0.67
SLOWEST_PACE = 8.0
"""For each frame that a letter of the phrase lasts: who speaks to the coach does not drawl."""

LONG_TAIL = 20
TAIL_WEIGHT = 0.05
"""For each frame behind the last word that is more than silence takes."""

LONG_GAP = 20
GAP_WEIGHT = 0.185
"""For each frame between two words that is more than the pause behind a name."""

MOST_DOUBT = 15.5
MOST_BARE_DOUBT = 12.0
"""The same for words without the name, which tell less."""


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
    """Whether `words`, found in an utterance of `frames`, were said; the `name` is first or missing."""
    is_named = bool(words) and words[0].text == name
    said = words[1:] if is_named else words
    if not said:
        return False
    doubt = _doubt_of_phrase(said) + _doubt_of_place(words, frames)
    if is_named:
        return doubt + _doubt_of_name(words[0]) <= MOST_DOUBT
    return doubt <= MOST_BARE_DOUBT


def _doubt_of_name(name: FoundWord) -> float:
    return -NAME_WEIGHT * name.likeliness + SHORT_NAME_WEIGHT * max(0, LONG_NAME - name.frames)


def _doubt_of_phrase(said: Sequence[FoundWord]) -> float:
    pace = sum(word.frames for word in said) / sum(len(word.text) for word in said)
    return -min(word.likeliness for word in said) + PACE_WEIGHT * min(pace, SLOWEST_PACE)


def _doubt_of_place(words: Sequence[FoundWord], frames: int) -> float:
    longest = max((after.first - before.last for before, after in pairwise(words)), default=0)
    tail = max(0, frames - words[-1].last - LONG_TAIL)
    return GAP_WEIGHT * max(0, longest - LONG_GAP) + TAIL_WEIGHT * tail
