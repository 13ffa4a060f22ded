"""Clicks and chimes, made of decaying sines: the same samples on every machine, no file to ship."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mobility_coach.domain.timeline import SAMPLE_RATE, Sound, frames

WOOD_MODES = ((1.0, 1.0, 1.0), (2.57, 0.45, 0.55), (4.95, 0.22, 0.3))
"""Modes of a struck wooden bar: (ratio to the pitch, loudness, length), each relative to the first's."""

BELL_MODES = ((1.0, 1.0, 1.0), (2.0, 0.3, 0.6), (3.01, 0.12, 0.35))
"""Modes of a soft metal bar, as in `WOOD_MODES`."""

RELEASE = frames(0.005)
"""Every sound ends with a fade of this length, so that its cut tail is not heard as a tick."""


@dataclass(frozen=True, slots=True)
class _Click:
    """A wooden click: pitch in Hz, seconds in which it falls to 1/e, loudness of its peak."""

    pitch: float
    decay: float
    level: float


@dataclass(frozen=True, slots=True)
class _Chime:
    """Notes in Hz, one after the other by `gap` seconds, each falling to 1/e in `decay` seconds."""

    notes: tuple[float, ...]
    gap: float
    decay: float
    level: float = 1.0


_CLICKS = {
    Sound.CLICK_BEAT: _Click(pitch=680.0, decay=0.007, level=0.6),
    Sound.CLICK_IN: _Click(pitch=540.0, decay=0.014, level=1.0),
    Sound.CLICK_OUT: _Click(pitch=860.0, decay=0.012, level=0.9),
    Sound.CLICK_LAST: _Click(pitch=1290.0, decay=0.022, level=1.0),
}

_CHIMES = {
    Sound.CHIME_START: _Chime(notes=(523.25, 783.99), gap=0.16, decay=0.24),
    Sound.CHIME_SWITCH: _Chime(notes=(440.0, 739.99), gap=0.18, decay=0.24),
    Sound.CHIME_READY: _Chime(notes=(659.26, 880.0), gap=0.11, decay=0.16),
    Sound.CHIME_REST: _Chime(notes=(587.33, 392.0), gap=0.24, decay=0.3),
    Sound.CHIME_DONE: _Chime(notes=(523.25, 1046.5), gap=0.2, decay=0.34),
    # Over before the next word: nobody who gives commands wants to wait for it.
    Sound.CHIME_HEARD: _Chime(notes=(783.99, 1174.66), gap=0.04, decay=0.018, level=0.5),
}

_STAND_IN = _Chime(notes=(493.88,), gap=0.0, decay=0.11, level=0.6)


@lru_cache(maxsize=len(Sound))
def tone(sound: Sound) -> NDArray[np.float32]:
    """The samples of a click or chime: mono float32 at `SAMPLE_RATE`, peak at most 1, read-only, cached."""
    click = _CLICKS.get(sound)
    return _finished(_struck(click), click.level) if click else _rung(_CHIMES[sound])


@lru_cache(maxsize=1)
def stand_in() -> NDArray[np.float32]:
    """A single soft note, heard in the place of words that could not be spoken; as `tone`."""
    return _rung(_STAND_IN)


def _struck(click: _Click) -> NDArray[np.float64]:
    """Attack within half a millisecond, so that the ear has an exact moment."""
    return _modes(click.pitch, click.decay, WOOD_MODES, attack=0.0005)


def _rung(chime: _Chime) -> NDArray[np.float32]:
    """Notes one over the other, with a soft attack."""
    notes = [_modes(pitch, chime.decay, BELL_MODES, attack=0.008) for pitch in chime.notes]
    gap = frames(chime.gap)
    whole = np.zeros(max(index * gap + len(note) for index, note in enumerate(notes)))
    for index, note in enumerate(notes):
        whole[index * gap : index * gap + len(note)] += note
    return _finished(whole, chime.level)


def _modes(
    pitch: float, decay: float, modes: tuple[tuple[float, float, float], ...], attack: float
) -> NDArray[np.float64]:
    """The sum of sines ``loudness * exp(-t / (decay * length)) * sin(2 pi ratio pitch t)``, until -52 dB."""
    seconds = np.arange(frames(6 * decay)) / SAMPLE_RATE
    rise = np.clip(seconds / attack, 0.0, 1.0)
    wave = np.zeros(len(seconds))
    for ratio, loudness, length in modes:
        wave += loudness * np.exp(-seconds / (decay * length)) * np.sin(2 * np.pi * ratio * pitch * seconds)
    return wave * rise


def _finished(wave: NDArray[np.float64], level: float) -> NDArray[np.float32]:
    """`wave` with its peak at `level` and a faded end."""
    wave[-RELEASE:] *= np.linspace(1.0, 0.0, RELEASE)
    samples: NDArray[np.float32] = (wave * (level / np.abs(wave).max())).astype(np.float32)
    samples.flags.writeable = False
    return samples
