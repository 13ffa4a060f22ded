"""How long the shipped drills take to read and check (bar: 5 ms): run this file."""

import statistics
import time

from mobility_coach.adapters.machine.drill_folder import JsonFolder
from mobility_coach.adapters.machine.resources import resources_folder
from mobility_coach.services.drill_files import load_library

ROUNDS = 101


def milliseconds() -> float:
    """One reading of all files, from the disk to the library."""
    start = time.perf_counter()
    load_library(JsonFolder(resources_folder() / "drills"))
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    first = milliseconds()
    rest = [milliseconds() for _ in range(ROUNDS)]
    median, worst = statistics.median(rest), max(rest)
    print(f"eight drills: first {first:.2f} ms, median {median:.2f} ms, worst {worst:.2f} ms")
