"""The main page: the list at the left, today's card and the page of what is chosen at the right.

Where the window is too narrow for both, the list comes first, and a chosen page covers it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mobility_coach.domain.wording import ntr, tr
from mobility_coach.ui.banner import Banner, Notice
from mobility_coach.ui.controls import Button
from mobility_coach.ui.drill_page import DrillPage
from mobility_coach.ui.labels import PlainLabel
from mobility_coach.ui.library_list import LibraryList
from mobility_coach.ui.routine_page import RoutinePage
from mobility_coach.ui.today_card import TodayCard

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from mobility_coach.services.presenters.library_presenter import LibraryView
    from mobility_coach.services.presenters.today_presenter import TodayView
    from mobility_coach.ui.look import Look

NARROW = 900
"""Below this width (at the normal text size) list and page don't stand side by side."""

_PROBLEMS_SHOWN = 3


class HomePage(QWidget):
    """The main page; it tells what was chosen and shows the views that it is given."""

    drill_chosen = Signal(str)
    routine_chosen = Signal(str)
    start_asked = Signal(str)
    settings_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._is_narrow = False
        self._is_page_open = False
        self._has_today = False
        self.today = TodayCard(look)
        self.banner = Banner(look)
        self.notice = Notice(look)
        self.list_of_drills = LibraryList(look, tr("Drills"))
        self.list_of_routines = LibraryList(look, tr("Routines"))
        self.drill_page = DrillPage(look)
        self.routine_page = RoutinePage(look)
        self.settings = Button(look, tr("Settings"), "settings", "quiet")
        self.back = Button(look, tr("All drills"), "back", "quiet")
        self._lay_out()
        self._connect()
        self._arrange()

    def show_library(self, view: LibraryView) -> None:
        """Show the drills and routines."""
        self.list_of_drills.show_groups(view.groups)
        self.list_of_routines.show_groups((view.routines,))
        if not view.groups:
            self.pages.setCurrentWidget(self._nothing)
        self._routines_tab.setVisible(bool(view.routines.rows))

    def show_today(self, view: TodayView) -> None:
        """Show today's card."""
        self.today.show_today(view)
        self._has_today = True
        self._arrange()

    def show_problems(self, problems: tuple[str, ...]) -> None:
        """Say what the person should know; nothing hides the banner."""
        lines = list(problems[:_PROBLEMS_SHOWN])
        more = len(problems) - len(lines)
        if more > 0:
            lines.append(ntr("{count} more stands in the log.", "{count} more stand in the log.", more))
        self.banner.show_text("\n".join(lines))

    def focus_list(self) -> None:
        """Put the keyboard on the list that is shown."""
        self._shown_list().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_routines(self) -> None:
        """Show the list of routines instead of the drills."""
        self._routines_tab.setChecked(True)
        self._show_tab(1)

    def show_lists(self) -> None:
        """Where the page covers the list: back to the list."""
        self._is_page_open = False
        self._arrange()
        self.focus_list()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose whether list and page stand side by side."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < self._look.px(NARROW)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape and self.back.isVisible():
            self.show_lists()
        else:
            super().keyPressEvent(event)

    def _open_page(self) -> None:
        self._is_page_open = True
        self._arrange()
        if self._is_narrow:
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_tab(self, tab: int) -> None:
        self.lists.setCurrentIndex(tab)
        shown = self._shown_list()
        if shown.chosen():
            shown.row_chosen.emit(shown.chosen())

    def _shown_list(self) -> LibraryList:
        return self.list_of_routines if self.lists.currentIndex() else self.list_of_drills

    def _show_drill_page(self, drill_id: str) -> None:
        self.pages.setCurrentWidget(self.drill_page)
        self.drill_chosen.emit(drill_id)

    def _show_routine_page(self, routine_id: str) -> None:
        if self._shown_list() is self.list_of_routines:
            self.pages.setCurrentWidget(self.routine_page)
            self.routine_chosen.emit(routine_id)

    def _connect(self) -> None:
        self.list_of_drills.row_chosen.connect(self._show_drill_page)
        self.list_of_routines.row_chosen.connect(self._show_routine_page)
        for each in (self.list_of_drills, self.list_of_routines):
            each.row_opened.connect(lambda _: self._open_page())
            each.start_asked.connect(self.start_asked)
        for page in (self.drill_page, self.routine_page):
            page.start_asked.connect(self.start_asked)
        self.today.start_asked.connect(self.start_asked)
        self.settings.clicked.connect(self.settings_asked)
        self.back.clicked.connect(self.show_lists)
        self._tabs.idClicked.connect(self._show_tab)
        drill, routine = self.drill_page, self.routine_page
        for action in (
            *(self.drill_chosen, self.routine_chosen, self.settings_asked, self.start_asked),
            *(drill.reps_changed, drill.bpm_changed, drill.cue_changed, drill.reset_asked),
            *(routine.minutes_changed, self.back.clicked, self._tabs.idClicked),
        ):
            action.connect(lambda *_: self.notice.show_text(""))

    def _lay_out(self) -> None:
        look = self._look
        head = QHBoxLayout()
        head.addWidget(self.back)
        self._title = PlainLabel(tr("Mobility Coach"), "title")
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.settings)
        self._side = self._side_column()
        self._panel = QFrame()
        self._panel.setProperty("role", "panel")
        self._nothing = self._empty_page()
        self.pages = QStackedWidget()
        not_yet = QWidget()  # until the coach is there
        for page in (not_yet, self.drill_page, self.routine_page, self._nothing):
            self.pages.addWidget(page)
        inside = QVBoxLayout(self._panel)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.pages)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.space(20))
        self._grid.setVerticalSpacing(look.space(12))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.space(24), look.space(20), look.space(24), look.space(24))
        layout.setSpacing(look.space(12))
        layout.addLayout(head)
        layout.addWidget(self.banner)
        layout.addLayout(self._grid, 1)
        layout.addWidget(self.notice)  # below: no row moves from under the pointer when it goes

    def _side_column(self) -> QWidget:
        look = self._look
        self._tabs = QButtonGroup(self)
        self._drills_tab = Button(look, tr("Drills"), kind="tab")
        self._routines_tab = Button(look, tr("Routines"), kind="tab")
        row = QHBoxLayout()
        row.setSpacing(look.space(8))
        for number, tab in enumerate((self._drills_tab, self._routines_tab)):
            tab.setCheckable(True)
            self._tabs.addButton(tab, number)
            row.addWidget(tab)
        row.addStretch(1)
        self._drills_tab.setChecked(True)
        self.lists = QStackedWidget()
        self.lists.addWidget(self.list_of_drills)
        self.lists.addWidget(self.list_of_routines)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space(8))
        column.addLayout(row)
        column.addWidget(self.lists, 1)
        return side

    def _empty_page(self) -> QWidget:
        look = self._look
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(look.space(24), look.space(24), look.space(24), look.space(24))
        column.addStretch(1)
        column.addWidget(PlainLabel(tr("No drills were found"), "heading", wraps=True))
        column.addWidget(
            PlainLabel(
                tr("The program's own drills are missing. Install it again, and they are back."),
                tone="muted",
                wraps=True,
            )
        )
        column.addStretch(2)
        return page

    def _arrange(self) -> None:
        """Side by side, or one after the other."""
        grid, is_narrow = self._grid, self._is_narrow
        is_covered = is_narrow and self._is_page_open
        for widget in (self._side, self.today, self._panel):
            grid.removeWidget(widget)
        if is_narrow:
            grid.addWidget(self.today, 0, 0)
            grid.addWidget(self._side, 1, 0)
            grid.addWidget(self._panel, 2, 0)
        else:
            grid.addWidget(self._side, 0, 0, 2, 1)
            grid.addWidget(self.today, 0, 1)
            grid.addWidget(self._panel, 1, 1)
        grid.setRowStretch(1, 0 if is_covered else 1)
        grid.setRowStretch(2, 1 if is_covered else 0)
        grid.setColumnStretch(0, 1 if is_narrow else 5)
        grid.setColumnStretch(1, 0 if is_narrow else 8)
        self._side.setVisible(not is_covered)
        self._panel.setVisible(not is_narrow or is_covered)
        self.today.setVisible(self._has_today and not is_covered)
        self._title.setVisible(not is_covered)
        self.back.setVisible(is_covered)
