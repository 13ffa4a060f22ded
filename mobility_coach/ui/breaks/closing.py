"""Asks, the first time, what closing the window means while reminders are on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mobility_coach.domain.wording import tr
from mobility_coach.services.breaks.break_settings import Closing
from mobility_coach.ui.parts.question_dialog import QuestionDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class ClosingDialog(QuestionDialog):
    """Says what reminders need; `answer` holds what was decided, `Closing.ASK` where nothing was."""

    def __init__(self, parent: QWidget, *, has_tray: bool) -> None:
        super().__init__(parent, tr("Keep reminding you?"))
        self.answer = Closing.ASK
        if has_tray:
            where = tr(
                "To keep them, Mobility Coach goes on without a window. "
                "You find it in the tray: it is the icon with the ring."
            )
        else:
            where = tr(
                "To keep them, Mobility Coach goes on without a window. This desktop has no tray: to see the "
                "window again, start Mobility Coach."
            )
        self.text = self.add_text(tr("Reminders come only while the program runs."))
        self.where = self.add_text(where)
        note = tr("Your answer is remembered. You can change it under “Breaks”.")
        self.add_text(note, "small", "muted")
        self.quit_button = self.add_answer(tr("Quit"), lambda: self._decide(Closing.QUIT))
        self.stay_button = self.add_answer(
            tr("Keep reminding"), lambda: self._decide(Closing.STAY), is_usual=True
        )

    def _decide(self, answer: Closing) -> None:
        self.answer = answer


def ask_how_to_close(parent: QWidget, *, has_tray: bool) -> Closing:
    """Show the dialog and wait for the answer; `Closing.ASK` where the window is to stay as it is."""
    dialog = ClosingDialog(parent, has_tray=has_tray)
    dialog.exec()
    dialog.deleteLater()
    return dialog.answer
