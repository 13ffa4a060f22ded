"""One day, opened: its records, each of which can be corrected or removed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mobility_coach.domain.drill import Side
from mobility_coach.domain.wording import tr
from mobility_coach.ui.announce import announce
from mobility_coach.ui.history.history_parts import capitalised
from mobility_coach.ui.parts.choosers import Choice
from mobility_coach.ui.parts.controls import Button, Stepper
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import AdaptiveRow, Flow
from mobility_coach.ui.parts.short_list import ShortList

if TYPE_CHECKING:
    from mobility_coach.services.presenters.history_view import DayView, RecordRow
    from mobility_coach.ui.look import Look

RECORDS_SHOWN = 25
"""So many records at first; a day seldom has more."""


class _UndoGuard(QObject):
    """Leaves "undo" to the page: a number field would only take back its typing, and swallow the key."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class RecordWidget(AdaptiveRow):
    """One record; it tells what was changed in it."""

    reps_changed = Signal(str, int)
    side_changed = Signal(str, object)
    remove_asked = Signal(str)

    def __init__(self, look: Look, row: RecordRow) -> None:
        super().__init__(look, 560, 12)
        self.id = row.id
        self.time = PlainLabel(tone="muted")
        self.title = PlainLabel(role="strong", wraps=True)
        self.detail = PlainLabel(role="small", tone="muted", wraps=True)
        self.reps = Stepper(look, tr("Reps: {title}").format(title=row.title), tr("reps"))
        self.side = Choice(look, tr("Side: {title}").format(title=row.title))
        self.remove = Button(look, tr("Remove"), "stop", "quiet")
        self.reps.number.installEventFilter(_UndoGuard(self))
        self.row.addLayout(self._words(look), 1)
        controls = Flow(look.space(8))
        for control in (self.side, self.reps, self.remove):
            controls.flow.addWidget(control)
        self.row.addWidget(controls)
        self.show_record(row)
        self.reps.changed.connect(lambda value: self.reps_changed.emit(self.id, round(value)))
        self.side.activated.connect(lambda _: self.side_changed.emit(self.id, Side(self.side.currentData())))
        self.remove.clicked.connect(lambda: self.remove_asked.emit(self.id))

    def show_record(self, row: RecordRow) -> None:
        """Show the record as it is now; the keyboard stays where it is."""
        self.setAccessibleName(row.spoken)
        self.time.show_text(row.time)
        self.title.show_text(row.title)
        self.detail.show_text(row.detail)
        self.detail.setVisible(bool(row.detail))
        self.reps.show_number(row.reps, 1, max(row.reps, row.most_reps))
        sides = tuple((str(side), capitalised(text)) for side, text in row.sides)
        self.side.show_choices(sides, str(row.side))
        self.side.setVisible(bool(row.sides))
        self.remove.setAccessibleName(tr("Remove: {record}").format(record=row.spoken))

    def _words(self, look: Look) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(look.space(2))
        words.addWidget(self.title)
        words.addWidget(self.detail)
        words.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(look.space(12))
        self.time.setMinimumWidth(look.px(44))
        both.addWidget(self.time, 0, Qt.AlignmentFlag.AlignTop)
        both.addLayout(words, 1)
        return both


class DayPanel(QFrame):
    """Shows a `DayView`; it tells what a person wants to change."""

    reps_changed = Signal(str, int)
    side_changed = Signal(str, object)
    remove_asked = Signal(str)
    closed = Signal()
    stops_changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._view: DayView | None = None
        self.setProperty("role", "panel")
        self.title = PlainLabel(role="heading", wraps=True)
        self.summary = PlainLabel(tone="muted", wraps=True)
        self.breaks = PlainLabel(tone="muted", wraps=True)
        self.problem = PlainLabel(tone="warm", wraps=True)
        self.nothing = PlainLabel(
            tr("Nothing is recorded on this day. Days of rest are a part of it."), wraps=True
        )
        self.close_button = Button(look, "", "stop", "step")
        self.close_button.setAccessibleName(tr("Close this day"))
        self.close_button.clicked.connect(self.closed)
        self.list = ShortList(look, RECORDS_SHOWN)
        self.list.more.clicked.connect(self.stops_changed)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.space(20), look.space(12), look.space(12), look.space(20))
        column.setSpacing(look.space(8))
        column.addLayout(head)
        for widget in (self.summary, self.breaks, self.problem, self.nothing):
            column.addWidget(widget)
        column.addSpacing(look.space(8))
        column.addWidget(self.list)
        column.addStretch(1)
        self.problem.hide()

    @property
    def records(self) -> list[RecordWidget]:
        """The records that are shown."""
        return [row for row in self.list.rows if isinstance(row, RecordWidget)]

    @property
    def stops(self) -> list[QWidget]:
        """What takes the keyboard, as one sees it from top to bottom."""
        parts = ((row.side, row.reps.number, row.remove) for row in self.records)
        return [self.close_button, *(part for row in parts for part in row), self.list.more]

    def show_day(self, view: DayView) -> None:
        """Show a day; where it is the same with the same records, they are only brought up to date."""
        before, self._view = self._view, view
        self.setAccessibleName(view.title)
        self.title.show_text(view.title)
        self.summary.show_text(view.summary)
        self.breaks.show_text(view.breaks)
        self.breaks.setVisible(bool(view.breaks))
        self.nothing.setVisible(not view.records and not view.breaks)
        self.list.setVisible(bool(view.records))
        is_same_day = before is not None and before.day == view.day
        if not is_same_day:
            self.show_problem("")
            self.list.start_anew()
        if before is not None and is_same_day and _ids(before) == _ids(view):
            for widget, row in zip(self.records, view.records, strict=False):
                widget.show_record(row)
        else:
            self.list.show_rows([partial(self._record, row) for row in view.records])
            self.stops_changed.emit()

    def show_problem(self, text: str) -> None:
        """Say why a change was not kept; an empty text hides it."""
        self.problem.show_text(text)
        self.problem.setVisible(bool(text))
        announce(self, text)

    def take_focus(self) -> None:
        """Put the keyboard before the records, where no key changes anything by mistake."""
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _record(self, row: RecordRow) -> QWidget:
        widget = RecordWidget(self._look, row)
        widget.reps_changed.connect(self.reps_changed)
        widget.side_changed.connect(self.side_changed)
        widget.remove_asked.connect(self.remove_asked)
        return widget


def _ids(view: DayView) -> list[str]:
    return [row.id for row in view.records]
