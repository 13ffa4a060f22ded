"""Asks whether the writing of a file shall be stopped, as long as it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.question_dialog import QuestionDialog

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget


class StoppingDialog(QuestionDialog):
    """`stops` holds whether the person stops it; who closes the dialog does not."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Stop writing the file?"))
        self.stops = False
        self.text = self.add_text(tr("It is not finished yet. Nothing of it is kept if you stop now."))
        self.stop_button = self.add_answer(tr("Stop"), self._stop)
        self.go_on_button = self.add_answer(tr("Go on writing"), lambda: None, is_usual=True)

    def _stop(self) -> None:
        self.stops = True


def asked_to_stop(parent: QWidget, finished: SignalInstance) -> bool:
    """Show the dialog and wait for the answer: whether to stop. At `finished` there is nothing to ask."""
    dialog = StoppingDialog(parent)
    finished.connect(dialog.reject)
    dialog.exec()
    dialog.deleteLater()
    return dialog.stops
