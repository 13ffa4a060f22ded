"""Which rows matter: bounds of a stroke's surface within a tile, out of its polynomials.

All bounds are safe: a row that is left out would not have changed the picture.
"""

from dataclasses import dataclass

import numpy as np

from mobility_coach.figure.raster.tiles import TILE, Flags, Floats, Grid, Indices

_REACH = np.array((0.0, TILE / 2, TILE / 2, TILE**2 / 4, TILE**2 / 4, TILE**2 / 4))
"""How large 1, x, y, x², xy and y² get on the way from a tile's middle to its edge."""

_MARGIN = 1.0
_SMALL = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Forms:
    """The polynomials of `equations.StrokeRows` and the strokes' numbers, one row each."""

    room: Floats
    under: Floats
    middle: Floats
    pull: Floats
    base: Floats
    right: Floats
    up: Floats
    bulk: Floats
    rise: Floats


def needed(forms: Forms, is_covered: Flags, blend: Floats, tiles: tuple[Indices, Grid]) -> Indices:
    """The rows that matter.

    Args:
        forms: of all rows.
        is_covered: whether another stroke covers what rounds each row's ends, (n, 2).
        blend: over how many pixels each row's stroke melts into others; 0 for hard edges, which hide what
            is behind them.
        tiles: each row's tile, and the grid they belong to.
    """
    pull = np.maximum(_highest(forms.pull), 0.0)
    at = np.where(2 * forms.bulk > pull, pull / np.maximum(2 * forms.bulk, _SMALL), 1.0)
    rest = _highest(forms.room) + at * (pull - at * forms.bulk)
    last = np.clip(_highest(forms.middle) + np.sqrt(np.maximum(_highest(forms.under), 0.0)), -1.0, 1.0)
    is_before = (last < 0) & is_covered[:, 0]
    is_beyond = (-_highest(-forms.middle) > 1) & is_covered[:, 1]
    highest = (
        _highest(forms.base)
        + np.maximum(last, 0.0) * np.maximum(forms.rise, 0.0)
        + np.sqrt(np.maximum(rest, 0.0))
    )
    tile, grid = tiles
    hidden_below = np.full(grid.columns * grid.rows, -np.inf)
    np.maximum.at(hidden_below, tile, np.where(blend == 0, _lowest_cover(forms), -np.inf))
    is_hidden = highest + blend + _MARGIN < hidden_below[tile]
    return np.flatnonzero((rest > 0) & ~is_before & ~is_beyond & ~is_hidden)


def _lowest_cover(forms: Forms) -> Floats:
    """No place of the tile is lower than this; -inf where the stroke leaves a part of the tile free.

    The brush at one place of the stroke is a part of it: the one that is highest in the tile's middle.
    """
    at = np.clip(forms.middle[:, 0] + np.sqrt(np.maximum(forms.under[:, 0], 0.0)), 0.0, 1.0)
    rest = forms.room.copy()
    rest[:, :3] += at[:, None] * forms.pull
    rest[:, 0] -= at * at * forms.bulk
    least = -_highest(-rest)
    lowest = at * forms.rise + np.sqrt(np.maximum(least, 0.0)) - _highest(-forms.base)
    covers: Floats = np.where(least > 0, lowest, -np.inf)
    return covers


def _highest(polynomials: Floats) -> Floats:
    """No value in the tile is larger than this."""
    highest: Floats = polynomials[:, 0] + np.abs(polynomials) @ _REACH[: polynomials.shape[1]]
    return highest
