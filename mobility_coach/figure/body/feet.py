"""The left foot: ankle, heel, instep, arch, ball and five toes."""

from mobility_coach.domain.motion import Point
from mobility_coach.figure.body.shapes import Weights, loft, refined, shared
from mobility_coach.figure.solids import Cone, Ellipsoid, Group, Material, Ring, Solid

_LEG = Group.LEFT_LEG
_SHANK, _HEEL, _MIDDLE, _TOES = "shank.left", "foot.left", "forefoot.left", "toes.left"


def _section(z: float, x: float, bottom: float, top: float, width: float) -> Ring:
    """An upright section of the foot, by its lowest and highest point and its whole width."""
    return Ring((bottom + top) / 2, width / 2, (top - bottom) / 2, z, x, tilt=90.0)


_SECTIONS = (
    _section(-0.0460, 0.0905, 0.0050, 0.0720, 0.0500),
    _section(-0.0300, 0.0905, 0.0010, 0.0800, 0.0600),
    _section(-0.0080, 0.0905, 0.0030, 0.0860, 0.0650),
    _section(0.0160, 0.0910, 0.0110, 0.0890, 0.0670),
    _section(0.0420, 0.0910, 0.0160, 0.0810, 0.0710),
    _section(0.0700, 0.0900, 0.0150, 0.0670, 0.0770),
    _section(0.0960, 0.0895, 0.0090, 0.0530, 0.0840),
    _section(0.1180, 0.0895, 0.0025, 0.0420, 0.0890),
    _section(0.1340, 0.0890, 0.0010, 0.0340, 0.0840),
)
"""From the heel to the balls of the toes; between them the sole leaves the floor: the arch."""

_HEEL_ENDS, _MIDDLE_BEGINS = 0.010, 0.100
"""Between them (z) the forefoot takes over from the heel: it stays flat when the heel rolls."""

_MIDDLE_ENDS = 0.125
"""Beyond it (z) the toes take half of their bend."""


def _weights(z: float) -> Weights:
    if z > _MIDDLE_ENDS:
        return shared(_MIDDLE, _TOES, 0.5)
    return shared(_HEEL, _MIDDLE, (z - _HEEL_ENDS) / (_MIDDLE_BEGINS - _HEEL_ENDS))


_FOOT = loft(
    [(ring, _weights(ring.z), Material.FINE) for ring in refined(_SECTIONS, (1, 1, 1, 2, 2, 1, 1, 1))],
    _LEG,
    flatness=0.9,
)


def _cone(
    bone_a: str,
    a: Point,
    radius_a: float,
    bone_b: str,
    b: Point,
    radius_b: float,
    blend: float,
    bump: float = 1.0,
) -> Cone:
    return Cone(bone_a, a, radius_a, bone_b, b, radius_b, Material.FINE, _LEG, blend=blend, bump=bump)


def _ball(centre: Point, radii: Point, blend: float, bone: str = _HEEL) -> Ellipsoid:
    return Ellipsoid(((bone, 1.0),), centre, radii, Material.FINE, _LEG, blend=blend)


_OUTER_EDGE = _cone(_HEEL, (0.0985, 0.0255, -0.030), 0.0255, _MIDDLE, (0.1185, 0.0172, 0.102), 0.0172, 0.03)
_BALL_OF_BIG_TOE = _ball((0.0625, 0.0200, 0.125), (0.0200, 0.0195, 0.0270), 0.02, _MIDDLE)

_ANKLE_BONES = (
    _ball((0.0700, 0.0770, -0.001), (0.0150, 0.0220, 0.0190), 0.010),
    _ball((0.1115, 0.0670, -0.010), (0.0140, 0.0240, 0.0170), 0.010),
)

_TOE_BONES = (
    # root, middle and tip of each: x, y, z, radius
    ((0.0620, 0.0180, 0.138, 0.0175), (0.0625, 0.0155, 0.168, 0.0148), (0.0655, 0.0150, 0.187, 0.0150)),
    ((0.0860, 0.0175, 0.140, 0.0120), (0.0878, 0.0170, 0.168, 0.0098), (0.0885, 0.0103, 0.186, 0.0100)),
    ((0.1010, 0.0165, 0.132, 0.0115), (0.1040, 0.0160, 0.158, 0.0092), (0.1045, 0.0096, 0.175, 0.0094)),
    ((0.1140, 0.0150, 0.122, 0.0110), (0.1175, 0.0145, 0.145, 0.0088), (0.1180, 0.0091, 0.160, 0.0089)),
    ((0.1255, 0.0135, 0.110, 0.0105), (0.1295, 0.0125, 0.130, 0.0085), (0.1300, 0.0088, 0.143, 0.0086)),
)

_FIVE_TOES = tuple(
    cone
    for (ax, ay, az, ar), (bx, by, bz, br), (cx, cy, cz, cr) in _TOE_BONES
    for cone in (
        _cone(_MIDDLE, (ax, ay, az), ar, _TOES, (bx, by, bz), br, 0.008),
        _cone(_TOES, (bx, by, bz), br, _TOES, (cx, cy, cz), cr, 0.004),
    )
)

LEFT_FOOT: tuple[Solid, ...] = (*_FOOT, _OUTER_EDGE, _BALL_OF_BIG_TOE, *_FIVE_TOES)
LEFT_ANKLE: tuple[Solid, ...] = _ANKLE_BONES
"""Melts into foot and shank, which come before it."""
