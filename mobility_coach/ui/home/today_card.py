"""Today's card: the streak, what is done today, one button, and what fits an ad break."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from mobility_coach.ui.home.ad_break_row import AdBreakRow
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import AdaptiveRow, Spaces

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from mobility_coach.services.presenters.today_presenter import TodayView
    from mobility_coach.ui.look import Look

_WIDTH_WITH_ICON = 260


class TodayCard(QFrame):
    """Paints a `TodayView`."""

    start_asked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._suggestion = ""
        self.setProperty("role", "panel")
        self.streak = PlainLabel(role="streak")
        self.title = PlainLabel(role="heading", wraps=True)
        self.line = PlainLabel(role="small", tone="muted", wraps=True)
        self.start = Button(look, "", "play", "primary")
        self.start.clicked.connect(lambda: self.start_asked.emit(self._suggestion))
        words = QVBoxLayout()
        words.setSpacing(look.space(4))
        words.addWidget(self.title)
        words.addWidget(self.line)
        said = AdaptiveRow(look, 240, 20)
        said.row.addWidget(self.streak, 0, Qt.AlignmentFlag.AlignVCenter)
        said.row.addLayout(words, 1)
        row = AdaptiveRow(look, 520, 20)
        row.row.addWidget(said, 1)
        row.row.addWidget(self.start, 0, Qt.AlignmentFlag.AlignVCenter)
        self.ad_breaks = AdBreakRow(look)
        self.ad_breaks.start_asked.connect(self.start_asked)
        layout = QVBoxLayout(self)
        Spaces(look, layout, (16, 16, 16, 16), 12)
        layout.addWidget(row)
        layout.addWidget(self.ad_breaks)

    @property
    def stops(self) -> list[Button]:
        """Where Tab stops, in order."""
        return [self.start, *self.ad_breaks.buttons]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where large text leaves little room, the button's words have all of it."""
        super().resizeEvent(event)
        self.start.show_icon("play" if self.width() >= self._look.px(_WIDTH_WITH_ICON) else "")

    def show_today(self, view: TodayView) -> None:
        """Show another view."""
        self._suggestion = view.suggestion
        self.streak.show_text(str(view.streak))
        self.streak.setVisible(view.streak > 0)
        self.title.show_text(view.title)
        self.line.show_text(view.line)
        self.start.show_text(view.start_text)
        self.start.setAccessibleName(view.start_spoken)
        self.start.setVisible(bool(view.suggestion))
