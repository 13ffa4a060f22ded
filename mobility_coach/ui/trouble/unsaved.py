"""Asks what to do where practice can't be saved and the window is to close: the one loss that has no undo."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.question_dialog import QuestionDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Answer(Enum):
    """What the person decided."""

    TRY_AGAIN = auto()
    STAY = auto()
    LEAVE = auto()


class UnsavedDialog(QuestionDialog):
    """Says what is not saved and how to mend it; `answer` holds what was decided."""

    def __init__(self, parent: QWidget, problem: str) -> None:
        super().__init__(parent, tr("Not saved yet"))
        self.answer = Answer.STAY
        self.text = self.add_text(problem)
        self.leave_button = self.add_answer(tr("Close without saving"), lambda: self._decide(Answer.LEAVE))
        self.again_button = self.add_answer(
            tr("Try again"), lambda: self._decide(Answer.TRY_AGAIN), is_usual=True
        )

    def _decide(self, answer: Answer) -> None:
        self.answer = answer


def ask_about_unsaved(parent: QWidget, problem: str) -> Answer:
    """Show the dialog and wait for the answer; closing it means to stay."""
    dialog = UnsavedDialog(parent, problem)
    dialog.exec()
    dialog.deleteLater()
    return dialog.answer
