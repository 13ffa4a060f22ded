"""Sessions that the person opened, look by look: whether one holds breaks back, and what it counts for."""

from dataclasses import replace

from mobility_coach.domain.breaks.record import Outcome
from mobility_coach.domain.breaks.state import Phase
from mobility_coach.domain.commands import BreakCommand
from mobility_coach.services.breaks.own_sessions import OwnSessions, SessionGlance
from tests.services.reminder_stage import Stage

MINUTE = 60.0
MOVING = SessionGlance(is_open=True, is_moving=True, has_practised=True)
PAUSED = replace(MOVING, is_moving=False)
OVER = SessionGlance(has_practised=True)


def followed(*stretches: tuple[SessionGlance, float]) -> OwnSessions:
    """After stretches of so many minutes, looked at each half minute."""
    sessions, clock = OwnSessions(), 1_000.0
    for glance, minutes in stretches:
        for _ in range(round(minutes * 2)):
            sessions.look(glance, clock)
            clock += MINUTE / 2
    sessions.look(stretches[-1][0], clock)
    return sessions


def test_before_the_first_session_there_is_none() -> None:
    sessions = OwnSessions()
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
