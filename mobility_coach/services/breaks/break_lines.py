"""The lines of the log of breaks, and how they are written for other programs.

A line is ``crc32 json`` as in the practice log; lines are only ever added, and none changes another:

    {"v": 1, "id": "…", "day": "2026-11-23", "at": "…", "offset_minutes": 60, "kind": "short", …}
"""

import json
from collections.abc import Iterable, Iterator, Mapping

from mobility_coach.domain.breaks.record import BreakRecord, Outcome
from mobility_coach.services.practice.practice_fields import (
    MOST_OFFSET,
    RecordError,
    name_in,
    optional_name_in,
    read_field,
    read_moment_and_day,
    read_whole,
    seconds_in,
    utc_text,
)
from mobility_coach.services.practice.practice_log import (
    LINE_VERSION,
    LineError,
    NewerLine,
    fields_of,
    line_of,
)

BREAK_FIELDS = ("id", "day", "at", "offset_minutes", "kind", "outcome", "seconds", "version")
"""Names of all fields, in the order in which they are exported."""

_OUTCOMES = {outcome.value: outcome for outcome in Outcome}


def encode_break(record: BreakRecord) -> bytes:
    """The line that says `record`, with its newline. Raises `RecordError` where it could not be read back."""
    fields = break_to_fields(record)
    break_from_fields(fields)
    return line_of({"v": LINE_VERSION} | fields)


def decode_break(line: bytes) -> BreakRecord | NewerLine:
    """What a line (without its newline) says. Raises `LineError`."""
    fields = fields_of(line)
    if isinstance(fields, NewerLine):
        return fields
    try:
        return break_from_fields(fields)
    except RecordError as error:
        raise LineError(str(error)) from None


def break_to_fields(record: BreakRecord) -> dict[str, object]:
    """The record as JSON values, in the order of `BREAK_FIELDS`."""
    return {
        "id": record.id,
        "day": record.day.isoformat(),
        "at": utc_text(record.at),
        "offset_minutes": record.offset_minutes,
        "kind": record.kind,
        "outcome": record.outcome.value,
        "seconds": record.seconds,
        "version": record.version,
    }


def break_from_fields(fields: Mapping[str, object]) -> BreakRecord:
    """The record that JSON values tell. Unknown names are left out.

    Raises:
        RecordError: a field is missing, of another type, or outside of its bounds.
    """
    moment, day = read_moment_and_day(fields, "at")
    return BreakRecord(
        id=read_field(fields, "id", name_in),
        kind=read_field(fields, "kind", name_in),
        outcome=read_field(fields, "outcome", _outcome_in),
        at=moment,
        offset_minutes=read_whole(fields, "offset_minutes", -MOST_OFFSET, MOST_OFFSET),
        day=day,
        seconds=read_field(fields, "seconds", seconds_in),
        version=read_field(fields, "version", optional_name_in),
    )


def export_breaks_json(records: Iterable[BreakRecord]) -> Iterator[str]:
    """One JSON object per record, each a line with its newline, in ASCII."""
    for record in records:
        yield json.dumps(break_to_fields(record), ensure_ascii=True) + "\n"


def export_breaks_csv(records: Iterable[BreakRecord]) -> Iterator[str]:
    """A line of names, then one per record, ended by bare newlines. No value needs quotes."""
    yield ",".join(BREAK_FIELDS) + "\n"
    for record in records:
        yield ",".join(str(value) for value in break_to_fields(record).values()) + "\n"


def _outcome_in(value: object) -> Outcome | None:
    return _OUTCOMES.get(value) if isinstance(value, str) else None
