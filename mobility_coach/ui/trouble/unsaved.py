"""Asks what to do where practice can't be saved and the window is to close: the one loss that has no undo."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.labels import PlainLabel


class Answer(Enum):
    """What the person decided."""

    TRY_AGAIN = auto()
    STAY = auto()
    LEAVE = auto()


class UnsavedDialog(QDialog):
    """Says what is not saved and how to mend it; `answer` holds what was decided."""

    def __init__(self, parent: QWidget, problem: str) -> None:
        super().__init__(parent)
        self.answer = Answer.STAY
        self.setWindowTitle(tr("Not saved yet"))
        self.text = PlainLabel(problem, wraps=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(tr("Not saved yet"), "heading", wraps=True))
        layout.addWidget(self.text)
        row = QHBoxLayout()
        row.addStretch(1)
        self.leave_button = self._button(tr("Close without saving"), Answer.LEAVE, "quiet")
        self.again_button = self._button(tr("Try again"), Answer.TRY_AGAIN, "primary")
        self.again_button.setDefault(True)
        row.addWidget(self.leave_button)
        row.addWidget(self.again_button)
        layout.addLayout(row)
        self.setMinimumWidth(420)

    def _button(self, text: str, answer: Answer, kind: str) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("kind", kind)
        button.clicked.connect(lambda: self._decide(answer))
        return button

    def _decide(self, answer: Answer) -> None:
        self.answer = answer
        self.accept()


def ask_about_unsaved(parent: QWidget, problem: str) -> Answer:
    """Show the dialog and wait for the answer; closing it means to stay."""
    dialog = UnsavedDialog(parent, problem)
    dialog.exec()
    dialog.deleteLater()
    return dialog.answer
