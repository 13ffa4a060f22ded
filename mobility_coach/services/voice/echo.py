"""Takes our own sound out of what the microphone brings.

We know every sample that we play. What of it comes back from the room is estimated by an adaptive filter in
the frequency domain, in partitions, so that it is long enough for a living room and any driver's delay. Each
coefficient is a small Kalman filter: it learns fast where it knows little, and hardly while somebody talks.
Loudspeaker and microphone run by two clocks; how far these drift apart is followed as well.
"""

import numpy as np
from numpy.typing import NDArray

from mobility_coach.services.voice.echo_gate import EchoGate
from mobility_coach.services.voice.echo_reference import EchoReference

Sound = NDArray[np.float32]
Spectrum = NDArray[np.complex64]

BLOCK = 256
"""Samples that are cleaned at once: 16 ms."""

PARTITIONS = 32
"""Blocks that the filter remembers: 0.5 s."""

KEPT = 0.9995
"""How much of what the filter knows is still true a block later."""

SMOOTHING = 0.85
"""How slowly the estimate of what is no echo follows, a block."""

CERTAINTY = 0.25
"""What a block teaches of what it could at best: blocks of speech are much alike."""

FIRST_DOUBT = 0.015
FADING_BLOCKS = 40.0
"""How much of it may come back at first, and how slowly less of it later: nobody knows the delay yet."""

QUIETEST = np.float32(1e-5)

STEP, RATE_STEP = 0.025, 5e-7
LONGEST_STEP = 0.5
FASTEST_DRIFT = 3e-4
FORGETTING = 0.95
"""The loop that follows the drift: samples and samples a sample for each sample of error, a block."""


class EchoCanceller:
    """Block for block out of one microphone; `reference` tells what was played."""

    def __init__(self, reference: EchoReference) -> None:
        self._reference = reference
        self._filter = _AdaptiveFilter()
        self._gate = EchoGate()
        self._place: float | None = None
        self._drift = 0.0
        self._error = self._slope = 0.0

    def moved(self, place: float) -> None:
        """The next block belongs to another place of the reference: the microphone stumbled, or is new."""
        self._place = place

    @property
    def place(self) -> float | None:
        """The sample of the reference that belongs to the next block; None before the first `moved`."""
        return self._place

    def cleaned(self, heard: Sound) -> Sound:
        """`BLOCK` samples without what we played ourselves, `echo_gate.LEAD_BLOCKS` after they were heard."""
        if self._place is None:
            return heard
        played = self._reference.read(self._place, BLOCK, 1.0 + self._drift)
        left, echo = self._filter.cleaned(heard, played)
        self._place += BLOCK * (1.0 + self._drift)
        self._follow_drift(left, echo)
        return self._gate.passed(left, echo)

    def _follow_drift(self, left: Sound, echo: Sound) -> None:
        """Where the echo comes later than thought, what is left of it looks like the echo's slope."""
        slope = _slope(echo)
        self._error = FORGETTING * self._error + float(left @ slope)
        self._slope = FORGETTING * self._slope + float(slope @ slope)
        late = max(-LONGEST_STEP, min(LONGEST_STEP, self._error / (self._slope + 1e-3)))
        self._place = (self._place or 0.0) + STEP * late
        self._drift = max(-FASTEST_DRIFT, min(FASTEST_DRIFT, self._drift + RATE_STEP * late))


class _AdaptiveFilter:
    """What comes back of a block that was played, and of those before it."""

    def __init__(self) -> None:
        shape = PARTITIONS, BLOCK + 1
        doubt = FIRST_DOUBT * np.exp(-np.arange(PARTITIONS) / FADING_BLOCKS)
        self._weights: Spectrum = np.zeros(shape, np.complex64)
        self._doubts: Sound = np.repeat(doubt[:, None], BLOCK + 1, axis=1).astype(np.float32)
        self._played: Spectrum = np.zeros(shape, np.complex64)
        self._last: Sound = np.zeros(BLOCK, np.float32)
        self._others: Sound = np.full(BLOCK + 1, 1e-3, np.float32)
        self._odd = 0
        self._silent_blocks = PARTITIONS
        self._powers = np.zeros(2)

    def cleaned(self, heard: Sound, played: Sound) -> tuple[Sound, Sound]:
        """What is left of `heard`, and the echo that was taken out."""
        self._silent_blocks = 0 if played.any() else self._silent_blocks + 1
        if self._silent_blocks > PARTITIONS:  # nothing can come back, so there is nothing to do
            return heard, np.zeros(BLOCK, np.float32)
        self._remember(played)
        echo = np.fft.irfft((self._played * self._weights).sum(axis=0))[BLOCK:].astype(np.float32)
        left = heard - echo
        self._learn(_spectrum(np.zeros(BLOCK, np.float32), left))
        return (heard, np.zeros(BLOCK, np.float32)) if self._is_worse(left, heard) else (left, echo)

    def _is_worse(self, left: Sound, heard: Sound) -> bool:
        """Whether it puts in more than it takes out: as yet it takes for echo what is none."""
        self._powers = 0.5 * (self._powers + np.array((left @ left, heard @ heard)))
        return bool(self._powers[0] > self._powers[1])

    def _remember(self, played: Sound) -> None:
        self._played[1:] = self._played[:-1]
        self._played[0] = _spectrum(self._last, played)
        self._last = played

    def _learn(self, left: Spectrum) -> None:
        power = _power(self._played)
        self._doubts *= KEPT**2
        self._doubts += (1.0 - KEPT**2) * _power(self._weights)
        doubted = 0.5 * (self._doubts * power).sum(axis=0)
        self._others *= SMOOTHING
        self._others += (1.0 - SMOOTHING) * np.maximum(_power(left), QUIETEST)
        gain = self._doubts / (doubted + self._others)
        self._weights += gain * np.conj(self._played) * left
        self._doubts *= 1.0 - CERTAINTY * gain * power
        self._shorten()

    def _shorten(self) -> None:
        """Keep each partition within its block; half of them at a time, which does as well."""
        some = slice(self._odd, None, 2)
        self._odd ^= 1
        echo = np.fft.irfft(self._weights[some], axis=1)
        echo[:, BLOCK:] = 0.0
        self._weights[some] = np.fft.rfft(echo, axis=1)


def _spectrum(before: Sound, block: Sound) -> Spectrum:
    return np.fft.rfft(np.concatenate((before, block))).astype(np.complex64, copy=False)


def _slope(sound: Sound) -> Sound:
    """As `numpy.gradient`, which asks so much first that it takes ten times as long for a block."""
    slope = np.empty_like(sound)
    slope[1:-1] = np.float32(0.5) * (sound[2:] - sound[:-2])
    slope[0], slope[-1] = sound[1] - sound[0], sound[-1] - sound[-2]
    return slope


def _power(spectrum: Spectrum) -> Sound:
    return spectrum.real**2 + spectrum.imag**2
