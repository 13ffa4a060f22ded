"""The machine of the reminders: where they stand, one glance and one command at a time. Pure.

Each step lets time pass (`counting`), and then sees to what is due. All that holds a break back, whatever it
is, keeps it for later; only an answer, time away, a practice and the end of working hours make it go away.
"""

from dataclasses import replace

from mobility_coach.domain.breaks.counting import GAP_SECONDS, day_over, pass_time, watching
from mobility_coach.domain.breaks.due import LONGEST_WAIT, Wait, longest_within, satisfied, waits
from mobility_coach.domain.breaks.holding import hold, pause_for
from mobility_coach.domain.breaks.hours import is_working
from mobility_coach.domain.breaks.keeping import begin, keep
from mobility_coach.domain.breaks.outlook import next_look, upcoming
from mobility_coach.domain.breaks.record import Outcome
from mobility_coach.domain.breaks.rules import BreakKind, BreakRules
from mobility_coach.domain.breaks.state import (
    DUE_PHASES,
    Block,
    BreakCame,
    BreakEnded,
    BreakHeld,
    BreakNoticed,
    BreakStarted,
    BreakState,
    Glance,
    Hold,
    PauseWish,
    Phase,
    Step,
)

__all__ = [
    "begin",
    "can_skip",
    "can_snooze",
    "finish",
    "hold",
    "keep",
    "next_look",
    "pause",
    "practised_alone",
    "resume",
    "skip",
    "snooze",
    "start",
    "take_now",
    "tick",
    "upcoming",
    "wants_blocks",
]


def tick(state: BreakState, rules: BreakRules, glance: Glance) -> Step:
    """Look once: time passes, and what is due is noticed, asked for or held back."""
    passed = pass_time(state, rules, glance)
    settled = _settle(passed.state, rules, glance)
    return Step(settled.state, passed.events + settled.events)


def wants_blocks(state: BreakState, rules: BreakRules, glance: Glance) -> bool:
    """Whether `tick` would go by the blocks of this glance, apart from a session, which it always needs."""
    glance = replace(glance, blocks=glance.blocks & {Block.SESSION})
    now = _in_force(pass_time(state, rules, glance).state, rules, glance)
    if hold(now, rules, glance):
        return False
    match now.phase:
        case Phase.WATCHING:
            is_due = any(wait.is_over for wait in waits(now, rules, now.moment))
            return is_due and now.clock >= now.quiet_until
        case Phase.HELD:
            return now.clock >= now.quiet_until
        case Phase.SNOOZED:
            return _is_time(now)
        case _:
            return now.phase is not Phase.PRACTISING


def _settle(state: BreakState, rules: BreakRules, glance: Glance) -> Step:
    state = _in_force(state, rules, glance)
    held = hold(state, rules, glance)
    match state.phase:
        case Phase.WATCHING | Phase.HELD:
            return _see_to_due(state, rules, held)
        case Phase.NOTICED:
            return _see_to_notice(state, held)
        case Phase.ASKING:
            return Step(state) if held is None else _held(state, state.kind, held)
        case Phase.SNOOZED:
            return _see_to_snoozed(state, rules, held)
        case _:
            return Step(state)


def _in_force(state: BreakState, rules: BreakRules, glance: Glance) -> BreakState:
    """The same state without what is over with working hours, or was taken out of the rules."""
    if state.phase is Phase.PRACTISING:
        return state
    if not is_working(rules.hours, glance.moment):
        return day_over(state, rules)
    if state.kind and all(kind.id != state.kind for kind in rules.reminded):
        return watching(state)
    return state


def _see_to_due(state: BreakState, rules: BreakRules, held: Hold | None) -> Step:
    found = waits(state, rules, state.moment)
    due = longest_within(found, 0.0)
    if due is None:
        return Step(replace(state, until=0.0) if state.until else state)
    if state.clock < state.quiet_until:
        return Step(state)
    if held is not None:
        return Step(state) if state.phase is Phase.HELD else _held(state, due.kind.id, held)
    if state.snoozes:
        return _notice(state, due, rules)
    until = state.until or state.clock + LONGEST_WAIT
    coming = longest_within(found, until - state.clock) or due
    if coming.is_over:
        return _notice(state, due, rules)
    return Step(replace(watching(state), until=until))


def _notice(state: BreakState, due: Wait, rules: BreakRules) -> Step:
    if rules.notice_seconds <= 0:
        return _ask(state, due.kind.id)
    noticed = _shown(state, Phase.NOTICED, due.kind.id)
    return Step(replace(noticed, until=state.clock + rules.notice_seconds), (BreakNoticed(due.kind.id),))


def _ask(state: BreakState, kind: str) -> Step:
    return Step(_shown(state, Phase.ASKING, kind), (BreakCame(kind),))


def _held(state: BreakState, kind: str, held: Hold) -> Step:
    return Step(_shown(state, Phase.HELD, kind), (BreakHeld(kind, held),))


def _shown(state: BreakState, phase: Phase, kind: str) -> BreakState:
    """Another phase of a break; the snoozes in a row are those of this kind."""
    snoozes = state.snoozes if kind == state.kind else 0
    return replace(state, phase=phase, kind=kind, since=state.clock, until=0.0, snoozes=snoozes)


def _see_to_notice(state: BreakState, held: Hold | None) -> Step:
    if held is not None:
        return _held(state, state.kind, held)
    return _ask(state, state.kind) if _is_time(state) else Step(state)


def _see_to_snoozed(state: BreakState, rules: BreakRules, held: Hold | None) -> Step:
    if not _is_time(state):
        return Step(state)
    due = longest_within(waits(state, rules, state.moment), 0.0)
    kind = state.kind if due is None else due.kind.id
    return _ask(state, kind) if held is None else _held(state, kind, held)


def _is_time(state: BreakState) -> bool:
    return state.clock >= state.until and state.clock >= state.quiet_until


def can_snooze(state: BreakState, rules: BreakRules) -> bool:
    """Whether the break that is shown may be put off."""
    is_shown = state.phase in {Phase.NOTICED, Phase.ASKING}
    return is_shown and state.snoozes < rules.most_snoozes and _is_easy(state, rules)


def can_skip(state: BreakState, rules: BreakRules) -> bool:
    """Whether the break that is due may be left out."""
    return state.phase in DUE_PHASES and _is_easy(state, rules)


def _is_easy(state: BreakState, rules: BreakRules) -> bool:
    kind = rules.kind(state.kind)
    return kind is not None and not kind.is_strict


def start(state: BreakState, rules: BreakRules, glance: Glance) -> Step | None:
    """Begin the break that is due, shown or not. None where none is, or a session goes on."""
    if state.phase not in DUE_PHASES or rules.kind(state.kind) is None or Block.SESSION in glance.blocks:
        return None
    return _started(_at_hand(state, rules, glance), state.kind)


def take_now(state: BreakState, rules: BreakRules, glance: Glance, kind: str = "") -> Step | None:
    """Begin a break at once, whatever holds reminders back: this kind, else the one that comes first.

    None while one is practised or a session goes on, and where there is no such kind.
    """
    if state.phase is Phase.PRACTISING or Block.SESSION in glance.blocks:
        return None
    now = _at_hand(state, rules, glance)
    chosen = rules.kind(kind) if kind else _next_kind(now, rules)
    return _started(now, chosen.id) if chosen else None


def _next_kind(state: BreakState, rules: BreakRules) -> BreakKind | None:
    """What is due, else what comes next, else any kind at all."""
    if state.phase in DUE_PHASES and (shown := rules.kind(state.kind)):
        return shown
    found = waits(state, rules, state.moment)
    if not found:
        return next(iter(rules.kinds), None)
    soonest = min(wait.seconds for wait in found)
    wait = longest_within(found, soonest)
    return wait.kind if wait else None


def _started(state: BreakState, kind: str) -> Step:
    return Step(_shown(state, Phase.PRACTISING, kind), (BreakStarted(kind),))


def snooze(state: BreakState, rules: BreakRules, glance: Glance) -> Step | None:
    """Put off the break that is shown. None where that can't be done."""
    if not can_snooze(state, rules):
        return None
    now = _at_hand(state, rules, glance)
    snoozed = _shown(now, Phase.SNOOZED, state.kind)
    snoozed = replace(snoozed, until=now.clock + rules.snooze_seconds, snoozes=state.snoozes + 1)
    return Step(snoozed, (BreakEnded(state.kind, Outcome.SNOOZED),))


def skip(state: BreakState, rules: BreakRules, glance: Glance) -> Step | None:
    """Leave out the break that is due. None where that can't be done."""
    kind = rules.kind(state.kind)
    if kind is None or not can_skip(state, rules):
        return None
    now = _left_out(_at_hand(state, rules, glance), rules, kind)
    return Step(watching(now), (BreakEnded(kind.id, Outcome.SKIPPED),))


def _left_out(state: BreakState, rules: BreakRules, kind: BreakKind) -> BreakState:
    """The counts of this kind begun anew, and of those that are due and not longer."""
    due = [wait.kind for wait in waits(state, rules, state.moment) if wait.is_over]
    return satisfied(state, [kind, *(other for other in due if other.seconds <= kind.seconds)], state.moment)


def finish(
    state: BreakState, rules: BreakRules, glance: Glance, seconds: float, *, is_practised: bool
) -> Step:
    """The session of a break is over after so many seconds.

    Practised, it counts for all kinds that are not longer; else as left out. Nothing happens where none runs.
    """
    now = pass_time(state, rules, glance).state
    if state.phase is not Phase.PRACTISING:
        return Step(now)
    kind = rules.kind(state.kind)
    if is_practised:
        now = _practised(now, rules, max(seconds, kind.seconds if kind else 0))
    elif kind:
        now = _left_out(now, rules, kind)
    outcome = Outcome.DONE if is_practised else Outcome.SKIPPED
    return Step(watching(now), (BreakEnded(state.kind, outcome, seconds),))


def practised_alone(state: BreakState, rules: BreakRules, glance: Glance, seconds: float) -> Step:
    """The person practised without being asked: that counts for all kinds that are not longer.

    It is logged as a break where one of them was due.
    """
    now = _at_hand(state, rules, glance)
    met = [wait for wait in waits(now, rules, now.moment) if wait.is_over and wait.kind.seconds <= seconds]
    due = longest_within(met, 0.0)
    now = _practised(now, rules, seconds)
    if now.phase in DUE_PHASES and any(wait.kind.id == now.kind for wait in met):
        now = watching(now)
    return Step(now, (BreakEnded(due.kind.id, Outcome.DONE, seconds),) if due else ())


def _practised(state: BreakState, rules: BreakRules, seconds: float) -> BreakState:
    now = satisfied(state, (kind for kind in rules.reminded if kind.seconds <= seconds), state.moment)
    return replace(now, active_at=now.clock)


def pause(state: BreakState, rules: BreakRules, glance: Glance, wish: PauseWish) -> Step:
    """No reminders until the pause ends; what is shown goes away and waits."""
    passed = pass_time(state, rules, glance)
    now = replace(passed.state, pause=pause_for(wish, glance.moment, rules.day_start))
    if now.phase not in {Phase.NOTICED, Phase.ASKING}:
        return Step(now, passed.events)
    held = _held(now, now.kind, Hold.PAUSED)
    return Step(held.state, passed.events + held.events)


def resume(state: BreakState, rules: BreakRules, glance: Glance) -> Step:
    """The pause is over; what waited comes with the next tick."""
    passed = pass_time(state, rules, glance)
    return Step(replace(passed.state, pause=None), passed.events)


def _at_hand(state: BreakState, rules: BreakRules, glance: Glance) -> BreakState:
    """The state as of this glance. Who gives an order is there, so no time away ends with it."""
    there = replace(state, away=0.0, earned="", is_away_told=False)
    if glance.clock - state.clock > GAP_SECONDS:
        there = replace(there, moment=glance.moment, clock=glance.clock)
    return pass_time(there, rules, replace(glance, idle=None if glance.idle is None else 0.0)).state
