"""What to do in a break, by what the person did and what there is."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Protocol

from mobility_coach.domain.breaks.choice import (
    Choice,
    ChoiceRequest,
    choose_break,
    movement_times,
    recent_movements,
)
from mobility_coach.domain.day import local_day
from mobility_coach.domain.history import PracticeHistory, last_done, last_moved
from mobility_coach.domain.library import Library
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.domain.routine import Routine
from mobility_coach.services.settings_book import SettingsBook


class DayRecords(Protocol):
    """The practice log, as far as a choice needs it."""

    def day_records(self, day: date) -> tuple[PracticeRecord, ...]:
        """The records that count for a local day, by start."""
        ...


class ChooserTools(Protocol):
    """What the chooser works with; each is made when it is first asked for."""

    def library(self) -> Library:
        """All drills."""
        ...

    def history(self) -> PracticeHistory:
        """All days with practice."""
        ...

    def practice(self) -> DayRecords:
        """The practice log."""
        ...

    def settings(self) -> SettingsBook:
        """What the person set."""
        ...

    def now(self) -> datetime:
        """Now, aware, in the local zone."""
        ...


class BreakChooser:
    """Chooses for a break; `length` tells how many seconds a routine takes with the settings of now."""

    def __init__(self, tools: ChooserTools, length: Callable[[Routine], float]) -> None:
        self._tools = tools
        self._length = length

    def choices(self, seconds: float, *, uses_floor: bool) -> tuple[Choice, ...]:
        """What to do in so many seconds, best first; empty only without drills."""
        tools, now = self._tools, self._tools.now()
        today = local_day(now, tools.settings().settings.day_starts_at)
        log, history = tools.practice(), tools.history()
        records = log.day_records(today)
        # The day may have begun within the last hour.
        before = log.day_records(today - timedelta(days=1))
        return choose_break(
            ChoiceRequest(
                drills=tools.library().drills,
                seconds=seconds,
                uses_floor=uses_floor,
                last=last_done(history, today),
                moved=last_moved(history, today),
                recent=recent_movements((*before, *records), now),
                today=today,
                length=self._length,
                times=movement_times(records),
            )
        )
