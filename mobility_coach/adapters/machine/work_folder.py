"""A hidden folder beside a file that is being made; it goes away whatever happens, a kill included.

Its maker holds a lock in it. A folder whose lock nobody holds any more was left by a program that was killed;
whoever makes the next file in that place removes it.
"""

import contextlib
import os
import platform
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from mobility_coach.adapters.machine.instance import try_lock

SUFFIX = ".part"
LOCK = "held-by"
"""In each folder: locked by its maker, whose machine then stands in it: locks of another one may not be
seen here.
"""

STALE_SECONDS = 24 * 3600.0
"""Where locks tell nothing, what lies beside a file for longer than this, under its name, was left behind."""

_LONGEST_NAME = 40
"""Of a name that is taken over into another one, which has to fit as well."""

_MOST_READ = 1 << 10


@contextlib.contextmanager
def work_folder(file: Path) -> Iterator[Path]:
    """An empty folder of our own beside `file`, on the same disk; gone at the end.

    What killed programs left there is removed before. Raises OSError where it can't be made.
    """
    sweep_beside(file)
    folder = Path(tempfile.mkdtemp(SUFFIX, _prefix(file), file.parent))
    held: int | None = None
    try:
        held = _hold(folder)
        yield folder
    finally:
        if held is not None:
            os.close(held)
        shutil.rmtree(folder, ignore_errors=True)


def sweep_beside(file: Path) -> None:
    """Remove what killed programs left in the folder of `file`."""
    oldest = time.time() - STALE_SECONDS
    for left in file.parent.glob(f".*{SUFFIX}"):
        with contextlib.suppress(OSError):
            if left.is_symlink() or not left.is_dir():
                continue
            is_held = _is_held(left / LOCK)
            is_old = left.name.startswith(_prefix(file)) and left.stat().st_mtime < oldest
            if is_held is False or (is_held is None and is_old):
                shutil.rmtree(left, ignore_errors=True)


def _prefix(file: Path) -> str:
    """What the names of the folders beside a file begin with."""
    return f".{file.name[:_LONGEST_NAME]}."


def _hold(folder: Path) -> int:
    """The open lock. It is locked before it says whose it is, so that nobody takes it in between."""
    descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with contextlib.suppress(OSError):  # a disk without locks will do; the age of the folder tells, then
        if try_lock(descriptor):
            os.lseek(descriptor, 0, os.SEEK_SET)
            os.write(descriptor, _machine())
    return descriptor


def _machine() -> bytes:
    return platform.node().encode("utf-8", "replace")[:_MOST_READ] or b"?"


def _is_held(lock: Path) -> bool | None:
    """Whether a program of this machine that held the lock does so still; None where locks tell nothing."""
    try:
        descriptor = os.open(lock, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return None
    try:
        return None if os.read(descriptor, _MOST_READ) != _machine() else not try_lock(descriptor)
    except OSError:
        return None
    finally:
        os.close(descriptor)
