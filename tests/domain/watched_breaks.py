"""A desk at which every step of the reminders is held against what they promise."""

import math
from datetime import datetime

from mobility_coach.domain.breaks import machine
from mobility_coach.domain.breaks.counting import LONGEST_LOOK
from mobility_coach.domain.breaks.record import Outcome
from mobility_coach.domain.breaks.rules import BreakRules
from mobility_coach.domain.breaks.slots import latest_time, local_minute
from mobility_coach.domain.breaks.state import (
    BreakCame,
    BreakEnded,
    BreakHeld,
    BreakNoticed,
    Event,
    Phase,
    Step,
)
from tests.domain.breaks_for_tests import NINE, Desk

SHOWN = {Phase.NOTICED, Phase.ASKING}


class Watched(Desk):
    """A desk at which every step of the machine is held against its promises."""

    def __init__(self, rules: BreakRules, at: datetime = NINE) -> None:
        self.shown = ""
        self.quiet_until = -math.inf
        self.answered_at: dict[str, float] = {}
        self.answered_minute: dict[str, int] = {}
        super().__init__(rules, at)

    def sleep(self, minutes: float) -> "Watched":
        self.quiet_until = self.clock + minutes * 60 + 60
        super().sleep(minutes)
        return self

    def set_wall(self, minutes: float) -> None:
        super().set_wall(minutes)
        self.look()
        self.quiet_until = self.clock + 60
        if minutes <= -24 * 60:
            self.answered_minute.clear()

    def take(self, step: Step | None) -> tuple[Event, ...]:
        assert step is not None
        was = self.state.phase
        told = super().take(step)
        for event in told:
            self._hear(event, was)
        if self.phase is Phase.WATCHING:
            self.shown = ""
        self._check_state()
        return told

    def look(self) -> tuple[Event, ...]:
        told = super().look()
        if self.phase in SHOWN:
            assert machine.hold(self.state, self.rules, self.glance) is None, "shown while held back"
            assert self.shown == self.state.kind
        assert sum(isinstance(event, BreakNoticed | BreakCame) for event in told) <= 1
        return told

    def _hear(self, event: Event, was: Phase) -> None:
        match event:
            case BreakNoticed():
                assert self.shown == "", "noticed while one is shown"
                self._comes(event.kind)
            case BreakCame():
                is_first = was is Phase.SNOOZED or not self.rules.notice_seconds
                assert self.shown == ("" if is_first else event.kind)
                self._comes(event.kind)
            case BreakHeld():
                self.shown = ""
            case BreakEnded():
                self.shown = "" if event.kind == self.shown else self.shown
                if event.outcome is not Outcome.SNOOZED:
                    # Who was away may be back since the last look, and at work since then.
                    back_for = LONGEST_LOOK if event.outcome is Outcome.AWAY else 0.0
                    self.answered_at[event.kind] = self.clock - back_for
                    self.answered_minute[event.kind] = local_minute(self.moment)
            case _:
                self.shown = ""

    def _comes(self, kind_id: str) -> None:
        assert self.clock >= self.quiet_until, "too soon after waking"
        assert machine.hold(self.state, self.rules, self.glance) is None, "came while held back"
        self.shown = kind_id
        kind = self.rules.kind(kind_id)
        assert kind is not None
        if not kind.at:
            worked = self.clock - self.answered_at.get(kind_id, -math.inf)
            assert worked >= kind.every - 1e-6, "came twice"
        elif kind_id in self.answered_minute:
            came = latest_time(kind.at, local_minute(self.moment))
            assert came > self.answered_minute[kind_id], "came twice"

    def _check_state(self) -> None:
        state = self.state
        assert all(math.isfinite(worked) and worked >= 0 for worked in state.worked.values())
        assert 0 <= state.snoozes <= self.rules.most_snoozes
        assert (state.kind == "") is (state.phase is Phase.WATCHING)
        assert 1 <= machine.next_look(state, self.rules, self.glance) <= 30
        assert state.away >= 0
        assert not (state.earned and not state.away)

    def check_kept(self) -> None:
        """What is kept is found again."""
        again = machine.begin(self.rules, self.glance, machine.keep(self.state))
        assert (again.worked, again.handled, again.pause) == (
            self.state.worked,
            self.state.handled,
            self.state.pause,
        )
        if self.phase not in {Phase.WATCHING, Phase.PRACTISING}:
            assert (again.kind, again.snoozes) == (self.state.kind, self.state.snoozes)

    def check_nothing_is_lost(self) -> None:
        """Somebody who is there, and whom nothing holds back, is reminded."""
        self.blocks = frozenset()
        self.resume()
        if self.phase is Phase.PRACTISING:
            self.finish()
        every = min(kind.every for kind in self.rules.kinds if not kind.at)
        if self.phase in {Phase.HELD, Phase.SNOOZED}:
            every = self.rules.snooze_seconds
        end = self.clock + every + self.rules.notice_seconds + 300 + 60
        self.touch()
        while self.phase not in SHOWN:
            assert self.clock < end, f"nothing came: {self.state}"
            self.let_pass(machine.next_look(self.state, self.rules, self.glance))
            self.touch()
            self.look()
