"""Arms: led by their angles, by an elbow on a wall, or by where the hand rests."""

import math
from collections.abc import Callable, Mapping

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import ArmMode, ElbowPlace, Limb, Rig
from mobility_coach.figure.geometry import (
    across,
    as_vector,
    cross,
    frame,
    frame_of_y_z,
    length,
    swing,
    turn_x,
    turn_y,
    turn_z,
    turned_about,
    two_bones,
    unit,
    vector,
)
from mobility_coach.figure.kinematics.draft import SIGNS, Draft, offset
from mobility_coach.figure.kinematics.hands import reach
from mobility_coach.figure.kinematics.shoulder import put_clavicle, shoulder_girdle
from mobility_coach.figure.pose import Matrix
from mobility_coach.figure.skeleton import FOREARM, UPPER_ARM


def place_arms(draft: Draft, rig: Rig) -> None:
    """Put the arms on the chest, which is placed."""
    for side in SIGNS:
        limb = rig.limb(Side(side))
        _PLACERS[limb.arm](draft, side, limb)
        curl = turn_z(-SIGNS[side] * draft.value(f"fingers.{side}.curl"))
        draft.attach(f"fingers.{side}", f"hand.{side}", draft.turn(f"hand.{side}") @ curl)


def raised(side: str, elevation: float, plane: float) -> Matrix:
    """The upper arm lifted straight into a plane (0 sideways, 90 forward), not turned about itself."""
    angle = math.radians(plane)
    return turned_about(vector(-math.sin(angle), 0.0, SIGNS[side] * math.cos(angle)), elevation)


def _hang(draft: Draft, side: str, _limb: Limb) -> None:
    sign = SIGNS[side]
    elevation, plane = draft.value(f"shoulder.{side}.elevation"), draft.value(f"shoulder.{side}.plane")
    put_clavicle(draft, side, shoulder_girdle(draft, side, elevation, plane))
    upper = (
        draft.turn("chest")
        @ raised(side, elevation, plane)
        @ turn_y(sign * draft.value(f"shoulder.{side}.rotation"))
    )
    draft.attach(f"upper_arm.{side}", f"clavicle.{side}", upper)
    fore = upper @ turn_x(-draft.value(f"elbow.{side}.flexion"))
    draft.attach(f"forearm.{side}", f"upper_arm.{side}", fore)
    hand = (
        fore
        @ turn_y(-sign * draft.value(f"forearm.{side}.pronation"))
        @ turn_z(sign * draft.value(f"wrist.{side}.extension"))
        @ turn_x(-draft.value(f"wrist.{side}.radial_deviation"))
    )
    draft.attach(f"hand.{side}", f"forearm.{side}", hand)


def _lean(draft: Draft, side: str, limb: Limb) -> None:
    """The forearm stays on its wall; collarbone and upper arm are the chain that reaches its elbow."""
    place = limb.elbow or ElbowPlace((0.0, 1.4, 0.3), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
    chest = draft.turn("chest")
    root = draft.joint(f"clavicle.{side}", "chest")
    collarbone = offset(f"clavicle.{side}", f"upper_arm.{side}")
    lengths = (length(collarbone), UPPER_ARM)
    pole = chest @ vector(SIGNS[side] * 0.15, 1.0, -0.10)
    shoulder, elbow, _, error = two_bones(root, as_vector(place.position), lengths, pole)
    draft.errors[f"elbow.{side}"] = error
    way = unit(as_vector(place.forearm))
    turned = swing(unit(collarbone), chest.T @ unit(shoulder - root))
    draft.put(f"clavicle.{side}", chest @ turned, root)
    upper = frame_of_y_z(shoulder - elbow, way)
    draft.put(f"upper_arm.{side}", upper, shoulder)
    x = across(-way, upper[:, 0])
    draft.put(f"forearm.{side}", frame(x, -way, cross(x, -way)), elbow)
    x = across(-way, as_vector(place.normal) * -SIGNS[side])
    draft.put(f"hand.{side}", frame(x, -way, cross(x, -way)), elbow + way * FOREARM)


_PLACERS: Mapping[ArmMode, Callable[[Draft, str, Limb], None]] = {
    ArmMode.FREE: _hang,
    ArmMode.ELBOW: _lean,
    ArmMode.REACH: reach,
}
