"""A pill that opens a menu, and a menu in which several things can be ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QMenu, QStyle

from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.controls import Button, with_tooltip
from mobility_coach.ui.parts.layouts import mirrored

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPaintEvent

    from mobility_coach.ui.look import Look

_TEXT_PX = 13
_TARGET_PX = 40


class Chip(Button):
    """A pill that opens a menu; filled while it narrows the list."""

    def __init__(self, look: Look, name: str, opened: Callable[[], QMenu]) -> None:
        super().__init__(look, name, kind="chip")
        self._name = name
        self._is_active = False
        self._widest = 0
        self._opened = opened
        self.setAccessibleName(tr("{name}: any").format(name=name))
        self.clicked.connect(self.open_menu)
        look.changed.connect(self.updateGeometry)

    @property
    def is_active(self) -> bool:
        """Whether it narrows the list."""
        return self._is_active

    def show_value(self, value: str) -> None:
        """Show what is chosen; empty for its name alone."""
        self._is_active = bool(value)
        self.show_text(value or self._name)
        spoken = tr("{name}: {value}") if value else tr("{name}: any")
        self.setAccessibleName(spoken.format(name=self._name, value=value))
        self._tell_whole()
        self.updateGeometry()
        self.update()

    def open_menu(self) -> None:
        """Open the menu below; the keyboard starts on what is chosen."""
        menu = self._opened()
        below = QPoint(0, self.height())
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            below.setX(self.width() - menu.sizeHint().width())
        menu.popup(self.mapToGlobal(below))
        chosen = next((each for each in menu.actions() if each.isChecked()), None)
        if chosen is not None:
            menu.setActiveAction(chosen)

    def full_width(self, *, of_name: bool = False) -> int:
        """Pixels for all of its text, or for its name alone."""
        metrics = QFontMetrics(self._look.font(_TEXT_PX, bold=self._is_active))
        return metrics.horizontalAdvance(self._name if of_name else _plain(self.text())) + self._around()

    def limit(self, width: int) -> None:
        """Be no wider than this, and shorten the text for it; 0 for no limit."""
        if width != self._widest:
            self._widest = width
            self._tell_whole()
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """A target of forty pixels around the pill."""
        full, look = self.full_width(), self._look
        width = min(full, self._widest) if self._widest else full
        return QSize(width, max(_TARGET_PX, look.px(_TEXT_PX) + look.space(24)))

    def minimumSizeHint(self) -> QSize:
        """All of the text that is shown."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down opens it too."""
        if event.key() == Qt.Key.Key_Down:
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The pill, its text and an arrow."""
        look = self._look
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self.height() - look.space(8)
        pill = QRectF(0.5, (self.height() - height) / 2 + 0.5, self.width() - 1, height - 1)
        ground = "accent_soft" if self._is_active else "hover" if self.underMouse() else "panel"
        edge = "accent" if self._is_active or self.hasFocus() else "line"
        painter.setBrush(look.colour(ground))
        painter.setPen(QPen(look.colour(edge), 1))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("accent"), 2))
            ring = pill.adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
        painter.setPen(look.colour("accent" if self._is_active else "text"))
        painter.setFont(look.font(_TEXT_PX, bold=self._is_active))
        inside = self.rect().adjusted(look.space(12), 0, -look.space(12), 0)
        align = mirrored(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(inside, align, self.shown_text)
        self._paint_arrow(painter, inside)
        painter.end()

    def _paint_arrow(self, painter: QPainter, inside: QRect) -> None:
        half = self._look.px(4)
        place = QRect(inside.right() - 2 * half, inside.top(), 2 * half, inside.height())
        place = QStyle.visualRect(self.layoutDirection(), inside, place)
        left, middle = place.left(), place.center().y() + 1
        painter.setPen(QPen(self._look.colour("accent" if self._is_active else "muted"), self._look.px(1.6)))
        painter.drawPolyline(
            QPolygonF(
                [
                    QPointF(left, middle - half / 2),
                    QPointF(left + half, middle + half / 2),
                    QPointF(left + 2 * half, middle - half / 2),
                ]
            )
        )

    @property
    def shown_text(self) -> str:
        """Its text as far as it has room."""
        text = _plain(self.text())
        if not 0 < self._widest < self.full_width():
            return text
        metrics = QFontMetrics(self._look.font(_TEXT_PX, bold=self._is_active))
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, self._widest - self._around())

    def _tell_whole(self) -> None:
        whole = _plain(self.text())
        with_tooltip(self, "" if self.shown_text == whole else whole)

    def _around(self) -> int:
        return self._look.space(12) * 2 + self._look.px(16)


def _plain(text: str) -> str:
    return text.replace("&&", "&")


class StayingMenu(QMenu):
    """A menu in which several things are ticked: it stays open until one clicks elsewhere."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick what is clicked."""
        if not self._tick(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks; Return ticks and closes."""
        if event.key() != Qt.Key.Key_Space or not self._tick(self.activeAction()):
            super().keyPressEvent(event)

    def _tick(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable() or action.actionGroup() is not None:
            return False
        action.trigger()
        return True
