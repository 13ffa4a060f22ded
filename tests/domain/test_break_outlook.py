"""What comes next, and when to look again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mobility_coach.domain.breaks.machine import next_look, upcoming
from mobility_coach.domain.breaks.rules import BreakRules
from mobility_coach.domain.breaks.state import Block, Phase, Upcoming
from tests.domain.breaks_for_tests import BERLIN, BOTH, LONG, NINE, SHORT, SHORT_ALONE, TEA, TEA_ALONE, Desk


def coming(desk: Desk) -> Upcoming | None:
    return upcoming(desk.state, desk.rules, desk.glance)


def look(desk: Desk) -> float:
    return next_look(desk.state, desk.rules, desk.glance)


def test_the_next_break_is_told_by_the_work_that_is_left() -> None:
    assert coming(Desk(BOTH).work(20)) == Upcoming("short", 600.0)


def test_it_is_the_longer_one_that_a_short_one_will_wait_for() -> None:
    desk = Desk(BreakRules((SHORT, replace(LONG, every=34 * 60))))
    assert coming(desk.work(10)) == Upcoming("long", 24 * 60.0)
    assert coming(desk.work(21)) == Upcoming("long", 3 * 60.0)


def test_a_time_of_the_day_is_told_as_a_moment() -> None:
    desk = Desk(TEA_ALONE).work(20)
    assert coming(desk) == Upcoming("tea", 2400.0, NINE.replace(hour=10))
    desk.until_asked().skip()
    assert coming(desk) == Upcoming("tea", 5 * 3600.0 - 30, NINE.replace(hour=15))


def test_a_time_that_was_handled_before_the_clock_was_set_back_does_not_come_again() -> None:
    desk = Desk(TEA_ALONE).until_asked()
    desk.skip()
    desk.set_wall(-55)
    desk.work(2)
    found = coming(desk)
    assert found is not None
    assert found.moment == NINE.replace(hour=15)
    assert found.seconds == (found.moment - desk.moment).total_seconds()


def test_tomorrows_time_is_told_where_the_hours_go_on_all_day() -> None:
    desk = Desk(replace(TEA_ALONE, hours=replace(TEA_ALONE.hours, start=0, end=0)), NINE.replace(hour=20))
    assert coming(desk) == Upcoming("tea", 14 * 3600.0, NINE.replace(hour=10) + timedelta(days=1))


def test_what_is_shown_snoozed_or_held_is_what_comes() -> None:
    desk = Desk().work(30)
    assert coming(desk) == Upcoming("short", 30.0)
    assert coming(desk.until_asked()) == Upcoming("short", 0.0)
    desk.snooze()
    assert coming(desk) == Upcoming("short", 300.0)
    desk.pause(600)
    assert coming(desk.work(6)) == Upcoming("short", 0.0)


def test_in_the_minute_of_peace_what_is_due_comes_at_its_end() -> None:
    desk = Desk(BreakRules((LONG,))).work(119.9).sleep(1.2).work(0.25)
    assert coming(desk) == Upcoming("long", 45.0)
    assert look(desk) == 30.0
    desk.work(0.5)
    assert look(desk) == 15.0


def test_nothing_comes_while_practising_off_hours_or_without_a_kind() -> None:
    desk = Desk()
    desk.take_now()
    assert coming(desk) is None
    assert coming(Desk(SHORT_ALONE, NINE.replace(hour=20))) is None
    assert coming(Desk(BreakRules(()))) is None


def test_nothing_comes_any_more_shortly_before_the_hours_end() -> None:
    assert coming(Desk(SHORT_ALONE, NINE.replace(hour=17, minute=29))) == Upcoming("short", 1800.0)
    assert coming(Desk(SHORT_ALONE, NINE.replace(hour=17, minute=31))) is None


def test_a_look_comes_at_the_second_at_which_a_break_is_due() -> None:
    desk = Desk().work(29.8)
    assert look(desk) == pytest.approx(12)
    assert look(Desk().work(10)) == 30.0
    desk.work(0.2)
    assert desk.phase is Phase.NOTICED
    assert look(desk) == 30.0
    desk.work(0.4)
    assert look(desk) == pytest.approx(6)


def test_a_look_is_never_less_than_a_second_away() -> None:
    assert look(Desk().work(29.999)) == 1.0


def test_a_popup_is_looked_after_more_often() -> None:
    assert look(Desk().until_asked()) == 10.0


def test_a_look_comes_at_the_end_of_a_snooze_and_of_a_pause() -> None:
    desk = Desk().until_asked()
    desk.snooze()
    assert look(desk.work(4.9)) == pytest.approx(6)
    desk.pause(1)
    assert look(desk.work(0.8)) == pytest.approx(12)


def test_a_look_comes_at_a_time_of_the_day() -> None:
    desk = Desk(TEA_ALONE, NINE.replace(hour=9, minute=59, second=48))
    assert look(desk) == pytest.approx(12)


def test_a_look_comes_when_time_away_is_long_enough() -> None:
    assert look(Desk().work(29.9).leave(1.9)) == pytest.approx(6)
    assert look(Desk().work(20).leave(2)) == 30.0


@pytest.mark.parametrize("stop", ["pause", "leave", "session"])
def test_while_nothing_adds_up_nobody_looks_in_haste(stop: str) -> None:
    desk = Desk().work(28.95)
    if stop == "pause":
        desk.work(1).pause()
    elif stop == "session":
        desk.work(1)
        desk.blocks = frozenset({Block.SESSION})
    else:
        desk.rules = BreakRules((replace(SHORT, seconds=3600),))
        desk.leave(5)
        assert desk.state.worked["short"] == pytest.approx(29.95 * 60)
    assert look(desk) == 30.0


def test_a_waiting_break_is_looked_at_when_the_longer_one_comes() -> None:
    desk = Desk(BreakRules((SHORT, replace(LONG, every=34 * 60)))).work(33.8)
    assert look(desk) == pytest.approx(12)


def test_off_hours_practising_and_held_a_look_in_half_a_minute_is_enough() -> None:
    assert look(Desk(BreakRules(()))) == 30.0
    assert look(Desk(SHORT_ALONE, NINE.replace(hour=20))) == 30.0
    desk = Desk(replace(BOTH, kinds=(SHORT, TEA)), NINE.astimezone(BERLIN))
    desk.take_now()
    assert look(desk) == 30.0
    held = Desk().until_asked()
    held.pause()
    assert look(held) == 30.0
