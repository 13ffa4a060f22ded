"""What libraries print goes to the log, what Python prints to the person."""

import contextlib
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mobility_coach.adapters.machine.library_chatter import LONGEST_LINE, LibraryChatter, own_stderr

FULL = Path("/dev/full")
PROGRAM = """
import ctypes, logging, os, sys
from mobility_coach.adapters.machine.library_chatter import LibraryChatter, own_stderr
logging.basicConfig(filename=sys.argv[1], level=logging.INFO, format="%(message)s")
with own_stderr() as stderr:
    chatter = LibraryChatter()
    chatter.begin()
    chatter.begin()
    os.write(2, b"ALSA lib pcm.c:8570:(snd_pcm_recover) underrun occurred\\n\\n")
    print("for the person", file=stderr)
    print("of Python", file=sys.stderr)
    try:
        BODY
    finally:
        chatter.end()
        chatter.end()
    os.write(2, b"afterwards\\n")
"""


def ran(log: Path, body: str = "pass") -> tuple[int, str, str]:
    """The exit code of a program that is spoken into, what a person reads, and its log."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.replace("BODY", body), str(log)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    return done.returncode, done.stderr, log.read_text() if log.exists() else ""


def test_libraries_are_logged_and_python_is_read(tmp_path: Path) -> None:
    code, read, logged = ran(tmp_path / "log")
    assert (code, read) == (0, "for the person\nof Python\nafterwards\n")
    assert logged == "A library says: ALSA lib pcm.c:8570:(snd_pcm_recover) underrun occurred\n"


def test_an_error_of_python_is_read(tmp_path: Path) -> None:
    code, read, _ = ran(tmp_path / "log", "raise RuntimeError('of ours')")
    assert code == 1
    assert "RuntimeError: of ours" in read


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
def test_the_end_of_the_interpreter_is_read(tmp_path: Path) -> None:
    code, read, _ = ran(tmp_path / "log", "os.abort()")
    assert code < 0
    assert "Fatal Python error: Aborted" in read


def test_who_prints_without_end_is_not_held_up_and_cut(tmp_path: Path) -> None:
    body = "os.set_blocking(2, False); os.write(2, b'x' * 60_000)"
    code, _, logged = ran(tmp_path / "log", body)
    assert code == 0
    assert max(map(len, logged.splitlines())) <= LONGEST_LINE + len("A library says: ")


def test_without_a_file_all_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_file(descriptor: int) -> int:
        raise OSError

    class NoFile:
        def fileno(self) -> int:
            raise OSError

    before: object = NoFile()
    monkeypatch.setattr(sys, "stderr", before)
    with own_stderr() as stderr:
        found: object = stderr
        assert found is before
    monkeypatch.setattr(os, "dup", no_file)
    chatter = LibraryChatter()
    chatter.begin()
    chatter.end()


def test_where_too_many_files_are_open_all_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left() -> tuple[int, int]:
        raise OSError

    made: list[int] = []
    duplicate = os.dup

    def noted(descriptor: int) -> int:
        made.append(duplicate(descriptor))
        return made[-1]

    monkeypatch.setattr(os, "pipe", none_left)
    monkeypatch.setattr(os, "dup", noted)
    chatter = LibraryChatter()
    chatter.begin()
    chatter.end()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(made[0])


@pytest.mark.skipif(not FULL.exists(), reason="needs a file that takes nothing")
def test_what_could_not_be_written_fails_once_and_not_again_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with FULL.open("w") as full:
        monkeypatch.setattr(sys, "stderr", full)
        with own_stderr() as stderr, contextlib.suppress(OSError):
            stderr.write("for nobody\n")
        assert stderr.closed


def test_it_can_begin_again(caplog: pytest.LogCaptureFixture) -> None:
    chatter = LibraryChatter()
    with caplog.at_level(logging.INFO):
        for _ in range(2):
            chatter.begin()
            os.write(2, b"said\n")
            chatter.end()
    assert [record.getMessage() for record in caplog.records] == ["A library says: said"] * 2
