"""The trunk from the hips to the root of the neck, in a T-shirt and shorts."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from mobility_coach.figure.body.shapes import Weights, loft, mirrored, refined, shared
from mobility_coach.figure.solids import Cone, Ellipsoid, Group, Loft, Material, Ring, Solid

_SPINE = (("pelvis", 1.0), ("lumbar", 1.075), ("thorax", 1.19), ("chest", 1.31))
"""At which height each bone of the trunk moves the skin alone."""

_HIPS = (
    Ring(0.900, 0.1100, 0.0860, -0.010),
    Ring(0.935, 0.1490, 0.1040, -0.013),
    Ring(0.975, 0.1590, 0.1080, -0.014),
)
_SHIRT = (
    # The hem hangs over the shorts. It moves with the pelvis alone: no bend changes it.
    Ring(0.964, 0.1665, 0.1210, -0.0170),
    Ring(0.995, 0.1625, 0.1180, -0.0150),
    Ring(1.035, 0.1535, 0.1070, -0.0070),
    Ring(1.080, 0.1450, 0.1010, -0.0005),
    Ring(1.130, 0.1415, 0.1000, 0.0025),
    Ring(1.180, 0.1430, 0.1010, 0.0040),
    Ring(1.230, 0.1480, 0.1045, 0.0045),
    Ring(1.280, 0.1540, 0.1085, 0.0040),
    Ring(1.325, 0.1565, 0.1120, 0.0010),
    Ring(1.365, 0.1525, 0.1065, -0.0040),
    Ring(1.405, 0.1380, 0.0900, -0.0100),
    Ring(1.450, 0.0980, 0.0640, -0.0170),
)


def _weights(height: float) -> Weights:
    """The bones that move the skin at a height."""
    for (below, bottom), (above, top) in pairwise(_SPINE):
        if height < top:
            return shared(below, above, (height - bottom) / (top - bottom))
    return ((_SPINE[-1][0], 1.0),)


def _skin(rings: Iterable[Ring], material: Material, flatness: float) -> tuple[Loft, ...]:
    return loft([(ring, _weights(ring.y), material) for ring in rings], Group.TORSO, flatness=flatness)


_SEAT = Ellipsoid(
    (("pelvis", 0.85), ("thigh.left", 0.15)),
    (0.074, 0.909, -0.043),
    (0.081, 0.077, 0.079),
    Material.SHORTS,
    Group.TORSO,
    blend=0.05,
)

HIPS: tuple[Solid, ...] = (*_skin(_HIPS, Material.SHORTS, 0.55), _SEAT, *mirrored((_SEAT,)))
"""The shorts as far as the legs, which melt into them."""

_LOOSE, *_FITTED = _skin(refined(_SHIRT, (1, 1, 1, 2, 2, 2, 2, 1, 1, 1, 1)), Material.SHIRT, 0.6)

SHIRT = (replace(_LOOSE, flatness=0.2), *_FITTED)
"""The T-shirt without its sides and shoulders; over shorts and legs, which come before it."""

_NECKBAND = (("chest", 0.75), ("neck", 0.25))

COLLAR = loft(
    [
        (Ring(1.452, 0.0780, 0.0680, -0.0170), _NECKBAND, Material.SHIRT),
        (Ring(1.488, 0.0640, 0.0625, -0.0185), _NECKBAND, Material.SHIRT),
    ],
    Group.TORSO,
    flatness=0.1,
)
"""The T-shirt's neckband."""

LEFT_SIDE: tuple[Solid, ...] = (
    # From the neck to the shoulder.
    Cone(
        "chest", (0.036, 1.472, -0.030), 0.036,
        "clavicle.left", (0.158, 1.425, -0.015), 0.043,
        Material.SHIRT, Group.TORSO, blend=0.045,
    ),
    # From the chest to the shoulder.
    Cone(
        "chest", (0.090, 1.375, 0.012), 0.066,
        "clavicle.left", (0.150, 1.408, -0.008), 0.050,
        Material.SHIRT, Group.TORSO, blend=0.05,
    ),
    # The fold behind the armpit.
    Cone(
        "chest", (0.098, 1.285, -0.020), 0.049,
        "upper_arm.left", (0.165, 1.385, -0.018), 0.045,
        Material.SHIRT, Group.TORSO, blend=0.035,
    ),
)  # fmt: skip
