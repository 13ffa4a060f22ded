"""The local day that a moment counts for. It starts at a set hour and is fixed when a practice starts."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

DEFAULT_DAY_START = 4
"""The hour at which a day starts by default: 1 a.m. still belongs to the evening before."""

EARLIEST_DAY = date(1970, 1, 1)
LATEST_DAY = date(2200, 12, 31)
"""A clock outside of these is wrong; days are moved into them."""


@dataclass(frozen=True, slots=True)
class PracticeMoment:
    """When a practice started, kept for good: `started` in UTC, local time minus UTC, the zone, the day."""

    started: datetime
    offset_minutes: int
    zone: str
    day: date


def local_day(now: datetime, day_start: int = DEFAULT_DAY_START) -> date:
    """The day that `now` belongs to.

    Only the clock on the wall counts, so a change to summer time neither shortens nor doubles a day.

    Args:
        now: aware, in local time.
        day_start: the hour, 0 … 12, before which the day before goes on.
    """
    today = min(max(now.date(), EARLIEST_DAY), LATEST_DAY)
    return today - timedelta(days=1) if now.hour < day_start and today > EARLIEST_DAY else today


def offset_minutes(now: datetime) -> int:
    """Local time minus UTC of an aware moment, in whole minutes."""
    offset = now.utcoffset()
    if offset is None:
        raise ValueError("the moment has no offset from UTC")
    return round(offset.total_seconds() / 60)


def practice_moment(now: datetime, zone: str, day_start: int = DEFAULT_DAY_START) -> PracticeMoment:
    """What is fixed when a practice starts at `now` (aware, local). Raises ValueError without an offset."""
    offset = offset_minutes(now)
    return PracticeMoment(now.astimezone(UTC), offset, zone, local_day(now, day_start))
