"""Asks whether the screen that the environment names is there; implements `services.screen.ScreenProbe`."""

import ctypes
import importlib.util
import logging
import os
import re
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

_log = logging.getLogger(__name__)

PATIENCE_SECONDS = 1.0
FIRST_X11_PORT = 6000
_DISPLAY = re.compile(r"(?P<host>.*):(?P<number>[0-9]{1,5})(\.[0-9]+)?")


class MachineScreen:
    """Connects to display servers and lets go at once; nothing is drawn."""

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        self._environ = environ

    def x11_answers(self, display: str) -> bool:
        """Whether the X server of a DISPLAY (":0", "host:10.0", "/a/path:0") takes a connection."""
        parts = _DISPLAY.fullmatch(display)
        if parts is None:
            return False
        host, number = parts["host"], int(parts["number"])
        if host.startswith("/"):
            return _takes_connection(display) or _takes_connection(host)
        if host and host != "unix":
            return _host_takes_connection(host, FIRST_X11_PORT + number)
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where X servers listen
        return _takes_connection(f"\0{path}") or _takes_connection(path)

    def wayland_answers(self, display: str) -> bool:
        """Whether the compositor of a WAYLAND_DISPLAY takes a connection."""
        folder = self._environ.get("XDG_RUNTIME_DIR", "")
        if not display.startswith("/") and not folder:
            return False
        return _takes_connection(str(Path(folder) / display))

    def missing_library(self, plugin: str) -> str:
        """Why Qt's plugin for a platform can't be loaded, or empty. Loads it, as Qt is about to do."""
        spec = importlib.util.find_spec("PySide6")
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            for path in sorted((Path(folder) / "Qt" / "plugins" / "platforms").glob(f"libq{plugin}*")):
                try:
                    ctypes.CDLL(str(path))
                except OSError as error:
                    _log.warning("Qt's plugin %s can't be loaded: %s", path, error)
                    return str(error)
        return ""


def _takes_connection(path: str) -> bool:
    if sys.platform == "win32":
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(PATIENCE_SECONDS)
        try:
            connection.connect(path)
        except OSError:
            return False
    return True


def _host_takes_connection(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), PATIENCE_SECONDS).close()
    except (OSError, OverflowError, UnicodeError):
        return False
    return True
