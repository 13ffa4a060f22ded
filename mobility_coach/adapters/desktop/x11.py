"""What an X server knows of the person and of what is in front: idle time, full screen, screen saver."""

import logging
import os
import struct
from collections.abc import Callable, Mapping
from typing import NamedTuple

from mobility_coach.adapters.desktop.xcb import LIBRARY, XConnection, connect, padded
from mobility_coach.domain.wording import tr

_log = logging.getLogger(__name__)

_GET_GEOMETRY, _INTERN_ATOM, _GET_PROPERTY, _TRANSLATE = 14, 16, 20, 40
_SAVER, _SAVER_QUERY_INFO, _SAVER_IS_ON = "MIT-SCREEN-SAVER", 1, 1
_RANDR, _RANDR_GET_MONITORS = "RANDR", 42

_MOST_VALUES = 64
_MOST_MONITORS = 64
_COUNTS = 2
"""The flag of _MOTIF_WM_HINTS that says its third value, the decorations, counts."""

_FULL_SCREEN = "_NET_WM_STATE_FULLSCREEN"
_HIDDEN = "_NET_WM_STATE_HIDDEN"
_MAXIMIZED = ("_NET_WM_STATE_MAXIMIZED_VERT", "_NET_WM_STATE_MAXIMIZED_HORZ")
_BEHIND = ("_NET_WM_WINDOW_TYPE_DESKTOP", "_NET_WM_WINDOW_TYPE_DOCK")


class Rectangle(NamedTuple):
    """A place on the screen, in its pixels."""

    x: int
    y: int
    width: int
    height: int

    def covers(self, other: "Rectangle") -> bool:
        """Whether nothing of `other` can be seen beside it."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and self.x + self.width >= other.x + other.width
            and self.y + self.height >= other.y + other.height
        )


class X11:
    """Asks the X server. It connects when first asked; when the server is gone, nobody can tell any more."""

    def __init__(
        self,
        display: str,
        own_pid: int,
        open_connection: Callable[[str], XConnection | None] = connect,
    ) -> None:
        self._display = display
        self._own_pid = own_pid
        self._open_connection = open_connection
        self._connection: XConnection | None = None
        self._has_tried = False
        self._atoms: dict[str, int] = {}
        self._problem = ""

    @property
    def problem(self) -> str:
        """Why the server tells nothing, and what to do; empty while it does, and before it was asked."""
        return self._problem

    def idle_seconds(self) -> float | None:
        """Seconds since the last key or movement of the mouse; None where the server does not tell."""
        answer = self._saver_info()
        return None if answer is None else struct.unpack_from("=I", answer, 16)[0] / 1000

    def is_saver_on(self) -> bool:
        """Whether the screen saver covers the screen, or has blanked it."""
        answer = self._saver_info()
        return answer is not None and answer[1] == _SAVER_IS_ON

    def is_full_screen(self) -> bool:
        """Whether the window that takes the keys fills a screen, as films and slides do. Ours never do."""
        x = self._connected()
        if x is None:
            return False
        active = next(iter(self._values(x, x.root, "_NET_ACTIVE_WINDOW")), 0)
        if not active or self._own_pid in self._values(x, active, "_NET_WM_PID"):
            return False
        states = self._values(x, active, "_NET_WM_STATE")
        if self._atom(x, _HIDDEN) in states:
            return False
        if self._atom(x, _FULL_SCREEN) in states:
            return True
        if all(self._atom(x, name) in states for name in _MAXIMIZED):
            return False
        return self._is_bare(x, active) and self._covers_a_monitor(x, active)

    def close(self) -> None:
        """Let go of the connection. May be called twice."""
        if self._connection is not None:
            self._connection.close()

    def _connected(self) -> XConnection | None:
        if not self._has_tried:
            self._has_tried = True
            self._connection = self._open()
        if self._connection is not None and self._connection.is_lost:
            self._connection = None
            self._problem = tr("The X server is gone. Start the program again when there is one.")
        return self._connection

    def _open(self) -> XConnection | None:
        try:
            connection = self._open_connection(self._display)
        except (OSError, AttributeError) as error:
            _log.info("No X11: %s", error)
            remedy = tr("{library} is not installed. Install it, then start the program again.")
            self._problem = remedy.format(library=LIBRARY)
            return None
        if connection is None:
            self._problem = tr(
                "The X server {display} takes no connection. Check DISPLAY, then start the program again."
            ).format(display=self._display[:100])
        return connection

    def _saver_info(self) -> bytes | None:
        x = self._connected()
        if x is None:
            return None
        opcode = x.extension_opcode(_SAVER)
        if opcode:
            return x.ask(opcode, _SAVER_QUERY_INFO, struct.pack("=I", x.root))
        if opcode == 0:
            self._problem = tr(
                "The X server does not tell how long nobody has touched keyboard or mouse ({extension} is "
                "missing). Pause the reminders by hand when you leave."
            ).format(extension=_SAVER)
        return None

    def _atom(self, x: XConnection, name: str) -> int:
        """The server's number for a name; -1, which is nobody's, while no program has used the name."""
        if name not in self._atoms:
            data = name.encode("ascii")
            answer = x.ask(_INTERN_ATOM, 1, struct.pack("=HH", len(data), 0) + padded(data))
            number = 0 if answer is None else struct.unpack_from("=I", answer, 8)[0]
            if not number:
                return -1
            self._atoms[name] = number
        return self._atoms[name]

    def _values(self, x: XConnection, window: int, name: str) -> tuple[int, ...]:
        """The numbers that a property holds, at most 64; none where the window has no such property."""
        atom = self._atom(x, name)
        answer = (
            None
            if atom < 0
            else x.ask(_GET_PROPERTY, 0, struct.pack("=IIIII", window, atom, 0, 0, _MOST_VALUES))
        )
        if answer is None or answer[1] != 32:
            return ()
        (count,) = struct.unpack_from("=I", answer, 16)
        count = min(count, (len(answer) - 32) // 4, _MOST_VALUES)
        return struct.unpack_from(f"={count}I", answer, 32)

    def _is_bare(self, x: XConnection, window: int) -> bool:
        """Whether it has no frame, and is neither the desktop nor a panel."""
        types = self._values(x, window, "_NET_WM_WINDOW_TYPE")
        if any(self._atom(x, name) in types for name in _BEHIND):
            return False
        hints = self._values(x, window, "_MOTIF_WM_HINTS")
        is_asked_for = len(hints) >= 3 and bool(hints[0] & _COUNTS) and hints[2] == 0
        return is_asked_for or self._values(x, window, "_NET_FRAME_EXTENTS") == (0, 0, 0, 0)

    def _covers_a_monitor(self, x: XConnection, window: int) -> bool:
        place = self._place(x, window)
        return place is not None and any(place.covers(monitor) for monitor in self._monitors(x))

    def _place(self, x: XConnection, window: int) -> Rectangle | None:
        size = x.ask(_GET_GEOMETRY, 0, struct.pack("=I", window))
        corner = x.ask(_TRANSLATE, 0, struct.pack("=IIhh", window, x.root, 0, 0))
        if size is None or corner is None:
            return None
        return Rectangle(*struct.unpack_from("=hh", corner, 12), *struct.unpack_from("=HH", size, 16))

    def _monitors(self, x: XConnection) -> tuple[Rectangle, ...]:
        """The monitors; the whole screen where the server does not tell them apart."""
        opcode = x.extension_opcode(_RANDR)
        answer = x.ask(opcode, _RANDR_GET_MONITORS, struct.pack("=II", x.root, 1)) if opcode else None
        if answer is not None:
            return tuple(_monitors_in(answer))
        whole = self._place(x, x.root)
        return () if whole is None else (whole,)


def _monitors_in(answer: bytes) -> list[Rectangle]:
    (count,) = struct.unpack_from("=I", answer, 12)
    found: list[Rectangle] = []
    start = 32
    for _ in range(min(count, _MOST_MONITORS)):
        if start + 24 > len(answer):
            break
        outputs, x, y, width, height = struct.unpack_from("=HhhHH", answer, start + 6)
        found.append(Rectangle(x, y, width, height))
        start += 24 + 4 * outputs
    return found


def open_x11(environ: Mapping[str, str]) -> X11 | None:
    """The X server that the person sits at; None without one.

    Under Wayland there may be one for programs of old: it sees only the keys that go to those.
    """
    display = environ.get("DISPLAY", "")
    return X11(display, os.getpid()) if display and not is_wayland(environ) else None


def is_wayland(environ: Mapping[str, str]) -> bool:
    """Whether the session is a Wayland one."""
    return bool(environ.get("WAYLAND_DISPLAY")) or environ.get("XDG_SESSION_TYPE", "").lower() == "wayland"
