"""The head of the main page: the program's name, the search, and the ways to breaks, history, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QGridLayout, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.ui.home.search_field import SearchField
from mobility_coach.ui.parts.controls import Button, with_tooltip
from mobility_coach.ui.parts.labels import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from mobility_coach.ui.look import Look

_WIDEST_SEARCH_PX = 420
_LEAST_SEARCH_PX = 180


class PageHead(QWidget):
    """In a narrow window buttons are icons with a name. Where the search has little room it gets a line."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.back = Button(look, tr("All drills"), "back", "quiet")
        self.title = PlainLabel(tr("Mobility Coach"), "title")
        self.search = SearchField(look)
        self.breaks = Button(look, tr("Breaks"), "breaks", "quiet")
        self.history = Button(look, tr("History"), "history", "quiet")
        self.settings = Button(look, tr("Settings"), "settings", "quiet")
        self._buttons = (
            (self.breaks, tr("Breaks")),
            (self.history, tr("History")),
            (self.settings, tr("Settings")),
        )
        for button, name in self._buttons:
            button.setAccessibleName(name)
        self._is_narrow = self._is_covered = self._has_line = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.arrange(is_narrow=False, is_covered=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The name gives way to the buttons; the window's frame says it too."""
        super().resizeEvent(event)
        if self._needs_line() != self._has_line:
            self.arrange(is_narrow=self._is_narrow, is_covered=self._is_covered)
        self._show_title()

    def minimumSizeHint(self) -> QSize:
        """The name can go."""
        return QSize(0, super().minimumSizeHint().height())

    def _needs_line(self) -> bool:
        """Whether the search has no room beside the whole name and the buttons."""
        beside = (self.title, *(button for button, _ in self._buttons))
        taken = sum(widget.sizeHint().width() for widget in beside) + self._look.px(_LEAST_SEARCH_PX)
        return self._is_narrow or taken + 6 * self._grid.horizontalSpacing() > self.width()

    def _show_title(self) -> None:
        buttons = sum(button.sizeHint().width() for button, _ in self._buttons)
        needed = self.title.sizeHint().width() + buttons + 5 * self._grid.horizontalSpacing()
        self.title.setVisible(not self._is_covered and needed <= self.width())

    def arrange(self, *, is_narrow: bool, is_covered: bool) -> None:
        """One line or two; where a page covers the list, the way back takes the place of name and search."""
        look, grid = self._look, self._grid
        self._is_narrow, self._is_covered = is_narrow, is_covered
        for button, name in self._buttons:
            button.show_text("" if is_narrow else name)
            button.set_bare(is_bare=is_narrow)
            with_tooltip(button, name) if is_narrow else button.setToolTip("")
        grid.setHorizontalSpacing(look.space(8 if is_narrow else 20))
        grid.setVerticalSpacing(look.space(8))
        while grid.takeAt(0) is not None:
            pass
        has_line = self._has_line = self._needs_line()
        self.search.setMinimumWidth(0 if has_line else look.px(_LEAST_SEARCH_PX))
        self.search.setMaximumWidth(16_777_215 if has_line else look.px(_WIDEST_SEARCH_PX))
        grid.addWidget(self.back, 0, 0)
        grid.addWidget(self.title, 0, 1)
        if has_line:
            grid.addWidget(self.search, 1, 0, 1, 7)
        else:
            grid.addWidget(self.search, 0, 2)
        for column, (button, _) in enumerate(self._buttons, start=4):
            grid.addWidget(button, 0, column)
        grid.setColumnStretch(2, 0 if has_line else 1)
        grid.setColumnStretch(3, 1)
        self.back.setVisible(is_covered)
        self._show_title()
        self.search.setVisible(not is_covered)
