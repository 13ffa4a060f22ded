"""An arm whose hand rests somewhere: the point of contact first, then how the hand would like to lie."""

import math

from mobility_coach.domain.motion import HandPlace, Limb
from mobility_coach.figure.geometry import (
    across,
    as_vector,
    cross,
    frame,
    frame_of_y_x,
    length,
    split_y_z_x,
    turn_x,
    turn_y,
    turn_z,
    two_bones,
    unit,
    vector,
)
from mobility_coach.figure.kinematics.draft import SIGNS, Draft
from mobility_coach.figure.kinematics.shoulder import arm_direction, put_clavicle, shoulder_girdle
from mobility_coach.figure.pose import Matrix, Vector
from mobility_coach.figure.skeleton import FINGERTIP, FOREARM, PALM, UPPER_ARM

# How far forearm and wrist follow the wish, inside of their range of motion (degrees).
_PRONATION = (-88.0, 88.0)
_EXTENSION = (-65.0, 69.0)
_RADIAL = (-28.0, 18.0)
_QUICK_ROUNDS, _MOST_ROUNDS = 8, 60
_SETTLED = 1e-9


def reach(draft: Draft, side: str, limb: Limb) -> None:
    """Put an arm so that its palm (or fingertips) rests at its place.

    Shoulder girdle, wrist and hand depend on each other, so they are found in rounds. The rounds are bounded,
    and take smaller and smaller steps, so that the hand comes to rest for any wish.
    """
    place = limb.hand or HandPlace((0.0, 1.2, 0.4), (0.0, 0.0, 1.0), (0.0, 1.0, 0.0))
    target, wished = _wish(draft, side, place)
    pole = _pole(draft, side, place)
    touch = vector(SIGNS[side], 1.0, 1.0) * (FINGERTIP if place.tip else PALM)
    chest = draft.turn("chest")
    arm = (60.0, 70.0)
    wrist = target - wished @ touch
    for round_ in range(_MOST_ROUNDS):
        put_clavicle(draft, side, shoulder_girdle(draft, side, *arm))
        shoulder = draft.joint(f"upper_arm.{side}", f"clavicle.{side}")
        elbow, end, axis, missed = two_bones(shoulder, wrist, (UPPER_ARM, FOREARM), pole)
        upper = frame_of_y_x(shoulder - elbow, -axis)
        fore = frame_of_y_x(elbow - end, -axis)
        hand = fore @ _within_wrist(side, fore.T @ wished)
        draft.put(f"upper_arm.{side}", upper, shoulder)
        draft.put(f"forearm.{side}", fore, elbow)
        draft.put(f"hand.{side}", hand, end)
        draft.errors[f"hand.{side}"] = max(missed, length(end + hand @ touch - target))
        share = 1.0 if round_ < _QUICK_ROUNDS else 0.5 * 0.93 ** (round_ - _QUICK_ROUNDS)
        step = (target - hand @ touch - wrist) * share
        turned = arm_direction(side, chest.T @ unit(elbow - shoulder))
        if length(step) < _SETTLED and max(abs(turned[0] - arm[0]), abs(turned[1] - arm[1])) < 1e-6:
            break
        arm = (arm[0] + (turned[0] - arm[0]) * share, arm[1] + (turned[1] - arm[1]) * share)
        wrist = wrist + step


def _wish(draft: Draft, side: str, place: HandPlace) -> tuple[Vector, Matrix]:
    """Where the point of contact should be, and how the hand should lie."""
    moved = vector(*(draft.value(f"hand.{side}.{axis}") for axis in "xyz"))
    target = as_vector(place.position) + moved
    normal = unit(as_vector(place.normal))
    x = normal * -SIGNS[side]
    y = -across(normal, as_vector(place.fingers))
    turn = frame(x, y, cross(x, y))
    if place.bone:
        bone = draft.turn(place.bone)
        return draft.place(place.bone) + bone @ target, bone @ turn
    return target, turn


def _pole(draft: Draft, side: str, place: HandPlace) -> Vector:
    """Where the elbow points."""
    if place.pole is not None:
        return as_vector(place.pole)
    swivel = math.radians(draft.value(f"elbow.{side}.swivel"))
    pole: Vector = draft.turn("chest") @ vector(SIGNS[side] * math.sin(swivel), -math.cos(swivel), -0.25)
    return pole


def _within_wrist(side: str, wished: Matrix) -> Matrix:
    """The turn of a hand on its forearm that is nearest to the one wished, joint by joint."""
    sign = SIGNS[side]
    twist, bend, tilt = split_y_z_x(wished)
    pronation = _bounded(-sign * twist, _PRONATION)
    extension = _bounded(sign * bend, _EXTENSION)
    radial = _bounded(-tilt, _RADIAL)
    turn: Matrix = turn_y(-sign * pronation) @ turn_z(sign * extension) @ turn_x(-radial)
    return turn


def _bounded(value: float, limits: tuple[float, float]) -> float:
    return max(limits[0], min(limits[1], value))
