from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobility_coach.services.presenters.history_view import MOST_LEVEL, YearView
from mobility_coach.ui.history import heatmap as heatmap_module
from mobility_coach.ui.history.heatmap import Heatmap
from mobility_coach.ui.history.heatmap_grid import Years, fitting_cells, weekday
from mobility_coach.ui.history.heatmap_paint import cell_pixmap
from mobility_coach.ui.history.heatmap_parts import Legend
from mobility_coach.ui.look import Look, ThemeChoice
from mobility_coach.ui.tokens import DARK, LIGHT, Tokens
from tests.ui.fake_history import TODAY, FakeHistory
from tests.ui.test_tokens import AA_PARTS, contrast

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key

Open = Callable[..., Heatmap]


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []
    monkeypatch.setattr(heatmap_module, "announce", lambda _, text: told.append(text))
    return told


@pytest.fixture
def opened(qtbot: QtBot, look: Look) -> Open:
    kept = []

    def make(years: int = 2, width: int = 1000, history: FakeHistory | None = None) -> Heatmap:
        made = history or FakeHistory(years)
        view = made.view()
        heatmap = Heatmap(look, made.day_words)
        qtbot.addWidget(heatmap)
        kept.append(heatmap)
        heatmap.show_years(view.years, view.today)
        heatmap.resize(width, heatmap.heightForWidth(width))
        heatmap.show()
        heatmap.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(heatmap.hasFocus)
        return heatmap

    return make


def press(heatmap: Heatmap, *keys: Qt.Key) -> date:
    for key in keys:
        QTest.keyClick(heatmap, key)
    return heatmap.current


# --- where the days lie ---


@given(
    st.integers(1, 9999),
    st.sampled_from([900, 500, 250, 60]),
    st.integers(0, 365),
)
def test_each_day_is_found_where_it_is_placed(year: int, room: int, days: int) -> None:
    cells = fitting_cells(room, 11, 17, 30, 20)
    start = date(year, 1, 1).toordinal()
    day = min(start + days, date(year, 12, 31).toordinal())
    x, y = cells.place(day)
    assert 0 <= x <= cells.width - cells.pitch
    assert 0 <= y <= cells.height - cells.pitch
    assert cells.day_at(year, x, y) == day
    assert cells.day_at(year, x + cells.pitch - 1, y + cells.pitch - 1) == day


def test_weeks_are_columns_from_monday() -> None:
    cells = fitting_cells(900, 11, 17, 30, 20)
    monday = date(2026, 11, 16).toordinal()
    assert [weekday(monday + at) for at in range(7)] == list(range(7))
    places = [cells.place(monday + at) for at in range(8)]
    assert len({x for x, _ in places[:7]}) == 1
    assert places[7] == (places[0][0] + cells.pitch, places[0][1])


@pytest.mark.parametrize(("room", "bands"), [(900, 1), (624, 1), (623, 2), (338, 2), (337, 4), (10, 4)])
def test_a_year_is_cut_where_there_is_no_room_for_it(room: int, bands: int) -> None:
    cells = fitting_cells(room, 11, 17, 30, 20)
    assert cells.bands == bands
    assert cells.pitch <= 17
    assert cells.height == bands * (20 + 7 * cells.pitch)


def test_beside_the_cells_there_is_no_day() -> None:
    cells = fitting_cells(900, 11, 17, 30, 20)
    assert cells.day_at(2026, 29, 40) is None
    assert cells.day_at(2026, 40, 19) is None
    assert cells.day_at(2026, 40, cells.height) is None
    assert cells.day_at(2026, 31, 21) is None  # the Monday before 1 January, a Thursday
    assert cells.day_at(2026, cells.width - 1, cells.height - 1) is None


def test_years_that_are_missing_are_stepped_over() -> None:
    years = Years((YearView(2026, b"\1" * 300, ""), YearView(2023, b"\1" * 365, "")), TODAY)
    first, last = date(2026, 1, 1).toordinal(), date(2023, 12, 31).toordinal()
    assert years.stepped(first, -1) == last
    assert years.stepped(last, 7) == first
    assert years.stepped(date(2023, 1, 3).toordinal(), -7) == date(2023, 1, 1).toordinal()
    assert years.stepped(TODAY.toordinal(), 1) == TODAY.toordinal()
    assert [view.year for view in years] == [2026, 2023]


def test_the_last_of_february_has_a_place_in_every_year() -> None:
    years = Years((YearView(2025, b"", ""), YearView(2024, b"", "")), date(2025, 6, 1))
    leap = date(2024, 2, 29).toordinal()
    assert years.in_other_year(leap, 1) == date(2025, 2, 28).toordinal()
    assert years.in_other_year(leap, -1) == leap


def test_days_to_come_are_reached_only_where_something_is_recorded(opened: Open) -> None:
    history = FakeHistory(1)
    assert press(opened(history=history), Key.Key_Down, Key.Key_Right, Key.Key_End) == TODAY
    years = Years((YearView(2026, b"\0" * 330 + b"\1", ""),), TODAY)
    assert years.end(2026) == date(2026, 11, 27).toordinal()
    assert years.is_reachable(date(2026, 11, 27).toordinal())
    assert not years.is_reachable(date(2026, 11, 28).toordinal())


# --- keys, pointer, screen readers ---


def test_keys_walk_by_day_week_and_year(opened: Open) -> None:
    heatmap = opened()
    assert heatmap.current == TODAY
    assert press(heatmap, Key.Key_Up) == TODAY - timedelta(1)
    assert press(heatmap, Key.Key_Left) == TODAY - timedelta(8)
    assert press(heatmap, Key.Key_Right, Key.Key_Down) == TODAY
    assert press(heatmap, Key.Key_Home) == date(2026, 1, 1)
    assert press(heatmap, Key.Key_Up) == date(2025, 12, 31)
    assert press(heatmap, Key.Key_Home) == date(2025, 1, 1)
    assert press(heatmap, Key.Key_Up, Key.Key_Left) == date(2025, 1, 1)
    assert press(heatmap, Key.Key_PageDown) == date(2026, 1, 1)
    assert press(heatmap, Key.Key_PageDown) == date(2026, 1, 1)
    assert press(heatmap, Key.Key_End) == TODAY
    assert press(heatmap, Key.Key_PageUp) == date(2025, 11, 22)
    assert press(heatmap, Key.Key_End) == date(2025, 12, 31)


def test_weeks_run_from_right_to_left_where_people_write_so(opened: Open) -> None:
    heatmap = opened()
    on_the_left = heatmap.cell_rect(date(2026, 1, 5)).x()
    assert on_the_left < heatmap.cell_rect(TODAY).x()
    heatmap.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert heatmap.cell_rect(date(2026, 1, 5)).x() > heatmap.cell_rect(TODAY).x()
    assert press(heatmap, Key.Key_Right) == TODAY - timedelta(7)
    assert press(heatmap, Key.Key_Left) == TODAY
    clicked: list[date] = []
    heatmap.day_clicked.connect(clicked.append)
    QTest.mouseClick(heatmap, LEFT, pos=heatmap.cell_rect(date(2026, 3, 4)).center())
    assert clicked == [date(2026, 3, 4)]
    heatmap.grab()


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_return_and_space_open_the_day(opened: Open, key: Qt.Key) -> None:
    heatmap = opened()
    days: list[date] = []
    heatmap.day_opened.connect(days.append)
    press(heatmap, Key.Key_Up, key)
    assert days == [TODAY - timedelta(1)]


def test_keys_that_belong_to_the_page_pass(opened: Open) -> None:
    heatmap = opened()
    press(heatmap, Key.Key_A, Key.Key_Escape)
    QTest.keyClick(heatmap, Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert heatmap.current == TODAY
    QTest.keyClick(heatmap, Key.Key_Up, Qt.KeyboardModifier.KeypadModifier)
    assert heatmap.current == TODAY - timedelta(1)


@pytest.mark.parametrize("width", [1000, 480, 300, 120])
@pytest.mark.parametrize("shows_all", [False, True])
def test_a_click_opens_the_day_under_it(opened: Open, width: int, shows_all: bool) -> None:
    heatmap = opened(width=width)
    heatmap.set_all(shows_all=shows_all)
    heatmap.resize(width, heatmap.heightForWidth(width))
    clicked: list[date] = []
    heatmap.day_clicked.connect(clicked.append)
    days = [date(2026, 1, 1), date(2026, 7, 1), TODAY, *([date(2025, 12, 31)] if shows_all else [])]
    for day in days:
        QTest.mouseClick(heatmap, LEFT, pos=heatmap.cell_rect(day).center())
    assert clicked == days
    to_come = heatmap.cell_rect(TODAY + timedelta(8)).center()
    for nothing in (QPoint(1, 1), to_come):
        QTest.mouseClick(heatmap, LEFT, pos=nothing)
        QTest.mouseClick(heatmap, Qt.MouseButton.RightButton, pos=heatmap.cell_rect(TODAY).center())
    assert clicked == days


def test_each_move_is_read_out(opened: Open, spoken: list[str]) -> None:
    heatmap = opened()
    press(heatmap, Key.Key_Up)
    assert spoken == [FakeHistory().day_words(TODAY - timedelta(1))]
    assert heatmap.accessibleName() == "Your days"
    heatmap.clearFocus()
    assert heatmap.accessibleDescription().startswith("21 November 2026: ")
    assert "Arrow keys" in heatmap.accessibleDescription()


def test_the_day_under_the_pointer_is_told(qtbot: QtBot, opened: Open) -> None:
    heatmap = opened()
    pointed: list[date | None] = []
    heatmap.day_pointed.connect(pointed.append)
    QTest.mouseMove(heatmap, heatmap.cell_rect(date(2026, 5, 6)).center())
    assert pointed == [date(2026, 5, 6)]
    assert heatmap.cursor().shape() is Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(heatmap, QPoint(1, 1))
    assert pointed[-1] is None
    assert heatmap.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_among_all_years_the_words_stand_beside_the_day(opened: Open) -> None:
    heatmap = opened(years=3)
    assert heatmap._words.isHidden()
    heatmap.set_all(shows_all=True)
    heatmap.resize(1000, heatmap.heightForWidth(1000))
    press(heatmap, Key.Key_Up)
    assert heatmap._words.isVisible()
    assert heatmap._words.label.text().startswith("21 November 2026")
    assert heatmap.rect().contains(heatmap._words.geometry())
    QTest.mouseMove(heatmap, heatmap.cell_rect(date(2024, 1, 1)).center())
    assert heatmap._words.label.text().startswith("1 January 2024")
    assert heatmap.rect().contains(heatmap._words.geometry())
    QApplication.sendEvent(heatmap, QEvent(QEvent.Type.Leave))
    assert heatmap._words.label.text().startswith("21 November 2026")
    heatmap.clearFocus()
    assert heatmap._words.isHidden()


# --- painting ---


def colour_at(heatmap: Heatmap, point: QPoint) -> QColor:
    picture = heatmap.grab().toImage()
    return picture.pixelColor(point * picture.devicePixelRatio())


@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_each_level_has_its_colour(opened: Open, look: Look, theme: ThemeChoice) -> None:
    look.set_theme(theme)
    history = FakeHistory(1)
    heatmap = opened(history=history)
    levels = history.view().years[0].levels
    for level in range(MOST_LEVEL + 1):
        day = date(2026, 1, 1) + timedelta(levels.index(level, 20))
        center = heatmap.cell_rect(day).center()
        assert colour_at(heatmap, center) == look.colour(f"heat_{level}")
    assert heatmap.grab().toImage().pixelColor(heatmap.cell_rect(TODAY + timedelta(9)).center()) not in [
        look.colour(f"heat_{level}") for level in range(MOST_LEVEL + 1)
    ]


def test_a_theme_that_changes_is_painted(opened: Open, look: Look) -> None:
    heatmap = opened()
    before = heatmap.grab().toImage()
    look.set_theme(ThemeChoice.DARK)
    assert heatmap.grab().toImage() != before


def test_today_and_the_keyboard_have_rings(opened: Open, look: Look) -> None:
    heatmap = opened()
    press(heatmap, Key.Key_Left, Key.Key_Left)
    today, here = heatmap.cell_rect(TODAY), heatmap.cell_rect(heatmap.current)
    assert colour_at(heatmap, QPoint(today.center().x(), today.top() - 2)) == look.colour("warm")
    assert colour_at(heatmap, QPoint(here.center().x(), here.top() - 2)) == look.colour("text")
    heatmap.clearFocus()
    assert colour_at(heatmap, QPoint(here.center().x(), here.top() - 2)) != look.colour("text")
    heatmap.mark_opened(TODAY - timedelta(70))
    opened_one = heatmap.cell_rect(TODAY - timedelta(70))
    assert colour_at(heatmap, QPoint(opened_one.center().x(), opened_one.top() - 2)) == look.colour("accent")
    heatmap.mark_opened(heatmap.current)
    assert colour_at(heatmap, QPoint(here.center().x(), here.top() - 2)) == look.colour("text")
    heatmap.mark_opened(None)
    assert colour_at(heatmap, QPoint(here.center().x(), here.top() - 2)) != look.colour("text")


def test_a_hidden_heatmap_holds_no_pictures(opened: Open) -> None:
    heatmap = opened()
    heatmap.grab()
    assert heatmap._pixmaps
    heatmap.hide()
    assert not heatmap._pixmaps


def test_only_years_that_are_seen_are_painted(opened: Open) -> None:
    heatmap = opened(years=30)
    heatmap.set_all(shows_all=True)
    heatmap.resize(1000, heatmap.heightForWidth(1000))
    heatmap.grab(heatmap.cell_rect(TODAY))
    assert list(heatmap._pixmaps) == [2026]


def test_bad_levels_are_painted_as_the_most_and_missing_ones_as_none(qtbot: QtBot, look: Look) -> None:
    heatmap = Heatmap(look, str)
    qtbot.addWidget(heatmap)
    heatmap.grab()
    heatmap.show_years((YearView(2026, b"\xff\xff", ""), YearView(2024, b"\1" * 900, "")), date(2026, 1, 5))
    heatmap.set_all(shows_all=True)
    heatmap.resize(1000, heatmap.heightForWidth(1000))
    heatmap.mark_opened(date(2026, 1, 5))
    assert colour_at(heatmap, heatmap.cell_rect(date(2026, 1, 1)).center()) == look.colour("heat_4")
    assert colour_at(heatmap, heatmap.cell_rect(date(2026, 1, 3)).center()) == look.colour("heat_0")


def test_before_there_is_a_history_nothing_happens(qtbot: QtBot, look: Look) -> None:
    heatmap = Heatmap(look, str)
    qtbot.addWidget(heatmap)
    heatmap.show()
    heatmap.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(heatmap, Key.Key_Up)
    QTest.mouseClick(heatmap, LEFT, pos=QPoint(60, 60))
    heatmap.step_year(1)
    heatmap.grab()
    assert not heatmap.has_year(-1)


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("shows_all", [False, True])
def test_the_year_fits_every_width(opened: Open, look: Look, scale: float, shows_all: bool) -> None:
    look.set_text_scale(scale)
    heatmap = opened(years=2)
    heatmap.set_all(shows_all=shows_all)
    for width in (340, 400, 700, 1000, 3800):
        heatmap.resize(width, heatmap.heightForWidth(width))
        for month in range(1, 13):
            assert heatmap.rect().contains(heatmap.cell_rect(date(2026, month, 28)))
    assert heatmap.sizeHint().width() > heatmap.minimumSizeHint().width()


def test_the_legend_shows_every_level(qtbot: QtBot, look: Look) -> None:
    legend = Legend(look)
    qtbot.addWidget(legend)
    legend.resize(400, 60)
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        legend.setLayoutDirection(direction)
        picture = legend.grab().toImage()
        shown = {
            picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())
        }
        assert {look.colour(f"heat_{level}").name() for level in range(MOST_LEVEL + 1)} <= shown


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_levels_differ_and_the_goal_stands_out(tokens: Tokens) -> None:
    levels: list[str] = [getattr(tokens, f"heat_{level}") for level in range(MOST_LEVEL + 1)]
    for lower, higher in pairwise(levels):
        assert contrast(lower, higher) >= 1.4
    for met in levels[2:]:
        assert contrast(met, tokens.panel) >= AA_PARTS


def test_levels_differ_without_their_colour(look: Look) -> None:
    filled = []
    for level in range(MOST_LEVEL + 1):
        picture = cell_pixmap(look, level, 40, 1.0).toImage()
        ground = look.colour("heat_0").name()
        pixels = [picture.pixelColor(x, 16) for x in range(40)]
        filled.append(sum(each.alpha() == 255 and each.name() != ground for each in pixels))
    assert filled == sorted(set(filled))
