"""The diagnostics: what the program finds on this machine, part by part, and a report of it to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.ui.announce import announce
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.copying import CopyButton
from mobility_coach.ui.parts.labels import PlainLabel, line
from mobility_coach.ui.parts.layouts import Flow, ScrollPage, Spaces, clear_layout
from mobility_coach.ui.parts.work_bar import WorkBar
from mobility_coach.ui.trouble.diagnostics_row import FindingRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent

    from mobility_coach.services.diagnostics_ports import DiagnosticsPort
    from mobility_coach.services.presenters.diagnostics_view import DiagnosticsSection
    from mobility_coach.services.work import Work
    from mobility_coach.ui.look import Look

_PAGE_WIDTH = 760


class DiagnosticsPage(QWidget):
    """Shows what is found while it is found; leaving the page stops a look that is under way."""

    closed = Signal()

    def __init__(self, look: Look, machine: DiagnosticsPort) -> None:
        super().__init__()
        self._look = look
        self._machine = machine
        self._shown: tuple[DiagnosticsSection, ...] = ()
        self._is_whole = False
        self._centred_parts: list[QWidget] = []
        self.rows: list[FindingRow] = []
        self.back = Button(look, tr("Back"), "back", "quiet")
        self.back.clicked.connect(self.closed)
        self.summary = PlainLabel(role="strong", wraps=True)
        self.again = Button(look, tr("Look again"), "again")
        self.again.clicked.connect(self._begin)
        self.copy_report = CopyButton(look, tr("Copy report"))
        self.work = WorkBar(look)
        self.work.finished.connect(self._end)
        self._lay_out()
        look.changed.connect(self._measure)
        self._measure()

    def refresh(self) -> None:
        """Show what is known; what was never looked at to its end is looked at now."""
        if self._is_whole:
            self._show()
        else:
            self._begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back, F5 looks again; the keys of a text scroll the page."""
        bar = self._scroll.verticalScrollBar()
        steps = {
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif key == Qt.Key.Key_F5:
            self._begin()
        elif key in steps:
            bar.setValue(bar.value() + steps[key])
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard starts at the first thing that can be done."""
        super().showEvent(event)
        first = self.work.cancel_button if self.work.is_busy else self.again
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing goes on behind the back."""
        super().hideEvent(event)
        self.work.cancel()

    def _begin(self) -> None:
        self._is_whole = False
        self.work.run(_ShownWork(self._machine.look(), self._show))
        self._show()

    def _end(self, is_cancelled: bool) -> None:
        self._is_whole = not is_cancelled
        had_focus = self.work.cancel_button.hasFocus() or self.focusWidget() is None
        self._show()
        announce(self, self.summary.text())
        if had_focus and self.isVisible():
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        view = self._machine.view()
        self.summary.show_text(view.summary)
        self.copy_report.content = view.report
        self._overview_part.setVisible(not self.work.is_busy)
        self.copy_report.setVisible(bool(view.sections))
        if view.sections[: len(self._shown)] != self._shown:
            clear_layout(self._sections)
            self._shown, self.rows = (), []
        for section in view.sections[len(self._shown) :]:
            self._add(section)
        self._shown = view.sections

    def _add(self, section: DiagnosticsSection) -> None:
        look = self._look
        self._sections.addSpacing(look.space(8))
        self._sections.addWidget(PlainLabel(section.title, "heading", wraps=True))
        panel = QFrame()
        panel.setProperty("role", "panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(look.space(20), look.space(8), look.space(20), look.space(8))
        column.setSpacing(look.space(8))
        for at, row in enumerate(section.rows):
            if at:
                column.addWidget(line())
            self.rows.append(FindingRow(look, row))
            column.addWidget(self.rows[-1])
        self._sections.addWidget(panel)

    def _lay_out(self) -> None:
        look = self._look
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addWidget(PlainLabel(tr("Diagnostics"), "title"))
        head.addStretch(1)
        self._scroll = ScrollPage(look, (24, 4, 24, 24), 0)
        self._sections = QVBoxLayout()
        self._column = QVBoxLayout()
        self._column.addWidget(self._overview())
        self._column.addWidget(self.work)
        self._column.addLayout(self._sections)
        self._column.addStretch(1)
        self._scroll.column.addWidget(self._centred(self._column))
        above = QHBoxLayout()
        above.addWidget(self._centred(head))
        layout = QVBoxLayout(self)
        layout.addLayout(above)
        layout.addWidget(self._scroll, 1)
        Spaces(look, head, (0, 0, 0, 0), 8)
        Spaces(look, self._sections, (0, 0, 0, 0), 12)
        Spaces(look, self._column, (0, 0, 0, 0), 12)
        Spaces(look, above, (24, 0, 24, 0), 0)
        Spaces(look, layout, (0, 20, 0, 0), 8)

    def _overview(self) -> QWidget:
        """The one line that matters most, and what can be done with it."""
        self._overview_part = QWidget()
        column = QVBoxLayout(self._overview_part)
        column.addWidget(self.summary)
        buttons = Flow(self._look.space(8))
        buttons.flow.addWidget(self.again)
        buttons.flow.addWidget(self.copy_report)
        column.addWidget(buttons)
        Spaces(self._look, column, (0, 0, 0, 0), 12)
        return self._overview_part

    def _centred(self, layout: QLayout) -> QWidget:
        """A layout of at most the page's width, in the middle."""
        inner = QWidget()
        inner.setLayout(layout)
        self._centred_parts.append(inner)
        outer = QWidget()
        row = QHBoxLayout(outer)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inner, 1000)
        row.addStretch(1)
        return outer

    def _measure(self) -> None:
        """The widths in the present scale; the rows are made anew, since they hold sizes of their own."""
        for part in self._centred_parts:
            part.setMaximumWidth(self._look.px(_PAGE_WIDTH))
        clear_layout(self._sections)
        self._shown, self.rows = (), []
        self._show()


class _ShownWork:
    """A work that has its page show what each step brought."""

    def __init__(self, work: Work, show: Callable[[], None]) -> None:
        self._work = work
        self._show = show

    @property
    def title(self) -> str:
        """What is being done."""
        return self._work.title

    @property
    def progress(self) -> float:
        """How much of it is done."""
        return self._work.progress

    @property
    def pause_ms(self) -> int:
        """How long to wait between two steps."""
        return self._work.pause_ms

    def step(self) -> bool:
        """A step, and what it brought; the end is shown by the page itself."""
        is_going_on = self._work.step()
        if is_going_on:
            self._show()
        return is_going_on

    def cancel(self) -> None:
        """Stop."""
        self._work.cancel()
