"""The order of work: which rows are merged together, and how a surface melts into what is there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mobility_coach.figure.raster.kinds import GROUP_MASK, LEAST_BLEND, Melting, Rows
from mobility_coach.figure.raster.tiles import PIXELS, Flags, Indices, Singles

EMPTY = np.float32(-9e3)
"""The height where nothing is seen."""

_BATCH = 32768
"""Samples that are worked on at once: the arrays of a batch stay in the processor's cache."""

_EDGE = np.float32(LEAST_BLEND)
"""Pixels over which solids of different groups merge."""

_FADE = np.float32(2.2)


class Part(NamedTuple):
    """Rows in which no tile comes twice, so that they can be merged together."""

    start: int
    stop: int
    is_soft: bool


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """All rows of all kinds in the order of work: the first solid of each tile, then the second of each …."""

    tile: Indices
    kind: Indices
    row: Indices
    solid: Indices
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


def work_of(kinds: Sequence[Rows], melting: Melting, firsts: Sequence[int]) -> Work:
    """All rows in the order of work; `firsts` are where in `melting` the solids of each kind begin."""
    tile = np.concatenate([each.tile for each in kinds])
    solid = np.concatenate([each.solid + first for each, first in zip(kinds, firsts, strict=True)])
    row = np.concatenate([np.arange(len(each.tile)) for each in kinds])
    kind = np.repeat(np.arange(len(kinds)), [len(each.tile) for each in kinds])
    by_tile = np.argsort(tile * len(melting.order) + melting.order[solid])
    tile, solid, row, kind = tile[by_tile], solid[by_tile], row[by_tile], kind[by_tile]
    is_first = np.ones(len(tile), dtype=bool)
    is_first[1:] = tile[1:] != tile[:-1]
    starts = np.flatnonzero(is_first)
    turn = np.arange(len(tile)) - np.repeat(starts, np.diff(np.append(starts, len(tile))))
    step = 2 * turn + (melting.blend[solid] > 0)
    by_step = np.argsort(step * len(kinds) + kind, kind="stable")
    ends = np.cumsum(np.bincount(step)).tolist()
    parts = tuple(
        Part(start, stop, bool(number % 2))
        for number, (start, stop) in enumerate(zip([0, *ends], ends, strict=False))
        if stop > start
    )
    return Work(tile[by_step], kind[by_step], row[by_step], solid[by_step], parts)


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """What is seen so far: height and tag at each sample, (tiles, samples); facing (2, tiles, pixels)."""

    height: Singles
    facing: Singles
    tags: NDArray[np.uint8]


def merge(
    surface: Surface,
    slots: Indices,
    rows: tuple[Singles, Singles],
    melting: Melting,
    part: tuple[Indices, bool],
) -> None:
    """Merge rows into what is seen.

    Args:
        surface: what is seen so far; is changed.
        slots: the place of each row's tile in it; none comes twice.
        rows: height (rows, samples) and facing (2, rows, pixels) of solids in these tiles.
        melting: how solids merge.
        part: which solid each row belongs to, and whether all of them melt or all have hard edges.
    """
    height, facing = rows
    solids, is_soft = part
    before, tags = surface.height[slots], surface.tags[slots]
    was_seen = before > EMPTY
    if is_soft:
        share = _melted(before, height, facing, tags, melting, solids)
        wins = share > 0.5
    else:
        wins = height > before
        share = wins.astype(np.float32)
        np.copyto(before, height, where=wins)
    np.copyto(tags, melting.tag[solids][:, None], where=wins)
    was_seen |= wins
    surface.height[slots], surface.tags[slots] = before, tags
    looks = height.shape[1] // PIXELS
    if looks > 1:
        share = _by_pixel(share, looks)
        share /= np.maximum(_by_pixel(was_seen.astype(np.float32), looks), 1)
    for old, new in zip(surface.facing, facing, strict=True):
        change = old[slots]
        way = new - change
        way *= share
        change += way
        old[slots] = change


def _by_pixel(values: Singles, looks: int) -> Singles:
    """The sums of all looks at each pixel."""
    total = values[:, :PIXELS] + values[:, PIXELS : 2 * PIXELS]
    for look in range(2, looks):
        total += values[:, look * PIXELS : (look + 1) * PIXELS]
    return total


def _melted(
    before: Singles,
    height: Singles,
    facing: Singles,
    tags: NDArray[np.uint8],
    melting: Melting,
    solids: Indices,
) -> Singles:
    """Let solids melt into what was there (`before` is changed); returns how much they are seen, 0 … 1."""
    group = tags & GROUP_MASK
    melts: Flags = group == melting.own[solids][:, None]
    melts |= group == melting.other[solids][:, None]
    blend: Singles = np.where(melts, melting.blend[solids][:, None], _EDGE)
    rise = height - before
    share: Singles = rise / blend
    over: Singles = np.clip(share, 0, 1)
    share += 1
    share *= np.float32(0.5)
    np.clip(share, 0, 1, out=share)
    share *= _relief(facing, over, melting.fades[solids])
    rise *= share
    before += rise
    bump = 1 - share
    bump *= share
    bump *= blend
    bump *= melting.bump[solids][:, None]
    before += bump
    return share


def _relief(facing: Singles, over: Singles, fades: Flags) -> Singles:
    """How much of low relief is left: little at its own outline, unless it stands out; 1 if it is not low."""
    toward = 1 - facing[0] * facing[0] - facing[1] * facing[1]
    np.maximum(toward, 0, out=toward)
    np.sqrt(toward, out=toward)
    toward *= _FADE
    toward[~fades] = 1
    np.minimum(toward, 1, out=toward)
    looks = over.shape[1] // PIXELS
    if looks > 1:
        toward = np.tile(toward, looks)
    over -= over * toward
    over += toward
    return over
