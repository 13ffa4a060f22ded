"""Texts that people type about reminders, and the values that they become: times, weekdays, names."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mobility_coach.domain.breaks.rules import MINUTES_OF_DAY, MOST_TIMES
from mobility_coach.domain.wording import tr
from mobility_coach.services.breaks.break_settings import MOST_PROGRAMS
from mobility_coach.services.practice.practice_fields import is_safe_name
from mobility_coach.services.setting_values import SettingError, is_plain, refusal

MOST_TITLE = 60
MOST_NAME = 64
_MOST_TEXT = 2_000
_WEEK = "1234567"
_TIME = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?")


@dataclass(frozen=True, slots=True)
class Form:
    """A value that is written as text or a number: how it is read (None: it can't be), and what it can be."""

    read: Callable[[object], str | int | None]
    expected: Callable[[], str]

    def checked(self, name: str, value: object) -> str | int:
        """`value` in the one way in which it is kept. Raises `SettingError`."""
        read = self.read(value)
        if read is None:
            raise SettingError(refusal(name, value, self.expected()))
        return read


def minutes_of(text: str) -> tuple[int, ...]:
    """The minutes of the day in "10:00, 15:00", which `TIMES` has checked."""
    return tuple(minute for part in _parts(text) if (minute := _minute(part)) is not None)


def times_text(minutes: Iterable[int]) -> str:
    """The same the other way round."""
    return ", ".join(f"{minute // 60}:{minute % 60:02d}" for minute in minutes)


def days_of(digits: str) -> frozenset[int]:
    """The weekdays in "12345", which `DAYS` has checked; Monday is 0."""
    return frozenset(int(digit) - 1 for digit in digits)


def days_text(days: Iterable[int]) -> str:
    """The same the other way round."""
    return "".join(str(day + 1) for day in sorted(days))


def names_of(text: str) -> tuple[str, ...]:
    """The names in "zoom, obs", each once."""
    names = (name.strip() for name in text.split(","))
    return tuple({name.casefold(): name for name in names if name}.values())


def _read_time(value: object) -> int | None:
    """Minutes of the day, from a number or from "9:30"."""
    if isinstance(value, str):
        return _minute(value.strip())
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if isinstance(value, (int, float)) and is_number and 0 <= value < MINUTES_OF_DAY and value == int(value):
        return int(value)
    return None


def _minute(text: str) -> int | None:
    found = _TIME.fullmatch(text) if len(text) <= 5 else None
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def _read_times(value: object) -> str | None:
    if not isinstance(value, str) or len(value) > _MOST_TEXT:
        return None
    minutes = {_minute(part) for part in _parts(value)}
    known = sorted(minute for minute in minutes if minute is not None)
    return times_text(known) if len(known) == len(minutes) <= MOST_TIMES else None


def _parts(text: str) -> list[str]:
    return text.replace(",", " ").replace(";", " ").split()


def _read_days(value: object) -> str | None:
    if not isinstance(value, str) or not 0 < len(value) <= len(_WEEK) or not set(value) <= set(_WEEK):
        return None
    return "".join(sorted(set(value)))


def _read_names(value: object) -> str | None:
    if not isinstance(value, str) or not is_plain(value, _MOST_TEXT):
        return None
    names = names_of(value)
    fits = len(names) <= MOST_PROGRAMS and all(len(name) <= MOST_NAME for name in names)
    return ", ".join(names) if fits else None


def _read_title(value: object) -> str | None:
    return value.strip() if isinstance(value, str) and is_plain(value, MOST_TITLE) else None


def _read_routine(value: object) -> str | None:
    return value if isinstance(value, str) and (not value or is_safe_name(value)) else None


TIME = Form(_read_time, lambda: tr("a time such as 9:30"))
TIMES = Form(_read_times, lambda: tr("up to {most} times such as 10:00, 15:00").format(most=MOST_TIMES))
DAYS = Form(_read_days, lambda: tr("one day of the week or more"))
NAMES = Form(
    _read_names, lambda: tr("up to {most} names with commas between them").format(most=MOST_PROGRAMS)
)
TITLE = Form(_read_title, lambda: tr("a name of up to {most} letters").format(most=MOST_TITLE))
ROUTINE = Form(_read_routine, lambda: tr("the id of a drill or a routine"))
