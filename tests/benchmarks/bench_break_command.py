"""How long the command line takes to tell the running program something about breaks, process and all.

    python -m tests.benchmarks.bench_break_command

The running program is a thread that answers at once. Ends with 1 where the worst takes more than 0.3 s.
"""

import os
import resource
import select
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median

from mobility_coach.adapters.machine.instance import claim, find_place
from mobility_coach.adapters.machine.instance_socket import InstanceServer
from mobility_coach.services.breaks.break_requests import BreakRequests
from mobility_coach.services.instance import BREAK, RequestDesk
from tests.benchmarks.figures import Figures
from tests.ui.fake_breaks import FakeReminders

LIMIT_MS = 300.0
ROUNDS = 20


def serve(server: InstanceServer) -> None:
    """Answer whoever comes, until the process ends."""
    desk = RequestDesk({BREAK: BreakRequests(FakeReminders()).answer})
    while True:
        select.select([server], [], [])
        caller = server.accept()
        if caller is None:
            continue
        line = b""
        while not line.endswith(b"\n"):
            select.select([caller], [], [])
            line += caller.receive() or b"\n"
        caller.send(desk.answer(line.rstrip(b"\n")))
        caller.close()


def main() -> None:
    """Print the figures."""
    figures = Figures("Breaks by the command line, to the program that runs")
    with tempfile.TemporaryDirectory(prefix="mc") as folder:
        environ = {**os.environ, "XDG_RUNTIME_DIR": folder}
        data = Path(folder) / "coach"
        place = find_place(data, environ)
        held = claim(place) if place else None
        if place is None or held is None:
            raise SystemExit("There is no private folder here")
        threading.Thread(target=serve, args=(InstanceServer(place),), daemon=True).start()
        command = [sys.executable, "-m", "mobility_coach", "--data-dir", str(data), "break"]
        for words in (("status", "--json"), ("pause", "1h"), ("resume",)):
            times, used = [], resource.getrusage(resource.RUSAGE_CHILDREN)
            for _ in range(ROUNDS):
                start = time.perf_counter()
                subprocess.run([*command, *words], env=environ, check=True, stdout=subprocess.DEVNULL)
                times.append((time.perf_counter() - start) * 1000)
            now = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
            figures.note(f"break {' '.join(words)}: processor, ms", spent / ROUNDS * 1000)
            figures.at_most(f"break {' '.join(words)}: median, ms", median(times), LIMIT_MS)
            figures.at_most(f"break {' '.join(words)}: worst, ms", max(times), LIMIT_MS)
        held.release()
    figures.end()


if __name__ == "__main__":
    main()
