"""The left foot: ankle, heel, instep, arch, ball and five toes."""

from mobility_coach.domain.motion import Point
from mobility_coach.figure.solids import Cone, Ellipsoid, Group, Material, Solid

_LEG = Group.LEFT_LEG
_HEEL, _MIDDLE, _TOES = "foot.left", "forefoot.left", "toes.left"


def _cone(
    bone_a: str, a: Point, radius_a: float, bone_b: str, b: Point, radius_b: float, blend: float
) -> Cone:
    return Cone(bone_a, a, radius_a, bone_b, b, radius_b, Material.FINE, _LEG, blend=blend)


def _ball(centre: Point, radii: Point, blend: float) -> Ellipsoid:
    return Ellipsoid(((_HEEL, 1.0),), centre, radii, Material.FINE, _LEG, blend=blend)


_ANKLE = (
    # Achilles tendon.
    Cone(
        "shank.left", (0.091, 0.170, -0.020), 0.017,
        _HEEL, (0.091, 0.055, -0.044), 0.019,
        Material.SKIN, _LEG, blend=0.02,
    ),
    _cone("shank.left", (0.091, 0.120, 0.000), 0.0305, _HEEL, (0.091, 0.064, -0.006), 0.0325, 0.03),
    # The ankle bones, inner and outer.
    _ball((0.0705, 0.070, 0.002), (0.013, 0.020, 0.016), 0.016),
    _ball((0.1125, 0.062, -0.006), (0.012, 0.020, 0.015), 0.016),
)  # fmt: skip

_SOLE = (
    _ball((0.091, 0.033, -0.040), (0.031, 0.033, 0.036), 0.02),
    # Instep, from the ankle to the balls.
    _cone(_HEEL, (0.091, 0.058, 0.004), 0.033, _MIDDLE, (0.086, 0.044, 0.070), 0.030, 0.05),
    _cone(_MIDDLE, (0.086, 0.044, 0.070), 0.030, _MIDDLE, (0.082, 0.028, 0.122), 0.025, 0.02),
    # Outer and inner edge; the inner one carries the arch.
    _cone(_HEEL, (0.101, 0.026, -0.030), 0.026, _MIDDLE, (0.121, 0.019, 0.105), 0.019, 0.02),
    _cone(_HEEL, (0.080, 0.040, 0.012), 0.024, _MIDDLE, (0.063, 0.023, 0.128), 0.0225, 0.02),
    # Across the balls of the toes.
    _cone(_MIDDLE, (0.063, 0.0225, 0.128), 0.0225, _MIDDLE, (0.118, 0.018, 0.108), 0.018, 0.02),
)

_FIVE_TOES = tuple(
    _cone(_MIDDLE, root, thick, _TOES, tip, thin, 0.008)
    for root, thick, tip, thin in (
        ((0.062, 0.0180, 0.140), 0.0175, (0.063, 0.0155, 0.190), 0.0150),
        ((0.083, 0.0150, 0.146), 0.0125, (0.086, 0.0115, 0.196), 0.0110),
        ((0.099, 0.0145, 0.138), 0.0120, (0.102, 0.0110, 0.184), 0.0105),
        ((0.112, 0.0140, 0.128), 0.0115, (0.116, 0.0105, 0.169), 0.0100),
        ((0.123, 0.0135, 0.114), 0.0110, (0.128, 0.0100, 0.150), 0.0095),
    )
)

LEFT_FOOT: tuple[Solid, ...] = (*_ANKLE, *_SOLE, *_FIVE_TOES)
