"""Files that a person names on the command line: read whole, bounded, and refused with one clear line."""

import errno
import os
import stat
from pathlib import Path

from mobility_coach.cli.exits import CommandFailed, Exit
from mobility_coach.domain.wording import ntr, tr


class FileRefused(Exception):
    """A file can't be used; the message says why and what to do."""


def read_bounded(path: Path, limit: int) -> bytes:
    """The bytes of a regular file of at most `limit` bytes. Raises `FileRefused`.

    A pipe or a device is refused without being opened for good: it might never end, or never begin.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise FileRefused(_reason(error)) from error
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise FileRefused(tr("this is a folder; name a file in it"))
        if not stat.S_ISREG(mode):
            raise FileRefused(tr("this is not a regular file; save it to one first"))
        with open(descriptor, "rb", closefd=False) as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise FileRefused(_reason(error)) from error
    finally:
        os.close(descriptor)
    if len(data) > limit:
        raise FileRefused(tr("this is too large; at most {size} can be read").format(size=size_words(limit)))
    return data


def make_folder(path: Path) -> None:
    """Make the folder where it is not there. Raises `CommandFailed`: without it nothing could be kept."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise CommandFailed(
            Exit.NOT_SAVED,
            tr("{folder} can't be a folder to keep things in: {reason}. Choose another --data-dir.").format(
                folder=path, reason=reason
            ),
        ) from error


def size_words(size: int) -> str:
    """A size for people: "64 MiB"."""
    for unit in ("bytes", "KiB", "MiB"):
        if size < 1024:
            return f"{size} {unit}" if unit != "bytes" else ntr("{count} byte", "{count} bytes", size)
        size //= 1024
    return f"{size} GiB"


def _reason(error: OSError | ValueError) -> str:
    if not isinstance(error, OSError) or error.errno is None:
        return tr("this can't be the name of a file")
    known = {
        errno.ENOENT: tr("there is no such file; check its name"),
        errno.ENOTDIR: tr("there is no such file; check its name"),
        errno.EISDIR: tr("this is a folder; name a file in it"),
        errno.EACCES: tr("this can't be read; check its permissions"),
        errno.EPERM: tr("this can't be read; check its permissions"),
        errno.ENXIO: tr("this is not a regular file; save it to one first"),
        errno.ENAMETOOLONG: tr("this name is too long for a file"),
    }
    return known.get(error.errno) or tr("this can't be read: {reason}").format(reason=error.strerror)
