"""Which backups to keep: the last days one by one, then one a week, then one a month."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, timedelta

DAYS = 7
WEEKS = 4
MONTHS = 12


def kept_backups(days: Collection[date], today: date) -> frozenset[date]:
    """Those of `days` to keep: the last seven, then the last one of four weeks, then of twelve months.

    A day after `today` is always kept: rather the clock is wrong now than all these backups are.
    """
    future = [day for day in days if day > today]
    past = sorted((day for day in days if day <= today), reverse=True)
    daily, older = past[:DAYS], past[DAYS:]
    weekly = _last_of_each(older, lambda day: day - timedelta(days=day.weekday()), WEEKS)
    oldest_week = min(weekly, default=today)
    monthly = _last_of_each(
        (day for day in older if day < oldest_week), lambda day: day.replace(day=1), MONTHS
    )
    return frozenset([*future, *daily, *weekly, *monthly])


def _last_of_each(newest_first: Iterable[date], period: Callable[[date], date], most: int) -> list[date]:
    last: dict[date, date] = {}
    for day in newest_first:
        last.setdefault(period(day), day)
    return list(last.values())[:most]
