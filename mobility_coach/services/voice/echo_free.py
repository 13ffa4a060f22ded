"""The microphone's samples, cut into blocks, joined in time with what we play, and cleaned of it."""

import numpy as np
from numpy.typing import NDArray

from mobility_coach.services.voice.echo import BLOCK, EchoCanceller
from mobility_coach.services.voice.echo_reference import EchoReference
from mobility_coach.services.voice.voice_ports import HEARING_RATE

Samples = NDArray[np.int16]

EARLY = 0.06 * HEARING_RATE
"""The reference is read so many samples ahead: what drivers say about delays may be wrong by that much."""

SLIP = 0.02 * HEARING_RATE
"""Samples; who is further off than this for a while has lost some."""

JUMP_SECONDS = 0.2
"""Drivers tell times that are wrong by some hundredths of a second, but not by this."""

TRUST = 0.05
"""How fast the time of the microphone's clock is followed, for each piece."""

FULL_SCALE = np.float32(32_768.0)


class EchoFree:
    """Cleans pieces of any length."""

    def __init__(self, reference: EchoReference) -> None:
        self._reference = reference
        self._canceller = EchoCanceller(reference)
        self._waiting: Samples = np.zeros(0, np.int16)
        self._begin: float | None = None

    def opened(self) -> None:
        """The microphone was opened; nothing joins what came before."""
        self._waiting = np.zeros(0, np.int16)
        self._begin = None

    def feed(self, samples: Samples, at: float) -> Samples:
        """The next samples, the first of which was heard at the monotonic time `at`: what is done of them."""
        self._follow(at)
        self._waiting = np.concatenate((self._waiting, samples))
        whole = len(self._waiting) // BLOCK * BLOCK
        now, self._waiting = self._waiting[:whole], self._waiting[whole:]
        return np.concatenate([np.zeros(0, np.int16), *(self._block(part) for part in _blocks(now))])

    def _follow(self, at: float) -> None:
        """Follow the microphone's clock: when the first sample that waits was heard."""
        begin = at - len(self._waiting) / HEARING_RATE
        if self._begin is None or abs(begin - self._begin) > JUMP_SECONDS:
            self._begin = begin
        else:
            self._begin += TRUST * (begin - self._begin)

    def _block(self, part: Samples) -> Samples:
        begin = self._begin or 0.0
        expected = self._reference.place(begin) + EARLY
        place = self._canceller.place
        if place is None or abs(place - expected) > SLIP:
            self._canceller.moved(expected)
        self._begin = begin + BLOCK / HEARING_RATE
        cleaned = self._canceller.cleaned((part / FULL_SCALE).astype(np.float32)) * FULL_SCALE
        return np.asarray(np.clip(cleaned, -FULL_SCALE, FULL_SCALE - 1), np.int16)


def _blocks(samples: Samples) -> list[Samples]:
    return [samples[begin : begin + BLOCK] for begin in range(0, len(samples), BLOCK)]
