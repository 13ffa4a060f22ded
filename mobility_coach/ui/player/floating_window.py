"""A window without a frame: moved by whatever in it is no control, and sized by its edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from mobility_coach.ui.look import Look

GRIP = 6
"""Pixels at the edges by which its size is changed."""

_CURSORS = {
    Qt.Edge.LeftEdge: Qt.CursorShape.SizeHorCursor,
    Qt.Edge.RightEdge: Qt.CursorShape.SizeHorCursor,
    Qt.Edge.TopEdge: Qt.CursorShape.SizeVerCursor,
    Qt.Edge.BottomEdge: Qt.CursorShape.SizeVerCursor,
    Qt.Edge.TopEdge | Qt.Edge.LeftEdge: Qt.CursorShape.SizeFDiagCursor,
    Qt.Edge.BottomEdge | Qt.Edge.RightEdge: Qt.CursorShape.SizeFDiagCursor,
    Qt.Edge.TopEdge | Qt.Edge.RightEdge: Qt.CursorShape.SizeBDiagCursor,
    Qt.Edge.BottomEdge | Qt.Edge.LeftEdge: Qt.CursorShape.SizeBDiagCursor,
}


class FloatingWindow(QWidget):
    """Subclasses leave `GRIP` pixels free all around. Children that take presses are controls."""

    def __init__(self, look: Look) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self._look = look
        self._pressed_at: QPoint | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setMouseTracking(True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Change its size at an edge; anywhere else begin to move it."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if edges := self._edges_at(event.position().toPoint()):
            self.windowHandle().startSystemResize(edges)
        else:
            self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it, and show where its size can be changed."""
        here = event.position().toPoint()
        if not event.buttons():
            self.setCursor(_CURSORS.get(self._edges_at(here), Qt.CursorShape.ArrowCursor))
        elif self._pressed_at is not None and _is_dragged(here - self._pressed_at):
            self._pressed_at = None
            self.windowHandle().startSystemMove()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What was pressed was not moved."""
        super().mouseReleaseEvent(event)
        self._pressed_at = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A panel with a line around it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("panel"))
        painter.setPen(QPen(self._look.colour("line"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _edges_at(self, here: QPoint) -> Qt.Edge:
        """The edges that a point lies at; none inside."""
        edges = Qt.Edge(0)
        for edge, distance in (
            (Qt.Edge.LeftEdge, here.x()),
            (Qt.Edge.RightEdge, self.width() - 1 - here.x()),
            (Qt.Edge.TopEdge, here.y()),
            (Qt.Edge.BottomEdge, self.height() - 1 - here.y()),
        ):
            if distance < GRIP:
                edges |= edge
        return edges


def _is_dragged(way: QPoint) -> bool:
    return way.manhattanLength() >= QApplication.startDragDistance()
