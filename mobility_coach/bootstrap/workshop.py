"""The workshop: makes every object of the program, each once and when it is first asked for."""

import logging
import os
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mobility_coach import __version__
from mobility_coach.adapters.machine.drill_folder import JsonFolder
from mobility_coach.adapters.machine.resources import resources_folder
from mobility_coach.adapters.machine.wall_clock import SystemWallClock
from mobility_coach.adapters.store.folders import Folders, device_name, find_folders
from mobility_coach.adapters.store.practice_files import PracticeFiles
from mobility_coach.adapters.store.settings_file import SettingsFile
from mobility_coach.adapters.store.window_file import WindowFile
from mobility_coach.bootstrap.sound_desk import SoundDesk
from mobility_coach.domain.breaks.record import Outcome
from mobility_coach.domain.day import local_day
from mobility_coach.domain.history import PracticeHistory
from mobility_coach.domain.library import Library
from mobility_coach.domain.speech_timing import ClipTiming
from mobility_coach.services.coach import Coach
from mobility_coach.services.drill_files import LoadedLibrary, load_library
from mobility_coach.services.ports import SinkStatus, Voice
from mobility_coach.services.presenters.settings_view import AboutView
from mobility_coach.services.session.night import session_levels
from mobility_coach.services.session.recorder import Recorder
from mobility_coach.services.session.session_plan import SessionPlan
from mobility_coach.services.settings_book import SettingsBook

if TYPE_CHECKING:  # numpy and the devices come with the first session
    from mobility_coach.adapters.store.break_files import BreakFiles
    from mobility_coach.adapters.store.history_reading import HistoryReading
    from mobility_coach.services.crash_report import CrashReport
    from mobility_coach.services.diagnostics import Diagnostics
    from mobility_coach.services.export_ports import ExportOrder, ExportPort
    from mobility_coach.services.motions import MotionShelf
    from mobility_coach.services.session.player import Player
    from mobility_coach.services.sound.speaker import Speaker
    from mobility_coach.services.ui_ports import PlayerPort
    from mobility_coach.services.voice.hearing_port import HearingPort

_log = logging.getLogger(__name__)


class Workshop:
    """Implements `mobility_coach.services.coach_tools.CoachTools`; used from one thread."""

    def __init__(self, data_dir: Path | None = None, environ: Mapping[str, str] = os.environ) -> None:
        self.folders: Folders = find_folders(data_dir, environ)
        self._data_dir = data_dir
        self.clock = SystemWallClock(environ)
        self._settings_file = SettingsFile(self.folders.settings)
        self._player: Player | None = None
        self._diagnostics: Diagnostics | None = None
        self._logged: set[str] = set()
        self._motions: MotionShelf | None = None

    @cached_property
    def coach(self) -> Coach:
        """All that windows ask for."""
        return Coach(self)

    @cached_property
    def loaded_library(self) -> LoadedLibrary:
        """The shipped drills and the person's own."""
        return load_library(JsonFolder(resources_folder() / "drills"), JsonFolder(self.folders.drills))

    @cached_property
    def log(self) -> PracticeFiles:
        """The practice log."""
        folders = self.folders
        return PracticeFiles(folders.practice, folders.cache, device_name(folders.state))

    @cached_property
    def breaks_log(self) -> "BreakFiles":
        """The log of breaks."""
        from mobility_coach.adapters.store.break_files import BreakFiles  # noqa: PLC0415 - with the first break

        return BreakFiles(self.folders.breaks, device_name(self.folders.state))

    @cached_property
    def book(self) -> SettingsBook:
        """The settings."""
        return SettingsBook(self._settings_file)

    @cached_property
    def window_memory(self) -> WindowFile:
        """How the window was left."""
        return WindowFile(self.folders.state / "window.json")

    def library(self) -> Library:
        """All drills."""
        return self.loaded_library.library

    def figures(self) -> "MotionShelf":
        """How the figures move."""
        from mobility_coach.adapters.machine.start_memory import release_heap  # noqa: PLC0415 - as the next
        from mobility_coach.adapters.machine.still_process import StillProcess  # noqa: PLC0415 - as the next
        from mobility_coach.adapters.store.still_files import StillFiles  # noqa: PLC0415 - with the first figure
        from mobility_coach.services.motions import MotionShelf  # noqa: PLC0415 - likewise

        if self._motions is None:
            stills = StillFiles(self.folders.cache / "stills")
            folder = JsonFolder(resources_folder() / "motions")
            self._motions = MotionShelf(folder, self.library, stills, StillProcess(), release_heap)
        return self._motions

    def settings(self) -> SettingsBook:
        """The settings."""
        return self.book

    def history(self) -> PracticeHistory:
        """All days with practice."""
        return self.log.history()

    def practice(self) -> PracticeFiles:
        """The practice log."""
        return self.log

    def break_outcomes(self, day: date) -> Mapping[Outcome, int]:
        """What became of the breaks of a local day."""
        return self.breaks_log.outcomes(day)

    def reading(self) -> "HistoryReading | None":
        """The reading of a big history that is not at hand."""
        return self.log.reading()

    def now(self) -> datetime:
        """Now, aware, in the local zone."""
        return self.clock.now()

    def monotonic(self) -> float:
        """Seconds of a clock that never goes back."""
        return time.monotonic()

    # Sound and speech

    @cached_property
    def sound(self) -> SoundDesk:
        """Voice, device and samples."""
        return SoundDesk(self)

    def speaker(self) -> "Speaker":
        """The voice; what failed before gets another chance."""
        return self.sound.speaker()

    def measured(self, text: str) -> ClipTiming | None:
        """The timing of a phrase that was rendered in this run already."""
        return self.sound.measured(text)

    def open_player(self, plan: SessionPlan, *, muted: bool) -> "PlayerPort":
        """A session of the person's own, ready to be started."""
        sound = self.sound
        levels = replace(sound.levels, is_muted=sound.levels.is_muted or muted)
        self._player = sound.player(plan, session_levels(levels, sound.night, sound.night_end))
        return self._accompanied(self._player)

    def open_break(self, plan: SessionPlan, *, is_quiet: bool) -> "PlayerPort":
        """A session of a break; a quiet one has captions in the place of the voice."""
        sound = self.sound
        loudness = session_levels(sound.levels, sound.night, sound.night_end, is_quiet=is_quiet)
        return self._accompanied(sound.player(plan, loudness))

    @property
    def own_player(self) -> "Player | None":
        """The session that the person opened last, over or not; None before the first."""
        return self._player

    @property
    def is_coaching(self) -> bool:
        """Whether a session of the person's own is open that has not come to its end."""
        return self._player is not None and not self._player.is_over

    def _accompanied(self, player: "Player") -> "PlayerPort":
        from mobility_coach.bootstrap.companions import accompanied  # noqa: PLC0415 - needed for sessions alone

        return accompanied(player, self)

    def rest(self) -> None:
        """Nobody looks at a window: give back the memory that nothing needs until somebody does."""
        from mobility_coach.adapters.machine.start_memory import (  # noqa: PLC0415 - after the first paint
            release_heap,
            release_start_pages,
        )

        self.sound.rest()
        release_heap()
        release_start_pages()

    def export(self, order: "ExportOrder") -> "ExportPort":
        """A program that writes a session to a file."""
        from mobility_coach.adapters.machine.export_process import start_export  # noqa: PLC0415 - rarely needed

        return start_export(order, self._data_dir)

    def voices(self, found: Callable[[tuple[Voice, ...]], None]) -> None:
        """Look for voices on a thread of their own; `found` is called there, once."""
        from mobility_coach.bootstrap.voices import search_voices  # noqa: PLC0415 - brings numpy

        search_voices(found, self.book.voice)

    def listen(self, text: str, voice: str, rate: int) -> None:
        """Speak `text`; returns at once."""
        self.sound.listen(text, voice, rate)

    def chime(self) -> None:
        """A soft chime, as loud as the chimes of a session; returns at once."""
        self.sound.chime()

    def hearing(self) -> "HearingPort":
        """What is known of spoken commands on this machine."""
        from mobility_coach.bootstrap.hearing import MachineHearing  # noqa: PLC0415 - for its part of a page

        return MachineHearing(lambda: self.book.settings.microphone)

    def voice_changed(self) -> None:
        """Speak with the voice of the settings from now on."""
        self.sound.voice_changed()

    def about(self) -> AboutView:
        """Where the data lies, and which program this is."""
        from mobility_coach.services.presenters.settings_presenter import (  # noqa: PLC0415 - for the settings
            present_about,
        )

        return present_about(__version__, str(self.folders.data))

    # The machine

    def diagnostics(self) -> "Diagnostics":
        """What is known of this machine."""
        from mobility_coach.bootstrap.diagnostics import make_diagnostics  # noqa: PLC0415 - for its page alone

        if self._diagnostics is None:
            self._diagnostics = make_diagnostics(self)
        return self._diagnostics

    def sink_status(self) -> SinkStatus | None:
        """How the sound of the last session has done; None before the first."""
        return self.sound.sink_status()

    def speech_problem(self) -> str | None:
        """Why nothing is spoken, or empty; None before the first session."""
        return self.sound.speech_problem()

    def crash_report(self) -> "CrashReport | None":
        """What the newest crash has left, or None."""
        from mobility_coach.bootstrap.crash_report import newest_crash  # noqa: PLC0415 - after the first paint

        return newest_crash(self.folders.logs)

    # Keeping

    @cached_property
    def recorder(self) -> Recorder:
        """Makes records of what is practised."""
        return Recorder(
            log=self.log,
            new_id=lambda: os.urandom(16).hex(),
            zone=self.clock.zone,
            day_start=lambda: self.book.settings.day_starts_at,
            version=__version__,
        )

    def problems(self) -> tuple[str, ...]:
        """What files could not be read or saved, in plain text, each once; all of it stands in the log."""
        book = self.book
        found = tuple(
            dict.fromkeys(
                (
                    *self.loaded_library.problems,
                    *(self._motions.problems() if self._motions else ()),
                    *self._settings_file.problems(),
                    *book.problems,
                    *self.log.problems(),
                    *(self.breaks_log.problems() if "breaks_log" in self.__dict__ else ()),
                )
            )
        )
        for problem in found:
            if problem not in self._logged:
                self._logged.add(problem)
                _log.warning("%s", problem)
        return found

    def _back_up(self) -> None:
        """A copy of what must not be lost, once a day, when something was practised or set."""
        from mobility_coach.adapters.store.backups import Backups  # noqa: PLC0415 - brings zipfile

        today = local_day(self.now(), self.book.settings.day_starts_at)
        problem = Backups(self.folders.data, self.folders.backups).make(today)
        if problem:
            _log.warning("At the end: %s", problem)

    def unsaved(self) -> str:
        """Try once more to save what is pending; what is not safe then, with the remedy, or empty."""
        practice = self.log.flush().problem if "log" in self.__dict__ else ""
        breaks = self.breaks_log.flush() if "breaks_log" in self.__dict__ else ""
        return " ".join(filter(None, (practice, breaks)))

    def close(self) -> None:
        """Save what is pending and let go of voice and sound, each whatever becomes of the others."""
        with ExitStack() as stack:
            if self._diagnostics is not None:
                stack.callback(self._diagnostics.stop)
            stack.callback(self.sound.close)
            if {"log", "breaks_log"} & self.__dict__.keys():
                stack.callback(self._back_up)
                stack.callback(self._settle)

    def _settle(self) -> None:
        breaks = self.breaks_log.flush() if "breaks_log" in self.__dict__ else ""
        practice = self.log.settle().problem if "log" in self.__dict__ else ""
        for problem in filter(None, (practice, breaks)):
            _log.error("At the end: %s", problem)
