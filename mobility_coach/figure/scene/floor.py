"""The floor, drawn pixel by pixel: a disc that fades out, its grid, and mats."""

from collections.abc import Iterable

import numpy as np

from mobility_coach.domain.motion import Prop
from mobility_coach.figure.camera import Camera
from mobility_coach.figure.ink import Cover, Floats, blend
from mobility_coach.figure.picture import Colour, Pixels
from mobility_coach.figure.scene.placing import prop_turn

_STEP = 0.25
"""Metres from one line of the grid to the next."""

_FULL = 0.35
"""The floor begins to fade out at this part of its radius."""

_MAT_CORNER = 0.03
_MAT_RIM = 0.022


class Floor:
    """Where on the floor each pixel of a picture looks, as far as the floor's disc goes.

    `top` is the first row of the picture that sees the disc; `x`, `z` (rows, width) are metres, and `fade`
    is 1 in the middle of the disc and 0 at its edge.
    """

    def __init__(self, camera: Camera, middle: tuple[float, float], radius: float) -> None:
        right, up, forward = camera.axes
        rows = (camera.height / 2.0 - 0.5 - np.arange(camera.height)) / camera.focal
        columns = (np.arange(camera.width) + 0.5 - camera.width / 2.0) / camera.focal
        fall = up[1] * rows + forward[1]
        seen = np.flatnonzero(fall * camera.eye[1] < -1e-3)
        reach = -camera.eye[1] / fall[seen]
        ahead = forward[None, :] + up[None, :] * rows[seen, None]
        x = _plane(camera.eye[0], reach, ahead[:, 0], right[0] * columns)
        z = _plane(camera.eye[2], reach, ahead[:, 2], right[2] * columns)
        away = np.hypot(x - np.float32(middle[0]), z - np.float32(middle[1])) / np.float32(radius)
        inside = np.flatnonzero((away < 1.0).any(axis=1))
        kept = slice(inside[0], inside[-1] + 1) if len(inside) else slice(0, 0)
        self.top = int(seen[kept][0]) if len(inside) else 0
        self.x, self.z = x[kept], z[kept]
        fade = np.clip((1.0 - away[kept]) / np.float32(1.0 - _FULL), 0.0, 1.0)
        self.fade: Floats = fade * fade * (3.0 - 2.0 * fade)

    def draw(self, pixels: Pixels, ground: Colour, grid: Colour) -> None:
        """The disc and its grid."""
        if self.fade.size:
            blend(pixels, self._cover(self.fade), ground, 0.9)
            blend(pixels, self._cover(np.maximum(_lines(self.x), _lines(self.z)) * self.fade), grid)

    def draw_mats(self, pixels: Pixels, mats: Iterable[Prop], fill: Colour, rim: Colour) -> None:
        """Mats: rectangles with rounded corners and a thin line inside their edge."""
        for mat in mats:
            if not self.fade.size:
                return
            outside = self._outside(mat)
            step = _footprint(outside)
            blend(pixels, self._cover(np.clip(0.5 - outside / step, 0.0, 1.0)), fill)
            line = np.clip(0.5 + (0.003 - np.abs(outside + _MAT_RIM)) / step, 0.0, 1.0)
            edge = np.clip(0.8 - np.abs(outside + 0.5 * step) / step, 0.0, 1.0)
            blend(pixels, self._cover(np.maximum(0.28 * line, 0.6 * edge)), rim)

    def _cover(self, values: Floats) -> Cover:
        return Cover(0, self.top, values.astype(np.float32, copy=False))

    def _outside(self, mat: Prop) -> Floats:
        """Metres from each pixel's place to the mat's edge; negative on the mat."""
        turn = prop_turn(mat)
        x, z = self.x - np.float32(mat.place[0]), self.z - np.float32(mat.place[2])
        across = np.abs(x * np.float32(turn[0, 0]) + z * np.float32(turn[2, 0]))
        along = np.abs(x * np.float32(turn[0, 2]) + z * np.float32(turn[2, 2]))
        across -= np.float32(mat.size[0] / 2.0 - _MAT_CORNER)
        along -= np.float32(mat.size[2] / 2.0 - _MAT_CORNER)
        beyond = np.hypot(np.maximum(across, 0.0), np.maximum(along, 0.0))
        distance: Floats = beyond + np.minimum(np.maximum(across, along), 0.0) - np.float32(_MAT_CORNER)
        return distance


def _plane(start: float, reach: Floats, ahead: Floats, sideways: Floats) -> Floats:
    place: Floats = (start + reach[:, None] * (ahead[:, None] + sideways[None, :])).astype(np.float32)
    return place


def _lines(place: Floats) -> Floats:
    """Lines of the grid across one axis, every second fainter; none where they would run together."""
    counted = place / np.float32(_STEP)
    nearest = np.rint(counted)
    step = _footprint(counted)
    strength = np.where(nearest % 2.0 == 0.0, np.float32(0.75), np.float32(0.38))
    strength *= np.clip(1.5 - 4.0 * step, 0.0, 1.0)
    counted -= nearest
    np.abs(counted, out=counted)
    counted /= step
    cover: Floats = np.clip(1.0 - counted, 0.0, 1.0)
    cover *= strength
    return cover


def _footprint(values: Floats) -> Floats:
    """How much a value changes from one pixel to the next."""
    if min(values.shape) < 2:
        return np.ones_like(values)
    down = np.empty_like(values)
    np.subtract(values[1:], values[:-1], out=down[:-1])
    down[-1] = down[-2]
    across = np.empty_like(values)
    np.subtract(values[:, 1:], values[:, :-1], out=across[:, :-1])
    across[:, -1] = across[:, -2]
    down *= down
    across *= across
    down += across
    np.sqrt(down, out=down)
    return np.maximum(down, np.float32(1e-6), out=down)
