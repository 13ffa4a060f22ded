"""Reading the entries of one log: all of them, or only those that have to do with a day."""

import contextlib
import logging
from collections.abc import Callable, Generator, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from mobility_coach.adapters.store.log_scan import LogScan
from mobility_coach.adapters.store.log_trouble import LogTrouble
from mobility_coach.services.practice.day_index import FileMark
from mobility_coach.services.practice.practice_log import (
    FIRST_VERSION,
    Entry,
    LineError,
    NewerLine,
    decode_line,
)

_log = logging.getLogger(__name__)

NOTHING_READ = FileMark(size=0, crc=0, tail_crc=None, inode=0, mtime_ns=0, newer=0)

_LINES_A_STEP = 64
_MOST_BAD_LINES = 10_000
_CRC_LENGTH = 8

_Value = TypeVar("_Value")


def read_entries(
    path: Path, mark: FileMark, take: Callable[[Entry], None], trouble: LogTrouble, stop: int | None = None
) -> Generator[int, None, FileMark]:
    """Read what stands behind `mark`, a few lines at a time, and hand each entry to `take`.

    Yields how far it is, in bytes. Returns the new mark. Raises OSError.

    Args:
        path: the log.
        mark: what was read before.
        take: called with each entry.
        trouble: is told about lines that can't be read.
        stop: the size up to which the file is read; all of it without.
    """
    scan = LogScan(path, mark.size, mark.crc, stop=stop)
    bad: list[bytes] = []
    newer, unkept = mark.newer, 0
    for number, line in enumerate(scan.lines()):
        if not number % _LINES_A_STEP:
            yield scan.size
        try:
            entry = decode_line(line)
        except LineError as error:
            _log.warning("%s: a line was not read: %s", path.name, error)
            if len(bad) < _MOST_BAD_LINES:
                bad.append(line)
            else:
                unkept += 1
            continue
        if isinstance(entry, NewerLine):
            newer += 1
        else:
            take(entry)
    for entry in _readable([scan.rest]):
        # A last line without its newline may be whole; if it is not, its writer may still be at it.
        take(entry)
    trouble.lines(path, bad, unkept + scan.oversized, newer)
    return FileMark(scan.size, scan.crc, None, scan.inode, scan.mtime_ns, newer)


def at_once(steps: Generator[object, None, _Value]) -> _Value:
    """Go through all steps. Returns what they return."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            value: _Value = end.value
            return value


def search_entries(path: Path, day: date | None, stop: int | None = None) -> Iterator[list[Entry]]:
    """All corrections and removals in a log, and first versions of records with their day on `day`.

    Comes in many lists, most of them empty; there may be more entries in them than were looked for. Most
    lines are only looked at as bytes, dozens of times faster than they can be understood. Raises OSError.
    """
    scan = LogScan(path, stop=stop, sums=False)
    text = b"" if day is None else day.isoformat().encode()
    for block in scan.blocks():
        yield list(_readable(_wanted(block, text)))
    yield list(_readable([scan.rest]))


def _wanted(block: bytes, day: bytes) -> list[bytes]:
    # As many braces as beginnings of first versions: every object in here is one. What is written with
    # escapes (by another program) may hide a day.
    is_usual = block.count(b"{") == block.count(FIRST_VERSION) and b"\\" not in block
    if is_usual and (not day or day not in block):
        return []
    return [
        line
        for line in block.split(b"\n")
        if not line.startswith(FIRST_VERSION, _CRC_LENGTH) or (day and day in line) or b"\\" in line
    ]


def _readable(lines: list[bytes]) -> Iterator[Entry]:
    for line in lines:
        with contextlib.suppress(LineError):
            entry = decode_line(line)
            if isinstance(entry, Entry):
                yield entry
