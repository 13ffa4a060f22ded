"""Other starts reach the running window; whatever comes in costs nothing but its own connection."""

import os
import socket
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.services.instance import LONGEST_LINE, read_response
from mobility_coach.ui import instance_listener
from mobility_coach.ui.instance_listener import (
    ACTIVATION_VARIABLE,
    MOST_CALLS,
    InstanceListener,
    bring_to_front,
)


class FakeCaller:
    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        connection.setblocking(False)

    def fileno(self) -> int:
        return self._connection.fileno()

    def receive(self) -> bytes | None:
        return self._connection.recv(65_536) or None

    def send(self, data: bytes) -> None:
        self._connection.send(data)

    def close(self) -> None:
        self._connection.close()


class FakeServer:
    """Connections wait in a list; a byte wakes the listener."""

    def __init__(self) -> None:
        self._bell, self._ear = socket.socketpair()
        self.waiting: list[FakeCaller] = []
        self.is_closed = False

    def call(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        ours.settimeout(10)
        self.waiting.append(FakeCaller(theirs))
        self._bell.send(b"!")
        return ours

    def ring_in_vain(self) -> None:
        self._bell.send(b"!")

    def fileno(self) -> int:
        return self._ear.fileno()

    def accept(self) -> FakeCaller | None:
        self._ear.recv(1)
        return self.waiting.pop(0) if self.waiting else None

    def close(self) -> None:
        self.is_closed = True
        self._bell.close()
        self._ear.close()


@pytest.fixture
def server() -> FakeServer:
    return FakeServer()


@pytest.fixture
def heard() -> list[bytes]:
    return []


@pytest.fixture
def listener(qtbot: QtBot, server: FakeServer, heard: list[bytes]) -> Iterator[InstanceListener]:
    parent = QObject()

    def answer(line: bytes) -> bytes:
        heard.append(line)
        return b"heard " + line + b"\n"

    made = InstanceListener(server, answer, parent)
    yield made
    made.close()
    assert server.is_closed
    parent.deleteLater()


def end_of(qtbot: QtBot, listener: InstanceListener) -> None:
    qtbot.waitUntil(lambda: listener.calls == 0)


def test_a_line_is_answered_and_the_connection_ended(
    qtbot: QtBot, server: FakeServer, listener: InstanceListener, heard: list[bytes]
) -> None:
    with server.call() as other:
        other.sendall(b"sh")
        qtbot.waitUntil(lambda: listener.calls == 1)
        assert heard == []
        other.sendall(b"ow\nand more")
        end_of(qtbot, listener)
        assert other.recv(100) == b"heard show\n"
    assert heard == [b"show"]


def test_a_giant_line_is_refused(
    qtbot: QtBot, server: FakeServer, listener: InstanceListener, heard: list[bytes]
) -> None:
    with server.call() as other:
        other.sendall(b"x" * (LONGEST_LINE + 1))
        qtbot.waitUntil(lambda: not server.waiting)
        end_of(qtbot, listener)
        assert not read_response(other.recv(1_000).rstrip()).ok
    assert heard == []


def test_a_caller_that_says_nothing_is_given_up(
    qtbot: QtBot, server: FakeServer, listener: InstanceListener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance_listener, "PATIENCE_MS", 1)
    with server.call() as other:
        qtbot.waitUntil(lambda: not server.waiting)
        end_of(qtbot, listener)
        assert other.recv(1) == b""


def test_a_caller_that_hangs_up_or_was_turned_away_is_forgotten(
    qtbot: QtBot, server: FakeServer, listener: InstanceListener, heard: list[bytes]
) -> None:
    server.ring_in_vain()
    server.call().close()
    qtbot.waitUntil(lambda: not server.waiting)
    end_of(qtbot, listener)
    assert heard == []


def test_more_callers_than_anybody_needs_are_turned_away(
    qtbot: QtBot, server: FakeServer, listener: InstanceListener
) -> None:
    others = [server.call() for _ in range(MOST_CALLS + 1)]
    qtbot.waitUntil(lambda: not server.waiting)
    assert listener.calls == MOST_CALLS
    assert others[-1].recv(1) == b""
    listener.close()
    assert listener.calls == 0
    for other in others:
        assert other.recv(1) == b""
        other.close()


def test_nothing_wakes_up_while_nobody_calls(listener: InstanceListener) -> None:
    assert listener.findChildren(QTimer) == []


def test_the_window_comes_to_the_front(
    qtbot: QtBot, listener: InstanceListener, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = []

    class Window(QWidget):
        def activateWindow(self) -> None:
            tokens.append(os.environ.get(ACTIVATION_VARIABLE))

    window = Window()
    qtbot.addWidget(window)
    window.showMinimized()
    bring_to_front(window)
    assert window.isVisible()
    assert not window.windowState() & Qt.WindowState.WindowMinimized
    bring_to_front(window, "a token")
    assert tokens == [None, "a token"]
    assert ACTIVATION_VARIABLE not in os.environ
