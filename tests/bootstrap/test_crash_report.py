"""A crash leaves a report that the next start finds; everything else leaves nothing."""

import faulthandler
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mobility_coach.bootstrap.crash_report import (
    KEPT_PATTERN,
    MOST_BYTES,
    MOST_KEPT,
    RUNNING_NAME,
    CrashWatch,
    newest_crash,
)

CRASH = """
import faulthandler, sys
from pathlib import Path
from mobility_coach.bootstrap.crash_report import CrashWatch
watch = CrashWatch(Path(sys.argv[1]))
if sys.argv[2] == "crash":
    faulthandler._sigsegv()
if sys.argv[2] == "killed":
    import os, signal
    os.kill(os.getpid(), signal.SIGKILL)
watch.close()
"""


def run(folder: Path, how: str) -> int:
    command = [sys.executable, "-c", CRASH, str(folder), how]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert "Traceback" not in done.stderr
    return done.returncode


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob(KEPT_PATTERN))


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_a_crash_is_told_by_the_next_start(tmp_path: Path) -> None:
    assert run(tmp_path, "crash") != 0
    assert newest_crash(tmp_path) is None  # until a start has put it aside
    assert run(tmp_path, "fine") == 0
    report = newest_crash(tmp_path, Path("/nowhere"))
    assert report is not None
    assert [report.name] == kept(tmp_path)
    assert report.text.startswith("Mobility Coach ")
    assert "Segmentation fault" in report.text
    assert report.place == str(tmp_path / report.name)
    assert not (tmp_path / RUNNING_NAME).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_an_orderly_end_and_a_kill_leave_no_report(tmp_path: Path) -> None:
    for how in ("fine", "killed", "fine"):
        run(tmp_path, how)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def no_handler_left() -> None:
    """pytest has a fault handler of its own, which the watch takes off."""
    faulthandler.disable()


def write(folder: Path, name: str, text: str, seconds: int = 0) -> None:
    (folder / name).write_text(text)
    os.utime(folder / name, (seconds, seconds))


@pytest.mark.usefixtures("no_handler_left")
def test_only_the_newest_reports_are_kept(tmp_path: Path) -> None:
    for day in range(MOST_KEPT + 3):
        write(tmp_path, RUNNING_NAME, f"crash {day}", 86_400 * (365 + day))
        CrashWatch(tmp_path).close()
    assert len(kept(tmp_path)) == MOST_KEPT
    report = newest_crash(tmp_path)
    assert report is not None
    assert report.text.endswith(f"crash {MOST_KEPT + 2}")


def test_a_report_is_bounded_and_names_no_person(tmp_path: Path) -> None:
    write(tmp_path, "crash-1.txt", "File /persons/ada/x.py\n" + "x" * 2 * MOST_BYTES)
    report = newest_crash(tmp_path, Path("/persons/ada"))
    assert report is not None
    assert "~/x.py" in report.text
    assert len(report.text) < MOST_BYTES + 200


def test_what_can_not_be_read_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "crash-2.txt").mkdir()
    (tmp_path / "crash-1.txt").write_bytes(b"\xff\xfe broken")
    report = newest_crash(tmp_path)
    assert report is not None
    assert report.name == "crash-1.txt"
    assert newest_crash(tmp_path / "nowhere") is None


@pytest.mark.usefixtures("no_handler_left")
def test_a_folder_that_can_not_be_written_costs_the_report_alone(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    watch = CrashWatch(tmp_path / "file")
    watch.close()
    (tmp_path / RUNNING_NAME).mkdir()
    CrashWatch(tmp_path).close()
    assert not faulthandler.is_enabled()


@pytest.mark.usefixtures("no_handler_left")
def test_a_fault_that_was_survived_goes_to_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    watch = CrashWatch(tmp_path)
    assert faulthandler.is_enabled()
    (tmp_path / RUNNING_NAME).write_text("Windows fatal exception: code 0x8001010d")
    with caplog.at_level(logging.WARNING):
        watch.close()
        watch.close()
    assert "0x8001010d" in caplog.text
    assert list(tmp_path.iterdir()) == []
