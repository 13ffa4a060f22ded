"""The line that takes back what was done last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.labels import PlainLabel

if TYPE_CHECKING:
    from mobility_coach.ui.look import Look


class UndoLine(QFrame):
    """Says what was changed last, with a button that takes it back; hidden while there is nothing."""

    undo_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.label = PlainLabel(wraps=True)
        self.button = Button(look, tr("Undo"), "reset")
        self.button.clicked.connect(self.undo_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.space(16), look.space(8), look.space(8), look.space(8))
        row.setSpacing(look.space(12))
        row.addWidget(self.label, 1)
        row.addWidget(self.button)
        self.hide()

    def show_change(self, text: str) -> None:
        """Show what `undo` would take back; an empty text hides the line."""
        self.label.show_text(text)
        self.button.setAccessibleName(tr("Undo. {change}").format(change=text))
        self.setVisible(bool(text))
