"""Working hours, times of the day and pauses, also where the clock on the wall changes."""

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from mobility_coach.domain.breaks.holding import hold, pause_for, pause_left
from mobility_coach.domain.breaks.hours import is_same_stretch, is_working, seconds_left
from mobility_coach.domain.breaks.record import Outcome
from mobility_coach.domain.breaks.rules import BreakRules, WorkHours
from mobility_coach.domain.breaks.slots import latest_time, local_minute, moment_of, next_time
from mobility_coach.domain.breaks.state import (
    Block,
    BreakCame,
    BreakHeld,
    BreakNoticed,
    Hold,
    PauseWish,
    Phase,
)
from tests.domain.breaks_for_tests import (
    ALWAYS,
    BERLIN,
    BOTH,
    NINE,
    SHORT,
    SHORT_ALONE,
    TEA,
    TEA_ALONE,
    Desk,
    outcomes,
)

NIGHT = WorkHours(frozenset({0, 4}), 22 * 60, 6 * 60)
"""Monday and Friday, past midnight."""

LATE_TEA = BreakRules((replace(TEA, at=(2 * 60 + 30,)),), hours=ALWAYS)


def berlin(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


# Hours


@pytest.mark.parametrize(
    ("moment", "works"),
    [
        (berlin(23, 7, 59), False),
        (berlin(23, 8), True),
        (berlin(23, 17, 59), True),
        (berlin(23, 18), False),
        (berlin(28, 12), False),
        (berlin(29, 12), False),
    ],
)
def test_there_are_reminders_in_working_hours_on_working_days(moment: datetime, works: bool) -> None:
    assert is_working(WorkHours(), moment) is works
    assert (seconds_left(WorkHours(), moment) > 0) is works


@pytest.mark.parametrize(
    ("moment", "works"),
    [
        (berlin(23, 21, 59), False),
        (berlin(23, 22), True),
        (berlin(24, 5, 59), True),
        (berlin(24, 6), False),
        (berlin(24, 23), False),
        (berlin(28, 3), True),
        (berlin(23, 3), False),
    ],
)
def test_hours_past_midnight_belong_to_the_day_on_which_they_began(moment: datetime, works: bool) -> None:
    assert is_working(NIGHT, moment) is works


def test_hours_that_end_when_they_begin_last_all_day() -> None:
    all_monday = WorkHours(frozenset({0}), 480, 480)
    assert is_working(all_monday, berlin(24, 7, 59))
    assert not is_working(all_monday, berlin(24, 8))
    assert seconds_left(all_monday, berlin(24, 7, 59)) == 60
    assert seconds_left(ALWAYS, NINE) == math.inf


def test_without_a_day_there_are_no_reminders() -> None:
    assert Desk(replace(SHORT_ALONE, hours=WorkHours(frozenset()))).work(600).told == []


def test_how_long_the_hours_go_on() -> None:
    assert seconds_left(WorkHours(), berlin(23, 17, 59)) == 60
    assert seconds_left(WorkHours(), berlin(23, 17, 59).replace(second=50, microsecond=500_000)) == 9.5
    assert seconds_left(NIGHT, berlin(24, 5)) == 3600
    assert seconds_left(NIGHT, berlin(24, 12)) == 0


def test_time_off_between_two_moments_is_noticed() -> None:
    hours = WorkHours()
    assert is_same_stretch(hours, berlin(23, 8), berlin(23, 17))
    assert not is_same_stretch(hours, berlin(23, 8), berlin(24, 8))
    assert not is_same_stretch(hours, berlin(23, 8), berlin(23, 20))
    assert not is_same_stretch(hours, berlin(23, 7), berlin(23, 9))
    assert is_same_stretch(NIGHT, berlin(23, 23), berlin(24, 5))
    weekdays_all_day = WorkHours(frozenset(range(5)), 0, 0)
    assert is_same_stretch(weekdays_all_day, berlin(23, 23), berlin(26, 1))
    assert is_same_stretch(weekdays_all_day, berlin(26, 1), berlin(23, 23))
    assert not is_same_stretch(weekdays_all_day, berlin(27, 23), berlin(30, 1))
    assert is_same_stretch(ALWAYS, berlin(1, 12), berlin(29, 12))


def test_counts_begin_anew_with_the_hours_of_a_day() -> None:
    desk = Desk(SHORT_ALONE, berlin(23, 17, 40)).work(30)
    assert desk.state.worked["short"] == 0.0
    desk.work(14 * 60 + 20)
    assert desk.told == [("08:30:00", BreakNoticed("short"))]


def test_what_is_due_is_dropped_when_the_hours_end() -> None:
    desk = Desk(SHORT_ALONE, berlin(23, 17, 25)).until_asked()
    desk.told.clear()
    desk.work(10)
    assert (desk.phase, desk.told) == (Phase.WATCHING, [])


def test_practice_goes_on_when_the_hours_end() -> None:
    desk = Desk(SHORT_ALONE, berlin(23, 17, 28)).until_asked()
    desk.start()
    desk.work(10)
    assert desk.phase is Phase.PRACTISING
    desk.finish()
    assert outcomes(desk.events) == [("short", Outcome.DONE)]


def test_who_clicks_a_second_after_the_hours_ended_still_starts() -> None:
    desk = Desk(SHORT_ALONE, berlin(23, 17, 29, month=11)).until_asked()
    assert f"{desk.moment:%H:%M:%S}" == "17:59:30"
    desk.let_pass(35)
    desk.touch()
    assert desk.start()


# Times of the day


def test_times_of_the_day_are_found() -> None:
    ten, three = 600, 900
    minute = local_minute(NINE)
    midnight = minute - 540
    assert latest_time((ten, three), minute) == midnight - 1440 + three
    assert latest_time((ten, three), midnight + ten) == midnight + ten
    assert latest_time((ten, three), midnight + 1000) == midnight + three
    assert next_time((ten, three), minute) == midnight + ten
    assert next_time((ten, three), midnight + ten) == midnight + three
    assert next_time((ten, three), midnight + three) == midnight + 1440 + ten
    assert moment_of(midnight + 1440 + ten, NINE) == berlin(24, 10)


def test_a_break_comes_at_its_times_however_much_was_worked() -> None:
    desk = Desk(TEA_ALONE).work(62)
    assert desk.told == [("10:00:00", BreakNoticed("tea")), ("10:00:30", BreakCame("tea"))]
    desk.skip()
    desk.until_asked(400)
    assert desk.told[-1] == ("15:00:30", BreakCame("tea"))


def test_a_time_before_the_start_or_before_it_was_set_is_over() -> None:
    assert Desk(TEA_ALONE, berlin(23, 10, 1)).work(60).told == []
    desk = Desk(SHORT_ALONE, berlin(23, 10, 1)).work(10)
    desk.rules = TEA_ALONE
    assert desk.work(10).told == []
    desk.rules = BreakRules((replace(TEA, at=(10 * 60 + 5,)),))
    assert desk.work(10).told == []


def test_a_short_break_waits_for_one_that_comes_by_the_clock() -> None:
    desk = Desk(BreakRules((SHORT, TEA)), berlin(23, 9, 28)).work(33)
    assert desk.told == [("10:00:00", BreakNoticed("tea")), ("10:00:30", BreakCame("tea"))]


def test_a_time_that_a_pause_runs_over_comes_after_it_once() -> None:
    desk = Desk(TEA_ALONE).work(30)
    desk.pause(8 * 60)
    desk.work(8 * 60)
    assert desk.events == [BreakHeld("tea", Hold.PAUSED), BreakNoticed("tea")]


@pytest.mark.no_cover
def test_times_outside_of_the_hours_are_left_out() -> None:
    desk = Desk(BreakRules((replace(TEA, at=(6 * 60, 20 * 60)),)))
    assert desk.work(3 * 24 * 60).told == []


def test_a_time_that_summer_time_leaves_out_comes_at_once() -> None:
    desk = Desk(LATE_TEA, berlin(29, 1, 30, month=3)).work(31)
    assert desk.told[0] == ("03:00:00", BreakNoticed("tea"))


def test_a_time_that_comes_twice_counts_once() -> None:
    desk = Desk(LATE_TEA, berlin(25, 2, 0, month=10)).work(31)
    assert desk.told[0] == ("02:30:00", BreakNoticed("tea"))
    desk.skip()
    desk.told.clear()
    desk.work(20 * 60)
    assert desk.told == []


def test_several_times_that_a_clock_jumps_over_are_one_break() -> None:
    desk = Desk(replace(TEA_ALONE, hours=ALWAYS))
    desk.set_wall(8 * 60)
    desk.work(30)
    assert desk.events == [BreakNoticed("tea"), BreakCame("tea")]
    desk.skip()
    desk.told.clear()
    assert desk.work(60).told == []


def test_a_clock_that_is_set_back_repeats_no_break() -> None:
    desk = Desk(TEA_ALONE).until_asked()
    desk.skip()
    desk.told.clear()
    desk.set_wall(-55)
    desk.work(120)
    assert desk.told == []
    desk.until_asked(400)


def test_a_clock_that_is_set_back_by_days_begins_anew() -> None:
    desk = Desk(TEA_ALONE).until_asked()
    desk.skip()
    desk.told.clear()
    desk.set_wall(-3 * 24 * 60 - 30)
    desk.rules = replace(TEA_ALONE, hours=ALWAYS)
    desk.work(25)
    assert desk.told == []
    desk.until_asked(60)
    assert f"{desk.moment:%d %H:%M}" == "20 10:00"


def test_who_travels_gets_the_times_of_the_place() -> None:
    desk = Desk(TEA_ALONE).work(30)
    desk.zone = ZoneInfo("Asia/Dubai")
    assert desk.look() == (BreakNoticed("tea"),)
    desk.skip()
    desk.zone = ZoneInfo("America/New_York")
    desk.told.clear()
    desk.work(24 * 60)
    assert [event for _, event in desk.told] == [BreakNoticed("tea"), BreakCame("tea")]


# Pauses


def test_what_holds_reminders_back_is_named_in_order() -> None:
    desk = Desk()
    assert hold(desk.state, desk.rules, desk.glance) is None
    desk.blocks = frozenset({Block.LOCKED})
    assert hold(desk.state, desk.rules, desk.glance) is Hold.BLOCKED
    desk.set_wall(12 * 60)
    assert hold(desk.state, desk.rules, desk.glance) is Hold.OFF_HOURS
    desk.pause()
    assert hold(desk.state, desk.rules, desk.glance) is Hold.PAUSED


def test_a_pause_ends_to_the_second() -> None:
    desk = Desk().until_asked()
    desk.pause(37)
    desk.told.clear()
    desk.work(40)
    assert desk.told[0] == ("10:07:30", BreakNoticed("short"))
    assert desk.state.pause is None


def test_a_pause_until_tomorrow_ends_with_the_day() -> None:
    desk = Desk(replace(BOTH, hours=ALWAYS))
    desk.pause(is_until_tomorrow=True)
    desk.work(19 * 60 - 1)
    assert desk.told == []
    assert hold(desk.state, desk.rules, desk.glance) is Hold.PAUSED
    desk.work(1)
    assert hold(desk.state, desk.rules, desk.glance) is None
    desk.work(31)
    assert desk.told[0] == ("04:30:00", BreakNoticed("short"))


def test_at_one_in_the_morning_tomorrow_begins_at_four() -> None:
    pause = pause_for(PauseWish(is_until_tomorrow=True), berlin(24, 1), 4)
    assert pause.until == berlin(24, 4)


def test_tomorrow_is_told_by_the_clock_on_the_wall() -> None:
    summer = timezone(timedelta(hours=2))
    pause = pause_for(PauseWish(is_until_tomorrow=True), datetime(2026, 10, 24, 20, tzinfo=summer), 4)
    winter = timezone(timedelta(hours=1))
    assert pause_left(pause, datetime(2026, 10, 25, 3, 59, tzinfo=winter)) == 60
    assert pause_left(pause, datetime(2026, 10, 25, 4, tzinfo=winter)) == 0


@pytest.mark.parametrize(("minutes", "kept"), [(-5, 1), (0, 1), (90, 90), (10**12, 7 * 24 * 60)])
def test_the_length_of_a_pause_has_bounds(minutes: int, kept: int) -> None:
    assert pause_left(pause_for(PauseWish(minutes), NINE, 4), NINE) == kept * 60


def test_a_pause_until_the_person_resumes_has_no_end() -> None:
    desk = Desk(replace(SHORT_ALONE, hours=ALWAYS))
    desk.pause()
    desk.set_wall(10 * 24 * 60)
    desk.work(3 * 24 * 60)
    assert desk.told == []
    desk.resume()
    desk.work(31)
    assert desk.phase is Phase.ASKING


@pytest.mark.parametrize("minutes", [-600 * 24 * 60, -3 * 60])
def test_a_pause_until_tomorrow_ends_no_later_when_the_clock_is_set_back(minutes: int) -> None:
    desk = Desk(replace(SHORT_ALONE, hours=ALWAYS))
    desk.pause(is_until_tomorrow=True)
    desk.set_wall(minutes)
    desk.work(1)
    assert desk.state.pause is not None
    assert pause_left(desk.state.pause, desk.moment) <= 24 * 3600
    desk.work(24 * 60)
    assert desk.state.pause is None


def test_a_moment_in_utc_is_as_good_as_any() -> None:
    desk = Desk(TEA_ALONE, datetime(2026, 11, 23, 9, tzinfo=UTC)).work(62)
    assert desk.told[0] == ("10:00:00", BreakNoticed("tea"))
