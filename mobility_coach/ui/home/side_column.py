"""The side of the main page: tabs, filters, how much was found, and the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mobility_coach.domain.wording import ntr, tr
from mobility_coach.ui.announce import announce
from mobility_coach.ui.home.filter_bar import FilterBar
from mobility_coach.ui.home.library_list import LibraryList
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import Spaces

if TYPE_CHECKING:
    from mobility_coach.services.presenters.library_presenter import LibraryView
    from mobility_coach.ui.look import Look

DRILLS, ROUTINES = 0, 1


class SideColumn(QWidget):
    """Shows a `LibraryView`; filters are for drills, words for both lists."""

    tab_chosen = Signal()
    clear_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.list_of_drills = LibraryList(look, tr("Drills"))
        self.list_of_routines = LibraryList(look, tr("Routines"))
        self.filters = FilterBar(look)
        self.found = PlainLabel(role="small", tone="muted", wraps=True)
        self.tabs = QButtonGroup(self)
        self.drills_tab = Button(look, tr("Drills"), kind="tab")
        self.routines_tab = Button(look, tr("Routines"), kind="tab")
        self.clear = Button(look, tr("Clear"), "stop", "quiet")
        self.clear_all = Button(look, tr("Clear all"), "reset")
        for button in (self.clear, self.clear_all):
            button.setAccessibleName(tr("Clear search and filters"))
        self._view: LibraryView | None = None
        self._lay_out(look)
        self.tabs.idClicked.connect(self._choose_tab)
        self.clear.clicked.connect(self.clear_asked)
        self.clear_all.clicked.connect(self.clear_asked)
        self._show_tab()

    @property
    def shows_routines(self) -> bool:
        """Whether the routines are in front."""
        return self.tabs.checkedId() == ROUTINES

    @property
    def shown_list(self) -> LibraryList:
        """The list in front."""
        return self.list_of_routines if self.shows_routines else self.list_of_drills

    def show_all(self, view: LibraryView) -> None:
        """Show the whole library."""
        self._view = view
        self.list_of_drills.show_groups(view.groups)
        self.list_of_routines.show_groups((view.routines,))
        self.routines_tab.setVisible(bool(len(view.routines)))
        self._show_found(is_told=False)

    def show_found(self, view: LibraryView) -> None:
        """Show what was found, and have it counted out."""
        self._view = view
        self.list_of_drills.narrow(view.groups)
        self.list_of_routines.narrow((view.routines,))
        self._show_found(is_told=True)

    def update_rows(self) -> None:
        """Paint the rows again: what was not known of them is known now."""
        for each in (self.list_of_drills, self.list_of_routines):
            each.update_rows()

    def choose_tab(self, tab: int) -> None:
        """Put a list in front."""
        self.tabs.button(tab).setChecked(True)
        self._choose_tab()

    def _choose_tab(self, _tab: int = 0) -> None:
        self._show_tab()
        self._show_found(is_told=False)
        self.tab_chosen.emit()

    def _show_tab(self) -> None:
        self.filters.setVisible(not self.shows_routines)

    def _show_found(self, *, is_told: bool) -> None:
        view = self._view
        if view is None:
            return
        text = view.found_routines if self.shows_routines else view.found
        if text and view.unmeasured and not self.shows_routines:
            missing = ntr(
                "The length of {count} more is being worked out.",
                "The lengths of {count} more are being worked out.",
                view.unmeasured,
            )
            text = f"{text}. {missing}"
        count = len(view.routines) if self.shows_routines else sum(map(len, view.groups))
        is_empty = bool(text) and not count and not (view.unmeasured and not self.shows_routines)
        self._found_row.setVisible(bool(text))
        self._nothing_title.show_text(
            tr("No routine has these words") if self.shows_routines else tr("No drill fits")
        )
        in_front = ROUTINES if self.shows_routines else DRILLS
        self.lists.setCurrentIndex(self.lists.indexOf(self._nothing) if is_empty else in_front)
        if text != self.found.text():
            self.found.show_text(text)
            if is_told:
                announce(self.found, self._nothing_title.text() if is_empty else text)

    def _lay_out(self, look: Look) -> None:
        row = QHBoxLayout()
        Spaces(look, row, (0, 0, 0, 0), 8)
        for number, tab in enumerate((self.drills_tab, self.routines_tab)):
            tab.setCheckable(True)
            self.tabs.addButton(tab, number)
            row.addWidget(tab)
        row.addStretch(1)
        self.drills_tab.setChecked(True)
        self._found_row = QWidget()
        told = QHBoxLayout(self._found_row)
        Spaces(look, told, (4, 0, 0, 0), 8)
        told.addWidget(self.found, 1)
        told.addWidget(self.clear)
        self._found_row.hide()
        self.lists = QStackedWidget()
        self._nothing = self._nothing_page(look)
        for page in (self.list_of_drills, self.list_of_routines, self._nothing):
            self.lists.addWidget(page)
        column = QVBoxLayout(self)
        Spaces(look, column, (0, 0, 0, 0), 8)
        column.addLayout(row)
        column.addWidget(self.filters)
        column.addWidget(self._found_row)
        column.addWidget(self.lists, 1)

    def _nothing_page(self, look: Look) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        Spaces(look, column, (4, 16, 4, 16), 12)
        self._nothing_title = PlainLabel(role="heading", wraps=True)
        hint = tr("Try fewer words, or let go of a filter.")
        column.addWidget(self._nothing_title)
        column.addWidget(PlainLabel(hint, tone="muted", wraps=True))
        column.addWidget(self.clear_all, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return page
