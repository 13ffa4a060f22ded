import logging
import os
from pathlib import Path

import pytest

from mobility_coach.adapters.speech.clip_files import ClipFiles

LONG_AGO = 1_000_000_000


def key(number: int) -> str:
    return f"{number:064x}"


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def age(folder: Path, number: int, seconds: int) -> None:
    (path,) = folder.rglob(f"{key(number)}.clip")
    os.utime(path, (LONG_AGO + seconds, LONG_AGO + seconds))


def test_what_is_saved_is_found_also_later(tmp_path: Path) -> None:
    folder = tmp_path / "not yet" / "clips"
    assert ClipFiles(folder).load(key(1)) is None
    ClipFiles(folder).save(key(1), b"sound")
    assert ClipFiles(folder).load(key(1)) == b"sound"
    assert files(folder) == [f"{key(1)}.clip"]


def test_saving_again_replaces(tmp_path: Path) -> None:
    store = ClipFiles(tmp_path)
    store.save(key(1), b"old")
    store.save(key(1), b"new")
    assert store.load(key(1)) == b"new"


@pytest.mark.parametrize("bad", ["", "../../etc/passwd", "AB" * 16, "ab", "zz" * 16])
def test_only_hashes_are_keys(tmp_path: Path, bad: str) -> None:
    with pytest.raises(ValueError, match="no key"):
        ClipFiles(tmp_path).load(bad)
    with pytest.raises(ValueError, match="no key"):
        ClipFiles(tmp_path).save(bad, b"")


def test_the_least_used_go_when_the_folder_is_full(tmp_path: Path) -> None:
    store = ClipFiles(tmp_path, limit=40)
    for number in range(4):
        store.save(key(number), b"x" * 10)
        age(tmp_path, number, number)
    assert store.load(key(0)) is not None  # used again, so now the newest
    store.save(key(4), b"x" * 10)
    assert files(tmp_path) == [f"{key(number)}.clip" for number in (0, 3, 4)]


def test_what_earlier_runs_left_counts_too(tmp_path: Path) -> None:
    ClipFiles(tmp_path).save(key(1), b"x" * 30)
    age(tmp_path, 1, 0)
    ClipFiles(tmp_path, limit=40).save(key(2), b"x" * 30)
    assert files(tmp_path) == [f"{key(2)}.clip"]


def test_a_use_is_noted_once_a_day_only(tmp_path: Path) -> None:
    store = ClipFiles(tmp_path)
    store.save(key(1), b"sound")
    (path,) = tmp_path.rglob("*.clip")
    before = path.stat().st_mtime_ns
    store.load(key(1))
    assert path.stat().st_mtime_ns == before


def test_half_written_files_of_a_crash_are_removed(tmp_path: Path) -> None:
    (tmp_path / "ab").mkdir()
    old, fresh = tmp_path / "ab" / "old.1.part", tmp_path / "ab" / "fresh.2.part"
    for part in (old, fresh):
        part.write_bytes(b"half")
    os.utime(old, (LONG_AGO, LONG_AGO))
    ClipFiles(tmp_path).save(key(1), b"sound")
    assert not old.exists()
    assert fresh.exists()


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mobility_coach.adapters.speech.clip_files.LARGEST_CLIP", 4)
    store = ClipFiles(tmp_path)
    store.save(key(1), b"sound")
    assert store.load(key(1)) is None


def test_a_folder_that_can_not_be_written_is_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "clips").write_text("a file, no folder")
    store = ClipFiles(tmp_path / "clips")
    store.save(key(1), b"sound")
    store.save(key(2), b"sound")
    assert [record.levelno for record in caplog.records] == [logging.WARNING]


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    ClipFiles(tmp_path).save(key(1), b"sound")
    assert files(tmp_path) == []


def test_what_can_not_be_read_is_missing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    store = ClipFiles(tmp_path)
    (tmp_path / key(1)[:2] / f"{key(1)}.clip").mkdir(parents=True)
    assert store.load(key(1)) is None
    assert "can't be read" in caplog.text


def test_a_use_that_can_not_be_noted_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = ClipFiles(tmp_path)
    store.save(key(1), b"sound")
    age(tmp_path, 1, 0)

    def refuse(path: Path) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(os, "utime", refuse)
    assert store.load(key(1)) == b"sound"


def test_a_clip_that_another_process_removes_is_not_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / "gone.clip").symlink_to(tmp_path / "nowhere")
    ClipFiles(tmp_path).save(key(1), b"sound")
    assert ClipFiles(tmp_path).load(key(1)) == b"sound"
