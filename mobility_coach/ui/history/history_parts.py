"""Parts of the history page: the streak, the drills with their sides, the first days."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import AdaptiveRow
from mobility_coach.ui.parts.short_list import ShortList

if TYPE_CHECKING:
    from mobility_coach.services.presenters.history_view import DrillRow
    from mobility_coach.ui.look import Look

DRILLS_SHOWN = 20


def capitalised(text: str) -> str:
    """A word of a sentence, standing alone: "Left"."""
    return text[:1].upper() + text[1:]


class Panel(QFrame):
    """A panel with a column of parts, and a heading where one is given."""

    def __init__(self, look: Look, title: str = "") -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(look.space(20), look.space(20), look.space(20), look.space(20))
        self.column.setSpacing(look.space(12))
        if title:
            self.column.addWidget(PlainLabel(title, "heading", wraps=True))


class StreakPanel(Panel):
    """The streak, and why it is what it is."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.number = PlainLabel(role="streak")
        self.title = PlainLabel(role="heading", wraps=True)
        self.explanation = PlainLabel(tone="muted", wraps=True)
        words = QVBoxLayout()
        words.setSpacing(look.space(4))
        words.addWidget(self.title)
        words.addWidget(self.explanation)
        row = AdaptiveRow(look, 320, 20)
        row.row.addWidget(self.number, 0, Qt.AlignmentFlag.AlignVCenter)
        row.row.addLayout(words, 1)
        self.column.addWidget(row)

    def show_streak(self, streak: int, title: str, explanation: str) -> None:
        """Show another streak; none at all is told in words."""
        self.number.show_text(str(streak))
        self.number.setVisible(streak > 0)
        self.title.show_text(title)
        self.explanation.show_text(explanation)


class DrillSides(Panel):
    """Each drill and each of its sides, with when it was last done."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, tr("Drills"))
        self._look = look
        self._shown: tuple[DrillRow, ...] | None = None
        self.list = ShortList(look, DRILLS_SHOWN)
        self.column.addWidget(self.list)

    def show_drills(self, drills: tuple[DrillRow, ...]) -> None:
        """Show other drills."""
        if drills != self._shown:
            self._shown = drills
            self.list.show_rows([partial(self._row, drill) for drill in drills])

    def _row(self, drill: DrillRow) -> QWidget:
        look = self._look
        row = AdaptiveRow(look, 560, 12)
        row.setAccessibleName(drill.spoken)
        row.row.setContentsMargins(0, look.space(4), 0, look.space(4))
        row.row.addWidget(PlainLabel(drill.title, "strong", wraps=True), 2)
        for side in drill.sides:
            words = tr("{side}: {day}").format(side=capitalised(side.side), day=side.last_done)
            label = PlainLabel(words if side.side else side.last_done, tone="muted", wraps=True)
            row.row.addWidget(label, 1)
        if len(drill.sides) == 1:
            row.row.addWidget(QWidget(), 1)  # keeps the place of the other side: days stand in columns
        return row


class FirstDays(Panel):
    """What stands in the place of the history while there is none."""

    today_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.start = Button(look, tr("To today's drill"), "play", "primary")
        self.start.clicked.connect(self.today_asked)
        self.column.addWidget(PlainLabel(tr("Your days appear here"), "heading", wraps=True))
        self.column.addWidget(
            PlainLabel(
                tr(
                    "Finish one side of a drill, and today gets its first mark. With time you see here which "
                    "days you moved, which joints got their turn, and what waits for you."
                ),
                tone="muted",
                wraps=True,
            )
        )
        self.column.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeft)
