"""Pictures and lines are those that were looked at, within what another machine may round elsewhere."""

import json
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.figure.golden_pictures import FOLDER, LINES, SHOTS, lines_of, picture_of
from tests.figure.motions_for_tests import shipped_motions

MOTIONS = {motion.drill: motion for motion in shipped_motions()}
MEAN, WORST = 1.0, 24
"""How far the colours of a picture may be off (of 255), on average and anywhere."""

PIXELS = 1.0


def difference(name: str, other: str) -> "np.ndarray[Any, np.dtype[np.int64]]":
    with Image.open(FOLDER / f"{other}.png") as image:
        return np.abs(picture_of(MOTIONS, name).astype(np.int64) - np.asarray(image.convert("RGB"), np.int64))


@pytest.mark.parametrize("name", SHOTS)
def test_a_picture_is_the_one_that_was_looked_at(name: str) -> None:
    off = difference(name, name)
    assert off.mean() <= MEAN
    assert off.max() <= WORST


def test_another_picture_is_told_apart() -> None:
    first, second, _ = SHOTS
    assert difference(first, second).mean() > 10 * MEAN


@pytest.mark.parametrize("name", SHOTS)
def test_lines_lie_where_they_were_looked_at(name: str) -> None:
    golden = json.loads(LINES.read_text(encoding="utf-8"))[name]
    assert near(lines_of(MOTIONS, name), golden), name


def near(now: object, golden: object) -> bool:
    """Whether two trees of numbers are the same within a pixel."""
    if isinstance(now, dict) and isinstance(golden, dict):
        return now.keys() == golden.keys() and all(near(now[key], golden[key]) for key in now)
    if isinstance(now, list) and isinstance(golden, list):
        return len(now) == len(golden) and all(map(near, now, golden))
    if isinstance(now, int | float) and isinstance(golden, int | float):
        return abs(now - golden) <= PIXELS
    return now == golden
