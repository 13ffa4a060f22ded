"""The timeline: a routine, compiled. Every spoken word, click, chime and stroke stands at its frame.

Frames are samples at `SAMPLE_RATE`; frame 0 is the session's start. A timeline never changes; another tempo,
another clip length or a skipped part is another timeline.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from mobility_coach.domain.drill import Side

SAMPLE_RATE = 48_000
"""Frames per second of every timeline and of the sound."""


def frames(seconds: float) -> int:
    """`seconds` in whole frames."""
    return round(seconds * SAMPLE_RATE)


class SegmentKind(StrEnum):
    """What a stretch of the timeline is for."""

    SAFETY = "safety"
    INTRO = "intro"
    SETUP = "setup"
    COUNT_IN = "count-in"
    REPS = "reps"
    LINK = "link"
    SWITCH = "switch"
    REST = "rest"
    DONE = "done"


class CueKind(StrEnum):
    """What a cue is; the names of the cue sheet."""

    CLICK = "click"
    COUNT = "count"
    PHRASE = "phrase"
    CHIME = "chime"
    SEGMENT = "segment"


class Sound(StrEnum):
    """The sounds that are not speech."""

    CLICK_BEAT = "click-beat"
    CLICK_IN = "click-in"
    CLICK_OUT = "click-out"
    CLICK_LAST = "click-last"
    CHIME_START = "chime-start"
    CHIME_SWITCH = "chime-switch"
    CHIME_READY = "chime-ready"
    CHIME_REST = "chime-rest"
    CHIME_DONE = "chime-done"
    CHIME_HEARD = "chime-heard"


@dataclass(frozen=True, slots=True)
class RepGrid:
    """The beats of a `REPS` segment; beat 0 is the segment's first frame.

    Rep r (from 1) starts at beat ``(r - 1) * beats``; its stroke in ends ``beats_in`` later, its stroke out
    after ``beats`` in all.
    """

    reps: int
    bpm: int
    beats_in: int
    beats_out: int

    @property
    def beats(self) -> int:
        """Beats of one rep."""
        return self.beats_in + self.beats_out

    def beat_frame(self, beat: int) -> int:
        """Frame of a beat, counted from the segment's start; rounded once, so that it never drifts."""
        return (2 * beat * 60 * SAMPLE_RATE + self.bpm) // (2 * self.bpm)

    def beat_at(self, offset: int) -> int:
        """The last beat whose frame is not after `offset`: `beat_frame`, turned round without an error."""
        return (self.bpm * (2 * offset + 1) - 1) // (2 * 60 * SAMPLE_RATE)

    def turn_frame(self, rep: int) -> int:
        """Frame, from the segment's start, on which the stroke in of `rep` (from 1) ends."""
        return self.beat_frame((rep - 1) * self.beats + self.beats_in)

    @property
    def length(self) -> int:
        """Frames of all reps."""
        return self.beat_frame(self.reps * self.beats)

    def rep_at(self, offset: int) -> int:
        """The rep (1 … reps) that the frame `offset` after the start lies in."""
        rep = bisect_right(range(self.reps), offset, key=lambda done: self.beat_frame(done * self.beats))
        return max(1, min(self.reps, rep))

    def done_at(self, offset: int) -> int:
        """How many whole reps lie before the frame `offset`."""
        return max(0, min(self.reps, self.rep_at(offset) - (offset < self.length)))


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the timeline, ``start <= frame < stop``, for one purpose.

    `text` is what the person should do now. `waits` holds the transport at the segment's end until "ready".
    `grid` is there in `REPS` only. `name` is unique in the timeline and the same in every compilation of the
    routine.
    """

    name: str
    kind: SegmentKind
    start: int
    stop: int
    text: str
    drill: str = ""
    movement: str = ""
    side: Side = Side.BOTH
    grid: RepGrid | None = None
    waits: bool = False

    @property
    def length(self) -> int:
        """Frames from start to stop."""
        return self.stop - self.start


@dataclass(frozen=True, slots=True)
class Cue:
    """Something that is heard (or, for `SEGMENT`, begins) at a frame.

    `text` is the caption, and for speech the words that are spoken. With `on_vowel` the speech is placed so
    that its vowel rises on `frame`; without, the speech starts there. `sound` is set for clicks and chimes.
    `length` is what the timeline keeps free for it, in frames.
    """

    frame: int
    kind: CueKind
    text: str
    sound: Sound | None = None
    on_vowel: bool = False
    length: int = 0
    drill: str = ""
    movement: str = ""
    side: Side = Side.BOTH
    rep: int | None = None


SPOKEN = frozenset({CueKind.PHRASE, CueKind.COUNT})
"""The cues that need a voice."""


def spoken_texts(cues: Iterable[Cue]) -> list[str]:
    """All that is spoken in `cues`, each text once, in order."""
    return list(dict.fromkeys(cue.text for cue in cues if cue.kind in SPOKEN))


@dataclass(frozen=True, slots=True)
class Block:
    """One movement on one side with all that leads to it: where next, previous and repeat go.

    `start` is the first frame of what leads to it (a drill's introduction, a change of sides), `instruction`
    the first frame of its own instruction, `reps_start` of its first rep; `stop` is the next block's start.
    """

    start: int
    instruction: int
    reps_start: int
    stop: int
    drill: str
    movement: str
    side: Side
    lap: int
    """Which working side of its drill this is, from 0."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """A compiled routine. Segments cover ``0 <= frame < length`` without a gap; cues are sorted by frame."""

    routine: str
    title: str
    segments: tuple[Segment, ...]
    cues: tuple[Cue, ...]
    blocks: tuple[Block, ...]
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _cue_frames: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _waits: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(segment.start for segment in self.segments))
        object.__setattr__(self, "_cue_frames", tuple(cue.frame for cue in self.cues))
        object.__setattr__(self, "_waits", tuple(each.stop for each in self.segments if each.waits))

    @property
    def length(self) -> int:
        """Frames of the whole session, waiting not counted."""
        return self.segments[-1].stop

    def at(self, frame: int) -> Segment:
        """The segment that `frame` lies in; the first or last one outside."""
        return self.segments[max(0, bisect_right(self._starts, frame) - 1)]

    def next_wait(self, frame: int) -> int | None:
        """The frame after `frame` on which the next segment that waits ends, or None."""
        index = bisect_right(self._waits, frame)
        return self._waits[index] if index < len(self._waits) else None

    def cues_between(self, start: int, stop: int) -> tuple[Cue, ...]:
        """The cues with ``start <= frame < stop``."""
        return self.cues[bisect_left(self._cue_frames, start) : bisect_left(self._cue_frames, stop)]

    def segment_named(self, name: str) -> Segment | None:
        """The segment with this name, or None."""
        return next((segment for segment in self.segments if segment.name == name), None)

    def block_at(self, frame: int) -> int:
        """Index in `blocks` of the one that `frame` belongs to; what lies before the first counts to it."""
        return max(0, bisect_right(self.blocks, frame, key=lambda block: block.start) - 1)
