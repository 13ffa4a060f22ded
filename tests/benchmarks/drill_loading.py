"""How long the shipped drills (bar: 5 ms) and each motion (3 ms) take to read and check: run this file."""

import statistics
import time

from mobility_coach.adapters.machine.drill_folder import JsonFolder
from mobility_coach.adapters.machine.resources import resources_folder
from mobility_coach.domain.motion_format import parse_motion
from mobility_coach.services.drill_files import load_library

ROUNDS = 101


def milliseconds() -> float:
    """One reading of all files, from the disk to the library."""
    start = time.perf_counter()
    load_library(JsonFolder(resources_folder() / "drills"))
    return (time.perf_counter() - start) * 1000


def slowest_motion() -> tuple[float, str]:
    """The milliseconds and the name of the motion that takes longest, each at its best of ten."""
    found = []
    for path in (resources_folder() / "motions").glob("*.json"):
        data, times = path.read_bytes(), []
        for _ in range(10):
            start = time.perf_counter()
            parse_motion(data, path.name)
            times.append((time.perf_counter() - start) * 1000)
        found.append((min(times), path.name))
    return max(found)


if __name__ == "__main__":
    first = milliseconds()
    rest = [milliseconds() for _ in range(ROUNDS)]
    median, worst = statistics.median(rest), max(rest)
    print(f"eight drills: first {first:.2f} ms, median {median:.2f} ms, worst {worst:.2f} ms")
    slowest, name = slowest_motion()
    print(f"motions: the slowest is {name}, {slowest:.2f} ms")
