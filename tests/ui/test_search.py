"""Searching and filtering the list, and what of it comes back."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from mobility_coach.domain.drill import Equipment, Place, Plane
from mobility_coach.domain.drill_filter import DrillFilter
from mobility_coach.services.window_memory import WindowMemory
from mobility_coach.ui.home.filter_bar import FilterBar
from mobility_coach.ui.home.home_page import HomePage
from mobility_coach.ui.home.library_list import LibraryList
from mobility_coach.ui.home.library_model import PIECE
from mobility_coach.ui.look import Look, ThemeChoice
from tests.ui.fakes import DRILLS, FakeCoach

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
MODIFIERS = {
    Qt.Key.Key_Slash: Qt.KeyboardModifier.NoModifier,
    Qt.Key.Key_F: Qt.KeyboardModifier.ControlModifier,
}

OpenHome = Callable[[FakeCoach], HomePage]


@pytest.fixture
def open_home(qtbot: QtBot, look: Look) -> OpenHome:
    """Opens the main page alone, with what it asks for answered by a coach."""
    kept = []

    def opened(coach: FakeCoach) -> HomePage:
        home = HomePage(look)
        kept.append(home)
        qtbot.addWidget(home)
        home.resize(1120, 760)
        home.filter_changed.connect(lambda wanted: home.show_found(coach.search(wanted)))
        home.drill_chosen.connect(lambda drill: home.drill_page.show_drill(coach.drill_page(drill)))
        home.routine_chosen.connect(lambda each: home.routine_page.show_routine(coach.routine_page(each)))
        with qtbot.waitExposed(home):
            home.show()
        home.show_library(coach.library())
        home.show_today(coach.today())
        home.focus_list()
        return home

    return opened


@pytest.fixture
def home(open_home: OpenHome, coach: FakeCoach) -> HomePage:
    return open_home(coach)


def rows(shown: LibraryList) -> list[str]:
    model = shown.model_of_rows
    ids = [model.id_at(model.index(at)) for at in range(model.rowCount())]
    return [each for each in ids if each]


def many(count: int) -> FakeCoach:
    drills = [replace(DRILLS[1], id=f"drill-{at}", title=f"Drill {at}") for at in range(count)]
    return FakeCoach(drills=drills, last_done={})


def opened(filters: FilterBar) -> QMenu:
    assert filters.menu is not None
    return filters.menu


def pick(menu: QMenu, text: str) -> None:
    """Click an entry of an open menu."""
    assert menu.isVisible()
    action = next(each for each in menu.actions() if each.text() == text)
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())


# --- words ---


def test_typing_narrows_the_list_and_leaves_the_page(home: HomePage) -> None:
    assert home.drill_page.shown_id == "ankle-rolls"
    QTest.keyClicks(home.search, "hip")
    assert rows(home.list_of_drills) == ["hip-flexor-matrix"]
    assert home.side.found.text() == "1 of 3 drills"
    assert home.drill_page.shown_id == "ankle-rolls"
    assert home.list_of_drills.chosen() == ""
    home.search.clear()
    assert home.list_of_drills.chosen() == "ankle-rolls"
    assert home.side.found.isHidden() or not home.side.found.isVisible()


@pytest.mark.parametrize("key", ["slash", "find"])
def test_the_search_is_a_key_away(home: HomePage, key: str) -> None:
    if key == "slash":
        QTest.keyClicks(home.list_of_drills, "/")
    else:
        QTest.keyClick(home.list_of_drills, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert home.search.hasFocus()
    assert home.search.text() == ""


@pytest.mark.parametrize("key", MODIFIERS)
def test_the_search_is_a_key_away_from_a_number_too(home: HomePage, key: Qt.Key) -> None:
    home.list_of_drills.choose(DRILLS[1].id)
    number = home.drill_page.tempo.number
    number.setFocus(Qt.FocusReason.TabFocusReason)
    before = number.value()
    QTest.keyClick(number, key, MODIFIERS[key])
    assert home.search.hasFocus()
    assert home.search.text() == ""
    assert number.value() == before


def test_a_slash_can_be_searched_for(home: HomePage) -> None:
    home.focus_search()
    QTest.keyClicks(home.search, "a/b")
    assert home.search.text() == "a/b"


def test_escape_empties_the_search_and_then_goes_back_to_the_list(home: HomePage) -> None:
    home.focus_search()
    QTest.keyClicks(home.search, "hip")
    QTest.keyClick(home.search, Key.Key_Escape)
    assert home.search.text() == ""
    assert home.search.hasFocus()
    QTest.keyClick(home.search, Key.Key_Escape)
    assert home.list_of_drills.hasFocus()


@pytest.mark.parametrize("key", [Key.Key_Down, Key.Key_Return, Key.Key_Enter])
def test_from_the_search_into_what_was_found(home: HomePage, key: Qt.Key) -> None:
    home.focus_search()
    QTest.keyClicks(home.search, "corner")
    QTest.keyClick(home.search, key)
    assert home.list_of_drills.hasFocus()
    assert home.list_of_drills.chosen() == "corner-stretch"
    assert home.drill_page.shown_id == "corner-stretch"


def test_nothing_found_is_said_and_cleared_by_a_button(home: HomePage) -> None:
    QTest.keyClicks(home.search, "zebra")
    assert home.side.clear_all.isVisible()
    assert not home.list_of_drills.isVisible()
    QTest.keyClick(home.search, Key.Key_Return)
    assert home.list_of_drills.chosen() == ""
    QTest.mouseClick(home.side.clear_all, LEFT)
    assert home.search.text() == ""
    assert len(rows(home.list_of_drills)) == 3
    assert home.list_of_drills.hasFocus()


def test_the_cross_in_the_field_clears_it_and_is_there_only_then(home: HomePage) -> None:
    assert not home.search.actions()
    QTest.keyClicks(home.search, "hip")
    (cross,) = home.search.actions()
    assert cross.text() == "Clear the search"
    cross.trigger()
    assert not home.search.actions()
    assert len(rows(home.list_of_drills)) == 3


def test_words_search_routines_too(home: HomePage) -> None:
    home.show_routines()
    assert not home.side.filters.isVisible()
    QTest.keyClicks(home.search, "run")
    assert rows(home.list_of_routines) == ["before-run"]
    assert home.side.found.text() == "1 of 7 routines"
    QTest.keyClicks(home.search, "zebra")
    assert home.side.clear_all.isVisible()
    QTest.mouseClick(home.side.clear, LEFT)
    assert len(rows(home.list_of_routines)) == 7


def test_a_refreshed_list_stays_narrowed(home: HomePage, coach: FakeCoach) -> None:
    QTest.keyClicks(home.search, "hip")
    home.show_library(coach.library())
    assert rows(home.list_of_drills) == ["hip-flexor-matrix"]


# --- chips ---


@pytest.mark.parametrize(
    ("chip", "entry", "wanted"),
    [
        ("place", "At the desk", DrillFilter(place=Place.DESK)),
        ("plane", "Transverse", DrillFilter(plane=Plane.TRANSVERSE)),
        ("time", "Up to 2 min", DrillFilter(minutes=2)),
        ("equipment", "Nothing needed", DrillFilter(equipment=frozenset())),
    ],
)
def test_a_chip_narrows_shows_its_value_and_lets_go(
    home: HomePage, chip: str, entry: str, wanted: DrillFilter
) -> None:
    filters = home.side.filters
    shown = getattr(filters, chip)
    assert shown.accessibleName().endswith(": any")
    QTest.mouseClick(shown, LEFT)
    pick(opened(filters), entry)
    assert opened(filters).isHidden()
    assert home.filter == wanted
    assert shown.is_active
    assert shown.text() == entry
    assert shown.accessibleName().endswith(f": {entry}")
    assert home.side.found.text().endswith("of 3 drills")
    QTest.mouseClick(home.side.clear, LEFT)
    assert home.filter.is_empty
    assert not shown.is_active
    assert not home.side.clear.isVisible()


def test_a_chip_is_opened_by_keys_and_its_menu_knows_what_is_chosen(home: HomePage) -> None:
    filters = home.side.filters
    filters.show_filter(DrillFilter(plane=Plane.FRONTAL))
    filters.plane.setFocus()
    QTest.keyClick(filters.plane, Key.Key_Down)
    menu = opened(filters)
    assert [each.text() for each in menu.actions() if each.isChecked()] == ["Frontal"]
    assert [each.text() for each in menu.actions() if not each.icon().isNull()] == ["Frontal"]
    assert menu.activeAction().text() == "Frontal"
    QTest.keyClick(menu, Key.Key_Up)
    assert menu.activeAction().text() != "Frontal"
    menu.close()
    QTest.keyClick(filters.plane, Key.Key_Space)
    pick(opened(filters), "Any plane")
    assert home.filter.is_empty


def test_what_is_chosen_moves_no_list(home: HomePage) -> None:
    filters, top = home.side.filters, home.side.filters.geometry().bottom()
    chips = (filters.place, filters.equipment, filters.plane, filters.time)
    assert {chip.y() for chip in chips} == {0}
    for chosen in (
        DrillFilter(place=Place.DESK, equipment=frozenset()),
        DrillFilter(place=Place.DESK, equipment=frozenset(), plane=Plane.TRANSVERSE, minutes=10),
    ):
        filters.show_filter(chosen)
        for _ in range(3):
            QApplication.processEvents()
        assert {chip.y() for chip in chips} == {0}
        assert filters.geometry().bottom() == top
        assert all(chip.geometry().right() < filters.width() for chip in chips)
    assert filters.equipment.shown_text.endswith("…")
    assert filters.equipment.accessibleName() == "Equipment: Nothing needed"
    assert "Nothing needed" in filters.equipment.toolTip()
    home.resize(1600, 760)
    for _ in range(3):
        QApplication.processEvents()
    assert filters.equipment.shown_text == "Nothing needed"
    assert filters.equipment.toolTip() == ""


def test_several_things_are_ticked_in_one_go(home: HomePage) -> None:
    filters = home.side.filters
    QTest.mouseClick(filters.equipment, LEFT)
    menu = opened(filters)
    pick(menu, "Wall")
    assert filters.equipment.text() == "Wall"
    pick(menu, "Floor")
    assert home.filter.equipment == frozenset({Equipment.WALL, Equipment.FLOOR})
    assert filters.equipment.text() == "Wall, floor"
    pick(menu, "Bench")
    assert filters.equipment.text() == "3 things"
    menu.setActiveAction(next(each for each in menu.actions() if each.text() == "Bench"))
    QTest.keyClick(menu, Key.Key_Space)
    assert filters.equipment.text() == "Wall, floor"
    pick(menu, "Wall")
    pick(menu, "Floor")
    assert home.filter == DrillFilter()
    QTest.keyClick(menu, Key.Key_Escape)
    assert opened(filters).isHidden()


def test_filters_and_words_go_together(home: HomePage, coach: FakeCoach) -> None:
    QTest.keyClicks(home.search, "r")
    home.side.filters.show_filter(DrillFilter(plane=Plane.TRANSVERSE))
    home.side.filters.changed.emit(home.side.filters.filter)
    assert coach.searched[-1] == DrillFilter("r", plane=Plane.TRANSVERSE)


# --- lengths that are not known yet ---


def test_a_list_that_waits_for_lengths_says_so_and_grows(qtbot: QtBot, open_home: OpenHome) -> None:
    coach = FakeCoach()
    coach.unmeasured = 500
    home = open_home(coach)
    home.side.filters.show_filter(DrillFilter(minutes=5))
    home.side.filters.changed.emit(home.side.filters.filter)
    assert "500 more" in home.side.found.text()
    before = len(coach.searched)
    home.prepare_with(coach.prepare_list)
    qtbot.waitUntil(lambda: coach.unmeasured == 0)
    qtbot.waitUntil(lambda: "more" not in home.side.found.text())
    assert len(coach.searched) - before == 500 // 8 // 25 + 1
    home.show_library(coach.library())  # which prepares anew
    QApplication.processEvents()


# --- ten thousand ---


def test_a_long_list_is_handed_over_in_pieces_and_reached_to_its_end(open_home: OpenHome) -> None:
    home = open_home(many(1000))
    shown = home.list_of_drills
    model = shown.model_of_rows
    assert model.rowCount() == PIECE
    assert model.canFetchMore(model.index(-1))
    assert not model.canFetchMore(model.index(0))
    shown.verticalScrollBar().setValue(shown.verticalScrollBar().maximum())
    QApplication.processEvents()
    assert PIECE < model.rowCount() < 1000
    QTest.keyClick(shown, Key.Key_End)
    assert shown.chosen() == "drill-999"
    assert not model.canFetchMore(model.index(-1))


def test_a_drill_far_down_can_be_chosen(open_home: OpenHome) -> None:
    home = open_home(many(1000))
    home.list_of_drills.choose("drill-700")
    assert home.list_of_drills.chosen() == "drill-700"
    assert home.list_of_drills.visualRect(home.list_of_drills.currentIndex()).isValid()
    QTest.keyClicks(home.search, "7")
    assert home.list_of_drills.chosen() == "drill-700"


# --- what comes back ---


def test_the_page_comes_back_as_it_was_left(open_home: OpenHome, qtbot: QtBot, look: Look) -> None:
    coach = FakeCoach()
    left = open_home(coach)
    QTest.mouseClick(left.side.filters.place, LEFT)
    pick(opened(left.side.filters), "Before a run")
    left.list_of_drills.choose("hip-flexor-matrix")
    QTest.keyClicks(left.search, "h")
    memory = left.remember(WindowMemory(knows_crash="a.txt", knows_safety=True))
    assert memory == WindowMemory(
        knows_crash="a.txt",
        item="hip-flexor-matrix",
        filter=DrillFilter(place=Place.BEFORE_RUN),
        knows_safety=True,
    )
    back = HomePage(look)
    qtbot.addWidget(back)
    back.filter_changed.connect(lambda wanted: back.show_found(coach.search(wanted)))
    back.recall(memory)
    back.show_library(coach.library())
    assert back.list_of_drills.chosen() == "hip-flexor-matrix"
    assert back.filter == DrillFilter(place=Place.BEFORE_RUN)
    assert back.side.filters.place.is_active
    assert coach.searched[-1] == back.filter
    assert back.remember(memory) == memory


def test_a_routine_comes_back_with_its_tab(open_home: OpenHome, qtbot: QtBot, look: Look) -> None:
    coach = FakeCoach()
    back = HomePage(look)
    qtbot.addWidget(back)
    chosen: list[str] = []
    back.routine_chosen.connect(chosen.append)
    back.recall(WindowMemory(item="before-run", shows_routines=True, knows_safety=True))
    back.show_library(coach.library())
    assert chosen == ["before-run"]
    assert back.remember(WindowMemory()).shows_routines


def test_what_is_gone_is_not_missed(qtbot: QtBot, look: Look) -> None:
    back = HomePage(look)
    qtbot.addWidget(back)
    back.recall(WindowMemory(item="a-drill-that-was-deleted", knows_safety=True))
    back.show_library(FakeCoach().library())
    assert back.list_of_drills.chosen() == "ankle-rolls"


# --- sizes and directions ---


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [(480, 480), (480, 700), (1120, 760), (3840, 2160)])
def test_no_part_of_the_page_is_cut(
    open_home: OpenHome, look: Look, scale: float, size: tuple[int, int]
) -> None:
    look.set_text_scale(scale)
    home = open_home(FakeCoach())
    home.resize(*size)
    home.show_safety()
    QTest.keyClicks(home.search, "hip")
    QApplication.processEvents()
    QApplication.processEvents()
    content = home.side.parentWidget()
    assert content is not None
    assert content.width() == home.body.viewport().width()
    for button in (home.today.start, home.history, home.settings, home.side.clear):
        assert button.isVisible()
        words = button.fontMetrics().horizontalAdvance(button.text())
        assert button.width() >= words + button.iconSize().width()
    for label in (home.today.title, home.today.line, home.side.found):
        assert label.height() >= label.heightForWidth(label.width()) or not label.hasHeightForWidth()
    for widget in (home.side, home.today):
        assert content.rect().contains(widget.geometry())


def test_a_narrow_window_has_the_search_on_a_line_of_its_own(home: HomePage) -> None:
    assert home.search.y() < home.history.geometry().bottom()
    home.resize(480, 700)
    QApplication.processEvents()
    assert home.search.y() >= home.history.geometry().bottom()
    assert home.history.text() == ""
    assert home.history.accessibleName() == "History"
    home.list_of_drills.row_opened.emit("ankle-rolls")
    assert not home.search.isVisible()
    home.focus_search()
    assert home.search.isVisible()
    assert home.search.hasFocus()


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_the_name_is_never_cut(open_home: OpenHome, look: Look, scale: float) -> None:
    home = open_home(FakeCoach())
    look.set_text_scale(scale)
    for width in (900, 1120, 1280, 1400, 1900):
        home.resize(width, 860)
        for _ in range(4):
            QApplication.processEvents()
        assert home.head.title.isVisible()
        assert home.head.title.width() >= home.head.title.sizeHint().width()
        assert home.search.width() >= look.px(170)
        assert home.history.geometry().right() < home.settings.x() < home.head.width()


def ink(image: QImage, ground: str, left: int, right: int) -> int:
    """How many pixels of a strip are not of the ground's colour."""
    return sum(
        image.pixelColor(x, y).name().upper() != ground
        for x in range(left, right)
        for y in range(12, image.height() - 12, 2)
    )


@pytest.mark.parametrize("is_mirrored", [False, True])
def test_rows_and_chips_are_mirrored(open_home: OpenHome, look: Look, is_mirrored: bool) -> None:
    look.set_theme(ThemeChoice.LIGHT)
    long = replace(DRILLS[1], title="M" * 14)
    home = open_home(FakeCoach(drills=(DRILLS[0], long), last_done={}))
    home.setLayoutDirection(Qt.LayoutDirection.RightToLeft if is_mirrored else Qt.LayoutDirection.LeftToRight)
    QApplication.processEvents()
    shown = home.list_of_drills
    place = shown.visualRect(shown.model_of_rows.index_of(long.id))
    image = shown.viewport().grab(place).toImage()
    third = image.width() // 3
    at_left, at_right = (
        ink(image, look.tokens.panel, 14, third),
        ink(image, look.tokens.panel, image.width() - third, image.width() - 14),
    )
    assert (at_right > at_left) is is_mirrored
    chips = home.side.filters
    assert (chips.place.x() > chips.time.x()) is is_mirrored
    home.search.setText("hip")
    margins = home.search.textMargins()
    assert (margins.right() > margins.left()) is is_mirrored
    QTest.mouseClick(chips.place, LEFT)
    corner = chips.place.mapToGlobal(QPoint(0, chips.place.height()))
    assert opened(chips).y() >= corner.y() - 1
    opened(chips).close()
    home.grab()


def test_hovering_and_focus_are_painted(home: HomePage, look: Look) -> None:
    chip = home.side.filters.place
    plain = chip.grab().toImage()
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    assert chip.grab().toImage() != plain
    look.set_theme(ThemeChoice.DARK)
    assert chip.grab().toImage() != plain
