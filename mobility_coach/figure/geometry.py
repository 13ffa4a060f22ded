"""Rotations, frames and the two-bone chain. Angles are degrees; a rotation's columns are its own axes.

Where an answer is not determined (a zero vector, a pole along the limb) a direction in the plane x = 0 is
taken, so that mirrored input always gives the mirrored answer.
"""

import math
from collections.abc import Sequence

import numpy as np

from mobility_coach.figure.pose import Matrix, Vector

UP: Vector = np.array((0.0, 1.0, 0.0))
DOWN: Vector = np.array((0.0, -1.0, 0.0))
FORWARD: Vector = np.array((0.0, 0.0, 1.0))
_TINY = 1e-9


def vector(x: float, y: float, z: float) -> Vector:
    """Three numbers as a vector."""
    return np.array((x, y, z))


def turn_x(degrees: float) -> Matrix:
    """A turn about x: + takes up to forward."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array(((1.0, 0.0, 0.0), (0.0, c, -s), (0.0, s, c)))


def turn_y(degrees: float) -> Matrix:
    """A turn about y: + takes forward to the figure's left."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array(((c, 0.0, s), (0.0, 1.0, 0.0), (-s, 0.0, c)))


def turn_z(degrees: float) -> Matrix:
    """A turn about z: + takes the figure's left to up."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array(((c, -s, 0.0), (s, c, 0.0), (0.0, 0.0, 1.0)))


def length(v: Vector) -> float:
    """The length of a vector."""
    x, y, z = v.tolist()
    return math.sqrt(x * x + y * y + z * z)


def cross(a: Vector, b: Vector) -> Vector:
    """The vector product; for two single vectors many times faster than numpy's."""
    ax, ay, az = a.tolist()
    bx, by, bz = b.tolist()
    return np.array((ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx))


def unit(v: Vector, fallback: Vector = FORWARD) -> Vector:
    """`v` at length 1; `fallback` where it has none."""
    size = length(v)
    return v / size if size > _TINY else fallback


def across(direction: Vector, hint: Vector) -> Vector:
    """The unit vector across `direction` (a unit vector) that is nearest to `hint`."""
    part = hint - direction * float(hint @ direction)
    if length(part) > _TINY * max(1.0, length(hint)):
        return unit(part)
    substitute = FORWARD if abs(float(direction[2])) <= abs(float(direction[1])) else UP
    return unit(substitute - direction * float(substitute @ direction))


def frame(x: Vector, y: Vector, z: Vector) -> Matrix:
    """The rotation with these axes (unit vectors, each across the others)."""
    return np.array((x, y, z)).T


def frame_of_y_z(y: Vector, z_hint: Vector) -> Matrix:
    """The frame whose y points along `y`, its z as near to `z_hint` as can be."""
    y = unit(y, UP)
    z = across(y, z_hint)
    return frame(cross(y, z), y, z)


def frame_of_y_x(y: Vector, x_hint: Vector) -> Matrix:
    """The frame whose y points along `y`, its x as near to `x_hint` as can be."""
    y = unit(y, UP)
    part = x_hint - y * float(x_hint @ y)
    if length(part) <= _TINY * max(1.0, length(x_hint)):
        return frame_of_y_z(y, FORWARD)
    x = unit(part)
    return frame(x, y, cross(x, y))


def turned_about(axis: Vector, degrees: float) -> Matrix:
    """A turn about any axis (a unit vector)."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x, y, z = axis.tolist()
    skew = np.array(((0.0, -z, y), (z, 0.0, -x), (-y, x, 0.0)))
    turn: Matrix = np.eye(3) + skew * s + skew @ skew * (1.0 - c)
    return turn


def swing(start: Vector, end: Vector) -> Matrix:
    """The least turn that takes one unit vector to another."""
    cosine = float(start @ end)
    if cosine < -1.0 + 1e-10:
        axis = across(start, FORWARD)
        half_turn: Matrix = 2.0 * np.outer(axis, axis) - np.eye(3)
        return half_turn
    x, y, z = cross(start, end).tolist()
    skew = np.array(((0.0, -z, y), (z, 0.0, -x), (-y, x, 0.0)))
    turn: Matrix = np.eye(3) + skew + skew @ skew / (1.0 + cosine)
    return turn


def turned_toward(start: Matrix, end: Matrix, share: float) -> Matrix:
    """`share` (0 … 1) of the least turn from one rotation to another."""
    relative = start.T @ end
    x, y, z = (
        float(relative[2, 1] - relative[1, 2]),
        float(relative[0, 2] - relative[2, 0]),
        float(relative[1, 0] - relative[0, 1]),
    )
    doubled_sine = math.sqrt(x * x + y * y + z * z)
    angle = math.degrees(math.atan2(doubled_sine, float(np.trace(relative)) - 1.0))
    if doubled_sine < 1e-7:
        if angle < 90.0:
            return start if share < 0.5 else end
        # Half a turn: its axis stands in the symmetric part.
        column = int(np.argmax(np.diag(relative)))
        axis = unit((relative + np.eye(3))[:, column])
    else:
        axis = np.array((x, y, z)) / doubled_sine
    return start @ turned_about(axis, angle * share)


def split_x_z_y(turn: Matrix) -> tuple[float, float, float]:
    """The angles (a, b, c) of turn_x(a) @ turn_z(b) @ turn_y(c)."""
    b = math.asin(max(-1.0, min(1.0, -float(turn[0, 1]))))
    a = math.atan2(turn[2, 1], turn[1, 1])
    c = math.atan2(turn[0, 2], turn[0, 0])
    return math.degrees(a), math.degrees(b), math.degrees(c)


def split_y_z_x(turn: Matrix) -> tuple[float, float, float]:
    """The angles (a, b, c) of turn_y(a) @ turn_z(b) @ turn_x(c)."""
    a = math.atan2(-turn[2, 0], turn[0, 0])
    b = math.asin(max(-1.0, min(1.0, float(turn[1, 0]))))
    c = math.atan2(-turn[1, 2], turn[1, 1])
    return math.degrees(a), math.degrees(b), math.degrees(c)


def two_bones(
    root: Vector, target: Vector, lengths: tuple[float, float], pole: Vector, straightest: float = 0.9995
) -> tuple[Vector, Vector, Vector, float]:
    """A chain of two bones from `root` to `target`, bent toward `pole` (a direction).

    It stretches to a share of its length, `straightest`: a hair less than all of it keeps the joint on its
    side.

    Returns:
        Where the middle joint and the end are, the axis that the joint bends about (across the plane of the
        chain; the x of both bones when z is toward the pole), and by how much the target is missed (metres).
    """
    first, second = lengths
    way = target - root
    wished = length(way)
    # Never folded into a point.
    reach = max(min(wished, (first + second) * straightest), abs(first - second) + 0.02)
    along = unit(way, DOWN)
    outward = across(along, pole)
    foot = (first * first - second * second + reach * reach) / (2.0 * reach)
    height = math.sqrt(max(0.0, first * first - foot * foot))
    middle = root + along * foot + outward * height
    return middle, root + along * reach, cross(outward, along), abs(wished - reach)


def as_vector(values: Sequence[float]) -> Vector:
    """A point or direction of the domain as a vector."""
    return np.array(values, dtype=np.float64)
