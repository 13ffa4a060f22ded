"""The mannequin's body in the rest pose: solids by part of the body."""

from mobility_coach.figure.body.arms import LEFT_ARM
from mobility_coach.figure.body.feet import LEFT_ANKLE, LEFT_FOOT
from mobility_coach.figure.body.hands import LEFT_HAND
from mobility_coach.figure.body.head import HEAD
from mobility_coach.figure.body.legs import LEFT_LEG
from mobility_coach.figure.body.shapes import mirrored
from mobility_coach.figure.body.torso import COLLAR, LEFT_TORSO, TRUNK
from mobility_coach.figure.solids import Solid

__all__ = ["BODY"]

_LEFT = (*LEFT_TORSO, *LEFT_FOOT, *LEFT_LEG, *LEFT_ANKLE, *LEFT_ARM, *LEFT_HAND)

BODY: tuple[Solid, ...] = (*TRUNK, *_LEFT, *mirrored(_LEFT), *COLLAR, *HEAD)
"""All solids, in the order in which they melt into what is there already."""
