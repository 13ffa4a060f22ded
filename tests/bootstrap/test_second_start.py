"""A second start finds the running window, tells it what is wanted, and never waits for long."""

import io
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from mobility_coach.adapters.machine.instance import Claim, claim, find_place
from mobility_coach.adapters.machine.instance_socket import InstanceServer
from mobility_coach.bootstrap import second_start
from mobility_coach.bootstrap.second_start import Instance, take_instance, window_desk
from mobility_coach.bootstrap.workshop import Workshop
from mobility_coach.cli.context import SessionRequest, WindowRequest
from mobility_coach.domain.drill import Side
from mobility_coach.services.instance import (
    Request,
    RequestDesk,
    Response,
    SessionWish,
    read_request,
    read_response,
    session_arguments,
    write_request,
    write_response,
)
from mobility_coach.services.session.session_plan import Wishes

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


class Running:
    """The program that runs: it holds the lock, and answers one line on a thread of its own."""

    def __init__(self, data: Path, environ: dict[str, str], answer: Callable[[bytes], bytes] | None) -> None:
        place = find_place(data, environ)
        assert place is not None
        held = claim(place)
        assert held is not None
        self.heard: list[Request] = []
        self._held: Claim = held
        self._server = InstanceServer(place)
        self._answer = answer
        self._thread = threading.Thread(target=self._serve, daemon=True)
        if answer is not None:
            self._thread.start()

    def _serve(self) -> None:
        caller = None
        while caller is None:
            caller = self._server.accept()
        data = b""
        while b"\n" not in data:
            data += caller.receive() or b""
        line = data.partition(b"\n")[0]
        self.heard.append(read_request(line))
        assert self._answer is not None
        caller.send(self._answer(line))
        caller.close()

    def close(self) -> None:
        if self._answer is not None:
            self._thread.join(LONG)
        self._server.close()
        self._held.release()


class Clock:
    """Time goes on by what is waited for."""

    def __init__(self) -> None:
        self.now = 0.0
        self.pauses = 0
        self.at_pause: Callable[[], None] = lambda: None

    def monotonic(self) -> float:
        return self.now

    def pause(self, seconds: float) -> None:
        self.now += seconds
        self.pauses += 1
        self.at_pause()


def start(
    data: Path, environ: dict[str, str], request: WindowRequest | None = None, clock: Clock | None = None
) -> tuple[Instance | int, str]:
    stderr, clock = io.StringIO(), clock or Clock()
    found = take_instance(data, request, environ, stderr, monotonic=clock.monotonic, pause=clock.pause)
    return found, stderr.getvalue()


def test_the_first_start_has_the_window_until_it_lets_go(data: Path, environ: dict[str, str]) -> None:
    first, _ = start(data, environ)
    assert isinstance(first, Instance)
    server = first.listen()
    assert server is not None
    server.close()
    other_folder, _ = start(data / "other", environ)
    assert isinstance(other_folder, Instance)
    other_folder.release()
    first.release()
    again, _ = start(data, environ)
    assert isinstance(again, Instance)
    again.release()


def test_a_second_start_shows_the_window(data: Path, environ: dict[str, str]) -> None:
    running = Running(data, environ, lambda _: write_response(Response(ok=True)))
    found, told = start(data, {**environ, "XDG_ACTIVATION_TOKEN": "token"})
    running.close()
    assert (found, told) == (0, "")
    assert running.heard == [Request("show", {"activation": "token"})]


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("request_", "line"),
    [
        (None, "Shown in the open window.\n"),
        (WindowRequest(None), "Shown in the open window.\n"),
        (WindowRequest(None, SessionRequest("short")), "Started in the open window.\n"),
        (WindowRequest(None, is_hidden=True), "Mobility Coach is running already.\n"),
    ],
)
def test_a_terminal_is_told_where_it_went_on(
    data: Path, environ: dict[str, str], request_: WindowRequest | None, line: str
) -> None:
    stderr = Terminal()
    running = Running(data, environ, lambda _: write_response(Response(ok=True)))
    assert take_instance(data, request_, environ, stderr) == 0
    running.close()
    assert stderr.getvalue() == line


def test_what_the_window_says_itself_is_all_that_is_said(data: Path, environ: dict[str, str]) -> None:
    stderr = Terminal()
    running = Running(data, environ, lambda _: write_response(Response(ok=False, text="Not now.")))
    assert take_instance(data, None, environ, stderr) == 1
    running.close()
    assert stderr.getvalue() == "Not now.\n"


def test_a_session_is_handed_over_with_its_wishes(data: Path, environ: dict[str, str]) -> None:
    running = Running(data, environ, lambda _: write_response(Response(ok=False, text="Not\x1b[2J now.")))
    session = SessionRequest("modified-pigeon", Wishes(reps=8, side=Side.LEFT), muted=True)
    found, told = start(data, environ, WindowRequest(None, session))
    running.close()
    assert found == 1
    assert told.startswith("Not")
    assert "\x1b" not in told
    wish = SessionWish(session.item, session.wishes, muted=True)
    assert running.heard == [Request("start", session_arguments(wish))]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b"nonsense\n", "can't be read"),
        (json.dumps({"mobility-coach": 99, "ok": True}).encode() + b"\n", "Another version"),
        (b"x" * 100_000, "too long"),
    ],
)
def test_an_answer_that_makes_no_sense_is_said(
    data: Path, environ: dict[str, str], answer: bytes, words: str
) -> None:
    running = Running(data, environ, lambda _: answer)
    found, told = start(data, environ)
    running.close()
    assert found == 1
    assert words in told


def test_a_program_that_hangs_is_named(
    data: Path, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_start, "PATIENCE_SECONDS", 0.0)
    running = Running(data, environ, None)
    found, told = start(data, environ)
    running.close()
    assert found == 1
    assert str(os.getpid()) in told
    assert "start it again" in told


def test_a_program_that_never_listens_is_given_up(data: Path, environ: dict[str, str]) -> None:
    place = find_place(data, environ)
    assert place is not None
    held = claim(place)
    assert held is not None
    place.lock.write_text("")
    clock = Clock()
    found, told = start(data, environ, clock=clock)
    held.release()
    assert found == 1
    assert "does not answer" in told
    assert 5.0 <= clock.now < 5.1


def test_a_program_that_ends_meanwhile_makes_room(data: Path, environ: dict[str, str]) -> None:
    place = find_place(data, environ)
    assert place is not None
    held = claim(place)
    assert held is not None
    clock = Clock()
    clock.at_pause = held.release
    found, _ = start(data, environ, clock=clock)
    assert isinstance(found, Instance)
    assert clock.pauses == 1
    found.release()


def test_where_there_is_no_place_or_no_lock_the_window_opens_all_the_same(
    data: Path, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_lock(_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(second_start, "claim", no_lock)
    found = [start(data, environ)[0]]
    monkeypatch.setattr(second_start, "find_place", lambda *_: None)
    found.append(start(data, environ)[0])
    for each in found:
        assert isinstance(each, Instance)
        assert each.listen() is None
        each.release()


def test_where_nobody_can_listen_the_window_opens_all_the_same(data: Path, environ: dict[str, str]) -> None:
    place = find_place(data, environ)
    assert place is not None
    place.socket.mkdir()
    found, _ = start(data, environ)
    assert isinstance(found, Instance)
    assert found.listen() is None
    found.release()


# --- what the running window does ---


class FakeWindow:
    def __init__(self) -> None:
        self.done: list[object] = []
        self.player_page = SimpleNamespace(leave=lambda: self.done.append("left"))
        self.is_attached = True
        self.is_visible = True

    def isVisible(self) -> bool:  # noqa: N802  # as Qt calls it
        return self.is_visible

    def show_as_left(self) -> None:
        self.done.append("as left")

    def start(self, item: str) -> None:
        self.done.append(item)


@pytest.fixture
def window() -> FakeWindow:
    return FakeWindow()


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path, {})


@pytest.fixture
def desk(window: FakeWindow, workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> RequestDesk:
    from mobility_coach.ui import instance_listener  # noqa: PLC0415 - Qt, for these tests alone

    monkeypatch.setattr(instance_listener, "bring_to_front", lambda _window, token: window.done.append(token))
    return window_desk(window, workshop)  # type: ignore[arg-type]  # it needs no more of a window


def asked(desk: RequestDesk, name: str, **arguments: object) -> Response:
    return read_response(desk.answer(write_request(Request(name, arguments)).rstrip()).rstrip())


def test_show_brings_the_window_to_the_front(desk: RequestDesk, window: FakeWindow) -> None:
    assert asked(desk, "show", activation="token") == Response(ok=True)
    assert window.done == ["token"]


def test_a_window_that_was_never_shown_comes_as_it_was_left(desk: RequestDesk, window: FakeWindow) -> None:
    window.is_visible = window.is_attached = False
    assert asked(desk, "start", item="ankle-rolls").ok
    assert window.done == ["as left", "", "ankle-rolls"]


def test_a_hidden_start_leaves_the_window_where_it_is(desk: RequestDesk, window: FakeWindow) -> None:
    assert asked(desk, "show", activation="token", hidden=True) == Response(ok=True)
    assert window.done == []


def test_what_is_about_breaks_is_answered_where_there_are_reminders(
    desk: RequestDesk, window: FakeWindow, workshop: Workshop
) -> None:
    refused = asked(desk, "break", command="now", argument="")
    assert refused == Response(ok=False, text="The running program does not know how to do that.")
    heard: list[Mapping[str, object]] = []

    def tell(arguments: Mapping[str, object]) -> Response:
        heard.append(arguments)
        return Response(ok=True, text="Your break starts.")

    with_breaks = window_desk(window, workshop, tell)  # type: ignore[arg-type]  # as above
    assert asked(with_breaks, "break", command="now", argument="") == Response(
        ok=True, text="Your break starts."
    )
    assert heard == [{"command": "now", "argument": ""}]
    assert window.done == []


def test_start_opens_the_session(desk: RequestDesk, window: FakeWindow, workshop: Workshop) -> None:
    assert asked(desk, "start", item="ankle-rolls", reps=8, muted=True).ok
    assert window.done == ["", "left", "ankle-rolls"]
    assert workshop.coach._wish == ("ankle-rolls", Wishes(reps=8), True)


def test_start_opens_an_ad_break(desk: RequestDesk, window: FakeWindow, workshop: Workshop) -> None:
    assert asked(desk, "start", item="ad-break-2", floor=True).ok
    assert window.done == ["", "left", "ad-break-2"]
    assert workshop.coach._wish == ("ad-break-2", Wishes(uses_floor=True), False)


def test_a_session_that_runs_is_not_disturbed(
    desk: RequestDesk, window: FakeWindow, workshop: Workshop
) -> None:
    player = SimpleNamespace(is_over=False)
    workshop._player = cast("None", player)
    response = asked(desk, "start", item="ankle-rolls")
    assert not response.ok
    assert "is running" in response.text
    assert window.done == [""]
    player.is_over = True
    assert asked(desk, "start", item="ankle-rolls").ok


@pytest.mark.parametrize("item", ["no-such-drill", "ad-break-4", "", 7])
def test_what_is_not_known_is_refused(desk: RequestDesk, window: FakeWindow, item: object) -> None:
    assert not asked(desk, "start", item=item).ok
    assert window.done == [""]


# --- the real program, twice ---

WINDOW = """
import sys
sys.argv = ["mobility-coach", *sys.argv[1:]]
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from mobility_coach.ui.main_window import MainWindow

raised = []
MainWindow.raise_ = lambda self: raised.append("raised")
MainWindow.activateWindow = lambda self: raised.append("activated")
start = MainWindow.start
def started(self, item):
    raised.append(item)
    start(self, item)
MainWindow.start = started

def tell():
    sys.stdout.write("open\\n"); sys.stdout.flush()

from mobility_coach.ui import instance_listener
made = instance_listener.InstanceListener.__init__
def listening(self, *arguments):
    made(self, *arguments)
    tell()
instance_listener.InstanceListener.__init__ = listening

from mobility_coach.__main__ import main
code = main()
sys.stdout.write(repr(raised) + "\\n")
sys.exit(code)
"""


def test_the_real_program_started_again_shows_the_window_that_runs(data: Path) -> None:
    environment = {
        **os.environ,
        "MOBILITY_COACH_DATA_DIR": str(data / "coach"),
        "XDG_RUNTIME_DIR": str(data),
        "QT_QPA_PLATFORM": "offscreen",
    }
    data.chmod(0o700)

    def again(*arguments: str) -> subprocess.CompletedProcess[str]:
        code = (
            "import sys; sys.argv = ['mobility-coach', *sys.argv[1:]]\n"
            "from mobility_coach.__main__ import main\n"
            "status = main()\n"
            "assert 'PySide6' not in sys.modules\n"
            "assert 'numpy' not in sys.modules\n"
            "sys.exit(status)\n"
        )
        command = [sys.executable, "-c", code, *arguments]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=60, check=False
        )

    command = [sys.executable, "-c", WINDOW]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        too_long = threading.Timer(60, window.kill)  # where it never gets as far as listening
        too_long.start()
        assert window.stdout.readline() == "open\n"
        shown = again()
        refused = again("play", "no-such-drill")
        played = again("play", "ankle-rolls", "--mute")
        busy = again("play", "ankle-rolls", "--mute")
        window.terminate()
        rest = window.stdout.read()
        too_long.cancel()
    assert (shown.returncode, shown.stderr) == (0, "")
    assert refused.returncode == 3
    assert (played.returncode, played.stderr) == (0, "")
    assert busy.returncode == 1
    assert "A session is running" in busy.stderr
    assert rest == repr([*["raised", "activated"] * 2, "ankle-rolls", "raised", "activated"]) + "\n"
    assert window.returncode == 0
    assert list((data / "mobility-coach").iterdir()) == []
