"""Draws figures into files."""

from collections.abc import Callable
from pathlib import Path

from mobility_coach.adapters.machine.picture_file import Frames, PictureFileError, write_picture
from mobility_coach.cli.context import FigureRequest, NotWritten
from mobility_coach.domain.drill import Drill
from mobility_coach.domain.motion import Motion
from mobility_coach.domain.wording import tr
from mobility_coach.figure.films import Film, Shooting, sheet, still
from mobility_coach.services.motions import MotionShelf

_MOVING = (".gif", ".webp")


def draw_figure(
    request: FigureRequest,
    drill: Drill,
    shelf: MotionShelf,
    target: Path,
    progress: Callable[[float], None],
) -> str:
    """Draw what is asked for into `target`; returns what should be known about it, or empty.

    Raises:
        NotWritten: the drill has no figure at all, or the file can't be written.
    """
    motion = shelf.motion(drill.id)
    if motion is None:
        message = tr("{title} has no figure: its motion can't be read. 'mobility-coach check' tells more.")
        raise NotWritten(message.format(title=drill.title))
    frames, milliseconds = _frames(request, drill, motion, target, progress)
    try:
        write_picture(target, frames, milliseconds)
    except PictureFileError as error:
        raise NotWritten(str(error)) from error
    return "" if shelf.has_way(drill.id) else _why_still(drill)


def _why_still(drill: Drill) -> str:
    if drill.motion is None:
        message = tr("{title} has no motion of its own: this is a still of its position.")
        return message.format(title=drill.title)
    message = tr(
        "{title}: its motion can't be read, so this is a still of its position. "
        "'mobility-coach check {file}' names what to mend."
    )
    return message.format(title=drill.title, file=drill.motion.source)


def _frames(
    request: FigureRequest, drill: Drill, motion: Motion, target: Path, progress: Callable[[float], None]
) -> tuple[Frames, int]:
    shooting = Shooting(request.side, request.camera, request.size, request.theme)
    letter = request.movements[0]
    movement, drilled = motion.movement(letter), drill.movement(letter)
    if request.is_sheet:
        letters = [each for each in request.movements if motion.movement(each) is not None]
        return [sheet(motion, letters, shooting, progress)], 0
    if target.suffix.lower() not in _MOVING or movement is None or drilled is None:
        return [still(motion, letter, shooting)], 0
    film = Film(motion, movement, drilled.tempo, shooting, progress)
    return film, film.milliseconds
