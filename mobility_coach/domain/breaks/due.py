"""Which kind of break comes when, if the person works on; and what a break counts for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from mobility_coach.domain.breaks.rules import BreakKind, BreakRules
from mobility_coach.domain.breaks.slots import latest_time, local_minute, next_time, seconds_into_minute
from mobility_coach.domain.breaks.state import DUE_PHASES, BreakState

LONGEST_WAIT = 300.0
"""Seconds that a break which is due waits for a longer one, which then counts for both."""


@dataclass(frozen=True, slots=True)
class Wait:
    """In how many seconds a kind of break is due; 0 where it is."""

    kind: BreakKind
    seconds: float

    @property
    def is_over(self) -> bool:
        """Whether the break is due."""
        return self.seconds <= 0


def waits(state: BreakState, rules: BreakRules, moment: datetime) -> list[Wait]:
    """How long until each kind that is on; in the order of the rules."""
    return [Wait(kind, seconds_until(kind, state, moment)) for kind in rules.reminded]


def seconds_until(kind: BreakKind, state: BreakState, moment: datetime) -> float:
    """Seconds until this kind is due if the person works on, 0 where it is."""
    if state.kind == kind.id and state.phase in DUE_PHASES:
        return 0.0
    if not kind.at:
        return max(0.0, kind.every - state.worked.get(kind.id, 0.0))
    minute = local_minute(moment)
    handled = state.handled.get(kind.id, minute)
    if latest_time(kind.at, minute) > handled:
        return 0.0
    return (next_time(kind.at, max(minute, handled)) - minute) * 60 - seconds_into_minute(moment)


def longest_within(found: Sequence[Wait], seconds: float) -> Wait | None:
    """The longest break among those that come within so many seconds; of equal ones the first to come."""
    near = [wait for wait in found if wait.seconds <= seconds]
    return max(near, key=lambda wait: (wait.kind.seconds, -wait.seconds), default=None)


def satisfied(state: BreakState, kinds: Iterable[BreakKind], moment: datetime) -> BreakState:
    """The same state with the counts of these kinds begun anew."""
    worked, handled = dict(state.worked), dict(state.handled)
    minute = local_minute(moment)
    for kind in kinds:
        if kind.at:
            handled[kind.id] = max(handled.get(kind.id, minute), minute)
        else:
            worked[kind.id] = 0.0
    return replace(state, worked=MappingProxyType(worked), handled=MappingProxyType(handled))
