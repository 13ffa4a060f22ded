"""The commands with everything real behind them, in processes of their own: none imports Qt."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO, cast

import pytest

HEAVY = ("PySide6", "shiboken6")
SLOW = ("numpy", "sounddevice", "pyttsx3", "asyncio", "jsonschema")
CODE = (
    "import sys\n"
    "from mobility_coach.__main__ import main\n"
    "code = main()\n"
    "print('MODULES', *sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)\n"
    "raise SystemExit(code)\n"
)


def start(*line: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CODE, *line],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"},
    )


def modules(err: str) -> set[str]:
    return set(err.splitlines()[-1].removeprefix("MODULES ").split())


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("--help",), 0),
        (("list",), 0),
        (("list", "--json"), 0),
        (("show", "hip-flexor-matrix", "--json"), 0),
        (("show", "nothing"), 3),
        (("routines",), 0),
        (("streak", "--why"), 0),
        (("streak", "--json", "--now", "2026-11-22T08:00:00+01:00"), 0),
        (("log", "--json"), 0),
        (("log", "--csv"), 0),
        (("log", "import", "nothing.csv"), 1),
        (("check", "nothing.json"), 1),
        (("play", "nothing", "--no-window"), 3),
        (("play",), 2),
        (("break", "status"), 1),
        (("break", "status", "--json"), 1),
    ],
)
def test_commands_import_neither_qt_nor_what_they_do_not_need(
    line: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    process = start(*line, folder=tmp_path)
    out, err = process.communicate(timeout=60)
    assert process.returncode == code, err
    assert "Traceback" not in err
    assert not modules(err) & {*HEAVY, *SLOW}
    if "--json" in line and out.startswith(("[", "{")):
        json.loads(out)


def test_the_doctor_imports_no_qt(tmp_path: Path) -> None:
    process = start("doctor", "--json", folder=tmp_path)
    out, err = process.communicate(timeout=120)
    assert process.returncode in (0, 1)
    assert json.loads(out)["ok"] == (process.returncode == 0)
    assert not modules(err) & set(HEAVY)


@pytest.mark.skipif(sys.platform == "win32", reason="a signal of Unix")
def test_a_session_in_the_terminal_imports_no_qt_and_ends_by_ctrl_c(tmp_path: Path) -> None:
    process = start("play", "ankle-rolls", "--no-window", "--mute", folder=tmp_path)
    stdout = cast(IO[str], process.stdout)
    assert "Ankle rolls" in stdout.readline() + stdout.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert not modules(err) & set(HEAVY)
