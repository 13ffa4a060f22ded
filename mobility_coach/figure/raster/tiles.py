"""The picture cut into small squares, and which solids touch which.

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

PIXELS = TILE * TILE
"""Pixels of a tile."""

# Where in a pixel it is looked at: four places that no upright or level edge passes two at a time.
_SPOTS: dict[int, Sequence[tuple[float, float]]] = {
    1: ((0.5, 0.5),),
    2: ((0.375, 0.125), (0.875, 0.375), (0.125, 0.625), (0.625, 0.875)),
}


def powers(x: Floats, y: Floats) -> Singles:
    """The polynomials 1, x, y, x², xy, y² (six rows) at places."""
    return np.stack((np.ones_like(x), x, y, x**2, x * y, y**2)).astype(np.float32)


def sample_powers(samples: int) -> Singles:
    """The polynomials at all samples of a tile, from its middle, y upward.

    One look at all pixels comes after the other: (looks · PIXELS) columns.
    """
    x, y = [], []
    for right, down in _SPOTS[samples]:
        row, column = np.mgrid[:TILE, :TILE]
        x.append(column.ravel() + right - TILE / 2)
        y.append(TILE / 2 - row.ravel() - down)
    return powers(np.concatenate(x), np.concatenate(y))


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

    def pairs(self, low: Floats, high: Floats, is_seen: Flags) -> tuple[Indices, Indices]:
        """Tiles and the solids that may touch them; a solid lies between `low` and `high`, both (n, 2)."""
        left = np.maximum(_cells(low[:, 0] + self.width / 2, self.columns), 0)
        right = np.minimum(_cells(high[:, 0] + self.width / 2, self.columns), self.columns - 1)
        top = np.maximum(_cells(self.height / 2 - high[:, 1], self.rows), 0)
        bottom = np.minimum(_cells(self.height / 2 - low[:, 1], self.rows), self.rows - 1)
        across = np.where(is_seen, np.maximum(right - left + 1, 0), 0)
        counts = across * np.maximum(bottom - top + 1, 0)
        solids = np.repeat(np.arange(len(counts)), counts)
        place = np.arange(len(solids)) - np.repeat(np.cumsum(counts) - counts, counts)
        row, column = np.divmod(place, np.maximum(across[solids], 1))
        return (row + top[solids]) * self.columns + column + left[solids], solids


def _cells(places: Floats, most: int) -> Indices:
    """Numbers of tiles; just outside where a place is outside of the picture."""
    return np.clip(np.floor(places / TILE), -1, most).astype(np.intp)
