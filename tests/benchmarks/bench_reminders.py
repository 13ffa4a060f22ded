"""Hidden in the tray with reminders on, beside Workrave and SafeEyes: wakeups, processor, memory.

    /usr/bin/python3 -m tests.benchmarks.bench_reminders [--rounds 3] [--seconds 150]

One interleaved run, each program in a desktop of its own with tray, notifications and message bus; ours is
started hidden, put away, and looked at once more after a break. Ends with 1 where a limit is missed.

Memory is looked at last, when the program holds what its looks need. Two
programs with the same libraries share them, so `own alone` is noted too.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks.desktop_session import NEEDED, DesktopSession
from tests.benchmarks.figures import Figures
from tests.benchmarks.idle_figures import Idling, Times, idling, own_mib, pss_mib, ratio
from tests.benchmarks.pulse import PrivatePulse, is_available

ROOT = Path(__file__).parents[2]
HIDDEN, AWAY, WORKRAVE, SAFEEYES = "started hidden", "window put away", "Workrave", "SafeEyes"
PRACTISED = "after a break"
SETTLE_SECONDS = 20.0
LOOKS_SECONDS = 65.0
"""Two looks of the reminders: the first ones bring back what the end of the start has let go."""

REST_SECONDS = 30.0
TOUCH_SECONDS = 20.0
LONGEST_BREAK = 180.0

MOST_WAKEUPS, MOST_MILLISECONDS, MOST_MEMORY = 0.5, 3.0, 1.05

ALWAYS = {"is_on": True, "days": "1234567", "work_from": "0:00", "work_to": "0:00", "closing": "stay"}
"""Reminders at any hour, with the usual kinds of breaks."""

QUICK = {"kinds": {"short": {"minutes": 0.5}}}


def main() -> None:
    """Measure all of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=150.0)
    parser.add_argument("--program", default=str(ROOT / ".venv" / "bin" / "mobility-coach"))
    arguments = parser.parse_args()
    missing = [name for name in (*NEEDED, "workrave", "safeeyes") if not shutil.which(name)]
    if missing or not is_available():
        sys.exit(f"Not installed: {', '.join(missing) or 'pulseaudio'}. See tests/benchmarks/README.md.")
    with tempfile.TemporaryDirectory(prefix="coach-reminders-", ignore_cleanup_errors=True) as folder:
        bench = Bench(Path(folder), arguments.program, arguments.seconds)
        for _ in range(arguments.rounds):
            bench.run_round()
    bench.judge(Figures(f"Hidden with reminders on, {arguments.rounds} rounds, medians"))


class Bench:
    """Runs the programs, each with a home of its own, and keeps what they cost."""

    def __init__(self, folder: Path, program: str, seconds: float) -> None:
        self._folder = folder
        self._program = program
        self._seconds = seconds
        self._memory: Times = defaultdict(list)
        self._own: Times = defaultdict(list)
        self._idling: dict[str, list[Idling]] = defaultdict(list)

    def run_round(self) -> None:
        """All of them, one after the other."""
        for run in (self._hidden, self._put_away, self._workrave, self._safeeyes, self._practised):
            with DesktopSession(self._folder) as desktop:
                run(desktop)

    def judge(self, figures: Figures) -> None:
        """Print what was found, and leave."""
        for name, values in self._memory.items():
            figures.note(f"{name}: memory (PSS), MiB", statistics.median(values))
            figures.note(f"{name}: memory that is its own alone, MiB", statistics.median(self._own[name]))
        for name in (HIDDEN, AWAY):
            figures.at_most(
                f"{name}: memory, times Workrave's", ratio(self._memory, name, WORKRAVE), MOST_MEMORY
            )
            figures.note(f"{name}: memory, times SafeEyes'", ratio(self._memory, name, SAFEEYES))
        figures.note(f"{PRACTISED}: memory, times Workrave's", ratio(self._memory, PRACTISED, WORKRAVE))
        for name, found in self._idling.items():
            wakeups, milliseconds = map(statistics.median, zip(*found, strict=True))
            if name in (WORKRAVE, SAFEEYES):
                figures.note(f"{name}: wakeups a second", wakeups)
                figures.note(f"{name}: processor, ms a minute", milliseconds)
            else:
                figures.at_most(f"{name}: wakeups a second", wakeups, MOST_WAKEUPS)
                figures.at_most(f"{name}: processor, ms a minute", milliseconds, MOST_MILLISECONDS)
        figures.end()

    def _hidden(self, desktop: DesktopSession) -> None:
        process = desktop.launch([self._program, "--hidden"], self._home(HIDDEN, ALWAYS))
        time.sleep(SETTLE_SECONDS)
        self._expect_reminders(desktop, HIDDEN)
        time.sleep(LOOKS_SECONDS)
        self._measure(HIDDEN, process, desktop)
        self._idling[f"{HIDDEN}, somebody there"].append(
            idling(process.pid, self._seconds, _somebody(desktop))
        )
        desktop.stop(process)

    def _put_away(self, desktop: DesktopSession) -> None:
        shown = desktop.start([self._program], self._home(AWAY, ALWAYS))
        time.sleep(SETTLE_SECONDS / 4)
        desktop.put_away(shown)
        time.sleep(SETTLE_SECONDS)
        self._expect_reminders(desktop, AWAY)
        time.sleep(LOOKS_SECONDS)
        self._measure(AWAY, shown.process, desktop)
        desktop.stop(shown.process)

    def _practised(self, desktop: DesktopSession) -> None:
        """A break of half a minute with voice and beat, as the mini player leads through it."""
        pulse = PrivatePulse()
        pulse.start()
        try:
            desktop.environment["PULSE_SERVER"] = pulse.environment()["PULSE_SERVER"]
            home = self._home(PRACTISED, ALWAYS | QUICK, wait_for_ready=False)
            process = desktop.launch([self._program, "--hidden"], home)
            time.sleep(SETTLE_SECONDS / 4)
            self._break(desktop, PRACTISED, "now")
            until = time.monotonic() + LONGEST_BREAK
            while self._status(desktop, PRACTISED)["phase"] == "practising":
                if time.monotonic() > until:
                    sys.exit("The break does not end")
                time.sleep(2)
            if not self._status(desktop, PRACTISED)["today"]["done"]:
                sys.exit("The break was not practised")
            time.sleep(REST_SECONDS + LOOKS_SECONDS)
            self._measure(PRACTISED, process, desktop)
            desktop.stop(process)
        finally:
            pulse.stop()

    def _workrave(self, desktop: DesktopSession) -> None:
        shown = desktop.start(["workrave"], self._home(WORKRAVE))
        time.sleep(SETTLE_SECONDS / 4)
        desktop.put_away(shown)
        time.sleep(SETTLE_SECONDS)
        self._measure(WORKRAVE, shown.process, desktop)
        desktop.stop(shown.process)

    def _safeeyes(self, desktop: DesktopSession) -> None:
        process = desktop.launch(["safeeyes"], self._home(SAFEEYES))  # it has no tray here, and no window
        time.sleep(SETTLE_SECONDS)
        self._measure(SAFEEYES, process, desktop, icons=0)
        desktop.stop(process)

    def _measure(
        self, name: str, process: subprocess.Popen[bytes], desktop: DesktopSession, icons: int = 1
    ) -> None:
        if process.poll() is not None or desktop.icons() != icons:
            sys.exit(f"{name}: ended, or not in the tray")
        self._idling[name].append(idling(process.pid, self._seconds))
        self._memory[name].append(pss_mib(process.pid))
        self._own[name].append(own_mib(process.pid))

    def _expect_reminders(self, desktop: DesktopSession, name: str) -> None:
        status = self._status(desktop, name)
        if not status["on"] or not status["idle_known"] or status["trouble"]:
            sys.exit(f"{name}: nothing reminds: {status}")

    def _status(self, desktop: DesktopSession, name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._break(desktop, name, "status", "--json"))
        return found

    def _break(self, desktop: DesktopSession, name: str, *words: str) -> str:
        done = subprocess.run(
            [self._program, "break", *words],
            env={**desktop.environment, "HOME": str(self._folder / name)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(f"break {' '.join(words)}: {done.stderr}")
        return done.stdout

    def _home(self, name: str, breaks: dict[str, object] | None = None, **more: object) -> Path:
        home = self._folder / name
        data = home / ".local" / "share" / "mobility-coach"
        if breaks is not None:
            data.mkdir(parents=True, exist_ok=True)
            settings = {"breaks": breaks, **more}
            (data / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
        return home


def _somebody(desktop: DesktopSession) -> Callable[[float], None]:
    """Somebody who uses other programs: the mouse moves now and then."""

    def pause(seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            desktop.touch()
            time.sleep(min(left, TOUCH_SECONDS))

    return pause


if __name__ == "__main__":
    main()
