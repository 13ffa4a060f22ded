"""The rasteriser: posed solids become heights, directions and tags at each sample of a picture."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from mobility_coach.figure.camera import Camera
from mobility_coach.figure.posed_body import PosedBody
from mobility_coach.figure.raster.cones import seen_cones
from mobility_coach.figure.raster.ellipsoids import seen_ellipsoids
from mobility_coach.figure.raster.flats import seen_flats
from mobility_coach.figure.raster.kinds import Drawable, joined
from mobility_coach.figure.raster.lofts import seen_lofts
from mobility_coach.figure.raster.merging import Rows, Surface, cover, melt, rows_of
from mobility_coach.figure.raster.tiles import Floats, Grid, Indices, Singles, samples_basis

EMPTY = np.float32(-9e3)
"""The height where nothing is seen."""

_LEAST_BLEND = 0.3
_FIRST_ROOM = 256


class Raster:
    """A picture of solids, before it is lit. One raster draws many pictures, one after the other.

    Only tiles that something touches are kept: `values` (n, 3, samples) are height, direction to the right
    and direction up; `tags` (n, samples) group and material (`kinds.tag_of`); `tiles` (n,) which tiles.
    """

    def __init__(self, width: int, height: int, samples: int = 2) -> None:
        """A raster for pictures of this size; `samples` is 1, or 2 for 2 x 2 looks at each pixel."""
        self.grid = Grid(width, height)
        self.samples = samples
        self._basis = samples_basis(samples)
        self._slots = np.full(self.grid.columns * self.grid.rows, -1, dtype=np.intp)
        self._used = 0
        self._tiles = np.zeros(0, dtype=np.intp)
        self._surface = Surface(
            np.zeros((0, 3, self._basis.shape[1]), np.float32), np.zeros((0, self._basis.shape[1]), np.uint8)
        )
        self._scratch = np.zeros((0, 3, self._basis.shape[1]), np.float32)

    @property
    def values(self) -> Singles:
        """Height and direction at each sample of each touched tile."""
        return self._surface.values[: self._used]

    @property
    def tags(self) -> NDArray[np.uint8]:
        """Group and material at each sample of each touched tile."""
        return self._surface.tags[: self._used]

    @property
    def tiles(self) -> Indices:
        """The touched tiles."""
        return self._tiles[: self._used]

    def clear(self) -> None:
        """Begin a new picture."""
        self._slots[self.tiles] = -1
        self._used = 0

    def draw(self, body: PosedBody, camera: Camera) -> None:
        """Draw solids into the picture, behind and before what is there."""
        kinds: Sequence[Drawable] = (
            seen_cones(body.cones, camera, _LEAST_BLEND),
            seen_ellipsoids(body.ellipsoids, camera, _LEAST_BLEND),
            seen_lofts(body.lofts, camera, _LEAST_BLEND),
            seen_flats(body.flats, camera),
        )
        melting = joined([each.melting for each in kinds])
        rows = rows_of(kinds, melting, self.grid)
        self._make_room(rows.tile)
        slots = self._slots[rows.tile]
        x, y = self.grid.middles(rows.tile)
        for batch, parts in rows.batches(self._basis.shape[1]):
            place = self._fill(kinds, rows, batch, (x, y))
            for start, stop, is_soft in parts:
                part = slice(start, stop)
                filled = self._scratch[place[start - batch.start : stop - batch.start]]
                (melt if is_soft else cover)(self._surface, slots[part], filled, melting, rows.order[part])

    def _fill(
        self, kinds: Sequence[Drawable], rows: Rows, batch: slice, middles: tuple[Floats, Floats]
    ) -> Indices:
        """Work out the surfaces of a batch, kind by kind; returns where each row's is in the scratch room."""
        kind, x, y, solid = rows.kind[batch], middles[0][batch], middles[1][batch], rows.solid[batch]
        if len(self._scratch) < len(kind):
            self._scratch = np.empty((len(kind), 3, self._basis.shape[1]), np.float32)
        place = np.empty(len(kind), dtype=np.intp)
        done = 0
        for number, drawable in enumerate(kinds):
            those = np.flatnonzero(kind == number)
            if len(those):
                end = done + len(those)
                place[those] = np.arange(done, end)
                drawable.fill(x[those], y[those], solid[those], self._basis, self._scratch[done:end])
                done = end
        return place

    def _make_room(self, tiles: Indices) -> None:
        """Give each tile that is touched for the first time a place, and empty it."""
        fresh = np.unique(tiles[self._slots[tiles] < 0])
        first, last = self._used, self._used + len(fresh)
        if last > len(self._tiles):
            room = max(last, 2 * len(self._tiles), _FIRST_ROOM)
            self._tiles = _grown(self._tiles, room)
            self._surface = Surface(_grown(self._surface.values, room), _grown(self._surface.tags, room))
        self._slots[fresh] = np.arange(first, last)
        self._tiles[first:last] = fresh
        self._surface.values[first:last, 0] = EMPTY
        self._surface.values[first:last, 1:] = 0
        self._surface.tags[first:last] = 0
        self._used = last


Number = TypeVar("Number", np.float32, np.uint8, np.intp)


def _grown(values: NDArray[Number], room: int) -> NDArray[Number]:
    larger = np.zeros((room, *values.shape[1:]), values.dtype)
    larger[: len(values)] = values
    return larger
