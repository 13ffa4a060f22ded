"""Work adds up, being away counts as a break, machines sleep and clocks are set."""

import math
from dataclasses import dataclass, replace

import pytest

from mobility_coach.domain.breaks.machine import tick
from mobility_coach.domain.breaks.record import Outcome
from mobility_coach.domain.breaks.rules import BreakRules
from mobility_coach.domain.breaks.state import (
    Block,
    BreakCame,
    BreakEnded,
    BreakHeld,
    BreakNoticed,
    Hold,
    Phase,
)
from tests.domain.breaks_for_tests import (
    ALWAYS,
    BERLIN,
    BOTH,
    LONG,
    NINE,
    SHORT,
    SHORT_ALONE,
    TEA_ALONE,
    Desk,
    outcomes,
)


def worked(desk: Desk, kind: str = "short") -> float:
    return desk.state.worked[kind]


def ended(desk: Desk) -> list[BreakEnded]:
    return [event for event in desk.events if isinstance(event, BreakEnded)]


@dataclass(frozen=True)
class About:
    """Equal to a time away of about so many seconds that was logged."""

    kind: str
    seconds: float
    within: float

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BreakEnded):
            return NotImplemented
        is_near = abs(other.seconds - self.seconds) <= self.within
        return is_near and (other.kind, other.outcome) == (self.kind, Outcome.AWAY)

    __hash__ = None  # type: ignore[assignment]


def away(kind: str, seconds: float, within: float = 0.001) -> list[object]:
    return [About(kind, seconds, within)]


# Work


def test_work_adds_up_while_the_person_is_there() -> None:
    assert worked(Desk().work(10)) == 600.0


def test_the_first_minute_without_a_key_is_work_too() -> None:
    desk = Desk().work(10).leave(1.5)
    assert worked(desk) == 660.0
    assert desk.state.away == 90.0


def test_the_minute_is_counted_to_its_end_when_nobody_looked_then() -> None:
    desk = Desk().work(10)
    for _ in range(2):
        desk.let_pass(45)
        desk.look()
    assert worked(desk) == 660.0


def test_a_short_absence_stops_the_count_and_no_more() -> None:
    desk = Desk().work(10).leave(1.5).work(5)
    assert worked(desk) == 10 * 60 + 60 + 5 * 60
    assert (desk.state.away, desk.events) == (0.0, [])


def test_where_nobody_can_tell_the_person_counts_as_present() -> None:
    desk = Desk()
    desk.idle_is_known = False
    desk.leave(10)
    assert (worked(desk), desk.state.is_idle_known) == (600.0, False)
    desk.idle_is_known = True
    desk.work(1)
    assert desk.state.is_idle_known


@pytest.mark.parametrize("idle", [math.nan, math.inf, -5.0])
def test_an_idle_time_that_makes_no_sense_is_unknown(idle: float) -> None:
    desk = Desk().work(10)
    seen = replace(desk.glance, idle=idle, clock=desk.clock + 30)
    state = tick(desk.state, desk.rules, seen).state
    assert (state.worked["short"], state.is_idle_known, state.away) == (630.0, False, 0.0)


def test_the_time_away_ends_where_nobody_can_tell_any_more() -> None:
    desk = Desk().work(20).leave(5)
    desk.idle_is_known = False
    desk.leave(0.5)
    assert ended(desk) == away("short", 300)
    assert desk.state.away == 0.0


def test_full_screen_is_work_a_session_and_a_pause_are_not() -> None:
    watching = Desk().work(10)
    watching.blocks = frozenset({Block.FULL_SCREEN})
    assert worked(watching.work(5)) == 15 * 60
    session = Desk().work(10)
    session.blocks = frozenset({Block.SESSION})
    assert worked(session.work(5)) == 10 * 60
    paused = Desk().work(10)
    paused.pause(5)
    assert worked(paused.work(5)) == 10 * 60
    assert worked(paused.work(5)) == 15 * 60


def test_a_clock_that_goes_backwards_takes_no_work_away() -> None:
    desk = Desk().work(10)
    desk.clock -= 300
    desk.look()
    assert worked(desk) == 600.0


# Being away


def test_who_is_away_for_the_length_of_a_break_has_had_it() -> None:
    desk = Desk().work(20).leave(6)
    assert worked(desk) == 0.0
    assert ended(desk) == []
    desk.work(1)
    assert ended(desk) == away("short", 360, within=31)
    desk.until_asked()
    assert f"{desk.moment:%H:%M:%S}" == "09:56:30"


def test_the_length_of_a_break_is_looked_at_to_the_second() -> None:
    assert worked(Desk().work(20).leave(119 / 60).work(1)) == 22 * 60
    desk = Desk().work(20).leave(121 / 60).work(1)
    assert ended(desk) == away("short", 121)


def test_it_is_no_break_for_who_has_hardly_worked() -> None:
    desk = Desk().work(13).leave(6).work(1)
    assert (ended(desk), desk.phase) == ([], Phase.WATCHING)
    assert worked(desk) <= 60


def test_a_break_that_is_asked_for_goes_away_while_the_person_does() -> None:
    desk = Desk().until_asked()
    desk.told.clear()
    desk.leave(2)
    assert desk.events == away("short", 120, within=10)
    assert desk.phase is Phase.WATCHING
    desk.leave(30).work(1)
    assert desk.events == []


@pytest.mark.parametrize("put_off", [Desk.snooze, lambda desk: desk.pause(60)])
def test_so_does_one_that_was_put_off(put_off: object) -> None:
    desk = Desk().until_asked()
    assert callable(put_off)
    put_off(desk)
    desk.told.clear()
    desk.leave(3)
    assert outcomes(desk.events) == [("short", Outcome.AWAY)]
    assert desk.phase is Phase.WATCHING


def test_a_longer_break_stays_due_when_the_time_away_was_too_short_for_it() -> None:
    desk = Desk(BreakRules((replace(SHORT, every=3600), LONG))).work(55)
    desk.rules = BreakRules((SHORT, replace(LONG, every=55 * 60)))
    desk.until_asked()
    assert desk.state.kind == "long"
    desk.told.clear()
    desk.leave(3).work(1)
    assert desk.phase is Phase.ASKING
    # What it put aside is the short one's.
    assert outcomes(desk.events) == [("short", Outcome.AWAY)]


def test_one_time_away_is_logged_once_for_the_longest_break() -> None:
    desk = Desk(BOTH).until_asked()
    desk.skip()
    desk.until_asked()
    desk.skip()
    desk.work(20)
    desk.told.clear()
    desk.leave(20).work(1)
    assert ended(desk) == away("long", 1200, within=31)
    assert dict(desk.state.worked).keys() == {"short", "long"}
    assert worked(desk, "long") <= 60


def test_practice_is_not_being_away() -> None:
    desk = Desk(BOTH).until_asked()
    desk.start()
    desk.leave(4)
    desk.finish(240)
    desk.told.clear()
    desk.leave(2)
    assert desk.state.away == 120.0
    assert worked(desk, "long") == pytest.approx(31.5 * 60)
    desk.work(1)
    assert desk.events == []


def test_the_time_away_ends_with_a_session() -> None:
    desk = Desk().work(20).leave(5)
    desk.blocks = frozenset({Block.SESSION})
    desk.look()
    assert outcomes(desk.events) == [("short", Outcome.AWAY)]


def test_a_time_of_the_day_that_comes_while_the_person_is_away_is_had() -> None:
    desk = Desk(TEA_ALONE).work(55).leave(20)
    assert ended(desk) == away("tea", 300, within=31)
    desk.work(30)
    assert desk.events == []


def test_a_time_of_the_day_is_not_had_by_being_away_before() -> None:
    desk = Desk(TEA_ALONE).work(30).leave(20).work(10.5)
    assert desk.events == [BreakNoticed("tea"), BreakCame("tea")]


def test_a_kind_that_is_removed_is_not_logged() -> None:
    desk = Desk().work(20).leave(5)
    desk.rules = BreakRules((LONG,))
    desk.work(1)
    assert desk.events == []


# Sleep


def test_a_sleep_counts_as_the_break_and_nothing_comes_at_once() -> None:
    desk = Desk().work(29).sleep(60)
    assert ended(desk) == away("short", 3600)
    desk.until_asked()
    assert f"{desk.moment:%H:%M:%S}" == "10:59:30"


def test_a_sleep_after_leaving_is_one_time_away() -> None:
    desk = Desk().work(20).leave(5)
    desk.let_pass(20 * 60)
    desk.look()
    assert ended(desk) == []
    desk.leave(2).work(1)
    assert ended(desk) == away("short", 27 * 60, within=31)


def test_an_idle_time_that_stood_still_in_sleep_shortens_nothing() -> None:
    desk = Desk(BOTH).work(70).leave(2)
    desk.let_pass(3600)
    desk._touched_at += 3600
    desk.look()
    assert desk.state.away == pytest.approx(3720)
    desk.leave(1)
    assert desk.state.away == pytest.approx(3780)


def test_after_a_nap_too_short_for_a_break_there_is_a_minute_of_peace() -> None:
    desk = Desk(BreakRules((LONG, replace(SHORT, every=4 * 3600)))).work(119.5)
    desk.let_pass(70)
    desk.touch()
    desk.look()
    assert desk.events == []
    desk.work(0.9)
    assert desk.events == []
    desk.work(0.3)
    assert desk.events == [BreakNoticed("long")]


def test_a_notice_that_was_shown_waits_for_that_minute_too() -> None:
    desk = Desk(BreakRules((LONG,))).work(120)
    assert desk.phase is Phase.NOTICED
    desk.sleep(1.2)
    desk.told.clear()
    desk.work(0.9)
    assert desk.phase is Phase.NOTICED
    desk.work(0.2)
    assert desk.events == [BreakCame("long")]


def test_a_held_break_waits_for_that_minute_too() -> None:
    desk = Desk(BreakRules((LONG,))).work(120)
    desk.blocks = frozenset({Block.LOCKED})
    desk.look()
    desk.blocks = frozenset()
    desk.told.clear()
    desk.sleep(1.2).work(0.9)
    assert (desk.phase, desk.events) == (Phase.HELD, [])
    desk.work(0.2)
    assert desk.events == [BreakNoticed("long")]


def test_a_popup_outlives_a_nap_but_not_what_blocks_it_then() -> None:
    desk = Desk(BreakRules((LONG,))).until_asked().sleep(1.2)
    assert desk.phase is Phase.ASKING
    desk.blocks = frozenset({Block.FULL_SCREEN})
    assert desk.look() == (BreakHeld("long", Hold.BLOCKED),)


def test_a_night_of_sleep_begins_a_new_day_without_a_word() -> None:
    desk = Desk(BOTH).work(8 * 60 + 55)
    desk.told.clear()
    desk.sleep(15 * 60)
    assert (desk.phase, desk.events) == (Phase.WATCHING, [])
    assert set(desk.state.worked.values()) == {0.0}


def test_who_still_sleeps_when_the_machine_wakes_is_not_logged_for_the_night() -> None:
    desk = Desk(BOTH).work(8 * 60 + 55)
    desk.told.clear()
    desk.let_pass(15 * 3600)
    desk.look()
    desk.leave(5).work(1)
    assert desk.events == []


@pytest.mark.no_cover
def test_a_night_awake_is_not_logged_either() -> None:
    desk = Desk(replace(BOTH, kinds=(*BOTH.kinds, *TEA_ALONE.kinds))).work(8 * 60 + 55)
    desk.leave(10)
    desk.told.clear()
    desk.leave(16 * 60 + 25).work(1)
    assert desk.events == []


@pytest.mark.parametrize("minutes", [10, 24 * 60])
def test_a_sleep_while_practising_ends_nothing(minutes: float) -> None:
    desk = Desk().until_asked()
    desk.start()
    desk.sleep(minutes)
    assert desk.phase is Phase.PRACTISING


# The clock on the wall is set


@pytest.mark.parametrize("minutes", [-600.0, -3.0, 3.0, 420.0])
def test_counts_stay_when_the_clock_is_set(minutes: float) -> None:
    desk = Desk(replace(SHORT_ALONE, hours=ALWAYS)).work(20)
    desk.set_wall(minutes)
    desk.work(5)
    assert worked(desk) == 25 * 60
    assert desk.events == []
    desk.work(6)
    assert desk.phase is Phase.ASKING


def test_nothing_comes_in_the_minute_after_the_clock_was_set() -> None:
    desk = Desk(replace(SHORT_ALONE, hours=ALWAYS)).work(29.9)
    desk.set_wall(60)
    desk.work(1)
    assert desk.events == []
    desk.work(0.2)
    assert desk.events == [BreakNoticed("short")]


def test_a_clock_that_is_set_right_by_a_second_is_no_jump() -> None:
    desk = Desk().work(29.9)
    desk.set_wall(1.5 / 60)
    desk.work(0.2)
    assert desk.events == [BreakNoticed("short")]


def test_summer_time_is_no_jump() -> None:
    desk = Desk(replace(SHORT_ALONE, hours=ALWAYS), NINE.replace(month=10, day=25, hour=1, minute=45))
    desk.work(30)
    assert desk.told == [("02:15:00", BreakNoticed("short"))]
    desk = Desk(replace(SHORT_ALONE, hours=ALWAYS), NINE.replace(month=10, day=25, hour=2, minute=45))
    desk.work(30)
    assert desk.told == [("02:15:00", BreakNoticed("short"))]
    assert desk.zone is BERLIN


def test_a_pause_with_a_length_keeps_it_when_the_clock_is_set() -> None:
    desk = Desk().until_asked()
    desk.pause(60)
    desk.told.clear()
    desk.work(20)
    desk.set_wall(120)
    desk.work(39)
    assert (desk.phase, desk.events) == (Phase.HELD, [])
    desk.work(1)
    assert desk.events == [BreakNoticed("short")]


def test_without_a_look_in_between_a_pause_holds_back_what_came_due() -> None:
    desk = Desk(TEA_ALONE).work(50)
    desk.pause(60)
    desk.work(59)
    assert desk.events == [BreakHeld("tea", Hold.PAUSED)]
    desk.work(1.6)
    assert desk.events == [BreakNoticed("tea"), BreakCame("tea")]
