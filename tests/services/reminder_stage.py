"""Reminders on a stage: the real machine, settings and chooser, with a clock that a test moves."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from mobility_coach.domain.breaks.choice import Choice
from mobility_coach.domain.breaks.record import BreakRecord, Outcome
from mobility_coach.domain.breaks.state import Block
from mobility_coach.domain.commands import Command
from mobility_coach.domain.drill import Side
from mobility_coach.domain.history import PracticeHistory
from mobility_coach.domain.library import Library
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.routine import Routine
from mobility_coach.domain.speech_timing import USUAL_RATE, estimate
from mobility_coach.domain.transport import Phase
from mobility_coach.services.breaks.break_chooser import BreakChooser
from mobility_coach.services.breaks.break_settings import BreakSettings
from mobility_coach.services.breaks.reminders import Reminders
from mobility_coach.services.breaks.session_watch import SessionGlance
from mobility_coach.services.session.player_view import PlayerView
from mobility_coach.services.session.session_plan import (
    SessionLengths,
    SessionPlan,
    Wishes,
    find_routine,
    plan_session,
)
from mobility_coach.services.settings_book import SettingsBook
from mobility_coach.services.ui_ports import PlayerPort
from tests.domain.drills_for_tests import shipped_drills
from tests.services.fakes import FakeDayLog
from tests.services.shown_view import shown_view
from tests.services.test_settings_book import FakeStore

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass
class FakeIdle:
    """Nobody has touched anything for as long as a test says."""

    value: float | None = 0.0
    problem: str = ""

    def seconds(self) -> float | None:
        return self.value


@dataclass
class FakeBlocks:
    """Holds reminders back as a test says, and counts how often it was asked."""

    found: frozenset[Block] = frozenset()
    asked: list[tuple[frozenset[Block], tuple[str, ...]]] = field(default_factory=list)

    def blocks(self, wanted: Collection[Block], programs: Iterable[str]) -> frozenset[Block]:
        self.asked.append((frozenset(wanted), tuple(programs)))
        return self.found


@dataclass
class FakeBreakLog:
    """Keeps records in memory."""

    records: list[BreakRecord] = field(default_factory=list)
    problem: str = ""
    counted: int = 0

    def append(self, record: BreakRecord) -> str:
        self.records.append(record)
        return self.problem

    def outcomes(self, day: date) -> Mapping[Outcome, int]:
        self.counted += 1
        told = [record.outcome for record in self.records if record.day == day]
        return {outcome: told.count(outcome) for outcome in set(told)}


@dataclass
class FakeMemory:
    """Keeps what is saved, and counts how often that is."""

    values: Mapping[str, object] = field(default_factory=dict)
    saves: int = 0

    def load(self) -> Mapping[str, object]:
        return self.values

    def save(self, values: Mapping[str, object]) -> None:
        self.values = values
        self.saves += 1


class FakePlayer:
    """A session in which a test says what was practised."""

    def __init__(self) -> None:
        self.is_over = False
        self.practised = False
        self.phase = Phase.PLAYING

    def view(self) -> PlayerView:
        phase = Phase.FINISHED if self.is_over else self.phase
        return replace(shown_view(phase), summary=("Ankle rolls",) if self.is_over and self.practised else ())

    def tell(self, command: Command) -> None:
        raise AssertionError(command)

    def go_to(self, part: int) -> None:
        raise AssertionError(part)

    def close(self) -> None:
        self.is_over = True


class Stage:
    """Implements `ReminderTools`; `reminders` work with it."""

    version = "1.0"

    def __init__(self, breaks: BreakSettings | None = None, now: datetime = MONDAY) -> None:
        self.book = SettingsBook(FakeStore())
        self.book.change_breaks(breaks or BreakSettings(is_on=True))
        self.moment = now
        self.seconds = 1000.0
        self.idle = FakeIdle()
        self.blocks = FakeBlocks()
        self.log = FakeBreakLog()
        self.memory = FakeMemory()
        self.drills = shipped_drills()
        self.own = SessionGlance()
        self.player = FakePlayer()
        self.opened: list[tuple[SessionPlan, bool]] = []
        self.days = 12
        self.failure: Exception | None = None
        self.asked_for_choices = 0
        self.views = 0
        self.reminders = Reminders(self)
        self.reminders.listen(self._seen)

    # ReminderTools

    def settings(self) -> SettingsBook:
        return self.book

    def now(self) -> datetime:
        return self.moment

    def clock(self) -> float:
        return self.seconds

    def new_id(self) -> str:
        return f"break-{len(self.log.records)}"

    def session(self) -> SessionGlance:
        return self.own

    def choices(self, seconds: float, *, uses_floor: bool) -> tuple[Choice, ...]:
        self.asked_for_choices += 1
        return BreakChooser(self, self._lengths().seconds).choices(seconds, uses_floor=uses_floor)

    def plan(self, item: Routine | str, seconds: float) -> SessionPlan:
        if isinstance(item, Routine):
            return plan_session(item, Wishes(), self._lengths())
        routine = find_routine(self.library(), item)
        if routine is None:
            raise KeyError(item)
        return plan_session(routine, Wishes(minutes=seconds / 60), self._lengths())

    def open_break(self, plan: SessionPlan, *, is_quiet: bool) -> PlayerPort:
        self.opened.append((plan, is_quiet))
        if self.failure is not None:
            raise self.failure
        self.player = FakePlayer()
        return self.player

    def streak(self) -> int:
        return self.days

    # What the chooser needs

    def library(self) -> Library:
        return Library(self.drills)

    def history(self) -> PracticeHistory:
        return PracticeHistory()

    def practice(self) -> FakeDayLog:
        return FakeDayLog([])

    def _lengths(self) -> SessionLengths:
        preferences = CoachingPreferences(first_side=Side.LEFT)
        return SessionLengths(preferences, lambda text: estimate(text, USUAL_RATE))

    # What tests do

    @property
    def is_in_session(self) -> bool:
        """Whether a session of the person's own goes on; one that ends was practised."""
        return self.own.is_open

    @is_in_session.setter
    def is_in_session(self, is_open: bool) -> None:
        self.own = SessionGlance(is_open=is_open, is_moving=is_open, has_practised=True)

    def set_breaks(self, **changes: object) -> None:
        """Change settings, as a person does in the window."""
        self.book.change_breaks(replace(self.book.settings.breaks, **changes))  # type: ignore[arg-type]

    def sleep(self, seconds: float) -> None:
        """Time passes and nobody looks."""
        self.seconds += seconds
        self.moment += timedelta(seconds=seconds)

    def work(self, seconds: float, *, idle: float | None = 0.0) -> None:
        """Time passes, with a look as often as reminders ask for one."""
        self.idle.value = idle
        left, wait = seconds, self.reminders.look()
        while left > 0:
            step = min(left, wait or left)
            self.sleep(step)
            left -= step
            if self.idle.value:
                self.idle.value += step
            wait = self.reminders.look()

    def rest(self, seconds: float) -> None:
        """Nobody touches anything for so long; the last of it is known at the end."""
        self.work(seconds, idle=0.001)
        self.idle.value = 0.0

    @property
    def outcomes(self) -> list[tuple[str, Outcome]]:
        """What became of breaks so far."""
        return [(record.kind, record.outcome) for record in self.log.records]

    def _seen(self) -> None:
        self.views += 1
        self.reminders.view()
