"""What a stage draws: pixels, and what goes on top of them as lines."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""(height, width, 4): blue, green, red, alpha (premultiplied); rows from top to bottom, contiguous."""

Colour = tuple[int, int, int]
"""Red, green, blue, 0 to 255."""

Spot = tuple[float, float]
"""A place on the picture: pixels from its left and upper edge."""


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """The part of a picture that moves, opaque; its upper left corner on the background."""

    left: int
    top: int
    pixels: Pixels


@dataclass(frozen=True, slots=True)
class Arrow:
    """The way of a stroke: a line through `points` that fades in from its tail, and its head.

    `twin` is that of the other side, where both sides move alike.
    """

    points: tuple[Spot, ...]
    head: tuple[Spot, Spot, Spot]
    width: float
    colour: Colour
    twin: "Arrow | None" = None


@dataclass(frozen=True, slots=True)
class Beam:
    """The light that shines out of a kneecap, and the radius of the spot at its end."""

    start: Spot
    end: Spot
    width: float
    spot: float
    colour: Colour
