"""What was practised, in words."""

import pytest

from mobility_coach.domain.drill import Side
from mobility_coach.domain.timeline import RepGrid, Segment, SegmentKind
from mobility_coach.domain.transport import RepsPractised
from mobility_coach.services.session.session_summary import session_summary
from tests.domain.drills_for_tests import drill

DRILLS = {name: drill(name) for name in ("swing", "roll", "bend", "turn", "reach", "lift")}
GRID = RepGrid(10, 60, 2, 2)


def practised(name: str, movement: str = "A", side: Side = Side.LEFT, reps: int = 10) -> RepsPractised:
    """Reps of four seconds each."""
    place = Segment("", SegmentKind.REPS, 0, GRID.length, "", name, movement, side, GRID)
    return RepsPractised(place, reps)


@pytest.mark.parametrize(
    ("done", "lines"),
    [
        ([], ()),
        (
            [practised("swing", reps=1)],
            ("Swing, left side: 1 movement, 1 rep", "Less than a minute of movement"),
        ),
        (
            [practised("swing", side=Side.RIGHT), practised("swing", "B", Side.RIGHT, 5)],
            ("Swing, right side: 2 movements, 15 reps", "1 minute of movement"),
        ),
        (
            [
                practised("swing"),
                practised("swing"),
                practised("roll", side=Side.BOTH),
                practised("swing", side=Side.RIGHT),
            ],
            ("Swing, both sides: 1 movement, 30 reps", "Roll: 1 movement, 10 reps", "3 minutes of movement"),
        ),
    ],
)
def test_a_line_for_each_drill_and_one_for_the_time(
    done: list[RepsPractised], lines: tuple[str, ...]
) -> None:
    assert session_summary(done, DRILLS) == lines


@pytest.mark.parametrize(("count", "rest"), [(5, "and 1 more drill"), (6, "and 2 more drills")])
def test_a_long_routine_is_told_in_few_lines(count: int, rest: str) -> None:
    lines = session_summary([practised(name, side=Side.BOTH) for name in list(DRILLS)[:count]], DRILLS)
    assert lines[-2] == rest
    assert len(lines) == 6


def test_reps_without_a_grid_take_no_time() -> None:
    done = RepsPractised(Segment("", SegmentKind.REPS, 0, 1, "", "swing", "A"), 2)
    assert session_summary([done], DRILLS)[-1] == "Less than a minute of movement"
