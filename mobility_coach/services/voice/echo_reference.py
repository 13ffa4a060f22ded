"""What we play ourselves, by the time at which it is heard; kept for some seconds, to take out its echo."""

import math

import numpy as np
from numpy.typing import NDArray

from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.services.voice.voice_ports import HEARING_RATE

Sound = NDArray[np.float32]

RATIO = SAMPLE_RATE // HEARING_RATE

KEPT_SAMPLES = 1 << 16
"""4.1 s."""

MOST_WAITING = 2 * HEARING_RATE
"""Samples that wait to be told when they are heard."""

TRUST = 0.1
"""How fast the device's clock is followed, for each time that it is told."""

LARGEST_SLIP = 0.03 * HEARING_RATE
"""Samples; more than this is no drift: sound was lost, or the device is another one."""


class EchoReference:
    """Samples by places on one line that runs with the clock of what plays.

    `played`, `sounds`, `anchored` and `halted` are told in the order in which they happen; see `tapped_sink`.
    """

    def __init__(self, since: float) -> None:
        """`since`: the monotonic time that is place 0, in seconds."""
        self._since = since
        self._kept: Sound = np.zeros(KEPT_SAMPLES, np.float32)
        self._end = 0
        self._ahead = 0.0
        self._base: int | None = None
        self._waiting: list[tuple[int, Sound]] = []

    def place(self, at: float) -> float:
        """Where on the line the monotonic time `at` is."""
        return (at - self._since) * HEARING_RATE + self._ahead

    def played(self) -> None:
        """Something else begins to play; what was heard stays."""
        self._base = None
        self._waiting.clear()

    def sounds(self, frame: int, samples: Sound) -> None:
        """These samples at `HEARING_RATE` will be heard from `frame` of the session on."""
        if self._base is not None:
            self._write(self._base + frame // RATIO, samples)
        elif sum(len(each) for _, each in self._waiting) < MOST_WAITING:
            self._waiting.append((frame, samples))

    def anchored(self, frame: int, at: float) -> None:
        """`frame` of the session is heard at the monotonic time `at`."""
        here = self.place(at)
        if self._base is not None:
            slip = self._base + frame / RATIO - here
            if abs(slip) < LARGEST_SLIP:
                self._ahead += TRUST * slip
                return
        self._base = round(here - frame / RATIO)
        waiting, self._waiting = self._waiting, []
        for first, samples in waiting:
            self.sounds(first, samples)

    def halted(self, frame: int) -> None:
        """Nothing is heard from `frame` on."""
        if self._base is not None:
            begin = max(self._base + frame // RATIO, self._end - KEPT_SAMPLES)
            if begin < self._end:
                self._put(begin, np.zeros(self._end - begin, np.float32))
                self._end = begin
        self.played()

    def read(self, place: float, count: int, pace: float) -> Sound:
        """`count` samples from `place` on, `pace` apart; silence where nothing is known."""
        places = place + np.arange(count) * pace
        first = math.floor(place) - 1
        known = self._get(first, math.ceil(count * pace) + 4)
        whole = np.floor(places).astype(np.int64)
        part = (places - whole).astype(np.float32)
        index = whole - first
        before, here, after, beyond = (known[index + step] for step in (-1, 0, 1, 2))
        # A cubic through four neighbours (Catmull-Rom).
        third = np.float32(3.0) * (here - after) + beyond - before
        second = np.float32(2.0) * before - np.float32(5.0) * here + np.float32(4.0) * after - beyond
        bend: Sound = part * (after - before + part * (second + part * third))
        return np.asarray(here + np.float32(0.5) * bend, np.float32)

    def _write(self, begin: int, samples: Sound) -> None:
        if begin > self._end:
            gap = min(begin - self._end, KEPT_SAMPLES)
            self._put(begin - gap, np.zeros(gap, np.float32))
        self._put(begin, samples[-KEPT_SAMPLES:])
        self._end = max(self._end, begin + len(samples))

    def _put(self, begin: int, samples: Sound) -> None:
        self._kept[np.arange(begin, begin + len(samples)) % KEPT_SAMPLES] = samples

    def _get(self, begin: int, count: int) -> Sound:
        first = begin % KEPT_SAMPLES
        is_whole = self._end - KEPT_SAMPLES <= begin and begin + count <= self._end
        if is_whole and first + count <= KEPT_SAMPLES:
            return self._kept[first : first + count]
        places = np.arange(begin, begin + count)
        known = (places < self._end) & (places >= self._end - KEPT_SAMPLES)
        return np.where(known, self._kept[places % KEPT_SAMPLES], np.float32(0.0))
