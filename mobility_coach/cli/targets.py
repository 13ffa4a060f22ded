"""Files that commands write: refused before the work is done where they can't be written."""

from collections.abc import Sequence
from pathlib import Path

from mobility_coach.cli.exits import CommandFailed, Exit
from mobility_coach.domain.wording import tr


def check_ending(target: Path, endings: Sequence[str]) -> None:
    """Refuse a name whose ending is not one of these. Raises `CommandFailed`."""
    if target.suffix.lower() not in endings:
        message = tr(
            "{file}: the name must end in one of {endings}; the ending says which kind of file it is."
        )
        raise CommandFailed(Exit.USAGE, message.format(file=target, endings=", ".join(endings)))


def check_target(target: Path) -> None:
    """Refuse what can't be written before the work is done. Raises `CommandFailed`."""
    try:
        folder_is_there, is_folder, is_other = target.parent.is_dir(), target.is_dir(), target.exists()
        is_other = is_other and not target.is_file()
    except (OSError, ValueError) as error:
        raise CommandFailed(
            Exit.NOT_SAVED, tr("{file} can't be written: {reason}").format(file=target, reason=error)
        ) from error
    if not folder_is_there:
        message = tr("{file}: there is no folder {folder}. Make it first, or choose another one.")
    elif is_folder:
        message = tr("{file} is a folder. Name a file in it.")
    elif is_other:
        message = tr("{file} is not a regular file; it is left alone. Choose another name.")
    else:
        return
    raise CommandFailed(Exit.NOT_SAVED, message.format(file=target, folder=target.parent))
