"""The window's first moment: the words of the main page, painted where they will stand.

No styles, and nothing of the `Qt` namespace, whose 900 names alone take 13 ms to be made. Setting a pen or a
brush would make them too, as one of the ways to say a colour is by such a name. So the colours come from
palettes: a painter begins with those of its widget, and there is one widget for each pair of colours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPalette
from PySide6.QtWidgets import QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.services.first_face import FacePanel, FaceText, FirstFace

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from mobility_coach.ui.look import Look


class FirstFacePage(QWidget):
    """Shows a `FirstFace`; without one the name of the program."""

    def __init__(self, look: Look, face: FirstFace | None) -> None:
        super().__init__()
        self._look = look
        self._face = face
        self._layers: dict[tuple[str, str], _Layer] = {}
        self.setPalette(_palette(look, "text", "background"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground. Were it filled by Qt, the window behind would never be told to paint."""
        painter = QPainter(self)
        painter.eraseRect(self.rect())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the layers over all of it."""
        super().resizeEvent(event)
        if not self._layers:
            face = self._face or plain_face(self._look, self.width(), self.height())
            for panel in face.panels:
                self._layer(panel.line, panel.ground).panels.append(panel)
            for text in face.texts:
                self._layer(text.colour).texts.append(text)
        for layer in self._layers.values():
            layer.setGeometry(self.rect())

    def _layer(self, front: str, back: str = "") -> _Layer:
        if (front, back) not in self._layers:
            layer = self._layers[front, back] = _Layer(self, self._look)
            layer.setPalette(_palette(self._look, front, back))
            layer.show()
        return self._layers[front, back]


class _Layer(QWidget):
    """What has the same colours: lines and texts in the front one of its palette, grounds in the back one."""

    def __init__(self, page: FirstFacePage, look: Look) -> None:
        super().__init__(page)
        self._look = look
        self.panels: list[FacePanel] = []
        self.texts: list[FaceText] = []

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for panel in self.panels:
            frame = QRectF(panel.x + 0.5, panel.y + 0.5, panel.width - 1, panel.height - 1)
            ground = QPainterPath()
            ground.addRoundedRect(frame, panel.radius, panel.radius)
            painter.setClipPath(ground)
            painter.eraseRect(frame)
            painter.setClipping(False)
            painter.drawPath(ground)
        for text in self.texts:
            painter.setFont(self._look.font(text.size / self._look.scale, bold=text.is_bold))
            painter.drawText(QPointF(text.x, text.y), text.text)
        painter.end()


def _palette(look: Look, front: str, back: str) -> QPalette:
    role, palette = QPalette.ColorRole, QPalette()
    palette.setColor(role.WindowText, look.colour(front if look.knows_colour(front) else "text"))
    palette.setColor(role.Window, look.colour(back if look.knows_colour(back) else "panel"))
    return palette


def plain_face(look: Look, width: int, height: int) -> FirstFace:
    """The face of a window that was never left: its name, and the room of its list."""
    left, top = look.space(24), look.space(20)
    column = (width - 2 * left - look.space(20)) * 5 // 13
    list_top = top + look.px(108)
    panel = FacePanel(left, list_top, column, height - list_top - left, look.space(12), "panel", "line")
    title = FaceText(left, top + look.px(30), tr("Mobility Coach"), look.px(26), is_bold=True, colour="text")
    return FirstFace(width, height, is_maximised=False, theme=look.theme, panels=(panel,), texts=(title,))
