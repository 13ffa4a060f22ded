"""Days in a row: recomputed from the history each time, never stored.

Past days are what their records say; a new hour for the day's start does not move them. Only what has
happened counts: a day whose first record lies after `now`, or that is later than tomorrow, waits.
(Tomorrow's date is real for a person who has just come over the date line.)
"""

import sys
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from mobility_coach.domain.day import DEFAULT_DAY_START, local_day, offset_minutes
from mobility_coach.domain.history import DayTotals, PracticeHistory

MINUTES_FOR_A_SIDE = 3
"""Practice that stands for one finished side where the goal is told in sides."""

LONGEST_FLIGHT_HOURS = 36
"""A flight may skip a date if the real time between two practices was not longer than this."""


class GoalKind(StrEnum):
    """What a day's goal is told in."""

    SIDES = "sides"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Goal:
    """What makes a day count: so many sides of drills (or three minutes for each), or so many minutes.

    A side of a drill counts once a day, however often it is done; `history.is_finished` says when.
    """

    kind: GoalKind = GoalKind.SIDES
    amount: int = 1

    @property
    def sides(self) -> int:
        """The sides that meet the goal; out of reach where it is told in minutes."""
        return self.amount if self.kind is GoalKind.SIDES else sys.maxsize

    @property
    def minutes(self) -> int:
        """The minutes that meet the goal, whatever its kind."""
        return self.amount * MINUTES_FOR_A_SIDE if self.kind is GoalKind.SIDES else self.amount


@dataclass(frozen=True, slots=True)
class Streak:
    """Days in a row that met the goal, as of one moment.

    Attributes:
        current: days of the row that still stands; a today that is not met yet does not end it.
        longest: days of the longest row ever, the current one included.
        week: Monday to Sunday of this week, whether each day met the goal.
        today: the local day of the moment.
        today_done: whether today met the goal.
        since: first day of the current row, None without one.
        last_met: the last day that met the goal, None without one.
        bridged: dates that a flight skipped within the current row.
        waiting: days that lie in the future of this moment's clock, kept and not counted.
    """

    current: int
    longest: int
    week: tuple[bool, ...]
    today: date
    today_done: bool
    since: date | None
    last_met: date | None
    bridged: tuple[date, ...]
    waiting: tuple[date, ...]


def streak_of(
    history: PracticeHistory, now: datetime, goal: Goal | None = None, day_start: int = DEFAULT_DAY_START
) -> Streak:
    """The streak as of `now` (aware, local time), with the goal and the hour at which a day starts."""
    today = local_day(now, day_start)
    counted, waiting = _split(history, now, today.toordinal())
    met = _meeting(counted, goal or Goal())
    runs = _Runs(counted)
    for totals in met:
        runs.add(totals)
    if not runs.reaches(today.toordinal(), now):
        runs.end()
    met_days = {totals.day for totals in met}
    monday = today.toordinal() - today.weekday()
    return Streak(
        current=runs.length,
        longest=runs.longest,
        week=tuple(day in met_days for day in range(monday, monday + 7)),
        today=today,
        today_done=today.toordinal() in met_days,
        since=date.fromordinal(runs.since) if runs.length else None,
        last_met=date.fromordinal(met[-1].day) if met else None,
        bridged=tuple(date.fromordinal(day) for day in runs.bridged),
        waiting=tuple(date.fromordinal(totals.day) for totals in waiting),
    )


def _split(history: PracticeHistory, now: datetime, today: int) -> tuple[PracticeHistory, list[DayTotals]]:
    moment = now.timestamp()
    waiting = [totals for totals in history.days if totals.first > moment or totals.day > today + 1]
    if not waiting:
        return history, waiting
    late = set(waiting)
    return replace(history, days=tuple(each for each in history.days if each not in late)), waiting


def _meeting(history: PracticeHistory, goal: Goal) -> list[DayTotals]:
    # Sums of many floats may miss the full minute by a hair; half a second is not worth a day.
    sides, seconds = goal.sides, goal.minutes * 60 - 0.5
    return [each for each in history.days if each.seconds >= seconds or each.done.bit_count() >= sides]


class _Runs:
    """Walks the days that met the goal, in order, and keeps the row that it is in and the longest one.

    `_follows` is the place where dated rest and freeze days would bridge a gap.
    """

    def __init__(self, history: PracticeHistory) -> None:
        self._history = history
        self._previous: DayTotals | None = None
        self.length = 0
        self.longest = 0
        self.since = 0
        self.bridged: list[int] = []

    def add(self, totals: DayTotals) -> None:
        """Go on to the next day that met the goal."""
        previous = self._previous
        if previous is None or not self._follows(previous, totals.day, totals.first, totals.first_offset):
            self.end()
            self.since = totals.day
        elif totals.day == previous.day + 2:
            self.bridged.append(totals.day - 1)
        self.length += 1
        self.longest = max(self.longest, self.length)
        self._previous = totals

    def end(self) -> None:
        """The row is over."""
        self.length = 0
        self.bridged = []

    def reaches(self, today: int, now: datetime) -> bool:
        """Whether the row still stands today: it may be one day behind, or one flight."""
        previous = self._previous
        if previous is None:
            return False
        return previous.day >= today or self._follows(previous, today, now.timestamp(), offset_minutes(now))

    def _follows(self, previous: DayTotals, day: int, moment: float, offset: int) -> bool:
        if day != previous.day + 2:
            return day == previous.day + 1
        flew = offset != previous.last_offset and 0 <= moment - previous.last <= LONGEST_FLIGHT_HOURS * 3600
        return flew and self._history.day(previous.day + 1) is None
