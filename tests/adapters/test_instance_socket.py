"""The way to the running program, on sockets of the test's own: private, bounded, and free of stale ends."""

import contextlib
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mobility_coach.adapters.machine.instance import Place
from mobility_coach.adapters.machine.instance_socket import (
    BACKLOG,
    SECRET_LETTERS,
    Caller,
    InstanceServer,
    NoAnswer,
    NotListening,
    ask,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sockets of Unix")

SOON = 0.05
LONG = 10.0
MOST = 1_000


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path, "one")


@pytest.fixture(params=[False, True], ids=["path", "port"])
def uses_port(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def server(place: Place, uses_port: bool) -> Iterator[InstanceServer]:
    made = InstanceServer(place, uses_port=uses_port)
    yield made
    made.close()


def served(server: InstanceServer, serve: Callable[[Caller], None]) -> threading.Thread:
    """Serve one caller on another thread, which waits for it."""

    def run() -> None:
        caller = None
        while caller is None:
            caller = server.accept()
        serve(caller)
        caller.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def line_of(caller: Caller) -> bytes:
    data = b""
    while b"\n" not in data:
        data += caller.receive() or b""
    return data


def test_one_line_each_way(server: InstanceServer, place: Place, uses_port: bool) -> None:
    def serve(caller: Caller) -> None:
        caller.send(b"you said " + line_of(caller) + b"more")

    thread = served(server, serve)
    assert ask(place, b"hello\n", LONG, MOST, uses_port=uses_port) == b"you said hello"
    thread.join(LONG)


def test_the_way_in_is_private(server: InstanceServer, place: Place) -> None:
    assert place.socket.stat().st_mode & 0o777 == 0o600
    server.close()
    server.close()
    assert not place.socket.exists()


def test_who_does_not_know_the_secret_is_not_heard(place: Place) -> None:
    server = InstanceServer(place, uses_port=True)
    port, _, secret = place.socket.read_bytes().partition(b" ")
    assert len(secret) == SECRET_LETTERS
    with socket.create_connection(("127.0.0.1", int(port)), LONG) as stranger:
        caller = None
        while caller is None:
            caller = server.accept()
        stranger.sendall(b"x" * 4)
        found = b""
        while not found:
            assert caller.receive() in {b"", None}
            stranger.sendall(b"x" * SECRET_LETTERS)
            if caller.receive() is None:
                found = b"turned away"
        caller.close()
    server.close()


def test_nobody_there_is_told_at_once(place: Place, uses_port: bool) -> None:
    with pytest.raises(NotListening):
        ask(place, b"hello\n", LONG, MOST, uses_port=uses_port)


def test_a_socket_left_by_a_killed_program_leads_nowhere_and_is_replaced(place: Place) -> None:
    dead = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    dead.bind(str(place.socket))
    dead.listen()
    dead.close()
    assert place.socket.exists()
    with pytest.raises(NotListening):
        ask(place, b"hello\n", LONG, MOST, uses_port=False)
    server = InstanceServer(place, uses_port=False)
    thread = served(server, lambda caller: caller.send(line_of(caller)))
    assert ask(place, b"hello\n", LONG, MOST, uses_port=False) == b"hello"
    thread.join(LONG)
    server.close()


@pytest.mark.parametrize("content", [b"", b"nonsense", b"99999999 x", b"\xff"])
def test_a_file_without_a_port_leads_nowhere(place: Place, content: bytes) -> None:
    place.socket.write_bytes(content)
    with pytest.raises(NotListening):
        ask(place, b"hello\n", LONG, MOST, uses_port=True)


def test_a_hanging_program_is_given_up(server: InstanceServer, place: Place, uses_port: bool) -> None:
    with pytest.raises(NoAnswer):
        ask(place, b"hello\n", SOON, MOST, uses_port=uses_port)
    caller = server.accept()
    assert caller is not None
    caller.close()


def test_a_program_that_ends_meanwhile_is_not_listening(
    server: InstanceServer, place: Place, uses_port: bool
) -> None:
    thread = served(server, lambda caller: caller.send(line_of(caller)[:2]))
    with pytest.raises(NotListening):
        ask(place, b"hello\n", LONG, MOST, uses_port=uses_port)
    thread.join(LONG)


def test_a_program_that_only_drips_is_given_up_too(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    server = InstanceServer(place, uses_port=False)
    times = iter([0.0, 1.0, LONG])
    monkeypatch.setattr("time.monotonic", lambda: next(times))
    thread = served(server, lambda caller: caller.send(line_of(caller)[:2]))
    with pytest.raises(NoAnswer):
        ask(place, b"hello\n", LONG, MOST, uses_port=False)
    thread.join(LONG)
    server.close()


def test_an_endless_answer_is_cut_off(server: InstanceServer, place: Place, uses_port: bool) -> None:
    def serve(caller: Caller) -> None:
        line_of(caller)
        caller.send(b"x" * 5_000)

    thread = served(server, serve)
    answer = ask(place, b"hello\n", LONG, MOST, uses_port=uses_port)
    assert set(answer) == {ord("x")}
    assert MOST <= len(answer) <= 5_000
    thread.join(LONG)


def test_a_program_of_somebody_else_is_turned_away(place: Place) -> None:
    server = InstanceServer(place, uses_port=False, is_ours=lambda _: False)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as stranger:
        stranger.settimeout(LONG)
        stranger.connect(str(place.socket))
        assert server.accept() is None
        assert stranger.recv(10) == b""
    server.close()


def test_callers_that_go_or_do_not_listen_cost_nothing(place: Place) -> None:
    server = InstanceServer(place, uses_port=False)
    assert server.accept() is None
    gone = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    gone.connect(str(place.socket))
    caller = server.accept()
    assert caller is not None
    assert caller.fileno() >= 0
    assert caller.receive() == b""
    gone.close()
    assert caller.receive() is None
    caller.send(b"anybody?\n")
    caller.close()
    caller.close()
    assert caller.receive() is None
    server.close()


def test_where_no_socket_can_be_made_it_is_an_error(place: Place) -> None:
    place.socket.mkdir()
    with pytest.raises(OSError, match=r"one\.sock"):
        InstanceServer(place, uses_port=False)
    with pytest.raises(OSError, match="too long"):
        InstanceServer(Place(place.folder / ("x" * 200), "y"), uses_port=False)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere such callers are refused")
def test_where_as_many_wait_as_may_the_program_hangs_and_is_not_gone(place: Place) -> None:
    server = InstanceServer(place, uses_port=False)
    waiting: list[socket.socket] = []
    with contextlib.suppress(BlockingIOError):
        while len(waiting) < 10 * BACKLOG:
            waiting.append(socket.socket(socket.AF_UNIX))
            waiting[-1].setblocking(False)
            waiting[-1].connect(str(place.socket))
    with pytest.raises(NoAnswer):
        ask(place, b"anybody?\n", LONG, MOST, uses_port=False)
    for each in waiting:
        each.close()
    server.close()
