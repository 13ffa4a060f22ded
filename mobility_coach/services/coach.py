"""The coach: all that the windows ask for, put together from library, settings, practice log and devices.

Nothing heavy is made here. Sound and speech arrive through `CoachTools`, which makes each when it is first
asked for.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from mobility_coach.domain.coverage import suggest_drill
from mobility_coach.domain.day import local_day
from mobility_coach.domain.drill import Drill, Side
from mobility_coach.domain.drill_filter import DrillFilter
from mobility_coach.domain.history import PracticeHistory, last_done, last_moved
from mobility_coach.domain.preferences import CoachingPreferences, clamp_bpm
from mobility_coach.domain.routine import Routine, ad_break_minutes
from mobility_coach.domain.speech_timing import estimate
from mobility_coach.domain.streak import streak_of
from mobility_coach.domain.streak_words import today_words
from mobility_coach.domain.wording import tr
from mobility_coach.services.coach_tools import CoachTools
from mobility_coach.services.library_search import LibraryShelf, SearchIndex
from mobility_coach.services.ports import Voice
from mobility_coach.services.presenters.drill_presenter import DrillPageView, present_drill
from mobility_coach.services.presenters.library_presenter import LibraryView
from mobility_coach.services.presenters.plain_words import whole_minutes
from mobility_coach.services.presenters.routine_presenter import RoutinePageView, present_routine
from mobility_coach.services.presenters.settings_presenter import present_settings
from mobility_coach.services.presenters.settings_view import AboutView, SettingsView
from mobility_coach.services.presenters.today_presenter import TodayView, present_today
from mobility_coach.services.session.session_plan import (
    SessionLengths,
    SessionPlan,
    Wishes,
    plan_session,
)
from mobility_coach.services.settings import preferences_of

if TYPE_CHECKING:  # they bring numpy, which must not be there before the first window is painted
    from mobility_coach.domain.keys import KeyMap
    from mobility_coach.services.crash_report import CrashReport
    from mobility_coach.services.diagnostics_ports import DiagnosticsPort
    from mobility_coach.services.export_ports import ExportWish
    from mobility_coach.services.export_work import ExportWork
    from mobility_coach.services.history_desk import HistoryDesk
    from mobility_coach.services.ui_ports import FigurePort, PlayerPort, SettingValue
    from mobility_coach.services.voice.hearing_port import HearingPort
    from mobility_coach.services.voice_preparation import VoicePreparation
    from mobility_coach.services.window_memory import WindowMemoryPort
    from mobility_coach.services.work import Work


class Coach:
    """Implements `ui_ports.CoachPort`."""

    def __init__(self, tools: CoachTools) -> None:
        self._tools = tools
        self._minutes: dict[str, int] = {}
        self._wish: tuple[str, Wishes, bool] | None = None
        self._lengths: SessionLengths | None = None
        self._rate = 0
        self._index: SearchIndex | None = None
        self._shelf: LibraryShelf | None = None
        self._history: HistoryDesk | None = None
        self._asked_for_reading = False

    # Pages

    def library(self) -> LibraryView:
        """The list of drills and routines, anew."""
        self._shelf = None
        return self.search(DrillFilter())

    def search(self, wanted: DrillFilter) -> LibraryView:
        """What of the list fits."""
        return self._current_shelf().view(wanted)

    def prepare_list(self, most: int) -> int:
        """Get up to `most` more drills ready to be searched and filtered; returns how many are left."""
        return self._current_shelf().prepare(most)

    def drill_page(self, drill_id: str) -> DrillPageView:
        """The page of a drill. Raises KeyError."""
        drill = self._drill(drill_id)
        seconds = self._seconds(self._routine(drill_id))
        return present_drill(
            drill, self.preferences(), seconds, self._last_done().get(drill_id), self._today()
        )

    def routine_page(self, routine_id: str) -> RoutinePageView:
        """The page of a routine. Raises KeyError."""
        whole = self._routine(routine_id)
        plan = self._plan(routine_id)
        minutes = self._minutes.get(routine_id)
        shown = plan.routine if minutes is None else replace(plan.routine, seconds=minutes * 60.0)
        return present_routine(shown, plan.seconds, self._seconds(whole), plan.left_out)

    def today(self) -> TodayView:
        """Today's card."""
        book, history = self._tools.settings(), self._practised()
        drills = self._tools.library().drills
        last_done = self._last_done()
        streak = streak_of(history, self._tools.now(), book.settings.goal, book.settings.day_starts_at)
        titles = {drill.id: drill.title for drill in drills}
        suggestion = suggest_drill(drills, last_done, last_moved(history, self._today()), self._today())
        return present_today(
            streak.current,
            today_words(streak, history, book.settings.goal, titles),
            is_done=streak.today_done,
            suggestion=suggestion,
            seconds=self._seconds(self._routine(suggestion.drill.id)) if suggestion else 0.0,
        )

    def figures(self) -> "FigurePort":
        """How the figures move; always the same object."""
        return self._tools.figures()

    def history(self) -> "HistoryDesk":
        """The practice so far; always the same object, which remembers what can be taken back."""
        from mobility_coach.services.history_desk import HistoryDesk  # noqa: PLC0415 - not on the first page

        if self._history is None:
            self._history = HistoryDesk(self._tools, self._practised)
        return self._history

    def reading(self) -> "Work | None":
        """The reading of a big history that is not at hand, else None."""
        self._asked_for_reading = True
        return self._tools.reading()

    # Changes

    def set_reps(self, drill_id: str, movement_id: str, reps: int) -> None:
        """Remember how many reps a movement gets. Raises KeyError."""
        movement = self._drill(drill_id).movement(movement_id)
        if movement is None:
            raise KeyError(movement_id)
        self._tools.settings().set_reps(drill_id, movement_id, movement.reps.clamp(reps))

    def set_bpm(self, drill_id: str, bpm: int) -> None:
        """Remember the tempo of a drill. Raises KeyError."""
        self._tools.settings().set_bpm(self._drill(drill_id).id, clamp_bpm(bpm))

    def set_cue(self, drill_id: str, cue_id: str) -> None:
        """Remember the cue that clicks. Raises KeyError."""
        drill = self._drill(drill_id)
        known = {choice.id for movement in drill.movements for choice in movement.cue_choices}
        if cue_id not in known:
            raise KeyError(cue_id)
        self._tools.settings().set_cue(drill_id, cue_id)

    def reset_drill(self, drill_id: str) -> None:
        """Forget what was set for a drill. Raises KeyError."""
        self._tools.settings().reset_drill(self._drill(drill_id).id)

    def set_minutes(self, routine_id: str, minutes: int) -> None:
        """Fit a routine to a time from now on, until the program ends. Raises KeyError."""
        whole = self._seconds(self._routine(routine_id))
        # What all of it is shown to take leaves nothing out, though that is a rounded number.
        self._minutes[routine_id] = ceil(whole / 60) if minutes >= whole_minutes(whole) else max(1, minutes)
        self._shelf = None

    def settings_view(self) -> SettingsView:
        """The table of settings."""
        return present_settings(self._tools.settings().settings)

    def change_setting(self, name: str, value: "SettingValue") -> str:
        """Change one setting. Returns a problem in plain text, empty when it took effect and is kept."""
        return self.change_settings({name: value})

    def change_settings(self, values: "Mapping[str, SettingValue]") -> str:
        """Change several settings at once, all or none. Returns a problem, as above."""
        book = self._tools.settings()
        voice = book.voice
        problem = book.change_all(values)
        if book.voice != voice:
            self._tools.voice_changed()
        return problem

    def keys(self) -> "KeyMap":
        """Which keys give which commands."""
        return self._tools.settings().settings.keys

    def change_keys(self, keys: "KeyMap") -> str:
        """Change them. Returns a problem, as above."""
        return self._tools.settings().change_keys(keys)

    def about(self) -> AboutView:
        """What stands below the settings."""
        return self._tools.about()

    # Sessions and voices

    def wish(self, item_id: str, wishes: Wishes, *, muted: bool) -> None:
        """What the next session of `item_id` shall have beside the settings."""
        self._wish = (item_id, wishes, muted)

    def open_player(self, drill_or_routine_id: str) -> "PlayerPort":
        """A session, ready to start. Raises KeyError."""
        wish, self._wish = self._wish, None
        self._lengths = None  # a session measures what was only estimated
        if wish is not None and wish[0] == drill_or_routine_id:
            return self._tools.open_player(self.plan(wish[0], wish[1]), muted=wish[2])
        return self._tools.open_player(self._plan(drill_or_routine_id), muted=False)

    def plan(self, item_id: str, wishes: Wishes) -> SessionPlan:
        """A session as it is wished for. Raises KeyError."""
        minutes = ad_break_minutes(item_id)
        if minutes is not None:
            return self._ad_break(item_id, minutes, wishes)
        return self.plan_routine(self._routine(item_id), wishes)

    def plan_routine(self, routine: Routine, wishes: Wishes) -> SessionPlan:
        """The same for a routine that is in no list."""
        return plan_session(routine, wishes, self._current_lengths())

    def export(self, wish: "ExportWish") -> "ExportWork":
        """Work that writes a session to a file, fitted to the time that was chosen for it."""
        from mobility_coach.services.export_ports import ExportOrder  # noqa: PLC0415 - rarely needed
        from mobility_coach.services.export_work import ExportWork  # noqa: PLC0415 - as above

        return ExportWork(ExportOrder(wish, self._minutes.get(wish.item)), self._tools.export)

    def voices(self, found: Callable[[tuple[Voice, ...]], None]) -> None:
        """Look for voices; `found` is called once, later and on any thread."""
        self._tools.voices(found)

    def prepare_voice(self) -> "VoicePreparation":
        """Work that renders all that sessions say, with the voice of the settings."""
        from mobility_coach.services.voice_preparation import VoicePreparation  # noqa: PLC0415 - rarely needed

        return VoicePreparation(self._tools.library().drills, self._tools.speaker)

    def listen(self, voice: str, rate: int) -> None:
        """Speak a sample; returns at once."""
        self._tools.listen(tr("Stand tall, and let your shoulders drop. One, two, three."), voice, rate)

    def hearing(self) -> "HearingPort":
        """What is known of spoken commands on this machine."""
        return self._tools.hearing()

    def diagnostics(self) -> "DiagnosticsPort":
        """What is known of this machine; always the same object."""
        return self._tools.diagnostics()

    def crash_report(self) -> "CrashReport | None":
        """What the newest crash has left, or None."""
        return self._tools.crash_report()

    @property
    def window_memory(self) -> "WindowMemoryPort":
        """How the main page was left, and where that is kept."""
        return self._tools.window_memory

    def problems(self) -> tuple[str, ...]:
        """What the person should know, in plain text."""
        return self._tools.problems()

    def unsaved(self) -> str:
        """Try once more to save what is pending; what is not safe then, with the remedy, or empty."""
        return self._tools.unsaved()

    def close(self) -> None:
        """Let go of everything."""
        self._tools.close()

    def preferences(self) -> CoachingPreferences:
        """How sessions are built today: the first side alternates from day to day."""
        side = Side.LEFT if self._today().toordinal() % 2 else Side.RIGHT
        return replace(preferences_of(self._tools.settings().settings), first_side=side)

    # Inside

    def _today(self) -> date:
        return local_day(self._tools.now(), self._tools.settings().settings.day_starts_at)

    def _drill(self, drill_id: str) -> Drill:
        drill = self._tools.library().drill(drill_id)
        if drill is None:
            raise KeyError(drill_id)
        return drill

    def _routine(self, item_id: str) -> Routine:
        return self._current_index().routine(item_id)

    def _current_index(self) -> SearchIndex:
        library = self._tools.library()
        if self._index is None or self._index.library is not library:
            self._index = SearchIndex(library)
        return self._index

    def _current_shelf(self) -> LibraryShelf:
        """The list by the preferences of now; kept, since a search asks at each letter."""
        lengths = self._current_lengths()
        if self._shelf is None or self._shelf.lengths is not lengths:
            index = self._current_index()
            self._shelf = LibraryShelf(index, lengths, self._last_done(), self._today(), self._minutes)
        return self._shelf

    def _plan(self, item_id: str) -> SessionPlan:
        return self.plan(item_id, Wishes(minutes=self._minutes.get(item_id)))

    def _ad_break(self, item_id: str, minutes: int, wishes: Wishes) -> SessionPlan:
        from mobility_coach.services.session.ad_break_plan import plan_ad_break  # noqa: PLC0415 - with the first one
        from mobility_coach.services.session.time_limit import TimeLimit  # noqa: PLC0415 - as above

        limit = TimeLimit(minutes * 60.0, began=self._tools.monotonic())
        if not self._tools.library().drills:
            raise KeyError(item_id)
        return plan_ad_break(
            limit,
            wishes,
            self._tools,
            self._practised(),
            self._current_lengths(),
            knows_safety=self.window_memory.recall().knows_safety,
        )

    def _seconds(self, routine: Routine) -> float:
        return self._current_lengths().seconds(routine)

    def _current_lengths(self) -> SessionLengths:
        """Lengths by the preferences of now; kept, since a list asks for many."""
        preferences, rate = self.preferences(), self._tools.settings().voice.rate
        if self._lengths is None or self._rate != rate:
            measured = self._tools.measured
            self._rate = rate
            self._lengths = SessionLengths(preferences, lambda text: measured(text) or estimate(text, rate))
        self._lengths = self._lengths.under(preferences)
        return self._lengths

    def _last_done(self) -> Mapping[str, date]:
        return last_done(self._practised(), self._today())

    def _practised(self) -> PracticeHistory:
        """All days with practice; a big history that is not at hand is left to `reading`: nobody waits."""
        if not self._asked_for_reading:
            self.reading()
        return self._tools.history()
