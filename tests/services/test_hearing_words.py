"""What is told of spoken commands."""

from dataclasses import replace

import pytest

from mobility_coach.domain.commands import COMMANDS, Command
from mobility_coach.services.presenters.hearing_words import heard_words, hearing_words, sayings
from mobility_coach.services.session.player_view import Hearing, HearingState


@pytest.mark.parametrize(
    ("hearing", "words"),
    [
        (Hearing(), ""),
        (Hearing(HearingState.STARTING), "Starting to listen"),
        (Hearing(HearingState.LISTENING), "Listening"),
        (Hearing(HearingState.TROUBLE, problem="Plug it in."), "Not listening"),
        (Hearing(HearingState.LISTENING, heard=Command.PAUSE), "Heard: pause"),
        (
            Hearing(HearingState.LISTENING, heard=Command.SKIP_SIDE, is_acted_on=False),
            "Heard: skip side, not now",
        ),
    ],
)
def test_the_microphone_in_a_few_words(hearing: Hearing, words: str) -> None:
    assert hearing_words(hearing) == words


def test_what_was_heard_in_fewer_words_still() -> None:
    assert heard_words(Hearing(HearingState.LISTENING)) == ""
    assert heard_words(Hearing(HearingState.LISTENING, heard=Command.NEXT)) == "Next"
    not_now = Hearing(HearingState.LISTENING, heard=Command.NEXT, is_acted_on=False)
    assert heard_words(not_now) == "Next: not now"


def test_each_command_that_can_be_said_is_listed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    unsaid = {command: replace(info, phrases=()) for command, info in COMMANDS.items()}
    said = replace(COMMANDS[Command.PAUSE], phrases=("pause", "hold on"))
    monkeypatch.setattr(
        "mobility_coach.services.presenters.hearing_words.COMMANDS", {**unsaid, Command.PAUSE: said}
    )
    [pause] = sayings()
    assert (pause.command, pause.words, pause.also) == (Command.PAUSE, "coach, pause", ("hold on",))
    assert pause.hint == COMMANDS[Command.PAUSE].hint
