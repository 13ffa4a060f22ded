"""The history: what was practised, and how it is put right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from mobility_coach.domain.breaks.record import Outcome
from mobility_coach.domain.drill import Drill, Side
from mobility_coach.domain.history import PracticeHistory
from mobility_coach.domain.library import Library
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.domain.streak import Streak, streak_of
from mobility_coach.domain.wording import tr
from mobility_coach.services.ports import DayLog
from mobility_coach.services.presenters.day_presenter import (
    most_reps,
    possible_sides,
    present_day,
    present_day_line,
    record_title,
)
from mobility_coach.services.presenters.history_presenter import Practised, present_history
from mobility_coach.services.presenters.history_view import DayView, HistoryView
from mobility_coach.services.settings_book import SettingsBook


class HistoryTools(Protocol):
    """What the history works with; a part of `mobility_coach.services.coach_tools.CoachTools`."""

    def library(self) -> Library:
        """All drills."""
        ...

    def settings(self) -> SettingsBook:
        """What the person set."""
        ...

    def practice(self) -> DayLog:
        """The practice log."""
        ...

    def break_outcomes(self, day: date) -> Mapping[Outcome, int]:
        """What became of the breaks of a local day."""
        ...

    def now(self) -> datetime:
        """Now, aware, in the local zone."""
        ...


@dataclass(frozen=True, slots=True)
class _Change:
    """What can be taken back: the record as it was, and what happened to it in words."""

    before: PracticeRecord
    words: str


class HistoryDesk:
    """Implements `mobility_coach.services.history_ports.HistoryPort`.

    Args:
        tools: what it works with.
        history: all days with practice, as of now.
    """

    def __init__(self, tools: HistoryTools, history: Callable[[], PracticeHistory]) -> None:
        self._tools = tools
        self._read = history
        self._known: PracticeHistory | None = None
        self._day: date | None = None
        self._changes: list[_Change] = []

    def view(self) -> HistoryView:
        """The page, anew."""
        self._known = self._read()
        settings, drills = self._tools.settings().settings, self._tools.library().drills
        streak = self._streak(self._known)
        return present_history(Practised(self._known, streak, settings.goal, settings.day_starts_at, drills))

    def day_words(self, day: date) -> str:
        """A day in one line, as of the last `view` or change."""
        return present_day_line(day, self._history().day(day.toordinal()))

    def open_day(self, day: date) -> DayView:
        """A day's records; the latest ones where there are very many."""
        self._day = day
        self._known = self._read()
        return present_day(
            day,
            self._known.day(day.toordinal()),
            self._tools.practice().day_records(day),
            self._tools.settings().settings.goal,
            self._drills(),
            is_waiting=day in self._streak(self._known).waiting,
            breaks=self._tools.break_outcomes(day),
        )

    def set_reps(self, record_id: str, reps: int) -> str:
        """Correct how many reps were done; moved into 1 … the row's `most_reps`."""
        record = self._record(record_id)
        return self._correct(record, replace(record, reps_done=max(1, min(reps, most_reps(record)))))

    def set_side(self, record_id: str, side: Side) -> str:
        """Correct which side worked. Raises ValueError for one that the row does not offer."""
        record = self._record(record_id)
        if side not in possible_sides(record):
            raise ValueError(f"{record.side} can't be changed to {side}")
        return self._correct(record, replace(record, side=side))

    def remove(self, record_id: str) -> str:
        """Take a record out of the count."""
        record = self._record(record_id)
        problem = self._tools.practice().remove(record.id).problem
        self._changed(record, tr("Removed: {what}"))
        return problem

    @property
    def undo_text(self) -> str:
        """What `undo` would take back, empty where there is nothing."""
        return self._changes[-1].words if self._changes else ""

    def undo(self) -> str:
        """Take back the last change of this run."""
        if not self._changes:
            return ""
        problem = self._tools.practice().put_back(self._changes.pop().before).problem
        self._known = None
        return problem

    def _correct(self, before: PracticeRecord, after: PracticeRecord) -> str:
        if after == before:
            return ""
        problem = self._tools.practice().put_back(after).problem
        self._changed(before, tr("Corrected: {what}"))
        return problem

    def _changed(self, before: PracticeRecord, words: str) -> None:
        # Also what is not saved yet counts and can be taken back: the log goes on trying.
        self._known = None
        self._changes.append(_Change(before, words.format(what=record_title(before, self._drills()))))

    def _record(self, record_id: str) -> PracticeRecord:
        """A record of the opened day, as it is now. Raises KeyError."""
        records = () if self._day is None else self._tools.practice().day_records(self._day)
        for record in records:
            if record.id == record_id:
                return record
        raise KeyError(record_id)

    def _history(self) -> PracticeHistory:
        if self._known is None:
            self._known = self._read()
        return self._known

    def _streak(self, history: PracticeHistory) -> Streak:
        settings = self._tools.settings().settings
        return streak_of(history, self._tools.now(), settings.goal, settings.day_starts_at)

    def _drills(self) -> dict[str, Drill]:
        return {drill.id: drill for drill in self._tools.library().drills}
