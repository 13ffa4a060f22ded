"""Flat pieces (faces of boxes) on the picture."""

from dataclasses import dataclass

import numpy as np

from mobility_coach.figure.camera import Camera
from mobility_coach.figure.posed_body import PosedFlats
from mobility_coach.figure.raster.kinds import MISSED, TOWARD_EYE, Melting, melting
from mobility_coach.figure.raster.tiles import Flags, Floats, Grid, Indices, Singles

_EDGE_ON = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class FlatRows:
    """Tiles and flat pieces; the forms are constant, x and y from the tile's middle.

    A sample is inside where all four `edges` (rows, 4, 3) are positive; `nearness` (rows, 3) is the camera's
    distance by how far away the piece is there.
    """

    tile: Indices
    solid: Indices
    edges: Singles
    nearness: Singles
    normal: Singles
    focal: float

    def fill(self, rows: Indices, basis: Singles, height: Singles, facing: Singles) -> None:
        """Work out surfaces (see `kinds.Rows`)."""
        near = self.nearness[rows] @ basis[:3]
        missed = (self.edges[rows] @ basis[:3]).min(1) < 0
        missed |= near <= 0
        np.maximum(near, np.float32(1e-6), out=near)
        np.log(near, out=near)
        np.multiply(near, np.float32(self.focal), out=height)
        np.copyto(height, MISSED, where=missed)
        facing[0] = self.normal[rows, :1]
        facing[1] = self.normal[rows, 1:2]


@dataclass(frozen=True, slots=True, eq=False)
class SeenFlats:
    """Flat pieces on a picture; the forms of `FlatRows`, from the picture's middle."""

    melting: Melting
    low: Floats
    high: Floats
    edges: Floats
    nearness: Floats
    normal: Floats
    focal: float
    is_seen: Flags


def flat_rows(flats: SeenFlats, grid: Grid) -> FlatRows:
    """The rows of all pieces on a picture."""
    tile, solid = grid.pairs(flats.low, flats.high, flats.is_seen)
    x, y = grid.middles(tile)
    return FlatRows(
        tile,
        solid,
        _moved(flats.edges[solid], x, y).astype(np.float32),
        _moved(flats.nearness[solid][:, None], x, y)[:, 0].astype(np.float32),
        flats.normal[solid].astype(np.float32),
        flats.focal,
    )


def _moved(forms: Floats, x: Floats, y: Floats) -> Floats:
    """Linear forms (rows, forms, 3), seen from the places (x, y)."""
    moved = forms.copy()
    moved[:, :, 0] += forms[:, :, 1] * x[:, None] + forms[:, :, 2] * y[:, None]
    return moved


def seen_flats(flats: PosedFlats, camera: Camera) -> SeenFlats:
    """Flat pieces as a camera sees them; one that is partly behind the eye is not drawn."""
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
    is_before = np.asarray(camera.is_before(flats.corners).all(axis=1))
    return SeenFlats(
        melting(flats.kind, scale[:, 0]),
        corners.min(1),
        corners.max(1),
        edges * turn[..., None],
        np.stack((plane[:, 2], plane[:, 0] / camera.focal, plane[:, 1] / camera.focal), -1),
        np.where((away > 0)[:, None], -normal, normal) * TOWARD_EYE,
        camera.focal,
        is_before & ~is_edge_on,
    )
