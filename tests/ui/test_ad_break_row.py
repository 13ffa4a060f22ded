import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mobility_coach.ui.home.ad_break_row import asked_ad_break
from mobility_coach.ui.main_window import MainWindow
from tests.ui.fakes import FakeCoach

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier

COMBINING = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
)


def pressed(text: str, modifiers: Qt.KeyboardModifier = NONE, *, is_held: bool = False) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, ord(text), modifiers, text, is_held)


def opened(coach: FakeCoach) -> list[object]:
    return [each[1] for each in coach.asked if each[0] == "open"]


@pytest.mark.parametrize("minutes", [1, 2, 3])
def test_each_button_starts_its_ad_break_and_says_so(
    window: MainWindow, coach: FakeCoach, minutes: int
) -> None:
    button = window.home.today.ad_breaks.buttons[minutes - 1]
    assert button.text() == f"{minutes} min"
    assert button.accessibleName() == f"Ad break, {minutes} minute{'s' if minutes > 1 else ''}"
    assert f"Key {minutes}" in button.toolTip()
    button.click()
    assert opened(coach) == [f"ad-break-{minutes}"]


def test_the_keys_start_it_from_the_list_and_from_buttons_and_not_from_the_search(
    window: MainWindow, coach: FakeCoach
) -> None:
    home = window.home
    QTest.keyClick(home.list_of_drills, Key.Key_2)
    assert opened(coach) == ["ad-break-2"]
    window.end_session()
    window.show_home()
    QTest.keyClick(home.settings, Key.Key_3, KEYPAD)
    assert opened(coach) == ["ad-break-2", "ad-break-3"]
    window.end_session()
    window.show_home()
    home.focus_search()
    QTest.keyClick(home.search, Key.Key_1)
    assert home.search.text() == "1"
    assert len(opened(coach)) == 2


def test_other_keys_ask_for_none() -> None:
    assert asked_ad_break(pressed("1")) == "ad-break-1"
    assert (
        asked_ad_break(pressed("1", Qt.KeyboardModifier.ShiftModifier)) == "ad-break-1"
    )  # as on French keyboards
    assert asked_ad_break(pressed("3", KEYPAD)) == "ad-break-3"
    for other in ("4", "0", "a", "/"):
        assert asked_ad_break(pressed(other)) == ""
    for modifier in COMBINING:
        assert asked_ad_break(pressed("1", modifier)) == ""
    assert asked_ad_break(pressed("1", is_held=True)) == ""


@pytest.mark.parametrize("width", [480, 1120])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_button_is_cut(window: MainWindow, qtbot: QtBot, width: int, scale: float) -> None:
    window.home.today._look.set_text_scale(scale)
    window.resize(width, 700)
    row = window.home.today.ad_breaks
    # The scroll bar comes one layout later.
    qtbot.waitUntil(lambda: row.height() >= row.heightForWidth(row.width()))
    for button in row.buttons:
        assert button.width() >= button.minimumSizeHint().width()
        assert row.rect().contains(QRect(button.mapTo(row, QPoint(0, 0)), button.size()))
