import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mobility_coach.adapters.desktop import macos, windows
from mobility_coach.adapters.desktop.running_programs import (
    MOST_NAMES,
    PATIENCE_SECONDS,
    ListedPrograms,
    RunningPrograms,
    make_running_programs,
)

OWN_UID = os.getuid() if sys.platform != "win32" else 0


def add(proc: Path, number: int, comm: str, *command: str) -> Path:
    folder = proc / str(number)
    folder.mkdir(parents=True)
    (folder / "comm").write_text(f"{comm}\n", encoding="utf-8")
    (folder / "cmdline").write_bytes(b"".join(each.encode() + b"\0" for each in command))
    return folder


@pytest.fixture
def proc(tmp_path: Path) -> Path:
    add(tmp_path, 10, "zoom", "/opt/zoom/zoom", "--tray")
    add(tmp_path, 11, "MainThread", "/usr/lib/firefox/firefox")
    add(tmp_path, 12, "presenter-of-sl", "/usr/bin/python3", "/usr/bin/presenter-of-slides", "zulu")
    add(tmp_path, 13, "kworker/0:1")
    add(tmp_path, os.getpid(), "mobility-coach", "/usr/bin/mobility-coach")
    (tmp_path / "14").mkdir()
    (tmp_path / "self").mkdir()
    (tmp_path / "self" / "comm").write_text("selfish\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "runs"),
    [
        ("zoom", True),
        (" ZOOM ", True),
        ("zoom.exe", True),
        ("/opt/zoom/zoom", True),
        ("C:\\Programs\\Zoom\\Zoom.exe", True),
        ("firefox", True),
        ("presenter-of-slides", True),
        ("presenter-of-slugs", False),
        ("presenter-of-sl", False),
        ("zoo", False),
        ("zulu", False),
        ("python3", True),
        ("--tray", False),
        ("mobility-coach", False),
        ("selfish", False),
        ("", False),
        ("/", False),
    ],
)
def test_programs_are_found_by_name(proc: Path, name: str, runs: bool) -> None:
    assert RunningPrograms(proc).is_any_running([name]) is runs


def test_one_of_several_is_enough(proc: Path) -> None:
    assert RunningPrograms(proc).is_any_running(["teams", "obs", "Zoom"])
    assert not RunningPrograms(proc).is_any_running(["teams", "obs"])
    assert not RunningPrograms(proc).is_any_running([])


def test_programs_of_others_do_not_count(proc: Path) -> None:
    assert not RunningPrograms(proc, uid=OWN_UID + 1).is_any_running(["zoom"])


def test_too_many_names_are_cut(proc: Path) -> None:
    many = [f"program-{number}" for number in range(MOST_NAMES)]
    assert not RunningPrograms(proc).is_any_running([*many, "zoom"])


def test_a_machine_without_processes_has_no_programs(tmp_path: Path) -> None:
    assert not RunningPrograms(tmp_path / "nowhere").is_any_running(["zoom"])


def test_looking_ends_in_time(proc: Path) -> None:
    times = [PATIENCE_SECONDS * 2, 0.0]
    assert not RunningPrograms(proc, clock=times.pop).is_any_running(["zoom"])


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_this_machines_programs_are_found() -> None:
    programs = RunningPrograms()
    assert not programs.is_any_running(["no-such-program"])
    with subprocess.Popen(
        ["no-such-program", "-c", "print(1, flush=True); input()"],
        executable=sys.executable,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"1\n"
        assert programs.is_any_running(["No-Such-Program"])
        child.communicate(b"\n")


def test_five_hundred_processes_are_looked_at_within_a_frame_or_so(tmp_path: Path) -> None:
    for number in range(500):
        add(tmp_path, 1_000_000 + number, "worker", "/usr/bin/worker")
    programs = RunningPrograms(tmp_path)
    programs.is_any_running(["zoom"])
    start = time.process_time()
    assert not programs.is_any_running(["zoom"])
    assert time.process_time() - start < 0.1


def test_a_list_of_the_system_is_compared_alike() -> None:
    programs = ListedPrograms(lambda: ["Zoom.exe", "/Applications/Keynote.app/Contents/MacOS/Keynote"])
    assert programs.is_any_running(["zoom"])
    assert programs.is_any_running(["keynote"])
    assert not programs.is_any_running(["teams", ""])


@pytest.mark.parametrize(("platform", "module"), [("win32", windows), ("darwin", macos)])
def test_other_systems_give_their_list(
    platform: str, module: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "process_names", lambda: iter(["Zoom.exe"]))
    assert make_running_programs(platform).is_any_running(["zoom"])


def test_linux_has_its_processes_looked_at() -> None:
    assert isinstance(make_running_programs("linux"), RunningPrograms)
