"""Reads points, directions and sides."""

import math

from mobility_coach.domain.drill import Side
from mobility_coach.domain.drill_format.fields import Fields
from mobility_coach.domain.motion import Point
from mobility_coach.domain.wording import tr

ORIGIN: Point = (0.0, 0.0, 0.0)

REACH = 3.0
"""How far from the middle of the scene anything may be, in metres."""

_LONGEST = 10.0
_SHORTEST = 0.01
_MOST_ALIKE = 0.98  # cosine of 11°: beyond it, which way the other direction points can't be told


def point(fields: Fields, key: str, most: float) -> Point | None:
    """Three numbers from -`most` to `most`, or None."""
    numbers = fields.numbers(key, 3, -most, most)
    return None if numbers is None else (numbers[0], numbers[1], numbers[2])


def direction(fields: Fields, key: str) -> Point | None:
    """A direction of any length that is one, or None."""
    found = point(fields, key, _LONGEST)
    if found is None or math.hypot(*found) >= _SHORTEST:
        return found
    fields.note(key, tr("a direction needs a length; [0, 1, 0] points up"))
    return None


def directions(fields: Fields, key: str, other_key: str) -> tuple[Point, Point]:
    """Two directions that point across each other."""
    found, other = direction(fields, key), direction(fields, other_key)
    if found is None or other is None:
        return ORIGIN, ORIGIN
    cosine = sum(a * b for a, b in zip(found, other, strict=True)) / math.hypot(*found) / math.hypot(*other)
    if abs(cosine) > _MOST_ALIKE:
        rule = tr("this points along the same line as '{other}'; it must point across it")
        fields.note(other_key, rule.format(other=key))
    return found, other


def single_side(fields: Fields, key: str) -> Side | None:
    """LEFT or RIGHT, or None."""
    side = fields.name(key, (Side.LEFT.value, Side.RIGHT.value))
    return Side(side) if side else None
