"""The shoulder girdle: where the collarbone carries the shoulder as the arm rises."""

import math

from mobility_coach.figure.geometry import turn_y, turn_z
from mobility_coach.figure.kinematics.draft import SIGNS, Draft
from mobility_coach.figure.pose import Matrix, Vector

_PLANE_CUT = -150.0
"""Planes are told from here up to 210: no arm goes back and across the spine."""


def arm_direction(side: str, direction: Vector) -> tuple[float, float]:
    """Elevation and plane of an upper arm that points along `direction` (a unit vector, from the chest)."""
    elevation = math.degrees(math.acos(max(-1.0, min(1.0, -float(direction[1])))))
    plane = math.degrees(math.atan2(float(direction[2]), SIGNS[side] * float(direction[0])))
    return elevation, plane + 360.0 if plane < _PLANE_CUT else plane


def shoulder_girdle(draft: Draft, side: str, elevation: float, plane: float) -> Matrix:
    """How the collarbone is turned: it rises from 35 degrees of elevation on and follows the arm's plane.

    The part that it takes over is after Inman, Saunders and Abbott, Observations on the Function of the
    Shoulder Joint (1944), smaller here as the figure's shoulder has no blade that turns.
    """
    sign = SIGNS[side]
    rise = min(28.0, max(0.0, 0.24 * (elevation - 35.0)))
    follow = max(-22.0, min(24.0, 0.20 * (plane - 25.0) * min(1.0, elevation / 60.0)))
    rise += draft.value(f"clavicle.{side}.elevation")
    follow += draft.value(f"clavicle.{side}.protraction")
    turn: Matrix = draft.turn("chest") @ turn_y(-sign * follow) @ turn_z(sign * rise)
    return turn


def put_clavicle(draft: Draft, side: str, turn: Matrix) -> None:
    """Put a collarbone on the chest."""
    draft.attach(f"clavicle.{side}", "chest", turn)
