"""Parts that the pages of drills and routines share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import AdaptiveRow, Flow, Spaces

if TYPE_CHECKING:
    from mobility_coach.ui.look import Look


def section(look: Look, column: QVBoxLayout, title: str) -> None:
    """Begin a section of a page."""
    column.addSpacing(look.space(12))
    column.addWidget(PlainLabel(title, "heading", wraps=True))


def chips(look: Look, texts: tuple[str, ...]) -> QWidget:
    """Short facts, side by side."""
    row = Flow(look.space(8))
    for text in texts:
        row.flow.addWidget(PlainLabel(text, "chip"))
    return row


def numbered(look: Look, number: str, text: str, detail: str = "") -> QWidget:
    """A line of text behind its number."""
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.space(8))
    label = PlainLabel(number, tone="muted")
    label.setMinimumWidth(look.px(22))
    row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(look.space(2))
    words.addWidget(PlainLabel(text, "strong" if detail else "", wraps=True))
    if detail:
        words.addWidget(PlainLabel(detail, "small", "muted", wraps=True))
    row.addLayout(words, 1)
    return widget


def message_page(look: Look, title: str, text: str) -> QWidget:
    """A page that has nothing to show but why, and what to do."""
    page = QWidget()
    column = QVBoxLayout(page)
    Spaces(look, column, (24, 24, 24, 24), 8)
    column.addStretch(1)
    column.addWidget(PlainLabel(title, "heading", wraps=True))
    column.addWidget(PlainLabel(text, tone="muted", wraps=True))
    column.addStretch(2)
    return page


class PageFooter(QWidget):
    """The foot of a page: start, a quiet note, and what makes a file of it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.start = Button(look, tr("Start"), "play", "primary")
        self.note = PlainLabel(role="small", tone="muted", wraps=True)
        self.export = Button(look, tr("Export…"), "export", "quiet")
        self.export.setToolTip(tr("Write it to a sound file or a film, for a phone or a TV"))
        self._row = AdaptiveRow(look, 460, 12)
        self._row.row.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeft)
        self._row.row.addWidget(self.note, 1)
        self._row.row.addStretch()
        self.add(self.export)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.space(24), look.space(12), look.space(24), look.space(12))
        layout.addWidget(self._row)

    def add(self, widget: QWidget) -> None:
        """Add a quiet button at the end."""
        self._row.row.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)

    def show_start(self, text: str, note: str, title: str) -> None:
        """What "start" says; screen readers hear the title too."""
        self.start.show_text(text)
        self.start.setAccessibleName(f"{text} · {title}")
        self.export.setAccessibleName(tr("Export “{title}”").format(title=title))
        self.note.show_text(note)
        self.note.setVisible(bool(note))
