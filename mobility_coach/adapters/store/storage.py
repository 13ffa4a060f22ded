"""Files that survive: atomic writing, appending, and what to tell a person when neither works."""

import contextlib
import errno
import logging
import os
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from mobility_coach.domain.wording import tr

_log = logging.getLogger(__name__)

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
PUBLIC_FILE = 0o644
"""A file that a person asked for by name is not hidden from others, as the records are."""
STALE_SECONDS = 3600.0
"""A temporary file that is older was left behind by a program that was killed."""

_LOCK_TRIES = 60
_LOCK_PAUSE = 0.005
_BINARY = getattr(os, "O_BINARY", 0)
_CLOEXEC = getattr(os, "O_CLOEXEC", 0)


class FileSystem:
    """The calls of the operating system that storage needs, in one place, so that tests can let each fail."""

    def open(self, path: Path, flags: int, mode: int = PRIVATE_FILE) -> int:
        """`os.open`, in binary and not inherited."""
        return os.open(path, flags | _BINARY | _CLOEXEC, mode)

    def write(self, descriptor: int, data: bytes) -> int:
        """`os.write`: may write less than all."""
        return os.write(descriptor, data)

    def sync(self, descriptor: int) -> None:
        """`os.fsync`."""
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        """`os.close`."""
        os.close(descriptor)

    def truncate(self, descriptor: int, size: int) -> None:
        """`os.ftruncate`."""
        os.ftruncate(descriptor, size)

    def replace(self, old: Path, new: Path) -> None:
        """`os.replace`."""
        os.replace(old, new)  # noqa: PTH105 - as the others here

    def read(self, path: Path, most_bytes: int) -> bytes:
        """The first `most_bytes` of a regular file; anything else (a pipe would block) is refused."""
        descriptor = self.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise OSError(errno.EINVAL, tr("it is not a regular file"), str(path))
            return file.read(most_bytes)

    def sync_folder(self, folder: Path) -> None:
        """Make a new name in `folder` durable, where the system can."""
        if sys.platform == "win32":
            return
        descriptor = self.open(folder, os.O_RDONLY)
        try:
            self.sync(descriptor)
        except OSError as error:
            if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
                raise
        finally:
            self.close(descriptor)

    def try_lock(self, descriptor: int) -> bool:
        """Take the file for this process, waiting a third of a second at most; False while another has it.

        Where the file system knows no locks the answer is True: lines are then kept whole by appending alone.
        """
        for _ in range(_LOCK_TRIES):
            try:
                _lock(descriptor)
            except (BlockingIOError, PermissionError):
                self.pause(_LOCK_PAUSE)
            except OSError as error:
                _log.info("No lock: %s", error)
                return True
            else:
                return True
        return False

    def pause(self, seconds: float) -> None:
        """Wait for another process."""
        time.sleep(seconds)


if sys.platform == "win32":  # pragma: no cover - untested on this system
    import msvcrt

    def _lock(descriptor: int) -> None:
        # Locks are mandatory here: one byte far behind the end keeps readers free.
        os.lseek(descriptor, 1 << 40, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def write_all(files: FileSystem, descriptor: int, data: bytes) -> None:
    """Write all of `data`. A disk that takes only a part of it is full; raises OSError."""
    rest = memoryview(data)
    while rest:
        written = files.write(descriptor, bytes(rest))
        if written <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        rest = rest[written:]


def write_file(
    files: FileSystem, path: Path, data: bytes, *, durable: bool = True, mode: int = PRIVATE_FILE
) -> None:
    """Put `data` at `path` so that at any moment either the old or the new content is there, and whole.

    A symbolic link stays one, an existing file keeps its mode. Missing folders are made.

    Args:
        files: the file system.
        path: the file.
        data: its new content.
        durable: whether it must outlast a loss of power; a cache need not.
        mode: permissions of a file that was not there before.

    Raises:
        OSError: nothing was changed.
    """
    target = Path(os.path.realpath(path))
    make_folder(target.parent)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    with contextlib.suppress(FileNotFoundError):
        mode = stat.S_IMODE(target.stat().st_mode)
    try:
        with _opened(files, temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) as descriptor:
            write_all(files, descriptor, data)
            temporary.chmod(mode)
            if durable:
                files.sync(descriptor)
        files.replace(temporary, target)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    if durable:
        files.sync_folder(target.parent)
    _sweep(target)


def append(files: FileSystem, descriptor: int, data: bytes) -> tuple[int, int]:
    """Add whole lines at the end of an open, locked file (``O_RDWR | O_APPEND``), and make them durable.

    A last line that was cut off is first ended by a newline, so that it can't swallow the new one. What
    could be written only in part is taken back.

    Returns:
        The size before (with the newline that healed it, where one was needed) and after.

    Raises:
        SyncFailedError: the data was written, but may not be on the disk; this descriptor can't be trusted
        any more. OSError: nothing was added.
    """
    size = os.fstat(descriptor).st_size
    healing = b"" if size == 0 or _ends_with_newline(descriptor, size) else b"\n"
    try:
        write_all(files, descriptor, healing + data)
    except OSError:
        with contextlib.suppress(OSError):
            files.truncate(descriptor, size)
        raise
    try:
        files.sync(descriptor)
    except OSError as error:
        raise SyncFailedError(error.errno, error.strerror) from error
    return size + len(healing), size + len(healing) + len(data)


class SyncFailedError(OSError):
    """The system could not say whether data reached the disk. Asking again would only hide that."""


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; readable for its owner alone. Raises OSError."""
    folder.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)


def reason_words(error: OSError, path: Path) -> str:
    """Why a file could not be written or read, and what to do about it."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return tr("The disk is full. Free some space.")
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return tr("{path} can't be written or read. Check its permissions.").format(path=path)
    if error.errno in {errno.EISDIR, errno.ENOTDIR, errno.EEXIST}:
        return tr("A folder or a file is in the way at {path}. Move it elsewhere.").format(path=path)
    if isinstance(error, SyncFailedError) or error.errno == errno.EIO:
        return tr("The disk reported an error at {path}. Check the disk.").format(path=path)
    return tr("{path}: {reason}.").format(path=path, reason=error.strerror or type(error).__name__)


@contextlib.contextmanager
def _opened(files: FileSystem, path: Path, flags: int) -> Iterator[int]:
    descriptor = files.open(path, flags)
    try:
        yield descriptor
    finally:
        files.close(descriptor)


def _ends_with_newline(descriptor: int, size: int) -> bool:
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1) == b"\n"


def _sweep(target: Path) -> None:
    """Remove what killed programs left beside `target`."""
    oldest = time.time() - STALE_SECONDS
    for left in target.parent.glob(f".{target.name}.*.tmp"):
        with contextlib.suppress(OSError):
            if left.stat().st_mtime < oldest:
                left.unlink()
