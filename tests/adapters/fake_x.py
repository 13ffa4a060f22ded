"""An X server for tests that answers by tables, and a real one with a window that does as it is told."""

import os
import shutil
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from mobility_coach.adapters.desktop.x11 import X11
from mobility_coach.adapters.desktop.xcb import XConnection

ROOT = 1
SAVER, RANDR = 144, 140
PATIENCE = 8.0
NEEDED = ("Xvfb", "openbox", "xdotool")
MISSING = [name for name in NEEDED if shutil.which(name) is None]
WINDOW = Path(__file__).with_name("told_window.py")


class FakeX(XConnection):
    """A connection to a screen of 1000 by 800 that exists in tables alone."""

    def __init__(
        self,
        properties: Mapping[tuple[int, str], Iterable[int | str]] | None = None,
        places: Mapping[int, tuple[int, int, int, int]] | None = None,
        monitors: Iterable[tuple[int, int, int, int]] = (),
        saver: tuple[int, int] | None = (0, 0),
    ) -> None:
        self.root = ROOT
        self.is_gone = False
        self.is_mute = False
        self.saver = saver
        self.properties = dict(properties or {})
        self.places = {ROOT: (0, 0, 1000, 800), **(places or {})}
        self.monitors = list(monitors)
        self.names: list[str] = []

    @property
    def is_lost(self) -> bool:
        return self.is_gone

    def extension_opcode(self, name: str) -> int | None:
        if self.is_gone or self.is_mute:
            return None
        has = {"MIT-SCREEN-SAVER": SAVER if self.saver else 0, "RANDR": RANDR if self.monitors else 0}
        return has[name]

    def ask(self, opcode: int, detail: int, body: bytes) -> bytes | None:
        if self.is_gone or self.is_mute:
            return None
        answers: dict[int, Callable[[bytes], bytes | None]] = {
            14: self._geometry,
            16: self._atom,
            20: self._property,
            40: self._corner,
            SAVER: self._saver,
            RANDR: self._monitors,
        }
        return answers[opcode](body)

    def close(self) -> None:
        self.is_gone = True

    def _number(self, name: str) -> int:
        if name not in self.names:
            self.names.append(name)
        return self.names.index(name) + 100

    def _atom(self, body: bytes) -> bytes:
        (length,) = struct.unpack_from("=H", body)
        return answer(8, struct.pack("=I", self._number(body[4 : 4 + length].decode())))

    def _property(self, body: bytes) -> bytes | None:
        window, number = struct.unpack_from("=II", body)
        if window not in self.places:
            return None
        values = self.properties.get((window, self.names[number - 100]), ())
        numbers = [self._number(each) if isinstance(each, str) else each for each in values]
        data = struct.pack(f"={len(numbers)}I", *numbers)
        return answer(16, struct.pack("=I", len(numbers)), data, detail=32 if numbers else 0)

    def _geometry(self, body: bytes) -> bytes | None:
        place = self.places.get(struct.unpack("=I", body)[0])
        return None if place is None else answer(12, struct.pack("=hhHH", 0, 0, *place[2:]))

    def _corner(self, body: bytes) -> bytes | None:
        place = self.places.get(struct.unpack_from("=I", body)[0])
        return None if place is None else answer(12, struct.pack("=hh", *place[:2]))

    def _saver(self, body: bytes) -> bytes:
        assert self.saver is not None
        state, idle = self.saver
        return answer(16, struct.pack("=I", idle), detail=state)

    def _monitors(self, body: bytes) -> bytes:
        each = (struct.pack("=IBBHhhHHIII", 9, 0, 0, 1, *place, 0, 0, 7) for place in self.monitors)
        return answer(12, struct.pack("=I", len(self.monitors)), b"".join(each))


def answer(place: int, data: bytes, rest: bytes = b"", detail: int = 0) -> bytes:
    """32 bytes with `data` at its place, and what follows them."""
    head = bytearray(32)
    head[0], head[1] = 1, detail
    head[place : place + len(data)] = data
    return bytes(head) + rest


class XDesktop:
    """Xvfb and openbox, with a window in a process of its own."""

    def __enter__(self) -> Self:
        self.processes: list[subprocess.Popen[str]] = []
        self.environ = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LC_ALL": "C.UTF-8"}
        screen = ["Xvfb", "-displayfd", "1", "-screen", "0", "800x600x24", "-noreset", "-nolisten", "tcp"]
        self.server = self.start(screen)
        assert self.server.stdout is not None
        self.display = self.environ["DISPLAY"] = f":{self.server.stdout.readline().strip()}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.communicate(timeout=PATIENCE)

    def start(self, command: list[str]) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command,
            env=self.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.processes.append(process)
        return process

    def run(self, *command: str) -> str:
        done = subprocess.run(
            command, env=self.environ, capture_output=True, text=True, timeout=PATIENCE, check=True
        )
        return done.stdout

    def activate(self, pid: int) -> None:
        """Have the windows of a process come to the front, as far as there are any now."""
        search = ["xdotool", "search", "--onlyvisible", "--pid", str(pid), "windowactivate"]
        subprocess.run(search, env=self.environ, capture_output=True, timeout=PATIENCE, check=False)

    def open_window(self) -> "ToldWindow":
        self.start(["openbox", "--sm-disable"])
        until(lambda: bool(self.values("_NET_SUPPORTING_WM_CHECK", of_root=True)))
        return ToldWindow(self.start([sys.executable, str(WINDOW)]))

    def values(self, name: str, *, of_root: bool = False) -> tuple[int, ...]:
        """What the active window, or the root, has in a property."""
        x11 = X11(self.display, 0)
        x = x11._connected()
        assert x is not None
        active = (x.root,) if of_root else x11._values(x, x.root, "_NET_ACTIVE_WINDOW")
        found = x11._values(x, active[0], name) if active and active[0] else ()
        x11.close()
        return found


class ToldWindow:
    """A window that does as it is told."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"

    def tell(self, word: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()


def until(condition: Callable[[], bool]) -> None:
    """Return once it is so: what window managers do is told to nobody else."""
    pause = threading.Event()
    for _ in range(int(PATIENCE / 0.02)):
        if condition():
            return
        pause.wait(0.02)
    raise AssertionError("it never was so")
