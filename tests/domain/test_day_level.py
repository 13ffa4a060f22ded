"""A day's level agrees with what the streak counts."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobility_coach.domain.day_level import MET, day_level
from mobility_coach.domain.drill import Side
from mobility_coach.domain.history import DayTotals, DrillSide, PracticeHistory
from mobility_coach.domain.streak import Goal, GoalKind, streak_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PAIRS = tuple(DrillSide(f"drill-{number}", Side.BOTH) for number in range(12))


def totals(sides: int, seconds: float) -> DayTotals:
    return DayTotals(NOW.date().toordinal(), (1 << sides) - 1, seconds, 0.0, 0.0, 0, 0)


@pytest.mark.parametrize(
    ("sides", "seconds", "goal", "level"),
    [
        (0, 1.0, Goal(), 1),
        (1, 1.0, Goal(), 2),
        (0, 179.4, Goal(), 1),
        (0, 179.5, Goal(), 2),
        (2, 1.0, Goal(), 3),
        (3, 1.0, Goal(), 3),
        (4, 1.0, Goal(), 4),
        (12, 9_000.0, Goal(), 4),
        (5, 1.0, Goal(GoalKind.SIDES, 6), 1),
        (12, 1.0, Goal(GoalKind.MINUTES, 10), 1),
        (0, 600.0, Goal(GoalKind.MINUTES, 10), 2),
        (0, 2_400.0, Goal(GoalKind.MINUTES, 10), 4),
    ],
)
def test_levels_are_times_the_goal(sides: int, seconds: float, goal: Goal, level: int) -> None:
    assert day_level(totals(sides, seconds), goal) == level


@given(
    st.integers(0, 12),
    st.one_of(st.floats(0, 90_000), st.integers(0, 1_000).map(lambda half: half * 0.5)),
    st.builds(Goal, st.sampled_from(GoalKind), st.integers(1, 120)),
)
def test_a_day_that_counts_has_the_level_of_one_that_counts(sides: int, seconds: float, goal: Goal) -> None:
    one = totals(sides, seconds)
    counts = streak_of(PracticeHistory((one,), PAIRS), NOW, goal).today_done
    assert (day_level(one, goal) >= MET) == counts
