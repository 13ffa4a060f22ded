"""Legs: what carries the figure, and the legs that follow from the pelvis."""

from collections.abc import Callable, Mapping

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import LegMode, Limb, Rig, RootMode, ShinPlace
from mobility_coach.figure.geometry import (
    DOWN,
    FORWARD,
    across,
    as_vector,
    cross,
    frame,
    frame_of_y_x,
    frame_of_y_z,
    length,
    turn_x,
    turn_y,
    turn_z,
    two_bones,
    unit,
    vector,
)
from mobility_coach.figure.kinematics.draft import SIGNS, Draft, offset
from mobility_coach.figure.kinematics.feet import planted_foot, put_hanging_foot
from mobility_coach.figure.kinematics.trunk import pelvis_turn
from mobility_coach.figure.pose import Vector
from mobility_coach.figure.skeleton import SHANK, THIGH

_THIGH_UP = vector(0.0, THIGH, 0.0)
_SHANK_UP = vector(0.0, SHANK, 0.0)
_KNEE_FORWARD = vector(0.0, 0.25, 1.0)
"""Where the knee of a planted leg points, before it is turned outward."""


def place_root(draft: Draft, rig: Rig) -> None:
    """Put the pelvis, and the leg that carries it when that is a planted foot's."""
    turn = pelvis_turn(draft, rig.pelvis_turn)
    side = rig.root.side.value
    if rig.root.mode is RootMode.FOOT:
        hip = _stand_on(draft, side)
    elif rig.root.mode is RootMode.KNEE:
        lean = turn_z(-SIGNS[side] * draft.value(f"thigh.{side}.lean"))
        hip = _knee(draft, side, rig) + lean @ turn_x(draft.value(f"thigh.{side}.forward")) @ _THIGH_UP
    else:
        draft.put("pelvis", turn, vector(*(draft.value(f"pelvis.{axis}") for axis in "xyz")))
        return
    draft.put("pelvis", turn, hip - turn @ offset("pelvis", f"thigh.{side}"))


def place_legs(draft: Draft, rig: Rig) -> None:
    """Put the legs on the pelvis, which is placed, but for one that carries it."""
    for side in SIGNS:
        if rig.root.mode is RootMode.FOOT and rig.root.side.value == side:
            continue
        limb = rig.limb(Side(side))
        _PLACERS[limb.leg](draft, side, rig, limb)


def _stand_on(draft: Draft, side: str) -> Vector:
    """The leg that stands on its planted foot, from there up; returns where its hip is."""
    sign = SIGNS[side]
    foot = planted_foot(draft, side)
    shank = (
        foot.heading
        @ turn_y(sign * draft.value(f"shin.{side}.turn"))
        @ turn_z(-sign * draft.value(f"shin.{side}.lean"))
        @ turn_x(draft.value(f"shin.{side}.forward"))
    )
    thigh = shank @ turn_x(-draft.value(f"knee.{side}.flexion"))
    knee = foot.ankle + shank @ _SHANK_UP
    hip: Vector = knee + thigh @ _THIGH_UP
    draft.put(f"thigh.{side}", thigh, hip)
    draft.put(f"shank.{side}", shank, knee)
    foot.put(draft)
    return hip


def _plant(draft: Draft, side: str, _rig: Rig, _limb: Limb) -> None:
    foot = planted_foot(draft, side)
    hip = draft.joint(f"thigh.{side}", "pelvis")
    pole = foot.heading @ turn_y(SIGNS[side] * draft.value(f"knee.{side}.outward")) @ _KNEE_FORWARD
    knee, ankle, axis, error = two_bones(hip, foot.ankle, (THIGH, SHANK), pole)
    draft.errors[f"foot.{side}"] = error
    draft.put(f"thigh.{side}", frame_of_y_x(hip - knee, axis), hip)
    draft.put(f"shank.{side}", frame_of_y_x(knee - ankle, axis), knee)
    foot.moved(ankle - foot.ankle).put(draft)


def _knee(draft: Draft, side: str, rig: Rig) -> Vector:
    return vector(draft.value(f"knee.{side}.x"), rig.root.knee_height, draft.value(f"knee.{side}.z"))


def _kneel(draft: Draft, side: str, rig: Rig, _limb: Limb) -> None:
    heading = turn_y(-SIGNS[side] * draft.value(f"shin.{side}.swing"))
    knee = _hang_thigh(draft, side, _knee(draft, side, rig), heading @ FORWARD)
    draft.put(f"shank.{side}", heading @ turn_x(90.0 - draft.value(f"shin.{side}.drop")), knee)
    put_hanging_foot(draft, side)


def _hang_thigh(draft: Draft, side: str, knee: Vector, forward: Vector) -> Vector:
    """A thigh from its hip toward a knee; returns where the knee comes to be."""
    hip = draft.joint(f"thigh.{side}", "pelvis")
    draft.errors[f"knee.{side}"] = abs(length(hip - knee) - THIGH)
    turn = frame_of_y_z(hip - knee, forward)
    draft.put(f"thigh.{side}", turn, hip)
    reached: Vector = hip - turn @ _THIGH_UP
    return reached


def _place(draft: Draft, side: str, _rig: Rig, limb: Limb) -> None:
    shin = limb.shin or ShinPlace((0.0, 0.0, 0.0), (0.0, 0.0, -1.0))
    wished = as_vector(shin.knee)
    down = unit(as_vector(shin.ankle) - wished, DOWN)
    hip = draft.joint(f"thigh.{side}", "pelvis")
    up = unit(hip - wished)
    # The thigh's front looks away from the shin, as at every bent knee.
    hinge = frame_of_y_z(up, -across(up, down))
    knee = _hang_thigh(draft, side, wished, hinge @ FORWARD)
    x = across(-down, hinge[:, 0])
    draft.put(f"shank.{side}", frame(x, -down, cross(x, -down)), knee)
    # The rest of the thigh's turn is the knee's, which gives a little sideways and about the shin.
    draft.put(f"thigh.{side}", hinge @ turn_y(-SIGNS[side] * shin.turn), hip)
    put_hanging_foot(draft, side)


def _hang(draft: Draft, side: str, _rig: Rig, _limb: Limb) -> None:
    sign = SIGNS[side]
    thigh = (
        draft.turn("pelvis")
        @ turn_x(-draft.value(f"hip.{side}.flexion"))
        @ turn_z(sign * draft.value(f"hip.{side}.abduction"))
        @ turn_y(sign * draft.value(f"hip.{side}.external_rotation"))
    )
    draft.attach(f"thigh.{side}", "pelvis", thigh)
    shank = thigh @ turn_x(draft.value(f"knee.{side}.flexion"))
    draft.attach(f"shank.{side}", f"thigh.{side}", shank)
    put_hanging_foot(draft, side)


_PLACERS: Mapping[LegMode, Callable[[Draft, str, Rig, Limb], None]] = {
    LegMode.PLANT: _plant,
    LegMode.KNEEL: _kneel,
    LegMode.PLACE: _place,
    LegMode.FREE: _hang,
}
