"""A few small pictures as they were when somebody looked at them, and where their lines lay.

`python -m tests.benchmarks.figure_table --golden` writes them anew; look at the figures before and after.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mobility_coach.domain.motion import CameraName, Motion, Way, WayKind
from mobility_coach.figure.stage import Stage, stage_view
from tests.figure.pictures_for_tests import small

FOLDER = Path(__file__).with_name("golden")
LINES = FOLDER / "lines.json"

SHOTS = {
    "hip-flexor-matrix-B-light": ("hip-flexor-matrix", "B", None, "light"),
    "modified-pigeon-A-dark": ("modified-pigeon", "A", None, "dark"),
    "bent-knee-ankle-matrix-B-light": ("bent-knee-ankle-matrix", "B", CameraName.FRONT, "light"),
}
"""Drill, movement, camera and theme, by the name of the picture."""

_SIZE = 240


def stage_of(motions: dict[str, Motion], name: str) -> tuple[Stage, Way]:
    """The stage of a picture, and the way that it shows."""
    drill, movement, camera, theme = SHOTS[name]
    view = stage_view(motions[drill], movement, camera, _SIZE, _SIZE, theme)
    return Stage(motions[drill], view), Way(WayKind.STROKE, movement)


def picture_of(motions: dict[str, Motion], name: str) -> NDArray[np.uint8]:
    """A picture at the end of the stroke in, made small: red, green, blue."""
    stage, way = stage_of(motions, name)
    return np.round(small(stage.picture(way, 1.0))).astype(np.uint8)


def lines_of(motions: dict[str, Motion], name: str) -> dict[str, Any]:
    """Where the arrows of both strokes and the light of a kneecap lie, in whole pixels."""
    stage, way = stage_of(motions, name)
    drawn = {
        "in": stage.arrow(way, is_back=False),
        "out": stage.arrow(way, is_back=True),
        "beam": stage.beam(way, 1.0),
    }
    return cast(
        "dict[str, Any]",
        _rounded({key: None if line is None else asdict(line) for key, line in drawn.items()}),
    )


def _rounded(value: object) -> object:
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(each) for each in value]
    return round(value, 1) if isinstance(value, float) else value


def write_golden_pictures(motions: dict[str, Motion]) -> None:
    """Write the pictures and the lines anew."""
    FOLDER.mkdir(exist_ok=True)
    for name in SHOTS:
        Image.fromarray(picture_of(motions, name), "RGB").save(FOLDER / f"{name}.png")
    lines = {name: lines_of(motions, name) for name in SHOTS}
    LINES.write_text(json.dumps(lines, indent=1) + "\n", encoding="utf-8", newline="\n")
