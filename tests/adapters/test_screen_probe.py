"""Whether display servers answer, on sockets of the test's own."""

import contextlib
import ctypes
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobility_coach.adapters.machine import screen_probe
from mobility_coach.adapters.machine.screen_probe import MachineScreen

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sockets of Unix")


@contextlib.contextmanager
def listening(path: Path) -> Iterator[None]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(path))
        server.listen()
        yield


def test_wayland_answers_in_the_runtime_folder(tmp_path: Path) -> None:
    screen = MachineScreen({"XDG_RUNTIME_DIR": str(tmp_path)})
    assert not screen.wayland_answers("wayland-0")
    with listening(tmp_path / "wayland-0"):
        assert screen.wayland_answers("wayland-0")
        assert MachineScreen({}).wayland_answers(str(tmp_path / "wayland-0"))
        assert not MachineScreen({}).wayland_answers("wayland-0")
    assert not screen.wayland_answers("wayland-0")
    assert not screen.wayland_answers("x" * 300)


def test_x11_answers_at_a_path(tmp_path: Path) -> None:
    with listening(tmp_path / "socket:0"):
        assert MachineScreen().x11_answers(f"{tmp_path}/socket:0")
    with listening(tmp_path / "plain"):
        assert MachineScreen().x11_answers(f"{tmp_path}/plain:0.0")


def test_x11_answers_on_a_host(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        monkeypatch.setattr(screen_probe, "FIRST_X11_PORT", port - 1)
        assert MachineScreen().x11_answers("127.0.0.1:1")
        assert MachineScreen().x11_answers("127.0.0.1:1.0")
    assert not MachineScreen().x11_answers("127.0.0.1:1")


@pytest.mark.parametrize(
    "display", ["", "nonsense", ":", ":x", ":54321", "unix:54321", "127.0.0.1:99999", "/no/such:0"]
)
def test_displays_that_are_not_there(display: str) -> None:
    assert not MachineScreen().x11_answers(display)


def test_a_plugin_that_can_not_be_loaded_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MachineScreen().missing_library("no-such-plugin") == ""

    def broken(_path: str) -> None:
        raise OSError("libxcb-cursor.so.0: cannot open shared object file")

    monkeypatch.setattr(ctypes, "CDLL", broken)
    if sys.platform.startswith("linux"):
        assert MachineScreen().missing_library("xcb") == "libxcb-cursor.so.0: cannot open shared object file"
    monkeypatch.setattr(screen_probe.importlib.util, "find_spec", lambda _name: None)  # type: ignore[attr-defined]
    assert MachineScreen().missing_library("xcb") == ""
