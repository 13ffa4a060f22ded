"""The running program is asked about breaks, and whatever it does, an answer comes soon."""

import json
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mobility_coach.adapters.machine.instance import claim, find_place
from mobility_coach.adapters.machine.instance_socket import InstanceServer
from mobility_coach.bootstrap import running
from mobility_coach.bootstrap.command_line import CommandLineContext
from mobility_coach.bootstrap.running import ask_running
from mobility_coach.cli.context import RunningAnswer
from mobility_coach.services.instance import Request, Response, read_request, write_response

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sockets of Unix")

LONG = 10.0


@pytest.fixture
def data() -> Iterator[Path]:
    """A folder with a short name, which is also the private one."""
    with tempfile.TemporaryDirectory(prefix="mc") as name:
        yield Path(name)


@pytest.fixture
def environ(data: Path) -> dict[str, str]:
    return {"XDG_RUNTIME_DIR": str(data)}


Answer = Callable[[bytes], bytes]
Listen = Callable[[Answer], list[bytes]]


@pytest.fixture
def listen(data: Path, environ: dict[str, str]) -> Iterator[Listen]:
    """Has a program answer one line; what it heard is in the list that comes back."""
    place = find_place(data, environ)
    assert place is not None
    held = claim(place)
    assert held is not None
    server = InstanceServer(place)
    threads: list[threading.Thread] = []

    def start(answer: Answer) -> list[bytes]:
        heard: list[bytes] = []

        def serve() -> None:
            caller = None
            while caller is None:
                caller = server.accept()
            line = b""
            while b"\n" not in line:
                line += caller.receive() or b""
            heard.append(line.rstrip(b"\n"))
            caller.send(answer(line))
            caller.close()

        threads.append(threading.Thread(target=serve, daemon=True))
        threads[-1].start()
        return heard

    yield start
    for thread in threads:
        thread.join(LONG)
    server.close()
    held.release()


def test_the_answer_comes_back(data: Path, environ: dict[str, str], listen: Listen) -> None:
    heard = listen(lambda _: write_response(Response(ok=True, text="Paused until 15:00")))
    answer = ask_running(data, environ, "pause", "60")
    assert answer == RunningAnswer(is_running=True, is_done=True, text="Paused until 15:00")
    assert read_request(heard[0]) == Request("break", {"command": "pause", "argument": "60"})


def test_the_command_line_asks_the_program_of_its_folder(
    data: Path, environ: dict[str, str], listen: Listen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", environ["XDG_RUNTIME_DIR"])
    listen(lambda _: write_response(Response(ok=False, text="No break is due.")))
    context = CommandLineContext(data)
    answer = context.ask_running("skip", "")
    assert answer == RunningAnswer(is_running=True, text="No break is due.")
    assert "_workshop" not in vars(context)
    context.close()


def test_where_nothing_runs(data: Path, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask_running(data, environ, "now", "") == RunningAnswer(is_running=False)
    monkeypatch.setattr(running, "find_place", lambda *_: None)
    assert ask_running(data, environ, "now", "") == RunningAnswer(is_running=False)


def test_a_program_that_hangs_is_named(
    data: Path, environ: dict[str, str], listen: Listen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "PATIENCE_SECONDS", 0.05)
    answer = ask_running(data, environ, "now", "")
    assert answer.is_running
    assert not answer.is_done
    assert f"end process {os.getpid()}" in answer.text
    place = find_place(data, environ)
    assert place is not None
    place.lock.write_text("")
    assert ask_running(data, environ, "now", "").text.endswith("Close it, and start it again.")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"nonsense\n", "can't be read"),
        (json.dumps({"mobility-coach": 99, "ok": True}).encode() + b"\n", "Another version"),
        (b"x" * 100_000, "too long"),
    ],
)
def test_an_answer_that_makes_no_sense(
    data: Path, environ: dict[str, str], listen: Listen, line: bytes, words: str
) -> None:
    listen(lambda _: line)
    answer = ask_running(data, environ, "now", "")
    assert answer.is_running
    assert not answer.is_done
    assert words in answer.text
