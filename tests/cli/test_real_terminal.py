"""`play --no-window` in a real terminal: drawn in place, with keys, and left as it was found."""

import contextlib
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a Unix terminal")

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "tests" / "cli" / "terminal_program.py"
PATIENCE_SECONDS = 20


class Session:
    """The program in a terminal, seen from the person's side."""

    def __init__(self, *options: str) -> None:
        pty = pytest.importorskip("pty")
        self.master, self.slave = pty.openpty()
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "80", "LINES": "24"}
        self.process = subprocess.Popen(
            [sys.executable, str(PROGRAM), *options, os.ttyname(self.slave)],
            env=environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.seen = ""

    def press(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def until(self, text: str) -> None:
        """Read until `text` has come, and forget what came before it."""
        while text not in self.seen:
            assert select.select([self.master], [], [], PATIENCE_SECONDS)[0], f"no {text!r} in {self.seen!r}"
            self.seen += os.read(self.master, 4096).decode()
        self.seen = self.seen[self.seen.index(text) + len(text) :]

    def close(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self.master)
        os.close(self.slave)


@pytest.fixture
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    started = Session(*getattr(request, "param", ()))
    yield started
    started.close()


def test_keys_are_heard_at_once(session: Session) -> None:
    session.until("told start\x1b[K")
    session.press(b" ")
    session.until("told start toggle\x1b[K")
    session.press(b"\x1b[C")
    session.until("toggle next\x1b[K")
    session.press(b"\x1b[1;2A+")
    session.until("next louder faster\x1b[K")
    session.press(b"\x1b")
    session.until("ended 0, closed 1, echo True")


def test_it_is_drawn_in_place(session: Session) -> None:
    session.until("Hip flexor matrix")
    session.until("6 of 10")
    session.until("Esc stop")
    session.press(b"m")
    session.until("\r\x1b[7A")
    session.press(b"q")
    session.until("ended 0")


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_signals_give_the_terminal_back(session: Session, number: signal.Signals, code: int) -> None:
    session.until("told start")
    if number == signal.SIGINT:
        session.press(b"\x03")
    else:
        session.process.send_signal(number)
    session.until(f"ended {code}, closed 1, echo True")


@pytest.mark.parametrize("session", [("--shell",)], indirect=True)
def test_ctrl_z_leaves_to_the_shell_and_comes_back_paused(session: Session) -> None:
    session.until("told start")
    session.press(b"\x1a")
    session.until("told start pause")
    session.until("stopped, echo True")
    session.press(b"n")
    session.until("told start pause next")
    session.press(b"q")
    session.until("ended 0, closed 1, echo True")
    session.until("job ended 0")
