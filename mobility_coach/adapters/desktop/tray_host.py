"""Whether this desktop has a place for tray icons; asked without Qt."""

import re
import struct
from collections.abc import Mapping

from mobility_coach.adapters.desktop.bus import Bus, BusAddress
from mobility_coach.adapters.desktop.xcb import connect, padded

WATCHER = BusAddress("org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher")

_INTERN_ATOM, _GET_SELECTION_OWNER = 16, 23
_SCREEN = re.compile(r":[0-9]+\.(?P<screen>[0-9]{1,2})$")


def has_tray_host(bus: Bus, environ: Mapping[str, str]) -> bool:
    """Whether icons can be shown: by the bus (KDE, GNOME with its extension), or by X11 (other panels)."""
    return _is_watched(bus) or _is_selected(environ.get("DISPLAY", ""))


def _is_watched(bus: Bus) -> bool:
    if not bus.owner(WATCHER.service):
        return False
    name = "IsStatusNotifierHostRegistered"
    answer = bus.call(WATCHER, "org.freedesktop.DBus.Properties", "Get", "ss", (WATCHER.service, name))
    return bool(answer) and answer == (("b", True),)


def _is_selected(display: str) -> bool:
    """Whether a panel has taken the X11 selection that stands for the tray."""
    if not display:
        return False
    try:
        x = connect(display)
    except OSError:
        return False
    if x is None:
        return False
    found = _SCREEN.search(display)
    name = f"_NET_SYSTEM_TRAY_S{found['screen'] if found else 0}".encode("ascii")
    try:
        atom = x.ask(_INTERN_ATOM, 1, struct.pack("=HH", len(name), 0) + padded(name))
        owner = x.ask(_GET_SELECTION_OWNER, 0, atom[8:12]) if atom and any(atom[8:12]) else None
        return owner is not None and any(owner[8:12])
    finally:
        x.close()
