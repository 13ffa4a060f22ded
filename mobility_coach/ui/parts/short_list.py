"""A list that may be long, shown piece by piece: the first rows, and a button for more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobility_coach.domain.wording import ntr
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.labels import line
from mobility_coach.ui.parts.layouts import clear_layout

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mobility_coach.ui.look import Look


class ShortList(QWidget):
    """Rows with a line between them. Only those that are shown are made."""

    def __init__(self, look: Look, shown_at_once: int) -> None:
        super().__init__()
        self._look = look
        self._shown_at_once = shown_at_once
        self._makers: Sequence[Callable[[], QWidget]] = ()
        self.rows: list[QWidget] = []
        self.more = Button(look, "", "expand", "quiet")
        self.more.clicked.connect(self._show_more)
        self._column = QVBoxLayout()
        self._column.setSpacing(look.space(8))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._column)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_rows(self, makers: Sequence[Callable[[], QWidget]]) -> None:
        """Show the rows that these make; as many as were shown before, at least the first piece."""
        many = max(len(self.rows), self._shown_at_once)
        clear_layout(self._column)
        self.rows = []
        self._makers = makers
        self._make(many)

    def start_anew(self) -> None:
        """Forget how many were shown."""
        self.rows = []

    def _show_more(self) -> None:
        had_focus, first_new = self.more.hasFocus(), len(self.rows)
        self._make(self._shown_at_once)
        if had_focus and self.more.isHidden():
            _focus_first(self.rows[first_new])

    def _make(self, count: int) -> None:
        for maker in self._makers[len(self.rows) : len(self.rows) + count]:
            if self.rows:
                self._column.addWidget(line())
            row = maker()
            self._column.addWidget(row)
            row.show()  # at once, so that it can take the keyboard
            self.rows.append(row)
        left = len(self._makers) - len(self.rows)
        self.more.setVisible(left > 0)
        self.more.show_text(ntr("{count} more", "{count} more", left))


def _focus_first(row: QWidget) -> None:
    """Put the keyboard on the first control in a row, where it has one."""
    for widget in row.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(row):
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return
