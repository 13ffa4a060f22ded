"""A person at a desk, for tests of the reminders: works, leaves, comes back, and answers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from mobility_coach.domain.breaks import machine
from mobility_coach.domain.breaks.record import Outcome
from mobility_coach.domain.breaks.rules import BreakKind, BreakRules, Strictness, WorkHours
from mobility_coach.domain.breaks.state import (
    Block,
    BreakEnded,
    Event,
    Glance,
    PauseWish,
    Phase,
    Step,
)

BERLIN = ZoneInfo("Europe/Berlin")
NINE = datetime(2026, 11, 23, 9, tzinfo=BERLIN)
"""A Monday."""

MINUTE = 60.0
SHORT = BreakKind("short", "Short break", seconds=120, every=30 * 60)
LONG = BreakKind("long", "Long break", seconds=300, every=120 * 60)
TEA = BreakKind("tea", "Tea", seconds=180, every=3600, at=(10 * 60, 15 * 60))
STRICT = replace(SHORT, strictness=Strictness.STRICT)
ALWAYS = WorkHours(frozenset(range(7)), 0, 0)
BOTH = BreakRules((SHORT, LONG))
SHORT_ALONE = BreakRules((SHORT,))
TEA_ALONE = BreakRules((TEA,))


class Desk:
    """One person, one machine. `told` is all that the reminders told, with the clock of the wall."""

    def __init__(
        self,
        rules: BreakRules = SHORT_ALONE,
        at: datetime = NINE,
        remembered: dict[str, object] | None = None,
    ) -> None:
        self.rules = rules
        self.zone: tzinfo = at.tzinfo or UTC
        self.clock = 5_000.0
        self.blocks: frozenset[Block] = frozenset()
        self.idle_is_known = True
        self.told: list[tuple[str, Event]] = []
        self.looks = 0
        self._utc = at.astimezone(UTC)
        self._touched_at = self.clock
        self.state = machine.begin(rules, self.glance, remembered)

    @property
    def moment(self) -> datetime:
        """The clock on the wall."""
        return self._utc.astimezone(self.zone)

    @property
    def glance(self) -> Glance:
        """What is seen now."""
        idle = max(0.0, self.clock - self._touched_at) if self.idle_is_known else None
        return Glance(self.moment, self.clock, idle, self.blocks)

    @property
    def phase(self) -> Phase:
        """Where the reminders stand."""
        return self.state.phase

    @property
    def events(self) -> list[Event]:
        """What was told since the last time this was asked."""
        events = [event for _, event in self.told]
        self.told.clear()
        return events

    def look(self) -> tuple[Event, ...]:
        """One tick, which is told of blocks only where it asks for them, and of sessions always."""
        self.looks += 1
        glance = self.glance
        seen = replace(glance, blocks=glance.blocks & {Block.SESSION})
        if machine.wants_blocks(self.state, self.rules, seen):
            seen = glance
        return self.take(machine.tick(self.state, self.rules, seen))

    def take(self, step: Step | None) -> tuple[Event, ...]:
        """Go on with what a command led to."""
        assert step is not None
        self.state = step.state
        self.told += [(f"{self.moment:%H:%M:%S}", event) for event in step.events]
        return step.events

    def work(self, minutes: float) -> "Desk":
        """Touch the keyboard all the time, and look as often as the machine asks for."""
        return self._go_on(minutes, is_there=True)

    def leave(self, minutes: float) -> "Desk":
        """Touch nothing."""
        return self._go_on(minutes, is_there=False)

    def _go_on(self, minutes: float, *, is_there: bool) -> "Desk":
        end = self.clock + minutes * MINUTE
        if is_there:
            self.touch()
        while self.clock < end:
            self.let_pass(min(machine.next_look(self.state, self.rules, self.glance), end - self.clock))
            if is_there:
                self.touch()
            self.look()
        return self

    def let_pass(self, seconds: float) -> None:
        """Time passes, and nobody looks: the machine sleeps."""
        self.clock += seconds
        self._utc += timedelta(seconds=seconds)

    def sleep(self, minutes: float) -> "Desk":
        """The machine sleeps and wakes; the person wakes it."""
        self.let_pass(minutes * MINUTE)
        self.touch()
        self.look()
        return self

    def touch(self) -> None:
        """A key is pressed."""
        self._touched_at = self.clock

    def set_wall(self, minutes: float) -> None:
        """The clock on the wall is set forward, or back."""
        self._utc += timedelta(minutes=minutes)

    # Commands

    def start(self) -> bool:
        """Whether the break could be started."""
        return self._told(machine.start(self.state, self.rules, self.glance))

    def snooze(self) -> bool:
        """Whether it could be put off."""
        return self._told(machine.snooze(self.state, self.rules, self.glance))

    def skip(self) -> bool:
        """Whether it could be left out."""
        return self._told(machine.skip(self.state, self.rules, self.glance))

    def take_now(self, kind: str = "") -> bool:
        """Whether a break could be taken at once."""
        return self._told(machine.take_now(self.state, self.rules, self.glance, kind))

    def finish(self, seconds: float = 100.0, *, is_practised: bool = True) -> None:
        """The session of the break is over."""
        self.take(machine.finish(self.state, self.rules, self.glance, seconds, is_practised=is_practised))

    def practise_alone(self, minutes: float) -> None:
        """A session in the window, from its start to its end."""
        self.blocks |= {Block.SESSION}
        self.look()
        self.leave(minutes)
        self.blocks -= {Block.SESSION}
        self.take(machine.practised_alone(self.state, self.rules, self.glance, minutes * MINUTE))

    def pause(self, minutes: int | None = None, *, is_until_tomorrow: bool = False) -> None:
        """Pause the reminders."""
        wish = PauseWish(minutes, is_until_tomorrow)
        self.take(machine.pause(self.state, self.rules, self.glance, wish))

    def resume(self) -> None:
        """End the pause."""
        self.take(machine.resume(self.state, self.rules, self.glance))

    def until_asked(self, minutes: float = 240) -> "Desk":
        """Work until the popup is shown."""
        end = self.clock + minutes * MINUTE
        while self.phase is not Phase.ASKING:
            assert self.clock < end, f"nothing was asked for: {self.state}"
            self.let_pass(machine.next_look(self.state, self.rules, self.glance))
            self.touch()
            self.look()
        return self

    def again(self, minutes: float = 0.0) -> "Desk":
        """The program ends, and starts again after some minutes."""
        values = machine.keep(self.state)
        self.let_pass(minutes * MINUTE)
        self.touch()
        self.state = machine.begin(self.rules, self.glance, values)
        return self

    def _told(self, step: Step | None) -> bool:
        if step is not None:
            self.take(step)
        return step is not None


def outcomes(events: list[Event]) -> list[tuple[str, Outcome]]:
    """What became of breaks, out of all that was told."""
    return [(event.kind, event.outcome) for event in events if isinstance(event, BreakEnded)]
