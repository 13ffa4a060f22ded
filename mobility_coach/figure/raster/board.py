"""Touched tiles laid out as a picture and back: what looks at neighbours needs the picture."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from mobility_coach.figure.raster.tiles import TILE, Grid, Indices, Singles

Number = TypeVar("Number", np.float32, np.uint8, np.uint32)


class Board:
    """The smallest rectangle of a picture that holds all touched tiles."""

    def __init__(self, grid: Grid, tiles: Indices) -> None:
        """Takes at least one tile."""
        row, column = np.divmod(tiles, grid.columns)
        self.top, self.left = int(row.min()) * TILE, int(column.min()) * TILE
        self._row, self._column = row - row.min(), column - column.min()
        self._rows, self._columns = int(self._row.max()) + 1, int(self._column.max()) + 1

    @property
    def height(self) -> int:
        """Pixels."""
        return self._rows * TILE

    @property
    def width(self) -> int:
        """Pixels."""
        return self._columns * TILE

    def spread(self, values: NDArray[Number], empty: float | np.float32 = 0) -> NDArray[Number]:
        """(tiles, pixels) as a picture (height, width), with `empty` between the tiles."""
        picture = np.full((self._rows, TILE, self._columns, TILE), empty, values.dtype)
        picture[self._row, :, self._column] = values.reshape(-1, TILE, TILE)
        return picture.reshape(self.height, self.width)

    def gather(self, picture: Singles) -> Singles:
        """(height, width) as (tiles, pixels)."""
        cut = picture.reshape(self._rows, TILE, self._columns, TILE)
        tiles: Singles = cut[self._row, :, self._column]
        return tiles.reshape(len(tiles), -1)
