"""A session that has to end on one frame: as much of a timeline as fits before it, and a farewell.

Reps are the measure. The last movement gets fewer of them, or more where nothing else would fit any more, so
that the time is full; what can't be done any more is not announced either. What is settled, since it is
about to be heard, stays as it is.
"""

from dataclasses import dataclass, replace

from mobility_coach.domain import phrases
from mobility_coach.domain.counting import write_reps
from mobility_coach.domain.score import BREATH, CHIME_LEAD, Place, Score, Timing
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

LEAST_REPS = 3
"""A movement that has room for fewer is not begun; the one before it gets more reps instead."""

MOST_REPS = 30
"""No movement is made longer than this: whoever left out all others has time to rest."""

TAIL = frames(0.4)
"""Silence behind the last words: a clip that turns out a little longer is still heard to its end."""

CHIME_RING = frames(2.0)
"""How long the closing chime rings where it has no words behind it."""


def cut(whole: Timeline, settled: int, stop: int, timing: Timing) -> Timeline:
    """`whole`, so that it ends on the frame `stop` exactly.

    What lies before the frame `settled` is heard as it was, although the end may be behind it: a rep that
    can't be finished any more is not counted. ``settled < stop``.
    """
    here = whole.at(settled)
    heard = whole.cues_between(0, settled)
    if here.kind is SegmentKind.DONE:
        return _closed(whole, _End(here.start, len(whole.blocks)), heard, settled, stop, timing)
    room = stop - TAIL - timing(phrases.back_to_film()).length - CHIME_LEAD - BREATH
    last = _last_set(whole, settled, room)
    if last is None:
        end = _End(min(stop - 1, _quiet_from(whole.cues, settled)), whole.block_at(settled) + 1)
        return _closed(whole, end, heard, settled, stop, timing)
    segment, grid = last.segment, last.segment.grid
    if grid is None or last.reps == 0:
        return _closed(whole, _End(segment.start, last.block + 1), heard, settled, stop, timing)
    fitted = with_reps(whole, segment, last.reps, timing, settled)
    end = _End(segment.start + grid.beat_frame(last.reps * grid.beats), last.block + 1, last.reps)
    return _closed(fitted, end, heard, settled, stop, timing)


def with_reps(timeline: Timeline, segment: Segment, reps: int, timing: Timing, settled: int = 0) -> Timeline:
    """`timeline` with another number of reps in one of its segments; cues before `settled` stay.

    Raises:
        ValueError: the segment has no reps.
    """
    if segment.grid is None:
        raise ValueError(f"{segment.name} has no reps")
    if segment.grid.reps == reps:
        return timeline
    grid = replace(segment.grid, reps=reps)
    longer = replace(segment, grid=grid, stop=segment.start + grid.length)
    shift = longer.stop - segment.stop
    index = timeline.segments.index(segment)
    blocks = (_moved_block(each, segment.stop, shift) for each in timeline.blocks)
    return Timeline(
        timeline.routine,
        timeline.title,
        (
            *timeline.segments[:index],
            longer,
            *(_moved(each, shift) for each in timeline.segments[index + 1 :]),
        ),
        _cues_with(timeline, segment, grid, timing, settled),
        tuple(blocks),
    )


@dataclass(frozen=True, slots=True)
class _Set:
    """The reps that come last: in which block, which segment, and how many."""

    block: int
    segment: Segment
    reps: int


@dataclass(frozen=True, slots=True)
class _End:
    """Where the closing begins, how many blocks lie before it, and the rep that ends there; 0 for none."""

    start: int
    blocks: int
    rep: int = 0


def _last_set(whole: Timeline, settled: int, room: int) -> _Set | None:
    """The last reps that end on the frame `room` or before; None where none do that are not behind."""
    first = whole.block_at(settled)
    found: _Set | None = None
    for index in range(first, len(whole.blocks)):
        segment = whole.at(whole.blocks[index].reps_start)
        grid = segment.grid
        if grid is None or segment.stop <= settled:
            continue
        reps = max(0, grid.beat_at(room - segment.start) // grid.beats) if room >= segment.start else 0
        reps = min(reps, max(MOST_REPS, grid.reps))
        if segment.start < settled:
            reps = max(reps, grid.done_at(settled - segment.start))
        elif reps < (1 if index == first else min(LEAST_REPS, grid.reps)):
            break
        found = _Set(index, segment, reps)
        if reps < grid.reps:
            break
    if found is None or found.segment.grid is None:
        return None
    planned = found.segment.grid
    announced = found.segment.start + planned.turn_frame(max(1, planned.reps - 1))
    if settled > announced:  # "last one" was said
        return replace(found, reps=min(found.reps, planned.reps))
    return found


def _quiet_from(cues: tuple[Cue, ...], frame: int) -> int:
    """The end of the words that began before `frame`, or `frame` where it is quiet."""
    begun = (cue for cue in cues if cue.kind is CueKind.PHRASE and cue.frame < frame)
    return max(frame, max((cue.frame + cue.length for cue in begun), default=frame))


def _closed(
    timeline: Timeline, end: _End, heard: tuple[Cue, ...], settled: int, stop: int, timing: Timing
) -> Timeline:
    """`timeline` up to its `end`, and the closing from there to `stop`."""
    segments = [
        replace(each, stop=min(each.stop, end.start)) for each in timeline.segments if each.start < end.start
    ]
    done = Segment("done", SegmentKind.DONE, end.start, stop, phrases.back_to_film())
    blocks = [replace(each, stop=min(each.stop, end.start)) for each in timeline.blocks[: end.blocks]]
    # What is settled is heard as well where its segment is left out.
    heard = tuple(cue for cue in heard if cue.kind is not CueKind.SEGMENT or cue.frame < end.start)
    kept = (*heard, *(cue for cue in timeline.cues if cue.frame >= settled and _is_before(cue, end)))
    free = max(end.start, settled, _quiet_from(kept, settled))
    opening = Cue(end.start, CueKind.SEGMENT, done.text)
    cues = sorted(
        (*kept, opening, *_farewell(free, stop, timing)),
        key=lambda cue: (cue.frame, cue.kind is not CueKind.SEGMENT),
    )
    return Timeline(timeline.routine, timeline.title, (*segments, done), tuple(cues), tuple(blocks))


def _is_before(cue: Cue, end: _End) -> bool:
    """Whether a cue is heard before the closing; the last rep's click falls on its first frame."""
    is_last_click = cue.frame == end.start and cue.rep is not None and cue.rep == end.rep
    return cue.frame < end.start or is_last_click


def _farewell(free: int, stop: int, timing: Timing) -> tuple[Cue, ...]:
    """A chime and words before `stop`, as far as there is time for them from the frame `free` on."""
    text = phrases.back_to_film()
    length = timing(text).length
    words = stop - TAIL - length
    chime = words - CHIME_LEAD
    if chime >= free:
        said = Cue(words, CueKind.PHRASE, text, length=length)
        return Cue(chime, CueKind.CHIME, "", Sound.CHIME_DONE), said
    if stop - CHIME_RING >= free:
        return (Cue(stop - CHIME_RING, CueKind.CHIME, "", Sound.CHIME_DONE),)
    return ()


def _cues_with(
    timeline: Timeline, before: Segment, grid: RepGrid, timing: Timing, settled: int
) -> tuple[Cue, ...]:
    """The cues of `timeline` with those of the segment `before` written for another `grid`."""
    shift = grid.length - before.length
    others = [
        replace(cue, frame=cue.frame + shift) if cue.frame >= before.stop else cue
        for cue in timeline.cues
        if not _is_of(cue, before)
    ]
    own = [cue for cue in timeline.cues if _is_of(cue, before)]
    heard = [cue for cue in own if cue.frame < settled]
    cues = (*others, *heard, *(cue for cue in _written(own, before, grid, timing) if cue.frame >= settled))
    return tuple(sorted(cues, key=lambda cue: (cue.frame, cue.kind is not CueKind.SEGMENT)))


def _written(own: list[Cue], segment: Segment, grid: RepGrid, timing: Timing) -> list[Cue]:
    """Clicks, counts and the last one's announcement anew, with the hints of `own` that come before that."""
    score = Score(timing, segment.start, place=Place(segment.drill, segment.movement, segment.side))
    write_reps(score, grid, ())
    last = grid.reps - 2
    hints = (cue for cue in own if cue.kind is CueKind.PHRASE and cue.text != phrases.last_one())
    return [*score.cues, *(cue for cue in hints if cue.rep is not None and cue.rep <= last)]


def _is_of(cue: Cue, segment: Segment) -> bool:
    """Whether a cue is one of the reps of a segment; the last click falls on the segment's end."""
    return cue.rep is not None and segment.start <= cue.frame <= segment.stop


def _moved(segment: Segment, shift: int) -> Segment:
    return replace(segment, start=segment.start + shift, stop=segment.stop + shift)


def _moved_block(block: Block, since: int, shift: int) -> Block:
    """A block with each of its frames from `since` on moved."""

    def place(frame: int) -> int:
        return frame + shift if frame >= since else frame

    return replace(
        block,
        start=place(block.start),
        instruction=place(block.instruction),
        reps_start=place(block.reps_start),
        stop=place(block.stop),
    )
