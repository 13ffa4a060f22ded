"""A pose of the skeleton: where each bone is, and how it is turned."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mobility_coach.figure.skeleton import BONE_INDEX

Vector = NDArray[np.float64]
"""Three numbers: a point in metres, or a direction."""

Matrix = NDArray[np.float64]
"""A rotation, three by three; its columns are the bone's own axes in the world."""


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """`turns` (bones, 3, 3) and `places` (bones, 3), in the order of `skeleton.BONES`.

    `errors` holds, by limb, how far a hand, foot or knee stays from where it should be (metres).
    """

    turns: NDArray[np.float64]
    places: NDArray[np.float64]
    errors: Mapping[str, float] = field(default_factory=dict)

    def turn(self, bone: str) -> Matrix:
        """How a bone is turned."""
        turn: Matrix = self.turns[BONE_INDEX[bone]]
        return turn

    def place(self, bone: str) -> Vector:
        """Where a bone's joint is."""
        place: Vector = self.places[BONE_INDEX[bone]]
        return place

    def point(self, bone: str, offset: Vector | tuple[float, float, float]) -> Vector:
        """Where a point is that moves with a bone; `offset` is measured from its joint in the rest pose."""
        point: Vector = self.place(bone) + self.turn(bone) @ np.asarray(offset)
        return point
