"""Asks whether a file that is there already shall be replaced."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.question_dialog import QuestionDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class ReplacingDialog(QuestionDialog):
    """`replaces` holds whether the person has it replaced; who closes the dialog has not."""

    def __init__(self, parent: QWidget, target: str) -> None:
        file = PurePath(target)
        super().__init__(parent, tr("Replace “{file}”?").format(file=file.name))
        self.replaces = False
        words = tr("With the ending {ending} the name is taken. What is in that file would be lost.")
        self.text = self.add_text(words.format(ending=file.suffix))
        self.replace_button = self.add_answer(tr("Replace"), self._replace)
        self.other_button = self.add_answer(tr("Choose another name"), lambda: None, is_usual=True)

    def _replace(self) -> None:
        self.replaces = True


def asked_to_replace(parent: QWidget, target: str) -> bool:
    """Show the dialog and wait for the answer: whether to replace `target`."""
    dialog = ReplacingDialog(parent, target)
    dialog.exec()
    dialog.deleteLater()
    return dialog.replaces
