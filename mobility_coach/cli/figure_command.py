"""`figure`: how a drill is done, drawn into a file."""

from mobility_coach.cli.context import FigureRequest, NotWritten
from mobility_coach.cli.exits import CommandFailed, Exit
from mobility_coach.cli.figure_options import PICTURE_ENDINGS, USUAL_SHEET_SIZE, USUAL_SIZE
from mobility_coach.cli.output import plain
from mobility_coach.cli.progress import Progress
from mobility_coach.cli.run import Run, find_routine
from mobility_coach.cli.targets import check_ending, check_kept, check_target
from mobility_coach.domain.drill import Drill, Side
from mobility_coach.domain.motion import CameraName
from mobility_coach.domain.wording import tr


def figure(run: Run) -> int:
    """A picture, an animation or a sheet of a drill's figure."""
    options, output = run.options, run.output
    found = find_routine(run, options.item)
    drill = run.context.library().drill(found.id)
    if drill is None:
        message = tr("{title} is a routine. Name one of its drills: {drills}.")
        names = ", ".join(item.drill.id for item in found.items)
        raise CommandFailed(Exit.USAGE, message.format(title=found.title, drills=names))
    check_ending(options.output, PICTURE_ENDINGS)
    check_target(options.output)
    if not options.overwrite:
        check_kept(options.output)
    request = FigureRequest(
        drill.id,
        _movements(drill, options.movement, is_sheet=options.sheet),
        Side(options.side),
        CameraName(options.camera) if options.camera else None,
        options.theme,
        options.size or (USUAL_SHEET_SIZE if options.sheet else USUAL_SIZE),
        is_sheet=options.sheet,
    )
    progress = Progress(output)
    try:
        note = run.context.draw_figure(request, options.output, progress.show)
    except NotWritten as error:
        raise CommandFailed(Exit.NOT_SAVED, str(error)) from error
    finally:
        progress.clear()
    if note:
        output.message(note)
    output.line(tr("{file}: {title}").format(file=options.output, title=drill.title))
    return Exit.FINE


def _movements(drill: Drill, letter: str | None, *, is_sheet: bool) -> tuple[str, ...]:
    """The letters of the movements that are drawn."""
    letters = [movement.id for movement in drill.movements]
    if letter is None:
        return tuple(letters if is_sheet else letters[:1])
    if letter.upper() not in letters:
        message = tr("{title} has no movement {letter}. There are {letters}.")
        text = message.format(title=drill.title, letter=plain(letter[:20]), letters=", ".join(letters))
        raise CommandFailed(Exit.NOT_FOUND, text)
    return (letter.upper(),)
