"""How loud the room is, for a meter: now, and always."""

import numpy as np
from numpy.typing import NDArray

QUIETEST_DB = -60.0
FULL_SCALE = 32_768.0

RISE = 0.02
"""How fast the noise follows what is louder, for each reading; down it follows at once, but for a part."""

FALL = 0.3


class RoomMeter:
    """Takes samples, and tells levels from 0 (-60 dB) to 1 (full scale)."""

    def __init__(self) -> None:
        self._power = 0.0
        self._count = 0
        self._level = 0.0
        self._noise: float | None = None

    def feed(self, samples: NDArray[np.int16]) -> None:
        """These came."""
        self._power += float(np.square(samples.astype(np.float32) / np.float32(FULL_SCALE)).sum())
        self._count += len(samples)

    def take(self) -> tuple[float, float]:
        """The level since the last reading, and the noise: what is there between words."""
        if self._count:
            self._level = _level(self._power / self._count)
            noise = self._level if self._noise is None else self._noise
            self._noise = noise + (RISE if self._level > noise else FALL) * (self._level - noise)
            self._power, self._count = 0.0, 0
        return round(self._level, 3), round(self._noise or 0.0, 3)


def _level(power: float) -> float:
    decibels = 10.0 * np.log10(max(power, 1e-12))
    return float(min(1.0, max(0.0, 1.0 - decibels / QUIETEST_DB)))
