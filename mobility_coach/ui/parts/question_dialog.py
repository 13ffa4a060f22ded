"""A dialog that asks one thing: a heading, a few sentences, and the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mobility_coach.ui.parts.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

_WIDTH_IN_LINES = 27
"""As many times the height of a line."""


class QuestionDialog(QDialog):
    """Accepted by any of its answers; who closes it has given none."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(12)
        self._answers = QHBoxLayout()
        self._answers.addStretch(1)
        self._column.addWidget(PlainLabel(title, "heading", wraps=True))
        self._column.addStretch(1)
        self._column.addSpacing(4)
        self._column.addLayout(self._answers)
        self._texts = 1

    def add_text(self, text: str, role: str = "", tone: str = "") -> PlainLabel:
        """Say `text` below what is said already."""
        label = PlainLabel(text, role, tone, wraps=True)
        self._column.insertWidget(self._texts, label)
        self._texts += 1
        return label

    def add_answer(self, text: str, given: Callable[[], None], *, is_usual: bool = False) -> QPushButton:
        """Offer an answer; `given` is called with it. The usual one is given by Return."""
        button = QPushButton(text)
        button.setProperty("kind", "primary" if is_usual else "quiet")
        button.setDefault(is_usual)
        button.clicked.connect(given)
        button.clicked.connect(self.accept)
        self._answers.addWidget(button)
        return button

    def showEvent(self, event: QShowEvent) -> None:
        """Be wide enough to read well, and high enough for all words, whatever their size."""
        column, room = self._column, self.screen().availableGeometry()
        wanted = self.fontMetrics().height() * _WIDTH_IN_LINES
        width = min(max(wanted, column.minimumSize().width()), room.width())
        self.setMinimumSize(width, min(column.totalHeightForWidth(width), room.height()))
        self.resize(self.minimumSize())
        super().showEvent(event)
