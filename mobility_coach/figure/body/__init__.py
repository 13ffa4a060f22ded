"""The mannequin's body in the rest pose: solids by part of the body."""

from mobility_coach.figure.body.arms import LEFT_ARM
from mobility_coach.figure.body.feet import LEFT_ANKLE, LEFT_FOOT
from mobility_coach.figure.body.hands import LEFT_HAND
from mobility_coach.figure.body.head import HEAD
from mobility_coach.figure.body.legs import LEFT_LEG
from mobility_coach.figure.body.shapes import mirrored
from mobility_coach.figure.body.torso import COLLAR, HIPS, LEFT_SIDE, SHIRT
from mobility_coach.figure.solids import Solid

__all__ = ["BODY"]

_LEFT_LEG = (*LEFT_FOOT, *LEFT_LEG, *LEFT_ANKLE)
_LEFT_ARM = (*LEFT_SIDE, *LEFT_ARM, *LEFT_HAND)

BODY: tuple[Solid, ...] = (
    *HIPS,
    *_LEFT_LEG,
    *mirrored(_LEFT_LEG),
    *SHIRT,
    *_LEFT_ARM,
    *mirrored(_LEFT_ARM),
    *COLLAR,
    *HEAD,
)
"""All solids, in the order in which they melt into what is there already."""
