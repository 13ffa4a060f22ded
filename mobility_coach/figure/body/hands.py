"""The left hand: wrist, palm, four fingers and the thumb; the palm looks inward.

Palm, fingers and thumb end in one plane, so that the hand lies flat on a wall.
"""

from mobility_coach.figure.body.shapes import Knot, limb, loft
from mobility_coach.figure.skeleton import REST
from mobility_coach.figure.solids import Cone, Group, Material, Ring, Solid

_ARM = Group.LEFT_ARM
_FOREARM, _HAND, _FINGERS = "forearm.left", "hand.left", "fingers.left"
_X, _WRIST, _Z = REST[_HAND]

_PALM_PLANE = -0.0185
"""How far the palm's skin is from the bone, along x."""

_SECTIONS = (
    # height over the wrist, half breadth, half thickness, z of its middle
    (0.012, 0.0235, 0.0085, 0.0000),
    (-0.026, 0.0330, 0.0115, 0.0020),
    (-0.062, 0.0400, 0.0128, 0.0010),
    (-0.088, 0.0390, 0.0105, 0.0000),
)


def _ring(height: float, breadth: float, thickness: float, z: float) -> Ring:
    return Ring(_WRIST + height, thickness, breadth, _Z + z, _X + _PALM_PLANE + thickness)


_PALM = loft([(_ring(*section), ((_HAND, 1.0),), Material.FINE) for section in _SECTIONS], _ARM)

_JOINT = limb(
    (
        Knot(_FOREARM, (_X, _WRIST + 0.012, _Z), 0.0222),
        Knot(_HAND, (_X + _PALM_PLANE + 0.0195, _WRIST - 0.008, _Z + 0.001), 0.0195),
        Knot(_HAND, (_X + _PALM_PLANE + 0.0120, _WRIST - 0.034, _Z + 0.001), 0.0120),
    ),
    Material.FINE,
    _ARM,
    blend=0.01,
)


def _digit(*knots: tuple[str, float, float, float]) -> tuple[Cone, ...]:
    """A finger: bone, height over the wrist, z and radius of its knots; it touches the palm's plane."""
    return limb(
        [Knot(bone, (_X + _PALM_PLANE + radius, _WRIST + y, _Z + z), radius) for bone, y, z, radius in knots],
        Material.FINE,
        _ARM,
        blend=0.004,
    )


_FOUR_FINGERS = tuple(
    cone
    for root, tip, length, radius in (
        (0.0280, 0.0325, 0.070, 0.0102),
        (0.0095, 0.0112, 0.078, 0.0104),
        (-0.0095, -0.0110, 0.072, 0.0100),
        (-0.0275, -0.0315, 0.056, 0.0089),
    )
    for cone in _digit(
        # The knuckle stands out of the hand's back.
        (_HAND, -0.078, root, radius + 0.0018),
        (_FINGERS, -0.084 - 0.5 * length, (root + tip) / 2, radius),
        (_FINGERS, -0.084 - length, tip, radius - 0.0020),
    )
)

_THUMB = _digit(
    (_HAND, -0.016, 0.016, 0.0120),
    (_HAND, -0.046, 0.039, 0.0118),
    (_HAND, -0.072, 0.052, 0.0106),
    (_HAND, -0.096, 0.057, 0.0086),
)

LEFT_HAND: tuple[Solid, ...] = (*_PALM, *_JOINT, *_FOUR_FINGERS, *_THUMB)
