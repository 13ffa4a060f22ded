"""The log that this device writes. It is only ever added to."""

import contextlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from mobility_coach.adapters.store.storage import FileSystem, SyncFailedError, append, make_folder

_TRIES = 3


@dataclass(frozen=True, slots=True)
class Written:
    """Where lines went: the file's name, its size before and after them, and what it was then."""

    name: str
    start: int
    stop: int
    inode: int
    mtime_ns: int


class OwnLog:
    """``DEVICE.log``, or ``DEVICE.2.log`` and so on.

    The next number is taken where a file can't be trusted (its fsync failed) or can't be had (another process
    holds on to it, a folder is in its place): all numbers are read as one log, so nothing has to wait.
    """

    def __init__(self, folder: Path, device: str, files: FileSystem) -> None:
        self._folder = folder
        self._device = device
        self._files = files
        self._number = 0
        self._lowest = 1

    def append(self, lines: bytes) -> Written:
        """Make whole lines durable. Raises OSError: they may be there, but must be written again."""
        if not self._number:
            make_folder(self._folder)
            self._number = max(self._lowest, self._highest_number())
        problem: OSError | None = None
        for _ in range(_TRIES):
            try:
                return self._append_to(self._path(), lines)
            except SyncFailedError as error:
                problem = error
                self._number += 1
                self._lowest = self._number
            except FileNotFoundError as error:
                problem = problem or error
                make_folder(self._folder)
            except (BlockingIOError, IsADirectoryError, PermissionError) as error:
                # In a folder that can't be written this repeats; in one that can, the next name is free.
                problem = problem or error
                self._number += 1
        self._number = 0
        raise problem or OSError

    def _path(self) -> Path:
        number = f".{self._number}" if self._number > 1 else ""
        return self._folder / f"{self._device}{number}.log"

    def _highest_number(self) -> int:
        pattern = re.compile(rf"{re.escape(self._device)}\.([1-9][0-9]{{0,3}})\.log")
        names = (pattern.fullmatch(name) for name in os.listdir(self._folder))  # noqa: PTH208 - names only
        return max((int(name[1]) for name in names if name), default=1)

    def _append_to(self, path: Path, lines: bytes) -> Written:
        descriptor = self._files.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT)
        is_new = False
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise IsADirectoryError(f"{path} is no file")
            if not self._files.try_lock(descriptor):
                raise BlockingIOError(f"{path} is held by another process")
            is_new = os.fstat(descriptor).st_size == 0
            start, stop = append(self._files, descriptor, lines)
            if is_new:
                self._sync_folder()
            about = os.fstat(descriptor)
        except SyncFailedError:
            if is_new:
                with contextlib.suppress(OSError):
                    path.unlink()
            raise
        finally:
            self._files.close(descriptor)
        return Written(path.name, start, stop, about.st_ino, about.st_mtime_ns)

    def _sync_folder(self) -> None:
        try:
            self._files.sync_folder(self._folder)
        except OSError as error:
            raise SyncFailedError(error.errno, error.strerror) from error
