"""A drill that shows itself: movement by movement, two reps of each, at its tempo, round and round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mobility_coach.domain.figure_moment import OVER_SECONDS
from mobility_coach.domain.motion import FigureMoment, Way, WayKind

if TYPE_CHECKING:
    from mobility_coach.domain.drill import Side, Tempo
    from mobility_coach.domain.motion import Motion

REPS = 2


@dataclass(frozen=True, slots=True)
class ReelMovement:
    """A movement's letter and name, and how fast it goes."""

    id: str
    title: str
    tempo: Tempo


@dataclass(frozen=True, slots=True)
class ReelDrill:
    """What a drill's page tells of the drill that is shown; `side` is LEFT or RIGHT."""

    id: str
    title: str
    side: Side
    movements: tuple[ReelMovement, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A way that takes so many seconds."""

    way: Way
    seconds: float
    is_back: bool = False


class Reel:
    """What the figure does so many seconds after it began with the movement at index `first`."""

    def __init__(self, motion: Motion, drill: ReelDrill, first: int = 0) -> None:
        self._drill = drill
        self._parts = _parts(motion, drill, first)
        self._length = sum(part.seconds for part in self._parts)

    @property
    def seconds(self) -> float:
        """How long one round takes."""
        return self._length

    def at(self, seconds: float) -> FigureMoment:
        """The moment at `seconds`."""
        left = seconds % self._length
        part = self._parts[0]
        for part in self._parts:
            if left < part.seconds:
                break
            left -= part.seconds
        else:  # by rounding
            left = part.seconds
        return FigureMoment(
            self._drill.id, self._drill.side, part.way, left / part.seconds, part.is_back, left
        )


def _parts(motion: Motion, drill: ReelDrill, first: int) -> list[_Part]:
    movements = drill.movements[first:] + drill.movements[:first]
    parts = []
    for at, movement in enumerate(movements):
        tempo = movement.tempo
        beat = 60 / max(1, tempo.bpm)
        for rep in range(REPS):
            kind = WayKind.STROKE if rep else WayKind.FIRST
            parts.append(_Part(Way(kind, movement.id), beat * tempo.beats_in))
            parts.append(_Part(Way(WayKind.STROKE, movement.id), beat * tempo.beats_out, is_back=True))
        after = movements[(at + 1) % len(movements)]
        if _needs_to_go_over(motion, movement.id, after.id):
            parts.append(_Part(Way(WayKind.OVER, after.id, movement.id), OVER_SECONDS))
    return parts


def _needs_to_go_over(motion: Motion, origin: str, movement_id: str) -> bool:
    """Not from the end of a movement to its own start, where it begins from there."""
    movement = motion.movement(movement_id)
    return origin != movement_id or (movement is not None and movement.ready is not None)
