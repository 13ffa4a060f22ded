"""Moments of a session: where one lies in another compilation, and where an interrupted one is taken up."""

from mobility_coach.domain.timeline import CueKind, RepGrid, Segment, SegmentKind, Timeline


def resume_point(timeline: Timeline, position: int) -> int:
    """Where to go on after a pause: the start of the rep, count-in or sentence that was interrupted."""
    segment = timeline.at(position)
    if segment.grid is not None:
        rep = segment.grid.rep_at(position - segment.start)
        return segment.start + segment.grid.beat_frame((rep - 1) * segment.grid.beats)
    if segment.kind is SegmentKind.COUNT_IN:
        return segment.start
    for cue in reversed(timeline.cues_between(segment.start, position + 1)):
        if cue.kind is CueKind.PHRASE and cue.frame + cue.length > position:
            return cue.frame
    return position


def same_moment(old: Timeline, position: int, new: Timeline) -> int:
    """The frame of `new` that stands for `position` in `old`, another compilation of the same routine.

    It lies in the segment of the same name: never past its end, so that nothing is left out that happens
    there. Beats map to beats.
    """
    segment = old.at(position)
    twin = new.segment_named(segment.name)
    if position >= old.length:
        return new.length
    if twin is None:
        return min(position, new.length - 1)
    last = twin.stop - 1
    if segment.grid is not None and twin.grid is not None:
        return min(last, twin.start + _same_beat(segment.grid, position - segment.start, twin.grid))
    if segment.kind is SegmentKind.COUNT_IN:
        return min(last, max(twin.start, twin.stop - _same_way_to_go(old, segment, position, new, twin)))
    return min(last, twin.start + position - segment.start)


def _same_way_to_go(old: Timeline, segment: Segment, position: int, new: Timeline, twin: Segment) -> int:
    """The frames left of the count-in `twin` when as many beats are left as of `segment` at `position`.

    Beats of a count-in are those of the reps behind it, counted backward from their start.
    """
    left, grid, new_grid = segment.stop - position, old.at(segment.stop).grid, new.at(twin.stop).grid
    return left if grid is None or new_grid is None else _same_beat(grid, left, new_grid)


def _same_beat(old: RepGrid, offset: int, new: RepGrid) -> int:
    """The offset in `new` that lies as far between the same two beats as `offset` in `old`."""
    beat = old.beat_at(offset)
    this, following = old.beat_frame(beat), old.beat_frame(beat + 1)
    new_this, new_following = new.beat_frame(beat), new.beat_frame(beat + 1)
    return new_this + (offset - this) * (new_following - new_this) // (following - this)
