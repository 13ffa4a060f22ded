"""A session for benchmarks: clicks, counts, phrases and chimes, with clips that need no speech engine."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mobility_coach.domain.timeline import SAMPLE_RATE, Cue, CueKind, Sound, frames

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
PHRASES = (
    "stand tall",
    "breathe out as you turn",
    "keep the hips still and let the knee travel over the toes",
)
LEVEL = 10 ** (-18 / 20)
"""RMS of the clips: that of speech at -18 LUFS, roughly."""


@dataclass(frozen=True)
class SyntheticClip:
    """Something as loud and as peaky as speech."""

    samples: NDArray[np.float32]
    vowel: int


def clips() -> dict[str, SyntheticClip]:
    """A clip for each text of the session."""
    rng = np.random.default_rng(1)
    return {text: _clip(0.25 + 0.06 * len(text), rng) for text in NUMBERS + PHRASES}


def _clip(seconds: float, rng: np.random.Generator) -> SyntheticClip:
    """A buzz of 120 Hz with syllables of 5 Hz and some breath, at `LEVEL`."""
    time = np.arange(frames(seconds)) / SAMPLE_RATE
    buzz = np.sum([np.sin(2 * np.pi * 120 * n * time + n * n) / n for n in range(1, 40)], axis=0)
    syllables = 0.55 - 0.45 * np.cos(2 * np.pi * 5 * time)
    wave = (buzz + 0.1 * rng.standard_normal(len(time))) * syllables
    wave *= LEVEL / np.sqrt(np.mean(wave**2))
    return SyntheticClip(wave.astype(np.float32), frames(0.08))


def cues(seconds: float) -> list[Cue]:
    """A click each half second, a count on every other one, a phrase or a chime each eight seconds."""
    result: list[Cue] = []
    for beat in range(1, int(seconds * 2)):
        frame = frames(beat / 2)
        sound = (Sound.CLICK_OUT, Sound.CLICK_IN)[beat % 2]
        if beat % 16 == 14:
            result.append(Cue(frame, CueKind.PHRASE, PHRASES[beat // 16 % len(PHRASES)]))
        elif beat % 16 == 12:
            result.append(Cue(frame, CueKind.CHIME, "", Sound.CHIME_SWITCH))
        result.append(Cue(frame, CueKind.CLICK, "", sound))
        if beat % 2 == 0:
            result.append(Cue(frame, CueKind.COUNT, NUMBERS[beat // 2 % 10], on_vowel=True))
    return result
