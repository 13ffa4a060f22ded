"""Why a file was not written: always one sentence with the file, the reason and what to do."""

import errno
import os
from pathlib import Path

import pytest

from mobility_coach.adapters.machine.unwritten import unwritten_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full; make room and try again"),
        (errno.EFBIG, "it would be too large here; choose a kind of file that is smaller, or another folder"),
        (errno.EROFS, "you may not write there; choose another folder"),
        (errno.ENAMETOOLONG, "the name is too long; choose a shorter one"),
        (errno.EISDIR, "a folder or a file is in the way; choose another name"),
        (errno.ENOENT, "this folder takes no files; choose another one"),
        (errno.EIO, "Input/output error; try another folder, or another kind of file"),
    ],
)
def test_the_reason_comes_with_what_to_do(tmp_path: Path, number: int, words: str) -> None:
    file = tmp_path / "film.mp4"
    error = OSError(number, os.strerror(number), str(file))
    assert unwritten_words(file, error) == f"{file} was not written: {words}."


def test_a_folder_that_is_not_there_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "away.mp4").symlink_to(tmp_path / "none" / "film.mp4")
    for file in (tmp_path / "none" / "film.mp4", tmp_path / "away.mp4"):
        words = unwritten_words(file, FileNotFoundError(errno.ENOENT, "No such file or directory"))
        assert words.endswith(
            "was not written: the folder does not exist; make it first or choose another one."
        )


def test_a_file_that_can_not_even_be_looked_at_is_told(tmp_path: Path) -> None:
    file = tmp_path / f"{'x' * 300}.mp4"
    words = unwritten_words(file, OSError(errno.ENAMETOOLONG, "File name too long"))
    assert words.endswith("the name is too long; choose a shorter one.")


def test_an_error_without_a_number_says_what_it_knows() -> None:
    assert unwritten_words(Path("a.wav"), OSError("odd")) == (
        "a.wav was not written: odd; try another folder, or another kind of file."
    )
