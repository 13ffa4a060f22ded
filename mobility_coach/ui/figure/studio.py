"""Draws what is asked for. It lives in the renderer's thread: numpy and the figure are imported there."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from mobility_coach.domain.motion import WayKind
from mobility_coach.figure.strokes import place_of
from mobility_coach.services.stills import PainterStopped, StillFailed, StillOrder
from mobility_coach.ui.figure.scenes import Frame, FrameJob, Scene, Sight, Still, StillJob

if TYPE_CHECKING:
    from collections.abc import Callable

    from mobility_coach.domain.motion import Motion, Way
    from mobility_coach.figure.picture import Arrow, Beam, Patch, Pixels
    from mobility_coach.services.stills import StillPainter
    from mobility_coach.ui.figure.scenes import Job

_log = logging.getLogger(__name__)

MOST_STAGES = 4
_MOST_FAILURES = 3
"""A painter that fails so often is asked no more."""

Arrows = tuple["Arrow | None", "Arrow | None"]


class Stage(Protocol):
    """What draws one motion from one camera (`mobility_coach.figure.stage.Stage`)."""

    def background(self) -> Pixels:
        """What stands still."""
        ...

    def patch(self, way: Way, at: float) -> Patch:
        """What moves."""
        ...

    def arrow(self, way: Way, *, is_back: bool) -> Arrow | None:
        """The arrow of a stroke."""
        ...

    def beam(self, way: Way, at: float) -> Beam | None:
        """The light of a kneecap."""
        ...

    def picture(self, way: Way, at: float, *, is_back: bool = False, with_arrow: bool = True) -> Pixels:
        """All in one."""
        ...


class Studio:
    """Keeps the stages that were used last, each with its background and arrows. Used from one thread.

    Stills are left to the `painter` where there is one: numpy need not come for them.
    """

    def __init__(
        self,
        make_stage: Callable[[Motion, Sight], Stage] | None = None,
        painter: StillPainter | None = None,
    ) -> None:
        self._make_stage = make_stage or real_stage
        self._painter = painter
        self._failures = 0
        self._sets: dict[Scene, _Set] = {}  # the least used first

    def draw(self, job: Job) -> Frame | Still:
        """The picture of a job; raises whatever goes wrong."""
        if isinstance(job, StillJob) and (still := self._painted(job)) is not None:
            return still
        known = self._sets.pop(job.scene, None) or _Set(self._make_stage(job.scene.motion, job.scene.sight))
        self._sets[job.scene] = known
        while len(self._sets) > MOST_STAGES:
            del self._sets[next(iter(self._sets))]
        return known.frame(job) if isinstance(job, FrameJob) else known.still(job)

    def rest(self) -> None:
        """Nothing is wanted for now."""
        if self._painter is not None:
            self._painter.rest()

    def _painted(self, job: StillJob) -> Still | None:
        """What the painter makes of a job; None where there is none, or it can't."""
        if self._painter is None:
            return None
        sight = job.scene.sight
        order = StillOrder(
            job.scene.motion,
            job.way,
            job.at,
            sight.camera,
            sight.width,
            sight.height,
            sight.theme,
            job.with_arrow,
        )
        try:
            png = self._painter.paint(order)
        except PainterStopped:
            raise  # the window closes: nobody will look at it
        except StillFailed as error:
            _log.warning("A still is drawn here instead: %s", error)
            self._failures += 1
            if self._failures >= _MOST_FAILURES:
                self._painter = None
            return None
        return Still(QImage.fromData(png), png)


class _Set:
    """A stage, and what it has drawn that serves again."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._ground: QImage | None = None
        self._arrows: dict[Way, Arrows] = {}

    def frame(self, job: FrameJob) -> Frame:
        size = 0
        if self._ground is None:
            self._ground = image_of(self._stage.background())
        if job.way not in self._arrows:
            self._arrows[job.way] = self._arrows_of(job.way)
            size += self._ground.sizeInBytes()  # counted once for each way that shows it
        at = place_of(job.way, job.frame)
        patch = self._stage.patch(job.way, at)
        image = image_of(patch.pixels)
        beam = self._stage.beam(job.way, at)
        size += image.sizeInBytes()
        return Frame(self._ground, patch.left, patch.top, image, self._arrows[job.way], beam, size)

    def still(self, job: StillJob) -> Still:
        image = image_of(self._stage.picture(job.way, job.at, with_arrow=job.with_arrow))
        return Still(image, png_of(image))

    def _arrows_of(self, way: Way) -> Arrows:
        """Strokes have arrows; who goes over to another position needs none."""
        if way.kind not in (WayKind.STROKE, WayKind.FIRST):
            return None, None
        is_both = way.kind is WayKind.STROKE
        return self._stage.arrow(way, is_back=False), self._stage.arrow(
            way, is_back=True
        ) if is_both else None


def real_stage(motion: Motion, sight: Sight) -> Stage:
    """The stage for a motion that is looked at like this."""
    from mobility_coach.figure import stage  # noqa: PLC0415  # brings numpy

    view = stage.stage_view(motion, sight.movement, sight.camera, sight.width, sight.height, sight.theme)
    yaw, pitch = turned(view.yaw, view.pitch, sight)
    return stage.Stage(motion, replace(view, yaw=yaw, pitch=pitch, samples=sight.samples))


def turned(yaw: float, pitch: float, sight: Sight) -> tuple[float, float]:
    """The camera's angles, moved as far as a person turned it; never below the floor or over the top."""
    if not sight.turn and not sight.tilt:
        return yaw, pitch
    return (yaw + sight.turn + 180) % 360 - 180, max(0.0, min(85.0, pitch + sight.tilt))


def image_of(pixels: Pixels) -> QImage:
    """Pixels as an image that owns its memory."""
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def png_of(image: QImage) -> bytes:
    """An image as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
