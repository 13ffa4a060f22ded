"""The history: the streak, the days, what was covered, and one day's records, which can be put right."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.ui.announce import announce
from mobility_coach.ui.history.coverage_table import CoverageTable
from mobility_coach.ui.history.day_panel import DayPanel
from mobility_coach.ui.history.heatmap import Heatmap
from mobility_coach.ui.history.heatmap_parts import Legend, YearBar
from mobility_coach.ui.history.history_parts import DrillSides, FirstDays, Panel, StreakPanel
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import ScrollPage
from mobility_coach.ui.parts.undo_line import UndoLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

    from mobility_coach.domain.drill import Side
    from mobility_coach.services.history_ports import HistoryPort
    from mobility_coach.ui.look import Look

_PAGE_WIDTH = 1010
_DAY_WIDTH = 480
_AS_WIDE_AS_CAN_BE = 16_777_215
WIDE = 1640
"""From this width on (at the normal text size) an opened day stands beside the rest."""


class HistoryPage(QWidget):
    """Shows what the history tells, and passes each correction on to it."""

    closed = Signal()
    drill_chosen = Signal(str)
    today_asked = Signal()
    _day_shown = Signal()

    def __init__(self, look: Look, history: HistoryPort) -> None:
        super().__init__()
        self._look = look
        self._history = history
        self._is_empty = True
        self._summaries: dict[int, str] = {}
        self._day: date | None = None
        self._centred_parts: list[QWidget] = []
        self.back = Button(look, tr("Back"), "back", "quiet")
        self.first_days = FirstDays(look)
        self.streak = StreakPanel(look)
        self.year_bar = YearBar(look)
        self.heatmap = Heatmap(look, history.day_words)
        self.day_line = PlainLabel(role="small", wraps=True)
        self.day_panel = DayPanel(look)
        self.coverage = CoverageTable(look)
        self.drills = DrillSides(look)
        self.undo_line = UndoLine(look)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Show the history as it is now."""
        view = self._history.view()
        self._is_empty = view.is_empty
        self._summaries = {year.year: year.summary for year in view.years}
        self.first_days.setVisible(view.is_empty)
        for widget in (self.streak, self._days, self._covered, self.drills):
            widget.setVisible(not view.is_empty)
        self.streak.show_streak(view.streak, view.title, view.explanation)
        self.heatmap.show_years(view.years, view.today)
        self.coverage.show_coverage(view.coverage)
        self.drills.show_drills(view.drills)
        self._show_year()
        self._tell_day(None)
        self.undo_line.show_change(self._history.undo_text)
        if self._day is not None:
            self.day_panel.show_day(self._history.open_day(self._day))

    def open_day(self, day: date) -> None:
        """Show the records of a day."""
        view = self._history.open_day(day)
        self._day = day
        self.day_panel.show_day(view)
        self._show_day_panel(is_open=True)
        self.heatmap.mark_opened(day)
        announce(self, f"{view.title}. {view.summary}")

    def close_day(self) -> None:
        """Put the records away; the keyboard goes back to the days."""
        self._day = None
        self._show_day_panel(is_open=False)
        self.heatmap.mark_opened(None)
        self.heatmap.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the day, then the page; Page Up and Down change the year from everywhere."""
        key = event.key()
        if key == Qt.Key.Key_Escape and self._day is not None:
            self.close_day()
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and self._days.isVisible():
            self.heatmap.step_year(-1 if key == Qt.Key.Key_PageUp else 1)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard starts on the days, or on the one button there is."""
        super().showEvent(event)
        first = self.first_days.start if self._is_empty else self.heatmap
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose where an opened day stands."""
        super().resizeEvent(event)
        self._place_day_panel(is_wide=event.size().width() >= self._look.px(WIDE))

    # --- changes ---

    def _change(self, change: Callable[[], str]) -> None:
        """Make a change; a record that is gone meanwhile, from another window, is said to be so."""
        try:
            problem = change()
        except KeyError:
            problem = tr("This record is no longer there. You see the day as it is now.")
        self.refresh()
        self.day_panel.show_problem(problem)
        if not problem:
            announce(self, self._history.undo_text)

    def _set_reps(self, record_id: str, reps: int) -> None:
        self._change(lambda: self._history.set_reps(record_id, reps))

    def _set_side(self, record_id: str, side: Side) -> None:
        self._change(lambda: self._history.set_side(record_id, side))

    def _remove(self, record_id: str) -> None:
        self._change(lambda: self._history.remove(record_id))
        # The button that had the keyboard is gone with its record.
        widget = self.undo_line.button if self.undo_line.isVisible() else self.day_panel.close_button
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _undo(self) -> None:
        if not self._history.undo_text:
            return
        had_focus = self.undo_line.button.hasFocus()
        self._change(self._history.undo)
        if had_focus and not self.undo_line.isVisible():
            if self._day is not None:
                self.day_panel.take_focus()
            else:
                self.heatmap.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what is shown ---

    def _show_year(self) -> None:
        summary = self._summaries[self.heatmap.current.year]
        title = tr("All years") if self.heatmap.shows_all else summary
        has_earlier, has_later = self.heatmap.has_year(-1), self.heatmap.has_year(1)
        self.year_bar.show_year(title, has_earlier=has_earlier, has_later=has_later)

    def _show_all(self, shows_all: bool) -> None:
        self.heatmap.set_all(shows_all=shows_all)
        self._show_year()

    def _show_reached(self, day: date) -> None:
        self._show_year()
        self._tell_day(day)
        self._bring_into_view(self.heatmap, self.heatmap.cell_rect(day), self._look.px(60))

    def _go_into_day(self, day: date) -> None:
        self.open_day(day)
        self.day_panel.take_focus()

    def _tell_day(self, day: date | None) -> None:
        """The day under the pointer in words, else the one that the keyboard is on."""
        self.day_line.show_text(self._history.day_words(day or self.heatmap.current))

    def _scroll_to_day(self) -> None:
        if self.day_panel.isVisible():
            self._bring_into_view(self.day_panel, self.day_panel.rect(), self._look.space(12))

    def _bring_into_view(self, widget: QWidget, rect: QRect, margin: int) -> None:
        """Scroll as little as shows the rectangle; its upper edge where it is too high."""
        scroll = self._side_scroll if self._side_scroll.isAncestorOf(widget) else self.body
        # Seen from the content, whose place tells how far it is scrolled.
        top = widget.mapTo(scroll, rect.topLeft()).y() + scroll.verticalScrollBar().value() - margin
        bottom = top + rect.height() + 2 * margin
        bar, high = scroll.verticalScrollBar(), scroll.viewport().height()
        bar.setValue(min(top, max(bar.value(), bottom - high)))

    # --- layout ---

    def _connect(self) -> None:
        self.back.clicked.connect(self.closed)
        self.first_days.today_asked.connect(self.today_asked)
        self.coverage.drill_chosen.connect(self.drill_chosen)
        self.year_bar.step_asked.connect(self.heatmap.step_year)
        self.year_bar.all_asked.connect(self._show_all)
        self.heatmap.day_reached.connect(self._show_reached)
        self.heatmap.day_pointed.connect(self._tell_day)
        self.heatmap.day_clicked.connect(self.open_day)
        self.heatmap.day_opened.connect(self._go_into_day)
        # Queued: where the panel lies is known once the layouts have made room for it.
        self._day_shown.connect(self._scroll_to_day, Qt.ConnectionType.QueuedConnection)
        self.day_panel.closed.connect(self.close_day)
        self.day_panel.stops_changed.connect(self._order_stops)
        self.day_panel.reps_changed.connect(self._set_reps)
        self.day_panel.side_changed.connect(self._set_side)
        self.day_panel.remove_asked.connect(self._remove)
        self.undo_line.undo_asked.connect(self._undo)
        self._look.changed.connect(self._measure)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self._undo)

    def _lay_out(self) -> None:
        look = self._look
        self._days = Panel(look)
        self._days.column.addWidget(self.year_bar)
        self._days.column.addWidget(self.heatmap)
        self._days.column.addWidget(self.day_line)
        self._days.column.addWidget(Legend(look))
        self._covered = Panel(look, tr("Joints and planes"))
        self._covered.column.addWidget(self.coverage)
        self._column = QVBoxLayout()
        self._column.setSpacing(look.space(12))
        for widget in (self.first_days, self.streak, self._days, self._covered, self.drills):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self.body = ScrollPage(look, (0, 0, 0, 0), 0)
        self._side_scroll = ScrollPage(look, (0, 4, 24, 24), 0)
        self._side_scroll.column.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(look.space(8))
        head.addWidget(self.back)
        head.addWidget(PlainLabel(tr("History"), "title"))
        head.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addStretch(1)
        row.addWidget(self.body, 2000)
        row.addWidget(self._side_scroll, 1000)
        row.addStretch(1)
        below = QVBoxLayout()
        below.addWidget(self.undo_line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.space(20), 0, 0)
        layout.setSpacing(look.space(8))
        layout.addLayout(self._centred(head, (24, 0, 24, 0)))
        layout.addLayout(row, 1)
        layout.addLayout(self._centred(below, (24, 0, 24, 12)))
        self.body.column.addLayout(self._centred(self._column, (24, 4, 24, 24)))
        self._is_wide = True
        self._place_day_panel(is_wide=False)

    def _place_day_panel(self, *, is_wide: bool) -> None:
        """Beside the rest in a wide window, below the days in others."""
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        focused: QWidget | None = self.focusWidget()
        if is_wide:
            self._side_scroll.column.insertWidget(0, self.day_panel)
        else:
            self._column.insertWidget(self._column.indexOf(self._days) + 1, self.day_panel)
        self._order_stops()  # what gets another parent goes to the end
        self._show_day_panel(is_open=self._day is not None)
        if focused is not None and self.day_panel.isAncestorOf(focused):
            focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def _order_stops(self) -> None:
        """Tab goes from the days into the opened one, wherever its panel stands."""
        for before, stop in pairwise([self.heatmap, *self.day_panel.stops]):
            QWidget.setTabOrder(before, stop)

    def _show_day_panel(self, *, is_open: bool) -> None:
        self.day_panel.setVisible(is_open)
        self._side_scroll.setVisible(is_open and self._is_wide)
        self._measure()
        self._day_shown.emit()

    def _measure(self) -> None:
        """The page and a day beside it stand in the middle of the window, as one."""
        look, is_beside = self._look, self._side_scroll.isVisibleTo(self)
        page, day = look.px(_PAGE_WIDTH), look.px(_DAY_WIDTH) + look.space(24)
        self.body.setMaximumWidth(page + look.space(2 * 24 + 10) if is_beside else _AS_WIDE_AS_CAN_BE)
        self._side_scroll.setMaximumWidth(day)
        for inner, most in zip(self._centred_parts, (page + day, page + day, page), strict=True):
            inner.setMaximumWidth(most if is_beside else page)

    def _centred(self, parts: QLayout, margins: tuple[int, int, int, int]) -> QHBoxLayout:
        """Parts of at most the page's width, in the middle."""
        inner = QWidget()
        inner.setLayout(parts)
        self._centred_parts.append(inner)
        parts.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setContentsMargins(*map(self._look.space, margins))
        row.addStretch(1)
        row.addWidget(inner, 1000)
        row.addStretch(1)
        return row
