"""What the command line reaches, made on demand; implements `mobility_coach.cli.context.CliContext`."""

import logging
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from mobility_coach.adapters.machine.library_chatter import LibraryChatter
from mobility_coach.adapters.store.folders import find_folders
from mobility_coach.bootstrap.logbook import start_log
from mobility_coach.cli.context import (
    BreakRecords,
    FigureRequest,
    FilmRequest,
    Keyboard,
    Rendered,
    RunningAnswer,
    SessionRequest,
)
from mobility_coach.domain.history import PracticeHistory
from mobility_coach.domain.keys import KeyMap
from mobility_coach.domain.library import Library
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.routine import Routine, built_in_routines
from mobility_coach.domain.streak import Goal
from mobility_coach.services.doctor import Report, diagnose
from mobility_coach.services.ports import PracticeLog
from mobility_coach.services.screen import screen_problem
from mobility_coach.services.session.session_plan import Wishes

if TYPE_CHECKING:
    from mobility_coach.bootstrap.workshop import Workshop
    from mobility_coach.services.ui_ports import PlayerPort

_log = logging.getLogger(__name__)


class CommandLineContext:
    """Everything that commands reach, over one workshop."""

    def __init__(self, data_dir: Path | None) -> None:
        self._data_dir = data_dir
        self._folders = find_folders(data_dir, os.environ)
        self._log_path = start_log(self._folders.logs)
        self._chatter = LibraryChatter()

    @cached_property
    def _workshop(self) -> "Workshop":
        from mobility_coach.bootstrap.workshop import Workshop  # noqa: PLC0415 - 'break' asks another program

        return Workshop(self._data_dir)

    def library(self) -> Library:
        """All drills."""
        return self._workshop.library()

    def drill_problems(self) -> tuple[str, ...]:
        """What is wrong with the person's own drill files."""
        return self._workshop.loaded_library.problems

    def routines(self) -> tuple[Routine, ...]:
        """All routines, those with a time of their own fitted to it."""
        coach = self._workshop.coach
        return tuple(
            coach.plan(routine.id, Wishes()).routine for routine in built_in_routines(self.library().drills)
        )

    def seconds(self, routine: Routine) -> float:
        """How long it takes with the settings of now."""
        return self._workshop.coach.plan(routine.id, Wishes()).seconds

    def left_out(self, routine: Routine) -> tuple[str, ...]:
        """What found no place in the routine's own time, in sentences."""
        return self._workshop.coach.plan(routine.id, Wishes()).left_out

    def preferences(self) -> CoachingPreferences:
        """How the person wants to be coached."""
        return self._workshop.coach.preferences()

    def practice_log(self) -> PracticeLog:
        """The record of all that was practised."""
        return self._workshop.log

    def history(self) -> PracticeHistory:
        """The same, added up per day."""
        return self._workshop.history()

    def break_log(self) -> BreakRecords:
        """The record of what became of breaks."""
        return self._workshop.breaks_log

    def break_titles(self) -> Mapping[str, str]:
        """The names of the kinds of breaks."""
        from mobility_coach.services.presenters.break_presenter import kind_title  # noqa: PLC0415 - for these alone

        return {kind.id: kind_title(kind) for kind in self._workshop.book.settings.breaks.kinds}

    def goal(self) -> Goal:
        """What makes a day count."""
        return self._workshop.book.settings.goal

    def day_start(self) -> int:
        """The hour at which a day starts."""
        return self._workshop.book.settings.day_starts_at

    def now(self) -> datetime:
        """Now, aware, in the local zone."""
        return self._workshop.now()

    def doctor(self) -> Report:
        """Look at the machine."""
        from mobility_coach.bootstrap.diagnostics import all_probes  # noqa: PLC0415 - for the doctor alone

        return diagnose(all_probes(self._workshop))

    def screen_problem(self) -> str:
        """Why no window can be opened here and how to go on, or empty."""
        from mobility_coach.adapters.machine.screen_probe import MachineScreen  # noqa: PLC0415 - brings sockets

        return screen_problem(os.environ, sys.platform, MachineScreen())

    def open_player(self, request: SessionRequest) -> "PlayerPort":
        """A session, ready to be started; the sound's libraries are not heard in the terminal from now on."""
        self._chatter.begin()
        plan = self._workshop.coach.plan(request.item, request.wishes)
        return self._workshop.open_player(plan, muted=request.muted)

    def unsaved(self) -> str:
        """What is practised and not safe on the disk, with the remedy."""
        return self._workshop.unsaved()

    def key_map(self) -> KeyMap:
        """Which keys give which commands."""
        return self._workshop.book.settings.keys

    def keyboard(self, stdin: TextIO) -> AbstractContextManager[Keyboard]:
        """The keys of the terminal at `stdin`."""
        from mobility_coach.adapters.machine.terminal_keys import terminal_keys  # noqa: PLC0415 - brings signals

        return terminal_keys(stdin)

    def render(
        self, request: SessionRequest, sound: Path, cues: Path | None, progress: Callable[[float], None]
    ) -> Rendered:
        """Write the session to a sound file, and its cue sheet to `cues`. Raises `NotWritten`."""
        from mobility_coach.bootstrap.rendering import render_sound  # noqa: PLC0415 - brings numpy

        return render_sound(self._workshop, request, sound, cues, progress)

    def film(
        self, request: FilmRequest, film: Path, cues: Path | None, progress: Callable[[float], None]
    ) -> Rendered:
        """Write the session to a film, and its cue sheet to `cues`. Raises `NotWritten`."""
        from mobility_coach.bootstrap.films import render_film  # noqa: PLC0415 - brings numpy and Qt

        return render_film(self._workshop, request, film, cues, progress)

    def draw_figure(self, request: FigureRequest, target: Path, progress: Callable[[float], None]) -> str:
        """Draw a figure into a file."""
        from mobility_coach.bootstrap.figure_files import draw_figure  # noqa: PLC0415 - brings numpy

        drill = self._workshop.library().drill(request.drill)
        if drill is None:
            raise KeyError(request.drill)
        return draw_figure(request, drill, self._workshop.figures(), target, progress)

    def ask_running(self, command: str, argument: str) -> RunningAnswer:
        """Tell the running program something about breaks."""
        from mobility_coach.bootstrap.running import ask_running  # noqa: PLC0415 - brings sockets

        return ask_running(self._folders.data, os.environ, command, argument)

    def log_place(self) -> str:
        """Where the program notes what went wrong in it."""
        return str(self._log_path)

    def close(self) -> None:
        """Let go of whatever was made."""
        try:
            if "_workshop" in self.__dict__:
                self._workshop.close()
        finally:
            self._chatter.end()
