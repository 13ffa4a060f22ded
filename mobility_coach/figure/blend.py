"""From one pose to another where no common rig leads: bone by bone, feet and hands on straight ways."""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np

from mobility_coach.figure.contacts import contact_points
from mobility_coach.figure.geometry import UP, length, swing, turned_toward, two_bones, unit
from mobility_coach.figure.pose import Matrix, Pose, Vector
from mobility_coach.figure.skeleton import BONE_INDEX, BONES, FOREARM, SHANK, THIGH, UPPER_ARM

_TOE_TIP = (0.0, -0.020, 0.075)


class _Limb(NamedTuple):
    """The bones that bring a foot or a hand to its place, and those that it carries."""

    upper: str
    lower: str
    lengths: tuple[float, float]
    extremities: tuple[str, ...]


_LIMBS = {
    "foot": _Limb("thigh", "shank", (THIGH, SHANK), ("forefoot", "toes")),
    "hand": _Limb("upper_arm", "forearm", (UPPER_ARM, FOREARM), ("fingers",)),
}
_PARENTS = {
    "pelvis": "",
    "lumbar": "pelvis",
    "thorax": "lumbar",
    "chest": "thorax",
    "neck": "chest",
    "head": "neck",
    "clavicle": "chest",
    "upper_arm": "clavicle",
    "forearm": "upper_arm",
    "hand": "forearm",
    "fingers": "hand",
    "thigh": "pelvis",
    "shank": "thigh",
    "foot": "shank",
    "forefoot": "foot",
    "toes": "foot",
}


def eased(t: float) -> float:
    """The share of a way gone at the share `t` of its time, with the least jerk, from rest to rest."""
    return t * t * t * (10.0 - 15.0 * t + 6.0 * t * t)


def arc(share: float) -> float:
    """A flat arc over a way: 0 at its ends, 1 in its middle."""
    return 4.0 * share * (1.0 - share)


def step_height(start: Vector, end: Vector) -> float:
    """How high a foot is lifted that is set from `start` to `end` (metres)."""
    way = length(end - start)
    return min(0.045, 0.35 * max(0.0, way - 0.01))


def blended(start: Pose, end: Pose, share: float, led: Collection[str]) -> Pose:
    """The pose at `share` (0 … 1) of the way from one to another.

    Bones keep their lengths: each turns by its share against the bone that carries it. The feet and hands of
    `led` (``foot.left`` …) go straight ways between their places, a foot that is set elsewhere in a flat arc,
    so that what rests goes on resting.
    """
    pose = Pose(np.empty_like(start.turns), np.empty_like(start.places))
    for bone in BONES:
        kind, _, side = bone.partition(".")
        _carry(pose, bone, _on_side(_PARENTS[kind], side), (start, end), share)
    for name in led:
        _lead(pose, name, (start, end), share)
    return pose


def _on_side(kind: str, side: str) -> str:
    return f"{kind}.{side}" if side and f"{kind}.{side}" in BONE_INDEX else kind


def _carry(pose: Pose, bone: str, parent: str, ends: tuple[Pose, Pose], share: float) -> None:
    """Put a bone where its parent carries it, turned by its share."""
    (here, turn_here), (there, turn_there) = (_against(each, bone, parent) for each in ends)
    place = here + (there - here) * share
    turn = turned_toward(turn_here, turn_there, share)
    if parent:
        place = pose.point(parent, place)
        turn = pose.turn(parent) @ turn
    _put(pose, bone, turn, place)


def _against(pose: Pose, bone: str, parent: str) -> tuple[Vector, Matrix]:
    """Where a bone is, and how it is turned, seen from its parent."""
    if not parent:
        return pose.place(bone), pose.turn(bone)
    back = pose.turn(parent).T
    return back @ (pose.place(bone) - pose.place(parent)), back @ pose.turn(bone)


def _put(pose: Pose, bone: str, turn: Matrix, place: Vector) -> None:
    pose.turns[BONE_INDEX[bone]] = turn
    pose.places[BONE_INDEX[bone]] = place


def _lead(pose: Pose, name: str, ends: tuple[Pose, Pose], share: float) -> None:
    """Bend a limb so that its foot or hand is on its straight way."""
    kind, _, side = name.partition(".")
    here, there = (each.place(name) for each in ends)
    target = here + (there - here) * share
    if kind == "foot":
        target[1] += step_height(here, there) * arc(share)
    tip = _bend(pose, name, target)
    _put(pose, name, turned_toward(ends[0].turn(name), ends[1].turn(name), share), tip)
    for extremity in _LIMBS[kind].extremities:
        _carry(pose, f"{extremity}.{side}", name, ends, share)


def _bend(pose: Pose, name: str, target: Vector) -> Vector:
    """Bend a limb so that its foot or hand comes to `target`; returns where it comes to."""
    kind, _, side = name.partition(".")
    limb = _LIMBS[kind]
    upper, lower = f"{limb.upper}.{side}", f"{limb.lower}.{side}"
    root, joint, tip = pose.place(upper), pose.place(lower), pose.place(name)
    middle, reached, _, _ = two_bones(root, target, limb.lengths, joint - (root + tip) * 0.5, straightest=1.0)
    _put(pose, upper, swing(unit(joint - root), unit(middle - root)) @ pose.turn(upper), root)
    _put(pose, lower, swing(unit(tip - joint), unit(reached - middle)) @ pose.turn(lower), middle)
    return reached


def lift_foot(pose: Pose, side: str, height: float) -> None:
    """Bend a leg so that its foot, as it is turned, stays at least this high above the floor (metres)."""
    foot = f"foot.{side}"
    points = [*contact_points(pose, foot), pose.point(f"toes.{side}", _TOE_TIP)]
    sole = min(float(point[1]) for point in points)
    if sole < height:
        way = _bend(pose, foot, pose.place(foot) + UP * (height - sole)) - pose.place(foot)
        for bone in (foot, *(f"{extremity}.{side}" for extremity in _LIMBS["foot"].extremities)):
            _put(pose, bone, pose.turn(bone), pose.place(bone) + way)
