"""Why a file of a person's was not written, and what to do: one sentence for sounds, films and pictures."""

import errno
from pathlib import Path

from mobility_coach.domain.wording import tr


def unwritten_words(file: Path, error: OSError) -> str:
    """The file as it was named, why it was not written, and what to do."""
    message = tr("{file} was not written: {reason}.")
    return message.format(file=file, reason=_reason(file, error))


def _reason(file: Path, error: OSError) -> str:
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return _without_folder(file)  # for these alone: to look at any other file may fail in the same way
    full = tr("the disk is full; make room and try again")
    forbidden = tr("you may not write there; choose another folder")
    taken = tr("a folder or a file is in the way; choose another name")
    known = {
        errno.ENOSPC: full,
        errno.EDQUOT: full,
        errno.EACCES: forbidden,
        errno.EPERM: forbidden,
        errno.EROFS: forbidden,
        errno.EISDIR: taken,
        errno.EEXIST: taken,
        errno.ENAMETOOLONG: tr("the name is too long; choose a shorter one"),
        errno.EFBIG: tr(
            "it would be too large here; choose a kind of file that is smaller, or another folder"
        ),
    }
    otherwise = tr("{reason}; try another folder, or another kind of file")
    return known.get(error.errno or 0) or otherwise.format(reason=error.strerror or error)


def _without_folder(file: Path) -> str:
    """A folder may be there and take no files, such as those that the system makes up itself."""
    if file.parent.is_dir() and not file.is_symlink():
        return tr("this folder takes no files; choose another one")
    return tr("the folder does not exist; make it first or choose another one")
