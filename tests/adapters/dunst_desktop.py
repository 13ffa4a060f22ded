"""A message bus and a screen of our own, and dunst to show notifications on them."""

import json
import os
import select
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from mobility_coach.adapters.desktop.bus import Bus

PATIENCE = 8.0
NEEDED = ("Xvfb", "dbus-daemon", "dunst", "dunstctl")
MISSING = [name for name in NEEDED if shutil.which(name) is None]
SERVICE = "org.freedesktop.Notifications"

# dunst hands the buttons to a menu program, one a line; ours presses the one that the test names.
MENU = """#!/bin/sh
tee "{folder}/offered" | grep -F "#$(cat "{folder}/wanted") ("
"""


# A usual bus would start the machine's own dunst as soon as somebody asks for one.
BUS = """<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default"><allow user="*"/><allow send_destination="*" eavesdrop="true"/>
    <allow receive_sender="*" eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
"""


class DunstDesktop:
    """The bus and the screen run from the start, dunst when it is told to."""

    SIZE = "640x480x24"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[str]] = []
        self._dunst: subprocess.Popen[str] | None = None
        kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
        self.environ = {**kept, "HOME": str(folder), "LC_ALL": "C.UTF-8"}
        menu = folder / "menu"
        menu.write_text(MENU.format(folder=folder), encoding="utf-8")
        menu.chmod(0o755)
        (folder / "bus.conf").write_text(BUS, encoding="utf-8")
        (folder / "dunstrc").write_text(f"[global]\ndmenu = {menu}\nmarkup = full\n", encoding="utf-8")

    def __enter__(self) -> Self:
        screen = ["Xvfb", "-displayfd", "1", "-screen", "0", self.SIZE, "-noreset", "-nolisten", "tcp"]
        self.environ["DISPLAY"] = f":{self._first_line(screen)}"
        bus = ["dbus-daemon", f"--config-file={self._folder / 'bus.conf'}", "--nofork", "--print-address"]
        self.environ["DBUS_SESSION_BUS_ADDRESS"] = self._first_line(bus)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in reversed(self._processes):
            process.kill()
            process.communicate(timeout=PATIENCE)

    def start_dunst(self) -> None:
        """Have notifications shown; returns once they are."""
        with_bus = Bus(environ=self.environ)
        with_bus.watch(f"type='signal',member='NameOwnerChanged',arg0='{SERVICE}'")
        self._dunst = self._start(["dunst", "-conf", str(self._folder / "dunstrc")])
        while not with_bus.owner(SERVICE):
            assert wait_for(with_bus.fileno()), "dunst does not start"
            with_bus.signals()
        with_bus.close()

    def kill_dunst(self) -> None:
        """End it by force; returns once the bus knows."""
        assert self._dunst is not None
        self._dunst.kill()
        self._dunst.wait(PATIENCE)
        with_bus = Bus(environ=self.environ)
        with_bus.watch(f"type='signal',member='NameOwnerChanged',arg0='{SERVICE}'")
        while with_bus.owner(SERVICE):
            wait_for(with_bus.fileno())
            with_bus.signals()
        with_bus.close()

    def press(self, button: str) -> None:
        """Press a button of what is shown, by its words."""
        (self._folder / "wanted").write_text(button, encoding="utf-8")
        self.control("context")

    def displayed(self) -> int:
        """How many notifications are on the screen."""
        return int(self.control("count", "displayed"))

    def history(self) -> list[Mapping[str, Any]]:
        """What was shown before, the latest first."""
        shown = json.loads(self.control("history"))["data"][0]
        return [{name: value["data"] for name, value in each.items()} for each in shown]

    def control(self, *arguments: str) -> str:
        """Tell dunst something; returns what it says."""
        done = subprocess.run(
            ["dunstctl", *arguments],
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
        return done.stdout

    def _start(self, command: list[str]) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command, env=self.environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self._processes.append(process)
        return process

    def _first_line(self, command: list[str]) -> str:
        process = self._start(command)
        assert process.stdout is not None
        line = process.stdout.readline().strip()
        assert line, f"{command[0]} does not start"
        return line


def wait_for(descriptor: int) -> bool:
    """Whether something came in time."""
    return bool(select.select([descriptor], [], [], PATIENCE)[0])
