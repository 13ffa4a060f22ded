"""Asks, the first time, what closing the window means while reminders are on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.services.breaks.break_settings import Closing
from mobility_coach.ui.parts.labels import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent


_WIDTH_IN_LINES = 27
"""As many times the height of a line."""


class ClosingDialog(QDialog):
    """Says what reminders need; `answer` holds what was decided, `Closing.ASK` where nothing was."""

    def __init__(self, parent: QWidget, *, has_tray: bool) -> None:
        super().__init__(parent)
        self.answer = Closing.ASK
        self.setWindowTitle(tr("Keep reminding you?"))
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
        self.text = PlainLabel(tr("Reminders come only while the program runs."), wraps=True)
        self.where = PlainLabel(where, wraps=True)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(tr("Keep reminding you?"), "heading", wraps=True))
        layout.addWidget(self.text)
        layout.addWidget(self.where)
        note = tr("Your answer is remembered. You can change it in the settings of the reminders.")
        layout.addWidget(PlainLabel(note, "small", "muted", wraps=True))
        row = QHBoxLayout()
        row.addStretch(1)
        self.quit_button = self._button(tr("Quit"), Closing.QUIT, "quiet")
        self.stay_button = self._button(tr("Keep reminding"), Closing.STAY, "primary")
        self.stay_button.setDefault(True)
        row.addWidget(self.quit_button)
        row.addWidget(self.stay_button)
        layout.addLayout(row)

    def showEvent(self, event: QShowEvent) -> None:
        """Be wide enough to read well, and high enough for all words, whatever their size."""
        column, room = self._column, self.screen().availableGeometry()
        width = min(
            max(self.fontMetrics().height() * _WIDTH_IN_LINES, column.minimumSize().width()), room.width()
        )
        self.setMinimumSize(width, min(column.totalHeightForWidth(width), room.height()))
        super().showEvent(event)

    def _button(self, text: str, answer: Closing, kind: str) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("kind", kind)
        button.clicked.connect(lambda: self._decide(answer))
        return button

    def _decide(self, answer: Closing) -> None:
        self.answer = answer
        self.accept()


def ask_how_to_close(parent: QWidget, *, has_tray: bool) -> Closing:
    """Show the dialog and wait for the answer; `Closing.ASK` where the window is to stay as it is."""
    dialog = ClosingDialog(parent, has_tray=has_tray)
    dialog.exec()
    dialog.deleteLater()
    return dialog.answer
