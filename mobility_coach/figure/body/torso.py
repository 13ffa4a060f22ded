"""The trunk from the hips to the root of the neck, in a T-shirt and shorts."""

from collections.abc import Iterable
from itertools import pairwise

from mobility_coach.figure.body.shapes import Weights, loft, shared
from mobility_coach.figure.solids import Cone, Ellipsoid, Group, Loft, Material, Ring, Solid

_SPINE = (("pelvis", 0.985), ("lumbar", 1.06), ("thorax", 1.19), ("chest", 1.31))
"""At which height each bone of the trunk moves the skin alone."""

_HIPS = (
    Ring(0.895, 0.105, 0.080, -0.004),
    Ring(0.935, 0.150, 0.103, -0.012),
    Ring(0.975, 0.1615, 0.109, -0.014),
    Ring(1.020, 0.152, 0.102, -0.008),
    Ring(1.050, 0.143, 0.096, -0.004),
)
_CHEST = (
    # The hem of the T-shirt hangs over the shorts.
    Ring(1.018, 0.1560, 0.1060, -0.008),
    Ring(1.080, 0.1380, 0.0945, 0.000),
    Ring(1.145, 0.1320, 0.0920, 0.004),
    Ring(1.220, 0.1410, 0.1010, 0.004),
    Ring(1.270, 0.1495, 0.1090, 0.004),
    Ring(1.320, 0.1550, 0.1130, 0.002),
    Ring(1.365, 0.1520, 0.1070, -0.003),
    Ring(1.405, 0.1380, 0.0900, -0.010),
    Ring(1.440, 0.1100, 0.0680, -0.016),
    Ring(1.462, 0.0780, 0.0520, -0.018),
)


def _weights(height: float) -> Weights:
    """The bones that move the skin at a height."""
    for (below, bottom), (above, top) in pairwise(_SPINE):
        if height < top:
            return shared(below, above, (height - bottom) / (top - bottom))
    return ((_SPINE[-1][0], 1.0),)


def _skin(rings: Iterable[Ring], material: Material, flatness: float) -> tuple[Loft, ...]:
    return loft([(ring, _weights(ring.y), material) for ring in rings], Group.TORSO, flatness=flatness)


TRUNK = (*_skin(_HIPS, Material.SHORTS, 0.55), *_skin(_CHEST, Material.SHIRT, 0.3))
"""Shorts and T-shirt without what is added at the sides."""

_NECKBAND = (("chest", 0.75), ("neck", 0.25))

COLLAR = loft(
    [
        (Ring(1.455, 0.0680, 0.0600, -0.0180), _NECKBAND, Material.SHIRT),
        (Ring(1.482, 0.0560, 0.0550, -0.0185), _NECKBAND, Material.SHIRT),
    ],
    Group.TORSO,
    flatness=0.1,
)
"""The T-shirt's neckband."""

LEFT_TORSO: tuple[Solid, ...] = (
    # Seat.
    Ellipsoid(
        (("pelvis", 0.65), ("thigh.left", 0.35)),
        (0.078, 0.915, -0.058),
        (0.082, 0.088, 0.078),
        Material.SHORTS,
        Group.TORSO,
        blend=0.04,
    ),
    # From the neck to the shoulder.
    Cone(
        "chest", (0.030, 1.464, -0.028), 0.036,
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
