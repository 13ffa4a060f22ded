"""Where the reminders begin, and what of them is kept from one start of the program to the next."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import TypeGuard

from mobility_coach.domain.breaks.counting import QUIET_SECONDS, day_over, is_idle_known, watching
from mobility_coach.domain.breaks.due import satisfied
from mobility_coach.domain.breaks.holding import pause_left
from mobility_coach.domain.breaks.hours import is_same_stretch
from mobility_coach.domain.breaks.rules import MINUTES_OF_DAY, BreakRules
from mobility_coach.domain.breaks.slots import local_minute
from mobility_coach.domain.breaks.state import (
    DUE_PHASES,
    LONGEST_PAUSE_MINUTES,
    BreakState,
    Glance,
    Pause,
    Phase,
)
from mobility_coach.domain.day import EARLIEST_DAY, LATEST_DAY

MOST_WORKED = 7 * 24 * 3600.0
"""Nobody has worked for longer without a break: such a count is a mistake."""

LATEST_PAUSE = LONGEST_PAUSE_MINUTES * 60.0

LONGEST_MOMENT = 40
"""Characters of a moment in ISO's form, with room to spare."""


def keep(state: BreakState) -> dict[str, object]:
    """JSON values for the next start. Moments have offsets; what is due is kept with its snoozes."""
    values: dict[str, object] = {
        "moment": state.moment.astimezone(UTC).isoformat(),
        "worked": dict(state.worked),
        "handled": dict(state.handled),
    }
    if state.pause is not None:
        until = state.pause.until and state.pause.until.isoformat()
        values["pause"] = {"until": until, "follows_day": state.pause.follows_day}
    if state.phase in DUE_PHASES:
        values["due"] = {"kind": state.kind, "snoozes": state.snoozes, "until": _snoozed_until(state)}
    return values


def _snoozed_until(state: BreakState) -> str | None:
    if state.phase is not Phase.SNOOZED:
        return None
    return (state.moment.astimezone(UTC) + timedelta(seconds=state.until - state.clock)).isoformat()


def begin(rules: BreakRules, glance: Glance, remembered: Mapping[str, object] | None = None) -> BreakState:
    """Where the reminders stand at the start of the program.

    `remembered` is what `keep` returned the last time, from outside: each value that makes no sense costs
    itself alone. The time in between counts as time away. For a minute nothing is reminded of.
    """
    values = remembered or {}
    state = BreakState(
        glance.moment,
        glance.clock,
        worked=MappingProxyType(_worked(values.get("worked"), rules)),
        handled=MappingProxyType(_handled(values.get("handled"), rules, glance.moment)),
        since=glance.clock,
        pause=_pause(values.get("pause"), glance.moment),
        quiet_until=glance.clock + QUIET_SECONDS,
        active_at=glance.clock,
        is_idle_known=is_idle_known(glance),
    )
    state = _with_due(state, rules, values.get("due"))
    left_at = _moment(values.get("moment"))
    return state if left_at is None else _after_absence(state, rules, left_at)


def _with_due(state: BreakState, rules: BreakRules, value: object) -> BreakState:
    """With the break that was due: snoozed until its moment, else held until the first tick."""
    due = _mapping(value)
    kind = next((kind for kind in rules.reminded if kind.id == due.get("kind")), None)
    if kind is None:
        return state
    snoozes = due.get("snoozes")
    count = min(max(snoozes, 0), rules.most_snoozes) if _is_whole(snoozes) else 0
    held = replace(state, phase=Phase.HELD, kind=kind.id, snoozes=count)
    until = _moment(due.get("until"))
    left = until.timestamp() - state.moment.timestamp() if until else 0.0
    if left <= 0:
        return held
    return replace(held, phase=Phase.SNOOZED, until=state.clock + min(left, rules.snooze_seconds))


def _after_absence(state: BreakState, rules: BreakRules, left_at: datetime) -> BreakState:
    """The program was away since `left_at`; by a clock that was set back since, not at all."""
    seconds = state.moment.timestamp() - left_at.timestamp()
    if seconds < 0:
        return state
    if not is_same_stretch(rules.hours, left_at.astimezone(state.moment.tzinfo), state.moment):
        return day_over(state, rules)
    taken = [kind for kind in rules.reminded if kind.seconds <= seconds]
    rested = satisfied(state, taken, state.moment)
    return watching(rested) if any(kind.id == state.kind for kind in taken) else rested


def _worked(value: object, rules: BreakRules) -> dict[str, float]:
    found = _mapping(value)
    return {kind.id: _seconds(found.get(kind.id)) for kind in rules.reminded if not kind.at}


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    return float(value) if 0 <= value <= MOST_WORKED else 0.0


def _handled(value: object, rules: BreakRules, moment: datetime) -> dict[str, int]:
    found, now = _mapping(value), local_minute(moment)
    return {kind.id: _minute(found.get(kind.id), now) for kind in rules.reminded if kind.at}


def _minute(value: object, now: int) -> int:
    return value if _is_whole(value) and 0 <= value <= now + MINUTES_OF_DAY else now


def _pause(value: object, moment: datetime) -> Pause | None:
    """The pause that is still on; one that ends later than any pause can is a mistake."""
    found = _mapping(value)
    if "until" in found and found["until"] is None:
        return Pause(None)
    until = _moment(found.get("until"))
    if until is None:
        return None
    pause = Pause(until, follows_day=found.get("follows_day") is True)
    return pause if 0 < pause_left(pause, moment) <= LATEST_PAUSE else None


def _moment(value: object) -> datetime | None:
    """An aware moment, in a range in which it can be reckoned with; else None."""
    if not isinstance(value, str) or len(value) > LONGEST_MOMENT:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    is_sound = moment.tzinfo is not None and EARLIEST_DAY.year < moment.year <= LATEST_DAY.year
    return moment if is_sound else None


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
