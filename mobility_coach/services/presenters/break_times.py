"""Moments and lengths around reminders, in words: "at 14:35", "tomorrow at 8:00", "1 hour"."""

from datetime import datetime, timedelta

from mobility_coach.domain.streak_words import day_words
from mobility_coach.domain.wording import ntr, tr

_WEEK = 7
_SOON = timedelta(hours=6)
"""What lies after midnight, but this close, needs no day beside its time."""


def clock_words(minute: int) -> str:
    """A minute of the day on a 24 h clock: "8:00"."""
    return f"{minute // 60}:{minute % 60:02d}"


def span_words(seconds: float) -> str:
    """A length in words: "30 seconds", "5 minutes", "2 hours", "2 hours 30 minutes"."""
    if round(seconds) < 60:
        return ntr("{count} second", "{count} seconds", round(seconds))
    hours, minutes = divmod(round(seconds / 60), 60)
    parts = [ntr("{count} hour", "{count} hours", hours)] if hours else []
    if minutes or not hours:
        parts.append(ntr("{count} minute", "{count} minutes", minutes))
    return " ".join(parts)


def when_words(moment: datetime, now: datetime) -> str:
    """When something comes: "at 14:35", "tomorrow at 8:00", "on Monday at 8:00", "on 12 March at 8:00"."""
    time = _time(moment)
    match _days_ahead(moment, now):
        case 0:
            return tr("at {time}").format(time=time)
        case 1:
            return tr("tomorrow at {time}").format(time=time)
        case _:
            return tr("on {day} at {time}").format(day=_day(moment, now), time=time)


def until_words(moment: datetime, now: datetime) -> str:
    """Until when something lasts: "14:35", "tomorrow at 8:00", "Monday at 8:00", "12 March at 8:00"."""
    time = _time(moment)
    match _days_ahead(moment, now):
        case 0:
            return time
        case 1:
            return tr("tomorrow at {time}").format(time=time)
        case _:
            return tr("{day} at {time}").format(day=_day(moment, now), time=time)


def to_minute(moment: datetime) -> datetime:
    """The nearest whole minute, so that what is shown doesn't flicker between two looks."""
    return (moment + timedelta(seconds=30)).replace(second=0, microsecond=0)


def _time(moment: datetime) -> str:
    return clock_words(moment.hour * 60 + moment.minute)


def _days_ahead(moment: datetime, now: datetime) -> int:
    days = moment.date().toordinal() - now.date().toordinal()
    return 0 if days <= 0 or moment - now < _SOON else days


def _day(moment: datetime, now: datetime) -> str:
    if _days_ahead(moment, now) < _WEEK:
        return weekday_title(moment.weekday())
    return day_words(moment.date(), now.date())


def weekday_title(number: int) -> str:
    """A weekday's name; Monday is 0."""
    days = (
        tr("Monday"), tr("Tuesday"), tr("Wednesday"), tr("Thursday"), tr("Friday"), tr("Saturday"),
        tr("Sunday"),
    )  # fmt: skip
    return days[number]
