"""The log of breaks as a folder of files, one per device, and where the reminders stood."""

import contextlib
import json
import logging
import os
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from mobility_coach.adapters.store.log_scan import LogScan, log_files
from mobility_coach.adapters.store.log_words import left_words
from mobility_coach.adapters.store.own_log import OwnLog
from mobility_coach.adapters.store.storage import FileSystem, reason_words, write_file
from mobility_coach.domain.breaks.record import BreakRecord, Outcome
from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.breaks.break_lines import decode_break, encode_break
from mobility_coach.services.json_text import JsonError, parse_json
from mobility_coach.services.practice.practice_fields import RecordError
from mobility_coach.services.practice.practice_log import MOST_LINE_BYTES, LineError

TAIL_BYTES = 256 * 1024
"""What is read of a file where that holds the day that is asked for: the last weeks."""

MOST_FILE_BYTES = 64 * 1024 * 1024
"""Of a larger file its end is read; decades of breaks take less."""

MOST_MEMORY_BYTES = 64 * 1024

_DAYS_AT_HAND = 4
_MOST_BAD_LINES = 10_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Mark:
    """How far a file was read, and which file that was."""

    inode: int
    size: int

    def is_of(self, about: os.stat_result | None) -> bool:
        """Whether the file is there still and has at most grown."""
        return about is not None and about.st_ino == self.inode and about.st_size >= self.size


@dataclass(slots=True)
class _Day:
    """What the files said of one day."""

    marks: dict[str, _Mark] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    counts: Counter[Outcome] = field(default_factory=Counter)

    def add(self, record: BreakRecord) -> None:
        """Count a record, unless it is known."""
        if record.id not in self.ids:
            self.ids.add(record.id)
            self.counts[record.outcome] += 1


class BreakFiles:
    """`mobility_coach.services.breaks.break_ports.BreakLog` on disk; other processes may write too.

    Lines are only ever added. A damaged one costs itself alone; it stays where it is, and so do those of
    newer versions.

    Args:
        folder: the folder of logs. Every ``*.log`` in it is read; this device writes ``DEVICE.log`` alone.
        device: names this device's file; letters, digits and dashes.
        files: the file system.
    """

    def __init__(self, folder: Path, device: str, files: FileSystem | None = None) -> None:
        self._folder = folder
        self._own = OwnLog(folder, device, files or FileSystem())
        self._pending: dict[str, BreakRecord] = {}
        self._days: dict[date, _Day] = {}
        self._bad: dict[Path, set[int]] = {}
        self._unreadable: dict[str, None] = {}
        self._unsaved = ""

    def append(self, record: BreakRecord) -> str:
        """Make it durable, with those still pending. Returns a problem in plain text, or empty."""
        try:
            encode_break(record)
        except RecordError as error:
            _log.error("A break can't be kept: %s", error)
            return tr("The break can't be saved: {reason}.").format(reason=error)
        self._pending[record.id] = record
        return self.flush()

    def flush(self) -> str:
        """Try once more to save what is pending. Returns a problem in plain text, or empty."""
        if not self._pending:
            return ""
        try:
            self._own.append(b"".join(map(encode_break, self._pending.values())))
        except OSError as error:
            return self._not_saved(error)
        self._pending, self._unsaved = {}, ""
        return ""

    def outcomes(self, day: date) -> Mapping[Outcome, int]:
        """How often each came up on a local day, those pending too; what was read once is not read again."""
        known = self._refreshed(day)
        counts = Counter(known.counts)
        counts.update(
            record.outcome
            for record in self._pending.values()
            if record.day == day and record.id not in known.ids
        )
        return counts

    def records(self) -> tuple[BreakRecord, ...]:
        """All records of all devices, each id once, in the order in which they happened."""
        records = dict(self._pending)
        for name, about in (self._found() or {}).items():
            path = self._folder / name
            try:
                scan = LogScan(path, _line_start(path, about.st_size - MOST_FILE_BYTES))
                for record in self._read(path, scan):
                    records.setdefault(record.id, record)
            except OSError as error:
                self._tell_unreadable(error, path)
        return tuple(sorted(records.values(), key=lambda record: (record.at, record.id)))

    def problems(self) -> tuple[str, ...]:
        """What could not be read so far, and what is not saved now, in plain text, each once."""
        damaged = (left_words(len(lines), path) for path, lines in self._bad.items())
        return (*damaged, *self._unreadable, *filter(None, (self._unsaved,)))

    def _refreshed(self, day: date) -> _Day:
        """What the files say of a day, read on from where they were read before."""
        found = self._found()
        known = self._days.pop(day, None) or _Day()
        if found is not None:
            if not all(mark.is_of(found.get(name)) for name, mark in known.marks.items()):
                known = _Day()
            for name, about in found.items():
                self._read_on(known, day, name, about.st_size)
        self._days[day] = known
        if len(self._days) > _DAYS_AT_HAND:
            del self._days[next(iter(self._days))]
        return known

    def _read_on(self, known: _Day, day: date, name: str, size: int) -> None:
        mark, path = known.marks.get(name), self._folder / name
        if mark is not None and mark.size == size:
            return
        try:
            scan = LogScan(path, _start_for(path, size, day) if mark is None else mark.size)
            for record in self._read(path, scan, day.isoformat().encode()):
                if record.day == day:
                    known.add(record)
            known.marks[name] = _Mark(scan.inode, scan.size)
        except OSError as error:
            self._tell_unreadable(error, path)

    def _read(self, path: Path, scan: LogScan, text: bytes = b"") -> Iterator[BreakRecord]:
        """The records in the lines that hold `text`. Raises OSError."""
        for line in scan.lines():
            if text in line:
                try:
                    record = decode_break(line)
                except LineError as error:
                    self._note_bad(path, zlib.crc32(line), str(error))
                else:
                    if isinstance(record, BreakRecord):
                        yield record
        for number in range(scan.oversized):
            self._note_bad(path, -1 - number, "too long")
        # A last line without its newline may be whole; if it is not, its writer may still be at it.
        with contextlib.suppress(LineError):
            record = decode_break(scan.rest)
            if isinstance(record, BreakRecord):
                yield record

    def _note_bad(self, path: Path, key: int, reason: str) -> None:
        lines = self._bad.setdefault(path, set())
        if key not in lines and len(lines) < _MOST_BAD_LINES:
            lines.add(key)
            _log.warning("%s: a line was not read: %s", path.name, reason)

    def _found(self) -> dict[str, os.stat_result] | None:
        """The files; None where the folder can't be read."""
        try:
            return log_files(self._folder)
        except OSError as error:
            self._tell_unreadable(error, self._folder)
            return None

    def _tell_unreadable(self, error: OSError, path: Path) -> None:
        problem = tr("{reason} Until then the breaks in it are not counted.")
        text = problem.format(reason=reason_words(error, path))
        if text not in self._unreadable:
            _log.warning("Not read: %s", error)
            self._unreadable[text] = None

    def _not_saved(self, error: OSError) -> str:
        _log.warning("Breaks were not saved in %s: %s", self._folder, error)
        count = len(self._pending)
        what = ntr("{count} break is not saved yet.", "{count} breaks are not saved yet.", count)
        place = Path(os.fsdecode(error.filename)) if error.filename else self._folder
        problem = tr("{what} {reason} The coach tries again with the next break.")
        self._unsaved = problem.format(what=what, reason=reason_words(error, place))
        return self._unsaved


class BreakMemoryFile:
    """`mobility_coach.services.breaks.break_ports.BreakMemory` on disk.

    Args:
        path: the file; it belongs to this machine alone.
        files: the file system.
    """

    def __init__(self, path: Path, files: FileSystem | None = None) -> None:
        self._path = path
        self._files = files or FileSystem()

    def load(self) -> Mapping[str, object]:
        """JSON values that were saved; empty where there are none or they can't be read."""
        try:
            value = parse_json(self._files.read(self._path, MOST_MEMORY_BYTES + 1), MOST_MEMORY_BYTES)
        except FileNotFoundError:
            return {}
        except (OSError, JsonError) as error:
            _log.info("%s is not used: %s", self._path, error)
            return {}
        return value if isinstance(value, dict) else {}

    def save(self, values: Mapping[str, object]) -> None:
        """Keep them; what can't be written is logged and forgotten."""
        try:
            data = json.dumps(values, ensure_ascii=True, allow_nan=False).encode("ascii") + b"\n"
            write_file(self._files, self._path, data, durable=False)
        except (OSError, TypeError, ValueError) as error:
            _log.info("Where the reminders stand is not kept: %s", error)


def _start_for(path: Path, size: int, day: date) -> int:
    """Where reading begins so that no record of `day` is missed. Raises OSError.

    Records are added as time goes on: where the tail begins with an earlier day, all of `day` is in it.
    """
    start = _line_start(path, size - TAIL_BYTES)
    if not start:
        return 0
    for line in LogScan(path, start, stop=start + MOST_LINE_BYTES).lines():
        with contextlib.suppress(LineError):
            record = decode_break(line)
            if isinstance(record, BreakRecord):
                return start if record.day < day else _line_start(path, size - MOST_FILE_BYTES)
    return _line_start(path, size - MOST_FILE_BYTES)


def _line_start(path: Path, offset: int) -> int:
    """Where the first line begins behind `offset`; 0 where that lies before the file. Raises OSError."""
    if offset <= 0:
        return 0
    with path.open("rb") as file:
        file.seek(offset)
        rest = file.read(MOST_LINE_BYTES)
    return offset + rest.find(b"\n") + 1
