"""A year at a desk, simulated through the machine of the reminders as fast as it can.

The person works eight hours on working days: meetings, films, lunch, coffee, reading, naps of the machine, a
clock that is set, summer time, holidays, evenings at the machine and nights on which it goes on. Each look is
held against what the reminders promise (`tests.domain.watched_breaks`); the dice are loaded once and for all.
"""

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from mobility_coach.domain.breaks.record import Outcome
from mobility_coach.domain.breaks.rules import BreakKind, BreakRules, WorkHours
from mobility_coach.domain.breaks.state import Block, BreakCame, BreakEnded, BreakNoticed, Event, Phase
from tests.benchmarks.figures import Figures
from tests.domain.breaks_for_tests import BERLIN, MINUTE
from tests.domain.watched_breaks import Watched

RULES = BreakRules(
    (
        BreakKind("short", "Short break", seconds=120, every=30 * 60),
        BreakKind("long", "Long break", seconds=300, every=120 * 60),
        BreakKind("tea", "Tea", seconds=180, every=3600, at=(10 * 60, 15 * 60)),
    ),
    hours=WorkHours(frozenset(range(5)), 8 * 60, 18 * 60),
)
FIRST_DAY = date(2026, 12, 1)
VACATION_DAYS = 30
ANSWERS = ("start", "snooze", "skip", "wait")
HOW_OFTEN = (60, 15, 10, 15)


@dataclass
class Year:
    """What came of it.

    Attributes:
        became: what became of breaks.
        asked: how often the popup came, by kind.
        longest: the most seconds at work between two breaks, and what happened in them.
        held_back: reminders that came while something held them back.
        looks: ticks of the machine.
        days, calendar_days: days of work, and all days.
        worked: seconds at the keyboard.
    """

    became: Counter[Outcome] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    longest: tuple[float, str] = (0.0, "")
    held_back: int = 0
    looks: int = 0
    days: int = 0
    calendar_days: int = 0
    worked: float = 0.0


class Person(Watched):
    """Somebody with habits, who answers popups as the dice fall."""

    def __init__(self, seed: int, first: date) -> None:
        self.dice = random.Random(seed)
        self.year = Year()
        self._row = 0.0
        self._row_of: list[str] = []
        self._answers_at = -1.0
        super().__init__(RULES, datetime(first.year, first.month, first.day, 7, tzinfo=BERLIN))
        self._looked_at = self.clock

    def look(self) -> tuple[Event, ...]:
        if self._is_there and self.phase is not Phase.PRACTISING:
            self.year.worked += self.clock - self._looked_at
            self._row += self.clock - self._looked_at
        self._looked_at = self.clock
        told = super().look()
        self.told.clear()
        self.year.looks += 1
        self._count(told)
        if self.phase is not Phase.ASKING:
            self._answers_at = -1.0
        elif self._answers_at < 0:
            self._answers_at = self.clock + self.dice.uniform(3, 90)
        elif self.clock >= self._answers_at and self._is_there:
            self._answer()
        return told

    def live(self, days: int) -> Year:
        """So many days in a row, from the first on; returns what came of them."""
        off = set(self.dice.sample(range(days), min(days // 8, VACATION_DAYS)))
        for number in range(days):
            morning = self.moment.replace(hour=0, minute=0) + timedelta(days=1)
            if self.moment.weekday() < 5 and number not in off:
                self._day()
            elif self.dice.random() < 0.3:
                self._be_at(15).work(40)
            self._go_to_bed(morning)
        self.year.calendar_days = days
        return self.year

    def leave(self, minutes: float) -> "Person":
        super().leave(minutes)
        if minutes >= 2:
            self._end_row()
        return self

    def let_pass(self, seconds: float) -> None:
        super().let_pass(seconds)
        if seconds > 60:
            self._looked_at = self.clock

    def sleep(self, minutes: float) -> "Person":
        super().sleep(minutes)
        if minutes >= 2:
            self._end_row()
        return self

    @property
    def _is_there(self) -> bool:
        return self.glance.idle is not None and self.glance.idle < 60

    def _day(self) -> None:
        """From a quarter past eight to half past five, with lunch at noon."""
        self.year.days += 1
        self._be_at(8 + self.dice.uniform(0, 0.5))
        while self.moment.hour < 12:
            self._do_something()
        if self.dice.random() < 0.5:
            self.sleep(self.dice.uniform(25, 60))
        else:
            self.leave(self.dice.uniform(25, 60))
        while self.moment.hour < 17 and self.moment.hour >= 8:
            self._do_something()

    def _do_something(self) -> None:
        dice = self.dice
        (chosen,) = dice.choices(
            ("work", "meeting", "read", "coffee", "film", "nap", "pause", "clock", "session"),
            (60, 8, 12, 14, 2, 1, 1, 0.3, 0.7),
        )
        self._row_of.append(chosen)
        match chosen:
            case "work":
                self.work(dice.uniform(5, 40))
            case "meeting":
                self._blocked(Block.DO_NOT_DISTURB, dice.choice((30, 45, 60)))
            case "read":
                self.work(2).leave(dice.uniform(0.2, 1.9))
            case "coffee":
                self.leave(dice.uniform(2, 12))
            case "film":
                self._blocked(Block.FULL_SCREEN, dice.uniform(5, 30))
            case "nap":
                self.sleep(dice.uniform(1.1, 20))
            case "pause":
                self.pause(dice.choice((30, 60)))
            case "clock":
                self.set_wall(dice.uniform(-4, 4))
            case _:
                self._practise_alone()

    def _blocked(self, why: Block, minutes: float) -> None:
        self.blocks = frozenset({why})
        self.look()
        self.work(minutes)
        self.blocks = frozenset()

    def _practise_alone(self) -> None:
        if self.phase is not Phase.PRACTISING:
            self.practise_alone(self.dice.uniform(3, 12))
            self._end_row()

    def _answer(self) -> None:
        (chosen,) = self.dice.choices(ANSWERS, HOW_OFTEN)
        self._answers_at = -1.0
        if chosen == "snooze" and self.snooze():
            self.year.became[Outcome.SNOOZED] += 1
        elif chosen == "skip" and self.skip():
            self.year.became[Outcome.SKIPPED] += 1
        elif chosen == "start":
            self._practise()

    def _practise(self) -> None:
        kind = self.rules.kind(self.state.kind)
        if kind is None or not self.start():
            return
        seconds = kind.seconds * self.dice.uniform(0.6, 1.1)
        super().leave(seconds / MINUTE)
        self.finish(seconds)
        self.touch()
        self.year.became[Outcome.DONE] += 1
        self._end_row()

    def _count(self, told: tuple[Event, ...]) -> None:
        for event in told:
            if isinstance(event, BreakCame | BreakNoticed):
                self.year.held_back += bool(self.blocks) or self.state.pause is not None
            if isinstance(event, BreakCame):
                self.year.asked[event.kind] += 1
            elif isinstance(event, BreakEnded):
                self.year.became[event.outcome] += 1

    def _end_row(self) -> None:
        if self._row > self.year.longest[0]:
            self.year.longest = (self._row, " ".join(self._row_of))
        self._row = 0.0
        self._row_of = []

    def _be_at(self, hour: float) -> "Person":
        """The machine sleeps until then, or goes on all night, as the dice fall."""
        now = self.moment.hour + self.moment.minute / 60
        if hour > now:
            self._go_on_or_sleep((hour - now) * 60)
        return self

    def _go_to_bed(self, morning: datetime) -> None:
        self._end_row()
        self._go_on_or_sleep((morning.timestamp() - self.moment.timestamp()) / MINUTE)
        self._end_row()

    def _go_on_or_sleep(self, minutes: float) -> None:
        if minutes <= 1:
            return
        if self.dice.random() < 0.1:
            super().leave(minutes)
        else:
            self.sleep(minutes)


def simulate(days: int, seed: int = 1, first: date = FIRST_DAY) -> Year:
    """So many days, work and weekends; a promise that is broken raises AssertionError."""
    return Person(seed, first).live(days)


def main() -> None:
    """Print what came of a year."""
    began = time.perf_counter()
    year = simulate(365)
    seconds = time.perf_counter() - began
    figures = Figures(f"A year at the desk, {year.days} days of work")
    for outcome in Outcome:
        figures.note(f"breaks {outcome.value}", year.became[outcome])
    for kind in RULES.kinds:
        figures.note(f"popups of the {kind.id} kind", year.asked[kind.id])
    figures.note("hours at the keyboard", year.worked / 3600)
    rests = year.became[Outcome.DONE] + year.became[Outcome.AWAY]
    figures.note("breaks done or had by being away, a working day", rests / year.days)
    figures.note("longest at work without any break, minutes", year.longest[0] / MINUTE)
    figures.note("looks on a calendar day", year.looks // year.calendar_days)
    figures.at_most("reminders while something held them back", year.held_back, 0)
    figures.at_most("seconds for the year", seconds, 60)
    print(f"  the longest stretch: {year.longest[1]}")
    figures.end()


if __name__ == "__main__":
    main()
