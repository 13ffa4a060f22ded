"""Files that are named on the command line."""

import errno
import os
from pathlib import Path

import pytest

from mobility_coach.cli.files import FileRefused, read_bounded, size_words


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"12345")
    assert read_bounded(file, 5) == b"12345"
    with pytest.raises(FileRefused, match="too large; at most 4 bytes"):
        read_bounded(file, 4)


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.EACCES, "check its permissions"),
        (errno.ENOTDIR, "no such file"),
        (errno.ENXIO, "not a regular file"),
        (errno.EISDIR, "a folder"),
        (errno.EIO, "can't be read: Input/output error"),
    ],
)
def test_every_refusal_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, message: str
) -> None:
    def refuse(*_arguments: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(FileRefused, match=message):
        read_bounded(tmp_path, 5)


def test_a_disk_that_fails_while_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.touch()

    def fail(_descriptor: int) -> os.stat_result:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fstat", fail)
        try:
            refused = str(read_bounded(file, 5))
        except FileRefused as error:
            refused = str(error)
    assert refused == "this can't be read: Input/output error"


def test_what_is_no_name() -> None:
    with pytest.raises(FileRefused, match="name of a file"):
        read_bounded(Path("a\0b"), 5)


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 byte"), (256 * 1024, "256 KiB"), (64 * 1024**2, "64 MiB"), (2 * 1024**3, "2 GiB")],
)
def test_sizes_in_words(size: int, words: str) -> None:
    assert size_words(size) == words
