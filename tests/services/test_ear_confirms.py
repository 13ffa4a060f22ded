"""The short sound that says that a command was understood."""

from dataclasses import replace

import pytest

from mobility_coach.domain.commands import Command
from mobility_coach.services.voice.ear import Ear
from mobility_coach.services.voice.voice_ports import Heard
from tests.services.ear_stage import FakeEarPort, FakeTap
from tests.services.shown_view import shown_view


@pytest.mark.parametrize(
    ("command", "is_muted", "sounds"),
    [
        (Command.PAUSE, False, 1),
        (Command.PAUSE, True, 0),
        (Command.MUTE, False, 0),
        (None, False, 0),
    ],
)
def test_what_can_be_done_is_confirmed_unless_it_is_silent(
    command: Command | None, is_muted: bool, sounds: int
) -> None:
    heard: list[str] = []
    port = FakeEarPort()
    ear = Ear(port, FakeTap(), lambda: 0.0, lambda: heard.append("sound"))
    ear.begin(replace(shown_view(), is_muted=is_muted))
    port.said = [Heard(command, "words", 0.8)]
    list(ear.commands())
    assert len(heard) == sounds


def test_what_can_not_be_done_now_is_not_confirmed() -> None:
    heard: list[str] = []
    port = FakeEarPort()
    ear = Ear(port, FakeTap(), lambda: 0.0, lambda: heard.append("sound"))
    ear.begin(replace(shown_view(), commands=frozenset()))
    port.said = [Heard(Command.PAUSE, "pause", 0.8)]
    assert list(ear.commands()) == []
    assert heard == []
