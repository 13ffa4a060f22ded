"""The field that the list is searched by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle

from mobility_coach.domain.drill_filter import LONGEST_TEXT
from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.controls import ICON_PX

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from mobility_coach.ui.look import Look


class SearchField(QLineEdit):
    """The field for words. Esc empties it and then leaves it, Down and Return go to what was found."""

    left = Signal()
    entered = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("role", "search")
        self.setMaxLength(LONGEST_TEXT)
        self.setPlaceholderText(tr("Search"))
        self.setAccessibleName(tr("Search drills and routines"))
        self.setToolTip(tr("Search by any words: Ctrl+F or /"))
        self._clear = QAction(tr("Clear the search"), self)
        self._clear.triggered.connect(self.clear)
        self.textChanged.connect(self._show_clear)
        look.changed.connect(self._recolour)
        self._recolour()
        self._make_room()

    def sizeHint(self) -> QSize:
        """As wide as a few words."""
        return QSize(self._look.px(280), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """It gives way."""
        return QSize(self._look.px(120), super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """The room for the icon lies where the text begins."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._make_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, Down and Return are for the way out."""
        match event.key():
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case Qt.Key.Key_Down | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and a magnifying glass where the text begins."""
        super().paintEvent(event)
        side, inset = self._look.px(ICON_PX), self._look.space(12)
        place = QRect(inset, (self.height() - side) // 2, side, side)
        painter = QPainter(self)
        self._look.icon("search", "muted").paint(
            painter, QStyle.visualRect(self.layoutDirection(), self.rect(), place)
        )
        painter.end()

    def _make_room(self) -> None:
        room = self._look.px(ICON_PX) + self._look.space(8)
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.setTextMargins(0 if is_mirrored else room, 0, room if is_mirrored else 0, 0)

    def _show_clear(self, text: str) -> None:
        if bool(text) != (self._clear in self.actions()):
            if text:
                self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
            else:
                self.removeAction(self._clear)

    def _recolour(self) -> None:
        self._clear.setIcon(self._look.icon("stop", "muted"))
        self._make_room()
