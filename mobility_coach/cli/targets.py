"""Files that commands write: refused before the work is done where they can't be written."""

import argparse
import errno
import os
from collections.abc import Sequence
from pathlib import Path

from mobility_coach.cli.exits import CommandFailed, Exit
from mobility_coach.domain.wording import tr


def add_overwrite(command: argparse.ArgumentParser) -> None:
    """Add the option without which no file is replaced."""
    command.add_argument(
        "--overwrite", action="store_true", help=tr("replace a file that is there already; else it is kept")
    )


def check_ending(target: Path, endings: Sequence[str]) -> None:
    """Refuse a name whose ending is not one of these. Raises `CommandFailed`."""
    if target.suffix.lower() not in endings:
        message = tr(
            "{file}: the name must end in one of {endings}; the ending says which kind of file it is."
        )
        raise CommandFailed(Exit.USAGE, message.format(file=target, endings=", ".join(endings)))


def check_target(target: Path) -> None:
    """Refuse what can't be written before the work is done. Raises `CommandFailed`."""
    file = Path(os.path.realpath(target))
    try:
        file.lstat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (OSError, ValueError) as error:
        raise CommandFailed(Exit.NOT_SAVED, _why(error).format(file=target)) from error
    if not file.parent.is_dir():
        message = tr("{file}: there is no folder {folder}. Make it first, or choose another one.")
    elif file.is_dir():
        message = tr("{file} is a folder. Name a file in it.")
    elif file.is_symlink():
        message = tr("{file} is a link that leads back to itself. Choose another name.")
    elif file.exists() and not file.is_file():
        message = tr("{file} is not a regular file; it is left alone. Choose another name.")
    else:
        return
    raise CommandFailed(Exit.NOT_SAVED, message.format(file=target, folder=file.parent))


def check_kept(target: Path) -> None:
    """Refuse to replace a file. Raises `CommandFailed`."""
    if target.exists():
        message = tr("{file} is there already. Choose another name, or say --overwrite to replace it.")
        raise CommandFailed(Exit.NOT_SAVED, message.format(file=target))


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        return tr("{file} can't be written: the name is too long. Choose a shorter one.")
    return tr("{file} can't be written there. Choose another name or folder.")
