"""What the reminders promise, whatever the person, the machine and its clock do."""

import json
import math
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from mobility_coach.domain.breaks import machine
from mobility_coach.domain.breaks.rules import BreakRules, WorkHours
from mobility_coach.domain.breaks.state import (
    PAUSES,
    Block,
    BreakState,
    Glance,
    Phase,
    Step,
)
from tests.domain.breaks_for_tests import ALWAYS, BERLIN, LONG, SHORT, STRICT, TEA
from tests.domain.watched_breaks import Watched

NAMES = st.sampled_from(
    ["moment", "worked", "handled", "pause", "due", "until", "kind", "snoozes", "follows_day", "short", "tea"]
)
RULES = (
    BreakRules((SHORT, LONG), hours=ALWAYS),
    BreakRules((SHORT, replace(LONG, every=34 * 60), TEA), hours=ALWAYS, notice_seconds=0, most_snoozes=1),
    BreakRules((replace(STRICT, id="strict"), SHORT, TEA)),
    BreakRules((TEA, replace(SHORT, every=300, seconds=30)), hours=WorkHours(frozenset({0, 1}), 1_320, 360)),
)


Deed = Callable[[Watched], object]


def deed(name: str, **arguments: object) -> Deed:
    def act(desk: Watched) -> object:
        return getattr(desk, name)(**arguments)

    return act


def block(name: Block) -> Deed:
    def act(desk: Watched) -> None:
        desk.blocks ^= {name}
        desk.look()

    return act


def practise(desk: Watched, *, is_practised: bool, minutes: float) -> None:
    """The break that is due, or the next one, to its end or a part of it."""
    if Block.SESSION in desk.blocks:
        return
    if desk.phase is not Phase.PRACTISING and not desk.start():
        desk.take_now()
    desk.leave(minutes)
    desk.finish(minutes * 60, is_practised=is_practised)


def own_session(desk: Watched) -> None:
    if desk.phase is not Phase.PRACTISING:
        desk.practise_alone(3)


def see(desk: Watched) -> None:
    desk.idle_is_known = not desk.idle_is_known


def travel(desk: Watched) -> None:
    desk.zone = BERLIN if desk.zone is not BERLIN else ZoneInfo("Asia/Tokyo")


minutes = st.sampled_from([0.1, 0.5, 0.9, 1.1, 2.0, 3.5, 5.0, 8.0, 20.0, 29.0, 31.0])
deeds: st.SearchStrategy[Deed] = st.one_of(
    st.builds(lambda length: deed("work", minutes=length), minutes),
    st.builds(lambda length: deed("work", minutes=length), minutes),
    st.builds(lambda length: deed("leave", minutes=length), minutes),
    st.builds(lambda length: deed("sleep", minutes=length), st.sampled_from([1.1, 4.0, 45.0, 700.0])),
    st.builds(lambda by: deed("set_wall", minutes=by), st.sampled_from([-3000, -65, -1, 1, 65, 500, 4000])),
    st.builds(block, st.sampled_from([Block.FULL_SCREEN, Block.LOCKED, Block.SESSION])),
    st.builds(lambda length: deed("pause", minutes=length), st.sampled_from([1, 30, None])),
    st.sampled_from([deed("resume"), deed("snooze"), deed("skip"), deed("take_now")]),
    st.sampled_from([deed("snooze"), deed("skip"), own_session, see, travel]),
    st.just(deed("pause", is_until_tomorrow=True)),
    st.builds(
        lambda done, length: lambda desk: practise(desk, is_practised=done, minutes=length),
        st.booleans(),
        st.sampled_from([0.5, 2.0, 6.0]),
    ),
)


@given(st.sampled_from(RULES), st.lists(deeds, min_size=1, max_size=20))
def test_no_reminder_comes_twice_too_soon_or_while_held_back_and_none_is_lost(
    rules: BreakRules, doings: list[Deed]
) -> None:
    desk = Watched(rules)
    for act in doings:
        act(desk)
    desk.look()
    if desk.phase is not Phase.PRACTISING:
        desk.check_kept()
    if rules.hours == ALWAYS:
        desk.check_nothing_is_lost()


# Whatever is told from outside

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.just("2026-11-23T08:55:00Z"),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=8,
)
remembered = st.dictionaries(NAMES, json_values, max_size=5)
# The bounds are those of the clock on the wall.
moments = st.datetimes(
    datetime(2026, 3, 28),  # noqa: DTZ001
    datetime(2026, 3, 31),  # noqa: DTZ001
    timezones=st.sampled_from([BERLIN, UTC, ZoneInfo("Asia/Tokyo")]),
)
glances = st.builds(
    Glance,
    moments,
    st.floats(0, 2_000),
    st.none() | st.floats(-1, 5_000) | st.just(math.nan),
    st.frozensets(st.sampled_from(Block), max_size=2),
)
commands = st.sampled_from(
    ["tick", "tick", "start", "snooze", "skip", "take_now", "pause", "resume", "finish", "alone"]
)


def told(state: BreakState, rules: BreakRules, glance: Glance, command: str) -> Step | None:
    """The machine after one command, or after a tick."""
    match command:
        case "pause":
            return machine.pause(state, rules, glance, PAUSES[int(glance.clock) % len(PAUSES)])
        case "finish":
            return machine.finish(state, rules, glance, 90.0, is_practised=glance.clock > 1_000)
        case "alone":
            return machine.practised_alone(state, rules, glance, 200.0)
    act: Callable[[BreakState, BreakRules, Glance], Step | None] = getattr(machine, command)
    return act(state, rules, glance)


@given(remembered, st.lists(st.tuples(st.sampled_from(RULES), glances, commands), min_size=1, max_size=15))
def test_whatever_is_remembered_seen_and_changed_the_state_makes_sense(
    values: dict[str, object], seen: list[tuple[BreakRules, Glance, str]]
) -> None:
    state = machine.begin(seen[0][0], seen[0][1], values)
    for rules, glance, command in seen:
        now = replace(glance, clock=state.clock + glance.clock)
        if not machine.wants_blocks(state, rules, now):
            without = replace(now, blocks=now.blocks & {Block.SESSION})
            assert machine.tick(state, rules, now) == machine.tick(state, rules, without)
        step = told(state, rules, now, command)
        state = step.state if step else state
        assert all(math.isfinite(worked) and worked >= 0 for worked in state.worked.values())
        assert 1 <= machine.next_look(state, rules, now) <= 30
        coming = machine.upcoming(state, rules, now)
        assert coming is None or coming.seconds >= 0
        assert (state.kind == "") is (state.phase is Phase.WATCHING)
        json.dumps(machine.keep(state), allow_nan=False)
