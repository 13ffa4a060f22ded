"""What comes next, and when to look again."""

from datetime import datetime

from mobility_coach.domain.breaks.counting import LONGEST_LOOK
from mobility_coach.domain.breaks.due import LONGEST_WAIT, Wait, longest_within, waits
from mobility_coach.domain.breaks.holding import pause_left
from mobility_coach.domain.breaks.hours import is_working, seconds_left
from mobility_coach.domain.breaks.rules import BreakKind, BreakRules
from mobility_coach.domain.breaks.slots import local_minute, moment_of, next_time
from mobility_coach.domain.breaks.state import Block, BreakState, Glance, Phase, Upcoming

SHORTEST_LOOK = 1.0

ASKING_LOOK = 10.0
"""A popup that is not answered goes away soon after something holds it back, or the person has rested."""


def upcoming(state: BreakState, rules: BreakRules, glance: Glance) -> Upcoming | None:
    """The next break if the person works on; it may be one that is due.

    None off hours, where none comes before they end, where no kind is on, and while one is practised.
    """
    left = seconds_left(rules.hours, glance.moment)
    if state.phase is Phase.PRACTISING or not left:
        return None
    if state.phase in {Phase.NOTICED, Phase.SNOOZED}:
        return Upcoming(state.kind, max(0.0, state.until - glance.clock, state.quiet_until - glance.clock))
    wait = _next_wait(state, rules, glance)
    if wait is None:
        return None
    seconds = max(wait.seconds, state.quiet_until - glance.clock)
    if wait.seconds >= left:
        return None
    moment = None if wait.is_over else _moment(wait.kind, state, glance.moment)
    return Upcoming(wait.kind.id, seconds, moment)


def _next_wait(state: BreakState, rules: BreakRules, glance: Glance) -> Wait | None:
    found = waits(state, rules, glance.moment)
    if not found:
        return None
    wait_for = state.until - glance.clock if state.until else LONGEST_WAIT
    return longest_within(found, min(wait.seconds for wait in found) + wait_for)


def _moment(kind: BreakKind, state: BreakState, now: datetime) -> datetime | None:
    if not kind.at:
        return None
    minute = local_minute(now)
    return moment_of(next_time(kind.at, max(minute, state.handled.get(kind.id, minute))), now)


def next_look(state: BreakState, rules: BreakRules, glance: Glance) -> float:
    """In how many seconds to look again (1 … 30): at the very moment at which something is to happen."""
    seconds = _until_something(state, rules, glance)
    if state.pause is not None:
        seconds = min(seconds, pause_left(state.pause, glance.moment))
    if state.away:
        longer = (kind.seconds - state.away for kind in rules.reminded if kind.seconds > state.away)
        seconds = min(seconds, *longer, LONGEST_LOOK)
    return min(max(seconds, SHORTEST_LOOK), LONGEST_LOOK)


def _until_something(state: BreakState, rules: BreakRules, glance: Glance) -> float:
    match state.phase:
        case Phase.NOTICED | Phase.SNOOZED:
            return max(state.until, state.quiet_until) - glance.clock
        case Phase.ASKING:
            return ASKING_LOOK
        case Phase.WATCHING if is_working(rules.hours, glance.moment):
            return _until_due(state, rules, glance)
        case _:
            return LONGEST_LOOK


def _until_due(state: BreakState, rules: BreakRules, glance: Glance) -> float:
    """Until a kind is due; where one is and waits, until it waits no longer."""
    found = waits(state, rules, glance.moment)
    counts = not state.away and state.pause is None and Block.SESSION not in glance.blocks
    coming = [wait.seconds for wait in found if not wait.is_over and (counts or wait.kind.at)]
    if any(wait.is_over for wait in found):
        coming.append(max(state.until, state.quiet_until) - glance.clock)
    return min(coming, default=LONGEST_LOOK)
