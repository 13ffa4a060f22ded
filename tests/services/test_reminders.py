"""The reminders from end to end: real machine, settings and words; clock and person are moved by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from mobility_coach.domain.breaks.record import BreakRecord, Outcome
from mobility_coach.domain.breaks.rules import Strictness, WorkHours
from mobility_coach.domain.breaks.state import Block, Hold, PauseWish, Phase
from mobility_coach.domain.commands import BreakCommand
from mobility_coach.services.breaks.break_settings import (
    LONG_KIND,
    SHORT_KIND,
    BreakSettings,
    BreakSound,
)
from mobility_coach.services.breaks.reminders import Reminders
from tests.services.reminder_stage import MONDAY, Stage

MINUTE, HOUR = 60.0, 3600.0


def only_short(**changes: object) -> BreakSettings:
    short = replace(SHORT_KIND, **changes)  # type: ignore[arg-type]
    return BreakSettings(is_on=True, kinds=(short,))


_RECORD = BreakRecord(
    "theirs", "short", Outcome.DONE, MONDAY.astimezone(UTC), 60, MONDAY.date(), 120.0, "1.0"
)


def asked(breaks: BreakSettings | None = None) -> Stage:
    """A stage on which the popup of the short break has just come up."""
    stage = Stage(breaks or only_short())
    stage.work(30 * MINUTE + 35)
    assert stage.reminders.view().phase is Phase.ASKING
    return stage


def test_work_leads_to_a_notice_and_then_to_the_popup() -> None:
    stage = Stage(only_short())
    stage.work(30 * MINUTE - 1)
    assert stage.reminders.view().phase is Phase.WATCHING
    assert stage.reminders.view().offer is None
    stage.work(2)
    noticed = stage.reminders.view()
    assert (noticed.phase, noticed.can_snooze, noticed.can_skip) == (Phase.NOTICED, True, True)
    assert noticed.offer is not None
    assert noticed.notice_text == f"{noticed.offer.title}, {noticed.offer.length}, in 30 seconds"
    assert noticed.offer.since == "After 30 minutes of work"
    stage.work(30)
    popup = stage.reminders.view()
    assert (popup.phase, popup.offer, popup.next_text) == (
        Phase.ASKING,
        noticed.offer,
        "It is time for a break",
    )
    assert stage.asked_for_choices == 1


def test_a_break_is_practised_logged_and_ended_with_words() -> None:
    stage = asked()
    assert stage.reminders.tell(BreakCommand.START) == ""
    assert stage.reminders.view().phase is Phase.PRACTISING
    player = stage.reminders.open_player()
    [(plan, is_quiet)] = stage.opened
    assert (plan.routine.id, is_quiet) == ("break", False)
    stage.player.practised = True
    stage.work(100, idle=0.001)
    assert stage.reminders.view().phase is Phase.PRACTISING
    assert stage.reminders.finish() == "Done, 12 days in a row"
    assert player.is_over
    view = stage.reminders.view()
    assert (view.phase, view.offer, view.today_text) == (Phase.WATCHING, None, "1 break done")
    [record] = stage.log.records
    assert record == BreakRecord(
        "break-0", "short", Outcome.DONE, stage.moment, 0, stage.moment.date(), 100.0, "1.0"
    )


def test_a_session_without_a_rep_is_left_out() -> None:
    stage = asked()
    stage.reminders.tell(BreakCommand.START)
    stage.reminders.open_player()
    assert stage.reminders.finish() == "Left out this time"
    assert stage.outcomes == [("short", Outcome.SKIPPED)]
    assert stage.reminders.finish() == ""


def test_a_session_that_never_opened_is_left_out() -> None:
    stage = asked()
    stage.reminders.tell(BreakCommand.START)
    assert stage.reminders.finish() == "Left out this time"


def test_the_first_day_of_a_streak_is_not_counted_out() -> None:
    stage = asked()
    stage.days = 0
    stage.reminders.tell(BreakCommand.START)
    stage.reminders.open_player()
    stage.player.practised = True
    assert stage.reminders.finish() == "Done"


def test_a_session_that_can_not_be_opened_leaves_reminders_alive() -> None:
    stage = asked()
    stage.failure = OSError("no sound")
    stage.reminders.tell(BreakCommand.START)
    with pytest.raises(OSError, match="no sound"):
        stage.reminders.open_player()
    assert stage.reminders.view().phase is Phase.WATCHING
    stage.work(31 * MINUTE)
    assert stage.reminders.view().phase is Phase.ASKING


def test_no_player_without_a_break_that_was_started() -> None:
    stage = asked()
    with pytest.raises(KeyError):
        stage.reminders.open_player()


def test_the_offer_stays_until_something_else_is_wanted() -> None:
    stage = asked()
    first = stage.reminders.view().offer
    assert first is not None
    assert first.has_others
    stage.reminders.another()
    second = stage.reminders.view().offer
    assert second is not None
    assert second.title != first.title
    assert stage.reminders.tell(BreakCommand.SNOOZE) == "Snoozed until 9:36"
    assert stage.reminders.view().offer is None
    stage.work(5 * MINUTE)
    assert stage.reminders.view().offer == second
    stage.reminders.tell(BreakCommand.START)
    stage.reminders.another()
    stage.reminders.open_player()
    assert stage.opened[0][0].routine.items[0].drill.id == second.drill


def test_something_else_comes_round_to_the_first() -> None:
    stage = asked()
    first = stage.reminders.view().offer
    others = []
    for _ in range(9):
        stage.reminders.another()
        others.append(stage.reminders.view().offer)
    assert 1 <= others.index(first) < 8


def test_something_else_where_there_is_nothing_else() -> None:
    stage = Stage(only_short(routine="ankle-rolls"))
    stage.reminders.another()
    stage.work(31 * MINUTE)
    offer = stage.reminders.view().offer
    assert offer is not None
    assert not offer.has_others
    stage.reminders.another()
    assert stage.reminders.view().offer == offer


def test_a_named_drill_or_routine_is_offered_and_played() -> None:
    stage = asked(only_short(routine="desk", seconds=300))
    offer = stage.reminders.view().offer
    assert offer is not None
    assert (offer.item, offer.title) == ("desk", "At the desk")
    stage.reminders.tell(BreakCommand.START)
    stage.reminders.open_player()
    assert stage.opened[0][0].routine.id == "desk"
    assert stage.opened[0][0].seconds <= 300


def test_a_routine_that_is_gone_is_chosen_for_you(caplog: pytest.LogCaptureFixture) -> None:
    stage = asked(only_short(routine="moon-walk"))
    offer = stage.reminders.view().offer
    assert offer is not None
    assert offer.item in {drill.id for drill in stage.drills}
    assert "moon-walk" in caplog.text


def test_without_any_drill_a_break_is_still_asked_for_and_can_be_put_off() -> None:
    stage = Stage(only_short())
    stage.drills = ()
    stage.work(31 * MINUTE)
    offer = stage.reminders.view().offer
    assert offer is not None
    assert (offer.title, offer.item) == ("Stand up", "")
    nothing = "No drill could be read, so there is nothing to do. The messages in the window say why."
    assert stage.reminders.tell(BreakCommand.START) == nothing
    assert stage.reminders.view().phase is Phase.ASKING
    assert stage.reminders.tell(BreakCommand.SKIP).startswith("Skipped.")


def test_snoozing_has_an_end() -> None:
    stage = asked()
    for _ in range(3):
        assert stage.reminders.tell(BreakCommand.SNOOZE).startswith("Snoozed until ")
        assert stage.reminders.tell(BreakCommand.SNOOZE) == "This break is snoozed already."
        stage.work(5 * MINUTE)
        assert stage.reminders.view().phase is Phase.ASKING
    assert not stage.reminders.view().can_snooze
    said = stage.reminders.tell(BreakCommand.SNOOZE)
    assert said == "You have snoozed it 3 times already. Start it, or skip it."
    assert stage.outcomes == [("short", Outcome.SNOOZED)] * 3
    assert stage.reminders.view().today_text == ""


def test_a_skipped_break_counts_from_anew() -> None:
    stage = asked()
    assert stage.reminders.tell(BreakCommand.SKIP) == "Skipped. Next break at 10:01"
    assert stage.reminders.view().today_text == "1 break skipped"
    assert stage.reminders.view().offer is None


def test_a_strict_break_can_not_be_put_off() -> None:
    stage = asked(only_short(strictness=Strictness.STRICT))
    view = stage.reminders.view()
    assert not view.can_snooze
    assert not view.can_skip
    for command in (BreakCommand.SNOOZE, BreakCommand.SKIP):
        said = stage.reminders.tell(command)
        assert said.startswith("You made this break strict: it can't be put off.")
    assert stage.reminders.tell(BreakCommand.START) == ""


def test_what_can_not_be_done_is_refused_in_words() -> None:
    stage = Stage(only_short())
    stage.work(MINUTE)
    nothing = "No break is due. You can take one at any time: choose “Take a break now”."
    assert stage.reminders.tell(BreakCommand.START) == nothing
    assert stage.reminders.tell(BreakCommand.SKIP) == nothing
    assert stage.reminders.tell(BreakCommand.SNOOZE) == nothing
    assert "no break called 'moon'" in stage.reminders.tell(BreakCommand.NOW, "moon")
    assert stage.reminders.tell(BreakCommand.NOW) == ""
    assert stage.reminders.tell(BreakCommand.NOW) == "You are taking a break already."
    assert stage.reminders.tell(BreakCommand.START) == "You are taking a break already."
    stop = "You are taking the break. Stop it to leave out the rest."
    assert stage.reminders.tell(BreakCommand.SKIP) == stop
    assert stage.reminders.tell(BreakCommand.SNOOZE) == stop


def test_a_break_can_be_taken_at_any_time() -> None:
    stage = Stage()
    stage.work(10 * MINUTE)
    assert stage.reminders.tell(BreakCommand.NOW, "long") == ""
    view = stage.reminders.view()
    assert (view.phase, view.kind, view.kind_title) == (Phase.PRACTISING, "long", "Long break")
    assert view.next_text == "You are taking a break"
    assert view.offer is not None
    assert view.offer.since == "After 10 minutes of work"
    stage.reminders.open_player()
    stage.player.practised = True
    stage.reminders.finish()
    assert stage.outcomes == [("long", Outcome.DONE)]


def test_a_break_can_be_taken_while_reminders_are_off() -> None:
    stage = Stage(BreakSettings())
    assert stage.reminders.look() == 0
    off = "Reminders are off. Switch them on in Mobility Coach, under “Breaks”."
    assert stage.reminders.tell(BreakCommand.START) == off
    assert stage.reminders.pause(PauseWish(30)) == off
    assert stage.reminders.tell(BreakCommand.NOW) == ""
    stage.work(60)
    assert stage.reminders.view().phase is Phase.PRACTISING
    assert stage.reminders.tell(BreakCommand.START) == "You are taking a break already."
    assert stage.reminders.tell(BreakCommand.SKIP).startswith("You are taking the break.")
    stage.reminders.open_player()
    stage.player.practised = True
    assert stage.reminders.finish().startswith("Done")
    assert stage.reminders.look() == 0
    assert stage.reminders.view().next_text == "Reminders are off"
    assert stage.reminders.view().today_text == "1 break done"


def test_switched_on_and_off_while_the_program_runs() -> None:
    stage = Stage(BreakSettings())
    assert stage.reminders.look() == 0
    stage.set_breaks(is_on=True)
    stage.work(10 * MINUTE)
    assert stage.reminders.view().next_text == "Next break at 9:30"
    assert stage.views > 0
    stage.set_breaks(is_on=False)
    assert stage.reminders.look() == 0
    assert (stage.reminders.view().is_on, stage.reminders.view().next_text) == (False, "Reminders are off")
    assert stage.memory.values == {}
    stage.set_breaks(is_on=True)
    stage.work(MINUTE)
    assert stage.reminders.view().next_text == "Next break at 9:40"


def test_settings_that_change_under_a_popup() -> None:
    stage = asked()
    stage.set_breaks(kinds=(replace(SHORT_KIND, is_on=False), LONG_KIND))
    stage.reminders.look()
    assert stage.reminders.view().phase is Phase.WATCHING
    stage = asked()
    stage.set_breaks(kinds=(LONG_KIND,))
    assert stage.reminders.tell(BreakCommand.START).startswith("No break is due")
    stage.reminders.another()
    stage.reminders.look()
    assert stage.reminders.view().phase is Phase.WATCHING
    stage = asked()
    stage.set_breaks(is_on=False)
    assert stage.reminders.look() == 0
    assert stage.reminders.view().phase is Phase.WATCHING
    stage.reminders.another()


def test_what_is_offered_follows_the_settings_until_it_is_started() -> None:
    stage = asked()
    kinds = stage.book.settings.breaks.kinds
    stage.set_breaks(kinds=(replace(kinds[0], routine="ankle-rolls"),))
    stage.reminders.look()
    offer = stage.reminders.view().offer
    assert offer is not None
    assert offer.item == "ankle-rolls"
    stage.reminders.tell(BreakCommand.START)
    stage.set_breaks(kinds=kinds)
    stage.reminders.look()
    assert stage.reminders.view().offer == offer
    stage.reminders.finish()


def test_a_kind_that_goes_while_it_is_practised_is_logged_all_the_same() -> None:
    stage = asked()
    stage.reminders.tell(BreakCommand.START)
    stage.reminders.open_player()
    stage.player.practised = True
    stage.set_breaks(kinds=(LONG_KIND,), is_on=False)
    assert stage.reminders.look() > 0
    assert stage.reminders.view().offer is not None
    stage.reminders.finish()
    assert stage.outcomes == [("short", Outcome.DONE)]


def test_pauses_are_told_and_end() -> None:
    stage = Stage(only_short())
    stage.work(10 * MINUTE)
    assert stage.reminders.pause(PauseWish(30)) == "Paused until 9:40"
    assert stage.reminders.view().is_paused
    stage.work(31 * MINUTE)
    assert not stage.reminders.view().is_paused
    assert stage.reminders.tell(BreakCommand.PAUSE) == "Paused until 10:41"
    assert stage.reminders.tell(BreakCommand.RESUME) == "Next break at 10:00"
    assert stage.reminders.pause(PauseWish(is_until_tomorrow=True)) == "Paused until tomorrow"
    assert stage.reminders.pause(PauseWish()) == "Paused until you resume"
    stage.work(9 * HOUR)
    assert stage.reminders.view().hold is Hold.PAUSED


@pytest.mark.parametrize("minutes", [0, -5, 7 * 24 * 60 + 1])
def test_pauses_have_bounds(minutes: int) -> None:
    stage = Stage()
    assert stage.reminders.pause(PauseWish(minutes)) == "A pause lasts from 1 minute to 7 days."
    assert not stage.reminders.view().is_paused


def test_a_break_that_is_paused_waits_for_the_end_of_the_pause() -> None:
    stage = asked()
    stage.reminders.pause(PauseWish(60))
    view = stage.reminders.view()
    assert (view.phase, view.hold, view.offer) == (Phase.HELD, Hold.PAUSED, None)
    stage.work(59 * MINUTE)
    assert stage.reminders.view().phase is Phase.HELD
    stage.reminders.tell(BreakCommand.RESUME)
    assert stage.reminders.view().phase is Phase.NOTICED


def test_the_machine_is_asked_for_blocks_only_when_a_break_is_due() -> None:
    stage = Stage(replace(only_short(), programs=("zoom",), yields_presentation=False))
    stage.work(30 * MINUTE - 1)
    assert stage.blocks.asked == []
    stage.blocks.found = frozenset({Block.FULL_SCREEN, Block.PRESENTATION})
    stage.work(10)
    wanted = frozenset({Block.LOCKED, Block.FULL_SCREEN, Block.DO_NOT_DISTURB, Block.PROGRAM})
    assert stage.blocks.asked[0] == (wanted, ("zoom",))
    view = stage.reminders.view()
    assert (view.phase, view.hold, view.next_text) == (
        Phase.HELD,
        Hold.BLOCKED,
        "Waiting until you leave full screen",
    )
    stage.work(10 * MINUTE)
    assert len(stage.blocks.asked) <= 23
    # What was not asked for holds nothing back.
    stage.blocks.found = frozenset({Block.PRESENTATION})
    stage.work(MINUTE)
    assert stage.reminders.view().phase is Phase.ASKING
    assert stage.outcomes == []


def test_time_away_counts_and_is_said_when_the_person_is_back() -> None:
    stage = Stage(only_short())
    stage.work(20 * MINUTE)
    stage.rest(6 * MINUTE)
    assert stage.reminders.view().next_text == "Next break after 30 minutes of work"
    assert stage.reminders.view().next_at is None
    stage.work(30)
    view = stage.reminders.view()
    assert view.away_text == "You were away for 6 minutes: that counts as a break"
    assert view.today_text == "1 break while away"
    assert stage.outcomes == [("short", Outcome.AWAY)]
    stage.work(5 * MINUTE)
    assert stage.reminders.view().away_text == ""


def test_time_away_from_a_popup_takes_it_away_and_is_said_with_its_whole_length() -> None:
    stage = asked()
    stage.rest(10 * MINUTE)
    assert stage.reminders.view().phase is Phase.WATCHING
    assert stage.outcomes == [("short", Outcome.AWAY)]
    assert stage.reminders.view().away_text == ""
    stage.work(30)
    assert stage.reminders.view().away_text == "You were away for 10 minutes: that counts as a break"
    stage.rest(90)
    stage.work(5)
    assert "10 minutes" in stage.reminders.view().away_text


def test_a_night_with_the_lid_closed_brings_no_heap_of_reminders() -> None:
    stage = Stage()
    stage.work(25 * MINUTE)
    stage.sleep(23.5 * HOUR)
    stage.work(MINUTE)
    assert stage.reminders.view().phase is Phase.WATCHING
    assert stage.reminders.view().next_text == "Next break at 9:25"


def test_where_nobody_can_tell_who_is_away_that_is_said() -> None:
    stage = Stage(only_short())
    stage.idle.problem = "This desktop does not tell when you are away. Log in with X11."
    stage.work(20 * MINUTE, idle=None)
    view = stage.reminders.view()
    assert (view.is_idle_known, view.trouble) == (False, stage.idle.problem)
    assert view.next_text == "Next break at 9:30, also if you are away"
    stage.idle.problem = ""
    stage.reminders.look()
    assert stage.reminders.view().trouble == (
        "Nobody can tell here when you are away, so that time counts as work."
    )
    stage.work(11 * MINUTE, idle=None)
    assert stage.reminders.view().phase is Phase.ASKING


def test_a_log_that_can_not_be_written_is_said_and_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    stage = asked()
    stage.log.problem = "The disk is full. Free some space."
    stage.reminders.tell(BreakCommand.SKIP)
    assert stage.reminders.view().trouble == "The disk is full. Free some space."
    assert "The disk is full" in caplog.text
    stage.log.problem = ""
    stage.work(31 * MINUTE)
    stage.reminders.tell(BreakCommand.SKIP)
    assert stage.reminders.view().trouble == ""


def test_a_session_of_the_window_counts_as_a_break() -> None:
    stage = Stage()
    stage.work(25 * MINUTE)
    stage.is_in_session = True
    stage.work(3 * MINUTE, idle=0.001)
    view = stage.reminders.view()
    assert view.next_text == "The time to your next break stands still while you practise"
    session = "A session is open. End it first, then take the break."
    assert stage.reminders.tell(BreakCommand.NOW) == session
    stage.is_in_session = False
    stage.idle.value = 0.0
    stage.reminders.look()
    assert stage.reminders.view().next_text == "Next break at 9:58"
    assert stage.reminders.view().kind == "short"
    assert stage.outcomes == []


def test_a_session_instead_of_a_break_that_is_due_is_logged() -> None:
    stage = asked()
    stage.is_in_session = True
    stage.work(5 * MINUTE, idle=0.001)
    assert stage.reminders.view().next_text == "Waiting until your session is over"
    stage.is_in_session = False
    stage.reminders.look()
    assert stage.outcomes == [("short", Outcome.DONE)]
    assert stage.reminders.view().phase is Phase.WATCHING


def test_a_break_that_is_started_waits_for_the_session_of_the_window() -> None:
    stage = asked()
    stage.is_in_session = True
    session = "A session is open. End it first, then take the break."
    assert stage.reminders.tell(BreakCommand.START) == session


@pytest.mark.parametrize(
    ("hour", "is_quiet"), [(19, False), (20, True), (23, True), (0, True), (7, True), (8, False)]
)
def test_quiet_hours_go_past_midnight(hour: int, is_quiet: bool) -> None:
    kind = replace(SHORT_KIND, has_chime=True)
    breaks = BreakSettings(True, (kind,), WorkHours(frozenset(range(7)), 0, 0), sound=BreakSound.HOURS)
    stage = Stage(breaks, MONDAY.replace(hour=hour, minute=10))
    stage.work(31 * MINUTE)
    view = stage.reminders.view()
    assert (view.phase, view.is_quiet, view.has_chime) == (Phase.ASKING, is_quiet, not is_quiet)
    stage.reminders.tell(BreakCommand.START)
    stage.reminders.open_player()
    assert stage.opened[0][1] is is_quiet


def test_breaks_at_times_of_the_day() -> None:
    stage = Stage(only_short(at=(10 * 60, 15 * 60)))
    stage.work(MINUTE)
    view = stage.reminders.view()
    assert (view.next_text, view.next_at) == ("Next break at 10:00", MONDAY.replace(hour=10))
    stage.work(HOUR)
    offer = stage.reminders.view().offer
    assert stage.reminders.view().phase is Phase.ASKING
    assert offer is not None
    assert offer.since == ""
    stage.reminders.tell(BreakCommand.SKIP)
    assert stage.reminders.view().next_text == "Next break at 15:00"


def test_an_idle_hour_writes_next_to_nothing() -> None:
    stage = Stage()
    stage.work(MINUTE)
    stage.memory.saves = stage.views = 0
    stage.work(HOUR, idle=0.001)
    assert stage.memory.saves <= 2
    assert stage.views <= 4
    stage = Stage(now=MONDAY.replace(hour=20))
    stage.work(HOUR)
    assert (stage.memory.saves, stage.views) == (1, 1)


def test_work_is_kept_now_and_then_and_at_the_end() -> None:
    stage = Stage(only_short())
    stage.work(25 * MINUTE)
    assert stage.memory.saves == 2
    stage.reminders.close()
    assert stage.memory.saves == 3
    stage.sleep(MINUTE)
    again = Reminders(stage)
    again.look()
    assert again.view().next_text == "Next break at 9:31"


def test_a_pause_goes_on_after_a_new_start() -> None:
    stage = Stage()
    stage.reminders.pause(PauseWish())
    again = Reminders(stage)
    assert again.look() > 0
    assert again.view().next_text == "Paused until you resume"


def test_closing_before_the_first_look_keeps_nothing() -> None:
    stage = Stage()
    stage.reminders.close()
    assert stage.memory.saves == 0
    assert stage.reminders.view().next_text == ""


def test_listeners_hear_of_changes_alone() -> None:
    stage = Stage(only_short())
    stage.work(30 * MINUTE - 5)
    before = stage.views
    assert before <= 50
    stage.reminders.look()
    stage.reminders.look()
    assert stage.views == before


def test_the_day_of_a_record_begins_at_the_persons_hour() -> None:
    breaks = BreakSettings(True, (SHORT_KIND,), WorkHours(frozenset(range(7)), 0, 0))
    night = datetime(2026, 11, 24, 2, 0, tzinfo=timezone(timedelta(hours=1)))
    stage = Stage(breaks, night)
    stage.work(31 * MINUTE)
    stage.reminders.tell(BreakCommand.SKIP)
    [record] = stage.log.records
    assert record.day == MONDAY.date()
    assert (record.at.tzinfo, record.offset_minutes) == (UTC, 60)
    assert stage.reminders.view().today_text == "1 break skipped"


@pytest.mark.no_cover
def test_a_day_at_work() -> None:
    """Meetings, lunch, a walk, and a break every half hour that is taken, put off or left out."""
    stage = Stage(now=MONDAY.replace(hour=8))
    reminders = stage.reminders
    taken = 0
    for quarter in range(42):
        if quarter == 16:
            stage.rest(45 * MINUTE)
        stage.blocks.found = frozenset({Block.FULL_SCREEN} if 20 <= quarter < 24 else ())
        stage.work(15 * MINUTE)
        if reminders.view().phase is not Phase.ASKING:
            continue
        taken += 1
        if taken % 5 == 0:
            reminders.tell(BreakCommand.SKIP)
        elif taken % 3 == 0:
            reminders.tell(BreakCommand.SNOOZE)
        else:
            assert reminders.tell(BreakCommand.START) == ""
            reminders.open_player()
            stage.player.practised = True
            stage.work(110, idle=0.001)
            stage.idle.value = 0.0
            reminders.finish()
    told = [outcome for _, outcome in stage.outcomes]
    assert told.count(Outcome.DONE) >= 5
    assert told.count(Outcome.AWAY) == 1
    assert ("long", Outcome.DONE) in stage.outcomes
    assert reminders.view().hold is Hold.OFF_HOURS
    assert reminders.view().next_text == "Your hours begin tomorrow at 8:00"
    assert stage.memory.saves < 90


def test_breaks_are_counted_when_one_ends_and_else_now_and_then() -> None:
    stage = Stage(only_short())
    stage.work(290)
    assert stage.log.counted == 1
    stage.log.append(replace(_RECORD, day=stage.moment.date()))  # another machine's, in a shared folder
    stage.work(60)
    assert stage.log.counted == 2
    assert stage.reminders.view().counts == {Outcome.DONE: 1}
    stage.work(25 * MINUTE)
    before = stage.log.counted
    stage.reminders.tell(BreakCommand.SKIP)
    assert stage.log.counted == before + 1
    assert stage.reminders.view().counts == {Outcome.DONE: 1, Outcome.SKIPPED: 1}


def test_a_new_day_is_counted_at_once() -> None:
    stage = Stage(only_short(), now=MONDAY.replace(hour=3, minute=58))
    stage.reminders.look()
    stage.log.append(replace(_RECORD, day=stage.moment.date()))
    stage.sleep(30)
    stage.reminders.look()
    assert stage.log.counted == 1
    stage.sleep(100)
    stage.reminders.look()
    assert stage.reminders.view().counts == {Outcome.DONE: 1}


def test_a_clock_that_is_set_back_counts_anew() -> None:
    stage = Stage(only_short())
    stage.reminders.look()
    stage.moment -= timedelta(hours=1)
    stage.reminders.look()
    assert stage.log.counted == 2
