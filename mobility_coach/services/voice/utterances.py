"""Where somebody speaks in what the microphone brings: utterances by how loud it is against the room.

A frame is speech where it stands out of the noise that is always there, and is not much weaker than the
loudest that was heard just before: so neither a fan nor a film in the next room becomes part of what is said.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mobility_coach.services.voice.voice_ports import HEARING_RATE

Samples = NDArray[np.int16]

FRAME = HEARING_RATE // 50
FRAME_SECONDS = FRAME / HEARING_RATE

PAUSE = 13
"""After so many frames without speech a phrase may be over."""

GAP = 30
"""After so many an utterance is over; the pause behind a name is shorter."""

LONGEST = 125
"""So many frames a command takes at most; what is longer is talk."""

SHORTEST = 5
"""With fewer frames of speech it is a knock or a click."""

LEAD = 12
"""So many frames before the speech are handed on with it: words begin softly."""

TRAIL = 9
"""So many after it: they end softly, but more is only room."""

STANDS_OUT_DB = 8.0
WEAKER_DB = 16.0
LOUD_FRAMES = 5
"""The loudest is what so many frames reach: a knock does not hide what is said after it."""

FLOOR_SHARE = 0.3
"""The noise of a band is what is not reached for this share of the time."""

FLOOR_STEP_DB = 0.3
QUIETEST_DB = -50.0

_WINDOW = 512
_BANDS_HZ = (150, 400, 700, 1_000, 1_400, 1_900, 2_600, 3_600, 5_200)
_CLEAREST_BANDS = 3
_RING = GAP + LONGEST + GAP + LEAD

MOST_SAMPLES = _RING * FRAME
"""No phrase that is handed on is longer."""


@dataclass(frozen=True, slots=True)
class Paused:
    """Somebody has just stopped talking, maybe for a moment only.

    Attributes:
        samples: the whole utterance up to now, with a little silence around it.
        seconds: how long it is without that.
    """

    samples: Samples
    seconds: float


@dataclass(frozen=True, slots=True)
class Over:
    """What was said is over; `seconds` of it, not more than are remembered."""

    seconds: float


class Utterances:
    """Cuts what it is fed; remembers some seconds, however long it listens."""

    def __init__(self) -> None:
        self._edges = np.round(np.array(_BANDS_HZ) * (_WINDOW / HEARING_RATE)).astype(np.intp)
        self._hann = np.hanning(_WINDOW).astype(np.float32)
        self._samples = np.zeros(_RING * FRAME, np.int16)
        self._rest = np.zeros(0, np.int16)
        self._floor: NDArray[np.float64] | None = None
        self._stands_out = np.zeros(_RING, np.bool_)
        self._levels = np.full(_RING, -100.0)
        self._powers = np.zeros(3)
        self._fresh = 0
        self._seconds = 0.0
        self._is_open = False
        self._is_speech = False

    @property
    def is_speech(self) -> bool:
        """Whether somebody speaks now, or did a moment ago."""
        return self._is_speech

    def feed(self, samples: Samples) -> list[Paused | Over]:
        """What came to a pause or an end within the next `samples`."""
        self._rest = np.concatenate((self._rest, samples))
        found: list[Paused | Over] = []
        whole = len(self._rest) // FRAME * FRAME
        for start in range(0, whole, FRAME):
            event = self._hear(self._rest[start : start + FRAME])
            if event is not None:
                found.append(event)
        self._rest = self._rest[whole:].copy()
        return found

    def forget(self) -> None:
        """What was said up to now is dealt with: it is no part of what is said next."""
        self._fresh = 0
        self._is_open = False

    def _hear(self, frame: Samples) -> Paused | Over | None:
        self._remember(frame)
        speech = self._speech()
        spoken = np.flatnonzero(speech)
        if not len(spoken):
            self._is_speech = False
            return self._ended(_RING)
        last = int(spoken[-1])
        quiet = _RING - 1 - last
        first = _start(spoken)
        count = int(speech[first:].sum())
        self._is_speech = quiet < PAUSE and count >= SHORTEST
        if quiet != PAUSE or count < SHORTEST:
            return self._ended(quiet)
        self._is_open = True
        length = last + 1 - first
        self._seconds = length * FRAME_SECONDS
        if length > LONGEST or first < LEAD:
            return None
        return Paused(
            self._samples[(first - LEAD) * FRAME : (last + 1 + TRAIL) * FRAME].copy(), self._seconds
        )

    def _ended(self, quiet: int) -> Over | None:
        if not self._is_open or quiet < GAP:
            return None
        self._is_open = False
        return Over(self._seconds)

    def _remember(self, frame: Samples) -> None:
        self._samples[:-FRAME] = self._samples[FRAME:]
        self._samples[-FRAME:] = frame
        self._stands_out[:-1] = self._stands_out[1:]
        self._levels[:-1] = self._levels[1:]
        self._fresh = min(self._fresh + 1, _RING)
        bands = self._bands()
        if self._floor is None:
            self._floor = bands.copy()
        self._floor += FLOOR_STEP_DB * np.where(bands > self._floor, FLOOR_SHARE, FLOOR_SHARE - 1.0)
        np.maximum(self._floor, QUIETEST_DB, out=self._floor)
        clearest = np.sort(bands - self._floor)[-_CLEAREST_BANDS:]
        self._stands_out[-1] = np.minimum(clearest, 30.0).mean() > STANDS_OUT_DB
        self._powers = np.append(self._powers[1:], np.power(10.0, bands / 10.0).sum())
        self._levels[-1] = 10.0 * np.log10(self._powers.mean())

    def _bands(self) -> NDArray[np.float64]:
        """The levels of the bands now, in dB."""
        heard = self._samples[-_WINDOW:].astype(np.float32) / np.float32(32_768.0)
        power = np.square(np.abs(np.fft.rfft(heard * self._hann)))
        sums = np.add.reduceat(power, self._edges)[:-1] / np.diff(self._edges)
        return np.asarray(10.0 * np.log10(sums + 1e-8), np.float64)

    def _speech(self) -> NDArray[np.bool_]:
        recent = self._levels[-(LONGEST + PAUSE) :]
        loudest = np.partition(recent, -LOUD_FRAMES)[-LOUD_FRAMES]
        speech: NDArray[np.bool_] = self._stands_out & (self._levels > loudest - WEAKER_DB)
        speech[: _RING - self._fresh] = False
        return speech


def _start(spoken: NDArray[np.intp]) -> int:
    """The first frame of the utterance that ends last."""
    breaks = np.flatnonzero(np.diff(spoken) > GAP)
    return int(spoken[breaks[-1] + 1] if len(breaks) else spoken[0])
