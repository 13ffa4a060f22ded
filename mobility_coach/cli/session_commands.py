"""`play` and `render`: a session, heard now or written to a file."""

import os
import shutil
import signal
from pathlib import Path

from mobility_coach.cli.context import NotWritten, SessionRequest, WindowRequest
from mobility_coach.cli.exits import CommandFailed, Exit
from mobility_coach.cli.output import Output, is_terminal
from mobility_coach.cli.parser import SOUND_ENDINGS
from mobility_coach.cli.player_screen import DrawnScreen, PlainScreen, Screen
from mobility_coach.cli.progress import Progress
from mobility_coach.cli.run import Run, find_routine
from mobility_coach.cli.targets import check_ending, check_target
from mobility_coach.cli.terminal_player import run_session
from mobility_coach.domain.drill import Side, Sides
from mobility_coach.domain.wording import tr
from mobility_coach.services.session.session_plan import Wishes

LOWEST_TERMINAL = 9
"""Lines that a terminal must have for a session to be drawn in place."""


def play(run: Run) -> int:
    """A session in the window, or in this terminal where that is asked for or no window can be opened."""
    request = _request(run)
    options = run.options
    if not options.no_window and not options.plain:
        problem = run.context.screen_problem()
        if not problem:
            run.close()
            return run.open_window(WindowRequest(options.data_dir, request))
        run.output.message(problem)
    return _play_here(run, request)


def _play_here(run: Run, request: SessionRequest) -> int:
    context, output = run.context, run.output
    player = context.open_player(request)
    with context.keyboard(output.streams.stdin) as keyboard:
        screen = _screen(output, plain=run.options.plain, has_keys=keyboard.has_keys)
        ended_by = run_session(player, keyboard, screen)
    unsaved = context.unsaved()
    if unsaved:
        output.message(unsaved)
        return Exit.NOT_SAVED
    if ended_by:
        return Exit.INTERRUPTED if ended_by == signal.SIGINT else 128 + ended_by
    return Exit.FINE


def _screen(output: Output, *, plain: bool, has_keys: bool) -> Screen:
    stdout = output.streams.stdout
    # An old Windows console names no terminal and knows no cursor movements either.
    knows_cursor = os.environ.get("TERM", "dumb") != "dumb" or "WT_SESSION" in os.environ
    lines = shutil.get_terminal_size((80, 24)).lines
    if plain or not is_terminal(stdout) or not knows_cursor or lines < LOWEST_TERMINAL:
        return PlainScreen(output)
    return DrawnScreen(output, has_keys=has_keys)


def render(run: Run) -> int:
    """A session, written to a sound file, and its cue sheet beside it."""
    options, output = run.options, run.output
    request = _request(run)
    sound, cues = options.output, options.cues
    check_ending(sound, SOUND_ENDINGS)
    for target in (sound, cues):
        if target is not None:
            check_target(target)
    if cues is not None and _is_same(sound, cues):
        raise CommandFailed(Exit.USAGE, tr("The sound and the cue sheet need two different files."))
    progress = Progress(output)
    try:
        rendered = run.context.render(request, sound, cues, progress.show)
    except NotWritten as error:
        raise CommandFailed(Exit.NOT_SAVED, str(error)) from error
    finally:
        progress.clear()
    for note in rendered.notes:
        output.message(note)
    output.line(
        tr("{file}: {minutes} min of sound").format(file=sound, minutes=f"{rendered.seconds / 60:.1f}")
    )
    if cues is not None:
        output.line(tr("{file}: the cue sheet").format(file=cues))
    return Exit.FINE


def _request(run: Run) -> SessionRequest:
    options = run.options
    routine = find_routine(run, options.item)
    if options.side and not any(item.drill.sides is Sides.EACH for item in routine.items):
        run.output.message(
            tr("{title} has no sides to choose from: both work in it. --side changes nothing here.").format(
                title=routine.title
            )
        )
    if options.minutes is not None and run.context.library().drill(routine.id) is not None:
        raise CommandFailed(
            Exit.USAGE,
            tr("--minutes goes with a routine. A drill is shortened by --reps or --side."),
        )
    wishes = Wishes(
        bpm=options.tempo,
        reps=options.reps,
        side=Side(options.side) if options.side else None,
        minutes=options.minutes,
    )
    return SessionRequest(routine.id, wishes, muted=getattr(options, "mute", False))


def _is_same(first: Path, second: Path) -> bool:
    return first.absolute() == second.absolute() or (
        first.exists() and second.exists() and first.samefile(second)
    )
