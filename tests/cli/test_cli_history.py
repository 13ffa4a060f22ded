"""`streak`, `log` and `log import`."""

import json
import os
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mobility_coach.cli import history_commands
from mobility_coach.domain.drill import Side

if TYPE_CHECKING:
    from tests.cli.conftest import Cli


def test_streak_as_json(cli: "Cli") -> None:
    started = datetime(2026, 11, 21, 17, 30, tzinfo=UTC)
    cli.context.log.kept = [
        cli.record(f"r-{back}", day=date(2026, 11, 21) - timedelta(back), started=started - timedelta(back))
        for back in range(3)
    ]
    ran = cli("streak", "--json")
    assert ran.code == 0
    shown = json.loads(ran.out)
    assert shown["why"].startswith("3 days in a row, since 19 November.")
    del shown["why"]
    assert shown == {
        "current": 3,
        "longest": 3,
        "today_done": False,
        "today": "2026-11-22",
        "since": "2026-11-19",
        "week": [False, False, False, True, True, True, False],
        "goal": {"kind": "sides", "amount": 1},
    }


def test_streak_for_people(cli: "Cli") -> None:
    cli.context.log.kept = [cli.record()]
    assert cli("streak").out == (
        "1 day in a row\nLongest streak: 1 day\nThis week: 1 day\nToday is still open.\n"
    )
    cli.context.log.kept = [cli.record(started=datetime(2026, 11, 22, 6, tzinfo=UTC), day=date(2026, 11, 22))]
    assert cli("streak").out.endswith("Today counts already.\n")


def test_streak_explains_itself_in_words(cli: "Cli") -> None:
    cli.context.log.kept = [cli.record(started=datetime(2026, 11, 22, 6, tzinfo=UTC), day=date(2026, 11, 22))]
    ran = cli("streak", "--why")
    assert "Today counts already: Hip flexor matrix, left." in ran.out.replace("\n", " ")
    assert max(map(len, ran.out.splitlines())) <= 80


def test_no_history_is_no_streak(cli: "Cli") -> None:
    shown = json.loads(cli("streak", "--json").out)
    assert (shown["current"], shown["longest"], shown["since"]) == (0, 0, None)


@pytest.mark.parametrize("line", [("streak",), ("log",), ("log", "--json"), ("streak", "--json")])
def test_what_the_log_could_not_read_is_told(cli: "Cli", line: tuple[str, ...]) -> None:
    cli.context.log.troubles = ("Two lines could not be read; they are kept aside.",)
    ran = cli(*line)
    assert ran.code == 0
    assert ran.err == "Two lines could not be read; they are kept aside.\n"


def test_log_for_people(cli: "Cli") -> None:
    assert cli("log").out.startswith("Nothing practised yet.")
    cli.context.log.kept = [cli.record(), cli.record("r-2", drill="gone", side=Side.BOTH, movement="B")]
    assert cli("log").out == (
        "2026-11-21  18:30  8 of 8  60 bpm  left  Hip flexor matrix, A\n"
        "2026-11-21  18:30  8 of 8  60 bpm        gone, B\n"
    )


def test_a_long_log_shows_its_end(cli: "Cli", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_commands, "LATEST_SHOWN", 2)
    cli.context.log.kept = [cli.record(f"r-{number}", bpm=60 + number) for number in range(5)]
    lines = cli("log").out.splitlines()
    assert lines[0] == "3 earlier records: 'mobility-coach log --csv' writes them all."
    assert [line.split()[5] for line in lines[1:]] == ["63", "64"]


@pytest.mark.parametrize("form", ["--json", "--csv"])
def test_what_the_log_writes_is_read_back_and_never_doubled(cli: "Cli", tmp_path: Path, form: str) -> None:
    records = [cli.record(f"r-{number}", routine="short" if number else "") for number in range(3)]
    cli.context.log.kept = list(records)
    written = cli("log", form)
    assert written.code == 0
    assert written.out.isascii()
    file = tmp_path / "practice"
    file.write_text(written.out, encoding="ascii", newline="")

    cli.context.log.kept = records[:1]
    ran = cli("log", "import", str(file))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "2 records added; 1 was known already.\n"
    assert cli.context.log.kept == records

    assert cli("log", "import", str(file)).out == "0 records added; 3 were known already.\n"
    assert cli.context.log.kept == records


def test_json_lines_are_one_object_a_line(cli: "Cli") -> None:
    cli.context.log.kept = [cli.record(), cli.record("r-2")]
    assert [json.loads(line)["id"] for line in cli("log", "--json").out.splitlines()] == ["r-1", "r-2"]


def test_bad_lines_are_named_and_left_out(cli: "Cli", tmp_path: Path) -> None:
    cli.context.log.kept = [cli.record()]
    good = cli("log", "--json").out
    cli.context.log.kept = []
    file = tmp_path / "practice.jsonl"
    file.write_bytes(b"{\n" + good.encode() + b'{"id": "\xff"}\n' + b"\0" * 20)
    ran = cli("log", "import", str(file))
    assert ran.code == 1
    assert ran.out == "1 record added.\n"
    assert [line.split(":")[1] for line in ran.err.splitlines()] == [" line 1", " line 3", " line 4"]
    assert cli.context.log.kept == [cli.record()]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0", "neither JSON Lines nor CSV"),
        ("id,drill\n".encode("utf-16"), "neither JSON Lines nor CSV"),
        (b"\xef\xbb\xbf{}", "line 1"),
        (b"[" * 100_000, "neither JSON Lines nor CSV"),
        (b'{"a":' * 3000, "nested too deeply"),
        (b'{"seconds": 1e999}', "not finite"),
        (b'{"id": "\\ud800"}', "half of a character"),
    ],
)
def test_files_that_are_no_log(cli: "Cli", tmp_path: Path, data: bytes, message: str) -> None:
    file = tmp_path / "practice"
    file.write_bytes(data)
    ran = cli("log", "import", str(file))
    assert ran.code == 1
    assert message in ran.err
    assert len(ran.err.splitlines()) == 1
    assert cli.context.log.kept == []


def test_files_that_can_not_be_read(cli: "Cli", tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path, message: str) -> None:
        ran = cli("log", "import", str(path))
        assert ran.code == 1
        assert ran.err.startswith(f"{path}: ")
        assert message in ran.err
        assert len(ran.err.splitlines()) == 1

    refused(tmp_path / "nothing", "no such file")
    refused(tmp_path, "this is a folder")
    refused(tmp_path / ("x" * 300), "too long")
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe")
        refused(tmp_path / "pipe", "not a regular file")
        refused(Path(os.devnull), "not a regular file")
    large = tmp_path / "large"
    large.write_bytes(b"x" * 11)
    monkeypatch.setattr(history_commands, "MOST_IMPORT_BYTES", 10)
    refused(large, "too large; at most 10 bytes")


def test_an_import_that_can_not_be_saved_stops_and_says_how_to_go_on(cli: "Cli", tmp_path: Path) -> None:
    cli.context.log.kept = [cli.record()]
    file = tmp_path / "practice.csv"
    file.write_text(cli("log", "--csv").out, encoding="ascii", newline="")
    cli.context.log.kept = []
    cli.context.log.problem = "Not saved: the disk is full. Free some space."
    ran = cli("log", "import", str(file))
    assert ran.code == 4
    assert ran.out == ""
    assert ran.err.splitlines()[0] == "Not saved: the disk is full. Free some space."
    assert "not doubled" in ran.err.splitlines()[1]
