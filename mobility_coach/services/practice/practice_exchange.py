"""Practice records for other programs, and back from them: JSON Lines and CSV."""

import csv
import io
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.domain.wording import tr
from mobility_coach.services.json_text import JsonError, parse_json
from mobility_coach.services.practice.practice_fields import (
    FIELDS,
    RecordError,
    record_from_fields,
    record_to_fields,
)

MOST_IMPORT_BYTES = 64 * 1024 * 1024
MOST_LINE_BYTES = 16_384
MOST_PROBLEMS = 50
"""Bad lines that are named one by one; the rest is a number."""

_WHOLE_NUMBERS = frozenset({"offset_minutes", "reps_done", "reps_planned", "bpm"})


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What a file brought: records in its order, how many were known by id, what was left out and why."""

    new: tuple[PracticeRecord, ...]
    known: int
    problems: tuple[str, ...]
    left_out: int


def export_json_lines(records: Iterable[PracticeRecord]) -> Iterator[str]:
    """One JSON object per record, each a line with its newline, in ASCII."""
    for record in records:
        yield json.dumps(record_to_fields(record), ensure_ascii=True) + "\n"


def export_csv(records: Iterable[PracticeRecord]) -> Iterator[str]:
    """A line of names, then one per record (RFC 4180, but ended by a bare newline). No value needs quotes."""
    yield ",".join(FIELDS) + "\n"
    for record in records:
        yield ",".join(str(value) for value in record_to_fields(record).values()) + "\n"


def import_records(data: bytes, known_ids: Collection[str]) -> ImportResult:
    """The records of a file as `export_json_lines` or `export_csv` write it; the first line tells which.

    A bad line is named with its number and left out. A record whose id is in `known_ids`, or came before
    in the file, is counted as known. Never raises.
    """
    if len(data) > MOST_IMPORT_BYTES:
        reason = tr("The file is larger than {size} MiB; split it and import the parts.")
        return ImportResult((), 0, (reason.format(size=MOST_IMPORT_BYTES // 1024 // 1024),), 0)
    lines = [(number, line.rstrip(b"\r")) for number, line in enumerate(_lines(data), 1) if line.strip()]
    if not lines:
        return ImportResult((), 0, (tr("The file is empty."),), 0)
    read = _json_fields
    if not lines[0][1].lstrip().startswith(b"{"):
        if not _is_csv_header(lines[0][1]):
            reason = tr("This is neither JSON Lines nor CSV as the log writes them. CSV starts with: {names}")
            return ImportResult((), 0, (reason.format(names=",".join(FIELDS)),), 0)
        read, lines = _csv_fields, lines[1:]
    return _collect(lines, read, known_ids)


def _lines(data: bytes) -> list[bytes]:
    return data.removeprefix(b"\xef\xbb\xbf").split(b"\n")


def _collect(
    lines: list[tuple[int, bytes]], read: Callable[[bytes], Mapping[str, object]], known_ids: Collection[str]
) -> ImportResult:
    new: dict[str, PracticeRecord] = {}
    problems: list[str] = []
    known = left_out = 0
    for number, line in lines:
        try:
            record = record_from_fields(read(line))
        except (RecordError, JsonError) as error:
            left_out += 1
            if left_out <= MOST_PROBLEMS:
                problems.append(tr("line {number}: {reason}").format(number=number, reason=error))
            continue
        if record.id in known_ids or record.id in new:
            known += 1
        else:
            new[record.id] = record
    if left_out > MOST_PROBLEMS:
        problems.append(tr("and {count} more lines").format(count=left_out - MOST_PROBLEMS))
    return ImportResult(tuple(new.values()), known, tuple(problems), left_out)


def _json_fields(line: bytes) -> Mapping[str, object]:
    fields = parse_json(line, MOST_LINE_BYTES)
    if not isinstance(fields, dict):
        raise RecordError(tr("it is no record"))
    return fields


def _csv_fields(line: bytes) -> Mapping[str, object]:
    row = _csv_row(line)
    if len(row) != len(FIELDS):
        reason = tr("{wanted} fields are expected, {found} found")
        raise RecordError(reason.format(found=len(row), wanted=len(FIELDS)))
    return {name: _csv_value(name, text) for name, text in zip(FIELDS, row, strict=True)}


def _is_csv_header(line: bytes) -> bool:
    try:
        return _csv_row(line) == list(FIELDS)
    except RecordError:
        return False


def _csv_row(line: bytes) -> list[str]:
    """The fields of one line; no value of ours spans two."""
    if len(line) > MOST_LINE_BYTES:
        raise RecordError(tr("it is too long"))
    try:
        return next(csv.reader(io.StringIO(line.decode()), strict=True), [])
    except UnicodeDecodeError:
        raise RecordError(tr("it is not UTF-8 text")) from None
    except csv.Error:
        raise RecordError(tr("its quotes do not match")) from None


def _csv_value(name: str, text: str) -> object:
    try:
        if name in _WHOLE_NUMBERS:
            return int(text) if len(text) <= 12 else text
        return float(text) if name == "seconds" else text
    except ValueError:
        return text
