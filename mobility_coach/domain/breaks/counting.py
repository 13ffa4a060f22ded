"""Time passes: work adds up, being away counts as a break, clocks jump, machines sleep.

Nobody touches the keyboard while practising, so that time is neither work nor time away.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass, replace
from types import MappingProxyType

from mobility_coach.domain.breaks.due import satisfied, seconds_until
from mobility_coach.domain.breaks.holding import moved_pause, pause_left
from mobility_coach.domain.breaks.hours import is_same_stretch, is_working
from mobility_coach.domain.breaks.record import Outcome
from mobility_coach.domain.breaks.rules import MINUTES_OF_DAY, BreakKind, BreakRules
from mobility_coach.domain.breaks.slots import latest_time, local_minute
from mobility_coach.domain.breaks.state import (
    DUE_PHASES,
    Block,
    BreakEnded,
    BreakState,
    Glance,
    Phase,
    Step,
)

PRESENT_SECONDS = 60.0
"""Who has not touched anything for less than this is there: reading, or on the phone."""

LONGEST_LOOK = 30.0
"""Seconds between two looks at most."""

GAP_SECONDS = LONGEST_LOOK + 30.0
"""Nobody looked for longer than this: the machine slept."""

JUMP_SECONDS = 2.0
"""The clock on the wall was set if it moved so much differently from the one that only goes forward."""

QUIET_SECONDS = 60.0
"""After waking, or after the clock was set, nothing is reminded of for so long."""


@dataclass(frozen=True, slots=True)
class _Presence:
    """What the person did since the last glance: `away` is the whole time away up to now, or to its end."""

    work: float = 0.0
    away: float = 0.0
    is_away: bool = False

    @property
    def still_away(self) -> float:
        """The time away that goes on, 0 for who is there."""
        return self.away if self.is_away else 0.0


def pass_time(state: BreakState, rules: BreakRules, glance: Glance) -> Step:
    """The state as of this glance, with what the time that has passed means for the log."""
    passed = max(0.0, glance.clock - state.clock)
    seen = _presence(state, glance, passed)
    counted = _count(state, rules, glance, seen.work)
    jump = glance.moment.timestamp() - state.moment.timestamp() - passed
    if abs(jump) > JUMP_SECONDS:
        counted = _after_jump(counted, rules, jump)
    if counted.pause is not None and pause_left(counted.pause, glance.moment) <= 0:
        counted = replace(counted, pause=None)
    if passed > GAP_SECONDS:
        counted = replace(counted, quiet_until=glance.clock + QUIET_SECONDS)
        is_new_day = not is_same_stretch(rules.hours, state.moment, glance.moment)
        if is_new_day and state.phase is not Phase.PRACTISING:
            return Step(day_over(replace(counted, away=seen.still_away), rules))
    return _rest(counted, rules, seen)


def day_over(state: BreakState, rules: BreakRules) -> BreakState:
    """Working hours are over: the counts begin anew, and what is due is dropped."""
    fresh = satisfied(state, rules.reminded, state.moment)
    return replace(watching(fresh), earned="", is_away_told=state.away > 0)


def watching(state: BreakState) -> BreakState:
    """The same state with nothing due, or about to be."""
    return replace(state, phase=Phase.WATCHING, kind="", since=state.clock, until=0.0, snoozes=0)


def _presence(state: BreakState, glance: Glance, passed: float) -> _Presence:
    if _practises(state, glance):
        return _Presence(away=state.away)
    idle = _idle_seconds(state, glance)
    is_away = idle >= PRESENT_SECONDS
    if passed > GAP_SECONDS:
        return _Presence(away=max(idle, state.away + passed), is_away=is_away)
    if is_away:
        was_there = passed - (idle - PRESENT_SECONDS) if not state.away else 0.0
        away = max(idle, state.away + passed) if state.away else idle
        return _Presence(max(0.0, was_there), away, is_away=True)
    # Who is back may have come at any time since the last look; no more counts as away than was seen.
    return _Presence(work=passed, away=state.away)


def _practises(state: BreakState, glance: Glance) -> bool:
    return state.phase is Phase.PRACTISING or Block.SESSION in glance.blocks


def _idle_seconds(state: BreakState, glance: Glance) -> float:
    """How long nobody has touched anything, since the last practice; 0 where nobody can tell."""
    if not is_idle_known(glance):
        return 0.0
    return min(glance.idle or 0.0, max(0.0, glance.clock - state.active_at))


def is_idle_known(glance: Glance) -> bool:
    """Whether the glance says how long nobody has touched anything."""
    return glance.idle is not None and math.isfinite(glance.idle) and glance.idle >= 0


def _count(state: BreakState, rules: BreakRules, glance: Glance, work: float) -> BreakState:
    """Work added up for the kinds that are on, times of the day handled that are not due."""
    if state.pause is not None or not is_working(rules.hours, state.moment):
        work = 0.0
    worked = {kind.id: state.worked.get(kind.id, 0.0) + work for kind in rules.reminded if not kind.at}
    handled = {kind.id: _handled(kind, state, glance) for kind in rules.reminded if kind.at}
    return replace(
        state,
        moment=glance.moment,
        clock=glance.clock,
        worked=MappingProxyType(worked),
        handled=MappingProxyType(handled),
        active_at=glance.clock if _practises(state, glance) else state.active_at,
        is_idle_known=is_idle_known(glance),
    )


def _handled(kind: BreakKind, state: BreakState, glance: Glance) -> int:
    """The minute up to which this kind's times are handled: now, unless one of them is due."""
    minute = local_minute(glance.moment)
    handled = state.handled.get(kind.id, minute)
    if handled > minute + MINUTES_OF_DAY:
        return minute
    return handled if latest_time(kind.at, minute) > handled else max(handled, minute)


def _after_jump(state: BreakState, rules: BreakRules, jump: float) -> BreakState:
    """The clock on the wall was set by `jump` seconds: counts stay, a pause keeps its length."""
    pause = state.pause and moved_pause(state.pause, jump, state.moment, rules.day_start)
    return replace(state, pause=pause, quiet_until=state.clock + QUIET_SECONDS)


def _rest(state: BreakState, rules: BreakRules, seen: _Presence) -> Step:
    """What the time away counts for. It is logged once: at once for a break that is due, else at its end."""
    if not seen.away:
        return Step(state)
    has_grown = seen.away > state.away
    taken = [kind for kind in rules.reminded if has_grown and kind.seconds <= seen.away]
    due = [kind for kind in taken if seconds_until(kind, state, state.moment) <= 0]
    meant = {kind.id for kind in taken if kind in due or _is_earned(kind, state)}
    earned = _longest(rules, {state.earned, *meant})
    is_told = bool(earned) and not state.is_away_told and (bool(due) or not seen.is_away)
    rested = satisfied(state, taken, state.moment)
    if state.phase in DUE_PHASES and any(kind.id == state.kind for kind in taken):
        rested = watching(rested)
    rested = replace(
        rested,
        away=seen.still_away,
        earned="" if is_told or not seen.is_away else earned,
        is_away_told=seen.is_away and (state.is_away_told or is_told),
    )
    return Step(rested, (BreakEnded(earned, Outcome.AWAY, seen.away),) if is_told else ())


def _is_earned(kind: BreakKind, state: BreakState) -> bool:
    """Whether there was enough work before the time away for it to be called a break."""
    return not kind.at and state.worked.get(kind.id, 0.0) * 2 >= kind.every


def _longest(rules: BreakRules, ids: Collection[str]) -> str:
    kinds = [kind for kind in rules.reminded if kind.id in ids]
    return max(kinds, key=lambda kind: kind.seconds).id if kinds else ""
