"""Touched tiles laid out as a picture and back: what looks at neighbours needs the picture."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from mobility_coach.figure.raster.tiles import TILE, Grid, Indices, Singles

Number = TypeVar("Number", np.float32, np.uint8)


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

    def spread(self, values: NDArray[Number]) -> NDArray[Number]:
        """(tiles, channels, pixels) as a picture (channels, height, width), 0 between the tiles."""
        channels = values.shape[1]
        picture = np.zeros((channels, self._rows, TILE, self._columns, TILE), values.dtype)
        picture[:, self._row, :, self._column] = values.reshape(-1, channels, TILE, TILE)
        return picture.reshape(channels, self.height, self.width)

    def gather(self, picture: Singles) -> Singles:
        """(channels, height, width) as (tiles, channels, pixels)."""
        cut = picture.reshape(-1, self._rows, TILE, self._columns, TILE)
        tiles: Singles = cut[:, self._row, :, self._column]
        return tiles.reshape(len(tiles), -1, TILE * TILE)

    def places(self) -> tuple[Indices, Indices]:
        """The pixels of all tiles, (tiles, pixels): rows and columns of the picture."""
        row, column = (each.ravel() for each in np.mgrid[:TILE, :TILE])
        return (
            self._row[:, None] * TILE + row + self.top,
            self._column[:, None] * TILE + column + self.left,
        )
