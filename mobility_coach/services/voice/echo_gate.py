"""What is left of our own sound is covered, unless somebody talks over it.

The filter leaves a hundredth of what we play: loud enough to be taken for words. While nothing is clearly
louder than that, noise as soft as the room's is heard in its place.
"""

from collections import deque

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float32]

LEFT_OVER = 0.08
"""More than this share of the echo's power is somebody else."""

LEARNING_BLOCKS = 125
"""Until the filter has learnt (it fades over 2 s of echo) more than all of the echo is asked for."""

FADING = 0.8
"""An echo counts for a while: a block later by this share."""

ABOVE_NOISE = 4.0
SMOOTHING = 0.5
NOISE_RISE = 1.002
NOISE_FALL = 0.3
QUIETEST = 1e-10

HANG_BLOCKS = 12
"""Who was heard is heard for 0.2 s more: words end softly."""

LEAD_BLOCKS = 3
"""And from 0.05 s before: they begin so, too."""


class EchoGate:
    """Blocks go in and come out `LEAD_BLOCKS` later."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[Sound, bool]] = deque()
        self._random = np.random.default_rng(0)
        self._left = self._echo = 0.0
        self._noise: float | None = None
        self._hang = 0
        self._blocks_of_echo = 0

    def passed(self, left: Sound, echo: Sound) -> Sound:
        """The block before, or noise in its place; `echo` is what was taken out of `left`."""
        self._waiting.append((left, self._is_open(left, echo)))
        if len(self._waiting) <= LEAD_BLOCKS:
            return np.zeros(len(left), np.float32)
        block, is_open = self._waiting.popleft()
        if is_open or any(later for _, later in self._waiting):
            return block
        return self._room(len(block))

    def _is_open(self, left: Sound, echo: Sound) -> bool:
        power = _power(left)
        self._left = SMOOTHING * self._left + (1.0 - SMOOTHING) * power
        self._echo = max(FADING * self._echo, _power(echo))
        noise = self._follow_noise(power)
        if self._echo < ABOVE_NOISE * noise:
            return True
        self._blocks_of_echo += 1
        share = LEFT_OVER + float(np.exp(-self._blocks_of_echo / LEARNING_BLOCKS))
        is_louder = self._left > share * self._echo + ABOVE_NOISE * noise
        self._hang = HANG_BLOCKS if is_louder else max(0, self._hang - 1)
        return self._hang > 0

    def _follow_noise(self, power: float) -> float:
        """The least that was there: down at once but for a part, up very slowly."""
        noise = power if self._noise is None else self._noise
        noise = noise + NOISE_FALL * (power - noise) if power < noise else noise * NOISE_RISE
        self._noise = max(noise, QUIETEST)
        return self._noise

    def _room(self, count: int) -> Sound:
        loud = np.sqrt(self._noise or 0.0)
        return np.asarray(loud * self._random.standard_normal(count), np.float32)


def _power(sound: Sound) -> float:
    return float(sound @ sound) / len(sound)
