"""One picture of the figure as it is shown: its side, its arrow, and how it is painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPen,
    QPolygonF,
    QRadialGradient,
    QTransform,
)

if TYPE_CHECKING:
    from mobility_coach.figure.picture import Arrow, Beam
    from mobility_coach.ui.figure.scenes import Frame

_FADED_PART = 0.45
"""How much of an arrow fades in from its tail."""

_GLOW_WIDTH, _GLOW = 3.2, 0.22
_BEAM, _BEAM_END = 0.9, 0.45
_MIRROR = QTransform().scale(-1, 1)


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of a way, on one side of the body, with the arrow of one stroke."""

    frame: Frame
    is_back: bool
    is_mirrored: bool

    @property
    def size(self) -> QSize:
        """Pixels across and down."""
        return self.frame.ground.size()

    def image(self) -> QImage:
        """What stands still and what moves, in one image."""
        canvas = QImage(self.frame.ground)
        painter = QPainter(canvas)
        painter.drawImage(self.frame.left, self.frame.top, self.frame.image)
        painter.end()
        return mirrored(canvas) if self.is_mirrored else canvas

    def paint_lines(self, painter: QPainter) -> None:
        """The arrow and the beam, over the image whose upper left corner is the painter's origin."""
        painter.save()
        if self.is_mirrored:
            painter.translate(self.size.width(), 0)
            painter.scale(-1, 1)
        arrow = self.frame.arrows[self.is_back]
        if arrow is not None:
            _paint_arrow(painter, arrow)
        if self.frame.beam is not None:
            _paint_beam(painter, self.frame.beam)
        painter.restore()


def mirrored(image: QImage) -> QImage:
    """Left is right."""
    return image.transformed(_MIRROR)


def covering(picture: QSize, room: QRectF) -> QRectF:
    """Where a picture lies that fills the room, and hangs over it evenly where its shape is another one."""
    factor = max(room.width() / max(1, picture.width()), room.height() / max(1, picture.height()))
    place = QRectF(0, 0, picture.width() * factor, picture.height() * factor)
    place.moveCenter(room.center())
    return place


def _paint_arrow(painter: QPainter, arrow: Arrow) -> None:
    points = [QPointF(*point) for point in arrow.points]
    colour = QColor(*arrow.colour)
    behind = max(1, round((len(points) - 1) * _FADED_PART))
    fading = QLinearGradient(points[0], points[behind])
    fading.setColorAt(0, _with_alpha(colour, 0))
    fading.setColorAt(1, colour)
    pen = QPen(fading, arrow.width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF(points[: behind + 1]))
    pen.setBrush(colour)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF(points[behind:]))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([QPointF(*point) for point in arrow.head]))


def _paint_beam(painter: QPainter, beam: Beam) -> None:
    start, end, colour = QPointF(*beam.start), QPointF(*beam.end), QColor(*beam.colour)
    for width, strength in ((beam.width * _GLOW_WIDTH, _GLOW), (beam.width, 1.0)):
        light = QLinearGradient(start, end)
        light.setColorAt(0, _with_alpha(colour, _BEAM * strength))
        light.setColorAt(1, _with_alpha(colour, _BEAM_END * strength))
        painter.setPen(QPen(light, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(start, end)
    spot = QRadialGradient(end, max(1.0, beam.spot))
    spot.setColorAt(0, _with_alpha(colour, _BEAM))
    spot.setColorAt(1, _with_alpha(colour, 0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(spot)
    painter.drawEllipse(end, beam.spot, beam.spot)


def _with_alpha(colour: QColor, alpha: float) -> QColor:
    other = QColor(colour)
    other.setAlphaF(alpha)
    return other
