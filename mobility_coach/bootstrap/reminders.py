"""What the reminders work with: the person, the desktop, the log, and what there is to do."""

import os
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from mobility_coach import __version__
from mobility_coach.adapters.desktop.idle import boot_clock
from mobility_coach.adapters.store.break_files import BreakFiles, BreakMemoryFile
from mobility_coach.domain.breaks.choice import Choice
from mobility_coach.domain.routine import Routine
from mobility_coach.domain.streak import streak_of
from mobility_coach.services.breaks.break_chooser import BreakChooser
from mobility_coach.services.breaks.session_watch import SessionGlance
from mobility_coach.services.session.session_plan import SessionPlan, Wishes

if TYPE_CHECKING:
    from datetime import datetime

    from mobility_coach.adapters.desktop.blocks import MachineBlocks
    from mobility_coach.adapters.desktop.idle import MachineIdle
    from mobility_coach.bootstrap.desktop import DesktopEyes
    from mobility_coach.bootstrap.workshop import Workshop
    from mobility_coach.services.settings_book import SettingsBook
    from mobility_coach.services.ui_ports import PlayerPort


class ReminderParts:
    """Implements `mobility_coach.services.breaks.reminder_tools.ReminderTools` over the workshop."""

    version = __version__

    def __init__(self, workshop: "Workshop", eyes: "DesktopEyes") -> None:
        self._workshop = workshop
        self._eyes = eyes
        self.memory = BreakMemoryFile(workshop.folders.state / "breaks.json")

    @property
    def idle(self) -> "MachineIdle":
        """How long nobody has touched anything."""
        return self._eyes.idle

    @property
    def blocks(self) -> "MachineBlocks":
        """Why nobody is to be disturbed."""
        return self._eyes.blocks

    @property
    def log(self) -> BreakFiles:
        """What became of breaks."""
        return self._workshop.breaks_log

    def settings(self) -> "SettingsBook":
        """What the person set."""
        return self._workshop.book

    def now(self) -> "datetime":
        """Now, aware, in the local zone."""
        return self._workshop.now()

    def clock(self) -> float:
        """Seconds that go on while the machine sleeps."""
        return boot_clock()

    def new_id(self) -> str:
        """An id that no other record has."""
        return os.urandom(16).hex()

    def session(self) -> SessionGlance:
        """The session of the window."""
        player = self._workshop.own_player
        if player is None:
            return SessionGlance()
        return SessionGlance(not player.is_over, player.is_moving, player.has_practised)

    def choices(self, seconds: float, *, uses_floor: bool) -> tuple[Choice, ...]:
        """What could be done in so many seconds."""
        return self._chooser.choices(seconds, uses_floor=uses_floor)

    def plan(self, item: Routine | str, seconds: float) -> SessionPlan:
        """A session. Raises KeyError."""
        coach = self._workshop.coach
        if isinstance(item, Routine):
            return coach.plan_routine(item, Wishes())
        # A break is known to be short: what it leaves out is no news.
        return replace(coach.plan(item, Wishes(minutes=seconds / 60)), left_out=())

    def open_break(self, plan: SessionPlan, *, is_quiet: bool) -> "PlayerPort":
        """A session, ready to be started."""
        return self._workshop.open_break(plan, is_quiet=is_quiet)

    def streak(self) -> int:
        """Days in a row."""
        settings = self._workshop.book.settings
        history = self._workshop.history()
        return streak_of(history, self.now(), settings.goal, settings.day_starts_at).current

    @cached_property
    def _chooser(self) -> BreakChooser:
        return BreakChooser(
            self._workshop, lambda routine: self._workshop.coach.plan_routine(routine, Wishes()).seconds
        )
