import errno
import os
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest

from mobility_coach.adapters.store import backups as backups_module
from mobility_coach.adapters.store.backups import Backups
from mobility_coach.adapters.store.storage import FileSystem

TODAY = date(2026, 11, 22)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, content in {
        "settings.json": b'{"version": 1}',
        "practice/desk.log": b"line\n",
        "practice/unreadable/desk.log": b"bad\n",
        "breaks/desk.log": b"break\n",
        "drills/mine.json": b"{}",
        "drills/notes.txt": b"no",
        "cache/practice-days.bin": b"no",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (1_000_000_000, 1_000_000_000))
    return tmp_path


def made(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "backups").iterdir())


def test_a_backup_holds_what_must_not_be_lost(data: Path) -> None:
    assert Backups(data, data / "backups").make(TODAY) == ""
    assert made(data) == ["2026-11-22.zip"]
    with zipfile.ZipFile(data / "backups" / "2026-11-22.zip") as archive:
        assert archive.testzip() is None
        held = {name: archive.read(name) for name in archive.namelist()}
    assert held == {
        "settings.json": b'{"version": 1}',
        "practice/desk.log": b"line\n",
        "breaks/desk.log": b"break\n",
        "drills/mine.json": b"{}",
    }


def test_one_a_day_and_only_when_something_changed(data: Path) -> None:
    backups = Backups(data, data / "backups")
    backups.make(TODAY)
    before = (data / "backups" / "2026-11-22.zip").stat().st_mtime_ns
    backups.make(TODAY)
    backups.make(TODAY + timedelta(days=1))
    assert made(data) == ["2026-11-22.zip"]
    assert (data / "backups" / "2026-11-22.zip").stat().st_mtime_ns == before
    os.utime(data / "practice" / "desk.log", (4_000_000_000, 4_000_000_000))
    backups.make(TODAY + timedelta(days=2))
    assert made(data) == ["2026-11-22.zip", "2026-11-24.zip"]


def test_nothing_to_back_up(tmp_path: Path) -> None:
    assert Backups(tmp_path, tmp_path / "backups").make(TODAY) == ""
    assert not (tmp_path / "backups").exists()


def test_old_backups_thin_out_and_other_files_stay(data: Path) -> None:
    folder = data / "backups"
    folder.mkdir()
    for number in range(1, 400):
        path = folder / f"{TODAY - timedelta(days=number)}.zip"
        path.write_bytes(b"")
        os.utime(path, (1, 1))
    for other in ("mine.zip", "2026-99-99.zip", "notes.txt"):
        (folder / other).write_bytes(b"")
    assert Backups(data, folder).make(TODAY) == ""
    left = made(data)
    assert {"mine.zip", "2026-99-99.zip", "notes.txt", "2026-11-22.zip", "2026-11-16.zip"} <= set(left)
    assert len(left) == 3 + 7 + 4 + 12


def test_files_that_are_too_large_are_left_out(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups_module, "MOST_FILE_BYTES", 4)
    assert Backups(data, data / "backups").make(TODAY) == ""
    with zipfile.ZipFile(data / "backups" / "2026-11-22.zip") as archive:
        assert archive.namelist() == ["drills/mine.json"]


def test_a_folder_named_like_a_log_is_left_out(data: Path) -> None:
    (data / "practice" / "odd.log").mkdir()
    assert Backups(data, data / "backups").make(TODAY) == ""


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_a_backup_that_fails_is_told_and_leaves_no_half(data: Path, number: int) -> None:
    class Failing(FileSystem):
        def write(self, descriptor: int, data: bytes) -> int:
            raise OSError(number, os.strerror(number))

    problem = Backups(data, data / "backups", Failing()).make(TODAY)
    assert problem.startswith("Today's backup could not be made. ")
    assert made(data) == []


def test_a_file_in_place_of_the_folder(data: Path) -> None:
    (data / "backups").write_bytes(b"")
    assert "is in the way" in Backups(data, data / "backups").make(TODAY)
