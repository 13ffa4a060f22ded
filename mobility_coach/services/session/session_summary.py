"""What was practised in a session, in words."""

from collections.abc import Mapping, Sequence

from mobility_coach.domain.drill import Drill, Side
from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.domain.transport import RepsPractised
from mobility_coach.domain.wording import ntr, tr

MOST_DRILLS = 4
"""So many have a line of their own."""


def session_summary(practised: Sequence[RepsPractised], drills: Mapping[str, Drill]) -> tuple[str, ...]:
    """A line for each drill, and one for the time that was moved; empty where nothing was practised."""
    if not practised:
        return ()
    by_drill: dict[str, list[RepsPractised]] = {}
    for each in practised:
        by_drill.setdefault(each.segment.drill, []).append(each)
    lines = [_drill_line(drills[drill], done) for drill, done in list(by_drill.items())[:MOST_DRILLS]]
    if len(by_drill) > MOST_DRILLS:
        lines.append(ntr("and {count} more drill", "and {count} more drills", len(by_drill) - MOST_DRILLS))
    return (*lines, _time_line(practised))


def _drill_line(drill: Drill, done: Sequence[RepsPractised]) -> str:
    movements = len({each.segment.movement for each in done})
    return tr("{drill}: {movements}, {reps}").format(
        drill=_drill_and_sides(drill, {each.segment.side for each in done}),
        movements=ntr("{count} movement", "{count} movements", movements),
        reps=ntr("{count} rep", "{count} reps", sum(each.reps_done for each in done)),
    )


def _drill_and_sides(drill: Drill, sides: set[Side]) -> str:
    if sides == {Side.LEFT, Side.RIGHT}:
        return tr("{drill}, both sides").format(drill=drill.title)
    if sides == {Side.LEFT}:
        return tr("{drill}, left side").format(drill=drill.title)
    if sides == {Side.RIGHT}:
        return tr("{drill}, right side").format(drill=drill.title)
    return drill.title


def _time_line(practised: Sequence[RepsPractised]) -> str:
    moved = sum(_frames_moved(each) for each in practised)
    minutes = round(moved / SAMPLE_RATE / 60)
    if minutes < 1:
        return tr("Less than a minute of movement")
    return ntr("{count} minute of movement", "{count} minutes of movement", minutes)


def _frames_moved(practised: RepsPractised) -> int:
    grid = practised.segment.grid
    return 0 if grid is None else grid.beat_frame(practised.reps_done * grid.beats)
