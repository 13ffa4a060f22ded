"""The page of one routine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.controls import Stepper
from mobility_coach.ui.parts.labels import PlainLabel, line
from mobility_coach.ui.parts.layouts import AdaptiveRow, ScrollPage, clear_layout
from mobility_coach.ui.parts.page_parts import PageFooter, chips, numbered, section

if TYPE_CHECKING:
    from mobility_coach.services.presenters.routine_presenter import RoutinePageView
    from mobility_coach.ui.look import Look


class RoutinePage(QWidget):
    """Paints a `RoutinePageView`. Another time is told, and shown when the next view comes.

    `export_asked` tells id and title of what is to be a file.
    """

    start_asked = Signal(str)
    minutes_changed = Signal(str, int)
    export_asked = Signal(str, str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._view: RoutinePageView | None = None
        self.title = PlainLabel(role="title", wraps=True)
        self.summary = PlainLabel(wraps=True)
        self.minutes = Stepper(look, tr("Time in minutes"), tr("min"))
        self.minutes_text = PlainLabel(tone="muted", wraps=True)
        self.drills = QVBoxLayout()
        self.footer = PageFooter(look)
        self.minutes.changed.connect(lambda value: self.minutes_changed.emit(self.shown_id, round(value)))
        self.footer.start.clicked.connect(lambda: self.start_asked.emit(self.shown_id))
        self.footer.export.clicked.connect(self._ask_for_export)
        self._lay_out()

    @property
    def shown_id(self) -> str:
        """The id of the routine that is shown, or empty."""
        return self._view.id if self._view else ""

    def show_routine(self, view: RoutinePageView) -> None:
        """Show another view."""
        if self._view is None or self._view.id != view.id:
            self.body.verticalScrollBar().setValue(0)
        self._view = view
        self.title.show_text(view.title)
        self.summary.show_text(view.summary)
        self._time.setVisible(view.minutes is not None)
        if view.minutes is not None:
            self.minutes.show_number(view.minutes.value, view.minutes.low, view.minutes.high)
            self.minutes_text.show_text(
                tr("Everything takes {minutes} min.").format(minutes=view.minutes.high)
            )
        self._show_drills(view)
        self.footer.show_start(view.start_text, "", view.title)

    def _ask_for_export(self) -> None:
        if self._view is not None:
            self.export_asked.emit(self._view.id, self._view.title)

    def _show_drills(self, view: RoutinePageView) -> None:
        look = self._look
        clear_layout(self.drills)
        if view.chips:
            self.drills.addWidget(chips(look, view.chips))
        section(look, self.drills, tr("Drills, in this order"))
        for number, drill in enumerate(view.drills, 1):
            if number > 1:
                self.drills.addWidget(line())
            self.drills.addWidget(numbered(look, str(number), drill.title, drill.detail))
        if view.left_out:
            section(look, self.drills, tr("Left out to fit your time"))
            for sentence in view.left_out:
                self.drills.addWidget(PlainLabel(sentence, tone="muted", wraps=True))

    def _lay_out(self) -> None:
        look = self._look
        self.body = ScrollPage(look, (24, 24, 24, 20), 12)
        column = self.body.column
        column.addWidget(PlainLabel(tr("Routine").upper(), "caps"))
        column.addWidget(self.title)
        column.addWidget(self.summary)
        self._time = AdaptiveRow(look, 380, 20)
        self._time.row.addWidget(self.minutes)
        self._time.row.addWidget(self.minutes_text, 1)
        column.addWidget(self._time)
        self.drills.setSpacing(look.space(12))
        column.addLayout(self.drills)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.body, 1)
        layout.addWidget(line())
        layout.addWidget(self.footer)
