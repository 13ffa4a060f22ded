"""What the X server tells: by tables for what is rare, by a real Xvfb with openbox for what is true."""

import os
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobility_coach.adapters.desktop import xcb
from mobility_coach.adapters.desktop.x11 import X11, open_x11
from tests.adapters.fake_x import MISSING, ROOT, FakeX, ToldWindow, XDesktop, until

FILM, OWN, GAME = 5, 4242, 6
FULL, HIDDEN = "_NET_WM_STATE_FULLSCREEN", "_NET_WM_STATE_HIDDEN"
MAXIMIZED = ("_NET_WM_STATE_MAXIMIZED_VERT", "_NET_WM_STATE_MAXIMIZED_HORZ")
WHOLE = (0, 0, 1000, 800)


def server(
    state: tuple[str, ...] = (),
    place: tuple[int, int, int, int] = WHOLE,
    monitors: tuple[tuple[int, int, int, int], ...] = (),
    **properties: tuple[int | str, ...],
) -> X11:
    """An X server whose active window is like this; with no frame unless told otherwise."""
    table: dict[tuple[int, str], tuple[int | str, ...]] = {
        (ROOT, "_NET_ACTIVE_WINDOW"): (FILM,),
        (FILM, "_NET_WM_STATE"): state,
        (FILM, "_NET_FRAME_EXTENTS"): (0, 0, 0, 0),
        **{(FILM, name): values for name, values in properties.items()},
    }
    fake = FakeX(table, {FILM: place}, monitors)
    return X11(":1", OWN, lambda _: fake)


# --- by tables ---


@pytest.mark.parametrize(
    ("x11", "is_full"),
    [
        (server((FULL,)), True),
        (server((FULL,), place=(0, 0, 10, 10)), True),
        (server((FULL, HIDDEN)), False),
        (server((FULL,), _NET_WM_PID=(OWN,)), False),
        (server((FULL,), _NET_WM_PID=(OWN + 1,)), True),
        (server(), True),
        (server(MAXIMIZED), False),
        (server(MAXIMIZED[:1]), True),
        (server(place=(0, 30, 1000, 770)), False),
        (server(_NET_FRAME_EXTENTS=(1, 1, 20, 1)), False),
        (server(_NET_FRAME_EXTENTS=()), False),
        (server(_NET_FRAME_EXTENTS=(), _MOTIF_WM_HINTS=(2, 0, 0, 0, 0)), True),
        (server(_NET_FRAME_EXTENTS=(), _MOTIF_WM_HINTS=(2, 0, 1, 0, 0)), False),
        (server(_NET_FRAME_EXTENTS=(), _MOTIF_WM_HINTS=(1, 0, 0, 0, 0)), False),
        (server(_NET_FRAME_EXTENTS=(), _MOTIF_WM_HINTS=(2,)), False),
        (server(_NET_WM_WINDOW_TYPE=("_NET_WM_WINDOW_TYPE_DESKTOP",)), False),
        (server(_NET_WM_WINDOW_TYPE=("_NET_WM_WINDOW_TYPE_DOCK",)), False),
        (server(_NET_WM_WINDOW_TYPE=("_NET_WM_WINDOW_TYPE_NORMAL",)), True),
    ],
)
def test_a_full_screen_is_told_from_what_only_looks_like_one(x11: X11, is_full: bool) -> None:
    assert x11.is_full_screen() is is_full


def test_one_of_several_monitors_is_enough() -> None:
    both = ((0, 0, 500, 800), (500, 0, 500, 800))
    assert server(place=(500, 0, 500, 800), monitors=both).is_full_screen()
    assert not server(place=(400, 0, 500, 800), monitors=both).is_full_screen()
    assert not server(place=(500, 0, 500, 800)).is_full_screen()


def test_without_an_active_window_nothing_is_full() -> None:
    assert not X11(":1", OWN, lambda _: FakeX()).is_full_screen()
    assert not X11(":1", OWN, lambda _: FakeX({(ROOT, "_NET_ACTIVE_WINDOW"): (0,)})).is_full_screen()


def test_a_window_that_vanishes_meanwhile_is_not_full() -> None:
    fake = FakeX({(ROOT, "_NET_ACTIVE_WINDOW"): (GAME,)})
    assert not X11(":1", OWN, lambda _: fake).is_full_screen()


def test_idle_time_and_screen_saver_are_told() -> None:
    x11 = X11(":1", OWN, lambda _: FakeX(saver=(0, 61_500)))
    assert x11.idle_seconds() == 61.5
    assert not x11.is_saver_on()
    assert X11(":1", OWN, lambda _: FakeX(saver=(1, 0))).is_saver_on()
    assert x11.problem == ""


def test_a_server_without_the_extension_says_so() -> None:
    x11 = X11(":1", OWN, lambda _: FakeX(saver=None))
    assert x11.idle_seconds() is None
    assert not x11.is_saver_on()
    assert "MIT-SCREEN-SAVER" in x11.problem
    assert "Pause" in x11.problem


def test_a_server_that_is_slow_once_is_asked_again() -> None:
    fake = FakeX(saver=(0, 5_000))
    x11 = X11(":1", OWN, lambda _: fake)
    fake.is_mute = True
    assert x11.idle_seconds() is None
    assert not x11.is_full_screen()
    fake.is_mute = False
    assert x11.idle_seconds() == 5
    assert x11.problem == ""


def test_a_server_that_goes_stays_gone_and_is_told() -> None:
    fake = FakeX(saver=(0, 5_000))
    opened: list[str] = []

    def connect(display: str) -> FakeX:
        opened.append(display)
        return fake

    x11 = X11(":7", OWN, connect)
    assert x11.idle_seconds() == 5
    fake.is_gone = True
    for _ in range(3):
        assert x11.idle_seconds() is None
        assert not x11.is_full_screen()
        assert not x11.is_saver_on()
    assert "gone" in x11.problem
    assert opened == [":7"]


def test_a_display_that_takes_nobody_is_named() -> None:
    x11 = X11(":7", OWN, lambda _: None)
    assert x11.idle_seconds() is None
    assert ":7" in x11.problem
    x11.close()


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xcb, "LIBRARY", "libxcb-of-nowhere.so.1")
    x11 = X11(":7", OWN)
    assert x11.idle_seconds() is None
    assert "libxcb.so.1 is not installed" in x11.problem


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"DISPLAY": ""},
        {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"},
        {"DISPLAY": ":0", "XDG_SESSION_TYPE": "Wayland"},
    ],
)
def test_no_x_server_is_asked_where_it_does_not_see_the_keys(environ: dict[str, str]) -> None:
    assert open_x11(environ) is None


def test_the_x_server_of_the_session_is_asked() -> None:
    assert open_x11({"DISPLAY": ":0", "XDG_SESSION_TYPE": "x11"}) is not None


# --- by a real server ---

needs_x = pytest.mark.skipif(bool(MISSING), reason=f"needs {', '.join(MISSING)}")


@pytest.fixture(scope="module")
def desktop() -> Iterator[XDesktop]:
    with XDesktop() as made:
        yield made


@pytest.fixture(scope="module")
def window(desktop: XDesktop) -> ToldWindow:
    return desktop.open_window()


@needs_x
def test_a_key_ends_the_idle_time(desktop: XDesktop) -> None:
    x11 = X11(desktop.display, os.getpid())
    before = time.monotonic()
    desktop.run("xdotool", "mousemove", "10", "10", "key", "shift")
    first, second = x11.idle_seconds(), x11.idle_seconds()
    assert first is not None
    assert second is not None
    assert first <= time.monotonic() - before + 0.01
    assert second >= first
    assert not x11.is_saver_on()
    x11.close()
    x11.close()
    assert x11.idle_seconds() is None


@needs_x
def test_asking_is_cheap_and_keeps_nothing(desktop: XDesktop) -> None:
    x11 = X11(desktop.display, os.getpid())
    for _ in range(200):
        x11.is_full_screen()
    before, start = _resident_kib(), time.process_time()
    for _ in range(2_000):
        assert x11.idle_seconds() is not None
        x11.is_full_screen()
    assert (time.process_time() - start) / 4_000 < 0.001
    assert _resident_kib() - before < 400
    x11.close()


@needs_x
def test_real_windows_are_told_apart(desktop: XDesktop, window: ToldWindow) -> None:
    x11 = X11(desktop.display, os.getpid())
    assert not x11.is_full_screen()

    def in_front() -> bool:
        # Window managers under load give the focus to nobody; hidden windows are not full, either.
        desktop.activate(window.process.pid)
        return desktop.values("_NET_WM_PID") == (window.process.pid,)

    for word in ("full", "bare"):
        window.tell(word)
        until(lambda: in_front() and x11.is_full_screen())
        window.tell("normal")
        until(lambda: in_front() and not x11.is_full_screen())
    window.tell("maximized")
    until(lambda: in_front() and len(desktop.values("_NET_WM_STATE")) >= 2)
    assert not x11.is_full_screen()
    window.tell("full")
    until(lambda: in_front() and x11.is_full_screen())
    ours = X11(desktop.display, window.process.pid)
    assert not ours.is_full_screen()
    ours.close()
    x11.close()


@needs_x
def test_a_request_that_the_server_refuses_costs_nothing_else(desktop: XDesktop) -> None:
    connection = xcb.connect(desktop.display)
    assert connection is not None
    for _ in range(100):
        assert connection.ask(20, 0, struct.pack("=IIIII", 0xDEAD, 67, 0, 0, 8)) is None
        assert connection.ask(14, 0, struct.pack("=I", connection.root)) is not None
    assert connection.extension_opcode("NO-SUCH-THING") == 0
    assert not connection.is_lost
    connection.close()


@needs_x
def test_a_server_that_hangs_is_not_waited_for(desktop: XDesktop) -> None:
    x11 = X11(desktop.display, os.getpid())
    assert x11.idle_seconds() is not None
    desktop.server.send_signal(signal.SIGSTOP)
    try:
        start = time.monotonic()
        assert x11.idle_seconds() is None
        assert not x11.is_full_screen()
        assert time.monotonic() - start < 20 * xcb.PATIENCE_SECONDS
    finally:
        desktop.server.send_signal(signal.SIGCONT)
    until(lambda: x11.idle_seconds() is not None)
    assert x11.problem == ""
    x11.close()


@needs_x
def test_a_server_that_lets_nobody_in_is_not_waited_for(
    desktop: XDesktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xcb, "CONNECT_SECONDS", 0.05)
    desktop.server.send_signal(signal.SIGSTOP)
    try:
        x11 = X11(desktop.display, os.getpid())
        assert x11.idle_seconds() is None
        assert "takes no connection" in x11.problem
        assert is_connecting()
    finally:
        desktop.server.send_signal(signal.SIGCONT)
    until(lambda: not is_connecting())  # what came too late is let go


def is_connecting() -> bool:
    return any(thread.name == "x11-connect" for thread in threading.enumerate())


@needs_x
def test_a_server_that_is_killed_ends_nothing_of_ours() -> None:
    with XDesktop() as doomed:
        x11 = X11(doomed.display, os.getpid())
        assert x11.idle_seconds() is not None
        doomed.server.kill()
        doomed.server.wait()
        for _ in range(3):
            assert x11.idle_seconds() is None
            assert not x11.is_full_screen()
        assert "gone" in x11.problem
        x11.close()


@needs_x
def test_no_server_at_a_display(desktop: XDesktop) -> None:
    assert xcb.connect(":64999") is None


@needs_x
def test_asking_needs_no_qt(desktop: XDesktop) -> None:
    script = (
        "import sys; from mobility_coach.adapters.desktop.x11 import X11;"
        f"print(X11('{desktop.display}', 1).idle_seconds() is not None, 'PySide6' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]


def _resident_kib() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4
