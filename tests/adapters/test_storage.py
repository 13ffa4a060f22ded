import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from mobility_coach.adapters.store.storage import FileSystem, SyncFailedError, reason_words, write_file


class Breaking(FileSystem):
    """Fails at one call, by name."""

    def __init__(self, call: str, number: int = errno.EIO) -> None:
        self._call, self._number = call, number

    def _fail(self, call: str) -> None:
        if call == self._call:
            raise OSError(self._number, os.strerror(self._number))

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        self._fail("open")
        return super().open(path, flags, mode)

    def write(self, descriptor: int, data: bytes) -> int:
        self._fail("write")
        if self._call == "write nothing":
            return 0
        # One byte at a time, as a system may.
        return super().write(descriptor, data[:1])

    def sync(self, descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            self._fail("sync folder")
        else:
            self._fail("sync")
        super().sync(descriptor)

    def replace(self, old: Path, new: Path) -> None:
        self._fail("replace")
        super().replace(old, new)


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "file"
    write_file(Breaking("nothing"), path, b"hello")
    assert path.read_bytes() == b"hello"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_the_mode_of_a_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_file(FileSystem(), path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    target = tmp_path / "synced" / "file"
    target.parent.mkdir()
    target.write_bytes(b"old")
    link = tmp_path / "file"
    link.symlink_to(target)
    write_file(FileSystem(), link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("call", ["open", "write", "write nothing", "sync", "replace"])
def test_whatever_fails_the_old_content_stays(tmp_path: Path, call: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with pytest.raises(OSError, match=r"error|space"):
        write_file(Breaking(call), path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_fails_to_sync_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="error"):
        write_file(Breaking("sync folder"), tmp_path / "file", b"new")
    write_file(Breaking("sync folder", errno.EINVAL), tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"


def test_a_cache_is_not_synced(tmp_path: Path) -> None:
    write_file(Breaking("sync"), tmp_path / "file", b"new", durable=False)
    assert (tmp_path / "file").read_bytes() == b"new"


def test_what_killed_programs_left_is_swept_up_later(tmp_path: Path) -> None:
    path = tmp_path / "file"
    old, young, other = (tmp_path / name for name in (".file.1.tmp", ".file.2.tmp", ".other.1.tmp"))
    for left in (old, young, other):
        left.write_bytes(b"half")
    os.utime(old, (0, 0))
    os.utime(other, (0, 0))
    write_file(FileSystem(), path, b"new")
    assert not old.exists()
    assert young.exists()
    assert other.exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_is_refused_and_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not a regular file"):
        FileSystem().read(tmp_path / "pipe", 10)


def test_reading_is_bounded(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"0123456789")
    assert FileSystem().read(tmp_path / "file", 4) == b"0123"


@pytest.mark.skipif(sys.platform == "win32", reason="folders can't be synced there")
def test_a_lock_that_is_held_is_waited_for_and_then_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("mobility_coach.adapters.store.storage.time.sleep", waited.append)
    files = FileSystem()
    one = files.open(tmp_path / "file", os.O_RDWR | os.O_CREAT)
    other = files.open(tmp_path / "file", os.O_RDWR)
    assert files.try_lock(one)
    assert not files.try_lock(other)
    assert 0.2 < sum(waited) < 0.5
    files.close(one)
    assert files.try_lock(other)
    files.close(other)


def test_no_folder_is_synced_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mobility_coach.adapters.store.storage.sys.platform", "win32")
    FileSystem().sync_folder(tmp_path / "missing")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "x"), "The disk is full. Free some space."),
        (OSError(errno.EDQUOT, "x"), "The disk is full. Free some space."),
        (PermissionError(errno.EACCES, "x"), "/a can't be written or read. Check its permissions."),
        (OSError(errno.EROFS, "x"), "/a can't be written or read. Check its permissions."),
        (IsADirectoryError(errno.EISDIR, "x"), "A folder or a file is in the way at /a. Move it elsewhere."),
        (SyncFailedError(errno.EIO, "x"), "The disk reported an error at /a. Check the disk."),
        (OSError(errno.EIO, "x"), "The disk reported an error at /a. Check the disk."),
        (OSError(errno.ENAMETOOLONG, "File name too long"), "/a: File name too long."),
        (OSError("odd"), "/a: OSError."),
    ],
)
def test_reasons_say_what_to_do(error: OSError, words: str) -> None:
    assert reason_words(error, Path("/a")) == words
