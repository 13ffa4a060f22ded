"""A timeline being written, from left to right: the compiler's sheet of paper."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import ClassVar

from mobility_coach.domain.drill import Side
from mobility_coach.domain.routine import Routine
from mobility_coach.domain.speech_timing import ClipTiming
from mobility_coach.domain.timeline import (
    Block,
    Cue,
    CueKind,
    RepGrid,
    Segment,
    SegmentKind,
    Sound,
    Timeline,
    frames,
)

Timing = Callable[[str], ClipTiming]
"""How long a phrase takes and where its vowel rises: measured where it was rendered, else an estimate."""

BREATH = frames(0.35)
"""Silence between two spoken sentences, so that they can be told apart."""

CHIME_LEAD = frames(0.7)
"""A chime is heard alone before the words that follow it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where cues and segments belong."""

    drill: str = ""
    movement: str = ""
    side: Side = Side.BOTH


@dataclass(slots=True)
class Score:
    """What is written so far. `now` is the frame that comes next, `quiet` the end of the last spoken word.

    `keeps` tells whether clicks, words and segments are kept; a `Ruler` does without.
    """

    keeps: ClassVar[bool] = True

    timing: Timing
    now: int = 0
    quiet: int = -BREATH
    place: Place = field(default_factory=Place)
    segments: list[Segment] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def click(self, frame: int, sound: Sound, rep: int | None = None) -> None:
        """A click at `frame`."""
        self._cue(frame, CueKind.CLICK, "", sound=sound, rep=rep)

    def chime(self, sound: Sound) -> None:
        """A chime now, heard alone."""
        self._cue(self.now, CueKind.CHIME, "", sound=sound)
        self.now += CHIME_LEAD

    def number(self, frame: int, kind: CueKind, text: str, rep: int | None = None) -> None:
        """A number whose vowel rises on `frame`."""
        self._cue(frame, kind, text, on_vowel=True, rep=rep)
        self.quiet = max(self.quiet, number_span(self.timing(text), frame).stop)

    def phrase(self, frame: int, text: str, rep: int | None = None) -> None:
        """Words that begin at `frame`."""
        length = self.timing(text).length
        self._cue(frame, CueKind.PHRASE, text, length=length, rep=rep)
        self.quiet = max(self.quiet, frame + length)

    def say(self, text: str) -> None:
        """Speak, a breath after any other word, and go to the end of the words and a breath."""
        self.now = max(self.now, self.quiet + BREATH)
        self.phrase(self.now, text)
        self.now = self.quiet + BREATH

    def segment(
        self,
        name: str,
        kind: SegmentKind,
        start: int,
        text: str,
        grid: RepGrid | None = None,
        *,
        waits: bool = False,
    ) -> None:
        """Close the segment that began at `start`; it lasts until now."""
        place = self.place
        self.segments.append(
            Segment(name, kind, start, self.now, text, place.drill, place.movement, place.side, grid, waits)
        )
        self._cue(start, CueKind.SEGMENT, text)

    def block(self, start: int, instruction: int, lap: int) -> None:
        """A block whose reps begin now."""
        place = self.place
        self.blocks.append(
            Block(start, instruction, self.now, self.now, place.drill, place.movement, place.side, lap)
        )

    def timeline(self, routine: Routine) -> Timeline:
        """What was written, as the timeline of `routine`."""
        self.cues.sort(key=lambda cue: (cue.frame, cue.kind is not CueKind.SEGMENT))
        done = self.segments[-1].start
        stops = [block.start for block in self.blocks[1:]] + [done]
        blocks = tuple(replace(block, stop=stop) for block, stop in zip(self.blocks, stops, strict=True))
        return Timeline(routine.id, routine.title, tuple(self.segments), tuple(self.cues), blocks)

    def _cue(
        self,
        frame: int,
        kind: CueKind,
        text: str,
        *,
        sound: Sound | None = None,
        on_vowel: bool = False,
        length: int = 0,
        rep: int | None = None,
    ) -> None:
        place = self.place
        self.cues.append(
            Cue(frame, kind, text, sound, on_vowel, length, place.drill, place.movement, place.side, rep)
        )


class Ruler(Score):
    """A score that keeps nothing and only finds out how far it goes, at a fraction of the cost."""

    __slots__ = ()
    keeps = False

    def segment(self, *_parts: object, **_options: object) -> None:
        """Nothing is kept."""

    def block(self, *_parts: object) -> None:
        """Nothing is kept."""

    def _cue(self, *_parts: object, **_options: object) -> None:
        """Nothing is kept."""


def number_span(timing: ClipTiming, frame: int) -> range:
    """The frames in which a number is heard whose vowel rises on `frame`."""
    start = frame - timing.vowel
    return range(start, start + timing.length)
