"""The time of day and the local zone's name; for records, never for measuring."""

import os
import sys
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

_LINK = Path("/etc/localtime")
_MARK = "zoneinfo/"


class SystemWallClock:
    """Implements `mobility_coach.services.ports.WallClock`."""

    def __init__(self, environ: Mapping[str, str] = os.environ, link: Path = _LINK) -> None:
        self._environ = environ
        self._link = link

    def now(self) -> datetime:
        """Now, aware, in the local zone, also where that became another one while the program ran."""
        if sys.platform != "win32":
            time.tzset()  # else a program that runs for weeks stays in the zone in which it was started
        return datetime.now().astimezone()

    def zone(self) -> str:
        """The zone as the system calls it ("Europe/Berlin", also a rule such as "CET-1"), or empty."""
        named = self._environ.get("TZ", "").removeprefix(":")
        if not named:
            try:
                named = str(self._link.resolve())
            except (OSError, RuntimeError):
                return ""
            if _MARK not in named:
                return ""
        return named.rpartition(_MARK)[2]
