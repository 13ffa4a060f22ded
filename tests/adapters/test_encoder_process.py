"""A coder of films that is fed, and what becomes of it when something goes wrong."""

import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from mobility_coach.adapters.film.encoder_process import EncoderStopped, encode

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes are others there")

PICTURE = memoryview(bytes(3_000_000))


@pytest.fixture
def words(tmp_path: Path) -> Iterator[IO[bytes]]:
    with (tmp_path / "words").open("w+b") as file:
        yield file


def python(body: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", body, *arguments]


def test_every_byte_arrives(tmp_path: Path, words: IO[bytes]) -> None:
    out = tmp_path / "out"
    pictures = [memoryview(os.urandom(2_500_001)) for _ in range(3)]
    body = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read())"
    encode(python(body, str(out)), words, pictures)
    assert out.read_bytes() == b"".join(pictures)


@pytest.mark.parametrize("take", ["", "sys.stdin.buffer.read(100);"])
def test_one_that_ends_early_is_told_with_its_last_words(
    words: IO[bytes], caplog: pytest.LogCaptureFixture, take: str
) -> None:
    body = f"import sys; {take} sys.stderr.write('x' * 9000 + ' no such encoder'); sys.exit(3)"
    with pytest.raises(EncoderStopped):
        encode(python(body), words, [PICTURE] * 50)
    assert caplog.records[-1].levelno == logging.WARNING
    assert caplog.text.rstrip().endswith("no such encoder")
    assert len(caplog.text) < 3000


def test_one_that_fails_at_its_end_is_told(words: IO[bytes]) -> None:
    with pytest.raises(EncoderStopped, match="exit code 7"):
        encode(python("import sys; sys.stdin.buffer.read(); sys.exit(7)"), words, [PICTURE])


def test_one_that_takes_nothing_is_killed(words: IO[bytes], caplog: pytest.LogCaptureFixture) -> None:
    body = "import signal; signal.pause()"
    with pytest.raises(EncoderStopped):
        encode(python(body), words, [PICTURE] * 9, stall_seconds=0.05)
    assert "taken nothing" in caplog.text


def test_one_that_does_not_end_is_killed(words: IO[bytes]) -> None:
    body = "import sys, signal; sys.stdin.buffer.read(); signal.pause()"
    with pytest.raises(EncoderStopped, match="does not end"):
        encode(python(body), words, [PICTURE], end_seconds=0.05)


def test_pictures_that_take_long_are_no_fault_of_the_coder(tmp_path: Path, words: IO[bytes]) -> None:
    """It waits for a picture for longer than it may take nothing itself."""
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    body = (
        "import sys, threading, pathlib\n"
        "sys.stdin.buffer.read(3_000_000)\n"
        "threading.Timer(0.2, lambda: pathlib.Path(sys.argv[1]).write_bytes(b'go')).start()\n"
        "assert len(sys.stdin.buffer.read()) == 3_000_000"
    )

    def pictures() -> Iterator[memoryview]:
        yield PICTURE
        gate.read_bytes()
        yield PICTURE

    encode(python(body, str(gate)), words, pictures(), stall_seconds=0.05)


def test_a_program_that_can_not_be_started_is_told(tmp_path: Path, words: IO[bytes]) -> None:
    with pytest.raises(EncoderStopped):
        encode([str(tmp_path / "none")], words, [PICTURE])


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_whatever_ends_the_pictures_ends_the_coder(
    tmp_path: Path, words: IO[bytes], error: type[BaseException]
) -> None:
    pid = tmp_path / "pid"
    body = (
        "import os, sys, pathlib; pathlib.Path(sys.argv[1]).write_text(str(os.getpid()));"
        "sys.stdin.buffer.read(3_000_000); sys.stdin.buffer.read()"
    )

    def pictures() -> Iterator[memoryview]:
        yield PICTURE
        yield PICTURE
        raise error

    with pytest.raises(error):
        encode(python(body, str(pid)), words, pictures())
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)
