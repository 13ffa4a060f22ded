"""The left hand: wrist, palm, four fingers and the thumb; the palm looks inward."""

from mobility_coach.domain.motion import Point
from mobility_coach.figure.skeleton import REST
from mobility_coach.figure.solids import Cone, Group, Material, Solid

_HAND, _FINGERS = "hand.left", "fingers.left"
_X, _WRIST, _ = REST[_HAND]


def _cone(start: Point, thick: float, end: Point, thin: float, blend: float, *, bone: str = _HAND) -> Cone:
    """A cone of the hand; its ends are told from the wrist."""
    return Cone(_HAND, _at(start), thick, bone, _at(end), thin, Material.FINE, Group.LEFT_ARM, blend=blend)


def _at(offset: Point) -> Point:
    return (_X + offset[0], _WRIST + offset[1], offset[2])


_JOINT = Cone(
    "forearm.left", _at((0.0, 0.012, -0.014)), 0.0235,
    _HAND, _at((0.0, -0.012, -0.012)), 0.0225,
    Material.SKIN, Group.LEFT_ARM, blend=0.015,
)  # fmt: skip

_PALM = (
    _cone((0.0, -0.012, -0.004), 0.0190, (-0.001, -0.082, 0.012), 0.0135, 0.015),
    _cone((0.0, -0.012, -0.022), 0.0180, (-0.001, -0.078, -0.042), 0.0125, 0.015),
    _cone((0.0, -0.020, -0.012), 0.0190, (-0.001, -0.084, -0.014), 0.0135, 0.015),
)

_FOUR_FINGERS = tuple(
    _cone(
        (-0.001, -0.082, root), radius + 0.001,
        (-0.002, -0.082 - length, tip), radius - 0.0015,
        0.006, bone=_FINGERS,
    )
    for root, tip, length, radius in (
        (0.012, 0.016, 0.066, 0.0105),
        (-0.005, -0.003, 0.074, 0.0108),
        (-0.023, -0.023, 0.068, 0.0102),
        (-0.040, -0.043, 0.052, 0.0092),
    )
)  # fmt: skip

_THUMB = (
    _cone((-0.006, -0.025, 0.012), 0.0145, (-0.012, -0.058, 0.038), 0.0125, 0.012),
    _cone((-0.012, -0.058, 0.038), 0.0122, (-0.012, -0.088, 0.048), 0.0098, 0.006),
)

LEFT_HAND: tuple[Solid, ...] = (_JOINT, *_PALM, *_FOUR_FINGERS, *_THUMB)
