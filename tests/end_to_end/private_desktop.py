"""A screen, a session bus and a screen reader of our own, beside whatever desktop runs on this machine."""

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from dev_steps.machine import Machine
from dev_steps.probes import SCREEN_READER

SYSTEM_PYTHON = SCREEN_READER[0]
READER = Path(__file__).with_name("screen_reader.py")
KEEPER = Path(__file__).with_name("focus_keeper.py")
NEEDED = ("Xvfb", "dbus-daemon")
PATIENCE = 8.0
"""Seconds; more than a slow machine needs, so that a failure ends."""


def is_available() -> bool:
    """Whether the servers are here, and the library that screen readers use."""
    if not all(map(shutil.which, NEEDED)):
        return False
    return Machine().run(SCREEN_READER).ok


Answer = Any


class Event(NamedTuple):
    """What the program told: of which part, and the text of an announcement."""

    kind: str
    text: str
    role: str
    name: str


class PrivateDesktop:
    """Xvfb and a session bus, on which the accessibility services start by themselves."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[str]] = []
        (folder / "run").mkdir(mode=0o700, parents=True)
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ},
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder / "run"),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "PYTHONIOENCODING": "utf-8",
            # Not the person's sound server: what is tested here is not to be heard.
            "PULSE_SERVER": f"unix:{folder / 'run' / 'no-pulse'}",
        }

    def start(
        self, command: list[str], name: str, stdin: int = subprocess.DEVNULL, stdout: int | None = None
    ) -> subprocess.Popen[str]:
        """Start a program on this desktop; what it complains of goes to a file."""
        with (self._folder / f"{name}.log").open("a") as log:
            process = subprocess.Popen(
                command,
                env=self.environment,
                stdin=stdin,
                stdout=stdout,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        self._processes.append(process)
        return process

    def complaints(self) -> str:
        """What the programs wrote to stderr."""
        logs = sorted(self._folder.glob("*.log"))
        return "\n".join(f"{log.name}: {log.read_text(errors='replace')}" for log in logs)

    def __enter__(self) -> Self:
        display = self._first_line(["Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24"], "xvfb")
        self.environment["DISPLAY"] = f":{display}"
        bus = self._first_line(["dbus-daemon", "--session", "--nofork", "--print-address"], "bus")
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus
        self._first_line([sys.executable, str(KEEPER)], "keeper")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in reversed(self._processes):
            self.end(process)

    def end(self, process: subprocess.Popen[str]) -> None:
        """End a program, gently first."""
        self._processes.remove(process)
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()

    def _first_line(self, command: list[str], name: str) -> str:
        process = self.start(command, name, stdout=subprocess.PIPE)
        assert process.stdout is not None
        line = process.stdout.readline().strip()
        if not line:
            raise RuntimeError(f"{name} does not start: {self.complaints()}")
        return line


class ScreenReader:
    """Asks the accessibility services, and hears what programs tell them."""

    def __init__(self, desktop: PrivateDesktop) -> None:
        self._desktop = desktop
        self._process = desktop.start(
            [SYSTEM_PYTHON, str(READER)], "reader", stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self._events: queue.Queue[Event] = queue.Queue()
        self._thread = threading.Thread(target=self._listen, name="screen-reader")
        self._thread.start()
        self._answer_to("start")

    def ask(self, do: str, **values: object) -> Answer:
        """The answer to a command."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": do, **values}) + "\n")
        self._process.stdin.flush()
        return self._answer_to(do)

    def wait_for(self, what: str, fits: Callable[[Event], bool]) -> Event:
        """The next event that fits; the ones before it are let go.

        Raises:
            AssertionError: none came; says which ones came instead.
        """
        passed: list[Event] = []
        end = time.monotonic() + PATIENCE
        while (left := end - time.monotonic()) > 0:
            try:
                event = self._events.get(timeout=left)
            except queue.Empty:
                break
            if fits(event):
                return event
            passed.append(event)
        raise AssertionError(f"waited in vain for {what}; told were {passed}\n{self._desktop.complaints()}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it: without input there is nothing left for it to do."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._thread.join(PATIENCE)
        self._desktop.end(self._process)

    def _answer_to(self, do: str) -> Answer:
        try:
            answer = self._answers.get(timeout=PATIENCE)
        except queue.Empty:
            raise AssertionError(f"no answer to {do}: {self._desktop.complaints()}") from None
        assert answer["did"] == do
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            told = json.loads(line)
            if "event" in told:
                self._events.put(Event(told["event"], told["text"], told["role"], told["name"]))
            else:
                self._answers.put(told)
