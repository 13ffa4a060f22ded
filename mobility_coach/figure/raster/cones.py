"""Round cones on the picture, solved in closed form at each sample."""

from dataclasses import dataclass

import numpy as np

from mobility_coach.figure.camera import Camera
from mobility_coach.figure.posed_body import PosedCones
from mobility_coach.figure.raster.kinds import MISSED, Melting, column, linear, melting
from mobility_coach.figure.raster.tiles import Flags, Floats, Grid, Indices, Singles, touches_stroke

_LEAST_BULK = 2.5e-3


@dataclass(frozen=True, slots=True, eq=False)
class SeenCones:
    """Cones in pixels: balls at `a` and at `a` + `end`, and what lies between them."""

    melting: Melting
    a: Floats
    end: Floats
    radius: Floats
    growth: Floats
    slopes: Floats
    is_seen: Flags

    def pairs(self, grid: Grid) -> tuple[Indices, Indices]:
        """Tiles, and the cones that may touch them."""
        start, stop = self.a[:, :2], self.a[:, :2] + self.end[:, :2]
        radius, last = self.radius[:, None], (self.radius + self.growth)[:, None]
        low = np.minimum(start - radius, stop - last)
        high = np.where(self.is_seen[:, None], np.maximum(start + radius, stop + last), low - 1e6)
        tiles, solids = grid.pairs(low, high)
        x, y = grid.middles(tiles)
        widest = np.maximum(self.radius, self.radius + self.growth)
        near = touches_stroke(
            x - self.a[solids, 0],
            y - self.a[solids, 1],
            self.end[solids, 0],
            self.end[solids, 1],
            widest[solids],
        )
        return tiles[near], solids[near]

    def fill(self, x: Floats, y: Floats, solids: Indices, basis: Singles, out: Singles) -> None:
        """The surface in tiles (see `kinds.Drawable`).

        A cone is what all balls between its two cover. At a sample that is `d` from ball a (`e` is the way
        to ball b, `k` how much larger that is), the ball `t` along reaches the height
        a + t·m + √((r + t·k)² - |d - t·e|²); its maximum over t is the root of a quadratic equation.
        """
        a, end = self.a[solids], self.end[solids]
        radius, growth = self.radius[solids], self.growth[solids]
        dx, dy = x - a[:, 0], y - a[:, 1]
        ex, ey, rise = end[:, 0], end[:, 1], end[:, 2]
        bulk = np.maximum(ex * ex + ey * ey - growth * growth, _LEAST_BULK)
        base = (dx * ex + dy * ey + radius * growth) / bulk
        along_x, along_y = ex / bulk, ey / bulk

        under = np.stack(
            (
                bulk * base * base + radius * radius - dx * dx - dy * dy,
                2 * (bulk * base * along_x - dx),
                2 * (bulk * base * along_y - dy),
                bulk * along_x * along_x - 1,
                2 * bulk * along_x * along_y,
                bulk * along_y * along_y - 1,
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

        height, right, up = out[:, 0], out[:, 1], out[:, 2]
        ball = at * column(growth)
        ball += column(radius)
        np.multiply(at, column(-ex), out=right)
        right += linear(dx, np.ones_like(dx), np.zeros_like(dx), basis)
        np.multiply(at, column(-ey), out=up)
        up += linear(dy, np.zeros_like(dy), np.ones_like(dy), basis)
        rest = ball * ball
        square = right * right
        rest -= square
        np.multiply(up, up, out=square)
        rest -= square
        missed = rest <= 0
        np.maximum(rest, 0, out=rest)
        np.sqrt(rest, out=rest)
        np.multiply(at, column(rise), out=height)
        height += rest
        height += column(a[:, 2])
        np.copyto(height, MISSED, where=missed)

        np.divide(1, ball, out=ball)
        right *= ball
        up *= ball
        # The profile's own slope instead of the cone's, so that limbs of several cones show no edges.
        length = np.sqrt(ex * ex + ey * ey + rise * rise)
        first, last = self.slopes[solids].T
        at *= column((first - last) / length)
        at += column((growth / length - first) / length)
        np.multiply(at, column(ex), out=square)
        right += square
        np.multiply(at, column(ey), out=square)
        up += square


def seen_cones(cones: PosedCones, camera: Camera, least_blend: float) -> SeenCones:
    """Cones as a camera sees them."""
    a, scale_a = camera.project(cones.a)
    b, scale_b = camera.project(cones.b)
    radius, growth = cones.radius_a * scale_a, cones.radius_b * scale_b - cones.radius_a * scale_a
    length = np.maximum(np.linalg.norm(b - a, axis=1), 1e-6)
    plain = (growth / length)[:, None]
    return SeenCones(
        melting(cones.kind, scale_a, least_blend),
        a,
        np.where(length[:, None] > 1e-6, b - a, 1e-3),
        radius,
        growth,
        np.where(cones.has_slopes[:, None], cones.slopes, plain),
        camera.is_before(cones.a) & camera.is_before(cones.b),
    )
