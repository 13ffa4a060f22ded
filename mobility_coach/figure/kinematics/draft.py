"""A pose in the making."""

from collections.abc import Mapping

import numpy as np

from mobility_coach.figure.pose import Matrix, Pose, Vector
from mobility_coach.figure.skeleton import BONE_INDEX, BONES, REST

SIGNS: Mapping[str, int] = {"left": 1, "right": -1}
"""Which way x goes outward, by side."""

_JOINTS = np.array([REST[bone] for bone in BONES])


class Draft:
    """The bones that are placed so far, and the channels that place them."""

    def __init__(self, channels: Mapping[str, float]) -> None:
        self._channels = channels
        self._turns = np.zeros((len(BONES), 3, 3))
        self._places = np.zeros((len(BONES), 3))
        self.errors: dict[str, float] = {}

    def value(self, name: str) -> float:
        """A channel; 0 where the pose does not name it."""
        return self._channels.get(name, 0.0)

    def put(self, bone: str, turn: Matrix, place: Vector) -> None:
        """Put a bone's joint at `place`, turned by `turn`."""
        index = BONE_INDEX[bone]
        self._turns[index] = turn
        self._places[index] = place

    def attach(self, bone: str, parent: str, turn: Matrix) -> None:
        """Put a bone where its parent carries it."""
        self.put(bone, turn, self.joint(bone, parent))

    def turn(self, bone: str) -> Matrix:
        """How a placed bone is turned."""
        turn: Matrix = self._turns[BONE_INDEX[bone]]
        return turn

    def place(self, bone: str) -> Vector:
        """Where a placed bone's joint is."""
        place: Vector = self._places[BONE_INDEX[bone]]
        return place

    def joint(self, bone: str, parent: str) -> Vector:
        """Where a bone's joint is carried by its parent, which is placed."""
        joint: Vector = self.place(parent) + self.turn(parent) @ offset(parent, bone)
        return joint

    def pose(self) -> Pose:
        """The finished pose."""
        return Pose(self._turns, self._places, self.errors)


def offset(parent: str, bone: str) -> Vector:
    """From one joint to another, in the rest pose."""
    way: Vector = _JOINTS[BONE_INDEX[bone]] - _JOINTS[BONE_INDEX[parent]]
    return way
