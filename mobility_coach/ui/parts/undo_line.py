"""The line that takes back what was done last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import AdaptiveRow, Spaces

if TYPE_CHECKING:
    from mobility_coach.ui.look import Look

_NARROW = 300


class UndoLine(QFrame):
    """Says what was changed last, with a button that takes it back; hidden while there is nothing."""

    undo_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.label = PlainLabel(wraps=True)
        self.button = Button(look, tr("Undo"), "reset")
        self.button.clicked.connect(self.undo_asked)
        line = AdaptiveRow(look, _NARROW, 12)
        line.row.addWidget(self.label, 1)
        line.row.addWidget(self.button)
        room = QVBoxLayout(self)
        Spaces(look, room, (16, 8, 8, 8), 0)
        room.addWidget(line)
        self.hide()

    def show_change(self, text: str) -> None:
        """Show what `undo` would take back; an empty text hides the line."""
        self.label.show_text(text)
        self.button.setAccessibleName(tr("Undo. {change}").format(change=text))
        self.setVisible(bool(text))
