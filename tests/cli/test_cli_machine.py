"""`check` and `doctor`."""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mobility_coach.domain.drill import Drill
from mobility_coach.domain.drill_format import MAX_BYTES, parse_drill
from mobility_coach.domain.library import Library
from mobility_coach.services.doctor import Condition, Finding, Report, Section

if TYPE_CHECKING:
    from tests.cli.conftest import Cli

SHIPPED = Path(__file__).parents[2] / "resources" / "drills" / "4-hip-flexor-matrix.json"
MOTION = SHIPPED.parents[1] / "motions" / "hip-flexor-matrix.json"


def test_a_good_file_is_fine(cli: "Cli") -> None:
    ran = cli("check", str(SHIPPED))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"{SHIPPED}: fine (")
    assert "5 movements)" in ran.out


@pytest.fixture(autouse=True)
def shipped(cli: "Cli") -> Drill:
    drill = parse_drill(SHIPPED.read_bytes(), SHIPPED.name).drill
    assert drill
    cli.context.drills = Library((drill,))
    return drill


def test_an_own_drill_can_not_have_the_id_of_a_shipped_one(cli: "Cli", tmp_path: Path) -> None:
    whole = json.loads(SHIPPED.read_text(encoding="utf-8"))
    whole["title"] = "Mine"
    own = tmp_path / "own.json"
    own.write_text(json.dumps(whole), encoding="utf-8")
    ran = cli("check", str(own))
    assert ran.code == 1
    assert ran.out == (
        f"{own}: id: 'hip-flexor-matrix' is the id of a drill that comes with the program; "
        "give your own drill another id\n"
    )
    own.write_text(json.dumps(whole | {"id": "mine"}), encoding="utf-8")
    assert cli("check", str(own)).code == 0


def test_a_motion_is_checked_with_its_drill(cli: "Cli", tmp_path: Path) -> None:
    whole = json.loads(SHIPPED.read_text(encoding="utf-8")) | {"id": "mine"}
    motion = json.loads(MOTION.read_text(encoding="utf-8")) | {"drill": "mine"}
    own = tmp_path / "own.json"
    own.write_text(json.dumps(whole | {"motion": motion}), encoding="utf-8")
    assert cli("check", str(own)).code == 0
    motion["movements"][1]["base"]["foot.left.turn"] = 400
    own.write_text(json.dumps(whole | {"motion": motion}), encoding="utf-8")
    ran = cli("check", str(own))
    assert ran.code == 1
    assert ran.out == (
        f"{own}: motion.movements[1].base.foot.left.turn: 400 must be a number from -90 to 90\n"
    )


def test_every_problem_of_every_file_is_a_line(cli: "Cli", tmp_path: Path) -> None:
    whole = json.loads(SHIPPED.read_text(encoding="utf-8"))
    whole["movements"][2]["reps"] = {"low": 12, "high": 8}
    del whole["title"]
    bad = tmp_path / "hip.json"
    bad.write_text(json.dumps(whole), encoding="utf-8")
    ran = cli("check", str(bad), str(SHIPPED), str(tmp_path / "none.json"))
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert all(line.startswith(f"{bad}: ") or str(bad) not in line for line in lines)
    assert any("movements[2].reps: 'low' (12) is above 'high' (8)" in line for line in lines)
    assert any("title" in line for line in lines)
    assert any(": fine (" in line for line in lines)
    assert lines[-1].endswith("there is no such file; check its name")


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 100, b"\x89PNG", b"[" * 5000, b'{"a": 1e999}', b"\xff\xfe{}", b"[]"]
)
def test_files_that_are_no_drill(cli: "Cli", tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "own.json"
    file.write_bytes(data)
    ran = cli("check", str(file))
    assert ran.code == 1
    assert ran.out.startswith(f"{file}: ")
    assert ran.err == ""


def test_files_that_can_not_be_checked(cli: "Cli", tmp_path: Path) -> None:
    large = tmp_path / "large.json"
    large.write_bytes(b" " * (MAX_BYTES + 1))
    paths = [large, tmp_path]
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe")
        paths.append(tmp_path / "pipe")
    ran = cli("check", *map(str, paths))
    assert ran.code == 1
    assert len(ran.out.splitlines()) == len(paths)
    assert "at most 256 KiB" in ran.out


@pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs a user"
)
def test_a_file_without_permission(cli: "Cli", tmp_path: Path) -> None:
    file = tmp_path / "own.json"
    file.write_bytes(b"{}")
    file.chmod(0)
    assert "check its permissions" in cli("check", str(file)).out


def test_a_name_can_not_steer_the_terminal(cli: "Cli", tmp_path: Path) -> None:
    ran = cli("check", str(tmp_path / "a\x1b]0;evil\x07.json"))
    assert ran.code == 1
    assert "\x1b" not in ran.out
    assert "\x07" not in ran.out


def test_doctor_finds_all_well(cli: "Cli") -> None:
    ran = cli("doctor")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "Versions\n  ok  Python  3.11\n\nEverything that the coach needs is here.\n"


def test_doctor_tells_the_line_that_mends_unwrapped(cli: "Cli") -> None:
    line = "sudo apt-get update && sudo apt-get install -y --no-install-recommends libportaudio2 libasound2"
    missing = Finding(
        "portaudio", "PortAudio", "not found", Condition.MISSING, "Install it with this line:", line
    )
    note = Finding("screen", "Screen", "none", Condition.NOTE, "Use the terminal.")
    cli.context.report = Report((Section("sound", "Sound", (missing, note)),))
    ran = cli("doctor")
    assert ran.code == 1
    assert "  missing  PortAudio  not found\n  note     Screen     none\n" in ran.out
    assert f"PortAudio: Install it with this line:\n    {line}\n" in ran.out
    assert ran.out.endswith("Screen: Use the terminal.\n")
    shown = json.loads(cli("doctor", "--json").out)
    assert shown["ok"] is False
    assert shown["mend"] == [line]
    assert shown["sections"][0]["findings"][0] == {
        "id": "portaudio",
        "name": "PortAudio",
        "value": "not found",
        "condition": "missing",
        "remedy": "Install it with this line:",
        "command": line,
    }


def test_doctor_names_the_line_that_adds_what_nobody_needs(cli: "Cli") -> None:
    extra = Finding("recogniser", "Recogniser", "off", Condition.FINE, "Add it:", "dev.py add voice")
    cli.context.report = Report((Section("voice", "Voice commands", (extra,)),))
    ran = cli("doctor")
    assert ran.code == 0
    assert "  ok  Recogniser  off\n" in ran.out
    assert ran.out.endswith("coach needs is here.\n\nRecogniser: Add it:\n    dev.py add voice\n")
    assert json.loads(cli("doctor", "--json").out)["mend"] == []


@pytest.mark.parametrize(
    "place",
    [
        "/homes/of-somebody/.local/share/mobility-coach/with/many/folders/in/between/log/coach.log",
        "/homes/some body/A folder with a name of its own/and another one below it/logs/coach.log",
        "~/A folder with a name of its own/and another one below it/and one more/logs/coach.log",
        r"C:\People\Some Body\A folder with a name of its own\and another one below it\logs\coach.log",
        r"\\server\Some Body\A folder with a name of its own\and another one below it\logs\coach.log",
        "the log is here now: /homes/of-somebody/.local/share/mobility-coach/with/many/folders/log/coach.log",
    ],
)
def test_doctor_never_breaks_a_path(cli: "Cli", place: str) -> None:
    remedy = f"Look into {'x' * 30}/{'y' * 30}/{'z' * 30}.log, and send it."
    finding = Finding("log-file", "Log of faults", place, Condition.NOTE, remedy)
    cli.context.report = Report((Section("folders", "Folders", (finding,)),))
    lines = cli("doctor").out.splitlines()
    path = place[place.index(": ") + 2 :] if "here" in place else place
    assert any(line.endswith(path) for line in lines)
    assert any(f"{'x' * 30}/{'y' * 30}/{'z' * 30}.log" in line for line in lines)


def test_doctor_says_in_a_terminal_that_it_takes_a_moment(cli: "Cli") -> None:
    assert "a few seconds" in cli("doctor", stderr=cli.Terminal()).err
    assert cli("doctor", "--json").err == ""
