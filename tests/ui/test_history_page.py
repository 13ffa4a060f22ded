from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.domain.drill import Side
from mobility_coach.services.presenters.history_view import CoverageCell, CoverageView
from mobility_coach.ui.history import day_panel as day_module
from mobility_coach.ui.history import history_page as page_module
from mobility_coach.ui.history.coverage_table import CoverageTable
from mobility_coach.ui.history.day_panel import RECORDS_SHOWN
from mobility_coach.ui.history.history_page import HistoryPage
from mobility_coach.ui.history.history_parts import DRILLS_SHOWN
from mobility_coach.ui.look import Look
from mobility_coach.ui.parts.labels import PlainLabel
from tests.ui.fake_history import TODAY, FakeHistory, drill_rows, record

LEFT = Qt.MouseButton.LeftButton
TAB = Qt.FocusReason.TabFocusReason
Key = Qt.Key

Open = Callable[..., HistoryPage]


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []
    for module in (page_module, day_module):
        monkeypatch.setattr(module, "announce", lambda _, text: told.append(text))
    return told


@pytest.fixture
def open_page(qtbot: QtBot, look: Look) -> Open:
    kept = []

    def make(history: FakeHistory, width: int = 1120, height: int = 760) -> HistoryPage:
        page = HistoryPage(look, history)
        qtbot.addWidget(page)
        kept.append(page)
        page.resize(width, height)
        page.refresh()
        with qtbot.waitExposed(page):
            page.show()
        settle()
        return page

    return make


@pytest.fixture
def history() -> FakeHistory:
    return FakeHistory(years=3)


@pytest.fixture
def page(open_page: Open, history: FakeHistory) -> HistoryPage:
    return open_page(history)


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, LEFT)


def day_with(history: FakeHistory, records: int) -> date:
    return next(
        day for at in range(300) if len(history.records(day := TODAY - timedelta(30 + at))) == records
    )


def opened(page: HistoryPage, history: FakeHistory, records: int = 4) -> date:
    day = day_with(history, records)
    page.open_day(day)
    settle()
    return day


# --- the page ---


def test_the_streak_is_shown_with_its_reason(page: HistoryPage) -> None:
    assert page.streak.number.text() == "12"
    assert page.streak.title.text() == "days in a row"
    assert "15 November was a rest day" in page.streak.explanation.text()
    assert page.heatmap.hasFocus()
    assert page.body.verticalScrollBar().value() == 0


def test_without_a_streak_no_number_is_shown(open_page: Open) -> None:
    history = FakeHistory()
    history.streak = 0
    assert open_page(history).streak.number.isHidden()


def test_without_a_history_the_page_says_what_will_be_here(open_page: Open) -> None:
    page = open_page(FakeHistory(1, is_empty=True))
    asked: list[None] = []
    page.today_asked.connect(lambda: asked.append(None))
    assert page.first_days.isVisible()
    assert page.first_days.start.hasFocus()
    for widget in (page.streak, page.heatmap, page.coverage, page.drills):
        assert not widget.isVisible()
    QTest.keyClick(page.first_days.start, Key.Key_Return)
    assert len(asked) == 1
    QTest.keyClick(page, Key.Key_PageUp)
    assert page.heatmap.current == TODAY


def test_the_first_practice_ends_the_empty_state(open_page: Open) -> None:
    history = FakeHistory(1, is_empty=True)
    page = open_page(history)
    history.is_empty = False
    page.refresh()
    assert page.first_days.isHidden()
    assert page.heatmap.isVisible()


def test_back_and_escape_lead_back(page: HistoryPage, history: FakeHistory) -> None:
    closed: list[None] = []
    page.closed.connect(lambda: closed.append(None))
    click(page.back)
    assert len(closed) == 1
    opened(page, history)
    QTest.keyClick(page.heatmap, Key.Key_Escape)
    assert page.day_panel.isHidden()
    assert page.heatmap.hasFocus()
    assert len(closed) == 1
    QTest.keyClick(page.heatmap, Key.Key_Escape)
    assert len(closed) == 2


def test_the_years_are_walked_by_buttons_and_keys(page: HistoryPage) -> None:
    bar = page.year_bar
    assert bar.title.text().startswith("2026: ")
    assert not bar.later.isEnabled()
    click(bar.earlier)
    assert bar.title.text().startswith("2025: ")
    QTest.keyClick(page.back, Key.Key_PageUp)
    assert bar.title.text().startswith("2024: ")
    assert not bar.earlier.isEnabled()
    assert bar.later.isEnabled()
    QTest.keyClick(page.back, Key.Key_PageDown)
    click(bar.later)
    assert page.heatmap.current == TODAY
    assert bar.earlier.accessibleName() == "Previous year (Page Up)"
    QTest.keyClick(page, Key.Key_F7)


def test_all_years_are_shown_below_each_other(page: HistoryPage) -> None:
    click(page.year_bar.all)
    settle()
    assert page.heatmap.shows_all
    assert page.year_bar.title.text() == "All years"
    tops = [page.heatmap.cell_rect(date(year, 6, 1)).y() for year in (2026, 2025, 2024)]
    assert tops == sorted(tops)
    for _ in range(2):
        QTest.keyClick(page.heatmap, Key.Key_PageUp)
    cell = page.heatmap.cell_rect(page.heatmap.current)
    seen = page.body.viewport().rect()
    assert seen.contains(page.heatmap.mapTo(page.body.viewport(), cell.center()))
    click(page.year_bar.all)
    assert page.year_bar.title.text().startswith("2024: ")


def test_one_year_alone_has_no_way_to_others(open_page: Open) -> None:
    page = open_page(FakeHistory(1))
    assert not page.year_bar.all.isVisible()
    assert not page.year_bar.earlier.isEnabled()


def test_arrows_point_to_where_the_years_lie(open_page: Open, qapp: QApplication) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        page = open_page(FakeHistory(2))
        assert (page.year_bar.earlier.icon_name, page.year_bar.later.icon_name) == ("forward", "back")
        assert page.back.mapTo(page, QPoint(0, 0)).x() > page.width() / 2
        page.grab()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_the_day_of_the_keyboard_or_the_pointer_stands_below(page: HistoryPage, history: FakeHistory) -> None:
    assert page.day_line.text() == history.day_words(TODAY)
    QTest.keyClick(page.heatmap, Key.Key_Up)
    assert page.day_line.text() == history.day_words(TODAY - timedelta(1))
    QTest.mouseMove(page.heatmap, page.heatmap.cell_rect(date(2026, 2, 3)).center())
    assert page.day_line.text() == history.day_words(date(2026, 2, 3))
    QTest.mouseMove(page.heatmap, QPoint(1, 1))
    assert page.day_line.text() == history.day_words(TODAY - timedelta(1))


def test_tab_brings_the_day_of_the_keyboard_into_view(open_page: Open, history: FakeHistory) -> None:
    page = open_page(history, 480, 500)
    page.year_bar.all.setFocus()
    assert page.body.verticalScrollBar().value() == 0
    QTest.keyClick(page.year_bar.all, Key.Key_Tab)
    assert page.heatmap.hasFocus()
    cell = page.heatmap.cell_rect(TODAY)
    seen = page.body.viewport().rect()
    assert seen.contains(page.heatmap.mapTo(page.body.viewport(), cell.center()))
    QTest.keyClick(page.heatmap, Key.Key_Backtab)
    assert page.year_bar.all.hasFocus()


# --- a day ---


def test_a_day_opens_by_key_and_by_click(page: HistoryPage, history: FakeHistory, spoken: list[str]) -> None:
    QTest.keyClick(page.heatmap, Key.Key_Return)
    assert page.day_panel.isVisible()
    assert page.day_panel.title.text() == "22 November 2026"
    assert page.day_panel.close_button.hasFocus()
    assert spoken[-1].startswith("22 November 2026. ")
    click(page.day_panel.close_button)
    assert page.day_panel.isHidden()
    day = day_with(history, 3)
    QTest.mouseClick(page.heatmap, LEFT, pos=page.heatmap.cell_rect(day).center())
    assert len(page.day_panel.records) == 3
    assert page.heatmap.hasFocus()
    assert page.day_line.text() == history.day_words(day)


def test_an_opened_day_is_scrolled_into_view(page: HistoryPage, history: FakeHistory) -> None:
    opened(page, history)
    top = page.day_panel.mapTo(page.body.viewport(), QPoint(0, 0)).y()
    assert 0 <= top < page.body.viewport().height() / 2 + 100


@pytest.mark.parametrize("width", [1120, 2200])
def test_tab_goes_from_the_days_into_the_opened_one(
    open_page: Open, history: FakeHistory, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setattr(day_module, "RECORDS_SHOWN", 1)
    page = open_page(history, width)
    opened(page, history, 2)
    page.day_panel.records[0].remove.click()
    page.undo_line.button.click()  # all records are made anew
    click(page.day_panel.list.more)
    settle()
    page.heatmap.setFocus(TAB)
    walked = []
    first, second = page.day_panel.records
    stops = [
        page.day_panel.close_button,
        *(first.side, first.reps.number, first.remove),
        *(second.side, second.reps.number, second.remove),
    ]
    seen = [each for each in stops if each.isVisible()]
    for _ in seen:
        QTest.keyClick(page, Qt.Key.Key_Tab)
        walked.append(page.focusWidget())
    assert walked == seen
    QTest.keyClick(page, Qt.Key.Key_Tab)
    after = page.focusWidget()
    assert after is not None
    assert page.coverage.isAncestorOf(after)
    page.resize(2200 + 1120 - width, 760)
    settle()
    page.heatmap.setFocus(TAB)
    QTest.keyClick(page, Qt.Key.Key_Tab)
    assert page.focusWidget() is page.day_panel.close_button


def test_a_day_without_records_says_so(page: HistoryPage, history: FakeHistory) -> None:
    opened(page, history, records=0)
    assert page.day_panel.nothing.isVisible()
    assert not page.day_panel.records
    opened(page, history, records=1)
    assert page.day_panel.nothing.isHidden()
    assert page.day_panel.breaks.isHidden()


def test_a_day_says_what_became_of_its_breaks(page: HistoryPage, history: FakeHistory) -> None:
    history.breaks = "Breaks: 4 done, 1 skipped."
    opened(page, history, records=0)
    assert page.day_panel.breaks.text() == "Breaks: 4 done, 1 skipped."
    assert page.day_panel.breaks.isVisible()
    assert page.day_panel.nothing.isHidden()


def test_a_record_shows_what_can_be_put_right(page: HistoryPage, history: FakeHistory) -> None:
    opened(page, history)
    ankle, hip = page.day_panel.records[:2]
    assert (ankle.time.text(), ankle.title.text(), ankle.detail.text()) == ("07:00", "Ankle rolls", "Roll")
    assert ankle.side.isHidden()
    assert hip.side.isVisible()
    assert [hip.side.itemText(at) for at in range(hip.side.count())] == ["Left", "Right"]
    assert ankle.reps.number.accessibleName() == "Reps: Ankle rolls"
    assert hip.side.accessibleName() == "Side: Hip flexor matrix"
    assert hip.remove.accessibleName() == "Remove: Hip flexor matrix, C · Across the midline"
    assert hip.accessibleName() == "Hip flexor matrix, C · Across the midline"


def test_reps_are_corrected_at_once(page: HistoryPage, history: FakeHistory, spoken: list[str]) -> None:
    day = opened(page, history)
    first = page.day_panel.records[0]
    click(first.reps.more)
    click(first.reps.more)
    assert history.records(day)[0].reps == 10
    assert page.day_panel.records[0] is first
    assert first.reps.number.value() == 10
    assert page.undo_line.label.text() == "Reps changed: Ankle rolls"
    assert spoken[-1] == "Reps changed: Ankle rolls"
    click(page.undo_line.button)
    assert history.records(day)[0].reps == 9
    assert first.reps.number.value() == 9


def test_reps_keep_to_their_bounds(page: HistoryPage, history: FakeHistory) -> None:
    day = day_with(history, 1)
    history.days[day] = [record("many", 0, reps=900, most_reps=20), record("one", 1, reps=1)]
    page.open_day(day)
    many, one = page.day_panel.records
    assert many.reps.number.value() == 900
    assert not one.reps.less.isEnabled()


def test_a_side_is_corrected_at_once(page: HistoryPage, history: FakeHistory) -> None:
    day = opened(page, history)
    choice = page.day_panel.records[1].side
    choice.setFocus()
    QTest.keyClick(choice, Key.Key_Down)
    assert history.records(day)[1].side is Side.RIGHT
    assert choice.hasFocus()
    assert choice.currentText() == "Right"


def test_a_removed_record_can_be_brought_back(page: HistoryPage, history: FakeHistory) -> None:
    day = opened(page, history)
    views = history.views
    click(page.day_panel.records[1].remove)
    assert len(history.records(day)) == len(page.day_panel.records) == 3
    assert history.views == views + 1
    assert page.undo_line.isVisible()
    assert page.undo_line.button.hasFocus()
    assert page.undo_line.button.accessibleName() == "Undo. Removed: Hip flexor matrix"
    QTest.keyClick(page.undo_line.button, Key.Key_Space)
    assert len(page.day_panel.records) == 4
    assert page.undo_line.isHidden()
    assert page.day_panel.close_button.hasFocus()


def test_what_was_removed_before_is_undone_when_no_day_is_open(
    page: HistoryPage, history: FakeHistory
) -> None:
    day = opened(page, history)
    click(page.day_panel.records[0].remove)
    page.close_day()
    page.undo_line.button.setFocus()
    click(page.undo_line.button)
    assert len(history.records(day)) == 4
    assert page.heatmap.hasFocus()


def test_undo_has_its_key_everywhere(page: HistoryPage, history: FakeHistory) -> None:
    day = opened(page, history)
    number = page.day_panel.records[0].reps.number
    number.setFocus()
    QTest.keyClick(number, Key.Key_Up)
    assert history.records(day)[0].reps == 9
    QTest.keyClick(number, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert history.records(day)[0].reps == 8
    assert number.value() == 8
    QTest.keyClick(number, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert history.records(day)[0].reps == 8
    page.close_day()
    history.remove(history.records(day)[0].id)
    QTest.keyClick(page.heatmap, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(history.records(day)) == 4


def test_what_is_not_kept_is_said_and_taken_back(
    page: HistoryPage, history: FakeHistory, spoken: list[str]
) -> None:
    day = opened(page, history)
    history.refusal = "Not saved: the disk is full. Free some space, and try again."
    first = page.day_panel.records[0]
    click(first.reps.more)
    assert page.day_panel.problem.text() == history.refusal
    assert page.day_panel.problem.isVisible()
    assert spoken[-1] == history.refusal
    assert first.reps.number.value() == 8
    click(first.remove)
    assert len(page.day_panel.records) == 4
    assert page.day_panel.close_button.hasFocus()
    history.refusal = ""
    click(first.reps.more)
    assert page.day_panel.problem.isHidden()
    history.refusal = "Not saved."
    click(page.undo_line.button)
    assert page.day_panel.problem.text() == "Not saved."
    opened(page, history, records=1)
    assert page.day_panel.problem.isHidden()
    assert len(history.records(day)) == 4


def test_a_record_that_is_gone_costs_nothing_else(page: HistoryPage, history: FakeHistory) -> None:
    day = opened(page, history)
    first = page.day_panel.records[0]
    del history.days[day][0]
    click(first.reps.more)
    assert "no longer there" in page.day_panel.problem.text()
    assert len(page.day_panel.records) == 3


def test_a_day_of_thousands_of_records_stays_quick_to_open(page: HistoryPage, history: FakeHistory) -> None:
    day = day_with(history, 1)
    history.days[day] = [record(f"r{at}", at) for at in range(5_000)]
    page.open_day(day)
    panel = page.day_panel
    assert len(panel.records) == RECORDS_SHOWN
    assert panel.list.more.text() == "4975 more"
    click(panel.list.more)
    assert len(panel.records) == 2 * RECORDS_SHOWN
    click(panel.records[0].remove)
    assert len(panel.records) == 2 * RECORDS_SHOWN
    opened(page, history, records=2)
    page.open_day(day)
    assert len(panel.records) == RECORDS_SHOWN


def test_the_last_of_more_hands_the_keyboard_on(page: HistoryPage, history: FakeHistory) -> None:
    day = day_with(history, 1)
    history.days[day] = [record(f"r{at}", 0) for at in range(RECORDS_SHOWN + 2)]
    page.open_day(day)
    more = page.day_panel.list.more
    more.setFocus()
    QTest.keyClick(more, Key.Key_Return)
    assert more.isHidden()
    assert page.day_panel.records[RECORDS_SHOWN].reps.number.hasFocus()


def test_long_and_rich_texts_stay_plain_and_inside(page: HistoryPage, history: FakeHistory) -> None:
    day = day_with(history, 1)
    history.days[day] = [record("bad", 1, title="<b>" + "W" * 400, detail="x" * 9_000, spoken="<i>" * 900)]
    page.open_day(day)
    settle()
    assert page.day_panel.records[0].title.textFormat() is Qt.TextFormat.PlainText
    assert page.body.horizontalScrollBar().maximum() == 0
    page.grab()


# --- coverage and drills ---


def test_coverage_is_a_table_of_regions_and_planes(page: HistoryPage) -> None:
    cells = page.coverage.cells
    assert len(cells) == 9
    assert cells[0, 0].accessibleName() == "Ankle, sagittal: 3 days ago"
    assert [place for place, cell in cells.items() if isinstance(cell, QPushButton)] == [
        (0, 1),
        (1, 1),
        (2, 0),
    ]
    assert "Ankle rolls" in cells[0, 0].toolTip()
    assert cells[2, 1].toolTip() == ""


def test_a_gap_leads_to_a_drill_that_fills_it(page: HistoryPage) -> None:
    chosen: list[str] = []
    page.drill_chosen.connect(chosen.append)
    click(page.coverage.cells[1, 1])
    QTest.keyClick(page.coverage.cells[2, 0], Key.Key_Return)
    assert chosen == ["hip-flexor-matrix", "corner-stretch"]


def test_coverage_is_a_list_where_the_window_is_narrow(qtbot: QtBot, look: Look) -> None:
    table = CoverageTable(look)
    qtbot.addWidget(table)
    table.resize(900, 300)
    table.show()
    table.show_coverage(FakeHistory().view().coverage)
    shapes = []
    for width in (900, 400, 420, 900):
        table.resize(width, 700)
        shapes.append(table.is_list)
        assert len(table.cells) == 9
        before = dict(table.cells)
        table.show_coverage(FakeHistory().view().coverage)
        assert table.cells == before
    assert shapes == [False, True, True, False]
    table.grab()


def test_coverage_of_bad_freshness_is_painted(qtbot: QtBot, look: Look) -> None:
    table = CoverageTable(look)
    qtbot.addWidget(table)
    cells = tuple((CoverageCell("x", freshness, ("<b>d</b>",), "", "x"),) for freshness in (-1, 99))
    table.show_coverage(CoverageView(("A", "B"), ("P",), cells))
    assert "<b>" not in table.cells[0, 0].toolTip()
    table.grab()


def test_each_drill_and_side_tells_when_it_was_last_done(page: HistoryPage) -> None:
    rows = page.drills.list.rows
    assert [row.accessibleName() for row in rows] == ["Ankle rolls", "Hip flexor matrix", "Corner stretch"]
    texts = [label.text() for label in rows[1].findChildren(type(page.day_line))]
    assert texts == ["Hip flexor matrix", "Left: 3 days ago", "Right: today"]
    assert [label.text() for label in rows[0].findChildren(type(page.day_line))][1] == "5 days ago"


def test_many_drills_are_shown_piece_by_piece(open_page: Open) -> None:
    history = FakeHistory()
    history.drills = drill_rows(10_000)
    page = open_page(history)
    assert len(page.drills.list.rows) == DRILLS_SHOWN
    click(page.drills.list.more)
    assert len(page.drills.list.rows) == 2 * DRILLS_SHOWN
    page.refresh()
    assert len(page.drills.list.rows) == 2 * DRILLS_SHOWN


# --- sizes ---


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize(
    ("width", "height"), [(480, 700), (760, 600), (1120, 760), (1900, 900), (3840, 2160)]
)
def test_the_page_fits_every_window(
    open_page: Open, history: FakeHistory, look: Look, scale: float, width: int, height: int
) -> None:
    look.set_text_scale(scale)
    page = open_page(history, width, height)
    for _ in range(2):
        opened(page, history)
        click(page.day_panel.records[0].remove)
        settle()
        assert page.body.horizontalScrollBar().maximum() == 0
        assert page._side_scroll.horizontalScrollBar().maximum() == 0
        visible = [each for each in page.findChildren(QWidget) if each.isVisible() and each.accessibleName()]
        for widget in visible:
            left = widget.mapTo(page, QPoint(0, 0)).x()
            assert left >= 0
            assert left + widget.width() <= page.width()
        page.undo_line.button.click()
        page.year_bar.all.click()


def test_a_day_stands_beside_the_rest_in_a_wide_window(open_page: Open, history: FakeHistory) -> None:
    page = open_page(history, 1900, 900)
    opened(page, history)
    page.day_panel.take_focus()
    days = page.heatmap.mapTo(page, page.heatmap.rect().topRight())
    assert page.day_panel.mapTo(page, QPoint(0, 0)).x() > days.x()
    page.resize(1000, 900)
    settle()
    below = page.heatmap.mapTo(page, page.heatmap.rect().bottomLeft())
    assert page.day_panel.mapTo(page, QPoint(0, 0)).y() > below.y()
    assert page.day_panel.close_button.hasFocus()
    page.close_day()
    page.resize(1900, 900)
    settle()
    assert not page._side_scroll.isVisible()


def test_the_text_size_changes_while_the_page_is_open(
    page: HistoryPage, history: FakeHistory, look: Look
) -> None:
    opened(page, history)
    before = page.heatmap.height()
    look.set_text_scale(2.0)
    settle()
    assert page.heatmap.height() > before
    assert page.body.horizontalScrollBar().maximum() == 0


def test_what_stands_below_each_other_begins_at_the_same_place(open_page: Open, history: FakeHistory) -> None:
    page = open_page(history)
    labels = [row.findChildren(PlainLabel) for row in page.drills.list.rows]
    assert {len(each) for each in labels} == {2, 3}
    assert len({each[1].mapTo(page, QPoint(0, 0)).x() for each in labels}) == 1


def test_the_columns_of_the_planes_are_equally_wide(qtbot: QtBot, look: Look) -> None:
    button, words = (CoverageCell("today", 3, ("a",), drill, "today") for drill in ("a", ""))
    table = CoverageTable(look)
    qtbot.addWidget(table)
    view = CoverageView(("Hip", "Ankle"), ("Sagittal", "Frontal"), ((button, words), (button, button)))
    table.show_coverage(view)
    table.resize(900, 300)
    with qtbot.waitExposed(table):
        table.show()
    gap = look.space(12)
    width = (900 - 2 * gap) / 3
    for column in range(2):
        assert abs(table.cells[1, column].x() - (column + 1) * (width + gap)) <= 2
