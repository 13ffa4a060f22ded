"""Which pictures are asked for: the one that is wanted now first, then its way, then what comes next."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from mobility_coach.figure.strokes import coarse_to_fine, following, frame_count
from mobility_coach.ui.figure.scenes import FrameJob, scene_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mobility_coach.domain.motion import Way
    from mobility_coach.ui.figure.renderer import FigureRenderer
    from mobility_coach.ui.figure.scenes import Scene
    from mobility_coach.ui.figure.wanted import Wanted


class Plan(Enum):
    """How much of a way is needed."""

    POSE = auto()
    """This one picture."""
    ENDS = auto()
    """Its key poses."""
    WHOLE = auto()


class Asker:
    """Asks the renderer on behalf of one view, and only when something else is needed."""

    def __init__(self, renderer: FigureRenderer) -> None:
        self._renderer = renderer
        self._asked: tuple[object, ...] = ()

    def want(self, scene: Scene, wanted: Wanted, plan: Plan) -> None:
        """Have these pictures drawn, if that is not under way."""
        there = self._renderer.frames(scene, wanted.way)
        now = [each for each in (wanted.frame, wanted.under) if each is not None and each not in there]
        asked = (scene, wanted.way, plan, *now)
        if asked == self._asked or (not now and asked == self._asked[: len(asked)]):
            return
        self._asked = asked
        ways = [(scene, wanted.way)]
        if plan is not Plan.POSE and scene.sight.is_fine:
            coming = following(scene.motion, wanted.way)
            ways += [(scene_of(scene.motion, scene.sight, way), way) for way in coming]
        self._renderer.hold(self, ways)
        self._renderer.ask(self, self._jobs(ways, now, plan))

    def release(self) -> None:
        """Nothing is needed any more."""
        self._asked = ()
        self._renderer.release(self)

    def _jobs(self, ways: Sequence[tuple[Scene, Way]], now: Sequence[int], plan: Plan) -> list[FrameJob]:
        jobs = dict.fromkeys(FrameJob(*ways[0], frame) for frame in now)
        if plan is not Plan.POSE:
            for scene, way in ways:
                there = self._renderer.frames(scene, way)
                order = coarse_to_fine(frame_count(way))[: None if plan is Plan.WHOLE else 2]
                jobs |= dict.fromkeys(FrameJob(scene, way, frame) for frame in order if frame not in there)
        return list(jobs)
