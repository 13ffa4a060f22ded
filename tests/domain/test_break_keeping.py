"""Where the reminders begin, and what they keep from one start to the next."""

import json
import math
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mobility_coach.domain.breaks.machine import begin, keep
from mobility_coach.domain.breaks.rules import BreakRules
from mobility_coach.domain.breaks.slots import local_minute
from mobility_coach.domain.breaks.state import Block, BreakHeld, BreakNoticed, Hold, Pause, Phase
from tests.domain.breaks_for_tests import ALWAYS, BOTH, LONG, NINE, SHORT, SHORT_ALONE, TEA, TEA_ALONE, Desk

THREE = BreakRules((*BOTH.kinds, TEA))


def test_a_first_start_begins_at_nothing_and_knows_the_times_gone_by() -> None:
    state = Desk(THREE).state
    assert dict(state.worked) == {"short": 0.0, "long": 0.0}
    assert dict(state.handled) == {"tea": local_minute(NINE)}
    assert (state.phase, state.pause, state.is_idle_known) == (Phase.WATCHING, None, True)


def test_what_is_kept_is_json_and_found_again() -> None:
    desk = Desk(THREE).work(10)
    desk.pause(60)
    values = keep(desk.state)
    assert json.loads(json.dumps(values)) == values
    again = begin(desk.rules, desk.glance, values)
    assert (again.worked, again.handled, again.pause) == (
        desk.state.worked,
        desk.state.handled,
        desk.state.pause,
    )


def test_a_count_goes_on_after_a_short_stop() -> None:
    desk = Desk().work(20).again(1)
    assert desk.state.worked["short"] == 1200.0
    desk.until_asked()
    assert f"{desk.moment:%H:%M:%S}" == "09:31:30"


def test_a_stop_as_long_as_a_break_counts_as_one() -> None:
    desk = Desk(BOTH).work(20).again(2)
    assert dict(desk.state.worked) == {"short": 0.0, "long": 1200.0}
    assert desk.told == []


def test_a_stop_too_short_for_the_break_that_is_due_leaves_it_due() -> None:
    desk = Desk(BreakRules((SHORT, replace(LONG, every=30 * 60)))).until_asked()
    assert desk.state.kind == "long"
    desk.again(3)
    assert (desk.phase, desk.state.kind) == (Phase.HELD, "long")


def test_a_stop_over_night_begins_a_new_day() -> None:
    night = Desk(replace(THREE, notice_seconds=0)).work(5)
    assert set(night.again(24 * 60).state.worked.values()) == {0.0}
    assert night.work(20).told == []


def test_a_clock_that_was_set_back_meanwhile_changes_no_count() -> None:
    desk = Desk().work(20)
    values = keep(desk.state)
    desk.set_wall(-60)
    assert begin(desk.rules, desk.glance, values).worked["short"] == 1200.0


@pytest.mark.parametrize("phase", [Phase.NOTICED, Phase.ASKING, Phase.HELD])
def test_a_break_that_was_due_is_due_again_after_a_minute(phase: Phase) -> None:
    desk = Desk().work(30)
    if phase is not Phase.NOTICED:
        desk.until_asked()
    if phase is Phase.HELD:
        desk.blocks = frozenset({Block.LOCKED})
        desk.look()
        desk.blocks = frozenset()
    assert desk.phase is phase
    desk.again(0.5)
    desk.told.clear()
    assert (desk.phase, desk.state.kind) == (Phase.HELD, "short")
    desk.work(0.9)
    assert desk.told == []
    desk.work(0.2)
    assert desk.events == [BreakNoticed("short")]


def test_a_break_that_was_being_practised_is_due_again() -> None:
    desk = Desk().until_asked()
    desk.start()
    desk.again(0.5)
    assert desk.phase is Phase.WATCHING
    desk.until_asked(3)


def test_snoozes_survive_a_restart() -> None:
    desk = Desk(replace(SHORT_ALONE, most_snoozes=1)).until_asked()
    desk.snooze()
    desk.work(2).again(1)
    assert desk.phase is Phase.SNOOZED
    desk.until_asked()
    assert f"{desk.moment:%H:%M:%S}" == "09:35:30"
    assert not desk.snooze()


def test_a_snooze_that_ended_meanwhile_is_due() -> None:
    desk = Desk(BreakRules((replace(SHORT, seconds=900),))).until_asked()
    desk.snooze()
    desk.again(10)
    assert desk.phase is Phase.HELD


def test_a_snooze_is_never_longer_than_the_rules_say() -> None:
    desk = Desk().until_asked()
    desk.snooze()
    desk.rules = replace(SHORT_ALONE, snooze_seconds=60)
    desk.again()
    assert desk.state.until == desk.clock + 60


def test_a_pause_survives_a_restart_and_ends_to_the_second() -> None:
    desk = Desk(replace(SHORT_ALONE, hours=ALWAYS)).work(10)
    desk.pause(60)
    desk.again(1).work(40).again(1).work(17)
    assert desk.state.pause is not None
    desk.work(1)
    assert desk.state.pause is None


@pytest.mark.parametrize("is_until_tomorrow", [True, False])
def test_so_do_pauses_without_a_length(is_until_tomorrow: bool) -> None:
    desk = Desk()
    desk.pause(is_until_tomorrow=is_until_tomorrow)
    pause = desk.state.pause
    assert desk.again(30).state.pause == pause
    desk.again(24 * 60)
    assert desk.state.pause == (None if is_until_tomorrow else Pause(None))


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"moment": 5, "worked": [], "handled": "x", "pause": 3, "due": None},
        {"moment": "yesterday", "worked": {"short": "5"}, "due": {"kind": ["short"]}},
        {"moment": "2026-11-23T09:00:00", "worked": {"short": True}},
        {"moment": "2026-11-23T09:00:00+00:00" + " " * 99, "worked": {"short": None}},
        {"moment": "0001-01-01T00:00:00+23:59", "worked": {"short": math.nan}},
        {"moment": "9999-12-31T23:59:59-23:59", "worked": {"short": math.inf}},
        {"worked": {"short": -1.0}, "pause": {"until": 12}},
        {"worked": {"short": 1e300}, "pause": {"until": "2026-11-23T09:00:00"}},
        {"worked": {"short": 10**400}, "pause": {"until": "2026-12-23T09:00:00+01:00"}},
        {"worked": {"lunch": 60}, "pause": {"until": "2026-11-23T08:00:00+01:00"}},
        {"worked": {5: 60}, "pause": {}, "due": {"kind": 3, "snoozes": 3}},
        {"handled": {"tea": 10**30}, "due": {"kind": "lunch"}},
        {"handled": {"tea": 1.5}},
        {"handled": {"tea": True}},
        {"handled": {"tea": -7}},
    ],
)
def test_a_value_that_makes_no_sense_is_as_if_it_were_not_there(values: dict[str, Any]) -> None:
    desk = Desk(THREE)
    assert begin(THREE, desk.glance, values) == begin(THREE, desk.glance)


def test_a_bad_value_costs_itself_alone() -> None:
    values = {
        "moment": "soon",
        "worked": {"short": 600, "long": "many"},
        "handled": {"tea": None},
        "pause": {"until": None, "follows_day": "no"},
        "due": {"kind": "dinner", "snoozes": 1},
    }
    state = begin(THREE, Desk(THREE).glance, values)
    assert dict(state.worked) == {"short": 600.0, "long": 0.0}
    assert state.pause == Pause(None)


@pytest.mark.parametrize(("snoozes", "kept"), [(2, 2), (-4, 0), (99, 3), (True, 0), ("2", 0), (1.0, 0)])
def test_the_snoozes_that_are_remembered_have_bounds(snoozes: object, kept: int) -> None:
    values = {"worked": {"short": 1900.0}, "due": {"kind": "short", "snoozes": snoozes, "until": "later"}}
    state = begin(SHORT_ALONE, Desk().glance, values)
    assert (state.phase, state.snoozes) == (Phase.HELD, kept)


def test_a_kind_that_is_gone_meanwhile_is_not_due() -> None:
    values = keep(Desk().until_asked().state)
    glance = Desk().glance
    for changed in (replace(SHORT, is_on=False), replace(SHORT, id="other")):
        assert begin(BreakRules((changed,)), glance, values).phase is Phase.WATCHING


def test_a_time_of_the_day_that_came_while_the_program_was_restarted_is_due() -> None:
    desk = Desk(TEA_ALONE).work(59.5).again(1)
    desk.work(1.1)
    assert desk.events == [BreakNoticed("tea")]


def test_a_time_remembered_from_tomorrow_is_forgotten_when_it_is_too_far() -> None:
    desk = Desk(TEA_ALONE)
    values = keep(Desk(TEA_ALONE, NINE + timedelta(days=2)).state)
    assert dict(begin(TEA_ALONE, desk.glance, values).handled) == {"tea": local_minute(NINE)}


def test_a_hold_at_the_start_is_a_hold() -> None:
    desk = Desk().until_asked()
    desk.pause(30)
    desk.again(0.5).work(5)
    assert desk.phase is Phase.HELD
    assert desk.events[-1] == BreakHeld("short", Hold.PAUSED)
