"""The microphone on a terminal's screen."""

from typing import TYPE_CHECKING

import pytest

from mobility_coach.domain.commands import Command
from mobility_coach.services.session.player_view import Hearing, HearingState

if TYPE_CHECKING:
    from tests.cli.conftest import Cli

LISTENING = Hearing(HearingState.LISTENING)
PAUSED = Hearing(HearingState.LISTENING, heard=Command.PAUSE)
TROUBLE = Hearing(HearingState.TROUBLE, problem="It went away. Plug it in.")


def test_an_open_microphone_is_told_in_lines_and_what_was_heard_too(cli: "Cli") -> None:
    cli.context.player = cli.Player([cli.view(hearing=each) for each in (LISTENING, LISTENING, PAUSED)])
    out = cli("play", "short", "--plain").out
    assert out.count("  Listening\n") == 1
    assert out.count("  Heard: pause\n") == 1


@pytest.mark.parametrize("columns", ["40", "80", "130"])
def test_a_drawn_screen_has_it_at_the_end_of_its_first_line(
    cli: "Cli", monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("LINES", "24")
    cli.context.player = cli.Player([cli.view(hearing=LISTENING, drill_title="漢字" * 30)])
    frame = cli("play", "short", "--no-window", stdout=cli.Terminal()).out.split("\r")[1]
    first = frame.split("\n")[0].removesuffix("\x1b[K")
    assert first.endswith(" [Listening]")
    assert len(first) + first.count("漢") + first.count("字") == int(columns) - 1


def test_trouble_is_told_once_with_what_to_do(cli: "Cli") -> None:
    cli.context.player = cli.Player([cli.view(hearing=TROUBLE), cli.view(hearing=TROUBLE)])
    ran = cli("play", "short", "--plain")
    assert ran.err.count("It went away. Plug it in.") == 1
    assert "Not listening" in ran.out


def test_a_closed_microphone_is_not_mentioned(cli: "Cli") -> None:
    cli.context.player = cli.Player([cli.view()])
    assert "isten" not in cli("play", "short", "--plain").out
