"""What the reminders get from the workshop."""

from pathlib import Path

import pytest

from mobility_coach.bootstrap.breaks import BreakService
from mobility_coach.bootstrap.desktop import DesktopEyes
from mobility_coach.bootstrap.reminders import ReminderParts
from mobility_coach.bootstrap.workshop import Workshop
from mobility_coach.services.breaks.break_settings import Closing


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path, {})


@pytest.fixture
def parts(workshop: Workshop) -> ReminderParts:
    return ReminderParts(workshop, DesktopEyes())


def test_a_named_drill_is_fitted_to_the_break_without_a_word(parts: ReminderParts) -> None:
    plan = parts.plan("hip-flexor-matrix", 120)
    assert plan.seconds <= 132
    assert plan.notice == ""
    with pytest.raises(KeyError):
        parts.plan("no-such-drill", 120)


def test_what_is_chosen_can_be_planned_and_fits(parts: ReminderParts) -> None:
    choices = parts.choices(120, uses_floor=False)
    assert len({choice.routine.items[0].drill.id for choice in choices}) > 1
    assert all(parts.plan(choice.routine, 120).seconds <= 132 for choice in choices)


def test_the_clock_goes_on_and_ids_differ(parts: ReminderParts) -> None:
    assert parts.clock() <= parts.clock()
    assert parts.new_id() != parts.new_id()
    assert parts.streak() == 0


def test_closing_is_remembered_and_changes_are_told(tmp_path: Path, workshop: Workshop) -> None:
    service = BreakService(workshop, None)
    told: list[bool] = []
    service.listen(lambda: told.append(service.is_on))
    assert (service.is_on, service.closing) == (False, Closing.ASK)
    assert service.set_closing(Closing.STAY) == ""
    assert service.plan.change("is_on", True) == ""
    assert told == [False, True]
    again = BreakService(Workshop(tmp_path, {}), None)
    assert (again.is_on, again.closing) == (True, Closing.STAY)


def test_a_break_can_be_any_routine_or_drill(workshop: Workshop) -> None:
    rows = BreakService(workshop, None).plan.view().rows
    choices = dict(next(row.choices for row in rows if row.name == "kind.short.routine"))
    assert choices[""] == "Choose for me"
    assert choices["desk"] == "At the desk"
    assert choices["ankle-rolls"] == "Ankle rolls"


def test_a_service_that_nobody_used_lets_go_of_nothing(workshop: Workshop) -> None:
    BreakService(workshop, None).close()
    assert "x11" not in DesktopEyes().__dict__
