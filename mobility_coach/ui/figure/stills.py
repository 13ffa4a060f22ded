"""Single pictures of figures: kept as files, and drawn where there are none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from mobility_coach.domain.motion import FIGURE_VERSION, Way, WayKind
from mobility_coach.figure.strokes import shown_way
from mobility_coach.ui.figure.scenes import StillJob, scene_of

if TYPE_CHECKING:
    from mobility_coach.domain.motion import Motion
    from mobility_coach.services.ui_ports import FigurePort
    from mobility_coach.ui.figure.renderer import FigureRenderer
    from mobility_coach.ui.figure.scenes import Job, Sight, Still

MOST_WAITING = 48
"""Of more wishes the oldest are forgotten: who still needs one asks again."""

FIRST_MOVEMENT = ""


@dataclass(frozen=True, slots=True)
class KeyPose:
    """A drill's movement at the end of its stroke in; its first one where none is named."""

    drill: str
    movement: str = FIRST_MOVEMENT
    with_arrow: bool = False


class Stills(QObject):
    """Pictures of key poses. `arrived` tells the name of one that was not there before.

    Names tell what the picture looks like, not whose it is: so drills that share a still share its file.
    """

    arrived = Signal(str)

    def __init__(self, renderer: FigureRenderer, figures: FigurePort, rank: int) -> None:
        super().__init__()
        self._renderer = renderer
        self._figures = figures
        self._rank = rank
        self._waiting: dict[str, StillJob] = {}  # asked for last comes last
        self._drawn: dict[str, QImage] = {}  # not asked for yet; the oldest comes first
        renderer.still_drawn.connect(self._take)
        renderer.failed.connect(self._forget)

    def name(self, pose: KeyPose, sight: Sight) -> str:
        """The name of a picture; it changes with all that changes the picture. Empty for an unknown drill."""
        stamp = self._figures.stamp(pose.drill)
        if not stamp:
            return ""
        camera = sight.camera or "usual"
        size = f"{sight.width}x{sight.height}"
        parts = [stamp, f"v{FIGURE_VERSION}", sight.theme, size, camera, pose.movement.lower() or "first"]
        return "-".join([*parts, *(["arrow"] if pose.with_arrow else [])])

    def image(self, pose: KeyPose, sight: Sight) -> QImage | None:
        """The picture, where it is kept; else it is drawn, and `arrived` tells when it is there."""
        name = self.name(pose, sight)
        if not name:
            return None
        if name in self._drawn:
            return self._drawn.pop(name)
        if name in self._waiting:
            return None
        png = self._figures.stills.get(name)
        image = QImage.fromData(png) if png is not None else QImage()
        if (image.width(), image.height()) == (sight.width, sight.height):
            return image
        self._ask(name, pose, sight)
        return None

    def stop(self) -> None:
        """Nothing is needed any more."""
        self._waiting.clear()
        self._drawn.clear()
        self._renderer.ask(self, ())

    def _ask(self, name: str, pose: KeyPose, sight: Sight) -> None:
        motion = self._figures.motion(pose.drill)
        if motion is None or not motion.movements or self._renderer.is_faulty(motion):
            return
        way, at = key_way(motion, pose.movement)
        self._waiting[name] = StillJob(name, scene_of(motion, sight, way), way, at, pose.with_arrow)
        while len(self._waiting) > MOST_WAITING:
            del self._waiting[next(iter(self._waiting))]
        self._renderer.ask(self, reversed(self._waiting.values()), self._rank)

    def _take(self, job: Job, still: Still) -> None:
        if isinstance(job, StillJob) and self._waiting.pop(job.name, None) is not None:
            self._figures.stills.put(job.name, still.png)
            # Lists paint later, and what could not be kept would be drawn again and again for them.
            self._drawn[job.name] = still.image
            while len(self._drawn) > MOST_WAITING:
                del self._drawn[next(iter(self._drawn))]
            self.arrived.emit(job.name)

    def _forget(self, motion: Motion) -> None:
        self._waiting = {name: job for name, job in self._waiting.items() if job.scene.motion is not motion}


def key_way(motion: Motion, movement_id: str) -> tuple[Way, float]:
    """Where a movement's key pose is: the way, and where along it."""
    stroke = shown_way(motion, Way(WayKind.STROKE, movement_id))
    movement = motion.movement(stroke.movement)
    if movement is None or len(movement.keys) < 2:  # a position is no way
        return Way(WayKind.READY, stroke.movement), 0.0
    return stroke, 1.0
