"""The surface of a stroke in a tile, in closed form.

Seen along z, at a place p of the stroke's own space, the brush `t` (0 … 1) along the stroke reaches the
height `t·rise + √rest`, where rest = (radius + t·growth)² - |p - t·end|² is a parabola in t:
rest = room + t·(pull - t·bulk). The largest height over t is the root of a quadratic equation; `room`,
`pull` and the parts of that root are polynomials of the place, which are worked out for all samples by one
product of matrices. The root is added, so a stroke has to come toward the eye; seen end on (where `bulk` is
negative) it has to go away from it.
"""

from dataclasses import dataclass

import numpy as np

from mobility_coach.figure.raster.culling import Forms, needed
from mobility_coach.figure.raster.kinds import MISSED, Melting
from mobility_coach.figure.raster.strokes import Strokes
from mobility_coach.figure.raster.tiles import PIXELS, Floats, Grid, Indices, Singles

_LEAST_BULK = 2.5e-3
_LEAST_BULK_OF_RADIUS = 1e-4
_SHORTEST = 1e-6
_TINY = np.float32(1e-6)

# What is read of each stroke, by its place in `StrokeRows.numbers`.
_RISE, _RIGHT, _UP, _BULK, _FIRST, _SLOPE, _DEPTH_FIRST, _DEPTH_SLOPE, _PLAIN = range(9)
_FOLLOWS, _FOLLOWS_CHANGE = 9, 10
_AXIS, _ACROSS, _OWN_RIGHT, _OWN_UP = (slice(at, at + 3) for at in (11, 14, 17, 20))
_COUNT = 23


@dataclass(frozen=True, slots=True, eq=False)
class StrokeRows:
    """Tiles and strokes.

    Polynomials of 1, x, y, x², xy, y² from the tile's middle, (rows, 6): `room`, and `under` the root that
    gives t. Those of 1, x, y alone, (rows, 3): t without that root (`middle`), `pull`, the height where
    t·rise and the brush are 0 (`base`), and the place in the own space (`right`, `up`). `numbers` are those
    of the strokes.
    """

    tile: Indices
    solid: Indices
    room: Singles
    under: Singles
    middle: Singles
    pull: Singles
    base: Singles
    right: Singles
    up: Singles
    numbers: Singles

    def fill(self, rows: Indices, basis: Singles, height: Singles, facing: Singles) -> None:
        """Work out surfaces (see `kinds.Rows`)."""
        flat = basis[:3]
        solid = self.solid[rows]
        numbers = self.numbers[solid][:, :, None]
        at = self.under[rows] @ basis
        np.maximum(at, 0, out=at)
        np.sqrt(at, out=at)
        at += self.middle[rows] @ flat
        np.clip(at, 0, 1, out=at)
        rest = self.pull[rows] @ flat
        rest -= np.multiply(at, numbers[:, _BULK], out=height)
        rest *= at
        rest += self.room[rows] @ basis
        missed = rest <= 0
        np.maximum(rest, 0, out=rest)
        ball = np.sqrt(rest, out=rest)
        np.multiply(at, numbers[:, _RISE], out=height)
        height += ball
        height += self.base[rows] @ flat
        np.copyto(height, MISSED, where=missed)
        right, up = self.right[rows] @ flat[:, :PIXELS], self.up[rows] @ flat[:, :PIXELS]
        _face(numbers, at[:, :PIXELS], (right, up, ball[:, :PIXELS]), facing)


def _face(numbers: Singles, at: Singles, place: tuple[Singles, Singles, Singles], facing: Singles) -> None:
    """Where the surface looks: along the brush's radius, but with the slopes of the profile."""
    right, up, toward = place
    right -= at * numbers[:, _RIGHT]
    up -= at * numbers[:, _UP]
    size = _length(right, up, toward)
    back = _slope(numbers, at, _mixed(right, up, toward, numbers[:, _ACROSS]), size)
    back *= size
    axis = numbers[:, _AXIS]
    # A rounded end that shows beside the next piece of a skin looks across it, not along it.
    end = _mixed(right, up, toward, axis)
    end += size * numbers[:, _PLAIN]
    follows = at * numbers[:, _FOLLOWS_CHANGE]
    follows += numbers[:, _FOLLOWS]
    end *= follows
    back += end
    right -= back * axis[:, 0]
    up -= back * axis[:, 1]
    toward = toward - back * axis[:, 2]
    facing[0] = _mixed(right, up, toward, numbers[:, _OWN_RIGHT])
    facing[1] = _mixed(right, up, toward, numbers[:, _OWN_UP])
    facing /= _length(facing[0], facing[1], toward)


def _slope(numbers: Singles, at: Singles, across: Singles, size: Singles) -> Singles:
    """The profile's slope: that across the brush and that of its depth, by where the surface looks."""
    slope = at * numbers[:, _SLOPE]
    slope += numbers[:, _FIRST]
    depth = at * numbers[:, _DEPTH_SLOPE]
    depth += numbers[:, _DEPTH_FIRST]
    across /= size
    across *= across
    slope -= depth
    slope *= across
    slope += depth
    return slope


def _mixed(right: Singles, up: Singles, toward: Singles, shares: Singles) -> Singles:
    mixed: Singles = right * shares[:, 0]
    mixed += up * shares[:, 1]
    mixed += toward * shares[:, 2]
    return mixed


def _length(right: Singles, up: Singles, toward: Singles) -> Singles:
    length = right * right
    length += up * up
    length += toward * toward
    np.maximum(length, _TINY, out=length)
    np.sqrt(length, out=length)
    return length


def stroke_rows(strokes: Strokes, melting: Melting, grid: Grid) -> StrokeRows:
    """The rows of all strokes on a picture."""
    ends = np.stack((strokes.start[:, :2], strokes.start[:, :2] + strokes.way[:, :2]), 1)
    tile, solid = grid.pairs((ends - strokes.half).min(1), (ends + strokes.half).max(1), strokes.is_seen)
    forms = _forms(strokes, solid, grid.middles(tile))
    blend = melting.blend.astype(np.float64)
    kept = needed(forms, strokes.is_covered[solid], blend[solid], (tile, grid))

    def singles(values: Floats) -> Singles:
        return values[kept].astype(np.float32)

    return StrokeRows(
        tile[kept],
        solid[kept],
        singles(forms.room),
        singles(forms.under),
        singles(forms.middle),
        singles(forms.pull),
        singles(forms.base),
        singles(forms.right),
        singles(forms.up),
        _numbers(strokes),
    )


def _forms(strokes: Strokes, solid: Indices, middles: tuple[Floats, Floats]) -> Forms:
    """The polynomials of rows, each of a stroke and a tile's middle."""
    start, own, end = strokes.start[solid], strokes.own[solid], strokes.end[solid]
    dx, dy = middles[0] - start[:, 0], middles[1] - start[:, 1]
    x, y, z = (own[:, row, 0] * dx + own[:, row, 1] * dy for row in range(3))
    (xx, yx, zx), (xy, yy, zy) = own[:, :, 0].T, own[:, :, 1].T
    ex, ey, rise = end.T
    radius, growth = strokes.radius[solid], strokes.growth[solid]
    square = ex * ex + ey * ey
    bulk = square - growth * growth
    least = np.maximum(_LEAST_BULK, _LEAST_BULK_OF_RADIUS * radius * radius)
    safe = np.where(bulk < 0, np.minimum(bulk, -least), np.maximum(bulk, least))
    pull = _linear(radius * growth + x * ex + y * ey, xx * ex + yx * ey, xy * ex + yy * ey)
    # A brush that neither moves nor grows is a ball, wherever it stands.
    middle = np.where(np.maximum(square, growth * growth) > _SHORTEST, 1 / safe, 0.0)[:, None] * pull
    room = np.stack(
        (
            radius * radius - x * x - y * y,
            -2 * (x * xx + y * yx),
            -2 * (x * xy + y * yy),
            -xx * xx - yx * yx,
            -2 * (xx * xy + yx * yy),
            -xy * xy - yy * yy,
        ),
        -1,
    )
    steep = rise * rise / (safe * np.maximum(safe + rise * rise, least))
    under = steep[:, None] * (room + safe[:, None] * _squared(middle))
    base = _linear(start[:, 2] - z, -zx, -zy)
    right, up = _linear(x, xx, xy), _linear(y, yx, yy)
    return Forms(room, under, middle, 2 * pull, base, right, up, bulk, rise)


def _linear(constant: Floats, x: Floats, y: Floats) -> Floats:
    return np.stack((constant, x, y), -1)


def _squared(forms: Floats) -> Floats:
    """The squares of linear forms, as polynomials."""
    constant, x, y = forms.T
    return np.stack((constant * constant, 2 * constant * x, 2 * constant * y, x * x, 2 * x * y, y * y), -1)


def _numbers(strokes: Strokes) -> Singles:
    end = strokes.end
    length = np.maximum(np.linalg.norm(end, axis=1, keepdims=True), _SHORTEST)
    numbers = np.zeros((len(end), _COUNT), np.float32)
    numbers[:, _RISE], numbers[:, _RIGHT], numbers[:, _UP] = end[:, 2], end[:, 0], end[:, 1]
    numbers[:, _BULK] = end[:, 0] ** 2 + end[:, 1] ** 2 - strokes.growth**2
    # The brush's own slope is in its surface already.
    plain = strokes.growth / length[:, 0]
    follows = strokes.follows
    numbers[:, _PLAIN] = plain
    numbers[:, _FOLLOWS], numbers[:, _FOLLOWS_CHANGE] = follows[:, 0], 1.0 * follows[:, 1] - follows[:, 0]
    slopes, depth = strokes.slopes - plain[:, None], strokes.depth_slopes - plain[:, None]
    numbers[:, _FIRST], numbers[:, _SLOPE] = slopes[:, 0], slopes[:, 1] - slopes[:, 0]
    numbers[:, _DEPTH_FIRST], numbers[:, _DEPTH_SLOPE] = depth[:, 0], depth[:, 1] - depth[:, 0]
    numbers[:, _AXIS] = end / length
    numbers[:, _ACROSS] = strokes.across
    numbers[:, _OWN_RIGHT], numbers[:, _OWN_UP] = strokes.own[:, :, 0], strokes.own[:, :, 1]
    return numbers
