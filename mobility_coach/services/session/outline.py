"""The outline of a session: the parts of its progress bar, named once for a timeline, filled as it goes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mobility_coach.domain.drill import Drill, Movement, Side, Sides
from mobility_coach.domain.mirror import side_word
from mobility_coach.domain.timeline import Block, Timeline
from mobility_coach.domain.wording import tr
from mobility_coach.services.session.player_view import ProgressPart


@dataclass(frozen=True, slots=True)
class Outline:
    """A timeline's parts, one for each block; looked at many times a second, so all is made beforehand.

    `edges` are the frames between them, `behind` and `ahead` the parts when they are done and not begun.
    """

    timeline: Timeline
    edges: tuple[int, ...]
    behind: tuple[ProgressPart, ...]
    ahead: tuple[ProgressPart, ...]

    def parts(self, frame: int) -> tuple[ProgressPart, ...]:
        """The parts when `frame` is reached."""
        here = self.timeline.block_at(frame)
        start, stop = self.edges[here], self.edges[here + 1]
        done = min(1.0, (frame - start) / (stop - start))
        current = replace(self.ahead[here], done=done, is_current=True)
        return (*self.behind[:here], current, *self.ahead[here + 1 :])


def outline_of(timeline: Timeline, drills: Mapping[str, Drill]) -> Outline:
    """The outline of a timeline of these drills, by their ids."""
    edges = (0, *(block.start for block in timeline.blocks[1:]), timeline.length)
    is_one_drill = len({block.drill for block in timeline.blocks}) == 1
    ahead = tuple(
        ProgressPart(
            (edges[index + 1] - edges[index]) / timeline.length,
            0.0,
            _label(drills[block.drill], block, is_one_drill=is_one_drill),
            is_current=False,
        )
        for index, block in enumerate(timeline.blocks)
    )
    return Outline(timeline, edges, tuple(replace(part, done=1.0) for part in ahead), ahead)


def movement_label(drill: Drill, movement: Movement | None) -> str:
    """The name of a movement, behind its letter where the drill has several; empty without one."""
    if movement is None:
        return ""
    return movement.title if len(drill.movements) == 1 else f"{movement.id} · {movement.title}"


def with_side(label: str, drill: Drill, side: Side) -> str:
    """A movement's label with its side, where the drill works one side at a time."""
    if drill.sides is not Sides.EACH:
        return label
    return tr("{movement}, {side}").format(movement=label, side=side_word(side))


def _label(drill: Drill, block: Block, *, is_one_drill: bool) -> str:
    label = with_side(movement_label(drill, drill.movement(block.movement)), drill, block.side)
    return label if is_one_drill else f"{drill.title} · {label}"
