"""The beam of light that a kneecap throws, down to the floor or to a wall."""

from collections.abc import Sequence

import numpy as np

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import Prop, PropKind
from mobility_coach.figure.camera import Camera
from mobility_coach.figure.picture import Beam, Colour
from mobility_coach.figure.pose import Pose, Vector
from mobility_coach.figure.scene.placing import Points, prop_turn

_KNEECAP = 0.055
"""Metres from the middle of the knee to the front of the kneecap."""

_FALL = -0.85
"""How steeply the beam falls, for each metre ahead."""
_LEAST_AHEAD = 0.2

_BEYOND = 0.2
"""How much farther than its spot, as a part of its reach, the arrow of a beam is."""


def beam_of(pose: Pose, side: Side, props: Sequence[Prop], camera: Camera, colour: Colour) -> Beam:
    """The beam out of the kneecap of LEFT or RIGHT, on a picture."""
    start, end = beam_ends(pose, side, props)
    width = max(1.2, min(camera.width, camera.height) / 220.0)
    return Beam(camera.spot(start), camera.spot(end), width, 6.0 * width, colour)


def spot_way(poses: Sequence[Pose], side: Side, props: Sequence[Prop]) -> Points:
    """The way of a beam's spot through poses, a little farther away, so that its arrow is beside it."""
    ends = [beam_ends(pose, side, props) for pose in poses]
    return np.array([end + (end - start) * (_BEYOND, 0.0, _BEYOND) for start, end in ends])


def beam_ends(pose: Pose, side: Side, props: Sequence[Prop]) -> tuple[Vector, Vector]:
    """From the kneecap straight ahead of it, and down to the floor or to a wall."""
    shank = f"shank.{side.value}"
    ahead = pose.turn(shank)[:, 2]
    start: Vector = pose.place(shank) + ahead * _KNEECAP
    way = np.array((ahead[0], _FALL, max(float(ahead[2]), _LEAST_AHEAD)))
    reach = float(start[1] / -way[1])
    for prop in props:
        away = prop_turn(prop)[:, 2]
        speed = float(away @ way)
        if prop.kind is PropKind.WALL and speed > 0.0:
            reach = min(reach, max(0.0, float(away @ (np.array(prop.place) - start)) / speed))
    return start, start + way * reach
