"""Neck, head, face and hair."""

from itertools import pairwise
from math import inf, sqrt

from mobility_coach.domain.motion import Point
from mobility_coach.figure.body.shapes import Knot, limb, loft, mirrored
from mobility_coach.figure.solids import Cone, Ellipsoid, Group, Material, Ring, Solid

_HEAD = (("head", 1.0),)

_NECK = limb(
    (
        Knot("chest", (0.0, 1.440, -0.020), 0.0640),
        Knot("neck", (0.0, 1.505, -0.016), 0.0525),
        Knot("head", (0.0, 1.600, -0.008), 0.0505),
    ),
    Material.FINE,
    Group.HEAD,
    root_blend=0.02,
)

_OUTLINE = (
    Ring(1.5320, 0.0230, 0.0220, 0.0510),
    Ring(1.5410, 0.0365, 0.0390, 0.0440),
    Ring(1.5560, 0.0480, 0.0530, 0.0350),
    Ring(1.5780, 0.0575, 0.0665, 0.0245),
    Ring(1.6100, 0.0655, 0.0775, 0.0165),
    Ring(1.6420, 0.0705, 0.0845, 0.0115),
    Ring(1.6740, 0.0735, 0.0870, 0.0085),
    Ring(1.6980, 0.0725, 0.0850, 0.0065),
    Ring(1.7150, 0.0665, 0.0775, 0.0050),
    Ring(1.7270, 0.0550, 0.0630, 0.0040),
)
"""Chin to crown."""

_ROUNDNESS = 0.45
_SKULL = loft([(ring, _HEAD, Material.FINE) for ring in _OUTLINE], Group.HEAD, flatness=_ROUNDNESS)
_STEPS = 10


def _on_face(x: float, y: float, out: float = 0.0) -> Point:
    """The point of the face's skin at a height, `out` metres before it."""
    return (x, y, max(_before(x, y, *pair) for pair in pairwise(_OUTLINE)) + out)


def _before(x: float, y: float, lower: Ring, upper: Ring) -> float:
    """How far to the front a loft reaches: the ellipsoids that move from its lower ring to its upper one."""
    slant = (upper.z - lower.z) / (upper.y - lower.y)
    reach = -inf
    for share in (step / _STEPS for step in range(_STEPS + 1)):
        width = lower.half_width + share * (upper.half_width - lower.half_width)
        depth = lower.half_depth + share * (upper.half_depth - lower.half_depth)
        above = y - lower.y - share * (upper.y - lower.y)
        rest = 1.0 - (x / width) ** 2 - above**2 / (_ROUNDNESS**2 * width * depth)
        if rest > 0.0:
            reach = max(reach, lower.z + slant * (y - lower.y) + depth * sqrt(rest))
    return reach


def _cone(start: Point, first: float, end: Point, last: float, material: Material, blend: float) -> Cone:
    return Cone("head", start, first, "head", end, last, material, Group.HEAD, blend=blend)


def _ball(centre: Point, radii: Point, material: Material, blend: float) -> Ellipsoid:
    return Ellipsoid(_HEAD, centre, radii, material, Group.HEAD, blend=blend)


_LEFT_FACE: tuple[Solid, ...] = (
    # Ear, eye, brow, half of the smile.
    _ball((0.0745, 1.6420, -0.008), (0.0095, 0.0270, 0.0170), Material.FINE, 0.006),
    _ball(_on_face(0.0285, 1.6490, -0.0012), (0.0090, 0.0122, 0.0062), Material.DARK, 0.001),
    _cone(
        _on_face(0.0190, 1.6790, 0.0006),
        0.0034,
        _on_face(0.0405, 1.6785, 0.0006),
        0.0029,
        Material.HAIR,
        0.001,
    ),
    _cone(
        _on_face(0.0250, 1.6040, -0.0002),
        0.0027,
        _on_face(0.0130, 1.5975),
        0.0031,
        Material.DARK,
        0.001,
    ),
    _cone(
        _on_face(0.0130, 1.5975),
        0.0031,
        _on_face(0.0, 1.5955),
        0.0033,
        Material.DARK,
        0.001,
    ),
)

_NOSE = _cone(
    _on_face(0.0, 1.652, -0.004), 0.0085, _on_face(0.0, 1.6240, 0.003), 0.0115, Material.FINE, 0.014
)

_HAIR = (
    # Crown, back of the head, nape; where it leaves the skull is the hairline.
    _cone((0.0, 1.6960, 0.004), 0.0780, (0.0, 1.6830, -0.016), 0.0810, Material.HAIR, 0.0),
    _cone((0.0, 1.6830, -0.016), 0.0810, (0.0, 1.6420, -0.027), 0.0620, Material.HAIR, 0.0),
)
_LEFT_HAIR = limb(
    # The front's volume, and the temple.
    (
        Knot("head", (0.0000, 1.7400, 0.0580), 0.0220),
        Knot("head", (0.0350, 1.7360, 0.0490), 0.0215),
        Knot("head", (0.0620, 1.7020, 0.0210), 0.0155),
        Knot("head", (0.0675, 1.6680, 0.0040), 0.0090),
    ),
    Material.HAIR,
    Group.HEAD,
)

HEAD: tuple[Solid, ...] = (
    *_NECK,
    *_SKULL,
    *_LEFT_FACE,
    *mirrored(_LEFT_FACE),
    _NOSE,
    *_HAIR,
    *_LEFT_HAIR,
    *mirrored(_LEFT_HAIR),
)
