"""The history, kept ready in a file of day totals and one of known ids: a start reads no old records.

Both are derived from the log and disposable: whatever is odd about them, they are thrown away and made again.
"""

import json
import struct
import sys
import zlib
from array import array
from bisect import bisect_left, insort
from collections.abc import Generator, Iterable, Mapping, Sized
from dataclasses import dataclass

from mobility_coach.domain.drill import Side
from mobility_coach.domain.history import DayTotals, DrillMovement, DrillSide, PracticeHistory

INDEX_VERSION = 2
_MAGIC = b"MCDAYS%d\n" % INDEX_VERSION
_IDS_MAGIC = b"MCIDS%d%c\n" % (INDEX_VERSION, ord(sys.byteorder[0]))
_HEAD = struct.Struct("<II")
_FEW = 500


@dataclass(frozen=True, slots=True)
class FileMark:
    """How far a file was read, and how to see that this part of it is still the same.

    Attributes:
        size: bytes that were counted, up to and with a newline.
        crc: CRC-32 of them.
        tail_crc: CRC-32 of the last `TAIL_BYTES` of them, None where it was not taken.
        inode, mtime_ns: of the file when it was read.
        newer: lines of a newer version among them.
    """

    size: int
    crc: int
    tail_crc: int | None
    inode: int
    mtime_ns: int
    newer: int


TAIL_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class DayIndex:
    """All files as far as they were read, the history that they gave, and the CRC of the ids in it."""

    files: Mapping[str, FileMark]
    history: PracticeHistory
    ids_crc: int


def encode_index(index: DayIndex) -> bytes:
    """The index as bytes: a line, length and CRC, a JSON object, and a row per day."""
    history = index.history
    sides, movements = _bytes_for(history.pairs), _bytes_for(history.movements)
    about = json.dumps(
        {
            "files": {
                name: [mark.size, mark.crc, mark.tail_crc, mark.inode, mark.mtime_ns, mark.newer]
                for name, mark in index.files.items()
            },
            "pairs": [[pair.drill, pair.side.value] for pair in history.pairs],
            "movements": history.movements,
            "ids_crc": index.ids_crc,
        }
    ).encode()
    row = _row(sides, movements)
    rows = b"".join(
        row.pack(
            *(each.day, each.done.to_bytes(sides, "little"), *each[2:-1]),
            each.moved.to_bytes(movements, "little"),
        )
        for each in history.days
    )
    body = about + rows
    return _MAGIC + _HEAD.pack(len(about), zlib.crc32(body)) + body


def decode_index(data: bytes) -> DayIndex | None:
    """The index that `data` holds, or None where anything about it is odd."""
    start = len(_MAGIC) + _HEAD.size
    if not data.startswith(_MAGIC) or len(data) < start:
        return None
    length, crc = _HEAD.unpack_from(data, len(_MAGIC))
    body = memoryview(data)[start:]
    if zlib.crc32(body) != crc:
        return None
    try:
        about = json.loads(bytes(body[:length]))
        pairs = tuple(DrillSide(drill, Side(side)) for drill, side in about["pairs"])
        files = {name: FileMark(*mark) for name, mark in about["files"].items()}
        movements = tuple(DrillMovement(drill, movement) for drill, movement in about["movements"])
        row = _row(_bytes_for(pairs), _bytes_for(movements))
        bits = int.from_bytes
        days = tuple(
            DayTotals(day, bits(done, "little"), seconds, first, last, before, behind, bits(moved, "little"))
            for day, done, seconds, first, last, before, behind, moved in row.iter_unpack(body[length:])
        )
        return DayIndex(files, PracticeHistory(days, pairs, movements), about["ids_crc"])
    except (ValueError, TypeError, KeyError, struct.error):
        return None


def _bytes_for(names: Sized) -> int:
    return max(1, (len(names) + 7) // 8)


def _row(sides: int, movements: int) -> struct.Struct:
    return struct.Struct(f"<i{sides}sdddhh{movements}s")


class KnownIds:
    """Ids that were counted, as 64-bit numbers in order; a question costs microseconds among a million.

    Two ids with the same number would cost the second one its place in the totals; among a million records
    the chance is one in forty million, and the log itself is not touched by it.
    """

    def __init__(self) -> None:
        self._sorted = array("Q")
        self._recent: set[int] = set()

    def __contains__(self, record_id: str) -> bool:
        number = _number(record_id)
        return number in self._recent or self._holds(number)

    def _holds(self, number: int) -> bool:
        place = bisect_left(self._sorted, number)
        return place < len(self._sorted) and self._sorted[place] == number

    def add(self, record_id: str) -> None:
        """Take in one more id."""
        self._recent.add(_number(record_id))

    def extend(self, numbers: Iterable[int]) -> None:
        """Take in more numbers, in order, each above all that are there."""
        self._sorted.extend(numbers)

    def encode(self) -> tuple[bytes, int]:
        """The bytes to keep, and their CRC."""
        if len(self._recent) <= _FEW:
            for number in self._recent:
                if not self._holds(number):
                    insort(self._sorted, number)
        else:
            self._sorted = array("Q", sorted({*self._sorted, *self._recent}))
        self._recent = set()
        body = self._sorted.tobytes()
        return _IDS_MAGIC + body, zlib.crc32(body)

    @classmethod
    def decode(cls, data: bytes, crc: int) -> "KnownIds | None":
        """The ids in `data`, or None where they are not those with this CRC."""
        body = memoryview(data)[len(_IDS_MAGIC) :]
        if not data.startswith(_IDS_MAGIC) or len(body) % 8 or zlib.crc32(body) != crc:
            return None
        ids = cls()
        ids._sorted.frombytes(body)
        return ids


class GrowingIds:
    """Ids that are collected while a long log is read, so that no single one of a million takes long."""

    _BITS = 10

    def __init__(self) -> None:
        self._shelves: list[set[int]] = [set() for _ in range(1 << self._BITS)]

    def __contains__(self, record_id: str) -> bool:
        number = _number(record_id)
        return number in self._shelves[number >> 64 - self._BITS]

    def add(self, record_id: str) -> bool:
        """Take in one more id. Whether it is new."""
        number = _number(record_id)
        shelf = self._shelves[number >> 64 - self._BITS]
        before = len(shelf)
        shelf.add(number)
        return len(shelf) > before

    def sort(self) -> Generator[None, None, KnownIds]:
        """The same ids, as they are kept; sorted one part at a time."""
        known = KnownIds()
        for shelf in self._shelves:
            known.extend(sorted(shelf))
            yield
        return known


def _number(record_id: str) -> int:
    # Two checksums of the same bytes in two orders; hash() differs from run to run, hashlib costs a library.
    data = record_id.encode()
    return zlib.crc32(data) << 32 | zlib.crc32(data[::-1])
