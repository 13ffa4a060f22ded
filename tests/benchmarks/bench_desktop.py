"""The program beside Workrave and SafeEyes: start, memory, idling and the second launch.

    /usr/bin/python3 -m tests.benchmarks.bench_desktop [--rounds 9] [--program .venv/bin/mobility-coach]

One interleaved run, each start in a desktop of its own; ratios are taken within a round, and their medians
are judged, so that a machine that is busy now and then does little harm. Ends with 1 where a limit is missed.
"""

import argparse
import contextlib
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.desktop_session import NEEDED, DesktopSession, Shown
from tests.benchmarks.figures import Figures
from tests.benchmarks.idle_figures import Idling, Times, idling, pss_mib, ratio

ROOT = Path(__file__).parents[2]
OURS, WORKRAVE, SAFEEYES = "mobility-coach", "workrave", "safeeyes"
SETTLE_SECONDS = 20.0
SECOND_LAUNCH_PATIENCE = 5.0


def main() -> None:
    """Measure all of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--idle-rounds", type=int, default=3)
    parser.add_argument("--idle-seconds", type=float, default=60.0)
    parser.add_argument("--program", default=str(ROOT / ".venv" / "bin" / "mobility-coach"))
    arguments = parser.parse_args()
    missing = [name for name in (*NEEDED, WORKRAVE, SAFEEYES, "strace") if not shutil.which(name)]
    if missing:
        sys.exit(f"Not installed: {', '.join(missing)}. See tests/benchmarks/README.md.")
    commands = {OURS: [arguments.program], WORKRAVE: ["workrave"], SAFEEYES: ["safeeyes", "-s"]}
    with tempfile.TemporaryDirectory(prefix="coach-desktop-", ignore_cleanup_errors=True) as folder:
        bench = Bench(Path(folder), commands)
        figures = Figures(f"Beside Workrave and SafeEyes, {arguments.rounds} rounds, medians")
        bench.judge_starts(figures, arguments.rounds)
        bench.judge_idling(figures, arguments.idle_rounds, arguments.idle_seconds)
        bench.judge_second_launch(figures, arguments.rounds)
    figures.end()


class Bench:
    """Runs the programs, each with a home of its own."""

    def __init__(self, folder: Path, commands: dict[str, list[str]]) -> None:
        self._folder = folder
        self._commands = commands

    def judge_starts(self, figures: Figures, rounds: int) -> None:
        """From the start of the process to the first painted content, with and without files in memory."""
        self._starts(1, {})  # each makes its files
        files = {name: self._files_of(name) for name in (OURS, WORKRAVE)}
        warm = self._starts(rounds, {})
        cold = self._starts(rounds, files, (OURS, WORKRAVE))
        for name, seconds in warm.items():
            figures.note(f"start of {name}, ms", 1000 * statistics.median(seconds))
        figures.at_most("start, times Workrave's", ratio(warm, OURS, WORKRAVE), 1.25)
        figures.at_most("start, times SafeEyes'", ratio(warm, OURS, SAFEEYES), 0.38)
        for name, seconds in cold.items():
            figures.note(f"start of {name} from the disk, ms", 1000 * statistics.median(seconds))
        figures.at_most("start from the disk, times Workrave's", ratio(cold, OURS, WORKRAVE), 1.45)

    def judge_idling(self, figures: Figures, rounds: int, seconds: float) -> None:
        """Memory, wakeups and time of the processor while nobody does anything."""
        memory: Times = {name: [] for name in self._commands}
        shown: list[Idling] = []
        hidden: list[Idling] = []
        for _ in range(rounds):
            for name in self._commands:
                with self._desktop() as desktop:
                    program = self._start(desktop, name)
                    time.sleep(SETTLE_SECONDS)
                    memory[name].append(pss_mib(program.process.pid))
                    if name == OURS:
                        shown.append(idling(program.process.pid, seconds))
                        desktop.minimise(program)
                        time.sleep(SETTLE_SECONDS / 4)
                        hidden.append(idling(program.process.pid, seconds))
                    desktop.stop(program.process)
        for name, values in memory.items():
            figures.note(f"memory of {name} (PSS), MiB", statistics.median(values))
        figures.at_most("memory, times Workrave's", ratio(memory, OURS, WORKRAVE), 1.05)
        for state, measured, limit in (("shown", shown, 0.2), ("hidden", hidden, 0.5)):
            wakeups, milliseconds = map(statistics.median, zip(*measured, strict=True))
            figures.at_most(f"{state} and idle: wakeups a second", wakeups, limit)
            figures.note(f"{state} and idle: processor, ms a minute", milliseconds)

    def judge_second_launch(self, figures: Figures, rounds: int) -> None:
        """How soon the running window, put away, is on the screen again."""
        times = []
        with self._desktop() as desktop:
            program = self._start(desktop, OURS)
            time.sleep(2)
            for _ in range(rounds):
                desktop.minimise(program)
                begin = time.monotonic()
                second = desktop.launch(self._commands[OURS], self._home(OURS))
                while not desktop.is_shown(program):
                    if time.monotonic() - begin > SECOND_LAUNCH_PATIENCE:
                        break
                    time.sleep(0.002)
                times.append(time.monotonic() - begin)
                second.wait()
                time.sleep(0.3)
            desktop.stop(program.process)
        figures.at_most("second launch to the running window, s", statistics.median(times), 0.3)

    def _starts(self, rounds: int, evicted: dict[str, list[Path]], names: tuple[str, ...] = ()) -> Times:
        """Seconds of each program's starts; the order turns round from round to round."""
        times: Times = {name: [] for name in names or self._commands}
        for number in range(rounds):
            for name in list(times)[:: 1 if number % 2 else -1]:
                # What one program leaves behind in a desktop makes the next one faster, by up to a quarter.
                with self._desktop() as desktop:
                    _evict(evicted.get(name, []))
                    program = self._start(desktop, name)
                    times[name].append(program.seconds)
                    time.sleep(0.8)
                    desktop.stop(program.process)
        return times

    def _files_of(self, name: str) -> list[Path]:
        """All files that a program opens while it starts."""
        log = self._folder / "opened"
        with self._desktop() as desktop:
            trace = ["strace", "-f", "-qq", "-e", "trace=openat,execve", "-o", str(log)]
            program = desktop.start([*trace, *self._commands[name]], self._home(name))
            time.sleep(2)
            desktop.stop(program.process)
        named = re.findall(r'(?:openat\([^"]*|execve\()"(/[^"]+)".*= \d', log.read_text(errors="replace"))
        files = {Path(os.path.realpath(path)) for path in named}
        return [path for path in files if path.is_file() and path.parts[1] not in {"proc", "sys", "dev"}]

    def _desktop(self) -> DesktopSession:
        return DesktopSession(self._folder)

    def _start(self, desktop: DesktopSession, name: str) -> Shown:
        return desktop.start(self._commands[name], self._home(name))

    def _home(self, name: str) -> Path:
        return self._folder / name


def _evict(files: list[Path]) -> None:
    """Let the system forget what it has of the files in memory."""
    for path in files:
        with contextlib.suppress(OSError):
            descriptor = os.open(path, os.O_RDONLY)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(descriptor)


if __name__ == "__main__":
    main()
