"""Reading a practice log's lines from an offset on, whatever it holds."""

import errno
import os
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path

from mobility_coach.services.practice.practice_log import MOST_LINE_BYTES

_CHUNK = 1 << 20


class LogScan:
    """Reads one file once.

    Args:
        path: the file.
        start: where to begin.
        crc: CRC-32 of the part before.
        stop: where to end, if not at the end of the file.
        sums: whether the CRC is wanted.

    Attributes:
        size: where the last complete line ends; valid once `blocks` or `lines` was used up, as all others.
        crc: CRC-32 of the file up to there, if `crc` was that of the part before `start`.
        rest: what stands behind the last newline: nothing, or a line that was cut off.
        oversized: lines that are too long to be one of ours; they stay in the file and are skipped.
        inode, mtime_ns: of the file when it was opened.
    """

    def __init__(
        self, path: Path, start: int = 0, crc: int = 0, *, stop: int | None = None, sums: bool = True
    ) -> None:
        self._path = path
        self._stop = stop
        self._sums = sums
        self.size = start
        self.crc = crc
        self.rest = b""
        self.oversized = 0
        self.inode = 0
        self.mtime_ns = 0

    def lines(self) -> Iterator[bytes]:
        """The complete lines, without their newlines; blank ones are left out. Raises OSError."""
        for block in self.blocks():
            yield from filter(None, block.split(b"\n"))

    def blocks(self) -> Iterator[bytes]:
        """The complete lines, many at a time, without the last newline of each block. Raises OSError."""
        with self._path.open("rb") as file:
            about = os.fstat(file.fileno())
            self.inode, self.mtime_ns = about.st_ino, about.st_mtime_ns
            position, running, carry, is_skipping = self.size, self.crc, b"", False
            file.seek(position)
            while chunk := file.read(self._most(position)):
                stop = chunk.rfind(b"\n") + 1
                if stop:
                    self.size, self.crc = position + stop, self._sum(chunk[:stop], running)
                    running = self.crc
                    block = carry + chunk[: stop - 1]
                    if is_skipping:
                        self.oversized += 1
                        block = block.partition(b"\n")[2]
                    carry, is_skipping = b"", False
                    yield block
                running = self._sum(chunk[stop:], running)
                position += len(chunk)
                carry += b"" if is_skipping else chunk[stop:]
                if len(carry) > MOST_LINE_BYTES:
                    carry, is_skipping = b"", True
            self.rest = carry

    def _most(self, position: int) -> int:
        return _CHUNK if self._stop is None else max(0, min(_CHUNK, self._stop - position))

    def _sum(self, data: bytes, crc: int) -> int:
        return zlib.crc32(data, crc) if self._sums else 0


def log_files(folder: Path) -> dict[str, os.stat_result]:
    """The regular files in `folder` that may be logs, of all devices, conflict copies too. Raises OSError."""
    found = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(".log") and not entry.name.startswith("."):
                    about = _about(entry)
                    if about is not None and stat.S_ISREG(about.st_mode):
                        found[entry.name] = about
    except FileNotFoundError:
        return {}
    return dict(sorted(found.items()))


def _about(entry: os.DirEntry[str]) -> os.stat_result | None:
    """What the entry is; None where it has just gone, or is a link that leads nowhere. Raises OSError."""
    try:
        return entry.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno == errno.ELOOP:
            return None
        raise


def crc_of(path: Path, start: int, stop: int) -> int:
    """CRC-32 of the bytes from `start` to `stop`. Raises OSError."""
    crc = 0
    with path.open("rb") as file:
        file.seek(start)
        while start < stop and (chunk := file.read(min(_CHUNK, stop - start))):
            crc = zlib.crc32(chunk, crc)
            start += len(chunk)
    return crc
