"""Flat pieces (faces of boxes) on the picture."""

from dataclasses import dataclass

import numpy as np

from mobility_coach.figure.camera import Camera
from mobility_coach.figure.posed_body import PosedFlats
from mobility_coach.figure.raster.ellipsoids import TOWARD_EYE
from mobility_coach.figure.raster.kinds import MISSED, Melting, column, melting
from mobility_coach.figure.raster.tiles import Flags, Floats, Grid, Indices, Singles

_EDGE_ON = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class SeenFlats:
    """Flat pieces: four edges and how near they are, each as constant, x and y; their direction.

    A sample is inside where all edges are positive. Nearness is the camera's distance by how far away the
    piece is there.
    """

    melting: Melting
    low: Floats
    high: Floats
    edges: Floats
    nearness: Floats
    normal: Floats
    focal: float
    is_seen: Flags

    def pairs(self, grid: Grid) -> tuple[Indices, Indices]:
        """Tiles, and the pieces that may touch them."""
        return grid.pairs(self.low, np.where(self.is_seen[:, None], self.high, self.low - 1e6))

    def fill(self, x: Floats, y: Floats, solids: Indices, basis: Singles, out: Singles) -> None:
        """The surface in tiles (see `kinds.Drawable`)."""
        inside = _moved(self.edges[solids], x, y).astype(np.float32) @ basis[:3]
        near = _moved(self.nearness[solids][:, None], x, y)[:, 0].astype(np.float32) @ basis[:3]
        missed = inside.min(1) < 0
        missed |= near <= 0
        np.maximum(near, 1e-6, out=near)
        np.log(near, out=near)
        np.multiply(near, np.float32(self.focal), out=out[:, 0])
        np.copyto(out[:, 0], MISSED, where=missed)
        out[:, 1] = column(self.normal[solids, 0])
        out[:, 2] = column(self.normal[solids, 1])


def _moved(forms: Floats, x: Floats, y: Floats) -> Floats:
    """Linear forms (rows, forms, 3), seen from the places (x, y)."""
    moved = forms.copy()
    moved[:, :, 0] += forms[:, :, 1] * x[:, None] + forms[:, :, 2] * y[:, None]
    return moved


def seen_flats(flats: PosedFlats, camera: Camera) -> SeenFlats:
    """Flat pieces as a camera sees them; a piece that is partly behind the eye is not drawn."""
    places, scale = camera.project(flats.corners)
    corners = places[..., :2]
    after = np.roll(corners, -1, axis=1)
    way = after - corners
    area = (corners[..., 0] * after[..., 1] - corners[..., 1] * after[..., 0]).sum(1)
    turn = np.where(area >= 0, 1.0, -1.0)[:, None]
    edges = np.stack(
        (way[..., 1] * corners[..., 0] - way[..., 0] * corners[..., 1], -way[..., 1], way[..., 0]), -1
    )
    seen = camera.view(flats.corners)
    normal = np.cross(seen[:, 1] - seen[:, 0], seen[:, 2] - seen[:, 0])
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-12)
    away = np.einsum("ni,ni->n", normal, seen[:, 0])
    is_edge_on = np.abs(away) < _EDGE_ON
    plane = normal * (camera.distance / np.where(is_edge_on, 1.0, away))[:, None]
    nearness = np.stack((plane[:, 2], plane[:, 0] / camera.focal, plane[:, 1] / camera.focal), -1)
    return SeenFlats(
        melting(flats.kind, scale[:, 0], 0.0),
        corners.min(1),
        corners.max(1),
        edges * turn[..., None],
        nearness,
        np.where((away > 0)[:, None], -normal, normal) * TOWARD_EYE[:, 0],
        camera.focal,
        camera.is_before(flats.corners).all(1) & ~is_edge_on,
    )
