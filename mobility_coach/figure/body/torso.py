"""The trunk from the hips to the root of the neck, in a T-shirt and shorts."""

from itertools import pairwise

from mobility_coach.figure.body.shapes import Weights, loft, refined
from mobility_coach.figure.solids import Cone, Ellipsoid, Group, Loft, Material, Ring, Solid

_WAISTBAND = 1.015
"""Where the T-shirt begins, metres above the floor."""

_SPINE = (("pelvis", 0.985), ("lumbar", 1.06), ("thorax", 1.19), ("chest", 1.31))
"""At which height each bone of the trunk moves the skin alone."""

_OUTLINE = (
    Ring(0.895, 0.105, 0.080, -0.004),
    Ring(0.935, 0.150, 0.103, -0.012),
    Ring(0.975, 0.1615, 0.109, -0.014),
    Ring(1.020, 0.152, 0.102, -0.008),
    Ring(1.070, 0.138, 0.094, 0.000),
    Ring(1.120, 0.1315, 0.091, 0.004),
    Ring(1.170, 0.1335, 0.094, 0.004),
    Ring(1.220, 0.141, 0.101, 0.004),
    Ring(1.270, 0.1495, 0.109, 0.004),
    Ring(1.320, 0.155, 0.113, 0.002),
    Ring(1.365, 0.152, 0.107, -0.003),
    Ring(1.405, 0.138, 0.090, -0.010),
    Ring(1.440, 0.110, 0.068, -0.016),
    Ring(1.462, 0.078, 0.052, -0.018),
)


def _weights(height: float) -> Weights:
    """The bones that move the skin at a height."""
    if height <= _SPINE[0][1]:
        return ((_SPINE[0][0], 1.0),)
    for (below, bottom), (above, top) in pairwise(_SPINE):
        if height <= top:
            share = (height - bottom) / (top - bottom)
            return ((below, 1.0 - share), (above, share))
    return ((_SPINE[-1][0], 1.0),)


def _trunk() -> tuple[Loft, ...]:
    pieces = [1 + (index == 10) for index in range(len(_OUTLINE) - 1)]
    rings = refined(_OUTLINE, pieces)
    return loft(
        [
            (ring, _weights(ring.y), Material.SHORTS if ring.y < _WAISTBAND else Material.SHIRT)
            for ring in rings
        ],
        Group.TORSO,
    )


TRUNK = _trunk()
"""The skin of the trunk."""


_NECKBAND = (("chest", 0.75), ("neck", 0.25))

COLLAR = loft(
    [
        (Ring(1.440, 0.0800, 0.0620, -0.0180), _NECKBAND, Material.SHIRT),
        (Ring(1.462, 0.0650, 0.0590, -0.0180), _NECKBAND, Material.SHIRT),
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
        "chest", (0.115, 1.300, -0.030), 0.052,
        "upper_arm.left", (0.165, 1.385, -0.018), 0.045,
        Material.SHIRT, Group.TORSO, blend=0.035,
    ),
)  # fmt: skip
