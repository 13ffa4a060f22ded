"""How much a day held, measured by the goal: what a heatmap shows."""

from bisect import bisect_right

from mobility_coach.domain.history import DayTotals
from mobility_coach.domain.streak import Goal

MET = 2
"""The first level at which a day counts."""

_STEPS = (1.0, 2.0, 4.0)
"""Times the goal for the levels `MET` and above."""

_NEARLY = 0.5
"""Seconds that may be missing, as for the streak: sums of many floats miss a full minute by a hair."""


def day_level(totals: DayTotals, goal: Goal) -> int:
    """1 for some practice, 2 where the goal is met, 3 for twice as much, 4 for four times as much."""
    by_time = (totals.seconds + _NEARLY) / (goal.minutes * 60)
    by_sides = totals.done.bit_count() / goal.sides
    return 1 + bisect_right(_STEPS, max(by_time, by_sides))
