"""Ellipsoids on the picture, solved in closed form at each sample."""

from dataclasses import dataclass

import numpy as np

from mobility_coach.figure.camera import Camera
from mobility_coach.figure.posed_body import PosedEllipsoids
from mobility_coach.figure.raster.kinds import MISSED, Melting, column, linear, melting
from mobility_coach.figure.raster.tiles import Flags, Floats, Grid, Indices, Singles

TOWARD_EYE = np.array((1.0, 1.0, -1.0))[:, None]
"""Turns the camera's axes (right, up, forward) into the picture's (right, up, toward the eye)."""


@dataclass(frozen=True, slots=True, eq=False)
class SeenEllipsoids:
    """Ellipsoids in pixels: the points d from the middle with d · form · d < 1."""

    melting: Melting
    centre: Floats
    form: Floats
    half_size: Floats
    cut_normal: Floats
    cut: Floats
    is_seen: Flags

    def pairs(self, grid: Grid) -> tuple[Indices, Indices]:
        """Tiles, and the ellipsoids that may touch them."""
        low, high = self.centre[:, :2] - self.half_size, self.centre[:, :2] + self.half_size
        return grid.pairs(low, np.where(self.is_seen[:, None], high, low - 1e6))

    def fill(self, x: Floats, y: Floats, solids: Indices, basis: Singles, out: Singles) -> None:
        """The surface in tiles (see `kinds.Drawable`)."""
        centre, form = self.centre[solids], self.form[solids]
        dx, dy = x - centre[:, 0], y - centre[:, 1]
        # All divided by the form's own share toward the eye: height = root - lean.
        form = form / form[:, 2:, 2:]
        xx, xy, yy = form[:, 0, 0], form[:, 0, 1], form[:, 1, 1]
        lean_x, lean_y = form[:, 0, 2], form[:, 1, 2]
        thick = 1 / self.form[solids, 2, 2]
        cx, cxy, cy = lean_x * lean_x - xx, 2 * (lean_x * lean_y - xy), lean_y * lean_y - yy
        under = np.stack(
            (
                thick + cx * dx * dx + cxy * dx * dy + cy * dy * dy,
                2 * cx * dx + cxy * dy,
                2 * cy * dy + cxy * dx,
                cx,
                cxy,
                cy,
            ),
            -1,
        )
        root = under.astype(np.float32) @ basis
        missed = root <= 0
        np.maximum(root, 0, out=root)
        height, right, up = out[:, 0], out[:, 1], out[:, 2]
        size = root.copy()
        np.sqrt(root, out=root)
        np.subtract(root, linear(lean_x * dx + lean_y * dy, lean_x, lean_y, basis), out=height)
        np.multiply(height, column(lean_x), out=right)
        right += linear(xx * dx + xy * dy, xx, xy, basis)
        np.multiply(height, column(lean_y), out=up)
        up += linear(xy * dx + yy * dy, xy, yy, basis)
        np.multiply(right, right, out=root)
        size += root
        np.multiply(up, up, out=root)
        size += root
        np.maximum(size, 1e-12, out=size)
        np.sqrt(size, out=size)
        right /= size
        up /= size
        self._take_away(missed, height, solids, (dx, dy), basis)
        height += column(centre[:, 2])
        np.copyto(height, MISSED, where=missed)

    def _take_away(
        self, missed: Flags, height: Singles, solids: Indices, away: tuple[Floats, Floats], basis: Singles
    ) -> None:
        cut = np.flatnonzero(np.isfinite(self.cut[solids]))
        if not len(cut):
            return
        normal, dx, dy = self.cut_normal[solids[cut]], away[0][cut], away[1][cut]
        side = linear(
            normal[:, 0] * dx + normal[:, 1] * dy - self.cut[solids[cut]], normal[:, 0], normal[:, 1], basis
        )
        side += height[cut] * column(normal[:, 2])
        missed[cut] |= side < 0


def seen_ellipsoids(ovals: PosedEllipsoids, camera: Camera, least_blend: float) -> SeenEllipsoids:
    """Ellipsoids as a camera sees them."""
    centre, scale = camera.project(ovals.centre)
    to_picture = camera.axes * TOWARD_EYE
    axes = to_picture @ ovals.axes
    radii = ovals.radii * scale[:, None]
    spread = axes / radii[:, None, :]
    return SeenEllipsoids(
        melting(ovals.kind, scale, least_blend),
        centre,
        spread @ spread.transpose(0, 2, 1),
        np.linalg.norm(axes[:, :2] * radii[:, None, :], axis=2),
        ovals.cut_normal @ to_picture.T,
        ovals.cut * scale,
        camera.is_before(ovals.centre),
    )
