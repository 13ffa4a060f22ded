"""The figure on the screen."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, QTimer
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QSizePolicy

from mobility_coach.domain.wording import tr
from mobility_coach.ui.figure.asking import Plan
from mobility_coach.ui.figure.panel_paint import RADIUS, paint_edge, paint_ground, paint_words, rounded
from mobility_coach.ui.figure.projector import Projector
from mobility_coach.ui.figure.scenes import Sight, mirrored
from mobility_coach.ui.figure.shots import covering
from mobility_coach.ui.parts.labels import PictureFace

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QHideEvent, QImage, QPaintEvent, QResizeEvent, QShowEvent

    from mobility_coach.domain.motion import CameraName, FigureMoment, Motion
    from mobility_coach.ui.figure.renderer import FigureRenderer
    from mobility_coach.ui.look import Look

LONGEST_SIDE = 720
"""Pixels; what is larger shows pictures of this size, smoothly enlarged."""

_LEAST_PX, _USUAL_PX = 120, 320
_SETTLE_MS = 200
_EDGE = 3


class FigureView(PictureFace):
    """Shows moments of a motion, as often as they are given to it; it paints when the picture changes.

    While pictures are drawn the nearest one is shown, before the first one what was shown last. Where nothing
    can be drawn, words say what the figure would do.
    """

    def __init__(
        self, look: Look, renderer: FigureRenderer, *, clock: Callable[[], float] = monotonic
    ) -> None:
        super().__init__()
        self._look = look
        self._camera: CameraName | None = None
        self._is_calm = False
        self._room = QSize()
        self._words = ("", "")
        self.projector = Projector(renderer, self._sight, clock, self)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLE_MS)
        self._settling.timeout.connect(self._settle)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.projector.changed.connect(self.update)
        self.projector.moved.connect(self._update_part)
        look.changed.connect(self._wear)

    @property
    def camera(self) -> CameraName | None:
        """The camera that was chosen; None for the drill's usual one."""
        return self._camera

    def set_words(self, drill: str, movement: str) -> None:
        """Say what the figure does, for who can't see it, and for the card that stands in for it."""
        if self._words != (drill, movement):
            self._words = drill, movement
            name = tr("Figure: {drill}, {movement}") if movement else tr("Figure: {drill}")
            self.setAccessibleName(name.format(drill=drill, movement=movement))
            if self.projector.is_card:
                self.update()

    def set_reduced_motion(self, *, is_reduced: bool) -> None:
        """Whether it shows key poses alone, which go over into each other shortly before the beat."""
        self._is_calm = is_reduced

    def set_camera(self, camera: CameraName | None) -> None:
        """Look from elsewhere; None for the drill's usual camera."""
        self._camera = camera
        self.projector.refresh()

    def show_moment(self, motion: Motion | None, moment: FigureMoment, *, is_passing: bool = True) -> None:
        """Show a moment of a session or of a reel; words where there is no motion.

        `is_passing` is False while the session stands still.
        """
        plan = Plan.ENDS if self._is_calm else Plan.WHOLE
        self.projector.show(motion, moment, plan, is_passing=is_passing)

    def show_pose(self, motion: Motion | None, moment: FigureMoment) -> None:
        """Show a moment that lasts: nothing more is drawn than that."""
        self.projector.show(motion, moment, Plan.POSE)

    def show_still(self, image: QImage | None, *, is_mirrored: bool = False) -> None:
        """Show a kept picture, or the empty panel, until a moment is there to be shown."""
        self.projector.show_still(mirrored(image) if image is not None and is_mirrored else image)

    # Its size

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._look.px(_USUAL_PX), self._look.px(_USUAL_PX))

    def minimumSizeHint(self) -> QSize:
        """Large enough to be understood."""
        return QSize(_LEAST_PX, _LEAST_PX)

    def picture_size(self) -> QSize:
        """The size that its pictures have where it is as large as now, in pixels of the screen."""
        density = self.devicePixelRatioF()
        width, height = self.width() * density, self.height() * density
        shrunk = min(1.0, LONGEST_SIDE / max(1.0, width, height))
        return QSize(max(1, round(width * shrunk)), max(1, round(height * shrunk)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pictures of the new size are drawn once it has come to rest; until then the old ones are scaled."""
        super().resizeEvent(event)
        if self.projector.shown is None:
            self._settle()
        else:
            self._settling.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to ask for pictures."""
        super().showEvent(event)
        self._settle()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is not seen is not drawn."""
        super().hideEvent(event)
        self._settling.stop()
        self.projector.pause()

    def event(self, event: QEvent) -> bool:
        """Another screen may need other pictures."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._settling.start()
        return super().event(event)

    def _settle(self) -> None:
        self._settling.stop()
        self._room = self.picture_size()
        self.projector.refresh()

    def _sight(self, *, is_mirrored: bool) -> Sight | None:  # noqa: ARG002 - who can be turned needs it
        """How the figure is looked at, with pictures that are mirrored or not; None while it is not seen."""
        if not self.isVisible() or self._room.isEmpty():
            return None
        theme = "dark" if self._look.tokens.is_dark else "light"
        return Sight(self._room.width(), self._room.height(), theme, self._camera)

    def _wear(self) -> None:
        self.projector.refresh()
        self.update()

    # Painting

    def covered(self) -> QRegion:
        """What its parent need not paint, in the parent's pixels: all but the rounded corners."""
        if not self.isVisible():
            return QRegion()
        room, corner = self.geometry(), self._look.space(RADIUS) + 1
        upright = room.adjusted(corner, 0, -corner, 0)
        return QRegion(upright).united(room.adjusted(0, corner, 0, -corner))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pictures, cut to a rounded panel."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room, part = QRectF(self.rect()), QRectF(event.rect())
        image = self.projector.image()
        if image is None:
            paint_ground(painter, self._look, room)
            if self.projector.is_card:
                paint_words(painter, self._look, room, *self._words)
        else:
            painter.save()
            if self._has_corner(part):  # a clip costs as much as all else
                painter.setClipPath(rounded(self._look, room))
            self._paint_pictures(painter, room, image)
            painter.restore()
        if not room.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE).contains(part):
            paint_edge(painter, self._look, room, has_focus=self.hasFocus())
        painter.end()

    def _has_corner(self, part: QRectF) -> bool:
        """Whether a part reaches into a rounded corner."""
        room, corner = QRectF(self.rect()), self._look.space(RADIUS)
        upright = room.adjusted(corner, 0, -corner, 0)
        lying = room.adjusted(0, corner, 0, -corner)
        return not (upright.contains(part) or lying.contains(part))

    def _update_part(self, part: QRect) -> None:
        """Paint a part of the picture again."""
        if (image := self.projector.image()) is None:
            return
        place = covering(image.size(), QRectF(self.rect()))
        factor = place.width() / image.width()
        left, top = place.left() + part.left() * factor, place.top() + part.top() * factor
        reached = QRectF(left, top, part.width() * factor, part.height() * factor)
        self.update(reached.adjusted(-1, -1, 1, 1).toAlignedRect())

    def _paint_pictures(self, painter: QPainter, room: QRectF, image: QImage) -> None:
        below, weight = self.projector.below()
        if below is not None:
            painter.drawImage(covering(below.size(), room), below)
            painter.setOpacity(weight)
        painter.drawImage(covering(image.size(), room), image)
