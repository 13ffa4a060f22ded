"""The figure's bars on every shipped movement, or on those of the drills that are named.

Prints each bar's worst value with where it was; a value that misses its bar is marked. The exit code is 1
where one is missed.
"""

import argparse
import sys
import time

from mobility_coach.adapters.machine.resources import resources_folder
from mobility_coach.domain.motion import Motion
from mobility_coach.domain.motion_format import parse_motion
from mobility_coach.figure.measure import Bar, Measured, measure
from tests.figure.golden_pictures import write_golden_pictures
from tests.figure.golden_poses import write_golden


def shipped(drills: list[str]) -> list[Motion]:
    """The shipped motions, in the order of their files; those of some drills alone where any are named."""
    files = sorted((resources_folder() / "motions").glob("*.json"))
    chosen = [file for file in files if not drills or file.stem in drills]
    parsed = (parse_motion(file.read_bytes(), file.name) for file in chosen)
    return [each.motion for each in parsed if each.motion is not None]


def limit(bar: Bar) -> str:
    """A bar in words."""
    return f"<= {bar.most:g} {bar.unit}" if bar.most < float("inf") else f"> {bar.least:g} {bar.unit}"


def show(drill: str, measured: list[Measured], *, is_full: bool) -> int:
    """Print a drill's table: what misses its bar, or all; returns how many miss."""
    missed = 0
    for each in measured:
        missed += not each.is_kept
        if is_full or not each.is_kept:
            mark = " " if each.is_kept else "!"
            value = f"{each.value:9.2f} {each.bar.unit}"
            print(
                f"{mark} {drill} {each.movement}  {each.bar.name:28}{value:18}{limit(each.bar):16}",
                each.where,
            )
    return missed


def main() -> int:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("drill", nargs="*", help="ids of drills; all where none is given")
    arguments.add_argument("--missed", action="store_true", help="only what misses its bar")
    arguments.add_argument(
        "--golden", action="store_true", help="write what the golden tests compare with anew"
    )
    chosen = arguments.parse_args()
    if chosen.golden:
        write_golden(shipped([]))
        write_golden_pictures({motion.drill: motion for motion in shipped([])})
        return 0
    start, missed, movements = time.perf_counter(), 0, 0
    for motion in shipped(chosen.drill):
        movements += len(motion.movements)
        missed += show(motion.drill, measure(motion), is_full=not chosen.missed)
    print(f"{movements} movements, {missed} bars missed, {time.perf_counter() - start:.1f} s")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
