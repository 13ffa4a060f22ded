"""The picture cut into small squares: which solids touch which, and in what order they are merged there.

Work is done for pairs of a tile and a solid, many at once: one row of numbers a pair, one number a sample.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]

TILE = 8
"""Pixels along a tile's edge."""

_HALF_DIAGONAL = TILE * 0.7072
# Where in a pixel it is looked at: four places that no upright or level edge passes two at a time.
_SPOTS: dict[int, Sequence[tuple[float, float]]] = {
    1: ((0.5, 0.5),),
    2: ((0.375, 0.125), (0.875, 0.375), (0.125, 0.625), (0.625, 0.875)),
}


def samples_basis(samples: int) -> Singles:
    """The polynomials 1, x, y, x², xy, y² (six rows) at all samples of a tile, from its middle, y upward.

    Samples come one set of pixels after the other: (spots · TILE · TILE) columns.
    """
    x, y = [], []
    for right, down in _SPOTS[samples]:
        row, column = np.mgrid[:TILE, :TILE]
        x.append(column.ravel() + right - TILE / 2)
        y.append(TILE / 2 - row.ravel() - down)
    across, up = np.concatenate(x), np.concatenate(y)
    return np.stack((np.ones_like(across), across, up, across**2, across * up, up**2)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Grid:
    """Tiles of a picture; places are pixels right of its middle and above it."""

    width: int
    height: int

    @property
    def columns(self) -> int:
        """Tiles from left to right."""
        return -(-self.width // TILE)

    @property
    def rows(self) -> int:
        """Tiles from top to bottom."""
        return -(-self.height // TILE)

    def middles(self, tiles: Indices) -> tuple[Floats, Floats]:
        """The middles of tiles."""
        row, column = np.divmod(tiles, self.columns)
        return (column + 0.5) * TILE - self.width / 2, self.height / 2 - (row + 0.5) * TILE

    def pairs(self, low: Floats, high: Floats) -> tuple[Indices, Indices]:
        """Tiles and the solids that may touch them; a solid lies between `low` and `high`, both (n, 2)."""
        left = np.maximum(_cells(low[:, 0] + self.width / 2, self.columns), 0)
        right = np.minimum(_cells(high[:, 0] + self.width / 2, self.columns), self.columns - 1)
        top = np.maximum(_cells(self.height / 2 - high[:, 1], self.rows), 0)
        bottom = np.minimum(_cells(self.height / 2 - low[:, 1], self.rows), self.rows - 1)
        across = np.maximum(right - left + 1, 0)
        counts = across * np.maximum(bottom - top + 1, 0)
        solids = np.repeat(np.arange(len(counts)), counts)
        place = np.arange(len(solids)) - np.repeat(np.cumsum(counts) - counts, counts)
        row, column = np.divmod(place, np.maximum(across[solids], 1))
        return (row + top[solids]) * self.columns + column + left[solids], solids


def _cells(places: Floats, most: int) -> Indices:
    """Numbers of tiles; just outside where a place is outside of the picture."""
    return np.clip(np.floor(places / TILE), -1, most).astype(np.intp)


def touches_stroke(x: Floats, y: Floats, end_x: Floats, end_y: Floats, radius: Floats) -> NDArray[np.bool_]:
    """Whether a tile at (x, y), seen from a stroke's start, can touch the stroke to (end_x, end_y)."""
    length = np.maximum(end_x**2 + end_y**2, 1e-9)
    along = np.clip((x * end_x + y * end_y) / length, 0.0, 1.0)
    away: NDArray[np.bool_] = (x - along * end_x) ** 2 + (y - along * end_y) ** 2 <= (
        radius + _HALF_DIAGONAL
    ) ** 2
    return away
