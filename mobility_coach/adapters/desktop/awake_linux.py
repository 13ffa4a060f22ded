"""Keeps the screen on under Linux: by services on the message bus, and by the X server itself.

Only services that run are asked. All of them, and the X server, take back what they gave when the connection
that asked for it ends; so a program that crashes keeps no screen on.
"""

import logging
import struct
from collections.abc import Callable, Mapping
from typing import NamedTuple

from mobility_coach.adapters.desktop.bus import Bus, BusAddress
from mobility_coach.adapters.desktop.bus_blocks import OWN_NAME
from mobility_coach.adapters.desktop.x11 import is_wayland
from mobility_coach.adapters.desktop.xcb import XConnection, connect
from mobility_coach.domain.wording import tr

_log = logging.getLogger(__name__)

SECONDS = 1.0
"""How long a service may take to answer; nobody waits for it but a thread of its own."""

_NO_WINDOW = 0
_IDLE = 8  # of GNOME's flags, and of the portal's: the session does not become idle
_SAVER, _SAVER_QUERY_VERSION, _SAVER_SUSPEND = "MIT-SCREEN-SAVER", 0, 5
_OLDEST_SAVER = (1, 1)


class Inhibitor(NamedTuple):
    """A service that keeps the screen on for who asks it.

    Attributes:
        service: who is called.
        interface: what its methods belong to.
        member, signature, args: how it is asked.
        undo: the method that takes what came of it; empty where an object came, which is closed.
    """

    service: BusAddress
    interface: str
    member: str
    signature: str
    args: tuple[object, ...]
    undo: str = ""


def _inhibitors(reason: str) -> tuple[Inhibitor, ...]:
    saver = BusAddress("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver")  # KDE, GNOME, others
    power = BusAddress("org.freedesktop.PowerManagement.Inhibit", "/org/freedesktop/PowerManagement/Inhibit")
    session = BusAddress("org.gnome.SessionManager", "/org/gnome/SessionManager")  # GNOME, Cinnamon, MATE
    named = (OWN_NAME, reason)
    flagged = (OWN_NAME, _NO_WINDOW, reason, _IDLE)
    return (
        Inhibitor(saver, saver.service, "Inhibit", "ss", named, "UnInhibit"),
        Inhibitor(power, power.service, "Inhibit", "ss", named, "UnInhibit"),  # Xfce, LXQt
        Inhibitor(session, session.service, "Inhibit", "susu", flagged, "Uninhibit"),
    )


def _portal(reason: str) -> Inhibitor:
    return Inhibitor(
        BusAddress("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"),
        "org.freedesktop.portal.Inhibit",
        "Inhibit",
        "sua{sv}",
        ("", _IDLE, {"reason": ("s", reason)}),
    )


class BusWay:
    """Implements `awake.AwakeWay` by a service."""

    def __init__(self, bus: Bus, inhibitor: Inhibitor) -> None:
        self._bus = bus
        self._inhibitor = inhibitor
        self._given: object = None

    @property
    def name(self) -> str:
        """What it is called."""
        return self._inhibitor.service.service

    def is_there(self) -> bool:
        """Whether the service runs."""
        return bool(self._bus.owner(self._inhibitor.service.service, SECONDS))

    def hold(self) -> bool:
        """Ask it, where it runs."""
        asked = self._inhibitor
        if not self.is_there():
            return False
        answer = self._bus.call(
            asked.service, asked.interface, asked.member, asked.signature, asked.args, SECONDS
        )
        self._given = answer[0] if answer else None
        return isinstance(self._given, int if asked.undo else str)

    def release(self) -> None:
        """Give back what it gave."""
        asked, given = self._inhibitor, self._given
        if asked.undo:
            self._bus.call(asked.service, asked.interface, asked.undo, "u", (given,), SECONDS)
        else:
            request = BusAddress(asked.service.service, str(given))
            self._bus.call(request, "org.freedesktop.portal.Request", "Close", timeout=SECONDS)


class X11Way:
    """Implements `awake.AwakeWay` by the X server, for desktops that have no service of their own.

    The server keeps its screen saver and its power saving off for as long as this connection lasts.
    """

    name = "X11"

    def __init__(self, display: str, open_connection: Callable[[str], XConnection | None] = connect) -> None:
        self._display = display
        self._open_connection = open_connection
        self._connection: XConnection | None = None

    def is_there(self) -> bool:
        """Whether the server can do it."""
        x = self._opened()
        if x is None:
            return False
        x.close()
        return True

    def hold(self) -> bool:
        """Connect, and ask for it."""
        x = self._connection = self._opened()
        if x is None:
            return False
        x.tell(x.extension_opcode(_SAVER) or 0, _SAVER_SUSPEND, struct.pack("=I", 1))
        return True

    def release(self) -> None:
        """End the connection, and with it what it asked for."""
        if self._connection is not None:
            self._connection.close()

    def _opened(self) -> XConnection | None:
        """A connection to a server whose screen saver can be held off."""
        try:
            x = self._open_connection(self._display)
        except (OSError, AttributeError) as error:
            _log.info("No X11: %s", error)
            return None
        if x is not None and not _can_suspend(x):
            x.close()
            return None
        return x


def _can_suspend(x: XConnection) -> bool:
    opcode = x.extension_opcode(_SAVER)
    answer = x.ask(opcode, _SAVER_QUERY_VERSION, struct.pack("=BBxx", *_OLDEST_SAVER)) if opcode else None
    return answer is not None and struct.unpack_from("=HH", answer, 8) >= _OLDEST_SAVER


def linux_ways(
    environ: Mapping[str, str],
) -> tuple[tuple[BusWay | X11Way, ...], BusWay, Callable[[], None]]:
    """What `ScreenKept` takes: the ways, the last one, and what ends their connection."""
    bus = Bus(environ=environ)
    reason = tr("A session runs")
    ways: list[BusWay | X11Way] = [BusWay(bus, each) for each in _inhibitors(reason)]
    display = environ.get("DISPLAY", "")
    if display and not is_wayland(environ):
        ways.append(X11Way(display))
    return tuple(ways), BusWay(bus, _portal(reason)), bus.close
