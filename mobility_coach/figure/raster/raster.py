"""The rasteriser: posed solids become heights, directions and tags at each sample of a picture."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from mobility_coach.figure.camera import Camera
from mobility_coach.figure.posed_body import PosedBody
from mobility_coach.figure.raster.equations import stroke_rows
from mobility_coach.figure.raster.flats import flat_rows, seen_flats
from mobility_coach.figure.raster.kinds import Rows, joined
from mobility_coach.figure.raster.merging import EMPTY, Surface, Work, merge, work_of
from mobility_coach.figure.raster.strokes import seen_strokes
from mobility_coach.figure.raster.tiles import PIXELS, Grid, Indices, Singles, sample_powers

_FIRST_ROOM = 256

Number = TypeVar("Number", np.float32, np.uint8, np.intp)


class Raster:
    """A picture of solids, before it is lit. One raster draws many pictures, one after the other.

    Only tiles that something touches are kept, in the order of `tiles`.
    """

    def __init__(self, width: int, height: int, samples: int = 2) -> None:
        """A raster for pictures of this size; `samples` is 1, or 2 for 2 x 2 looks at each pixel."""
        self.grid = Grid(width, height)
        self._basis = sample_powers(samples)
        count = self._basis.shape[1]
        self._slots = np.full(self.grid.columns * self.grid.rows, -1, dtype=np.intp)
        self._used = 0
        self._tiles = np.zeros(0, dtype=np.intp)
        self._surface = Surface(
            np.zeros((0, count), np.float32),
            np.zeros((2, 0, PIXELS), np.float32),
            np.zeros((0, count), np.uint8),
        )
        self._scratch = np.zeros((0, count), np.float32), np.zeros((2, 0, PIXELS), np.float32)

    @property
    def tiles(self) -> Indices:
        """The touched tiles."""
        return self._tiles[: self._used]

    @property
    def height(self) -> Singles:
        """(tiles, samples): pixels toward the eye; `merging.EMPTY` where nothing is."""
        return self._surface.height[: self._used]

    @property
    def facing(self) -> Singles:
        """(2, tiles, pixels): how far the surface faces right and up."""
        return self._surface.facing[:, : self._used]

    @property
    def tags(self) -> NDArray[np.uint8]:
        """(tiles, samples): group and material."""
        return self._surface.tags[: self._used]

    def clear(self) -> None:
        """Begin a new picture."""
        self._slots[self.tiles] = -1
        self._used = 0

    def draw(self, body: PosedBody, camera: Camera) -> None:
        """Draw solids into the picture, behind and before what is there."""
        melting, strokes = seen_strokes(body.cones, body.ellipsoids, body.lofts, camera)
        kinds: list[Rows] = [stroke_rows(strokes, melting, self.grid)]
        firsts = [0, len(melting.order)]
        if len(body.flats.corners):
            flats = seen_flats(body.flats, camera)
            kinds.append(flat_rows(flats, self.grid))
            melting = joined((melting, flats.melting))
        work = work_of(kinds, melting, firsts[: len(kinds)])
        self._make_room(work.tile)
        slots = self._slots[work.tile]
        for batch, parts in work.batches(self._basis.shape[1]):
            place = self._fill(kinds, work, batch)
            height, facing = self._scratch
            for start, stop, is_soft in parts:
                part: Indices | slice = slice(start - batch.start, stop - batch.start)
                if place is not None:
                    part = place[part]
                merge(
                    self._surface,
                    slots[start:stop],
                    (height[part], facing[:, part]),
                    melting,
                    (work.solid[start:stop], is_soft),
                )

    def _fill(self, kinds: Sequence[Rows], work: Work, batch: slice) -> Indices | None:
        """Work out the surfaces of a batch, kind by kind.

        Returns where each row's is in the scratch room; None where they are in order.
        """
        kind, row = work.kind[batch], work.row[batch]
        height, facing = self._scratch
        if len(height) < len(kind):
            height = np.empty((len(kind), height.shape[1]), np.float32)
            facing = np.empty((2, len(kind), PIXELS), np.float32)
            self._scratch = height, facing
        if (kind == kind[0]).all():
            kinds[kind[0]].fill(row, self._basis, height[: len(kind)], facing[:, : len(kind)])
            return None
        place = np.empty(len(kind), dtype=np.intp)
        done = 0
        for number, rows in enumerate(kinds):
            those = np.flatnonzero(kind == number)
            if len(those):
                end = done + len(those)
                place[those] = np.arange(done, end)
                rows.fill(row[those], self._basis, height[done:end], facing[:, done:end])
                done = end
        return place

    def _make_room(self, tiles: Indices) -> None:
        """Give each tile that is touched for the first time a place, and empty it."""
        fresh = np.unique(tiles[self._slots[tiles] < 0])
        first, last = self._used, self._used + len(fresh)
        if last > len(self._tiles):
            room = max(last, 2 * len(self._tiles), _FIRST_ROOM)
            self._tiles = _grown(self._tiles, room, 0)
            surface = self._surface
            self._surface = Surface(
                _grown(surface.height, room, 0),
                _grown(surface.facing, room, 1),
                _grown(surface.tags, room, 0),
            )
        self._slots[fresh] = np.arange(first, last)
        self._tiles[first:last] = fresh
        self._surface.height[first:last] = EMPTY
        self._surface.facing[:, first:last] = 0
        self._surface.tags[first:last] = 0
        self._used = last


def _grown(values: NDArray[Number], room: int, axis: int) -> NDArray[Number]:
    """The values, with room for more along an axis."""
    shape = list(values.shape)
    shape[axis] = room - shape[axis]
    return np.concatenate((values, np.zeros(shape, values.dtype)), axis)
