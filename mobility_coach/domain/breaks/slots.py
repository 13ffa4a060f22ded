"""Times of the day at which breaks come, as minutes of local time since the year 1.

Local minutes are what a clock on the wall shows, so they repeat or leave out an hour where summer time
changes. Whoever keeps the highest minute that was handled sees each time of a day once.
"""

from datetime import datetime, timedelta

from mobility_coach.domain.breaks.rules import MINUTES_OF_DAY


def local_minute(moment: datetime) -> int:
    """The minute on the wall's clock, counted since the year 1."""
    return moment.toordinal() * MINUTES_OF_DAY + moment.hour * 60 + moment.minute


def seconds_into_minute(moment: datetime) -> float:
    """Seconds since the wall's clock went on to this minute."""
    return moment.second + moment.microsecond / 1e6


def latest_time(times: tuple[int, ...], minute: int) -> int:
    """The last of `times` (minutes of the day, in order, not empty) up to and with `minute`."""
    day, of_day = divmod(minute, MINUTES_OF_DAY)
    passed = [time for time in times if time <= of_day]
    return day * MINUTES_OF_DAY + passed[-1] if passed else (day - 1) * MINUTES_OF_DAY + times[-1]


def next_time(times: tuple[int, ...], minute: int) -> int:
    """The first of `times` after `minute`."""
    day, of_day = divmod(minute, MINUTES_OF_DAY)
    later = next((time for time in times if time > of_day), None)
    return (day + 1) * MINUTES_OF_DAY + times[0] if later is None else day * MINUTES_OF_DAY + later


def moment_of(minute: int, now: datetime) -> datetime:
    """The moment at which the wall's clock shows `minute`, in the time zone of `now`."""
    day, of_day = divmod(minute, MINUTES_OF_DAY)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    date_of = midnight + timedelta(days=day - now.toordinal())
    return date_of.replace(hour=of_day // 60, minute=of_day % 60)
