"""The mixer: cues and clips become sound, as a pure function of the position.

Live sound and a rendered file are the same samples, whatever the size of the blocks that are asked for: every
sample is the result of the same few additions and multiplications in the same order.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from mobility_coach.domain.timeline import Cue, CueKind, frames
from mobility_coach.services.sound.tones import stand_in, tone

Samples = NDArray[np.float32]

DUCK = 10.0 ** (-8.0 / 20.0)
"""What clicks and chimes are multiplied by while someone speaks: -8 dB."""

DUCK_AHEAD = frames(0.040)
DUCK_ATTACK = frames(0.030)
DUCK_RELEASE = frames(0.200)

EDGE = frames(0.005)
"""What is cut by the mix's start or stop fades in or out over so many frames."""

REACH = frames(60.0)
"""No clip is longer than this or has its vowel later; cues farther away are not looked up."""

KNEE = np.float32(0.8)
CEILING = np.float32(0.85)
"""Samples above `KNEE` are bent towards `CEILING`; the rest, up to -1 dBFS, is for peaks between samples."""


class SpokenClip(Protocol):
    """Words that can be heard."""

    @property
    def samples(self) -> Samples:
        """Mono float32 at `SAMPLE_RATE`."""
        ...

    @property
    def vowel(self) -> int:
        """The frame of the clip at which its first vowel rises."""
        ...


class ClipLookup(Protocol):
    """Finds clips in memory; a ``dict`` will do."""

    def get(self, text: str, /) -> SpokenClip | None:
        """The clip of `text`; None where there is none (yet)."""
        ...


@dataclass(frozen=True, slots=True)
class MixerSettings:
    """Volumes from 0 to 1; a clip at loudness -18 LUFS is heard at that loudness with `voice` 1.

    Raises:
        ValueError: a volume is not from 0 to 1.
    """

    voice: float = 1.0
    clicks: float = 0.4
    chimes: float = 0.35
    muted: bool = False

    def __post_init__(self) -> None:
        for name in ("voice", "clicks", "chimes"):
            if not 0.0 <= getattr(self, name) <= 1.0:
                raise ValueError(f"{name}: a volume is from 0 to 1, not {getattr(self, name)}")


class _Event(NamedTuple):
    """Samples at their place: `begin <= frame < end`."""

    begin: int
    end: int
    samples: Samples
    gain: np.float32
    speech: bool


class Mix:
    """What is heard of `cues` from frame `start` to frame `stop`; implements `FrameSource`.

    Clips are looked up here, once; words whose clip comes later are heard after a new mix has replaced this.
    Words without a clip are a soft note in their place. Sounds that `start` or `stop` cuts fade over `EDGE`.
    """

    def __init__(
        self, cues: Sequence[Cue], clips: ClipLookup, settings: MixerSettings, start: int, stop: int
    ) -> None:
        self.start = start
        self._stop = max(start, stop)
        near = [cue for cue in cues if start - REACH < cue.frame < stop + REACH]
        events = [] if settings.muted else _events(near, clips, settings)
        self._events = sorted(
            (event for event in events if event.end > start and event.begin < stop),
            key=lambda event: event.begin,
        )
        self._begins = [event.begin for event in self._events]
        # The latest end so far only grows, so what may still sound at a frame is found by bisection.
        self._ends = list(accumulate((event.end for event in self._events), max))
        self._duck_frames, self._duck_gains = _duck_points(event for event in self._events if event.speech)

    @property
    def stop(self) -> int:
        """The first frame that is no longer heard."""
        return self._stop

    def render(self, start: int, count: int) -> Samples:
        """`count` frames from `start` on: mono float32, below `CEILING`; silence outside the mix."""
        tones = np.zeros(count, np.float32)
        speech = np.zeros(count, np.float32)
        stop = start + count
        first = bisect_right(self._ends, start)
        sounding = self._events[first : bisect_left(self._begins, stop)]
        for event in sounding:
            low, high = max(start, event.begin, self.start), min(stop, event.end, self._stop)
            if low < high:
                bus = speech if event.speech else tones
                bus[low - start : high - start] += self._part(event, low, high)
        if not sounding:
            return tones
        self._duck(tones, start)
        tones += speech
        return _limited(tones)

    def _part(self, event: _Event, low: int, high: int) -> Samples:
        part: Samples = event.samples[low - event.begin : high - event.begin] * event.gain
        if event.begin < self.start and low < self.start + EDGE:
            part = part * _ramp(np.arange(low, high) - self.start)
        if event.end > self._stop and high > self._stop - EDGE:
            part = part * _ramp(self._stop - 1 - np.arange(low, high))
        return part

    def _duck(self, tones: Samples, start: int) -> None:
        """Lower `tones` in place by the piecewise-linear envelope; only points around the block matter."""
        points, stop = self._duck_frames, start + len(tones)
        first = max(0, bisect_right(points, start) - 1)
        last = bisect_left(points, stop) + 1
        gains = self._duck_gains[first:last]
        if min(gains, default=1.0) < 1.0:
            tones *= np.interp(np.arange(start, stop), points[first:last], gains).astype(np.float32)


def _events(cues: Iterable[Cue], clips: ClipLookup, settings: MixerSettings) -> Iterable[_Event]:
    voice, clicks, chimes = (np.float32(gain) for gain in (settings.voice, settings.clicks, settings.chimes))
    for cue in cues:
        if cue.kind in (CueKind.COUNT, CueKind.PHRASE):
            if not voice:
                continue
            clip = clips.get(cue.text)
            if clip is None:
                yield _placed(cue.frame, stand_in(), chimes)
            else:
                begin = cue.frame - clip.vowel if cue.on_vowel else cue.frame
                yield _placed(begin, clip.samples, voice, speech=True)
        elif cue.sound is not None:
            yield _placed(cue.frame, tone(cue.sound), clicks if cue.kind is CueKind.CLICK else chimes)


def _placed(begin: int, samples: Samples, gain: np.float32, *, speech: bool = False) -> _Event:
    return _Event(begin, begin + len(samples), samples, gain, speech)


def _duck_points(speech: Iterable[_Event]) -> tuple[list[int], list[float]]:
    """Corners of the ducking envelope as (frames, gains): down before words, up after, joined where near."""
    spans: list[list[int]] = []
    for event in speech:
        low, high = event.begin - DUCK_AHEAD, event.end
        if spans and low - DUCK_ATTACK <= spans[-1][1] + DUCK_RELEASE:
            spans[-1][1] = max(spans[-1][1], high)
        else:
            spans.append([low, high])
    points = [
        point
        for low, high in spans
        for point in ((low - DUCK_ATTACK, 1.0), (low, DUCK), (high, DUCK), (high + DUCK_RELEASE, 1.0))
    ]
    return [frame for frame, _ in points], [gain for _, gain in points]


def _ramp(distance: NDArray[np.int64]) -> Samples:
    """From near 0 at distance 0 to 1 at distance `EDGE`."""
    return np.clip((distance + 1) / (EDGE + 1), 0.0, 1.0).astype(np.float32)


def _limited(samples: Samples) -> Samples:
    """`samples`, bent above `KNEE`: ``knee + room * u / (1 + u)`` with ``u = (|x| - knee) / room``.

    No jump in value or slope, and of plain arithmetic alone, so that it is the same on every processor.
    """
    size = np.abs(samples)
    loud = size > KNEE
    if loud.any():
        room = CEILING - KNEE
        over = (size[loud] - KNEE) / room
        samples[loud] = np.copysign(KNEE + room * (over / (np.float32(1.0) + over)), samples[loud])
    return samples
