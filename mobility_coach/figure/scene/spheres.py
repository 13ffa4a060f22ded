"""The body as spheres: enough to fit a camera to it, to cast its shadow, and to keep arrows off it."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mobility_coach.figure.pose import Pose
from mobility_coach.figure.skeleton import BONE_INDEX, BONES, REST
from mobility_coach.figure.solids import Cone, Ellipsoid, Loft, Ring, Solid

_CLOSENESS = 0.9
"""Spheres of a cone lie no farther apart than this part of their radius."""

_MOST_BONES = 3


@dataclass(frozen=True, slots=True)
class _Sphere:
    centre: NDArray[np.float64]
    radius: float
    bones: tuple[tuple[str, float], ...]


class Spheres:
    """The spheres of solids at rest; `radii` in metres, in the order of `at`."""

    def __init__(self, solids: Iterable[Solid], least: float = 0.0, spacing: float = 0.0) -> None:
        """Makes the spheres.

        Args:
            solids: what they fill.
            least: smaller ones (radius in metres) are left out.
            spacing: so are those whose middle is nearer to a larger one than this part of its radius.
        """
        made = (sphere for solid in solids for sphere in _spheres(solid))
        spheres = _thinned([sphere for sphere in made if sphere.radius >= least], spacing)
        rest = np.array([REST[bone] for bone in BONES])
        self.radii = np.array([sphere.radius for sphere in spheres])
        self._bones = np.zeros((_MOST_BONES, len(spheres)), dtype=np.int64)
        self._weights = np.zeros((_MOST_BONES, len(spheres), 1))
        for number, sphere in enumerate(spheres):
            for slot, (bone, weight) in enumerate(sphere.bones[:_MOST_BONES]):
                self._bones[slot, number] = BONE_INDEX[bone]
                self._weights[slot, number] = weight
        centres = np.array([sphere.centre for sphere in spheres]).reshape(-1, 3)
        self._offsets = centres[None] - rest[self._bones]

    def at(self, pose: Pose) -> NDArray[np.float64]:
        """(spheres, 3): where their centres are in a pose."""
        turned = np.einsum("knij,knj->kni", pose.turns[self._bones], self._offsets)
        centres: NDArray[np.float64] = ((pose.places[self._bones] + turned) * self._weights).sum(axis=0)
        return centres


def _thinned(spheres: list[_Sphere], spacing: float) -> list[_Sphere]:
    if spacing <= 0.0:
        return spheres
    ordered = sorted(spheres, key=lambda each: -each.radius)
    centres = np.array([sphere.centre for sphere in ordered])
    is_kept = np.ones(len(ordered), dtype=bool)
    for number, sphere in enumerate(ordered):
        if is_kept[number]:
            later = centres[number + 1 :] - sphere.centre
            is_kept[number + 1 :] &= (later * later).sum(axis=1) >= (spacing * sphere.radius) ** 2
    return [sphere for sphere, kept in zip(ordered, is_kept, strict=True) if kept]


def _spheres(solid: Solid) -> Iterator[_Sphere]:
    if isinstance(solid, Cone):
        yield from _of_cone(solid)
    elif isinstance(solid, Ellipsoid):
        yield from _of_ellipsoid(solid)
    elif isinstance(solid, Loft):
        yield from _of_ring(solid.lower, solid.lower_bones)
        yield from _of_ring(solid.upper, solid.upper_bones)


def _of_cone(cone: Cone) -> Iterator[_Sphere]:
    a, b = np.array(cone.a), np.array(cone.b)
    spacing = _CLOSENESS * max(cone.radius_a, cone.radius_b, 1e-3)
    steps = math.ceil(float(np.linalg.norm(b - a)) / spacing)
    for share in np.linspace(0.0, 1.0, max(2, min(steps, 8))):
        bones = ((cone.bone_a, float(1.0 - share)), (cone.bone_b, float(share)))
        radius = cone.radius_a + (cone.radius_b - cone.radius_a) * float(share)
        yield _Sphere(a + (b - a) * share, radius, bones)


def _of_ellipsoid(solid: Ellipsoid) -> Iterator[_Sphere]:
    radii = np.array(solid.radii)
    longest = int(np.argmax(radii))
    middle = float(np.sort(radii)[1])
    along = np.eye(3)[longest] * (float(radii[longest]) - middle)
    for step in (-1.0, 0.0, 1.0):
        yield _Sphere(np.array(solid.centre) + along * step, middle, solid.bones)


def _of_ring(ring: Ring, bones: tuple[tuple[str, float], ...]) -> Iterator[_Sphere]:
    tilt = math.radians(ring.tilt)
    across, deep = np.array((1.0, 0.0, 0.0)), np.array((0.0, -math.sin(tilt), math.cos(tilt)))
    radius = min(ring.half_width, ring.half_depth)
    along = across * (ring.half_width - radius) + deep * (ring.half_depth - radius)
    for step in (-1.0, -0.4, 0.4, 1.0):
        yield _Sphere(np.array((ring.x, ring.y, ring.z)) + along * step, radius, bones)
