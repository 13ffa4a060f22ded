"""Walls and doorways: solid behind the figure, a ghost of an outline before it."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from mobility_coach.domain.motion import Prop, PropKind
from mobility_coach.figure.camera import Camera
from mobility_coach.figure.ink import Cover, Floats, Shape, blend, cover_of, stroke_shapes
from mobility_coach.figure.picture import Colour, Pixels
from mobility_coach.figure.scene.placing import Points, in_world, is_seen_from_inside, outline_of

_THICKNESS = 0.06
"""Metres, of a wall whose depth is 0."""

_JAMB, _LINTEL = 0.34, 0.24
"""How wide the wall beside a doorway's opening is drawn, and how high above it (metres)."""

_PANEL = 0.5
"""Metres from one line on a wall to the next."""


@dataclass(frozen=True, slots=True)
class WallColours:
    """The face of a wall below and above, and its edges."""

    face: Colour
    light: Colour
    edge: Colour


@dataclass(frozen=True, slots=True)
class _Slab:
    """An upright slab along its prop's own axes: from (left, bottom) to (right, top) on its face."""

    left: float
    bottom: float
    right: float
    top: float
    depth: float

    def face(self, away: float) -> Points:
        """The corners of its face (`away` 0) or its back (1), counterclockwise from the lower left."""
        z = self.depth * away
        flat = (
            (self.left, self.bottom, z),
            (self.right, self.bottom, z),
            (self.right, self.top, z),
            (self.left, self.top, z),
        )
        return np.array(flat)


def _slabs(prop: Prop) -> tuple[_Slab, ...]:
    """A wall is one slab; a doorway, whose size is that of its opening, two jambs and a lintel."""
    half, height, depth = prop.size[0] / 2.0, prop.size[1], prop.size[2] or _THICKNESS
    if prop.kind is PropKind.WALL:
        return (_Slab(-half, 0.0, half, height, depth),)
    return (
        _Slab(-half - _JAMB, 0.0, -half, height, depth),
        _Slab(half, 0.0, half + _JAMB, height, depth),
        _Slab(-half - _JAMB, height, half + _JAMB, height + _LINTEL, depth),
    )


def draw_solid_wall(pixels: Pixels, prop: Prop, camera: Camera, colours: WallColours) -> Floats:
    """A wall behind the figure. What comes back is how much of each pixel it hides (0 … 1)."""
    hidden = np.zeros(pixels.shape[:2], dtype=np.float32)
    for slab in _slabs(prop):
        corners, back = in_world(prop, slab.face(0.0)), in_world(prop, slab.face(1.0))
        sides = []
        for number in range(4):
            after = (number + 1) % 4
            side = np.stack((corners[number], corners[after], back[after], back[number]))
            if _faces(camera, side, corners.mean(axis=0) + back.mean(axis=0)):
                sides.append(outline_of(camera, side))
        _fill(pixels, hidden, sides, colours.face, 0.96)
        face = outline_of(camera, corners)
        _fill(pixels, hidden, [face], colours.light, 0.97)
        _fill(pixels, hidden, [face], colours.face, _depth(face, pixels.shape[0]))
        lines = [_around(shape, 1.2) for shape in (*sides, face)]
        _stroke(pixels, [each for line in lines for each in line], colours.edge, 0.8)
    if prop.kind is PropKind.WALL:
        _stroke(pixels, _panel_lines(prop, camera), colours.edge, 0.22)
    return hidden


def draw_veil(pixels: Pixels, prop: Prop, camera: Camera, colours: WallColours) -> None:
    """A breath of a wall before the figure; what lies behind the figure gets it alone."""
    for slab in _slabs(prop):
        face = outline_of(camera, in_world(prop, slab.face(0.0)))
        blend(pixels, cover_of([face], pixels.shape[1], pixels.shape[0]), colours.face, 0.1)


def ghost_lines(props: Iterable[Prop], camera: Camera) -> list[Shape]:
    """The dashed outlines of walls before the figure."""
    faces = [outline_of(camera, in_world(prop, slab.face(0.0))) for prop in props for slab in _slabs(prop)]
    return [line for face in faces for line in _around(face, 1.2, is_dashed=True)]


def is_ghost(prop: Prop, camera: Camera) -> bool:
    """Whether a wall stands between the camera and the figure."""
    return not is_seen_from_inside(prop, camera)


def _faces(camera: Camera, side: Points, twice_middle: Points) -> bool:
    """Whether the camera sees the outside of a slab's side."""
    normal = np.cross(side[1] - side[0], side[3] - side[0])
    middle = side.mean(axis=0)
    if normal @ (middle - twice_middle / 2.0) < 0.0:
        normal = -normal
    return float(normal @ (camera.eye - middle)) > 0.0


def _depth(face: Shape, height: int) -> Floats:
    """How strong the face's colour is in each row: lighter above."""
    if not len(face):
        return np.zeros((height, 1), dtype=np.float32)
    top, bottom = float(face[:, 1].min()), float(face[:, 1].max())
    share = np.clip((np.arange(height) + 0.5 - top) / max(bottom - top, 1.0), 0.0, 1.0)
    strength: Floats = (0.2 + 0.65 * share).astype(np.float32)[:, None]
    return strength


def _fill(
    pixels: Pixels, hidden: Floats, shapes: list[Shape], colour: Colour, strength: float | Floats
) -> None:
    cover = cover_of(shapes, pixels.shape[1], pixels.shape[0])
    if cover is None:
        return
    rows, _ = cover.window
    blend(pixels, cover, colour, strength[rows] if isinstance(strength, np.ndarray) else strength)
    _hide(hidden, cover)


def _hide(hidden: Floats, cover: Cover) -> None:
    window = hidden[cover.window]
    np.maximum(window, cover.values, out=window)


def _stroke(pixels: Pixels, lines: list[Shape], colour: Colour, alpha: float) -> None:
    blend(pixels, cover_of(lines, pixels.shape[1], pixels.shape[0]), colour, alpha)


def _around(shape: Shape, width: float, *, is_dashed: bool = False) -> list[Shape]:
    """The lines of an outline; dashes are 7 pixels long with gaps of 5."""
    if not len(shape):
        return []
    ends = np.roll(shape, -1, axis=0)
    if not is_dashed:
        return stroke_shapes(shape, ends, width)
    starts_of, ends_of = [], []
    for a, b in zip(shape, ends, strict=True):
        length = float(np.hypot(*(b - a)))
        at = np.arange(0.0, min(length, 4000.0), 12.0)[:, None]
        starts_of.append(a + (b - a) * (at / max(length, 1e-9)))
        ends_of.append(a + (b - a) * (np.minimum(at + 7.0, length) / max(length, 1e-9)))
    return stroke_shapes(np.concatenate(starts_of), np.concatenate(ends_of), width)


def _panel_lines(prop: Prop, camera: Camera) -> list[Shape]:
    half = prop.size[0] / 2.0
    lines = []
    for height in np.arange(_PANEL, prop.size[1], _PANEL):
        ends = in_world(prop, np.array(((-half, height, 0.0), (half, height, 0.0))))
        if camera.is_before(ends).all():
            seen = camera.spots(ends)
            lines += stroke_shapes(seen[:1], seen[1:], 1.0)
    return lines
