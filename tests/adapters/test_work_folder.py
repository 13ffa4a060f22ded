"""The hidden folder in which a file is made: gone at the end, and after a kill with the next file."""

import os
import platform
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mobility_coach.adapters.machine import work_folder as module
from mobility_coach.adapters.machine.work_folder import LOCK, sweep_beside, work_folder

MAKES_ONE = """
import pathlib, sys
from mobility_coach.adapters.machine.work_folder import work_folder
with work_folder(pathlib.Path(sys.argv[1])) as folder:
    (folder / "half").write_text("half")
    print(folder.name, flush=True)
    sys.stdin.read()
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@contextmanager
def another_program(file: Path) -> Iterator[tuple["subprocess.Popen[str]", Path]]:
    """A program that makes `file`, and the folder in which it does."""
    with subprocess.Popen(
        (sys.executable, "-c", MAKES_ONE, str(file)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stdout is not None
        yield process, file.parent / process.stdout.readline().strip()
        process.kill()


def test_it_lies_beside_the_file_hidden_and_is_gone_at_the_end(tmp_path: Path) -> None:
    with work_folder(tmp_path / "film.mp4") as folder:
        assert folder.parent == tmp_path
        assert folder.name.startswith(".film.mp4.")
        (folder / "half").touch()
    assert names(tmp_path) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_it_is_gone_whatever_happens(tmp_path: Path, error: type[BaseException]) -> None:
    with pytest.raises(error), work_folder(tmp_path / "film.mp4"):
        raise error
    assert names(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
def test_what_a_killed_program_left_goes_with_the_next_file_in_that_place(tmp_path: Path) -> None:
    with another_program(tmp_path / "film.mp4") as (process, left):
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert names(tmp_path) == [left.name]
        with work_folder(tmp_path / "another.mp3"):
            assert not left.exists()
    assert names(tmp_path) == []


def test_what_somebody_works_on_stays(tmp_path: Path) -> None:
    with another_program(tmp_path / "film.mp4") as (_, folder):
        for _ in range(2):  # a look does not take the lock away
            with work_folder(tmp_path / "film.mp4"):
                assert (folder / "half").exists()
    with work_folder(tmp_path / "a.mp4") as first, work_folder(tmp_path / "a.mp4"):
        assert first.exists()


def test_who_sleeps_over_its_work_keeps_it(tmp_path: Path) -> None:
    with another_program(tmp_path / "film.mp4") as (_, folder):
        os.utime(folder, (0, 0))
        with work_folder(tmp_path / "film.mp4"):
            assert (folder / "half").exists()


@pytest.mark.parametrize("whose", ["another-machine", ""])
def test_what_may_be_worked_on_elsewhere_stays_for_a_day(tmp_path: Path, whose: str) -> None:
    left, other = tmp_path / ".film.mp4.x.part", tmp_path / ".other.mp4.x.part"
    for each in (left, other):
        each.mkdir()
        (each / LOCK).write_text(whose)
    sweep_beside(tmp_path / "film.mp4")
    assert names(tmp_path) == [left.name, other.name]
    for each in (left, other):
        os.utime(each, (0, 0))
    sweep_beside(tmp_path / "film.mp4")
    assert names(tmp_path) == [other.name]


def test_nothing_of_others_is_touched(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / LOCK).write_text(platform.node())
    (tmp_path / ".film.mp4.file.part").write_text(platform.node())
    (tmp_path / ".film.mp4.link.part").symlink_to(kept)
    (tmp_path / ".film.mp4.open.part").mkdir()
    (tmp_path / "film.mp4.part").mkdir()
    before = names(tmp_path)
    with work_folder(tmp_path / "film.mp4"):
        pass
    assert names(tmp_path) == before
    assert names(kept) == [LOCK]


def test_where_there_are_no_locks_it_works_and_nothing_is_taken_for_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(descriptor: int) -> bool:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(module, "try_lock", none)
    with work_folder(tmp_path / "film.mp4") as first, work_folder(tmp_path / "film.mp4"):
        (first / LOCK).write_text(platform.node())
        sweep_beside(tmp_path / "film.mp4")
        assert first.exists()
    assert names(tmp_path) == []
