"""Feet: one that is placed in the world, and one that its shank carries."""

from dataclasses import dataclass, replace

from mobility_coach.figure.geometry import turn_x, turn_y, turn_z, vector
from mobility_coach.figure.kinematics.draft import SIGNS, Draft
from mobility_coach.figure.pose import Matrix, Vector
from mobility_coach.figure.skeleton import ANKLE_HEIGHT, REST

# In a foot's own frame, whose origin is on the sole plumb under the ankle.
_ANKLE = vector(0.0, ANKLE_HEIGHT, 0.0)
_BALL = vector(0.0, *REST["toes.left"][1:])
_ARCH = vector(0.0, *REST["forefoot.left"][1:])
_HEEL = vector(0.0, 0.0, -0.045)
_EDGE, _EDGE_Z = 0.020, -0.02
"""The heel rolls over its outer edge when the foot inverts, over its inner one when it everts."""


@dataclass(frozen=True, slots=True, eq=False)
class PlantedFoot:
    """A foot that stands where it was put: where its parts are, and how they are turned."""

    side: str
    heading: Matrix
    ankle: Vector
    rear: Matrix
    forefoot: Vector
    forefoot_turn: Matrix
    toes: Vector
    toes_turn: Matrix

    def moved(self, way: Vector) -> "PlantedFoot":
        """The same foot elsewhere."""
        return replace(self, ankle=self.ankle + way, forefoot=self.forefoot + way, toes=self.toes + way)

    def put(self, draft: Draft) -> None:
        """Put the foot into the pose."""
        draft.put(f"foot.{self.side}", self.rear, self.ankle)
        draft.put(f"forefoot.{self.side}", self.forefoot_turn, self.forefoot)
        draft.put(f"toes.{self.side}", self.toes_turn, self.toes)


def planted_foot(draft: Draft, side: str) -> PlantedFoot:
    """The foot that the channels of a planted leg make.

    The rear foot rolls over its edge (inversion) while the forefoot stays. A raised heel turns all but the
    toes about the ball; a lowered one (negative) lifts the forefoot about the heel.
    """
    sign = SIGNS[side]
    sole = vector(*(draft.value(f"foot.{side}.{axis}") for axis in "xyz"))
    heading = turn_y(sign * draft.value(f"foot.{side}.turn"))
    inversion = draft.value(f"foot.{side}.inversion")
    heel_raise = draft.value(f"foot.{side}.heel_raise")
    roll = turn_z(-sign * inversion)
    pitch = turn_x(heel_raise)
    edge = vector(sign * (_EDGE if inversion >= 0.0 else -_EDGE), 0.0, _EDGE_Z)
    hinge = _BALL if heel_raise >= 0.0 else _HEEL

    def pitched(point: Vector) -> Vector:
        moved: Vector = sole + heading @ (hinge + pitch @ (point - hinge))
        return moved

    toes_turn = heading @ turn_x(-draft.value(f"toes.{side}.extension"))
    return PlantedFoot(
        side=side,
        heading=heading,
        ankle=pitched(edge + roll @ (_ANKLE - edge)),
        rear=heading @ pitch @ roll,
        forefoot=pitched(_ARCH),
        forefoot_turn=heading @ pitch,
        toes=pitched(_BALL),
        toes_turn=toes_turn if heel_raise >= 0.0 else heading @ pitch @ heading.T @ toes_turn,
    )


def put_hanging_foot(draft: Draft, side: str) -> None:
    """Put a foot on its shank, which is placed, by the angles of ankle and toes."""
    sign = SIGNS[side]
    shank = f"shank.{side}"
    turn = (
        draft.turn(shank)
        @ turn_x(-draft.value(f"ankle.{side}.dorsiflexion"))
        @ turn_z(-sign * draft.value(f"ankle.{side}.inversion"))
    )
    draft.attach(f"foot.{side}", shank, turn)
    draft.attach(f"forefoot.{side}", f"foot.{side}", turn)
    draft.attach(f"toes.{side}", f"foot.{side}", turn @ turn_x(-draft.value(f"toes.{side}.extension")))
