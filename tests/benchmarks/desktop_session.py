"""A desktop of its own for one benchmark: X server, window manager, tray and message bus, and nobody else's.

    with DesktopSession(folder) as desktop:
        shown = desktop.start(["workrave"], home)      # waits until something is painted
        shown.seconds
        desktop.stop(shown.process)

Needs the system's Python with python3-xlib, and Xvfb, openbox, trayer, dunst and dbus-daemon.
"""

import contextlib
import os
import select
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from Xlib import X, display, error  # type: ignore[import-untyped,import-not-found,unused-ignore]
from Xlib.ext import damage, xtest  # type: ignore[import-untyped,import-not-found,unused-ignore]
from Xlib.protocol import event  # type: ignore[import-untyped,import-not-found,unused-ignore]

from tests.benchmarks.idle_figures import family

NEEDED = ("Xvfb", "openbox", "trayer", "dunst", "dbus-daemon")
PATIENCE = 30.0
FEWEST_COLOURS = 8
"""Text with smooth edges has more; an empty window, also one with a frame, has fewer."""

_ROWS = 120
"""Looked at for colours. All of a window would take 20 ms, and what is painted meanwhile would seem late."""

SMALLEST_SIDE = 40
_ICONIC = 3
_A_PERSON = 2
"""Who asks the window manager: not a program."""

_OWN_CLASSES = {"trayer", "dunst", "openbox"}


class NothingShown(Exception):
    """A program painted no window in time."""


@dataclass
class Shown:
    """A program whose window is painted; `seconds` passed since it was started."""

    process: subprocess.Popen[bytes]
    window: Any
    seconds: float


class DesktopSession:
    """Runs between entering and leaving it. Programs are started in it one after the other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._runtime = folder / f"run-{os.getpid()}-{time.monotonic_ns()}"
        self._processes: list[subprocess.Popen[bytes]] = []
        self.environment: dict[str, str] = {}

    def __enter__(self) -> Self:
        self._runtime.mkdir(mode=0o700, parents=True)
        keep = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        self.environment = {
            **keep,
            "DISPLAY": self._start_server(),
            "XDG_RUNTIME_DIR": str(self._runtime),
            "XDG_SESSION_TYPE": "x11",
            "XDG_CURRENT_DESKTOP": "X-Generic",
            "HOME": str(self._folder / "session-home"),
            "NO_AT_BRIDGE": "1",
        }
        Path(self.environment["HOME"]).mkdir(exist_ok=True)
        for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
            self.environment[name] = self._start_bus()
        self._run(["openbox", "--sm-disable"])
        time.sleep(0.5)
        self._run(
            ["trayer", "--edge", "bottom", "--align", "right", "--widthtype", "request", "--height", "24"]
        )
        self._run(["dunst"])  # SafeEyes waits long for somebody who shows notes
        time.sleep(1.0)
        self._display = display.Display(self.environment["DISPLAY"])
        self._display.damage_query_version()
        self._display.set_error_handler(lambda *_: None)  # windows go while they are asked about
        self._root = self._display.screen().root
        self._root.change_attributes(event_mask=X.SubstructureNotifyMask)
        self._display.sync()
        return self

    def __exit__(self, *_: object) -> None:
        self._display.close()
        _end(self._pids() | {process.pid for process in self._processes})
        for process in self._processes:
            process.wait()

    def start(self, command: list[str], home: Path) -> Shown:
        """Start a program and wait until its window is painted.

        Raises:
            NothingShown: it ended, or painted nothing for half a minute.
        """
        self._take_events()
        begin = time.monotonic()
        process = self.launch(command, home)
        watched: dict[int, tuple[Any, Any]] = {}
        while time.monotonic() - begin < PATIENCE:
            for at, happened in self._events(0.02):
                window = self._window_of(happened, watched)
                if window is not None and _colours(window) >= FEWEST_COLOURS:
                    for _, area in watched.values():
                        self._display.damage_destroy(area)
                    return Shown(process, window, at - begin)
        raise NothingShown(command[0])

    def launch(self, command: list[str], home: Path) -> subprocess.Popen[bytes]:
        """Start a program and return at once."""
        for part in ("", ".config", ".cache", ".local/share", ".local/state"):
            (home / part).mkdir(parents=True, exist_ok=True)
        return subprocess.Popen(
            command,
            env={**self.environment, "HOME": str(home)},
            cwd=home,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def stop(self, process: subprocess.Popen[bytes]) -> None:
        """End a program and what it started; it is asked first."""
        _end(family(process.pid) | (self._pids() - {each.pid for each in self._processes}))
        process.wait()
        time.sleep(0.3)

    def minimise(self, shown: Shown) -> None:
        """Put the window away, as its button does."""
        kind = self._display.intern_atom("WM_CHANGE_STATE")
        wish = event.ClientMessage(window=shown.window, client_type=kind, data=(32, [_ICONIC, 0, 0, 0, 0]))
        self._tell_manager(wish)
        self._wait_until_gone(shown)

    def put_away(self, shown: Shown) -> None:
        """Close the window, as its button does; the program goes on.

        Raises:
            NothingShown: the program ended, or the window stays.
        """
        kind = self._display.intern_atom("_NET_CLOSE_WINDOW")
        wish = event.ClientMessage(window=shown.window, client_type=kind, data=(32, [0, _A_PERSON, 0, 0, 0]))
        self._tell_manager(wish)
        self._wait_until_gone(shown)
        if shown.process.poll() is not None:
            raise NothingShown(f"{shown.process.args!r} ended with its window")

    def touch(self) -> None:
        """Move the mouse by a pixel and back, in a corner where nobody's window is."""
        for x in (1, 0):
            xtest.fake_input(self._display, X.MotionNotify, x=x, y=0)
        self._display.sync()

    def icons(self) -> int:
        """How many icons are in the tray."""
        panels = (each for each in self._clients(self._root) if "trayer" in (each.get_wm_class() or ()))
        return sum(1 for panel in panels for each in self._clients(panel) if each.id != panel.id)

    def is_shown(self, shown: Shown) -> bool:
        """Whether the window is on the screen."""
        with contextlib.suppress(error.XError):  # it may be gone for good
            return bool(shown.window.get_attributes().map_state == X.IsViewable)
        return False

    def _clients(self, window: Any) -> Iterator[Any]:  # noqa: ANN401  # Xlib's
        """All windows in another one that say of which program they are."""
        with contextlib.suppress(error.XError):
            for each in window.query_tree().children:
                if each.get_wm_class():
                    yield each
                yield from self._clients(each)

    def _tell_manager(self, wish: event.ClientMessage) -> None:
        self._root.send_event(wish, event_mask=X.SubstructureRedirectMask | X.SubstructureNotifyMask)
        self._display.sync()

    def _wait_until_gone(self, shown: Shown) -> None:
        until = time.monotonic() + PATIENCE
        while self.is_shown(shown):
            if time.monotonic() > until:
                raise NothingShown(f"{shown.process.args!r} keeps its window")
            time.sleep(0.01)

    def _window_of(self, happened: Any, watched: dict[int, tuple[Any, Any]]) -> Any:  # noqa: ANN401  # Xlib's
        """The window that was painted or put on the screen, unless it belongs to the session."""
        kind = type(happened).__name__
        with contextlib.suppress(error.XError):
            if kind == "DamageNotify":
                drawable = happened.drawable
                window, area = watched.get(getattr(drawable, "id", drawable), (None, None))
                if area is not None:
                    self._display.damage_subtract(area)
                return window
            if kind == "MapNotify":
                window = _client(happened.window)
                if window is not None and window.id not in watched:
                    watched[window.id] = (window, window.damage_create(damage.DamageReportNonEmpty))
                return window
        return None

    def _events(self, seconds: float) -> list[tuple[float, Any]]:
        if not self._display.pending_events():
            select.select([self._display.fileno()], [], [], seconds)
        return [(time.monotonic(), self._display.next_event()) for _ in range(self._display.pending_events())]

    def _take_events(self) -> None:
        self._display.sync()
        while self._display.pending_events():
            self._display.next_event()

    def _start_server(self) -> str:
        read, write = os.pipe()
        screen = ["-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"]
        self._run(["Xvfb", "-displayfd", str(write), *screen], pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as pipe:
            return f":{pipe.readline().strip()}"

    def _start_bus(self) -> str:
        bus = self._run(
            ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"],
            stdout=subprocess.PIPE,
        )
        assert bus.stdout is not None
        return bus.stdout.readline().decode().strip()

    def _run(self, command: list[str], **more: Any) -> subprocess.Popen[bytes]:  # noqa: ANN401  # as Popen
        options = {
            "stdout": subprocess.DEVNULL,
            "stderr": subprocess.DEVNULL,
            "start_new_session": True,
            **more,
        }
        process = subprocess.Popen(command, env=self.environment or None, **options)
        self._processes.append(process)
        return process

    def _pids(self) -> set[int]:
        """All that run in this session: they carry its folder in their environment, and nobody else does."""
        mark = f"XDG_RUNTIME_DIR={self._runtime}\0".encode()
        found = set()
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if entry.name.isdigit() and mark in (entry / "environ").read_bytes():
                    found.add(int(entry.name))
        return found


def _client(frame: Any) -> Any:  # noqa: ANN401  # Xlib's
    """The program's window in a frame of the window manager; None where it is none that people look at."""
    size = frame.get_geometry()
    if min(size.width, size.height) < SMALLEST_SIDE:
        return None
    window = next((each for each in frame.query_tree().children if each.get_wm_class()), frame)
    own = {name.lower() for name in window.get_wm_class() or ()}
    return None if own & _OWN_CLASSES else window


def _colours(window: Any) -> int:  # noqa: ANN401  # Xlib's
    """How many different colours its upper part shows; 0 where that can't be told, as where it is gone."""
    try:
        size = window.get_geometry()
        image = window.get_image(0, 0, size.width, min(size.height, _ROWS), X.ZPixmap, 0xFFFFFFFF)
    except error.XError:
        return 0
    return len(set(memoryview(image.data).cast("I")[::3]))


def _end(pids: set[int]) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
        until = time.monotonic() + 2
        while time.monotonic() < until and any(_runs(pid) for pid in pids):
            time.sleep(0.02)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
