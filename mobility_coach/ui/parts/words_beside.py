"""What something is called, beside the place where it is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from mobility_coach.ui.parts.labels import PlainLabel

if TYPE_CHECKING:
    from mobility_coach.ui.look import Look


class WordsBeside(QFrame):
    """It lies on its parent, and never takes the pointer or the focus."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._parent = parent
        self._look = look
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.label = PlainLabel(role="small", wraps=True)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(look.space(12), look.space(6), look.space(12), look.space(6))
        self._layout.addWidget(self.label)
        self.hide()

    def show_at(self, text: str, place: QRect) -> None:
        """Show a text above a place, or below where there is no room."""
        self.label.show_text(text)
        parent = self._parent
        size = self._size(parent.width())
        left = min(max(0, place.center().x() - size.width() // 2), max(0, parent.width() - size.width()))
        gap = self._look.space(6)
        top = place.top() - gap - size.height()
        if top < 0:
            top = min(place.bottom() + gap, parent.height() - size.height())
        self.setGeometry(QRect(left, top, size.width(), size.height()))
        self.show()
        self.raise_()

    def _size(self, room: int) -> QSize:
        margins = self._layout.contentsMargins()
        around = margins.left() + margins.right() + 2
        self.label.ensurePolished()
        width = min(room, self.label.fontMetrics().horizontalAdvance(self.label.text()) + around + 2)
        height = self.label.heightForWidth(width - around) + margins.top() + margins.bottom() + 2
        return QSize(width, height)
