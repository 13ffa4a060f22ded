"""A desktop of our own for breaks: a window manager, notifications, somebody who types, and the program.

The program is the real one but for the minute after its start in which it does not remind: a test has no
minute. It comes up as it was left, just before a break.
"""

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, Self

from tests.adapters.dunst_desktop import NEEDED as NEEDED_BY_DUNST
from tests.adapters.dunst_desktop import DunstDesktop
from tests.end_to_end.test_heard_session import QUICK

NEEDED = (*NEEDED_BY_DUNST, "openbox", "xdotool")
MISSING = [name for name in NEEDED if shutil.which(name) is None]

PATIENCE = 15.0
"""Seconds; more than a slow machine needs, so that a failure ends."""
PAUSE = 0.05

POPUP = "Short break"
WINDOW = "Mobility Coach"
TYPED_IN = "Letter to a friend"
"""The titles of windows; a notice of our own has that of the main one."""

EVERY_MINUTES = 5
KIND: dict[str, object] = {"every": EVERY_MINUTES, "minutes": 1.0}
BREAKS: dict[str, object] = {
    "is_on": True,
    "days": "1234567",
    "work_from": "0:00",
    "work_to": "0:00",
    "notice_seconds": 3,
    "closing": "stay",
}

FAST: dict[str, object] = {"speech_rate": 300, "count_in_beats": 1}

AT_ONCE = """
import sys
from mobility_coach.domain.breaks import keeping
sys.argv[0] = "mobility-coach"
keeping.QUIET_SECONDS = 1.0
from mobility_coach.__main__ import main
sys.exit(main())
"""

TYPING = Path(__file__).with_name("typing_window.py")


class Place(NamedTuple):
    """Where a window is, in pixels."""

    left: int
    top: int
    width: int
    height: int


def until(what: str, fact: Callable[[], object], patience: float = PATIENCE) -> None:
    """Return once it is so. Raises AssertionError, which says what never was."""
    pause = threading.Event()
    for _ in range(round(patience / PAUSE)):
        if fact():
            return
        pause.wait(PAUSE)
    raise AssertionError(f"waited in vain: {what}")


class BreakDesktop(DunstDesktop):
    """Screen, bus and window manager, and a window in which somebody types; dunst when it is told to."""

    SIZE = "1280x900x24"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        (folder / "run").mkdir(mode=0o700)
        self._typed = folder / "typed"
        self.environ |= {
            "XDG_RUNTIME_DIR": str(folder / "run"),
            "PYTHONIOENCODING": "utf-8",
            "PULSE_SERVER": f"unix:{folder / 'run' / 'no-pulse'}",
        }

    def __enter__(self) -> Self:
        super().__enter__()
        self._start(["openbox", "--sm-disable"])
        until("the window manager", lambda: self.try_xdotool("get_desktop"))
        self._start([sys.executable, str(TYPING), TYPED_IN, str(self._typed)])
        until("the window to type in", lambda: self.has_keyboard(TYPED_IN))
        return self

    def start_dunst(self) -> None:
        """Have notifications shown, unless they are already."""
        if self._dunst is None or self._dunst.poll() is not None:
            super().start_dunst()

    # What is seen

    def visible(self, title: str) -> str:
        """The number of the window with this title that is shown, or empty."""
        return self.try_xdotool("search", "--onlyvisible", "--name", f"^{title}$").partition("\n")[0]

    def has_keyboard(self, title: str) -> bool:
        """Whether the window with this title is shown, and gets what is typed."""
        window = self.visible(title)
        return bool(window) and self.try_xdotool("getactivewindow") == window

    def place(self, window: str) -> Place:
        """Where a window is, in pixels."""
        told = self.xdotool("getwindowgeometry", "--shell", window)
        values = dict(line.split("=") for line in told.splitlines())
        return Place(*(int(values[name]) for name in ("X", "Y", "WIDTH", "HEIGHT")))

    def buttons(self) -> set[str]:
        """The words on the buttons of the notification that is shown."""
        offered = self._folder / "offered"
        offered.write_text("", encoding="utf-8")
        self.press("none of them")
        until("the buttons", lambda: offered.stat().st_size)
        lines = offered.read_text(encoding="utf-8").splitlines()
        return {line.lstrip("#").partition(" (")[0] for line in lines if line.startswith("#")}

    # What a person does

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        self.xdotool("type", "--delay", "10", text)

    @property
    def typed(self) -> str:
        """What has arrived in the window that somebody types in."""
        return self._typed.read_text(encoding="utf-8")

    def click(self, left: int, top: int) -> None:
        """Click there."""
        self.xdotool("mousemove", str(left), str(top), "click", "1")

    def point(self, left: int, top: int) -> None:
        """Have the pointer there."""
        self.xdotool("mousemove", str(left), str(top))

    def touch(self) -> None:
        """Be there: who has not touched anything for a minute is reminded of nothing."""
        self.xdotool("mousemove_relative", "1", "0")

    def press_keys(self, keys: str) -> None:
        """Press keys together."""
        self.xdotool("key", keys)

    def xdotool(self, *arguments: str) -> str:
        """Raises `subprocess.CalledProcessError`."""
        return self._run("xdotool", *arguments, check=True).stdout.strip()

    def try_xdotool(self, *arguments: str) -> str:
        """What it says; empty where it can't be done."""
        return self._run("xdotool", *arguments).stdout.strip()

    def _run(self, *command: str, check: bool = False) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, env=self.environ, capture_output=True, text=True, check=check, timeout=PATIENCE
        )


class BreakProgram:
    """The program on that desktop with data of its own; it runs while this is a context manager.

    Args:
        desktop: where it runs.
        data: its folder; it may hold drills already.
        kind: how its one kind of break differs from the usual one here.
        breaks: what is set about all breaks beyond the usual here.
        environ: what its environment has beyond the desktop's; None takes a name away.
    """

    def __init__(
        self,
        desktop: BreakDesktop,
        data: Path,
        kind: Mapping[str, object] = MappingProxyType({}),
        breaks: Mapping[str, object] = MappingProxyType({}),
        environ: Mapping[str, str | None] = MappingProxyType({}),
    ) -> None:
        self._desktop = desktop
        self._data = data
        wanted = {**desktop.environ, "MOBILITY_COACH_DATA_DIR": str(data), **environ}
        self._environ = {name: value for name, value in wanted.items() if value is not None}
        self._printed = data.with_name(f"{data.name}.printed")
        self._process: subprocess.Popen[str] | None = None
        (data / "state").mkdir(parents=True)
        settings = {**QUICK, **FAST, "breaks": {**BREAKS, **breaks, "kinds": {"short": {**KIND, **kind}}}}
        (data / "settings.json").write_text(json.dumps(settings))
        left = {"worked": {"short": EVERY_MINUTES * 60 - 1.0}, "handled": {}}
        (data / "state" / "breaks.json").write_text(json.dumps(left))

    def __enter__(self) -> Self:
        self._desktop.touch()
        with self._printed.open("w") as printed:
            self._process = subprocess.Popen(
                [sys.executable, "-c", AT_ONCE, "--hidden"],
                env=self._environ,
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=printed,
                text=True,
            )
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def end(self) -> tuple[int, str]:
        """Ask it to end, as a log-out does; returns its exit code and what it printed."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(PATIENCE), self._printed.read_text(encoding="utf-8")

    def tell(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Type a command of the program; returns what came of it."""
        return subprocess.run(
            [sys.executable, "-m", "mobility_coach", *words],
            env=self._environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def told(self, *words: str) -> str:
        """What a command that succeeds prints, and that it complains of nothing."""
        done = self.tell(*words)
        assert (done.returncode, done.stderr) == (0, ""), done
        return done.stdout

    def status(self) -> dict[str, Any]:
        """What `break status` says."""
        values: dict[str, Any] = json.loads(self.told("break", "status", "--json"))
        return values

    def outcomes(self) -> list[str]:
        """What became of the breaks."""
        lines = self.told("log", "--breaks", "--json").splitlines()
        return [json.loads(line)["outcome"] for line in lines]

    def ailing(self) -> set[str]:
        """Ids of what the doctor finds that is not as it should be."""
        sections = json.loads(self.tell("doctor", "--json").stdout)["sections"]
        findings = (finding for section in sections for finding in section["findings"])
        return {finding["id"] for finding in findings if finding["condition"] != "fine"}
