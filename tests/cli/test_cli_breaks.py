"""`break`: what is typed reaches the running coach, and what that says is shown."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mobility_coach.cli.context import RunningAnswer

if TYPE_CHECKING:
    from tests.cli.conftest import Cli


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        (("now",), ("now", "")),
        (("start",), ("start", "")),
        (("snooze",), ("snooze", "")),
        (("skip",), ("skip", "")),
        (("resume",), ("resume", "")),
        (("pause",), ("pause", "")),
        (("pause", "30m"), ("pause", "30")),
        (("pause", "1h"), ("pause", "60")),
        (("pause", "1h30m"), ("pause", "90")),
        (("pause", "90m"), ("pause", "90")),
        (("pause", "168h"), ("pause", "10080")),
        (("pause", "tomorrow"), ("pause", "tomorrow")),
        (("status",), ("status", "")),
    ],
)
def test_what_is_typed_is_asked(cli: "Cli", line: tuple[str, ...], asked: tuple[str, str]) -> None:
    cli.context.running = RunningAnswer(is_running=True, is_done=True, text="Well.\nIt is\x1b so.")
    ran = cli("break", *line)
    assert (ran.code, ran.out, ran.err) == (0, "Well.\nIt is\N{REPLACEMENT CHARACTER} so.\n", "")
    assert cli.context.asked == [asked]


@pytest.mark.parametrize("command", ["now", "start", "snooze", "skip", "pause", "resume", "status"])
def test_where_nothing_runs_it_is_said_how_to_start_it(cli: "Cli", command: str) -> None:
    ran = cli("break", command)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "The coach is not running. Start it with 'mobility-coach --hidden', or open its window.\n"
    )


def test_a_refusal_is_said(cli: "Cli") -> None:
    cli.context.running = RunningAnswer(is_running=True, text="No break is due.")
    for line in (("break", "skip"), ("break", "status", "--json")):
        ran = cli(*line)
        assert (ran.code, ran.out, ran.err) == (1, "", "No break is due.\n")


def test_the_status_for_programs(cli: "Cli") -> None:
    ran = cli("break", "status", "--json")
    assert (ran.code, ran.err) == (1, "")
    assert json.loads(ran.out) == {"running": False}
    cli.context.running = RunningAnswer(is_running=True, is_done=True, text='{"running": true, "kind": "ä"}')
    ran = cli("break", "status", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out) == {"running": True, "kind": "ä"}
    assert cli.context.asked == [("status", "json")] * 2


@pytest.mark.parametrize("text", ["", "nonsense", "{", '"\\ud800"', '{"a": NaN}'])
def test_a_status_that_makes_no_sense(cli: "Cli", text: str) -> None:
    cli.context.running = RunningAnswer(is_running=True, is_done=True, text=text)
    ran = cli("break", "status", "--json")
    assert (ran.code, ran.out) == (1, "")
    assert "can't be read" in ran.err


@pytest.mark.parametrize(
    "line",
    [
        (),
        ("dance",),
        ("now", "1h"),
        ("pause", ""),
        ("pause", "0m"),
        ("pause", "1"),
        ("pause", "-1h"),
        ("pause", "1.5h"),
        ("pause", "30m1h"),
        ("pause", "169h"),
        ("pause", "10081m"),
        ("pause", "99999999999999h"),
        ("pause", "\u0663\u0660m"),
        ("pause", "next week"),
        ("pause", "--json"),
    ],
)
def test_what_is_not_understood_is_refused(cli: "Cli", line: tuple[str, ...]) -> None:
    ran = cli("break", *line)
    assert ran.code == 2
    assert "usage: mobility-coach break" in ran.err
    assert cli.context.asked == []


def test_a_bad_length_is_told_what_it_must_be(cli: "Cli") -> None:
    assert (
        "must be a length such as 30m, 1h or 1h30m, at most 168h, or 'tomorrow'"
        in cli("break", "pause", "forever").err
    )


def test_the_data_folder_may_stand_anywhere_and_is_not_made(cli: "Cli", tmp_path: Path) -> None:
    folder = str(tmp_path / "coach")
    for line in (
        ("--data-dir", folder, "break", "status"),
        ("break", "--data-dir", folder, "status"),
        ("break", "status", "--data-dir", folder),
    ):
        assert cli(*line).code == 1
    assert cli.data_dirs == [Path(folder)] * 3
    assert not Path(folder).exists()
