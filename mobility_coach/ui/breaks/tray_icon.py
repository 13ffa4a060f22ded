"""The picture in the tray: a ring that fills until the next break, in twelve steps.

It lies on a tile of its own, so that it can be read on light and dark panels alike. What it says is told by
shape as well as by colour.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from mobility_coach.domain.breaks.state import Hold, Phase
from mobility_coach.ui.tokens import LIGHT

if TYPE_CHECKING:
    from mobility_coach.services.breaks.break_view import BreakView

STEPS = 12

SIDES = (16, 22, 24, 32, 48, 64)
"""Pixels that panels ask for; an icon that is scaled from another size is blurred."""

_FULL_TURN = 360 * 16
_TOP = 90 * 16
_TRACK_WHITE = 0.32


class Face(Enum):
    """What the picture says. `RING`: time runs. `DUE`: a break is at hand. `STILL`: none comes for now."""

    RING = auto()
    DUE = auto()
    STILL = auto()


def face_of(view: BreakView) -> Face:
    """What the picture says of the reminders."""
    if view.phase in (Phase.NOTICED, Phase.ASKING, Phase.PRACTISING):
        return Face.DUE
    return Face.STILL if view.hold in (Hold.PAUSED, Hold.OFF_HOURS) else Face.RING


def step_of(share: float) -> int:
    """How many of the ring's steps are full for a share of 0 … 1."""
    return max(0, min(STEPS, int(share * STEPS + 1e-6)))


def tray_icon(face: Face, step: int = 0) -> QIcon:
    """The picture in all sizes; `step` counts for `Face.RING` alone."""
    icon = QIcon()
    for side in SIDES:
        icon.addPixmap(paint_tray(face, step, side))
    return icon


def paint_tray(face: Face, step: int, side: int) -> QPixmap:
    """The picture with `side` pixels."""
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    ground = QColor(LIGHT.warm if face is Face.DUE else LIGHT.accent)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(0, 0, side, side), side * 0.22, side * 0.22)
    match face:
        case Face.RING:
            _paint_ring(painter, step, ground, side)
        case Face.DUE:
            _paint_start(painter, ground, side)
        case Face.STILL:
            _paint_bars(painter, side)
    painter.end()
    return pixmap


def _paint_ring(painter: QPainter, step: int, ground: QColor, side: int) -> None:
    width = max(2, round(side * 0.14))
    edge = round(side * 0.11) + width / 2
    circle = QRectF(edge, edge, side - 2 * edge, side - 2 * edge)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(_lighter(ground, _TRACK_WHITE), width))
    painter.drawEllipse(circle)
    painter.setPen(QPen(Qt.GlobalColor.white, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawArc(circle, _TOP, -_FULL_TURN * step // STEPS)


def _lighter(colour: QColor, white: float) -> QColor:
    """The colour with so much white in it. To paint with a colour that lets through, Qt starts threads."""
    parts = colour.red(), colour.green(), colour.blue()
    return QColor(*(round(part + (255 - part) * white) for part in parts))


def _paint_start(painter: QPainter, ground: QColor, side: int) -> None:
    """A full disc with the sign for "start" cut out of it."""
    edge = round(side * 0.11)
    painter.setBrush(Qt.GlobalColor.white)
    painter.drawEllipse(QRectF(edge, edge, side - 2 * edge, side - 2 * edge))
    painter.setBrush(ground)
    points = ((0.40, 0.31), (0.40, 0.69), (0.70, 0.50))
    painter.drawPolygon(QPolygonF([QPointF(x * side, y * side) for x, y in points]))


def _paint_bars(painter: QPainter, side: int) -> None:
    """The sign for "paused", on whole pixels."""
    width = gap = max(2, round(side * 0.16))
    gap += (side - gap) % 2  # as much room on the left as on the right
    top = round(side * 0.24)
    left = (side - 2 * width - gap) // 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setBrush(Qt.GlobalColor.white)
    for x in (left, left + width + gap):
        painter.drawRect(x, top, width, side - 2 * top)
