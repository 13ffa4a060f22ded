"""Sessions, look by look: whether one goes on or was left alone, and how long was practised in it."""

from dataclasses import replace

import pytest

from mobility_coach.domain.breaks.record import Outcome
from mobility_coach.domain.breaks.state import Phase
from mobility_coach.domain.commands import BreakCommand
from mobility_coach.domain.transport import Phase as Transport
from mobility_coach.services.breaks.break_settings import BreakSettings
from mobility_coach.services.breaks.session_watch import SessionGlance, SessionWatch
from tests.services.reminder_stage import Stage

MINUTE = 60.0
MOVING = SessionGlance(is_open=True, is_moving=True, has_practised=True)
PAUSED = replace(MOVING, is_moving=False)
OVER = SessionGlance(has_practised=True)


def followed(*stretches: tuple[SessionGlance, float]) -> SessionWatch:
    """After stretches of so many minutes, looked at each half minute."""
    sessions, clock = SessionWatch(), 1_000.0
    for glance, minutes in stretches:
        for _ in range(round(minutes * 2)):
            sessions.look(glance, clock)
            clock += MINUTE / 2
    sessions.look(stretches[-1][0], clock)
    return sessions


def test_before_the_first_session_there_is_none() -> None:
    sessions = SessionWatch()
    sessions.look(SessionGlance(), 1_000.0)
    assert not sessions.is_going_on
    assert sessions.take_practised() == 0


def test_a_session_counts_from_its_start_to_its_end_once() -> None:
    sessions = followed((MOVING, 5), (OVER, 1))
    assert not sessions.is_going_on
    assert sessions.take_practised() == 5 * MINUTE
    assert sessions.take_practised() == 0


def test_a_short_wait_belongs_to_it_a_long_one_does_not() -> None:
    assert followed((MOVING, 2), (PAUSED, 1), (MOVING, 2), (OVER, 1)).take_practised() == 5 * MINUTE
    assert followed((MOVING, 2), (PAUSED, 8), (MOVING, 2), (OVER, 1)).take_practised() == 5 * MINUTE


def test_a_session_without_a_rep_counts_for_nothing() -> None:
    opened = replace(MOVING, has_practised=False)
    assert followed((opened, 5), (SessionGlance(), 1)).take_practised() == 0


def test_a_session_that_is_paused_for_ten_minutes_was_left_alone() -> None:
    assert followed((MOVING, 3), (PAUSED, 9)).is_going_on
    sessions = followed((MOVING, 3), (PAUSED, 11))
    assert not sessions.is_going_on
    assert sessions.take_practised() == 4 * MINUTE


def test_a_session_that_goes_on_after_all_counts_from_there() -> None:
    sessions = followed((MOVING, 3), (PAUSED, 30), (MOVING, 4))
    assert sessions.is_going_on
    assert sessions.take_practised() == 4 * MINUTE
    sessions.look(OVER, 1_000.0 + 37 * MINUTE)
    assert sessions.take_practised() == 4 * MINUTE


def test_sleep_is_no_practice() -> None:
    sessions = followed((MOVING, 1))
    sessions.look(MOVING, 1_000.0 + 900 * MINUTE)
    sessions.look(OVER, 1_000.0 + 900 * MINUTE)
    assert sessions.take_practised() == 1 * MINUTE


# What the reminders make of it


def test_reminders_come_although_a_session_was_left_paused() -> None:
    stage = Stage()
    stage.work(20 * MINUTE)
    stage.own = MOVING
    stage.work(MINUTE / 2)
    stage.own = PAUSED
    stage.work(9 * MINUTE)
    assert stage.reminders.view().next_text == "The time to your next break stands still while you practise"
    stage.work(20 * MINUTE)
    assert stage.reminders.view().phase is Phase.ASKING
    assert stage.reminders.tell(BreakCommand.START) == ""
    assert stage.reminders.view().phase is Phase.PRACTISING


def test_a_session_that_was_opened_and_never_begun_is_no_break() -> None:
    stage = Stage()
    stage.work(31 * MINUTE)
    assert stage.reminders.view().phase is Phase.ASKING
    stage.own = SessionGlance(is_open=True)
    stage.work(6 * MINUTE)
    stage.own = SessionGlance()
    stage.work(MINUTE)
    assert stage.outcomes == []
    assert stage.reminders.view().phase is Phase.ASKING


def test_a_night_with_a_session_open_is_no_practice() -> None:
    stage = Stage()
    stage.work(31 * MINUTE)
    stage.own = MOVING
    stage.work(MINUTE)
    stage.sleep(3 * 3600)
    stage.own = OVER
    stage.work(MINUTE)
    assert Outcome.DONE not in [outcome for _, outcome in stage.outcomes]


# The session of a break


def begun() -> Stage:
    """A break that was started; its session is open."""
    stage = Stage()
    stage.work(31 * MINUTE)
    assert stage.reminders.tell(BreakCommand.START) == ""
    stage.reminders.open_player()
    return stage


@pytest.mark.parametrize(("is_practised", "outcome"), [(True, Outcome.DONE), (False, Outcome.SKIPPED)])
def test_a_break_that_was_left_paused_ends_and_the_next_one_comes(
    is_practised: bool, outcome: Outcome
) -> None:
    stage = begun()
    stage.player.practised = is_practised
    stage.work(50, idle=0.001)
    stage.player.phase = Transport.PAUSED
    stage.work(9 * MINUTE)
    assert stage.reminders.view().phase is Phase.PRACTISING
    stage.work(2 * MINUTE)
    assert stage.outcomes == [("short", outcome)]
    assert stage.player.is_over
    stage.work(31 * MINUTE)
    assert stage.reminders.view().phase is Phase.ASKING


def test_a_break_that_nobody_leads_ends() -> None:
    stage = Stage()
    assert stage.reminders.tell(BreakCommand.NOW) == ""
    stage.work(11 * MINUTE)
    assert stage.outcomes == [("short", Outcome.SKIPPED)]


def test_one_that_is_taken_while_reminders_are_off_ends_too() -> None:
    stage = Stage(BreakSettings())
    assert stage.reminders.tell(BreakCommand.NOW) == ""
    for _ in range(25):
        stage.sleep(30)
        stage.reminders.look()
    assert stage.reminders.look() == 0
    assert not stage.reminders.view().is_practising


def test_a_break_is_as_long_as_what_was_practised_not_as_the_lid_was_closed() -> None:
    stage = begun()
    stage.player.practised = True
    stage.work(90, idle=0.001)
    stage.sleep(15 * 3600)
    stage.player.phase = Transport.PAUSED
    stage.reminders.look()
    stage.reminders.finish()
    assert [(record.outcome, record.seconds) for record in stage.log.records] == [(Outcome.DONE, 90)]


def test_a_break_whose_window_is_out_of_sight_ends_with_its_session() -> None:
    stage = begun()
    stage.player.practised = True
    stage.work(90, idle=0.001)
    stage.player.is_over = True
    stage.work(30)
    assert [(record.outcome, record.seconds) for record in stage.log.records] == [(Outcome.DONE, 90)]
