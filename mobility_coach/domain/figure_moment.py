"""What the figure does at a frame of a timeline: where the sound is, there is the picture.

It stands at ease between drills, takes the starting position during the set-up, goes over from one movement
to the next, shows a rep or two while a movement is explained, and then moves with the reps: each key pose
falls on its beat.
"""

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import RELAXED, FigureMoment, Way, WayKind
from mobility_coach.domain.timeline import (
    SAMPLE_RATE,
    Block,
    RepGrid,
    Segment,
    SegmentKind,
    Timeline,
    frames,
)

OVER_SECONDS = 1.2
"""How long the figure takes from one movement's position to the next one's."""

_LEAST_OVER_SECONDS = 0.4
"""Who has just shown a rep is in position again within this time."""

MOST_SHOWN = 2
"""Reps that are shown while a movement is explained."""

_BETWEEN_DRILLS = frozenset({SegmentKind.SAFETY, SegmentKind.REST, SegmentKind.DONE})


def figure_moment(timeline: Timeline, frame: int, first_side: Side) -> FigureMoment:
    """What the figure does at `frame`; `first_side` is the one that a drill for both sides begins with."""
    segment = timeline.at(frame)
    since = max(0, frame - segment.start)
    if segment.kind in _BETWEEN_DRILLS:
        return at_ease(since)
    index = timeline.block_at(frame)
    block = timeline.blocks[index]
    side = first_side if block.side is Side.BOTH else block.side
    if segment.grid is not None:
        return _in_reps(block, side, segment.grid, since)
    if segment.kind is SegmentKind.LINK:
        return _in_link(timeline, index, segment, side, since)
    return _ready(block, side, since)


def at_ease(since: int) -> FigureMoment:
    """The figure at rest, for `since` frames by now."""
    return FigureMoment(RELAXED, Side.LEFT, Way(WayKind.READY), seconds=since / SAMPLE_RATE)


def _ready(block: Block, side: Side, since: int) -> FigureMoment:
    return FigureMoment(block.drill, side, Way(WayKind.READY, block.movement), seconds=since / SAMPLE_RATE)


def _in_reps(block: Block, side: Side, grid: RepGrid, offset: int) -> FigureMoment:
    """The stroke under way `offset` frames after the first rep's start."""
    offset = min(offset, grid.length - 1)
    rep = grid.rep_at(offset)
    begin, turn = grid.beat_frame((rep - 1) * grid.beats), grid.turn_frame(rep)
    is_back = offset >= turn
    start, stop = (turn, grid.beat_frame(rep * grid.beats)) if is_back else (begin, turn)
    kind = WayKind.FIRST if rep == 1 and not is_back else WayKind.STROKE
    return FigureMoment(
        block.drill,
        side,
        Way(kind, block.movement),
        progress=(offset - start) / (stop - start),
        is_back=is_back,
        seconds=(offset - start) / SAMPLE_RATE,
    )


def _in_link(timeline: Timeline, index: int, segment: Segment, side: Side, since: int) -> FigureMoment:
    """While a movement is explained: over to its position, then as many whole reps as there is time for."""
    block = timeline.blocks[index]
    before = timeline.blocks[index - 1] if index else None
    over = frames(OVER_SECONDS)
    begin = 0
    if before is not None and (before.drill, before.lap) == (block.drill, block.lap):
        if since < over:
            return _over(block, before.movement, side, since, over)
        begin = over
    grid = timeline.at(block.reps_start).grid
    room = segment.length - begin - frames(_LEAST_OVER_SECONDS)
    shown = 0 if grid is None else min(MOST_SHOWN, room // grid.beat_frame(grid.beats))
    if grid is None or shown <= 0:
        return _ready(block, side, since - begin)
    reps = RepGrid(shown, grid.bpm, grid.beats_in, grid.beats_out)
    if since < begin + reps.length:
        return _in_reps(block, side, reps, since - begin)
    # From the end of the last one back to where the first rep begins.
    begin += reps.length
    return _over(block, block.movement, side, since - begin, min(over, segment.length - begin))


def _over(block: Block, origin: str, side: Side, since: int, length: int) -> FigureMoment:
    return FigureMoment(
        block.drill,
        side,
        Way(WayKind.OVER, block.movement, origin),
        progress=min(1.0, since / length),
        seconds=since / SAMPLE_RATE,
    )
