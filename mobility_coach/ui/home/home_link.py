"""Joins the main page to the coach: asks for what the page shows, and passes on what is changed on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mobility_coach.ui.trouble.crash_note import offer_crash
from mobility_coach.ui.wear import is_motion_reduced

if TYPE_CHECKING:
    from mobility_coach.domain.drill_filter import DrillFilter
    from mobility_coach.services.crash_report import CrashReport
    from mobility_coach.services.ui_ports import CoachPort
    from mobility_coach.ui.home.home_page import HomePage
    from mobility_coach.ui.look import Look


class HomeLink:
    """One page, one coach. `open` fills the page, `keep` remembers how it was left."""

    def __init__(self, home: HomePage, coach: CoachPort, look: Look) -> None:
        self._home = home
        self._coach = coach
        self._look = look
        self._memory = coach.window_memory.recall()
        home.drill_chosen.connect(self._show_drill)
        home.routine_chosen.connect(self._show_routine)
        home.filter_changed.connect(self._search)
        home.safety_read.connect(self.keep)
        home.drill_page.reps_changed.connect(self._set_reps)
        home.drill_page.bpm_changed.connect(self._set_bpm)
        home.drill_page.cue_changed.connect(self._set_cue)
        home.drill_page.reset_asked.connect(self._reset_drill)
        home.routine_page.minutes_changed.connect(self._set_minutes)

    def open(self) -> None:
        """Fill the page, and be as it was left."""
        self._home.recall(self._memory)
        self.refresh()
        self._home.prepare_with(self._coach.prepare_list)
        self._offer_crash()
        self._home.focus_list()

    def refresh(self) -> None:
        """A session, a setting or a correction may have changed all of it."""
        self._home.drill_page.set_reduced_motion(is_reduced=is_motion_reduced(self._coach.settings_view()))
        self._home.show_library(self._coach.library())
        self._home.show_today(self._coach.today())
        self._home.show_problems(self._coach.problems())

    def keep(self) -> None:
        """Remember how the page is now."""
        # Anew: the small player remembers its place in the same memory.
        memory = replace(self._coach.window_memory.recall(), knows_crash=self._memory.knows_crash)
        self._memory = self._home.remember(memory)
        self._coach.window_memory.keep(self._memory)

    def _search(self, wanted: DrillFilter) -> None:
        self._home.show_found(self._coach.search(wanted))

    def _show_drill(self, drill_id: str) -> None:
        self._home.drill_page.show_drill(self._coach.drill_page(drill_id))

    def _show_routine(self, routine_id: str) -> None:
        self._home.routine_page.show_routine(self._coach.routine_page(routine_id))

    def _set_reps(self, drill_id: str, movement_id: str, reps: int) -> None:
        self._coach.set_reps(drill_id, movement_id, reps)
        self._show_drill(drill_id)

    def _set_bpm(self, drill_id: str, bpm: int) -> None:
        self._coach.set_bpm(drill_id, bpm)
        self._show_drill(drill_id)

    def _set_cue(self, drill_id: str, cue_id: str) -> None:
        self._coach.set_cue(drill_id, cue_id)
        self._show_drill(drill_id)

    def _reset_drill(self, drill_id: str) -> None:
        self._coach.reset_drill(drill_id)
        self._show_drill(drill_id)

    def _set_minutes(self, routine_id: str, minutes: int) -> None:
        self._coach.set_minutes(routine_id, minutes)
        self._show_routine(routine_id)

    def _offer_crash(self) -> None:
        """Once for each report."""
        report = self._coach.crash_report()
        if report is None or report.name == self._memory.knows_crash:
            return
        card = offer_crash(self._home, self._look, report)
        card.gone.connect(lambda: self._know_crash(report))

    def _know_crash(self, report: CrashReport) -> None:
        self._memory = replace(self._memory, knows_crash=report.name)
        self.keep()
