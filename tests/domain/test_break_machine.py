"""The machine of the reminders: what comes when, and what a person can answer."""

from dataclasses import replace

import pytest

from mobility_coach.domain.breaks import machine
from mobility_coach.domain.breaks.record import Outcome
from mobility_coach.domain.breaks.rules import BreakRules
from mobility_coach.domain.breaks.state import (
    Block,
    BreakCame,
    BreakEnded,
    BreakHeld,
    BreakNoticed,
    BreakStarted,
    Hold,
    Phase,
)
from tests.domain.breaks_for_tests import (
    BOTH,
    LONG,
    SHORT,
    SHORT_ALONE,
    STRICT,
    TEA,
    TEA_ALONE,
    Desk,
    outcomes,
)

FULL_SCREEN = frozenset({Block.FULL_SCREEN})


# What comes


def test_a_notice_comes_when_the_work_is_done_and_the_popup_after_it() -> None:
    desk = Desk().work(31)
    assert desk.told == [("09:30:00", BreakNoticed("short")), ("09:30:30", BreakCame("short"))]
    assert (desk.phase, desk.state.kind) == (Phase.ASKING, "short")


def test_without_a_notice_the_popup_comes_at_once() -> None:
    desk = Desk(replace(SHORT_ALONE, notice_seconds=0)).work(31)
    assert desk.told == [("09:30:00", BreakCame("short"))]


def test_a_popup_stays_until_it_is_answered() -> None:
    desk = Desk().until_asked()
    desk.told.clear()
    desk.work(100)
    assert (desk.phase, desk.events) == (Phase.ASKING, [])


def test_a_short_break_waits_for_a_long_one_that_comes_within_five_minutes() -> None:
    rules = BreakRules((SHORT, replace(LONG, every=34 * 60)))
    desk = Desk(rules).work(35)
    assert desk.told == [("09:34:00", BreakNoticed("long")), ("09:34:30", BreakCame("long"))]


def test_a_short_break_does_not_wait_for_longer_than_that() -> None:
    rules = BreakRules((SHORT, replace(LONG, every=36 * 60)))
    assert Desk(rules).work(31).told[0] == ("09:30:00", BreakNoticed("short"))


def test_waiting_for_one_longer_break_after_the_other_has_an_end() -> None:
    rules = BreakRules((SHORT, replace(TEA, at=(), every=34 * 60), replace(LONG, every=38 * 60)))
    assert Desk(rules).work(36).told[0] == ("09:34:00", BreakNoticed("tea"))


def test_a_break_waits_no_longer_once_the_longer_one_is_gone() -> None:
    desk = Desk(BreakRules((SHORT, replace(LONG, every=34 * 60)))).work(31)
    assert (desk.phase, desk.told) == (Phase.WATCHING, [])
    desk.rules = BreakRules((SHORT, replace(LONG, every=3 * 3600)))
    assert desk.look() == (BreakNoticed("short"),)


def test_a_wait_that_is_no_longer_needed_is_forgotten() -> None:
    desk = Desk(BreakRules((SHORT, replace(LONG, every=34 * 60)))).work(31)
    assert desk.state.until
    desk.rules = BreakRules((replace(SHORT, every=3600), replace(LONG, every=3 * 3600)))
    desk.look()
    assert (desk.state.until, desk.told) == (0.0, [])


def test_the_longest_of_those_that_are_due_comes_first() -> None:
    desk = Desk(BOTH)
    desk.blocks = FULL_SCREEN
    desk.work(125)
    desk.blocks = frozenset()
    desk.told.clear()
    assert desk.look() == (BreakNoticed("long"),)


def test_a_break_that_is_done_counts_for_shorter_ones() -> None:
    desk = Desk(BOTH)
    desk.take_now("long")
    desk.finish(290)
    assert dict(desk.state.worked) == {"short": 0.0, "long": 0.0}


def test_a_break_that_is_done_does_not_count_for_longer_ones() -> None:
    desk = Desk(BOTH).until_asked()
    desk.start()
    desk.finish(120)
    assert (desk.state.worked["short"], desk.state.worked["long"]) == (0.0, 30.5 * 60)


def test_a_break_that_took_longer_than_meant_counts_for_its_length() -> None:
    desk = Desk(BOTH).until_asked()
    desk.start()
    desk.finish(300)
    assert desk.state.worked["long"] == 0.0


# What holds it back


def test_a_blocked_break_waits_and_comes_when_the_block_ends_once() -> None:
    desk = Desk()
    desk.blocks = FULL_SCREEN
    desk.work(45)
    assert desk.events == [BreakHeld("short", Hold.BLOCKED)]
    assert desk.phase is Phase.HELD
    desk.blocks = frozenset()
    desk.work(5)
    assert desk.events == [BreakNoticed("short"), BreakCame("short")]


def test_a_notice_goes_away_when_something_blocks_it() -> None:
    desk = Desk().work(30)
    desk.blocks = FULL_SCREEN
    assert desk.look() == (BreakHeld("short", Hold.BLOCKED),)


def test_a_popup_goes_away_when_something_blocks_it_and_is_noticed_again() -> None:
    desk = Desk().until_asked()
    desk.blocks = FULL_SCREEN
    assert desk.look() == (BreakHeld("short", Hold.BLOCKED),)
    desk.blocks = frozenset()
    assert desk.look() == (BreakNoticed("short"),)


def test_a_pause_holds_back_what_is_shown_at_once() -> None:
    desk = Desk().until_asked()
    desk.told.clear()
    desk.pause(30)
    assert desk.events[-1] == BreakHeld("short", Hold.PAUSED)
    desk.work(29)
    assert (desk.phase, desk.events) == (Phase.HELD, [])
    desk.work(1)
    assert (desk.phase, desk.events) == (Phase.NOTICED, [BreakNoticed("short")])


def test_who_resumes_is_reminded_of_what_waited() -> None:
    desk = Desk().until_asked()
    desk.pause()
    desk.told.clear()
    desk.work(8 * 60)
    assert desk.told == []
    desk.resume()
    desk.work(1)
    assert desk.events == [BreakNoticed("short"), BreakCame("short")]


def test_a_break_held_back_lets_a_longer_one_come_that_is_near() -> None:
    desk = Desk(BreakRules((SHORT, replace(LONG, every=42 * 60))))
    desk.blocks = FULL_SCREEN
    desk.work(40)
    desk.blocks = frozenset()
    desk.told.clear()
    desk.work(3)
    assert desk.events == [BreakNoticed("long"), BreakCame("long")]


def test_only_near_a_reminder_is_anybody_asked_about_blocks() -> None:
    desk = Desk().work(20)
    wants = machine.wants_blocks
    assert not wants(desk.state, desk.rules, desk.glance)
    desk.work(10)
    assert desk.phase is Phase.NOTICED
    assert wants(desk.state, desk.rules, desk.glance)
    desk.until_asked()
    assert wants(desk.state, desk.rules, desk.glance)
    desk.snooze()
    assert not wants(desk.state, desk.rules, desk.glance)
    desk.work(4.75).let_pass(15)
    desk.touch()
    assert desk.clock == desk.state.until
    assert wants(desk.state, desk.rules, desk.glance)
    desk.start()
    assert not wants(desk.state, desk.rules, desk.glance)


def test_nobody_is_asked_about_blocks_while_something_else_holds_the_break_back() -> None:
    desk = Desk().until_asked()
    desk.pause(60)
    assert desk.phase is Phase.HELD
    assert not machine.wants_blocks(desk.state, desk.rules, desk.glance)


# What can be answered


def test_start_leads_into_practice_which_no_tick_ends() -> None:
    desk = Desk().until_asked()
    assert desk.start()
    desk.told.clear()
    desk.blocks = FULL_SCREEN
    desk.leave(200)
    assert desk.phase is Phase.PRACTISING
    desk.finish(100)
    assert outcomes(desk.events) == [("short", Outcome.DONE)]
    assert (desk.phase, desk.state.kind) == (Phase.WATCHING, "")


def test_a_break_that_was_started_and_not_practised_counts_as_skipped() -> None:
    desk = Desk(BOTH).until_asked()
    desk.start()
    desk.finish(5, is_practised=False)
    assert desk.told[-1][1] == BreakEnded("short", Outcome.SKIPPED, 5)
    assert desk.state.worked["short"] == 0.0
    assert desk.state.worked["long"] > 0.0


def test_finish_without_a_break_changes_nothing() -> None:
    desk = Desk().work(10)
    desk.finish()
    assert (desk.told, desk.state.worked["short"]) == ([], 600.0)


def test_a_break_is_finished_although_its_kind_is_gone() -> None:
    for is_practised in (True, False):
        desk = Desk(BOTH)
        desk.take_now("long")
        desk.rules = SHORT_ALONE
        desk.finish(200, is_practised=is_practised)
        assert outcomes(desk.events) == [("long", Outcome.DONE if is_practised else Outcome.SKIPPED)]
        assert desk.phase is Phase.WATCHING


def test_a_snoozed_break_asks_again_without_a_notice() -> None:
    desk = Desk().until_asked()
    assert desk.snooze()
    desk.told.clear()
    desk.work(6)
    assert desk.told == [("09:35:30", BreakCame("short"))]


def test_a_notice_can_be_snoozed_too() -> None:
    desk = Desk().work(30)
    assert desk.snooze()
    assert outcomes(desk.events) == [("short", Outcome.SNOOZED)]


def test_a_break_can_be_snoozed_three_times_in_a_row() -> None:
    desk = Desk().until_asked()
    for _ in range(3):
        assert desk.snooze()
        desk.until_asked()
    assert not desk.snooze()
    assert desk.skip()
    desk.until_asked()
    assert desk.snooze()


def test_a_hold_does_not_give_the_snoozes_back() -> None:
    desk = Desk(replace(BOTH, most_snoozes=1)).until_asked()
    assert desk.snooze()
    desk.blocks = FULL_SCREEN
    desk.work(10)
    assert desk.phase is Phase.HELD
    desk.blocks = frozenset()
    desk.until_asked()
    assert not desk.snooze()


def test_a_longer_break_takes_over_at_the_end_of_a_snooze() -> None:
    desk = Desk(BreakRules((SHORT, replace(LONG, every=36 * 60)), most_snoozes=1)).until_asked()
    desk.snooze()
    desk.told.clear()
    desk.work(7)
    assert desk.told == [("09:35:30", BreakCame("short"))]
    desk = Desk(BreakRules((SHORT, replace(LONG, every=35 * 60 + 20)), most_snoozes=1)).until_asked()
    desk.snooze()
    desk.told.clear()
    desk.work(7)
    assert desk.told == [("09:35:30", BreakCame("long"))]
    assert desk.snooze()


def test_only_what_is_shown_can_be_snoozed() -> None:
    desk = Desk().work(20)
    assert not desk.snooze()
    desk.until_asked().pause(30)
    assert not desk.snooze()


def test_a_skipped_break_comes_again_after_its_time() -> None:
    desk = Desk().until_asked()
    assert desk.skip()
    assert outcomes(desk.events) == [("short", Outcome.SKIPPED)]
    desk.until_asked()
    assert f"{desk.moment:%H:%M:%S}" == "10:01:00"


def test_skipping_a_long_break_leaves_out_the_short_one_that_is_due_with_it() -> None:
    desk = Desk(BreakRules((SHORT, replace(LONG, every=32 * 60)))).until_asked()
    assert desk.state.kind == "long"
    assert desk.skip()
    assert dict(desk.state.worked) == {"short": 0.0, "long": 0.0}


def test_skipping_a_short_break_does_not_shorten_the_way_to_the_long_one() -> None:
    desk = Desk(BOTH).until_asked()
    desk.skip()
    assert desk.state.worked["long"] == 30.5 * 60


def test_what_was_snoozed_or_is_held_can_be_skipped_or_started() -> None:
    for act in (Desk.skip, Desk.start):
        snoozed = Desk().until_asked()
        snoozed.snooze()
        assert act(snoozed)
        held = Desk().until_asked()
        held.pause(60)
        assert act(held)


def test_nothing_can_be_started_or_skipped_where_nothing_is_due() -> None:
    desk = Desk().work(10)
    assert not desk.start()
    assert not desk.skip()


def test_a_strict_break_can_only_be_started() -> None:
    desk = Desk(BreakRules((STRICT,))).until_asked()
    assert not desk.snooze()
    assert not desk.skip()
    assert not machine.can_skip(desk.state, desk.rules)
    assert not machine.can_snooze(desk.state, desk.rules)
    assert desk.start()


def test_nothing_is_started_while_a_session_goes_on() -> None:
    desk = Desk().until_asked()
    desk.blocks = frozenset({Block.SESSION})
    assert not desk.start()
    assert not desk.take_now()


@pytest.mark.parametrize("is_known", [True, False])
def test_an_answer_does_not_tell_how_long_the_person_was_idle(is_known: bool) -> None:
    desk = Desk()
    desk.idle_is_known = is_known
    desk.until_asked().snooze()
    assert desk.state.is_idle_known is is_known


def test_an_answer_counts_although_the_person_has_just_come_back() -> None:
    desk = Desk().until_asked().leave(1.9)
    desk.let_pass(15)
    desk.touch()
    assert desk.start()
    desk = Desk().until_asked()
    desk.let_pass(9 * 3600)
    desk.touch()
    assert desk.snooze()


def test_a_break_whose_kind_is_gone_cannot_be_answered() -> None:
    desk = Desk(BOTH).until_asked()
    desk.rules = BreakRules((LONG,))
    assert not desk.start()
    assert not desk.skip()
    desk.look()
    assert (desk.phase, desk.state.kind) == (Phase.WATCHING, "")


@pytest.mark.parametrize("minutes", [30.0, 30.6])
def test_a_kind_that_is_switched_off_takes_its_reminder_away(minutes: float) -> None:
    desk = Desk().work(minutes)
    desk.rules = BreakRules((replace(SHORT, is_on=False),))
    desk.look()
    assert (desk.phase, desk.state.worked) == (Phase.WATCHING, {})
    desk.rules = SHORT_ALONE
    desk.told.clear()
    desk.work(20)
    assert desk.phase is Phase.WATCHING


def test_a_popup_stays_when_its_kind_is_changed() -> None:
    desk = Desk().until_asked()
    desk.rules = BreakRules((replace(SHORT, every=3600, seconds=600),))
    desk.work(5)
    assert desk.phase is Phase.ASKING


def test_so_does_one_that_waits_for_the_end_of_a_hold() -> None:
    desk = Desk().until_asked()
    desk.pause(1)
    desk.rules = BreakRules((replace(SHORT, every=3600),))
    desk.until_asked(3)


# A break at once


def test_the_break_that_is_asked_for_is_taken_now() -> None:
    desk = Desk(BOTH).until_asked()
    assert desk.take_now()
    assert desk.told[-1][1] == BreakStarted("short")


def test_the_next_break_is_taken_now_whatever_holds_it_back() -> None:
    desk = Desk(BOTH).work(10)
    desk.blocks = FULL_SCREEN
    desk.pause()
    assert desk.take_now()
    assert desk.state.kind == "short"
    desk.finish(60)
    assert desk.state.worked["short"] == 0.0


def test_the_kind_that_is_named_is_taken_now() -> None:
    desk = Desk(BOTH).until_asked()
    assert desk.take_now("long")
    assert (desk.phase, desk.state.kind) == (Phase.PRACTISING, "long")
    assert not desk.take_now("short")


def test_an_unknown_kind_is_not_taken() -> None:
    assert not Desk().take_now("lunch")


def test_a_kind_that_is_off_is_taken_where_none_is_on() -> None:
    desk = Desk(BreakRules((replace(SHORT, is_on=False),)))
    assert desk.take_now()
    assert desk.state.kind == "short"
    assert not Desk(BreakRules(())).take_now()


def test_what_is_shown_and_gone_from_the_rules_is_not_taken() -> None:
    desk = Desk(BOTH).until_asked()
    desk.rules = BreakRules((LONG,))
    assert desk.take_now()
    assert desk.state.kind == "long"


# A session of one's own


def test_a_session_of_ones_own_counts_as_the_breaks_that_are_not_longer() -> None:
    desk = Desk(BOTH).work(20)
    desk.practise_alone(4)
    assert dict(desk.state.worked) == {"short": 0.0, "long": 20 * 60}
    assert desk.events == []


def test_a_session_of_ones_own_is_logged_where_a_break_was_due() -> None:
    desk = Desk(BOTH).until_asked()
    desk.practise_alone(6)
    assert outcomes(desk.events) == [("short", Outcome.DONE)]
    assert desk.phase is Phase.WATCHING
    desk.work(20)
    assert desk.events == []


def test_a_session_as_long_as_the_break_is_long_enough() -> None:
    desk = Desk().until_asked()
    desk.practise_alone(2)
    assert outcomes(desk.events) == [("short", Outcome.DONE)]


def test_a_session_too_short_for_the_break_that_is_due_leaves_it_due() -> None:
    desk = Desk().until_asked()
    desk.practise_alone(1)
    assert desk.phase is Phase.HELD
    desk.until_asked()


def test_a_session_ends_the_wait_of_a_time_of_the_day() -> None:
    desk = Desk(TEA_ALONE).work(60)
    assert desk.events == [BreakNoticed("tea")]
    desk.practise_alone(4)
    desk.work(60)
    assert outcomes(desk.events) == [("tea", Outcome.DONE)]
    assert desk.phase is Phase.WATCHING
