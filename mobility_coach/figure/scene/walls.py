"""Walls and doorways: solid behind the figure, a pane of glass before it."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from mobility_coach.domain.motion import Prop, PropKind
from mobility_coach.figure.camera import Camera
from mobility_coach.figure.ink import Cover, Floats, Shape, blend, cover_of, stroke_shapes
from mobility_coach.figure.picture import Colour, Pixels
from mobility_coach.figure.scene.placing import STANDING, Points, in_world, is_seen_from_inside, outline_of

_THICKNESS = 0.06
"""Metres, of a wall whose depth is 0."""

_JAMB, _LINTEL = 0.34, 0.24
"""How wide the wall beside a doorway's opening is drawn, and how high above it (metres)."""

_PANEL = 0.5
"""Metres from one line on a wall to the next."""

_GLASS, _TINT = 0.17, 0.1
"""How strong a pane is before the room, and before the figure, whose colours tell something."""
_GLASS_EDGE = 0.7


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


class Panes:
    """The walls between the camera and the figure, as panes of glass.

    Their edges are behind the figure, so that no line crosses a face; the glass itself is before it, too.
    """

    def __init__(self, props: Iterable[Prop], camera: Camera, colours: WallColours) -> None:
        panes = [prop for prop in props if is_pane(prop, camera)]
        corners = (in_world(prop, slab.face(0.0)) for prop in panes for slab in _slabs(prop))
        self._faces = [outline_of(camera, each) for each in corners]
        self._size = camera.width, camera.height
        self._colour = colours.edge
        clear = np.ones((camera.height, camera.width), dtype=np.float32)
        for face in self._faces:
            cover = cover_of([face], *self._size)
            if cover is not None:
                clear[cover.window] *= 1.0 - cover.values
        self._glass = 1.0 - clear

    def draw(self, pixels: Pixels) -> None:
        """The glass and its edges on what is behind the figure."""
        if not self._faces:
            return
        blend(pixels, Cover(0, 0, self._glass), self._colour, _GLASS)
        lines = [line for face in self._faces for line in _around(face, 1.2)]
        _stroke(pixels, lines, self._colour, _GLASS_EDGE)

    def tint(self, figure: Pixels, left: int, top: int) -> None:
        """The glass on the figure, whose pixels are premultiplied and lie at `left`, `top` of the picture."""
        if not self._faces:
            return
        height, width = figure.shape[:2]
        glass = self._glass[top : top + height, left : left + width]
        rows, columns = np.nonzero((glass > 0.0) & (figure[..., 3] > 0))
        pixels = figure[rows, columns].astype(np.float32)
        colour = np.array((*self._colour[::-1], 255), dtype=np.float32) / np.float32(255.0)
        pixels += (pixels[:, 3:] * colour - pixels) * (glass[rows, columns, None] * np.float32(_TINT))
        figure[rows, columns] = (pixels + np.float32(0.5)).astype(np.uint8)


def is_pane(prop: Prop, camera: Camera) -> bool:
    """Whether a wall stands between the camera and the figure."""
    return prop.kind in STANDING and not is_seen_from_inside(prop, camera)


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


def _around(shape: Shape, width: float) -> list[Shape]:
    """The lines of an outline."""
    return stroke_shapes(shape, np.roll(shape, -1, axis=0), width) if len(shape) else []


def _panel_lines(prop: Prop, camera: Camera) -> list[Shape]:
    half = prop.size[0] / 2.0
    lines = []
    for height in np.arange(_PANEL, prop.size[1], _PANEL):
        ends = in_world(prop, np.array(((-half, height, 0.0), (half, height, 0.0))))
        if camera.is_before(ends).all():
            seen = camera.spots(ends)
            lines += stroke_shapes(seen[:1], seen[1:], 1.0)
    return lines
