"""`play` and `render`: a session, heard now or written to a file."""

import argparse
import os
import shutil
import signal
import time
from pathlib import Path

from mobility_coach.cli.context import FilmRequest, NotWritten, Rendered, SessionRequest, WindowRequest
from mobility_coach.cli.exits import CommandFailed, Exit
from mobility_coach.cli.output import Output, is_terminal
from mobility_coach.cli.parser import FILM_ENDINGS, FILM_SIZES, SOUND_ENDINGS
from mobility_coach.cli.player_screen import DrawnScreen, PlainScreen, Screen
from mobility_coach.cli.progress import Progress, ProgressLines, ProgressShow
from mobility_coach.cli.run import Run, find_routine
from mobility_coach.cli.targets import check_ending, check_kept, check_target
from mobility_coach.cli.terminal_player import run_session
from mobility_coach.cli.told_to_end import ToldToEnd, ending_wish
from mobility_coach.domain.drill import Side, Sides
from mobility_coach.domain.keys import KeyMap
from mobility_coach.domain.routine import ad_break_id
from mobility_coach.domain.wording import tr
from mobility_coach.services.session.session_plan import Wishes

USUAL_SIZE, USUAL_THEME, USUAL_FPS = "720p", "dark", 30
LOWEST_TERMINAL = 9
"""Lines that a terminal must have for a session to be drawn in place."""


def play(run: Run) -> int:
    """A session in the window, or in this terminal where that is asked for or no window can be opened."""
    options = run.options
    request = _request(run) if options.ad_break is None else _ad_break(options)
    if not options.no_window and not options.plain:
        problem = run.context.screen_problem()
        if not problem:
            run.close()
            return run.open_window(WindowRequest(options.data_dir, request))
        run.output.message(problem)
    return _play_here(run, request)


def _play_here(run: Run, request: SessionRequest) -> int:
    context, output, keys = run.context, run.output, run.context.key_map()
    player = context.open_player(request)
    with context.keyboard(output.streams.stdin) as keyboard:
        screen = _screen(output, keys, plain=run.options.plain, has_keys=keyboard.has_keys)
        ended_by = run_session(player, keyboard, screen, keys)
    unsaved = context.unsaved()
    if unsaved:
        output.message(unsaved)
        return Exit.NOT_SAVED
    if ended_by:
        return Exit.INTERRUPTED if ended_by == signal.SIGINT else 128 + ended_by
    return Exit.FINE


def _screen(output: Output, keys: KeyMap, *, plain: bool, has_keys: bool) -> Screen:
    stdout = output.streams.stdout
    # An old Windows console names no terminal and knows no cursor movements either.
    knows_cursor = os.environ.get("TERM", "dumb") != "dumb" or "WT_SESSION" in os.environ
    lines = shutil.get_terminal_size((80, 24)).lines
    if plain or not is_terminal(stdout) or not knows_cursor or lines < LOWEST_TERMINAL:
        return PlainScreen(output, keys)
    return DrawnScreen(output, keys, has_keys=has_keys)


def render(run: Run) -> int:
    """A session, written to a sound file or a film, and its cue sheet beside it."""
    options, output = run.options, run.output
    request = _request(run)
    target, cues = options.output, options.cues
    check_ending(target, (*SOUND_ENDINGS, *FILM_ENDINGS))
    is_film = target.suffix.lower() in FILM_ENDINGS
    if not is_film and (options.size or options.theme or options.fps):
        message = tr(
            "--size, --theme and --fps are for films; let {file} end in {endings}, or leave them out."
        )
        raise CommandFailed(
            Exit.USAGE, message.format(file=target.name, endings=tr(" or ").join(FILM_ENDINGS))
        )
    _check_targets(target, cues, may_replace=options.overwrite)
    try:
        rendered = _rendered(run, request, is_film=is_film)
    except NotWritten as error:
        raise CommandFailed(Exit.NOT_SAVED, str(error)) from error
    except ToldToEnd as ended:
        return Exit.INTERRUPTED if ended.number == signal.SIGINT else 128 + ended.number
    for note in rendered.notes:
        output.message(note)
    # What programs read on standard output is progress alone.
    tell = output.message if options.progress else output.line
    words = tr("{file}: {minutes} min of film") if is_film else tr("{file}: {minutes} min of sound")
    tell(words.format(file=target, minutes=f"{rendered.seconds / 60:.1f}"))
    if cues is not None:
        tell(tr("{file}: the cue sheet").format(file=cues))
    return Exit.FINE


def _check_targets(target: Path, cues: Path | None, *, may_replace: bool) -> None:
    """Refuse what can't be written, or must not be. Raises `CommandFailed`."""
    targets = [target] if cues is None else [target, cues]
    for each in targets:
        check_target(each)
    if cues is not None and _is_same(target, cues):
        raise CommandFailed(Exit.USAGE, tr("What is rendered and the cue sheet need two different files."))
    if not may_replace:
        for each in targets:
            check_kept(each)


def _rendered(run: Run, request: SessionRequest, *, is_film: bool) -> Rendered:
    options = run.options
    progress: ProgressShow = (
        ProgressLines(run.output, time.monotonic) if options.progress else Progress(run.output)
    )
    with ending_wish() as wish:

        def show(share: float) -> None:
            progress.show(share)
            wish.check()

        try:
            if is_film:
                film = _film_request(run, request)
                rendered = run.context.film(film, options.output, options.cues, show)
            else:
                rendered = run.context.render(request, options.output, options.cues, show)
            progress.show(1.0)
        finally:
            progress.clear()
    return rendered


def _film_request(run: Run, request: SessionRequest) -> FilmRequest:
    options = run.options
    width, height = FILM_SIZES[options.size or USUAL_SIZE]
    return FilmRequest(request, width, height, options.theme or USUAL_THEME, options.fps or USUAL_FPS)


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


def _ad_break(options: argparse.Namespace) -> SessionRequest:
    wishes = Wishes(
        bpm=options.tempo,
        side=Side(options.side) if options.side else None,
        uses_floor=options.floor,
    )
    return SessionRequest(ad_break_id(options.ad_break), wishes, muted=options.mute)


def _is_same(first: Path, second: Path) -> bool:
    return first.absolute() == second.absolute() or (
        first.exists() and second.exists() and first.samefile(second)
    )
