"""The left arm from the shoulder to the wrist, the upper third in a sleeve."""

from mobility_coach.figure.body.shapes import Knot, limb
from mobility_coach.figure.skeleton import REST
from mobility_coach.figure.solids import Ellipsoid, Group, Material, Solid

_UPPER, _LOWER = "upper_arm.left", "forearm.left"
_X, _SHOULDER, _ = REST[_UPPER]
_ELBOW, _WRIST = REST[_LOWER][1], REST["hand.left"][1]

_ROUND = Ellipsoid(
    (("clavicle.left", 0.35), (_UPPER, 0.65)),
    (_X - 0.002, _SHOULDER - 0.012, -0.013),
    (0.051, 0.050, 0.052),
    Material.SHIRT,
    Group.LEFT_ARM,
    blend=0.05,
    is_root=True,
)

_SLEEVE = limb(
    (
        Knot(_UPPER, (_X, _SHOULDER - 0.020, -0.012), 0.0505),
        Knot(_UPPER, (_X + 0.004, _SHOULDER - 0.105, -0.008), 0.0465),
    ),
    Material.SHIRT,
    Group.LEFT_ARM,
)

_SKIN = limb(
    (
        Knot(_UPPER, (_X + 0.004, _SHOULDER - 0.080, -0.008), 0.0425),
        Knot(_UPPER, (_X + 0.003, _SHOULDER - 0.190, -0.006), 0.0400),
        Knot(_UPPER, (_X, _ELBOW + 0.030, -0.012), 0.0345),
        Knot(_UPPER, (_X, _ELBOW, -0.015), 0.0315),
        Knot(_LOWER, (_X + 0.002, _ELBOW - 0.065, -0.010), 0.0385),
        Knot(_LOWER, (_X + 0.001, _ELBOW - 0.150, -0.012), 0.0310),
        Knot(_LOWER, (_X, _WRIST + 0.012, -0.014), 0.0230),
    ),
    Material.FINE,
    Group.LEFT_ARM,
)

LEFT_ARM: tuple[Solid, ...] = (_ROUND, *_SLEEVE, *_SKIN)
