"""The practice log's lines, and how the lines of several files make one log.

A line is ``crc32 json``: eight hexadecimal digits, a space, an object in ASCII. Lines are only ever added.
A record is corrected, taken out or put back by a later line with the same id and a higher revision:

    {"v": 1, "kind": "record", "rev": 0, "id": "…", "day": "2026-11-22", …}
    {"v": 1, "kind": "removed", "rev": 1, "id": "…"}

So files can be put together in any order, lines may come twice, and every step can be undone.
"""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.domain.wording import tr
from mobility_coach.services.json_text import JsonError, parse_json
from mobility_coach.services.practice.practice_fields import (
    RecordError,
    is_safe_name,
    record_from_fields,
    record_to_fields,
)

LINE_VERSION = 1
MOST_LINE_BYTES = 65_536
MOST_REVISION = 1_000_000_000
FIRST_VERSION = b' {"v":1,"kind":"record","rev":0,"id":"'
"""What follows the checksum of a record's first version; every other line of ours goes on differently."""

_CRC_LENGTH = 8
_ENCODER = json.JSONEncoder(ensure_ascii=True, allow_nan=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Entry:
    """What one line says about one id: the record, or that it was taken out (`record` is None)."""

    id: str
    revision: int
    record: PracticeRecord | None

    @property
    def is_change(self) -> bool:
        """Whether it may change what another line says: a correction, or a removal."""
        return self.revision > 0 or self.record is None


@dataclass(frozen=True, slots=True)
class NewerLine:
    """A sound line of a newer version of the program: kept, not understood."""

    version: int


class LineError(ValueError):
    """A line that can't be read; the message says why in plain words."""


def encode_line(entry: Entry) -> bytes:
    """The line that says `entry`, with its newline. Raises `RecordError` where it could not be read back."""
    fields: dict[str, object] = {"v": LINE_VERSION, "kind": "removed", "rev": entry.revision, "id": entry.id}
    if entry.record is not None:
        fields = {"v": LINE_VERSION, "kind": "record", "rev": entry.revision}
        fields |= record_to_fields(entry.record)
        record_from_fields(fields)
    return line_of(fields)


def decode_line(line: bytes) -> Entry | NewerLine:
    """What a line (without its newline) says. Raises `LineError`."""
    fields = fields_of(line)
    return fields if isinstance(fields, NewerLine) else _entry(fields)


def line_of(fields: Mapping[str, object]) -> bytes:
    """JSON values as a line with its checksum and its newline."""
    text = _ENCODER.encode(fields).encode("ascii")
    return b"%08x %b\n" % (zlib.crc32(text), text)


def fields_of(line: bytes) -> dict[str, object] | NewerLine:
    """The JSON values of a line (without its newline). Raises `LineError`."""
    line = line.removesuffix(b"\r")
    text = line[_CRC_LENGTH + 1 :]
    if line[: _CRC_LENGTH + 1] != b"%08x " % zlib.crc32(text):
        raise LineError(tr("it was damaged or cut off"))
    try:
        fields = parse_json(text, MOST_LINE_BYTES)
    except JsonError as error:
        raise LineError(str(error)) from None
    if not isinstance(fields, dict):
        raise LineError(tr("it is no record"))
    version = fields.get("v")
    if type(version) is not int or version < 1:
        raise LineError(tr("it has no version"))
    if version > LINE_VERSION:
        return NewerLine(version)
    return fields


def _entry(fields: dict[str, object]) -> Entry:
    kind, revision, record_id = fields.get("kind"), fields.get("rev"), fields.get("id")
    if type(revision) is not int or not 0 <= revision <= MOST_REVISION:
        raise LineError(tr("it has no revision"))
    if kind == "removed" and isinstance(record_id, str) and is_safe_name(record_id):
        return Entry(record_id, revision, None)
    if kind != "record":
        raise LineError(tr("it is no record"))
    try:
        record = record_from_fields(fields)
    except RecordError as error:
        raise LineError(str(error)) from None
    return Entry(record.id, revision, record)


class Ledger:
    """All entries, put together by id. The order in which they come in makes no difference."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._entries: dict[str, Entry] = {}
        for entry in entries:
            self.add(entry)

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._entries

    def add(self, entry: Entry) -> None:
        """Take in one more entry: the highest revision is what counts."""
        known = self._entries.setdefault(entry.id, entry)
        if known is not entry and _precedes(known, entry):
            self._entries[entry.id] = entry

    def entry(self, record_id: str) -> Entry | None:
        """What counts for an id, or None where it was never seen."""
        return self._entries.get(record_id)

    def ids(self) -> frozenset[str]:
        """Every id that was ever seen, those taken out too."""
        return frozenset(self._entries)

    def records(self) -> tuple[PracticeRecord, ...]:
        """The records that stand, by start."""
        standing = [entry.record for entry in self._entries.values() if entry.record is not None]
        return tuple(sorted(standing, key=lambda record: (record.started, record.id)))

    def correction(self, record: PracticeRecord) -> Entry:
        """The entry that puts `record` in the place of what is known under its id; also puts it back."""
        return Entry(record.id, self._next_revision(record.id), record)

    def removal(self, record_id: str) -> Entry:
        """The entry that takes a record out."""
        return Entry(record_id, self._next_revision(record_id), None)

    def _next_revision(self, record_id: str) -> int:
        known = self._entries.get(record_id)
        return 0 if known is None else known.revision + 1


def _precedes(one: Entry, other: Entry) -> bool:
    """Whether `other` counts rather than `one`.

    Two devices may write the same revision apart from each other. A record then wins over a removal, because
    a removal is easily repeated; between two records any rule does that is the same everywhere.
    """
    if one == other:
        return False
    if one.revision != other.revision:
        return one.revision < other.revision
    if one.record is None or other.record is None:
        return one.record is None
    return encode_line(one) < encode_line(other)
