"""Working hours: whether there are reminders at a moment, and whether a day's work ended in between.

A *stretch* is one day's hours, named by the day on which they began; past midnight it goes on.
"""

import math
from datetime import datetime

from mobility_coach.domain.breaks.rules import MINUTES_OF_DAY, WorkHours
from mobility_coach.domain.breaks.slots import local_minute, seconds_into_minute


def is_working(hours: WorkHours, moment: datetime) -> bool:
    """Whether there are reminders at this moment (aware, local)."""
    return _stretch(hours, local_minute(moment)) is not None


def is_same_stretch(hours: WorkHours, before: datetime, now: datetime) -> bool:
    """Whether both moments are in working hours with no time off in between."""
    first, last = _stretch(hours, local_minute(before)), _stretch(hours, local_minute(now))
    if first is None or last is None:
        return False
    if first == last:
        return True
    # Only hours that last all day touch each other.
    days = range(min(first, last), min(first, last) + min(abs(last - first), 7) + 1)
    return _length(hours) == MINUTES_OF_DAY and all(_works_on(hours, day) for day in days)


def seconds_left(hours: WorkHours, moment: datetime) -> float:
    """Seconds until reminders stop for the day; 0 where there are none now, infinite where they go on."""
    stretch = _stretch(hours, local_minute(moment))
    if stretch is None:
        return 0.0
    if _length(hours) == MINUTES_OF_DAY and _works_on(hours, stretch + 1):
        return math.inf
    end = stretch * MINUTES_OF_DAY + hours.start + _length(hours)
    return (end - local_minute(moment)) * 60 - seconds_into_minute(moment)


def _stretch(hours: WorkHours, minute: int) -> int | None:
    day, of_day = divmod(minute, MINUTES_OF_DAY)
    if hours.start <= of_day < hours.start + _length(hours) and _works_on(hours, day):
        return day
    if of_day + MINUTES_OF_DAY < hours.start + _length(hours) and _works_on(hours, day - 1):
        return day - 1
    return None


def _length(hours: WorkHours) -> int:
    return (hours.end - hours.start) % MINUTES_OF_DAY or MINUTES_OF_DAY


def _works_on(hours: WorkHours, day: int) -> bool:
    # The first day of the year 1 was a Monday, and has the ordinal 1.
    return (day - 1) % 7 in hours.days
