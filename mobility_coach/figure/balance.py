"""Whether the figure would fall: its centre of mass, and what supports it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mobility_coach.domain.motion import Rig
from mobility_coach.figure.contacts import contact_points, is_lying
from mobility_coach.figure.geometry import vector
from mobility_coach.figure.kinematics.draft import SIGNS
from mobility_coach.figure.pose import Pose, Vector

# Shares of the body's mass, and where a segment's centre is between its joints: Winter (2009).
_TRUNK, _HEAD = 0.497, 0.081
_SEGMENTS = (
    ("upper_arm", "forearm", 0.028, 0.436),
    ("forearm", "hand", 0.016, 0.430),
    ("thigh", "shank", 0.100, 0.433),
    ("shank", "foot", 0.0465, 0.433),
)
_HAND, _FOOT = 0.006, 0.0145
_HEAD_CENTRE = vector(0.0, 0.03, 0.01)
_HAND_CENTRE = vector(0.0, -0.08, 0.0)
_FOOT_CENTRE = vector(0.0, -0.035, 0.06)

_LYING_HEIGHT = 0.25
"""Joints of a lying figure that are lower than this are held by the floor (metres)."""

Spots = NDArray[np.float64]
"""(points, 2): x and z on the floor, metres."""


def centre_of_mass(pose: Pose) -> Vector:
    """Where the body's mass is centred."""
    shoulders = (pose.place("upper_arm.left") + pose.place("upper_arm.right")) / 2.0
    hips = (pose.place("thigh.left") + pose.place("thigh.right")) / 2.0
    total = _TRUNK * (hips + shoulders) / 2.0 + _HEAD * pose.point("head", _HEAD_CENTRE)
    for side in SIGNS:
        for upper, lower, mass, share in _SEGMENTS:
            start, end = pose.place(f"{upper}.{side}"), pose.place(f"{lower}.{side}")
            total = total + mass * (start + (end - start) * share)
        total = total + _HAND * pose.point(f"hand.{side}", _HAND_CENTRE)
        total = total + _FOOT * pose.point(f"foot.{side}", _FOOT_CENTRE)
    return total


def balance(pose: Pose, rig: Rig) -> float:
    """How far inside of its support the centre of mass is (metres, over the floor; negative: outside).

    Hands and elbows that rest on something count. A lying figure rests on whatever of it is near the floor;
    one that rests on a point or two (a big toe) stands on both feet.
    """
    centre = centre_of_mass(pose)
    return margin(centre[[0, 2]], np.array(_supports(pose, rig)))


def _supports(pose: Pose, rig: Rig) -> list[tuple[float, float]]:
    points = [point for contact in rig.contacts for point in contact_points(pose, contact)]
    if is_lying(rig):
        points += [place for place in pose.places if place[1] < _LYING_HEIGHT]
    elif len(points) < 3:
        points += [point for side in SIGNS for point in contact_points(pose, f"foot.{side}")]
    return [(float(point[0]), float(point[2])) for point in points]


def margin(spot: Spots, supports: Spots) -> float:
    """How far inside of the convex hull of some points a point is; negative outside."""
    corners = hull([(float(x), float(z)) for x, z in supports])
    if len(corners) < 3:
        return -np.inf
    here = (float(spot[0]), float(spot[1]))
    edges = zip(corners, corners[1:] + corners[:1], strict=True)
    return min(_turn(a, b, here) / float(np.hypot(b[0] - a[0], b[1] - a[1])) for a, b in edges)


def hull(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The corners of the convex hull, anticlockwise (Andrew's monotone chain)."""
    ordered = sorted(set(points))
    return _chain(ordered)[:-1] + _chain(ordered[::-1])[:-1] if len(ordered) > 1 else ordered


def _chain(ordered: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    chain: list[tuple[float, float]] = []
    for point in ordered:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0.0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
