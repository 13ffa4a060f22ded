"""What is to be seen at a moment: which pictures, on which side, and how far one has gone over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import WayKind
from mobility_coach.figure.strokes import frame_at, place_at, shown_way
from mobility_coach.ui.figure.fading import FADE_SECONDS

if TYPE_CHECKING:
    from mobility_coach.domain.motion import FigureMoment, Motion, Way

_LONGEST_PART = 0.5
"""Of a stroke whose seconds are not known."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The picture of a way, or two of them: `under`, and `frame` over it as strongly as `weight`."""

    way: Way
    frame: int
    is_back: bool
    is_mirrored: bool
    under: int | None = None
    weight: float = 1.0


def wanted_at(motion: Motion, moment: FigureMoment, *, is_reduced: bool) -> Wanted:
    """What is to be seen; with reduced motion key poses alone, from a stroke's start the one to go to."""
    way = shown_way(motion, moment.way)
    is_other = is_other_side(motion, moment.side)
    if not is_reduced or way.kind is WayKind.READY:
        return Wanted(way, frame_at(way, place_at(motion, moment)), moment.is_back, is_other)
    left, reached = (frame_at(way, end) for end in ((1, 0) if moment.is_back else (0, 1)))
    weight = _gone_over(moment)
    if 0 < weight < 1:
        return Wanted(way, reached, moment.is_back, is_other, left, weight)
    return Wanted(way, reached if weight else left, moment.is_back, is_other)


def is_other_side(motion: Motion, side: Side) -> bool:
    """Whether `side` is not the one that the motion was made for, so that its pictures are mirrored."""
    return Side.BOTH not in (motion.side, side) and motion.side is not side


def _gone_over(moment: FigureMoment) -> float:
    """How far the key pose that was left has gone over into the one that is to be reached on the beat."""
    if moment.seconds > 0:
        return min(1.0, moment.seconds / FADE_SECONDS)
    return max(0.0, min(1.0, moment.progress / _LONGEST_PART))
