"""A practice record as plain values, and back: the one place that says what a record may hold."""

import re
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import TypeVar

from mobility_coach.domain.day import EARLIEST_DAY, LATEST_DAY
from mobility_coach.domain.drill import Side
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.domain.wording import tr

FIELDS = (
    "id", "day", "started", "offset_minutes", "zone", "drill", "movement", "side",
    "reps_done", "reps_planned", "bpm", "seconds", "routine", "version",
)  # fmt: skip
"""Names of all fields, in the order in which they are exported."""

MOST_REPS = 10_000
MOST_BPM = 1_000
MOST_SECONDS = 86_400.0
MOST_OFFSET = 16 * 60
MOST_DAYS_APART = 31
"""A session that was paused for long starts a movement later than its day; but not for ever."""

# Safe in a file name, in a spreadsheet (nothing starts a formula) and in a terminal.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9 ._/+-]{0,63}")
_SIDES = {side.value: side for side in Side}


class RecordError(ValueError):
    """A record that can't be kept; the message names the field and says why, in plain words."""


def record_to_fields(record: PracticeRecord) -> dict[str, object]:
    """The record as JSON values, in the order of `FIELDS`."""
    return {
        "id": record.id,
        "day": record.day.isoformat(),
        "started": utc_text(record.started),
        "offset_minutes": record.offset_minutes,
        "zone": record.zone,
        "drill": record.drill,
        "movement": record.movement,
        "side": record.side.value,
        "reps_done": record.reps_done,
        "reps_planned": record.reps_planned,
        "bpm": record.bpm,
        "seconds": record.seconds,
        "routine": record.routine,
        "version": record.version,
    }


def utc_text(moment: datetime) -> str:
    """How an aware moment is written: in UTC."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def record_from_fields(fields: Mapping[str, object]) -> PracticeRecord:
    """The record that JSON values tell. Unknown names are left out.

    Raises:
        RecordError: a field is missing, of another type, or outside of its bounds.
    """
    started, day = read_moment_and_day(fields, "started")
    # A long history says the same few words a million times; kept once each they halve its memory.
    return PracticeRecord(
        id=read_field(fields, "id", name_in),
        drill=sys.intern(read_field(fields, "drill", name_in)),
        movement=sys.intern(read_field(fields, "movement", name_in)),
        side=read_field(fields, "side", _side),
        reps_done=read_whole(fields, "reps_done", 1, MOST_REPS),
        reps_planned=read_whole(fields, "reps_planned", 0, MOST_REPS),
        bpm=read_whole(fields, "bpm", 1, MOST_BPM),
        started=started,
        offset_minutes=read_whole(fields, "offset_minutes", -MOST_OFFSET, MOST_OFFSET),
        zone=sys.intern(read_field(fields, "zone", _zone)),
        day=day,
        seconds=read_field(fields, "seconds", seconds_in),
        routine=sys.intern(read_field(fields, "routine", optional_name_in)),
        version=sys.intern(read_field(fields, "version", optional_name_in)),
    )


def read_moment_and_day(fields: Mapping[str, object], name: str) -> tuple[datetime, date]:
    """The moment called `name`, in UTC, and 'day', which lies near it. Raises RecordError."""
    moment = read_field(fields, name, moment_in)
    day = read_field(fields, "day", day_in)
    if abs(day.toordinal() - moment.toordinal()) > MOST_DAYS_APART:
        raise RecordError(tr("'day' is far from '{field}'").format(field=name))
    return moment, day


def is_safe_name(value: object) -> bool:
    """Whether a value can be an id."""
    return isinstance(value, str) and _NAME.fullmatch(value) is not None


def safe_zone(name: str) -> str:
    """A zone's name that can be kept; empty for one that can't (POSIX rules such as ``<+03>-3``)."""
    return name if _ZONE.fullmatch(name) else ""


_Value = TypeVar("_Value")


def read_field(fields: Mapping[str, object], name: str, read: Callable[[object], _Value | None]) -> _Value:
    """What `read` makes of a field. Raises RecordError where it is missing, or `read` says None."""
    try:
        value = fields[name]
    except KeyError:
        raise RecordError(tr("'{field}' is missing").format(field=name)) from None
    read_value = read(value)
    if read_value is None:
        reason = tr("'{field}' is {value}, which can't be used")
        raise RecordError(reason.format(field=name, value=_shown(value)))
    return read_value


def read_whole(fields: Mapping[str, object], name: str, low: int, high: int) -> int:
    """A field that holds a whole number from `low` to `high`. Raises RecordError."""

    def read(value: object) -> int | None:
        return value if type(value) is int and low <= value <= high else None

    return read_field(fields, name, read)


def _shown(value: object) -> str:
    shown = ascii(value) if isinstance(value, (str, int, float, bool, type(None))) else tr("a list")
    return shown if len(shown) <= 40 else shown[:37] + "..."


def name_in(value: object) -> str | None:
    """A value that can be an id; else None, as in all of these."""
    return value if isinstance(value, str) and _NAME.fullmatch(value) else None


def optional_name_in(value: object) -> str | None:
    """A value that can be an id, or is empty."""
    return "" if value == "" else name_in(value)


def _zone(value: object) -> str | None:
    return value if isinstance(value, str) and (not value or _ZONE.fullmatch(value)) else None


def _side(value: object) -> Side | None:
    return _SIDES.get(value) if isinstance(value, str) else None


def seconds_in(value: object) -> float | None:
    """A length of time within a day."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if 0 <= value <= MOST_SECONDS else None


def day_in(value: object) -> date | None:
    """A day, written as YYYY-MM-DD."""
    if not isinstance(value, str) or len(value) != 10:
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    # Weeks ("2026-W48-1") are dates too, but a day is looked for in the files by how it is written.
    return day if EARLIEST_DAY <= day <= LATEST_DAY and day.isoformat() == value else None


def moment_in(value: object) -> datetime | None:
    """A moment with its offset, moved to UTC."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    # Near year 1 and year 9999 a change of zone would overflow.
    if not EARLIEST_DAY.year <= moment.year <= LATEST_DAY.year:
        return None
    return moment.astimezone(UTC)
