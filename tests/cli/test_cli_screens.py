"""What a session in the terminal offers and how it follows the terminal's size."""

from functools import partial
from typing import TYPE_CHECKING

import pytest

from mobility_coach.cli.key_help import all_keys, key_lines
from mobility_coach.domain.commands import COMMANDS, Command
from mobility_coach.domain.keys import USUAL_KEYS
from mobility_coach.domain.transport import Phase
from mobility_coach.domain.window_commands import FaceCommand
from mobility_coach.services.presenters.plain_words import SEPARATOR

if TYPE_CHECKING:
    from tests.cli.conftest import Cli

RUNNING = frozenset(Command) - {Command.START}


def lines_of(frame: str) -> list[str]:
    return [line.removesuffix("\x1b[K") for line in frame.split("\n")]


def test_a_count_in_is_told_once(cli: "Cli") -> None:
    views = [
        cli.view(rep=0, reps=0, count_in=count, caption=caption, instruction="Get ready.")
        for count, caption in ((3, ""), (3, "3"), (2, "3"), (2, "2"), (1, "1"))
    ]
    cli.context.player = cli.Player([*views, cli.view(rep=1, caption="1")])
    ran = cli("play", "short", "--plain")
    assert ran.out.endswith("Get ready.\n  3\n  2\n  1\n  1 of 10\n")


def test_a_wide_line_has_all_keys() -> None:
    assert key_lines(RUNNING, 160, USUAL_KEYS) == [
        SEPARATOR.join(
            (
                "Space pause or go on · Return ready · Right next · Esc stop · ? all keys",
                "Left back · S skip side · R again · -/+ tempo · [/] volume · M mute",
            )
        ),
        "",
    ]


def test_two_lines_of_eighty_columns_have_all_keys() -> None:
    lines = key_lines(RUNNING, 79, USUAL_KEYS)
    assert [len(line) <= 79 for line in lines] == [True, True]
    for key in ("Space", "Return", "Right", "Left", "Esc", "R ", "S ", "-/+", "[/]", "M ", "?"):
        assert key in " ".join(lines)


@pytest.mark.parametrize("columns", range(19, 60))
def test_narrow_lines_have_what_matters_most(columns: int) -> None:
    lines = key_lines(RUNNING, columns, USUAL_KEYS)
    assert len(lines) == 2
    assert lines[0].startswith("Space pause or go")
    assert "? all keys" in " ".join(lines) or columns < 35


def test_keys_that_can_not_be_told_now_are_not_offered() -> None:
    assert key_lines({Command.TOGGLE, Command.SLOWER}, 79, USUAL_KEYS) == [
        "Space pause or go on · ? all keys",
        "",
    ]
    assert key_lines((), 79, USUAL_KEYS) == ["", ""]


def test_the_list_of_keys_has_every_key() -> None:
    told = dict(all_keys(USUAL_KEYS))
    assert told["Space, K, B, ."] == "Pause, or go on after a short count-in"
    keys = ", ".join(told)
    for command, info in COMMANDS.items():
        assert all(key in keys for key in info.keys), command


def test_chosen_keys_stand_in_the_lines_and_the_list() -> None:
    keys = USUAL_KEYS.without_key(Command.NEXT, "Right").with_key(Command.MUTE, "K")
    for key in ("-", "Down"):
        keys = keys.without_key(Command.SLOWER, key)
    line, _ = key_lines(RUNNING, 160, keys)
    assert "N next" in line
    assert "tempo" not in line  # half a pair says nothing
    told = dict(all_keys(keys))
    assert told["M, K"] == "Silence, with captions"
    assert told["Space, B, ."] == "Pause, or go on after a short count-in"
    assert "" not in told


def test_chosen_keys_work_in_the_terminal(cli: "Cli") -> None:
    cli.context.chosen_keys = USUAL_KEYS.with_key(Command.NEXT, "K").with_key(FaceCommand.HELP, "X")
    cli.context.keys = cli.Keyboard(["K", "Space", "X", "Q"])
    cli.context.player = cli.Player(ends=False)
    out = cli("play", "short", "--no-window", stdout=cli.Terminal()).out
    assert cli.context.player.told[1:3] == [Command.NEXT, Command.TOGGLE]
    assert "Show or hide this list" in out


def test_a_question_mark_shows_all_keys_and_hides_them_again(cli: "Cli") -> None:
    cli.context.keys = cli.Keyboard(["", "?", "", "?", "", "Q"])
    cli.context.player = cli.Player(ends=False)
    out = cli("play", "short", "--no-window", stdout=cli.Terminal()).out
    before, listed, after = (lines_of(frame) for frame in out.split("\r")[1:4])
    assert listed[0].startswith("\x1b[7A\x1b[J")
    assert [line.split("  ")[0] for line in listed[2:]] == [keys for keys, _ in all_keys(USUAL_KEYS)]
    assert after[0].startswith(f"\x1b[{len(listed) - 1}A\x1b[J")
    assert after[1:] == before[1:]
    assert Command.STOP in cli.context.player.told


def test_escape_closes_the_list_of_keys_before_it_ends_the_session(cli: "Cli") -> None:
    cli.context.keys = cli.Keyboard(["?", "", "Esc", "Space", "Esc"])
    cli.context.player = cli.Player(ends=False)
    cli("play", "short", "--no-window", stdout=cli.Terminal())
    assert cli.context.player.told[:3] == [Command.START, Command.TOGGLE, Command.STOP]


def test_the_list_of_keys_in_a_low_terminal_is_packed(cli: "Cli", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINES", "12")
    cli.context.keys = cli.Keyboard(["?", "", "Q"])
    cli.context.player = cli.Player(ends=False)
    out = cli("play", "short", "--no-window", stdout=cli.Terminal()).out
    listed = lines_of(out.split("\r")[2])
    assert len(listed) < 12
    assert "Space, K, B, . Pause, or go on after a short count-in" in " ".join(listed[2:])
    assert "M Silence, with captions" in " ".join(listed)


def test_a_question_mark_prints_all_keys_in_lines(cli: "Cli") -> None:
    cli.context.keys = cli.Keyboard(["?", "Esc"])
    cli.context.player = cli.Player([cli.view(), cli.view()])
    out = cli("play", "short", "--plain").out
    assert cli.context.player.told[1] is Command.STOP  # what is printed has nothing to be closed
    assert "  Space, K, B, .    Pause, or go on after a short count-in\n" in out
    assert "  Esc, Q            End the session; what is done is kept\n" in out


def test_another_size_begins_on_a_clear_screen(cli: "Cli", monkeypatch: pytest.MonkeyPatch) -> None:
    def resize(columns: str, rows: str) -> None:
        monkeypatch.setenv("COLUMNS", columns)
        monkeypatch.setenv("LINES", rows)

    sizes = (("40", "24"), ("130", "24"), ("130", "4"), ("130", "3"), ("80", "24"))
    presses = [partial(resize, *size) for size in sizes]
    cli.context.keys = cli.Keyboard([*presses, "Q"])
    cli.context.player = cli.Player([cli.view(banner="No sound.")], ends=False)
    frames = cli("play", "short", "--no-window", stdout=cli.Terminal()).out.split("\r")[2:7]
    assert all(frame.startswith("\x1b[H\x1b[J") for frame in frames)
    narrow, wide, low, lower, usual = (lines_of(frame.removeprefix("\x1b[H\x1b[J")) for frame in frames)
    for lines in (narrow, wide, usual):
        assert lines[0] == "No sound."
        assert lines[1].startswith("Hip flexor matrix · A ·")
        assert len(lines) == 9
    assert low == lower == ["6 of 10 · 1:35 left · Hip flexor matrix · A · Forward drive · Left side"]


def test_the_end_is_told_even_over_the_list_of_keys(cli: "Cli") -> None:
    cli.context.keys = cli.Keyboard(["?", "", "Q"])
    cli.context.player = cli.Player(ends=False)
    cli.context.player.final = cli.view(
        phase=Phase.FINISHED, instruction="Stopped.", commands=frozenset(), rep=0, reps=0
    )
    out = cli("play", "short", "--no-window", stdout=cli.Terminal()).out
    assert lines_of(out.split("\r")[3])[1] == "Stopped."


def test_words_that_were_read_already_are_not_said_again_at_the_stop(cli: "Cli") -> None:
    setup = cli.view(rep=0, reps=0, instruction="Kneel down.", caption="Kneel down.")
    cli.context.player.views = [setup, setup]
    cli.context.player.final = cli.view(rep=0, reps=0, instruction="Stopped.", caption="Kneel down.")
    assert cli("play", "short", "--plain").out.endswith("\nKneel down.\nStopped.\n")
