"""The figure's panel: its rounded corners, and the card with words where no figure can be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen

from mobility_coach.ui.parts.labels import showable

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from mobility_coach.ui.look import Look

RADIUS = 14


def rounded(look: Look, room: QRectF) -> QPainterPath:
    """The panel's outline."""
    path = QPainterPath()
    radius = look.space(RADIUS)
    path.addRoundedRect(room, radius, radius)
    return path


def paint_ground(painter: QPainter, look: Look, room: QRectF) -> None:
    """The calm, empty panel."""
    painter.fillPath(rounded(look, room), look.colour("panel"))


def paint_edge(painter: QPainter, look: Look, room: QRectF, *, has_focus: bool) -> None:
    """A thin line around it; a strong one where the keyboard is."""
    width = 2 if has_focus else 1
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.colour("accent" if has_focus else "line"), width))
    inset = width / 2
    painter.drawPath(rounded(look, room.adjusted(inset, inset, -inset, -inset)))


def paint_words(painter: QPainter, look: Look, room: QRectF, title: str, detail: str) -> None:
    """A title, and smaller below it what belongs to it; both in the middle."""
    inside = room.adjusted(look.space(20), look.space(20), -look.space(20), -look.space(20))
    lines = [
        (showable(title), look.font(18, bold=True), "text"),
        (showable(detail), look.font(15), "muted"),
    ]
    heights = [_height(inside, text, font) for text, font, _ in lines]
    gap = look.space(8)
    top = inside.center().y() - (sum(heights) + gap) / 2
    for (text, font, colour), height in zip(lines, heights, strict=True):
        painter.setFont(font)
        painter.setPen(look.colour(colour))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(QRectF(inside.left(), top, inside.width(), height), flags, text)
        top += height + gap


def _height(room: QRectF, text: str, font: QFont) -> float:
    if not text:
        return 0.0
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, room.width(), 1e5), flags, text).height()
