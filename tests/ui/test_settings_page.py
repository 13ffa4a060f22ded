import threading
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.ui.controls import Choice, Level, Stepper, Switch
from mobility_coach.ui.look import Look
from mobility_coach.ui.main_window import MainWindow
from mobility_coach.ui.settings_page import SettingsPage
from tests.ui.conftest import OpenWindow
from tests.ui.fakes import SETTINGS, VOICES, FakeCoach

Control = TypeVar("Control", bound=QWidget)

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    window.open_settings()
    assert window.settings_page is not None
    return window.settings_page


def control(page: SettingsPage, name: str, kind: type[Control]) -> Control:
    found = page.controls[name]
    assert isinstance(found, kind)
    return found


def test_every_setting_has_a_named_control(page: SettingsPage) -> None:
    rows = [row for group in SETTINGS for row in group.rows]
    assert list(page.controls) == [row.name for row in rows]
    for row in rows:
        widget = page.controls[row.name]
        named = widget.number if isinstance(widget, Stepper) else widget
        assert named.accessibleName() == row.label
        assert widget.accessibleDescription() == row.help


def test_a_switch_is_told(page: SettingsPage, coach: FakeCoach) -> None:
    switch = control(page, "wait_for_ready", Switch)
    QTest.mouseClick(switch, LEFT, pos=switch.rect().bottomRight() - QPoint(1, 1))
    assert coach.last() == ("setting", "wait_for_ready", True)
    switch.setFocus()
    QTest.keyClick(switch, Key.Key_Space)
    assert coach.last() == ("setting", "wait_for_ready", False)
    switch.grab()


def test_a_number_is_told_whole_or_with_a_part(page: SettingsPage, coach: FakeCoach) -> None:
    QTest.mouseClick(control(page, "speech_rate", Stepper).more, LEFT)
    assert coach.last() == ("setting", "speech_rate", 170)
    QTest.mouseClick(control(page, "rest_seconds", Stepper).less, LEFT)
    assert coach.last() == ("setting", "rest_seconds", 7.5)


def test_a_typed_number_is_told_once_it_is_finished(page: SettingsPage, coach: FakeCoach) -> None:
    number = control(page, "speech_rate", Stepper).number
    number.setFocus()
    number.selectAll()
    QTest.keyClicks(number, "210")
    assert not coach.asked
    QTest.keyClick(number, Key.Key_Return)
    assert coach.asked == [("setting", "speech_rate", 210)]


def test_a_level_is_told(page: SettingsPage, coach: FakeCoach) -> None:
    level = control(page, "click_volume", Level)
    QTest.keyClick(level, Key.Key_Left)
    assert coach.last() == ("setting", "click_volume", 0.75)


def test_a_choice_is_told(page: SettingsPage, coach: FakeCoach) -> None:
    choice = control(page, "dose", Choice)
    choice.setFocus()
    QTest.keyClick(choice, Key.Key_Down)
    assert coach.last() == ("setting", "dose", "full")
    choice.grab()


def test_a_refused_change_is_explained_at_its_place(page: SettingsPage, coach: FakeCoach) -> None:
    coach.refusal = "Not saved: the disk is full. Free some space, and try again."
    QTest.mouseClick(control(page, "speech_rate", Stepper).more, LEFT)
    assert page.problems["speech_rate"].text() == coach.refusal
    assert page.problems["speech_rate"].isVisible()
    coach.refusal = ""
    QTest.mouseClick(control(page, "speech_rate", Stepper).more, LEFT)
    assert page.problems["speech_rate"].isHidden()


def test_voices_come_later_from_another_thread(qtbot: QtBot, page: SettingsPage, coach: FakeCoach) -> None:
    choice = control(page, "voice", Choice)
    assert choice.count() == 1
    assert coach.found is not None
    finder = threading.Thread(target=coach.found, args=(VOICES,))
    finder.start()
    finder.join()
    qtbot.waitUntil(lambda: choice.count() == 3)
    assert choice.itemText(1) == "English (Great Britain) (en-gb)"
    choice.setCurrentIndex(2)
    choice.activated.emit(2)
    assert coach.last() == ("setting", "voice", "gmw/en-us")
    page.refresh()
    assert control(page, "voice", Choice).currentData() == "gmw/en-us"
    assert control(page, "voice", Choice).count() == 3


def test_listen_speaks_with_the_chosen_voice_and_rate(page: SettingsPage, coach: FakeCoach) -> None:
    coach.change_setting("voice", "gmw/en")
    page.refresh()
    assert page.listen is not None
    QTest.mouseClick(page.listen, LEFT)
    assert coach.last() == ("listen", "gmw/en", 165)
    assert control(page, "voice", Choice).currentText() == "gmw/en"


def test_the_theme_takes_effect_at_once(page: SettingsPage, look: Look) -> None:
    choice = control(page, "theme", Choice)
    choice.setCurrentIndex(2)
    choice.activated.emit(2)
    assert look.tokens.is_dark


def test_the_wheel_scrolls_past_what_has_no_focus(page: SettingsPage, coach: FakeCoach) -> None:
    page.back.setFocus()
    for widget in (
        control(page, "speech_rate", Stepper).number,
        control(page, "click_volume", Level),
        control(page, "dose", Choice),
    ):
        widget.clearFocus()
        wheel = QWheelEvent(
            QPointF(5, 5),
            QPointF(5, 5),
            QPoint(0, 0),
            QPoint(0, 120),
            LEFT.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, wheel)
    assert not coach.asked


def test_back_leads_to_the_main_page(window: MainWindow, page: SettingsPage) -> None:
    assert page.controls["voice"].hasFocus()
    QTest.mouseClick(page.back, LEFT)
    assert window.pages.currentWidget() is window.home
    QTest.mouseClick(window.home.settings, LEFT)
    assert window.pages.currentWidget() is page
    QTest.keyClick(page, Key.Key_Escape)
    assert window.pages.currentWidget() is window.home


def test_without_settings_the_page_is_empty_and_stays_usable(open_window: OpenWindow) -> None:
    coach = FakeCoach()
    coach.settings = ()
    window = open_window(coach)
    window.open_settings()
    page = window.settings_page
    assert page is not None
    assert page.listen is None
    page._speak()
    page._show_voices(VOICES)
    assert coach.asked == []


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_settings_fit_a_narrow_window(open_window: OpenWindow, look: Look, scale: float) -> None:
    look.set_text_scale(scale)
    window = open_window(FakeCoach())
    window.open_settings()
    window.resize(480, 700)
    QApplication.processEvents()
    page = window.settings_page
    assert page is not None
    for widget in page.controls.values():
        place = widget.mapTo(page, QPoint(0, 0))
        assert place.x() + widget.width() <= page.width()
