"""The main page: the list at the left, today's card and the page of what is chosen at the right.

Where the window is too narrow for both, the list comes first, and a chosen page covers it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mobility_coach.domain.drill_filter import DrillFilter
from mobility_coach.domain.window_commands import HomeCommand
from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.presenters.safety_words import safety_note
from mobility_coach.ui.home.ad_break_row import asked_ad_break
from mobility_coach.ui.home.drill_page import DrillPage
from mobility_coach.ui.home.home_body import HomeBody
from mobility_coach.ui.home.page_head import PageHead
from mobility_coach.ui.home.routine_page import RoutinePage
from mobility_coach.ui.home.side_column import DRILLS, ROUTINES, SideColumn
from mobility_coach.ui.home.today_card import TodayCard
from mobility_coach.ui.parts.banner import Banner, Notice
from mobility_coach.ui.parts.offer_card import Offer
from mobility_coach.ui.parts.page_parts import message_page
from mobility_coach.ui.parts.steps import Steps
from mobility_coach.ui.player.keys import home_command_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from mobility_coach.services.presenters.library_presenter import LibraryView
    from mobility_coach.services.presenters.today_presenter import TodayView
    from mobility_coach.services.window_memory import WindowMemory
    from mobility_coach.ui.figure.figures import Figures
    from mobility_coach.ui.look import Look
    from mobility_coach.ui.parts.offer_card import OfferCard

NARROW = 900
"""Below this width (at the normal text size) list and page don't stand side by side."""

_PROBLEMS_SHOWN = 3


class HomePage(QWidget):
    """The main page; it tells what was chosen and shows the views that it is given."""

    drill_chosen = Signal(str)
    routine_chosen = Signal(str)
    start_asked = Signal(str)
    export_asked = Signal(str, str)
    breaks_asked = Signal()
    history_asked = Signal()
    settings_asked = Signal()
    filter_changed = Signal(object)
    safety_read = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._is_narrow = False
        self._is_page_open = False
        self._has_today = False
        self._unmeasured = 0
        self._knows_safety = False
        self._steps = Steps(self)
        self.safety: OfferCard | None = None
        self.offer: OfferCard | None = None
        self.head = PageHead(look)
        self.today = TodayCard(look)
        self.banner = Banner(look)
        self.notice = Notice(look)
        self.side = SideColumn(look)
        self.drill_page = DrillPage(look)
        self.routine_page = RoutinePage(look)
        self.list_of_drills, self.list_of_routines = self.side.list_of_drills, self.side.list_of_routines
        self.search, self.back = self.head.search, self.head.back
        self.history, self.settings = self.head.history, self.head.settings
        self._lay_out()
        self._connect()
        self._arrange()

    # What is shown

    @property
    def filter(self) -> DrillFilter:
        """What the list is narrowed by now."""
        return replace(self.side.filters.filter, text=self.search.text())

    def use_figures(self, figures: Figures) -> None:
        """Show the drills' figures: small ones in the list, one that plays on a drill's page."""
        self.list_of_drills.use_thumbnails(figures.thumbnails)
        self.drill_page.use_figures(figures)

    def show_library(self, view: LibraryView) -> None:
        """Show the drills and routines, anew; what they are narrowed by is asked for again."""
        self.side.show_all(view)
        if not view.groups:
            self.pages.setCurrentWidget(self._nothing)
        if not self.filter.is_empty:
            self.filter_changed.emit(self.filter)
        self._steps.begin()

    def show_found(self, view: LibraryView) -> None:
        """Show what of them fits the filter; the page that is open stays open."""
        self._unmeasured = view.unmeasured
        self.side.show_found(view)

    def prepare_with(self, prepare: Callable[[int], int]) -> None:
        """Call this step by step, with a number of drills, until it says that none is left."""
        self._steps.use(prepare)

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

    def show_safety(self) -> None:
        """Show the safety note above the page; `safety_read` tells that it is understood."""
        note = safety_note()
        if self.safety is None:
            self.safety = self.body.add_card(Offer(note.title, note.lines, tr("Understood")))
            self.safety.accepted.connect(self._read_safety)
            self._order_stops()

    def show_offer(self, offer: Offer) -> OfferCard:
        """Offer something above the page, one thing at a time; the card tells the answer."""
        if self.offer is not None:
            self.offer.put_away()
        self.offer = self.body.add_card(offer)
        self._order_stops()
        return self.offer

    # What comes back

    def recall(self, memory: WindowMemory) -> None:
        """Be as the window was left; the list and the page follow with `show_library`."""
        self.side.filters.show_filter(memory.filter)
        wanted = self.list_of_routines if memory.shows_routines else self.list_of_drills
        wanted.want(memory.item)
        if memory.shows_routines:
            self.show_routines()
        if not memory.knows_safety:
            self.show_safety()

    def remember(self, memory: WindowMemory) -> WindowMemory:
        """`memory` with what this page knows of it; the words of the search are not kept."""
        return replace(
            memory,
            item=self.side.shown_list.wanted,
            shows_routines=self.side.shows_routines,
            filter=self.side.filters.filter,
            knows_safety=memory.knows_safety or self._knows_safety,
        )

    # Where the person is

    def focus_list(self) -> None:
        """Put the keyboard on the list that is shown."""
        self.side.shown_list.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Put the keyboard on the search; where a page covers it, the list comes back first."""
        if self._is_page_open and self._is_narrow:
            self.show_lists()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_routines(self) -> None:
        """Show the list of routines instead of the drills."""
        self.side.choose_tab(ROUTINES)

    def open_drill(self, drill_id: str) -> None:
        """Choose a drill and show its page, whatever the list was narrowed by."""
        is_narrowed = not self.filter.is_empty
        if is_narrowed:
            self.clear_filter()
        self.side.choose_tab(DRILLS)
        self.list_of_drills.choose(drill_id)
        self._open_page()
        if is_narrowed:
            self.notice.show_text(tr("All drills are listed again, so that this one is among them."))

    def show_lists(self) -> None:
        """Where the page covers the list: back to the list."""
        self._is_page_open = False
        self._arrange()
        self.focus_list()

    def clear_filter(self) -> None:
        """Show all again."""
        self.side.filters.show_filter(DrillFilter())
        if self.search.text():
            self.search.clear()  # which tells the new filter
        else:
            self._tell_filter()
        self.focus_list()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose whether list and page stand side by side."""
        super().resizeEvent(event)
        if self._has_little_room() != self._is_narrow:
            self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What stands in the table of this page; where nothing covers the list, Esc is nobody's."""
        command = home_command_for(event)
        if command is HomeCommand.SEARCH or event.matches(QKeySequence.StandardKey.Find):
            self.focus_search()
        elif command is HomeCommand.BACK and self.back.isVisible():
            self.show_lists()
        elif command is HomeCommand.HISTORY:
            self.history_asked.emit()
        elif command is HomeCommand.BREAKS:
            self.breaks_asked.emit()
        elif command is HomeCommand.SETTINGS:
            self.settings_asked.emit()
        elif ad_break := asked_ad_break(event):
            self.start_asked.emit(ad_break)
        else:
            super().keyPressEvent(event)

    # Inside

    def _open_page(self) -> None:
        self._is_page_open = True
        self._arrange()
        if self._is_narrow:
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter_list(self) -> None:
        self.side.shown_list.enter()

    def _tell_chosen(self) -> None:
        shown = self.side.shown_list
        if shown.chosen():
            shown.row_chosen.emit(shown.chosen())

    def _tell_filter(self) -> None:
        self.notice.show_text("")
        self.filter_changed.emit(self.filter)

    def _show_drill_page(self, drill_id: str) -> None:
        if not self.side.shows_routines:
            self.pages.setCurrentWidget(self.drill_page)
            self.drill_chosen.emit(drill_id)

    def _show_routine_page(self, routine_id: str) -> None:
        if self.side.shows_routines:
            self.pages.setCurrentWidget(self.routine_page)
            self.routine_chosen.emit(routine_id)

    def _take_progress(self) -> None:
        """A list that waits for lengths is found anew."""
        if self._unmeasured:
            self.filter_changed.emit(self.filter)

    def _read_safety(self) -> None:
        self._knows_safety = True
        self.safety_read.emit()
        self.focus_list()

    def _connect(self) -> None:
        self.list_of_drills.row_chosen.connect(self._show_drill_page)
        self.list_of_routines.row_chosen.connect(self._show_routine_page)
        for each in (self.list_of_drills, self.list_of_routines):
            each.row_opened.connect(lambda _: self._open_page())
            each.start_asked.connect(self.start_asked)
        for page in (self.drill_page, self.routine_page):
            page.start_asked.connect(self.start_asked)
            page.export_asked.connect(self.export_asked)
        self.today.start_asked.connect(self.start_asked)
        self.head.breaks.clicked.connect(self.breaks_asked)
        self.history.clicked.connect(self.history_asked)
        self.settings.clicked.connect(self.settings_asked)
        self.back.clicked.connect(self.show_lists)
        self.side.tab_chosen.connect(self._tell_chosen)
        self.side.clear_asked.connect(self.clear_filter)
        self.side.filters.changed.connect(self._tell_filter)
        self.search.textChanged.connect(self._tell_filter)
        self.search.left.connect(self.focus_list)
        self.search.entered.connect(self._enter_list)
        self._steps.progressed.connect(self._take_progress)
        self._steps.finished.connect(self._take_progress)
        self._steps.finished.connect(self.side.update_rows)
        self._look.changed.connect(self._arrange)
        drill, routine = self.drill_page, self.routine_page
        for action in (
            *(self.drill_chosen, self.routine_chosen),
            *(self.breaks_asked, self.settings_asked, self.history_asked),
            *(drill.reps_changed, drill.bpm_changed, drill.cue_changed, drill.reset_asked),
            *(routine.minutes_changed, self.back.clicked, self.start_asked, self.side.tab_chosen),
        ):
            action.connect(lambda *_: self.notice.show_text(""))

    def _lay_out(self) -> None:
        look = self._look
        self._nothing = message_page(
            look,
            tr("No drills were found"),
            tr("The program's own drills are missing. Install it again, and they are back."),
        )
        self.pages = QStackedWidget()
        not_yet = QWidget()  # until the coach is there
        for page in (not_yet, self.drill_page, self.routine_page, self._nothing):
            self.pages.addWidget(page)
        self.body = HomeBody(look, self.banner, self.side, self.today, self.pages)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.head)
        self._column.addWidget(self.body, 1)
        self._column.addWidget(self.notice)  # below: no row moves from under the pointer when it goes

    def _has_little_room(self) -> bool:
        return self.width() < self._look.px(NARROW)

    def _arrange(self) -> None:
        """Side by side, or one after the other: a larger text needs more room too."""
        is_narrow = self._is_narrow = self._has_little_room()
        is_covered = is_narrow and self._is_page_open
        beside = self._look.space(12 if is_narrow else 24)
        self._column.setContentsMargins(beside, self._look.space(16), beside, beside)
        self._column.setSpacing(self._look.space(12))
        self.head.arrange(is_narrow=is_narrow, is_covered=is_covered)
        self.body.arrange(is_narrow=is_narrow, is_covered=is_covered)
        self.today.setVisible(self._has_today and not is_covered)
        self._order_stops()

    def _order_stops(self) -> None:
        self.body.order_stops(self.settings, self.side.clear_all, self.today.stops)
