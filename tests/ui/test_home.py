from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.domain.phrases import safety_words
from mobility_coach.ui.home.library_list import LibraryList
from mobility_coach.ui.look import Look, ThemeChoice
from mobility_coach.ui.main_window import MainWindow
from mobility_coach.ui.parts.controls import Stepper
from mobility_coach.ui.wear import wear_settings
from tests.ui.conftest import OpenWindow
from tests.ui.fakes import CUES, DRILLS, FakeCoach
from tests.ui.opened_pages import opened_settings

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def titles(shown: LibraryList) -> list[str]:
    model = shown.model_of_rows
    return [model.data(model.index(at)) for at in range(model.rowCount())]


def click_row(shown: LibraryList, row_id: str, *, twice: bool = False) -> None:
    place = shown.visualRect(shown.model_of_rows.index_of(row_id)).center()
    if twice:
        QTest.mouseDClick(shown.viewport(), LEFT, pos=place)
    else:
        QTest.mouseClick(shown.viewport(), LEFT, pos=place)


def choose_and_show(window: MainWindow, drill_id: str) -> None:
    window.home.list_of_drills.choose(drill_id)


def test_drills_are_listed_by_region_and_the_first_is_shown(window: MainWindow) -> None:
    home = window.home
    assert titles(home.list_of_drills) == [
        "Ankle",
        "Ankle rolls",
        "Hip",
        "Hip flexor matrix",
        "Thoracic spine",
        "Corner stretch",
    ]
    assert home.drill_page.shown_id == "ankle-rolls"
    assert home.list_of_drills.hasFocus()


def test_a_row_is_read_out_with_all_that_it_shows(window: MainWindow) -> None:
    model = window.home.list_of_drills.model_of_rows
    index = model.index_of("hip-flexor-matrix")
    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole) == (
        "Hip flexor matrix, Hip. Wall · three planes · desk, run. 4 min, today"
    )
    assert model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole) == "Ankle"
    assert model.data(model.index(99)) is None
    assert model.data(index, Qt.ItemDataRole.DecorationRole) is None


def test_arrows_walk_over_the_headings_and_return_starts(window: MainWindow, coach: FakeCoach) -> None:
    shown = window.home.list_of_drills
    QTest.keyClick(shown, Key.Key_Down)
    assert window.home.drill_page.shown_id == "hip-flexor-matrix"
    QTest.keyClick(shown, Key.Key_Up)
    assert window.home.drill_page.shown_id == "ankle-rolls"
    QTest.keyClick(shown, Key.Key_End)
    QTest.keyClick(shown, Key.Key_Return)
    assert coach.last() == ("open", "corner-stretch")
    assert window.pages.currentWidget() is window.player_page
    window.player_page.leave()


def test_a_click_shows_and_a_double_click_starts(window: MainWindow, coach: FakeCoach) -> None:
    click_row(window.home.list_of_drills, "corner-stretch")
    assert window.home.drill_page.shown_id == "corner-stretch"
    assert not coach.asked
    click_row(window.home.list_of_drills, "corner-stretch", twice=True)
    assert coach.asked == [("open", "corner-stretch")]
    window.player_page.leave()


def test_a_double_click_beside_the_rows_starts_nothing(window: MainWindow, coach: FakeCoach) -> None:
    shown = window.home.list_of_drills
    heading = shown.visualRect(shown.model_of_rows.index(0)).center()
    QTest.mouseDClick(shown.viewport(), LEFT, pos=heading)
    QTest.mouseDClick(shown.viewport(), LEFT, pos=shown.viewport().rect().bottomLeft())
    assert not coach.asked


def test_today_shows_the_streak_and_starts_the_suggestion(window: MainWindow, coach: FakeCoach) -> None:
    card = window.home.today
    assert (card.streak.text(), card.title.text()) == ("12", "days in a row")
    assert "Today counts already" in card.line.text()
    assert card.start.accessibleName().startswith("Start Corner stretch")
    QTest.mouseClick(card.start, LEFT)
    assert coach.asked == [("open", "corner-stretch")]
    window.player_page.leave()


def test_the_first_day_has_no_number(open_window: OpenWindow) -> None:
    coach = FakeCoach(last_done={})
    coach.streak, coach.why = 0, ""
    card = open_window(coach).home.today
    assert card.streak.isHidden()
    assert card.title.text() == "A good day to begin"
    assert not card.start.isHidden()


def test_without_drills_the_person_learns_what_to_do(open_window: OpenWindow) -> None:
    window = open_window(FakeCoach(drills=()))
    home = window.home
    assert home.pages.currentWidget() is home._nothing
    assert home.today.start.isHidden()
    assert home.side.routines_tab.isHidden()
    QTest.keyClick(home.list_of_drills, Key.Key_Return)
    assert home.list_of_drills.chosen() == ""


def test_the_page_tells_what_how_felt_and_cautions(window: MainWindow) -> None:
    choose_and_show(window, "hip-flexor-matrix")
    page = window.home.drill_page
    texts = " ".join(each.text() for each in page.findChildren(type(page.footer.note)))
    for expected in (
        "Hip flexor matrix",
        "Kneel on your left knee, and hold on to a wall.",
        "Kneel on your left knee.",
        "Across the midline",
        "Felt: front of the left thigh",
        "Back off where it pinches.",
        "Last done: today",
        "At the desk, Before a run",
        "A rep takes 4.0 s",
        "Set-up",
        "If anything hurts, stop.",
    ):
        assert expected in texts
    assert list(page.reps) == ["A", "B", "C"]
    assert page.footer.start.text() == "Start · 4 min"


def test_reps_are_stepped_within_their_range(window: MainWindow, coach: FakeCoach) -> None:
    choose_and_show(window, "hip-flexor-matrix")
    page = window.home.drill_page
    stepper = page.reps["B"]
    QTest.mouseClick(stepper.more, LEFT)
    assert coach.last() == ("reps", "hip-flexor-matrix", "B", 9)
    assert page.reps["B"] is stepper
    QTest.mouseClick(stepper.more, LEFT)
    assert not stepper.more.isEnabled()
    assert stepper.number.value() == 10
    assert not page.reset.isHidden()


def test_numbers_are_changed_by_keys_and_not_by_the_passing_wheel(
    window: MainWindow, coach: FakeCoach
) -> None:
    number = window.home.drill_page.reps["A"].number
    number.setFocus()
    QTest.keyClick(number, Key.Key_Down)
    assert coach.last() == ("reps", "ankle-rolls", "A", 7)
    assert window.home.drill_page.reps["A"].property("active")


def test_the_tempo_is_changed_and_put_back(window: MainWindow, coach: FakeCoach) -> None:
    page = window.home.drill_page
    QTest.mouseClick(page.tempo.more, LEFT)
    assert coach.last() == ("bpm", "ankle-rolls", 65)
    assert page.tempo_text.text() == "beats a minute. A rep takes 3.7 s."
    QTest.mouseClick(page.tempo.less, LEFT)
    QTest.mouseClick(page.reset, LEFT)
    assert coach.last() == ("reset", "ankle-rolls")
    assert page.reset.isHidden()


def test_the_cue_is_chosen(window: MainWindow, coach: FakeCoach) -> None:
    page = window.home.drill_page
    assert [each.text() for each in page.findChildren(QRadioButton)] == [cue.title for cue in CUES]
    assert page.cues["foot"].isChecked()
    page.cues["knee"].click()
    assert coach.last() == ("cue", "ankle-rolls", "knee")
    assert page.cues["knee"].isChecked()


def test_start_on_the_page_opens_the_player(window: MainWindow, coach: FakeCoach) -> None:
    start = window.home.drill_page.footer.start
    assert "Ankle rolls" in start.accessibleName()
    start.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(start, Key.Key_Return)
    assert coach.asked == [("open", "ankle-rolls")]
    window.start("ankle-rolls")
    assert coach.asked == [("open", "ankle-rolls")]
    window.player_page.leave()


def test_safety_is_said_where_a_drill_has_no_cautions(open_window: OpenWindow) -> None:
    window = open_window(FakeCoach(drills=(replace(DRILLS[0], cautions=()),)))
    page = window.home.drill_page
    texts = [each.text() for each in page.findChildren(type(page.footer.note))]
    assert texts.count(safety_words()) == 1


def test_routines_have_their_list_and_page(window: MainWindow, coach: FakeCoach) -> None:
    home = window.home
    QTest.mouseClick(home.side.routines_tab, LEFT)
    assert home.pages.currentWidget() is home.routine_page
    assert home.routine_page.shown_id == "full"
    click_row(home.list_of_routines, "before-run")
    page = home.routine_page
    assert page.title.text() == "Before a run"
    QTest.mouseClick(page.minutes.less, LEFT)
    assert coach.last() == ("minutes", "before-run", 7)
    texts = [each.text() for each in page.findChildren(type(page.title))]
    assert "Left out to fit your time" in texts
    QTest.mouseClick(page.footer.start, LEFT)
    assert coach.last() == ("open", "before-run")
    window.player_page.leave()
    assert home.list_of_routines.chosen() == "before-run"
    QTest.mouseClick(home.side.drills_tab, LEFT)
    assert home.pages.currentWidget() is home.drill_page


def test_problems_are_said_once_and_can_be_hidden(open_window: OpenWindow) -> None:
    coach = FakeCoach()
    coach.notices = ("a.json: title: is missing", "b", "c", "d", "e")
    banner = open_window(coach).home.banner
    assert banner.isVisible()
    assert banner.label.text().splitlines()[0] == "a.json: title: is missing"
    assert banner.label.text().splitlines()[-1] == "2 more stand in the log."
    QTest.mouseClick(banner.close_button, LEFT)
    assert banner.isHidden()
    banner.show_text("")
    banner.show_text("a.json: title: is missing\nb\nc\n2 more stand in the log.")
    assert banner.isHidden()
    banner.show_text("Something new")
    assert banner.isVisible()
    banner.show_text("")
    assert banner.isHidden()


def test_everything_is_reached_by_tab(window: MainWindow) -> None:
    window.home.drill_page.reset.show()
    seen: set[QWidget] = set()
    for _ in range(60):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.add(focused)
        QTest.keyClick(focused, Key.Key_Tab)
    buttons = [
        each
        for each in window.home.findChildren(QAbstractButton)
        if each.isVisible() and not isinstance(each.parent(), Stepper)
    ]
    # Of those that exclude each other, Tab reaches the chosen one, and arrows the others.
    missing = [each for each in buttons if each not in seen and (each.isChecked() or not each.isCheckable())]
    assert [each.text() for each in missing] == []
    assert window.home.list_of_drills in seen
    assert all(each.number in seen for each in window.home.drill_page.reps.values())


def test_every_control_has_a_name_for_screen_readers(window: MainWindow) -> None:
    opened_settings(window)
    window.start("ankle-rolls")
    controls: list[QWidget] = [each for each in window.findChildren(QAbstractButton) if not each.text()]
    controls += [each.number for each in window.findChildren(Stepper)]
    assert [each for each in controls if not each.accessibleName()] == []
    window.player_page.leave()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_narrow_window_shows_the_list_and_then_the_page(
    open_window: OpenWindow, look: Look, scale: float
) -> None:
    look.set_text_scale(scale)
    window = open_window(FakeCoach())
    window.resize(480, 700)
    home = window.home
    assert home.body.panel.isHidden()
    assert home.today.isVisible()
    click_row(home.list_of_drills, "ankle-rolls")
    assert home.body.panel.isVisible()
    assert home.side.isHidden()
    assert home.back.hasFocus()
    QTest.keyClick(home.back, Key.Key_Escape)
    assert home.side.isVisible()
    window.resize(1900, 900)
    assert home.side.isVisible()
    assert home.body.panel.isVisible()
    assert home.back.isHidden()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_page_is_wider_than_its_window(open_window: OpenWindow, look: Look, scale: float) -> None:
    look.set_text_scale(scale)
    window = open_window(FakeCoach())
    home = window.home
    for width in (480, 760, 1120, 1900):
        window.resize(round(max(480, width)), 800)
        home.list_of_drills.row_opened.emit("ankle-rolls")
        QApplication.processEvents()
        assert home.drill_page.body.horizontalScrollBar().maximum() == 0


def test_a_long_title_stays_inside(open_window: OpenWindow) -> None:
    long = replace(DRILLS[1], title="W" * 300, summary="<b>" + "x" * 9000)
    window = open_window(FakeCoach(drills=(long,), last_done={long.id: date(2020, 1, 1)}))
    QApplication.processEvents()
    assert window.home.drill_page.body.horizontalScrollBar().maximum() == 0
    window.grab()


def test_the_theme_reaches_the_open_window(window: MainWindow, coach: FakeCoach) -> None:
    coach.change_setting("theme", "dark")
    wear_settings(window._look, coach.settings_view())
    assert window._look.tokens.is_dark
    coach.change_setting("theme", "purple")
    wear_settings(window._look, coach.settings_view())
    assert window._look.theme is ThemeChoice.SYSTEM
    window.grab()


def test_closing_the_window_ends_the_session_and_the_coach(window: MainWindow, coach: FakeCoach) -> None:
    window.start("ankle-rolls")
    window.close()
    assert coach.player.closes == 1
    assert coach.is_closed
    window.close()
    assert coach.player.closes == 1


def test_before_the_coach_is_there_nothing_can_be_asked(qtbot: QtBot, look: Look) -> None:
    window = MainWindow(look)
    qtbot.addWidget(window)
    window.show()
    window.start("ankle-rolls")
    window.show_home()
    assert window.others is None
    QTest.mouseClick(window.home.settings, LEFT)
    window.close()


def test_a_larger_text_in_the_settings_is_laid_out_anew_on_the_main_page(
    window: MainWindow, look: Look
) -> None:
    assert window.home.body.panel.isVisible()
    assert window.others is not None
    window.others.show_settings()
    look.set_text_scale(2.0)
    window.show_home()
    assert not window.home.body.panel.isVisible()  # list and page no longer fit side by side
    look.set_text_scale(1.0)
    assert window.home.body.panel.isVisible()
