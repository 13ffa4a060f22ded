"""The real program, as a process: what is imported when, and that the commands reach the machine."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SLOW = ("numpy", "sounddevice", "soundfile", "soxr", "pyttsx3", "asyncio", "jsonschema")


def run(*argv: str, data: Path, code: str = "") -> subprocess.CompletedProcess[str]:
    start = ["-c", code] if code else ["-m", "mobility_coach"]
    environment = {**os.environ, "MOBILITY_COACH_DATA_DIR": str(data), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, *start, *argv],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    "argv",
    [
        ("--help",),
        ("--version",),
        ("list", "--json"),
        ("show", "ankle-rolls", "--json"),
        ("routines",),
        ("streak", "--json"),
        ("log", "--json"),
        ("check", "no-such-file.json"),
    ],
    ids=lambda argv: argv[0],
)
def test_no_command_imports_qt_and_the_small_ones_nothing_slow(argv: tuple[str, ...], tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['mobility-coach', *sys.argv[1:]]\n"
        "from mobility_coach.__main__ import main\n"
        "status = main()\n"
        f"found = [name for name in ('PySide6', 'shiboken6', *{SLOW!r}) if name in sys.modules]\n"
        "sys.exit(f'imported: {found}' if found else status)\n"
    )
    done = run(*argv, data=tmp_path, code=code)
    assert "imported" not in done.stderr, done.stderr
    assert "Traceback" not in done.stderr


def test_a_session_in_the_terminal_imports_no_qt(tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['mobility-coach', 'render', 'ankle-rolls', '-o', sys.argv[1]]\n"
        "from mobility_coach.__main__ import main\n"
        "status = main()\n"
        "assert 'PySide6' not in sys.modules\n"
        "sys.exit(status)\n"
    )
    done = run(str(tmp_path / "rolls.wav"), data=tmp_path, code=code)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "rolls.wav").stat().st_size > 1_000_000


def test_the_list_is_what_other_programs_rely_on(tmp_path: Path) -> None:
    listed = json.loads(run("list", "--json", data=tmp_path).stdout)
    assert len(listed) == 8
    assert {drill["region"] for drill in listed} == {"ankle", "hip", "thoracic-spine"}
    shown = json.loads(run("show", "hip-flexor-matrix", "--json", data=tmp_path).stdout)
    assert [movement["id"] for movement in shown["movements"]] == ["A", "B", "C", "D", "E"]
    assert shown["movements"][0]["reps"] == {"low": 5, "high": 10}


def test_records_go_out_and_come_back(tmp_path: Path) -> None:
    record = {
        "id": "one",
        "drill": "ankle-rolls",
        "movement": "A",
        "side": "both",
        "reps_done": 20,
        "reps_planned": 20,
        "bpm": 75,
        "started": "2026-11-22T08:00:00Z",
        "offset_minutes": 60,
        "zone": "Europe/Berlin",
        "day": "2026-11-22",
        "seconds": 64.0,
        "routine": "",
        "version": "0.1.0",
    }
    brought = tmp_path / "brought.jsonl"
    brought.write_text(json.dumps(record) + "\nnot a record\n")
    first = run("log", "import", str(brought), data=tmp_path / "data")
    assert first.returncode == 1
    assert "line 2" in first.stdout + first.stderr
    again = run("log", "import", str(brought), data=tmp_path / "data")
    assert again.returncode == 1
    out = run("log", "--json", data=tmp_path / "data").stdout
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["one"]
    streak = run("streak", "--json", "--now", "2026-11-22T20:00:00+01:00", data=tmp_path / "data")
    told = json.loads(streak.stdout)
    assert (told["current"], told["longest"], told["today_done"]) == (1, 1, True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
def test_without_a_screen_the_window_says_how_to_go_on(tmp_path: Path) -> None:
    code = (
        "import os, sys\n"
        "for name in ('DISPLAY', 'WAYLAND_DISPLAY', 'QT_QPA_PLATFORM'): os.environ.pop(name, None)\n"
        "sys.argv = ['mobility-coach']\n"
        "from mobility_coach.__main__ import main\n"
        "status = main()\n"
        "assert 'PySide6' not in sys.modules\n"
        "sys.exit(status)\n"
    )
    done = run(data=tmp_path, code=code)
    assert done.returncode == 2
    assert "--no-window" in done.stderr
    assert "render" in done.stderr


def test_a_cue_sheet_agrees_with_its_sound(tmp_path: Path) -> None:
    sound, cues = tmp_path / "pigeon.wav", tmp_path / "cues.json"
    done = run(
        "render", "modified-pigeon", "--side", "left", "--reps", "10", "-o", str(sound), "--cues", str(cues),
        data=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    sheet = json.loads(cues.read_text())
    assert sheet["sample_rate"] == 48_000
    counts = [cue for cue in sheet["cues"] if cue["kind"] == "count"]
    assert [cue["rep"] for cue in counts] == list(range(1, 11))
    assert {cue["side"] for cue in counts} == {"left"}
    assert {cue["kind"] for cue in sheet["cues"]} == {"click", "count", "phrase", "chime", "segment"}


@pytest.mark.parametrize("argv", [(), ("play", "ankle-rolls")], ids=["plain", "play"])
def test_a_window_that_can_not_be_opened_is_one_line_and_the_rest_is_in_the_log(
    argv: tuple[str, ...], tmp_path: Path
) -> None:
    code = (
        "import sys; sys.modules['PySide6'] = None\n"
        "sys.argv = ['mobility-coach', *sys.argv[1:]]\n"
        "from mobility_coach.__main__ import main\n"
        "sys.exit(main())\n"
    )
    done = run(*argv, data=tmp_path, code=code)
    assert done.returncode == 70
    assert "Traceback" not in done.stderr
    assert "coach.log" in done.stderr
    assert "PySide6" in (tmp_path / "logs" / "coach.log").read_text()


def test_an_id_of_a_routine_is_refused_by_check_too(tmp_path: Path) -> None:
    drill = json.loads((ROOT / "resources" / "drills" / "1-ankle-rolls.json").read_text(encoding="utf-8"))
    own = tmp_path / "own.json"
    own.write_text(json.dumps({**drill, "id": "desk"}))
    done = run("check", str(own), data=tmp_path)
    assert done.returncode == 1
    assert "choose another id" in done.stdout


def test_the_doctor_names_a_broken_drill_of_one_s_own(tmp_path: Path) -> None:
    (tmp_path / "drills").mkdir()
    (tmp_path / "drills" / "broken.json").write_text("{")
    told = json.loads(run("doctor", "--json", data=tmp_path).stdout)
    section = next(section for section in told["sections"] if section["id"] == "drills")
    assert section["findings"][0]["value"] == "0"
    assert "broken.json" in section["findings"][1]["value"]
