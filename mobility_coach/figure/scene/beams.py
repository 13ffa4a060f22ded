"""The beam of light that a kneecap throws, down to the floor or to a wall."""

from collections.abc import Sequence

import numpy as np

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import Prop, PropKind
from mobility_coach.figure.camera import Camera
from mobility_coach.figure.picture import Beam, Colour
from mobility_coach.figure.pose import Pose, Vector
from mobility_coach.figure.scene.placing import prop_turn

_KNEECAP = 0.055
"""Metres from the middle of the knee to the front of the kneecap."""

_FALL = -0.55
"""How steeply the beam falls, for each metre ahead."""
_LEAST_AHEAD = 0.2


def beam_of(pose: Pose, side: Side, props: Sequence[Prop], camera: Camera, colour: Colour) -> Beam:
    """The beam out of the kneecap of LEFT or RIGHT, on a picture."""
    start, end = beam_ends(pose, side, props)
    width = max(1.2, min(camera.width, camera.height) / 260.0)
    return Beam(camera.spot(start), camera.spot(end), width, 5.0 * width, colour)


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
