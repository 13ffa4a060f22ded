"""The chapters of a session: where in a file a player can jump to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mobility_coach.domain.drill import Drill
from mobility_coach.domain.timeline import Timeline
from mobility_coach.services.session.outline import outline_of


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stretch of a session, ``start <= frame < stop``, by its name."""

    title: str
    start: int
    stop: int


def chapters_of(timeline: Timeline, drills: Mapping[str, Drill]) -> tuple[Chapter, ...]:
    """A chapter for each drill; where there is but one, for each of its movements on each side.

    They cover the whole session without a gap.
    """
    outline = outline_of(timeline, drills)
    names = [block.drill for block in timeline.blocks]
    chapters: list[Chapter] = []
    is_one_drill = len(set(names)) == 1
    for index, (drill, part) in enumerate(zip(names, outline.ahead, strict=True)):
        start, stop = outline.edges[index], outline.edges[index + 1]
        if is_one_drill:
            chapters.append(Chapter(part.label, start, stop))
        elif chapters and names[index - 1] == drill:
            chapters[-1] = replace(chapters[-1], stop=stop)
        else:
            chapters.append(Chapter(drills[drill].title, start, stop))
    return tuple(chapters)
