"""A sink that tells what it plays, so that the microphone's side can take it out again."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.services.ports import AudioSink, FrameSource, MonotonicClock, SinkStatus
from mobility_coach.services.voice.voice_ports import HEARING_RATE, PlayedSound

RATIO = SAMPLE_RATE // HEARING_RATE

HALF = 45
"""Frames on each side of a sample that its low-pass looks at."""

CUTOFF = 7_200.0

MOST_FRAMES = SAMPLE_RATE
"""What was missed longer ago than this is not told any more."""


class PreparedSink(AudioSink, Protocol):
    """A sink that can load its library ahead."""

    def prepare(self) -> None:
        """Load what the first `play` needs."""
        ...


class TappedSink:
    """An `AudioSink` around another one.

    Sources are pure functions of the position, so what the device was given is made once more, at
    `HEARING_RATE`; `position`, which the player asks for all the time, sends it.
    """

    def __init__(self, sink: PreparedSink, clock: MonotonicClock) -> None:
        self._sink = sink
        self._clock = clock
        self._told: PlayedSound | None = None
        self._source: FrameSource | None = None
        self._start = 0
        self._sent = 0

    def tell(self, told: PlayedSound | None) -> None:
        """From now on tell this one, or none."""
        self._told = told

    def prepare(self) -> None:
        """Load what the first `play` needs."""
        self._sink.prepare()

    def play(self, source: FrameSource, start: int) -> None:
        """Play `source` from `start` on, instead of what plays."""
        if self._source is not None:
            self.halt()
        self._sink.play(source, start)
        self._source, self._start, self._sent = source, start, start
        if self._told is not None:
            self._told.played()

    def replace(self, source: FrameSource) -> bool:
        """Go on with another source from the next unwritten frame on. False where nothing plays."""
        self._send()
        if not self._sink.replace(source):
            return False
        self._source = source
        return True

    def written(self) -> int:
        """The next frame that would be asked of the source."""
        return self._sink.written()

    def halt(self) -> int:
        """Silence at once. Returns the frame heard last."""
        frame = self._sink.halt()
        self._source = None
        if self._told is not None:
            self._told.halted(frame)
        return frame

    def position(self) -> int:
        """The frame that is heard now."""
        position = self._sink.position()
        if self._told is not None and self._source is not None:
            self._send()
            if self._start < position < self._source.stop:
                self._told.anchored(position, self._clock())
        return position

    @property
    def is_playing(self) -> bool:
        """Whether the position still moves."""
        return self._sink.is_playing

    def status(self) -> SinkStatus:
        """How the sound is doing now."""
        return self._sink.status()

    def close(self) -> None:
        """Let go of the device."""
        self._sink.close()

    def _send(self) -> None:
        """Tell what the device was given since the last time, in whole samples."""
        if self._told is None or self._source is None:
            return
        written = self._sink.written()
        first = -(-max(self._sent, written - MOST_FRAMES) // RATIO) * RATIO
        count = (written - first) // RATIO * RATIO
        if count > 0:
            self._sent = first + count
            self._told.sounds(first, heard_samples(self._source, first, count))


def heard_samples(source: FrameSource, first: int, count: int) -> NDArray[np.int16]:
    """`count` frames of `source` from `first` on, at `HEARING_RATE`; the same whatever the pieces."""
    around = source.render(first - HALF, count + 2 * HALF)
    if not around.any():
        return np.zeros(count // RATIO, np.int16)
    samples = np.convolve(around, _low_pass(), "valid")[:count:RATIO]
    return (np.clip(samples, -1.0, 1.0) * 32_767).astype(np.int16)


def _low_pass() -> NDArray[np.float32]:
    away = np.arange(-HALF, HALF + 1)
    taps = np.sinc(2.0 * CUTOFF / SAMPLE_RATE * away) * np.hamming(2 * HALF + 1)
    return np.asarray(taps / taps.sum(), np.float32)
