"""One picture of the figure as it is shown: its side, its arrow, and how it is painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPen,
    QPolygonF,
    QRadialGradient,
    QRegion,
)

from mobility_coach.ui.figure.scenes import mirrored

if TYPE_CHECKING:
    from mobility_coach.figure.picture import Arrow, Beam
    from mobility_coach.ui.figure.scenes import Frame

_TAIL, _FADED_PART = 0.35, 0.6
"""How strong an arrow is at its tail, and how much of it fades in from there."""

_GLOW_WIDTH, _GLOW = 3.2, 0.22
_BEAM, _BEAM_END = 0.9, 0.45


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

    @property
    def place(self) -> QRect:
        """Where on the picture that is which moves."""
        place = QRect(QPoint(self.frame.left, self.frame.top), self.frame.image.size())
        if self.is_mirrored:
            place.moveLeft(self.size.width() - place.left() - place.width())
        return place

    def has_same_rest(self, other: Shot) -> bool:
        """Whether all is the same but what moves."""
        frame, others = self.frame, other.frame
        return (
            (self.is_back, self.is_mirrored) == (other.is_back, other.is_mirrored)
            and frame.ground is others.ground
            and frame.arrows is others.arrows
            and frame.beam is others.beam is None
        )

    def image(self) -> QImage:
        """All of it in one image."""
        canvas = Canvas()
        canvas.put(self)
        return canvas.image()


class Canvas:
    """The image of one shot after another; only what moves is painted anew."""

    def __init__(self) -> None:
        self._shot: Shot | None = None
        self._ground = QImage()
        self._image = QImage()
        self._arrow = QImage()
        self._arrow_place = QRect()

    def image(self) -> QImage:
        """The image as it is now; it stays so, whatever is put on the canvas later."""
        return QImage(self._image)

    def put(self, shot: Shot) -> QRect:
        """Show this shot; returns what is not as it was, which may be nothing."""
        before, self._shot = self._shot, shot
        if before is None or not shot.has_same_rest(before):
            self._begin(shot)
            self._paint(shot, QRegion(self._image.rect()))
            return self._image.rect()
        reached = before.place.united(shot.place)
        former = self._image.copy(reached)
        self._paint(shot, QRegion(before.place))
        return differing(former, self._image.copy(reached)).translated(reached.topLeft())

    def _paint(self, shot: Shot, left: QRegion) -> None:
        """Paint what moves, and the ground where it has left."""
        frame, place = shot.frame, shot.place
        image = frame.moving_part(is_mirrored=shot.is_mirrored)
        painter = QPainter(self._image)
        for part in left.subtracted(place):  # type: ignore[attr-defined]
            painter.drawImage(part.topLeft(), self._ground, part)
        painter.drawImage(place.topLeft(), image)
        if self._arrow_place.intersects(left.boundingRect().united(place)):
            painter.drawImage(self._arrow_place.topLeft(), self._arrow)
        if frame.beam is not None:
            _begin_lines(painter, shot)
            _paint_beam(painter, frame.beam)
        painter.end()

    def _begin(self, shot: Shot) -> None:
        """Get ready what stays the same for a while: the ground, and the arrow as a small image."""
        self._ground = mirrored(shot.frame.ground) if shot.is_mirrored else shot.frame.ground
        self._image = QImage(shot.size, QImage.Format.Format_RGB32)
        arrow = shot.frame.arrows[shot.is_back]
        if arrow is None:
            self._arrow_place = QRect()
            return
        place = self._arrow_place = _place_of(arrow, shot)
        self._arrow = QImage(place.size(), QImage.Format.Format_ARGB32_Premultiplied)
        self._arrow.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._arrow)
        painter.translate(-place.topLeft())
        _begin_lines(painter, shot)
        _paint_arrow(painter, arrow)
        painter.end()


def differing(one: QImage, other: QImage) -> QRect:
    """The rectangle in which two opaque images of one size differ; an empty one where they don't.

    Most of a body stands still from one picture to the next, and painting a large view costs more than this.
    """
    import numpy as np  # noqa: PLC0415  # whoever has pictures has it; not before the first paint

    shape = one.height(), one.width()
    pixels = [np.frombuffer(each.constBits(), np.uint32).reshape(shape) for each in (one, other)]
    differs = pixels[0] != pixels[1]
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    if not len(rows):
        return QRect()
    return QRect(QPoint(int(columns[0]), int(rows[0])), QPoint(int(columns[-1]), int(rows[-1])))


def covering(picture: QSize, room: QRectF) -> QRectF:
    """Where a picture lies that fills the room, and hangs over it evenly where its shape is another one."""
    factor = max(room.width() / max(1, picture.width()), room.height() / max(1, picture.height()))
    place = QRectF(0, 0, picture.width() * factor, picture.height() * factor)
    place.moveCenter(room.center())
    return place


def _begin_lines(painter: QPainter, shot: Shot) -> None:
    """Let what is painted from now on lie where it does on the picture of the working side."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if shot.is_mirrored:
        painter.translate(shot.size.width(), 0)
        painter.scale(-1, 1)


def _place_of(arrow: Arrow, shot: Shot) -> QRect:
    """Where an arrow is on the picture, all of its width."""
    both = (arrow,) if arrow.twin is None else (arrow, arrow.twin)
    points = QPolygonF([QPointF(*point) for each in both for point in (*each.points, *each.head)])
    around = arrow.width
    place = points.boundingRect().adjusted(-around, -around, around, around)
    if shot.is_mirrored:
        place.moveLeft(shot.size.width() - place.left() - place.width())
    return place.toAlignedRect()


def _paint_arrow(painter: QPainter, arrow: Arrow) -> None:
    if arrow.twin is not None:
        _paint_arrow(painter, arrow.twin)
    points = [QPointF(*point) for point in arrow.points]
    colour = QColor(*arrow.colour)
    behind = max(1, round((len(points) - 1) * _FADED_PART))
    fading = QLinearGradient(points[0], points[behind])
    fading.setColorAt(0, _with_alpha(colour, _TAIL))
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
