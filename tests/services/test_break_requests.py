"""What other starts of the program tell the reminders: carried out, or refused in words."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from mobility_coach.domain.breaks.state import LONGEST_PAUSE_MINUTES, PAUSES, PauseWish
from mobility_coach.domain.commands import BreakCommand
from mobility_coach.services.breaks.break_arguments import pause_argument, read_pause
from mobility_coach.services.breaks.break_requests import BreakRequests
from mobility_coach.services.breaks.break_settings import BreakSettings
from mobility_coach.services.breaks.break_view import BreakView
from mobility_coach.services.instance import BadLine, RequestDesk, Response, read_response, write_response
from tests.services.reminder_stage import Stage
from tests.ui.fake_breaks import ASKING, NOTICED, PAUSED, PRACTISING, WATCHING, FakeReminders


@pytest.fixture
def reminders() -> FakeReminders:
    return FakeReminders()


Asked = Callable[..., Response]


@pytest.fixture
def asked(reminders: FakeReminders) -> Asked:
    def ask(command: str, argument: str = "") -> Response:
        return BreakRequests(reminders).answer({"command": command, "argument": argument})

    return ask


@pytest.mark.parametrize("command", ["now", "start"])
def test_a_break_starts(asked: Asked, reminders: FakeReminders, command: str) -> None:
    reminders.show(ASKING)
    assert asked(command) == Response(ok=True, text="Your break starts.")
    assert reminders.told == [(BreakCommand(command), "")]
    reminders.answer = "A break is running."
    assert asked(command) == Response(ok=False, text="A break is running.")


def test_a_break_that_could_not_be_opened_has_not_started(asked: Asked, reminders: FakeReminders) -> None:
    def fail() -> None:
        if not reminders.finished:
            reminders.finish()

    reminders.listen(fail)
    answer = asked("now")
    assert not answer.ok
    assert answer.text.startswith("The break could not be opened.")


def test_a_break_that_runs_is_not_started_again(asked: Asked, reminders: FakeReminders) -> None:
    reminders.show(PRACTISING)
    assert not asked("now").ok


@pytest.mark.parametrize(
    ("command", "text"), [("snooze", "Snoozed until 14:40"), ("skip", "Next break at 14:35")]
)
def test_a_break_is_put_off_or_left_out(
    asked: Asked, reminders: FakeReminders, command: str, text: str
) -> None:
    reminders.show(NOTICED)
    assert asked(command) == Response(ok=True, text=text)
    assert reminders.told == [(BreakCommand(command), "")]


@pytest.mark.parametrize("command", ["snooze", "skip"])
def test_what_can_not_be_put_off_is_refused(asked: Asked, reminders: FakeReminders, command: str) -> None:
    reminders.answer = "No break is due."
    assert asked(command) == Response(ok=False, text="No break is due.")


def test_the_reminders_are_paused_and_resumed(asked: Asked, reminders: FakeReminders) -> None:
    assert asked("pause", "90") == Response(ok=True, text="Paused until 15:00")
    assert asked("pause", "tomorrow").ok
    assert asked("pause").ok
    assert reminders.pauses == [PauseWish(90), PauseWish(is_until_tomorrow=True), PauseWish()]
    assert asked("resume") == Response(ok=True, text="Next break at 14:35")
    assert reminders.told == [(BreakCommand.RESUME, "")]


def test_resuming_reminders_that_are_off_is_refused() -> None:
    requests = BreakRequests(Stage(BreakSettings()).reminders)
    answer = requests.answer({"command": "resume", "argument": ""})
    assert not answer.ok
    assert answer.text.startswith("Reminders are off.")


@pytest.mark.parametrize("wish", [*PAUSES, PauseWish(LONGEST_PAUSE_MINUTES)])
def test_every_pause_comes_through(wish: PauseWish) -> None:
    assert read_pause(pause_argument(wish)) == wish


@pytest.mark.parametrize(
    "argument", ["0", "-1", "1.5", str(LONGEST_PAUSE_MINUTES + 1), "9" * 100, "1h", "\u0663"]
)
def test_a_pause_that_makes_no_sense(asked: Asked, reminders: FakeReminders, argument: str) -> None:
    with pytest.raises(BadLine, match="pause for that long"):
        asked("pause", argument)
    assert reminders.pauses == []


@pytest.mark.parametrize(
    "arguments",
    [{}, {"command": ""}, {"command": "dance"}, {"command": 7}, {"command": "now", "argument": ["x"]}],
)
def test_what_is_not_known_is_refused(reminders: FakeReminders, arguments: dict[str, object]) -> None:
    with pytest.raises(BadLine):
        BreakRequests(reminders).answer(arguments)
    assert reminders.told == []


def test_the_status_for_people(asked: Asked, reminders: FakeReminders) -> None:
    assert asked("status") == Response(ok=True, text="Next break at 14:35\n3 breaks done, 1 skipped")
    reminders.show(replace(PAUSED, today_text="", trouble="Nobody can tell when you are away."))
    assert asked("status").text == "Paused until 15:00\nNobody can tell when you are away."


@pytest.mark.parametrize(
    "view", [WATCHING, BreakView(is_on=False), replace(PAUSED, next_text="é" * 900, trouble="ü" * 900)]
)
def test_the_status_for_programs_fits_a_line(asked: Asked, reminders: FakeReminders, view: BreakView) -> None:
    reminders.show(view)
    response = asked("status", "json")
    assert read_response(write_response(response).rstrip(b"\n")) == response
    values = json.loads(response.text)
    assert values["running"] is True
    assert values["on"] is view.is_on
    assert view.next_text.startswith(values["next_text"])


def test_at_the_desk_nonsense_is_an_answer(reminders: FakeReminders) -> None:
    desk = RequestDesk({"break": BreakRequests(reminders).answer})
    line = b'{"mobility-coach": 1, "name": "break", "arguments": {"command": "dance"}}'
    response = read_response(desk.answer(line))
    assert response == Response(ok=False, text="The running program does not know how to do that.")
