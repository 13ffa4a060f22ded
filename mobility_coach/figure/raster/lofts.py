"""Lofts on the picture: round cones, flattened and tilted, solved in closed form at each sample."""

from dataclasses import dataclass

import numpy as np

from mobility_coach.figure.camera import Camera
from mobility_coach.figure.posed_body import PosedLofts, upright_axes
from mobility_coach.figure.raster.ellipsoids import TOWARD_EYE
from mobility_coach.figure.raster.kinds import MISSED, Melting, column, linear, melting
from mobility_coach.figure.raster.tiles import Flags, Floats, Grid, Indices, Singles

_LEAST_BULK = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class SeenLofts:
    """Lofts as round cones in a space of their own.

    `to_own` takes pixels from the lower ring's middle there; its last column is (0, 0, `deep`), so that what
    lies along the line of sight stays there. `from_own` takes directions of the surface back.
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
    slopes: Floats
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
        right, up, toward = normal
        end, radius, back = self.end[solids], self.radius[solids], self.from_own[solids]
        length = np.linalg.norm(end, axis=1)
        first, last = self.slopes[solids].T
        at *= column((first - last) * radius / length)
        at += column((self.growth[solids] / length - first) * radius / length)
        right += at * column(end[:, 0])
        up += at * column(end[:, 1])
        toward += at * column(end[:, 2])
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


def seen_lofts(lofts: PosedLofts, camera: Camera, least_blend: float) -> SeenLofts:
    """Lofts as a camera sees them."""
    centre, scale = camera.project(lofts.centre)
    axes = camera.axes * TOWARD_EYE @ upright_axes(lofts.axes.sum(1))
    width, depth = lofts.half_width * scale, lofts.half_depth * scale
    flat = depth.sum(1) / np.maximum(width.sum(1), 1e-9)
    squeeze = np.stack((np.ones_like(flat), lofts.flatness, flat), -1)
    # Own space: width as it is, height and depth stretched until all is round.
    stretched = axes.transpose(0, 2, 1) / squeeze[:, :, None]
    turned = _sight_along_z(stretched[:, :, 2])
    to_own = turned @ stretched
    swell = np.linalg.norm(axes[:, :2] * squeeze[:, None, :], axis=2)
    balls = width[:, :, None] * swell[:, None, :]
    return SeenLofts(
        melting(lofts.kind, scale[:, 0], least_blend),
        (centre[..., :2] - balls).min(1),
        (centre[..., :2] + balls).max(1),
        centre[:, 0],
        to_own,
        stretched.transpose(0, 2, 1) @ turned.transpose(0, 2, 1),
        np.einsum("nij,nj->ni", to_own, centre[:, 1] - centre[:, 0]),
        width[:, 0],
        width[:, 1] - width[:, 0],
        lofts.slopes,
        np.asarray(camera.is_before(lofts.centre).all(axis=1)),
    )


def _sight_along_z(sight: Floats) -> Floats:
    """Rotations (n, 3, 3) that take each line of sight to z."""
    toward = sight / np.linalg.norm(sight, axis=1, keepdims=True)
    aside = np.where(np.abs(toward[:, :1]) < 0.8, (1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
    across = aside - toward * np.einsum("ni,ni->n", aside, toward)[:, None]
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    return np.stack((across, np.cross(toward, across), toward), 1)
