"""A line of text that is told once it is finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from mobility_coach.ui.look import Look

_LONGEST = 500
_WIDTH_PX = 240
_LEAST_PX = 120


class TextField(QLineEdit):
    """`committed` tells the text with Return, or when the keyboard goes elsewhere; Esc takes typing back.

    `taken_back` tells that Esc did.
    """

    committed = Signal(str)
    taken_back = Signal()

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self._known = ""
        self.setMaxLength(_LONGEST)
        self.setProperty("role", "field")
        self.setAccessibleName(name)
        self.editingFinished.connect(self._commit)
        look.changed.connect(self.updateGeometry)

    def show_value(self, text: str) -> None:
        """Show what holds; what somebody is typing stays."""
        self._known = text
        if not (self.hasFocus() and self.isModified()):
            self._show_known()

    def sizeHint(self) -> QSize:
        """Room for some words."""
        return QSize(self._look.px(_WIDTH_PX), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Less in a narrow window: the text scrolls."""
        return QSize(self._look.px(_LEAST_PX), super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes back what was typed; where nothing was, it is the page's."""
        if event.key() == Qt.Key.Key_Escape and self.text() != self._known:
            self._show_known()
            self.taken_back.emit()
        else:
            super().keyPressEvent(event)

    def _show_known(self) -> None:
        if self.text() != self._known:
            self.setText(self._known)
            self.setCursorPosition(0)
        self.setModified(False)

    def _commit(self) -> None:
        if self.isModified():
            self.setModified(False)
            self.committed.emit(self.text())
