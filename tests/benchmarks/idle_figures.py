"""What a program costs while nobody does anything with it: memory, wakeups and time of the processor."""

import contextlib
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

Times = dict[str, list[float]]


class Idling(NamedTuple):
    """Voluntary switches of all threads a second, and milliseconds of the processor a minute."""

    wakeups: float
    milliseconds: float


def family(pid: int) -> set[int]:
    """A process and all that it started."""
    found = {pid}
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found |= family(int(child))
    return found


def pss_mib(pid: int) -> float:
    """Memory with shared pages counted by parts, of the program and all that it started."""
    return _rollup(pid, "Pss")


def own_mib(pid: int) -> float:
    """Memory that would be free without it: that does not depend on what else runs."""
    return _rollup(pid, "Private_Clean") + _rollup(pid, "Private_Dirty")


def idling(pid: int, seconds: float, pause: Callable[[float], None] = time.sleep) -> Idling:
    """What the program and all that it started do in so many seconds, which `pause` lets pass.

    Threads that are over by then don't count; those that were begun meanwhile do.
    """
    before = _counters(pid)
    pause(seconds)
    switches = nanoseconds = 0
    for task, (switched, used) in _counters(pid).items():
        switches += switched - before.get(task, (0, 0))[0]
        nanoseconds += used - before.get(task, (0, 0))[1]
    return Idling(switches / seconds, nanoseconds / 1e6 * 60 / seconds)


def ratio(times: Times, one: str, other: str) -> float:
    """How much more `one` has than `other`: the median of what it is in each round."""
    return statistics.median(a / b for a, b in zip(times[one], times[other], strict=True))


def _rollup(pid: int, name: str) -> float:
    kib = 0
    for each in family(pid):
        with contextlib.suppress(OSError):
            rollup = Path(f"/proc/{each}/smaps_rollup").read_text()
            kib += int(re.findall(rf"^{name}:\s+(\d+)", rollup, re.MULTILINE)[0])
    return kib / 1024


def _counters(pid: int) -> dict[str, tuple[int, int]]:
    """Voluntary switches and nanoseconds of each thread."""
    counters = {}
    for each in family(pid):
        for task in Path(f"/proc/{each}/task").iterdir():
            with contextlib.suppress(OSError):
                status = (task / "status").read_text()
                switches = int(re.findall(r"^voluntary_ctxt_switches:\s+(\d+)", status, re.MULTILINE)[0])
                counters[task.name] = switches, int((task / "schedstat").read_text().split()[0])
    return counters
