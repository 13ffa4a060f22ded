"""One window for each data folder: the process that holds the lock has it, and loses it when it ends.

The lock and what leads to the running program lie in the folder that the system keeps for such things, never
among the person's files and never in a folder that others can write to. This module is on the way to the
first window and imports next to nothing; the connection itself is in `instance_socket`.
"""

import contextlib
import errno
import os
import stat
import sys
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

_NAME = "mobility-coach"

LONGEST_SOCKET_PATH = 100
"""Bytes; the smallest system has room for 104 with the ending zero."""


class Place(NamedTuple):
    """Where the windows of one data folder meet: a private folder, and a name in it."""

    folder: Path
    name: str

    @property
    def lock(self) -> Path:
        """The file that the running program has locked; its process number stands in it."""
        return self.folder / f"{self.name}.lock"

    @property
    def socket(self) -> Path:
        """The way to the running program: a socket, or a file that names a port."""
        return self.folder / f"{self.name}.sock"


class Claim:
    """The lock, held from `claim` until `release` or the end of the process, be it by force."""

    def __init__(self, descriptor: int, path: Path) -> None:
        self._descriptor: int | None = descriptor
        self._path = path

    def release(self) -> None:
        """Let another program have the window. May be called twice."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            with contextlib.suppress(OSError):  # some systems keep what is open
                self._path.unlink()
            os.close(descriptor)


def find_place(data: Path, environ: Mapping[str, str], home: Path | None = None) -> Place | None:
    """Where the windows of the data folder `data` meet; None where there is no private folder for it."""
    key = os.fsencode(os.path.realpath(data))
    name = f"{zlib.crc32(key):08x}{zlib.adler32(key):08x}"
    for folder in _folders(environ, home or Path.home()):
        place = Place(folder, name)
        if len(os.fsencode(place.socket)) <= LONGEST_SOCKET_PATH and _is_private(folder):
            return place
    return None


def claim(place: Place) -> Claim | None:
    """Take the lock; None where another process has it. Raises OSError where there can't be one."""
    descriptor = os.open(place.lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        if not try_lock(descriptor) or not _is_at(place.lock, descriptor):
            os.close(descriptor)
            return None
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, b"%d\n" % os.getpid())
    except OSError:
        os.close(descriptor)
        raise
    return Claim(descriptor, place.lock)


def holder(place: Place) -> str:
    """The number of the process that has the lock, or empty where it can't be told."""
    try:
        with place.lock.open("rb") as file:
            number = file.read(20).strip()
    except OSError:
        return ""
    return number.decode() if number.isdigit() else ""


def _is_at(path: Path, descriptor: int) -> bool:
    """Whether the open file is still the one at `path`: before it was locked, it may have been let go."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _folders(environ: Mapping[str, str], home: Path) -> Iterator[Path]:
    if sys.platform == "win32":
        yield Path(environ.get("LOCALAPPDATA") or home) / _NAME / "run"
        return
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    if runtime.startswith("/"):
        yield Path(runtime) / _NAME
    if sys.platform == "darwin" and environ.get("TMPDIR", "").startswith("/"):
        yield Path(environ["TMPDIR"]) / _NAME  # each person has one there, and nobody else gets in
    state = environ.get("XDG_STATE_HOME", "")
    yield (Path(state) if state.startswith("/") else home / ".local" / "state") / _NAME / "run"


def _is_private(folder: Path) -> bool:
    """Whether the folder is ours alone; it is made where there is none yet."""
    try:
        with contextlib.suppress(FileExistsError):
            folder.mkdir(0o700, parents=True)
        found = folder.lstat()
    except OSError:
        return False
    if sys.platform == "win32":
        return stat.S_ISDIR(found.st_mode)
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077


if sys.platform == "win32":  # pragma: no cover - untested on this system
    import msvcrt

    def try_lock(descriptor: int) -> bool:
        """Lock an open file for this process; False where another has it. Raises OSError without locks."""
        # Locks are mandatory here: a byte far behind the end leaves what stands in it readable.
        os.lseek(descriptor, 1 << 20, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True
else:
    import fcntl

    def try_lock(descriptor: int) -> bool:
        """Lock an open file for this process; False where another has it. Raises OSError without locks."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in {errno.EWOULDBLOCK, errno.EACCES}:
                return False
            raise
        return True
