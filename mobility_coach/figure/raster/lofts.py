"""Lofts on the picture: round cones, flattened and tilted, solved in closed form at each sample."""

from dataclasses import dataclass

import numpy as np

from mobility_coach.figure.camera import Camera
from mobility_coach.figure.posed_body import PosedLofts, upright_axes
from mobility_coach.figure.raster.ellipsoids import TOWARD_EYE
from mobility_coach.figure.raster.kinds import MISSED, Melting, column, linear, melting
from mobility_coach.figure.raster.tiles import Flags, Floats, Grid, Indices, Singles

_LEAST_BULK = 1e-4
_MOST_SLANT = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class SeenLofts:
    """Lofts as round cones in a space of their own.

    `to_own` takes pixels from the lower ring's middle there; its last column is (0, 0, `deep`), so that what
    lies along the line of sight stays there. `from_own` takes directions of the surface back. `across` is the
    rings' width there, `slopes` and `depth_slopes` are the profiles' slopes there.
    """

    melting: Melting
    low: Floats
    high: Floats
    centre: Floats
    to_own: Floats
    from_own: Floats
    end: Floats
    radius: Floats
    growth: Floats
    across: Floats
    slopes: Floats
    depth_slopes: Floats
    goes_on: Flags
    is_seen: Flags

    def pairs(self, grid: Grid) -> tuple[Indices, Indices]:
        """Tiles, and the lofts that may touch them."""
        return grid.pairs(self.low, np.where(self.is_seen[:, None], self.high, self.low - 1e6))

    def fill(self, x: Floats, y: Floats, solids: Indices, basis: Singles, out: Singles) -> None:
        """The surface in tiles (see `kinds.Drawable`); the equations are those of `cones.SeenCones.fill`."""
        centre, own, end = self.centre[solids], self.to_own[solids], self.end[solids]
        radius, growth = self.radius[solids], self.growth[solids]
        dx, dy = x - centre[:, 0], y - centre[:, 1]
        place = own[:, :, 0] * dx[:, None] + own[:, :, 1] * dy[:, None]
        (px, py, pz), (ex, ey, rise) = place.T, end.T
        (xx, yx, zx), (xy, yy, zy) = own[:, :, 0].T, own[:, :, 1].T
        bulk = np.maximum(ex * ex + ey * ey - growth * growth, _LEAST_BULK * radius * radius)
        base = (px * ex + py * ey + radius * growth) / bulk
        along_x, along_y = (xx * ex + yx * ey) / bulk, (xy * ex + yy * ey) / bulk
        under = np.stack(
            (
                bulk * base * base + radius * radius - px * px - py * py,
                2 * (bulk * base * along_x - px * xx - py * yx),
                2 * (bulk * base * along_y - px * xy - py * yy),
                bulk * along_x * along_x - xx * xx - yx * yx,
                2 * (bulk * along_x * along_y - xx * xy - yx * yy),
                bulk * along_y * along_y - xy * xy - yy * yy,
            ),
            -1,
        )
        at = under.astype(np.float32) @ basis
        np.maximum(at, 0, out=at)
        np.sqrt(at, out=at)
        at *= column(rise / (bulk * np.sqrt(1 + rise * rise / bulk)))
        at += linear(base, along_x, along_y, basis)
        np.maximum(at, 0, out=at)
        np.minimum(at, 1, out=at)

        right = linear(px, xx, xy, basis)
        right -= at * column(ex)
        up = linear(py, yx, yy, basis)
        up -= at * column(ey)
        rest = at * column(growth)
        rest += column(radius)
        rest *= rest
        rest -= right * right
        rest -= up * up
        missed = rest <= 0
        np.maximum(rest, 0, out=rest)
        np.sqrt(rest, out=rest)
        height = out[:, 0]
        np.multiply(at, column(rise), out=height)
        height += rest
        height -= linear(pz, zx, zy, basis)
        height *= column(1 / own[:, 2, 2])
        height += column(centre[:, 2])
        np.copyto(height, MISSED, where=missed)
        self._direct(solids, at, (right, up, rest), out)

    def _direct(
        self, solids: Indices, at: Singles, normal: tuple[Singles, Singles, Singles], out: Singles
    ) -> None:
        """The profile's own slope instead of the cone's; then back from the loft's space to the picture."""
        _replace_slope(
            at,
            normal,
            self.end[solids],
            self.across[solids],
            (self.slopes[solids], self.depth_slopes[solids]),
            self.goes_on[solids],
        )
        right, up, toward = normal
        back = self.from_own[solids]
        size = np.zeros_like(at)
        for row in (2, 0, 1):
            part = right * column(back[:, row, 0])
            part += up * column(back[:, row, 1])
            part += toward * column(back[:, row, 2])
            size += part * part
            if row < 2:
                out[:, row + 1] = part
        np.maximum(size, 1e-12, out=size)
        np.sqrt(size, out=size)
        out[:, 1] /= size
        out[:, 2] /= size


def _replace_slope(
    at: Singles,
    normal: tuple[Singles, Singles, Singles],
    end: Floats,
    across: Floats,
    slopes: tuple[Floats, Floats],
    goes_on: Flags,
) -> None:
    """Directions with the profile's own slopes instead of the cone's; `at` is used up.

    What rounds a loft's end stays as it is where no other loft goes on.
    """
    axis = end / np.maximum(np.linalg.norm(end, axis=1, keepdims=True), 1e-9)
    keep = (at <= 0) & ~goes_on[:, :1] | (at >= 1) & ~goes_on[:, 1:]
    along = _along(normal, axis)
    np.copyto(along, 0, where=keep)
    _move(normal, axis, along)
    size = np.sqrt(sum(part * part for part in normal))
    share = _along(normal, across)
    share /= np.maximum(size, 1e-9)
    share *= share
    width, depth = slopes
    by_depth = at * column(depth[:, 1] - depth[:, 0])
    by_depth += column(depth[:, 0])
    at *= column(width[:, 1] - width[:, 0])
    at += column(width[:, 0])
    at -= by_depth
    at *= share
    at += by_depth
    at *= size
    np.copyto(at, 0, where=keep)
    _move(normal, axis, at)


def _move(normal: tuple[Singles, Singles, Singles], axis: Floats, back: Singles) -> None:
    """Moves directions back along an axis."""
    right, up, toward = normal
    right -= back * column(axis[:, 0])
    up -= back * column(axis[:, 1])
    toward -= back * column(axis[:, 2])


def _along(normal: tuple[Singles, Singles, Singles], axis: Floats) -> Singles:
    right, up, toward = normal
    along = right * column(axis[:, 0])
    along += up * column(axis[:, 1])
    along += toward * column(axis[:, 2])
    return along


def seen_lofts(lofts: PosedLofts, camera: Camera, least_blend: float) -> SeenLofts:
    """Lofts as a camera sees them."""
    centre, scale = camera.project(lofts.centre)
    axes = camera.axes * TOWARD_EYE @ upright_axes(lofts.axes.sum(1))
    width, depth = lofts.half_width * scale, lofts.half_depth * scale
    radius = np.sqrt(width * depth)
    broad, deep = (width / radius).mean(1), (depth / radius).mean(1)
    # Own space: width and depth stretched until all is round, and upright, however slanting the loft is.
    way = centre[:, 1] - centre[:, 0]
    length = np.linalg.norm(way, axis=1)
    rise = np.einsum("ni,ni->n", way, axes[:, :, 1])
    is_steep = np.abs(rise) > _MOST_SLANT * np.maximum(length, 1e-6)
    upward = np.where(is_steep[:, None], way / np.where(is_steep, rise, 1.0)[:, None], axes[:, :, 1])
    shape = np.stack((axes[:, :, 0], upward, axes[:, :, 2]), -1)
    shape *= np.stack((broad, lofts.flatness, deep), -1)[:, None, :]
    stretched = np.linalg.inv(shape)
    turned = _sight_along_z(stretched[:, :, 2])
    to_own = turned @ stretched
    swell = np.linalg.norm(shape[:, :2], axis=2)
    balls = radius[:, :, None] * swell[:, None, :]
    end = np.einsum("nij,nj->ni", to_own, way)
    steep = (length / np.maximum(np.linalg.norm(end, axis=1), 1e-9))[:, None]
    return SeenLofts(
        melting(lofts.kind, scale[:, 0], least_blend),
        (centre[..., :2] - balls).min(1),
        (centre[..., :2] + balls).max(1),
        centre[:, 0],
        to_own,
        stretched.transpose(0, 2, 1) @ turned.transpose(0, 2, 1),
        end,
        radius[:, 0],
        radius[:, 1] - radius[:, 0],
        turned[:, :, 0],
        lofts.slopes * steep / broad[:, None],
        lofts.depth_slopes * steep / deep[:, None],
        lofts.goes_on,
        np.asarray(camera.is_before(lofts.centre).all(axis=1)),
    )


def _sight_along_z(sight: Floats) -> Floats:
    """Rotations (n, 3, 3) that take each line of sight to z."""
    toward = sight / np.linalg.norm(sight, axis=1, keepdims=True)
    aside = np.where(np.abs(toward[:, :1]) < 0.8, (1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
    across = aside - toward * np.einsum("ni,ni->n", aside, toward)[:, None]
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    return np.stack((across, np.cross(toward, across), toward), 1)
