"""What can be typed, and what a line that can't be understood gets."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mobility_coach import __version__

if TYPE_CHECKING:
    from tests.cli.conftest import Cli

COMMANDS = ("list", "show", "routines", "play", "render", "break", "streak", "log", "check", "doctor")


def test_no_command_opens_the_window(cli: "Cli", tmp_path: Path) -> None:
    assert cli().code == 0
    assert cli("--data-dir", str(tmp_path)).code == 0
    assert [request.data_dir for request in cli.windows] == [None, tmp_path]
    assert not any(request.session for request in cli.windows)
    assert not cli.data_dirs


def test_the_window_may_wait_until_it_is_asked_for(cli: "Cli") -> None:
    assert cli("--hidden").code == 0
    assert [request.is_hidden for request in cli.windows] == [True]
    assert cli().code == 0
    assert not cli.windows[1].is_hidden
    refused = cli("--hidden", "list")
    assert refused.code == 2
    assert "leave out the command" in refused.err
    assert len(cli.windows) == 2


def test_help_names_every_command_and_needs_nothing(cli: "Cli") -> None:
    ran = cli("--help")
    assert ran.code == 0
    assert all(f"\n    {name} " in ran.out for name in COMMANDS)
    assert "Exit codes" in ran.out
    assert not cli.data_dirs


@pytest.mark.parametrize("command", [*((name,) for name in COMMANDS), ("log", "import")])
def test_every_command_has_help_with_examples(cli: "Cli", command: tuple[str, ...]) -> None:
    ran = cli(*command, "--help")
    assert ran.code == 0
    assert "examples:" in ran.out
    assert f"mobility-coach {' '.join(command)}" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 100
    assert not cli.data_dirs


def test_version(cli: "Cli") -> None:
    assert cli("--version").out == f"mobility-coach {__version__}\n"


@pytest.mark.parametrize(
    "line", [("--data-dir", "x", "list"), ("list", "--data-dir", "x"), ("list", "--data-dir=x")]
)
def test_the_data_folder_may_stand_before_and_after_the_command(
    cli: "Cli", line: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli(*line).code == 0
    assert cli.data_dirs == [Path("x")]


def test_the_data_folder_after_an_inner_command(
    cli: "Cli", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "practice.jsonl"
    file.write_text("", encoding="utf-8")
    cli("log", "import", str(file), "--data-dir", "x")
    assert cli.data_dirs == [Path("x")]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (("dance",), "invalid choice: 'dance'"),
        (("list", "--jso"), "--jso"),
        (("list", "more"), "more"),
        (("show",), "DRILL"),
        (("play",), "name a drill or a routine"),
        (("play", "short", "--tempo", "19"), "whole number from 20 to 200"),
        (("play", "short", "--tempo", "6_0"), "whole number from 20 to 200"),
        (("play", "short", "--tempo", "٦٠"), "whole number from 20 to 200"),
        (("play", "short", "--tempo", "9" * 5000), "whole number from 20 to 200"),
        (("play", "short", "--reps", "0"), "whole number from 1 to 100"),
        (("play", "short", "--reps", "1e3"), "whole number from 1 to 100"),
        (("play", "short", "--minutes", "-3"), "--minutes"),
        (("play", "short", "--side", "both"), "--side"),
        (("render", "short"), "-o"),
        (("render", "short", "-o", ""), "name of a file"),
        (("render", "short", "-o", "a\0b.wav"), "name of a file"),
        (("streak", "--now", "2026-11-22T08:00:00"), "offset from UTC"),
        (("streak", "--now", "2026-11-22"), "offset from UTC"),
        (("streak", "--now", "tomorrow"), "a date and a time"),
        (("streak", "--now", "2026-02-30T08:00:00+01:00"), "a date and a time"),
        (("streak", "--now", "0001-01-01T00:00:00+23:59"), "between 1970 and 2200"),
        (("streak", "--now", "9999-12-31T23:59:59-23:59"), "between 1970 and 2200"),
        (("log", "--json", "--csv"), "not allowed with"),
        (("log", "import"), "FILE"),
        (("log", "--csv", "import", "x"), "leave out --json and --csv"),
        (("log", "export"), "export"),
        (("check",), "FILE"),
        (("list", "--data-dir", ""), "name of a folder"),
    ],
)
def test_a_line_that_is_not_understood_is_told_what_is_wrong(
    cli: "Cli", line: tuple[str, ...], message: str
) -> None:
    ran = cli(*line)
    assert ran.code == 2
    assert message in ran.err.splitlines()[-1]
    assert ran.out == ""
    assert not cli.data_dirs


def test_another_moment_keeps_its_offset(cli: "Cli") -> None:
    cli.context.log.kept = [cli.record()]
    assert cli("streak", "--now", "2026-11-22T03:59:00+01:00", "--json").code == 0
    assert '"today": "2026-11-21"' in cli("streak", "--now", "2026-11-22T03:59:00+01:00", "--json").out
    assert '"today": "2026-11-22"' in cli("streak", "--now", "2026-11-22T04:00:00+01:00", "--json").out
    assert cli.record().started.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("line", "command"),
    [
        (("list", "--jsn"), "list"),
        (("play", "short", "more"), "play"),
        (("log", "--jsn"), "log"),
        (("log", "import", "a", "b"), "log import"),
        (("log", "--csv", "import", "x"), "log import"),
    ],
)
def test_a_wrong_option_is_told_with_the_usage_of_its_command(
    cli: "Cli", line: tuple[str, ...], command: str
) -> None:
    err = cli(*line).err
    assert err.startswith(f"usage: mobility-coach {command} [-h]")
    assert f"mobility-coach {command}: error: " in err.splitlines()[-1]


def test_an_import_is_shown_as_another_form_of_the_line(cli: "Cli") -> None:
    assert cli("log", "--help").out.startswith(
        "usage: mobility-coach log [-h] [--data-dir DIR] [--breaks] [--json | --csv]\n"
        "       mobility-coach log import [-h] [--data-dir DIR] FILE\n"
    )


def test_the_help_says_what_a_missing_screen_ends_with(cli: "Cli") -> None:
    text = " ".join(cli("--help").out.split())
    assert "2 wrong usage, or nothing to show a window on;" in text


@pytest.mark.parametrize("name", ["file", "file/inside", "x" * 300])
def test_a_data_folder_that_can_not_be_is_told(cli: "Cli", tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    ran = cli("log", "--data-dir", str(tmp_path / name))
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith(f"{tmp_path / name} can't be a folder to keep things in: ")
    assert ran.err.endswith(". Choose another --data-dir.\n")
    assert not cli.data_dirs
    assert cli("doctor", "--data-dir", str(tmp_path / name)).code == 0
