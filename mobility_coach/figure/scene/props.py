"""Things that the figure leans on or lies on, as solids: bench, table, couch arm, chair and pillow.

Each is built along its own axes around the middle of its upper face: x to its right, y up, z away from the
figure. A height is that of the whole thing: from its foot to its upper face.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from mobility_coach.domain.motion import Point, Prop, PropKind
from mobility_coach.figure.camera import Camera
from mobility_coach.figure.pose import Pose
from mobility_coach.figure.posed_body import Body, PosedBody
from mobility_coach.figure.scene.placing import Points, box_corners, in_world, prop_turn
from mobility_coach.figure.skeleton import BONES, REST
from mobility_coach.figure.solids import Cone, Ellipsoid, Flat, Group, Material, Solid

_BOARD, _CUSHION = 0.05, 0.10
"""How thick boards and cushions are (metres)."""

_LEG = 0.04
_INSET = 0.03
BACK_HEIGHT = 0.42
"""How far a chair's back goes up from its seat (metres)."""
_BACK_THICKNESS = 0.035
_ROUNDING = 0.05
_ORIGIN = (0.0, 0.0, 0.0)
_BONE = "pelvis"
"""Any bone: in a prop's pose all of them stand where the prop does."""

_FACES = (
    ((2, 3, 7, 6), (0.0, 1.0, 0.0)),
    ((0, 1, 5, 4), (0.0, -1.0, 0.0)),
    ((0, 1, 3, 2), (-1.0, 0.0, 0.0)),
    ((4, 5, 7, 6), (1.0, 0.0, 0.0)),
    ((0, 2, 6, 4), (0.0, 0.0, -1.0)),
    ((1, 3, 7, 5), (0.0, 0.0, 1.0)),
)
"""Corners of a box's faces (as `box_corners` orders them), and where each face looks."""


def posed_things(props: Sequence[Prop], camera: Camera) -> tuple[PosedBody, ...]:
    """What has to be drawn together with the body; faces that the camera cannot see are left out."""
    things = []
    for prop in props:
        solids = tuple(_solids(prop, camera))
        if solids:
            things.append(Body(solids).posed(_pose(prop)))
    return tuple(things)


def _solids(prop: Prop, camera: Camera) -> Iterator[Solid | Flat]:
    maker = _Maker(prop, camera)
    if prop.kind is PropKind.BENCH:
        yield from maker.cushion(_CUSHION, Material.CLOTH)
        yield from maker.legs(_CUSHION, Material.METAL)
    elif prop.kind is PropKind.TABLE:
        yield from maker.board(Material.WOOD)
        yield from maker.legs(_BOARD, Material.WOOD)
    elif prop.kind is PropKind.CHAIR:
        yield from maker.board(Material.WOOD)
        yield from maker.legs(_BOARD, Material.WOOD)
        yield from maker.back()
    elif prop.kind is PropKind.COUCH_ARM:
        yield from maker.couch_arm()
    elif prop.kind is PropKind.PILLOW:
        yield from _pillow(*prop.size)
        yield from maker.between_seams()


class _Maker:
    """Makes the parts of one prop."""

    def __init__(self, prop: Prop, camera: Camera) -> None:
        self._prop = prop
        self._eye = (camera.eye - np.array(prop.place)) @ prop_turn(prop)
        self._foot = -prop.size[1]
        self._half = np.array((prop.size[0] / 2.0, 0.0, prop.size[2] / 2.0))

    def board(self, material: Material) -> Iterator[Flat]:
        """A board with sharp edges."""
        half = self._half
        low = (-half[0], max(-_BOARD, self._foot), -half[2])
        yield from self._box(low, (half[0], 0.0, half[2]), material)

    def cushion(self, thickness: float, material: Material) -> Iterator[Solid | Flat]:
        """A board with round edges."""
        radius = min(thickness, -self._foot, 2.0 * self._half[0], 2.0 * self._half[2]) / 2.0
        yield from self._rim(radius, material)
        for height in (0.0, -2.0 * radius):
            yield self._level(radius, height, material)

    def legs(self, below: float, material: Material) -> Iterator[Flat]:
        """Four square legs, from `below` (metres) the upper face down to the foot."""
        if -below <= self._foot:
            return
        out = self._half - (_INSET + _LEG / 2.0, 0.0, _INSET + _LEG / 2.0)
        for right in (-1.0, 1.0):
            for far in (-1.0, 1.0):
                x, _, z = out * (right, 0.0, far)
                low = (x - _LEG / 2.0, self._foot, z - _LEG / 2.0)
                yield from self._box(low, (x + _LEG / 2.0, -below, z + _LEG / 2.0), material)

    def back(self) -> Iterator[Flat]:
        """A chair's back: a board on two posts, on the side away from the figure."""
        right, far = float(self._half[0]), float(self._half[2])
        low, high = BACK_HEIGHT * 0.45, BACK_HEIGHT
        near = far - _BACK_THICKNESS
        yield from self._box((-right, low, near), (right, high, far), Material.WOOD)
        for x in (-right, right - _LEG):
            yield from self._box((x, 0.0, near), (x + _LEG, low, far), Material.WOOD)

    def couch_arm(self) -> Iterator[Solid | Flat]:
        """An upholstered block with a rounded top."""
        radius = min(_ROUNDING, self._prop.size[0] / 3.0, self._prop.size[2] / 3.0)
        yield from self._rim(radius, Material.CLOTH)
        yield self._level(radius, 0.0, Material.CLOTH)
        half = self._half
        low = (-half[0], self._foot, -half[2])
        yield from self._box(low, (half[0], -radius, half[2]), Material.CLOTH)

    def between_seams(self) -> Iterator[Flat]:
        """What closes a pillow near its corners, where its bellies don't reach."""
        seam = _seam_of(self._prop.size[1])
        yield self._level(seam, 0.9 * seam, Material.PILLOW)
        yield self._level(seam, -0.9 * seam, Material.PILLOW)

    def _level(self, inset: float, height: float, material: Material) -> Flat:
        x, z = self._half[0] - inset, self._half[2] - inset
        return self._flat(
            np.array(((-x, height, -z), (x, height, -z), (x, height, z), (-x, height, z))), material
        )

    def _rim(self, radius: float, material: Material) -> Iterator[Cone]:
        x, z = self._half[0] - radius, self._half[2] - radius
        around = [(-x, -radius, -z), (x, -radius, -z), (x, -radius, z), (-x, -radius, z), (-x, -radius, -z)]
        for a, b in pairwise(around):
            yield Cone(_BONE, a, radius, _BONE, b, radius, material, Group.PROP)

    def _box(
        self, low: Sequence[float] | Points, high: Sequence[float] | Points, material: Material
    ) -> Iterator[Flat]:
        corners = box_corners(np.array(low), np.array(high))
        for face, outward in _FACES:
            if (self._eye - corners[face[0]]) @ np.array(outward) > 0.0:
                yield self._flat(corners[list(face)], material)

    def _flat(self, corners: Points, material: Material) -> Flat:
        x = [(float(each[0]), float(each[1]), float(each[2])) for each in in_world(self._prop, corners)]
        return Flat(tuple(x), material)


def _pillow(width: float, height: float, depth: float) -> Iterator[Solid]:
    """A round belly, four softer ones under it, and a seam around them that is drawn out to four corners."""
    x, z = width / 2.0, depth / 2.0
    bones = ((_BONE, 1.0),)
    seam, filling = _seam_of(height), 0.38 * height
    yield Ellipsoid(bones, _ORIGIN, (0.92 * x, height / 2.0, 0.92 * z), Material.PILLOW, Group.PROP)
    for right in (-1.0, 1.0):
        for far in (-1.0, 1.0):
            corner = (right * (x - seam), 0.0, far * (z - seam))
            middle = (right * 0.40 * x, 0.0, far * 0.40 * z)
            radii = (0.56 * x, filling, 0.56 * z)
            yield Ellipsoid(bones, middle, radii, Material.PILLOW, Group.PROP, blend=0.45 * height)
            yield _seam((right * 0.45 * x, 0.0, far * 0.45 * z), 0.8 * filling, corner, seam, 0.45 * height)
            yield _seam(corner, seam, (right * (0.97 * x - 2.0 * seam), 0.0, 0.0), 2.0 * seam, 0.2 * height)
            yield _seam(corner, seam, (0.0, 0.0, far * (0.97 * z - 2.0 * seam)), 2.0 * seam, 0.2 * height)


def _seam_of(height: float) -> float:
    """Half as thick as a pillow's edge is (metres)."""
    return min(0.012, 0.15 * height)


def _seam(a: Point, radius_a: float, b: Point, radius_b: float, blend: float) -> Cone:
    return Cone(_BONE, a, radius_a, _BONE, b, radius_b, Material.PILLOW, Group.PROP, blend)


def _pose(prop: Prop) -> Pose:
    """A pose in which points of the rest pose are places along the prop's own axes."""
    rest = np.array([REST[bone] for bone in BONES])
    return Pose(np.tile(prop_turn(prop), (len(BONES), 1, 1)), in_world(prop, rest))
