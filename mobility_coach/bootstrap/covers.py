"""The cover of a session: the first thing that is practised, at its key pose."""

from collections.abc import Callable

from mobility_coach.adapters.machine.picture_file import encoded
from mobility_coach.domain.motion import Motion
from mobility_coach.domain.timeline import Timeline
from mobility_coach.figure.films import Shooting, still

COVER_SIZE = 600
"""Pixels along an edge: what players ask for."""

COVER_THEME = "light"


def cover_of(timeline: Timeline, motions: Callable[[str], Motion | None]) -> bytes:
    """The cover as JPEG; empty where nothing of it can be drawn.

    Args:
        timeline: the session.
        motions: how the figure of a drill moves; None where there is none.
    """
    for block in timeline.blocks[:1]:
        motion = motions(block.drill)
        if motion is not None and motion.movement(block.movement) is not None:
            shooting = Shooting(block.side, None, COVER_SIZE, COVER_THEME)
            return encoded([still(motion, block.movement, shooting)], "JPEG")
    return b""
