"""Where props are: their own axes, their corners, and which side of a wall is seen."""

import numpy as np
from numpy.typing import NDArray

from mobility_coach.domain.motion import Prop, PropKind
from mobility_coach.figure.camera import NEAR, Camera
from mobility_coach.figure.geometry import turn_y
from mobility_coach.figure.ink import Shape

Points = NDArray[np.float64]
"""(points, 3), metres."""

STANDING = frozenset({PropKind.WALL, PropKind.DOORWAY})
"""Props that stand behind or before the figure; all others are under it, or beside it."""


def prop_turn(prop: Prop) -> Points:
    """The prop's own axes (right, up, away from the figure) as columns."""
    return turn_y(prop.turn)


def in_world(prop: Prop, points: Points) -> Points:
    """Points given along the prop's own axes from its place, in the world."""
    placed: Points = points @ prop_turn(prop).T + np.array(prop.place)
    return placed


def is_seen_from_inside(prop: Prop, camera: Camera) -> bool:
    """Whether the camera is on the figure's side of a wall: then the wall is behind the figure."""
    away = prop_turn(prop)[:, 2]
    return float(away @ (camera.eye - np.array(prop.place))) < 0.0


def box_corners(low: Points, high: Points) -> Points:
    """The eight corners of a box along its prop's own axes, low x before high, then y, then z."""
    ends = np.stack((low, high))
    return np.array([(ends[i, 0], ends[j, 1], ends[k, 2]) for i in (0, 1) for j in (0, 1) for k in (0, 1)])


def outline_of(camera: Camera, corners: Points) -> Shape:
    """A flat outline in the world as a shape on the picture, without what is behind the camera."""
    seen = _in_front(camera.view(corners))
    scale = camera.focal / seen[:, 2]
    return np.stack(
        (camera.width / 2.0 + seen[:, 0] * scale, camera.height / 2.0 - seen[:, 1] * scale), axis=1
    )


def _in_front(corners: Points) -> Points:
    kept: list[Points] = []
    for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if a[2] >= NEAR:
            kept.append(a)
        if (a[2] >= NEAR) != (b[2] >= NEAR):
            kept.append(a + (b - a) * ((NEAR - a[2]) / (b[2] - a[2])))
    return np.array(kept).reshape(-1, 3)
