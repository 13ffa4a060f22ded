"""The order of work: which rows are merged together, and how a surface melts into what is there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mobility_coach.figure.raster.kinds import GROUP_MASK, Drawable, Melting
from mobility_coach.figure.raster.tiles import Grid, Indices, Singles

_BATCH = 32768
"""Samples that are worked on at once: the arrays of a batch stay in the processor's cache."""

_EDGE = np.float32(0.3)
"""Pixels over which solids of different groups merge."""

_FADE = np.float32(2.2)


class Part(NamedTuple):
    """Rows in which no tile comes twice, so that they can be merged together."""

    start: int
    stop: int
    is_soft: bool


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Pairs of a tile and a solid, in the order of work; `solid` counts within its kind, `order` in all."""

    tile: Indices
    kind: Indices
    solid: Indices
    order: Indices
    parts: tuple[Part, ...]

    def batches(self, samples: int) -> Iterator[tuple[slice, list[Part]]]:
        """Rows to be worked on at once, and their parts."""
        most = max(1, _BATCH // samples)
        begin, batch = 0, list[Part]()
        for start, stop, is_soft in self.parts:
            at = start
            while at < stop:
                end = min(stop, begin + most)
                batch.append(Part(at, end, is_soft))
                at = end
                if end == begin + most:
                    yield slice(begin, end), batch
                    begin, batch = end, []
        if batch:
            yield slice(begin, batch[-1].stop), batch


def rows_of(kinds: Sequence[Drawable], melting: Melting, grid: Grid) -> Rows:
    """All pairs of tiles and solids; the first solid of each tile comes first, then the second …."""
    found = [each.pairs(grid) for each in kinds]
    tile = np.concatenate([tiles for tiles, _ in found])
    solid = np.concatenate([solids for _, solids in found])
    kind = np.repeat(np.arange(len(kinds)), [len(tiles) for tiles, _ in found])
    order = np.concatenate(
        [each.melting.order[solids] for each, (_, solids) in zip(kinds, found, strict=True)]
    )
    by_tile = np.argsort(tile * len(melting.order) + order)
    tile, solid, kind, order = tile[by_tile], solid[by_tile], kind[by_tile], order[by_tile]
    is_first = np.ones(len(tile), dtype=bool)
    is_first[1:] = tile[1:] != tile[:-1]
    starts = np.flatnonzero(is_first)
    turn = np.arange(len(tile)) - np.repeat(starts, np.diff(np.append(starts, len(tile))))
    step = 2 * turn + (melting.blend[order] > 0)
    by_step = np.argsort(step * len(kinds) + kind, kind="stable")
    ends = np.cumsum(np.bincount(step)).tolist()
    parts = tuple(
        Part(start, stop, bool(number % 2))
        for number, (start, stop) in enumerate(zip([0, *ends], ends, strict=False))
        if stop > start
    )
    return Rows(tile[by_step], kind[by_step], solid[by_step], order[by_step], parts)


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """What is seen so far: (tiles, 3, samples) height and direction, (tiles, samples) tags."""

    values: Singles
    tags: NDArray[np.uint8]


def cover(surface: Surface, slots: Indices, rows: Singles, melting: Melting, solids: Indices) -> None:
    """Put surfaces of solids with hard edges before what is seen; `rows` are one for each tile in `slots`."""
    values, tags = surface.values[slots], surface.tags[slots]
    wins = rows[:, 0] > values[:, 0]
    np.copyto(values, rows, where=wins[:, None, :])
    np.copyto(tags, melting.tag[solids][:, None], where=wins)
    surface.values[slots], surface.tags[slots] = values, tags


def melt(surface: Surface, slots: Indices, rows: Singles, melting: Melting, solids: Indices) -> None:
    """Let surfaces of solids melt into what is seen of their group; `rows` as in `cover`."""
    values, tags = surface.values[slots], surface.tags[slots]
    group = tags & GROUP_MASK
    melts = group == melting.own[solids][:, None]
    melts |= group == melting.other[solids][:, None]
    blend = np.where(melts, melting.blend[solids][:, None], _EDGE)
    rise = rows[:, 0] - values[:, 0]
    share = rise / blend
    over = np.minimum(share, 1)
    np.maximum(over, 0, out=over)
    share *= np.float32(0.5)
    share += np.float32(0.5)
    np.minimum(share, 1, out=share)
    np.maximum(share, 0, out=share)
    fading = np.flatnonzero(melting.fades[solids])
    if len(fading):
        share[fading] *= _relief(rows[fading], over[fading])
    np.copyto(tags, melting.tag[solids][:, None], where=share > 0.5)
    rise *= share
    bump = (1 - share) * share
    bump *= blend
    bump *= melting.bump[solids][:, None]
    rise += bump
    values[:, 0] += rise
    way = rows[:, 1:] - values[:, 1:]
    way *= share[:, None, :]
    values[:, 1:] += way
    surface.values[slots], surface.tags[slots] = values, tags


def _relief(rows: Singles, over: Singles) -> Singles:
    """How much of low relief is left: little at its own outline, unless it stands out."""
    toward = 1 - rows[:, 1] * rows[:, 1] - rows[:, 2] * rows[:, 2]
    np.maximum(toward, 0, out=toward)
    np.sqrt(toward, out=toward)
    toward *= _FADE
    np.minimum(toward, 1, out=toward)
    left: Singles = toward + (1 - toward) * over
    return left
