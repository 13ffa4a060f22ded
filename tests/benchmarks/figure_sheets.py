"""Draws the contact sheets of all movements into a folder: figure_sheets.py FOLDER [--size PIXELS]

For each drill, light and dark: a row for each movement; start, middle and end of the stroke in, from the
usual camera, the front, the side and in three quarters.
"""

import argparse
from pathlib import Path

import numpy as np

from mobility_coach.adapters.machine.picture_file import write_picture
from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import Motion
from mobility_coach.figure.films import SHEET_CAMERAS, Shooting, sheet
from mobility_coach.figure.picture import Pixels
from tests.benchmarks.figure_table import shipped
from tests.domain.drills_for_tests import shipped_drills


def whole_sheet(motion: Motion, size: int, theme: str) -> Pixels:
    """All movements; the usual camera of each comes first."""
    rows = []
    for movement in motion.movements:
        cameras = (motion.camera_of(movement.id).usual, *SHEET_CAMERAS)
        row = [sheet(motion, [movement.id], Shooting(Side.LEFT, each, size, theme)) for each in cameras]
        rows.append(np.concatenate(row, axis=1))
    return np.concatenate(rows)


def main() -> None:
    """Draw all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", type=int, default=240, help="of each picture, in pixels")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for motion in shipped([drill.id for drill in shipped_drills()]):
        for theme in ("light", "dark"):
            path = arguments.folder / f"{motion.drill}-{theme}.png"
            write_picture(path, [whole_sheet(motion, arguments.size, theme)])
            print(path)


if __name__ == "__main__":
    main()
