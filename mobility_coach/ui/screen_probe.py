"""Looks whether Qt will be able to open a window here, without Qt (which would end the program if not)."""

import contextlib
import ctypes
import importlib.util
import os
import re
import socket
from pathlib import Path

_X_PORT = 6000
_PATIENCE_SECONDS = 2.0
_PLUGINS = {"xcb": "libqxcb.so", "wayland": "libqwayland.so"}


class MachineScreenProbe:
    """Implements `mobility_coach.services.screen.ScreenProbe` on Linux and other Unixes."""

    def x11_answers(self, display: str) -> bool:
        """Whether a connection to the X server of a DISPLAY ("host:0.0", ":0") can be made."""
        parts = re.fullmatch(r"(?:unix/?)?([^:]*):(\d{1,5})(?:\.\d+)?", display)
        if parts is None:
            return Path(display.partition(".")[0]).is_socket()
        host, number = parts[1], int(parts[2])
        if host:
            return _connects(socket.AF_INET, (host, _X_PORT + number))
        place = f"/tmp/.X11-unix/X{number}"  # noqa: S108  # where X servers listen
        return _connects(socket.AF_UNIX, place) or _connects(socket.AF_UNIX, "\0" + place)

    def wayland_answers(self, display: str) -> bool:
        """Whether a connection to the compositor of a WAYLAND_DISPLAY can be made."""
        folder = os.environ.get("XDG_RUNTIME_DIR", "")
        return _connects(socket.AF_UNIX, str(Path(folder) / display))

    def missing_library(self, plugin: str) -> str:
        """What the system's loader says of Qt's platform plugin, or empty. What it loads, Qt needs anyway."""
        file = _platform_plugins() / _PLUGINS[plugin]
        if not file.is_file():
            return ""  # another layout of Qt than ours: nothing is known
        try:
            ctypes.CDLL(str(file))
        except OSError as error:
            return str(error)
        return ""


def _connects(family: int, address: str | tuple[str, int]) -> bool:
    unreachable = (
        OSError,
        ValueError,
        OverflowError,
        TypeError,
    )  # three of names that can't be one
    with contextlib.suppress(*unreachable), socket.socket(family) as connection:
        connection.settimeout(_PATIENCE_SECONDS)
        connection.connect(address)
        return True
    return False


def _platform_plugins() -> Path:
    found = importlib.util.find_spec("PySide6")
    folder = Path(found.origin).parent if found and found.origin else Path()
    return folder / "Qt" / "plugins" / "platforms"
