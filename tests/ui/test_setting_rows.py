"""Rows of settings that hold a text, a time of the day or days of the week."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QValidator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.services.presenters.settings_view import SettingKind, SettingRow
from mobility_coach.ui.look import Look
from mobility_coach.ui.parts.controls import Button, Stepper
from mobility_coach.ui.parts.day_choice import DayChoice
from mobility_coach.ui.parts.text_field import TextField
from mobility_coach.ui.parts.time_stepper import TimeField, TimeStepper, read_time
from mobility_coach.ui.settings.setting_row import SettingLine

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton

TIMES = SettingRow("at", "At set times", "Times, with commas.", SettingKind.TEXT, "10:00")
FROM = SettingRow("work_from", "From", "", SettingKind.TIME, 8 * 60)
DAYS = SettingRow("days", "Days", "", SettingKind.DAYS, "12345")


class Told:
    """A row on a page with something else to go to; keeps what the row told."""

    def __init__(self, page: QWidget, line: SettingLine, other: Button) -> None:
        self.page = page
        self.line = line
        self.other = other
        self.values: list[object] = []
        line.changed.connect(lambda _, value: self.values.append(value))


OpenRow = Callable[[SettingRow], Told]


@pytest.fixture
def open_row(qtbot: QtBot, look: Look) -> OpenRow:
    def opened(row: SettingRow) -> Told:
        page = QWidget()
        told = Told(page, SettingLine(look, row), Button(look, "Other"))
        column = QVBoxLayout(page)
        column.addWidget(told.line)
        column.addWidget(told.other)
        page.resize(700, 200)
        qtbot.addWidget(page)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        return told

    return opened


# --- texts ---


def field_of(told: Told) -> TextField:
    field = told.line.control
    assert isinstance(field, TextField)
    field.setFocus(Qt.FocusReason.TabFocusReason)
    return field


def type_anew(field: TextField, text: str) -> None:
    field.selectAll()
    QTest.keyClicks(field, text)


def test_a_text_is_told_once_with_return(open_row: OpenRow) -> None:
    told = open_row(TIMES)
    field = field_of(told)
    assert (field.text(), field.accessibleName()) == ("10:00", "At set times")
    assert field.accessibleDescription() == "Times, with commas."
    type_anew(field, "10:00, 15:00")
    assert told.values == []
    QTest.keyClick(field, Key.Key_Return)
    told.other.setFocus(Qt.FocusReason.TabFocusReason)
    assert told.values == ["10:00, 15:00"]


@pytest.mark.parametrize("leave", ["to another", "hidden"])
def test_a_text_is_told_when_the_keyboard_goes_elsewhere(open_row: OpenRow, leave: str) -> None:
    told = open_row(TIMES)
    field = field_of(told)
    type_anew(field, "9:00")
    told.other.setFocus(Qt.FocusReason.TabFocusReason) if leave == "to another" else told.line.hide()
    assert told.values == ["9:00"]


def test_a_text_that_nobody_changed_is_not_told(open_row: OpenRow) -> None:
    told = open_row(TIMES)
    field = field_of(told)
    QTest.keyClick(field, Key.Key_Return)
    told.other.setFocus(Qt.FocusReason.TabFocusReason)
    assert told.values == []


def test_escape_takes_typing_back_and_then_is_the_pages(open_row: OpenRow) -> None:
    told = open_row(TIMES)
    field = field_of(told)
    type_anew(field, "nonsense")
    told.line.show_problem("No time")
    QTest.keyClick(field, Key.Key_Escape)
    assert field.text() == "10:00"
    assert told.line.problem.isHidden()
    told.other.setFocus(Qt.FocusReason.TabFocusReason)
    assert told.values == []


def test_what_is_typed_survives_a_row_that_is_shown_anew(open_row: OpenRow) -> None:
    told = open_row(TIMES)
    field = field_of(told)
    type_anew(field, "11:0")
    told.line.show_row(TIMES)
    assert field.text() == "11:0"
    QTest.keyClicks(field, "0")
    QTest.keyClick(field, Key.Key_Return)
    told.line.show_row(replace(TIMES, value="11:00"))
    assert (field.text(), told.values) == ("11:00", ["11:00"])


def test_a_refused_text_stays_to_be_put_right(open_row: OpenRow) -> None:
    told = open_row(TIMES)
    field = field_of(told)
    type_anew(field, "25:00")
    QTest.keyClick(field, Key.Key_Return)
    told.line.show_problem("25:00 is no time of the day.")
    told.line.show_row(TIMES)
    assert field.text() == "25:00"
    told.line.show_problem("")
    told.line.show_row(TIMES)
    assert field.text() == "10:00"


def test_a_text_is_shown_as_it_is_kept(open_row: OpenRow) -> None:
    told = open_row(TIMES)
    field = field_of(told)
    type_anew(field, " 10:00,")
    QTest.keyClick(field, Key.Key_Return)
    told.line.show_row(TIMES)
    assert (told.values, field.text()) == ([" 10:00,"], "10:00")


def test_a_text_is_bounded_and_plain(open_row: OpenRow) -> None:
    field = field_of(open_row(replace(TIMES, value="<b>x</b>" * 1_000)))
    assert len(field.text()) == field.maxLength() == 500
    assert field.minimumSizeHint().width() < field.sizeHint().width()


# --- times of the day ---


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("9:30", 570),
        ("09:30", 570),
        (" 9.30 ", 570),
        ("9 30", 570),
        ("9h30", 570),
        ("930", 570),
        ("0930", 570),
        ("9", 540),
        ("23", 23 * 60),
        ("0:00", 0),
        ("23:59", 1439),
        ("9:", 540),
        ("٩:٣٠", 570),
    ],
)
def test_a_typed_time_is_read(text: str, minutes: int) -> None:
    assert read_time(text) == minutes


@pytest.mark.parametrize("text", ["", "24:00", "9:60", "99", "9:3", "nine", "-1", "9:30 pm", "12345", "²:00"])
def test_what_is_no_time_is_not_read(text: str) -> None:
    assert read_time(text) is None


def time_of(told: Told) -> TimeStepper:
    stepper = told.line.control
    assert isinstance(stepper, TimeStepper)
    stepper.number.setFocus(Qt.FocusReason.TabFocusReason)
    return stepper


def test_a_time_goes_by_quarters_of_an_hour_and_round(open_row: OpenRow) -> None:
    told = open_row(replace(FROM, value=9 * 60 + 37))
    stepper = time_of(told)
    assert stepper.number.text() == "9:37"
    QTest.mouseClick(stepper.more, LEFT)
    QTest.keyClick(stepper.number, Key.Key_Down)
    assert told.values == [585, 570]
    told.line.show_row(replace(FROM, value=23 * 60 + 45))
    QTest.mouseClick(stepper.more, LEFT)
    assert (told.values[-1], stepper.number.text()) == (0, "0:00")
    assert stepper.less.isEnabled()
    QTest.mouseClick(stepper.less, LEFT)
    assert told.values[-1] == 23 * 60 + 45
    told.line.show_row(replace(FROM, value=9 * 60 + 37))
    QTest.keyClick(stepper.number, Key.Key_Down)
    assert told.values[-1] == 9 * 60 + 30


def test_a_time_can_be_typed(open_row: OpenRow) -> None:
    told = open_row(FROM)
    stepper = time_of(told)
    stepper.number.selectAll()
    QTest.keyClicks(stepper.number, "9:3x0")
    assert told.values == []
    QTest.keyClick(stepper.number, Key.Key_Return)
    assert (told.values, stepper.number.text()) == ([570], "9:30")


def test_a_time_that_is_none_changes_nothing(open_row: OpenRow) -> None:
    told = open_row(FROM)
    stepper = time_of(told)
    stepper.number.selectAll()
    QTest.keyClicks(stepper.number, "9:6")
    told.other.setFocus(Qt.FocusReason.TabFocusReason)
    assert (told.values, stepper.number.text()) == ([], "8:00")


def test_a_time_that_is_begun_may_be_typed_on(qtbot: QtBot) -> None:
    field = TimeField()
    qtbot.addWidget(field)
    states = [field.validate(text, 0)[0] for text in ("", "9:3", "9:30", "x")]
    assert states == [
        QValidator.State.Intermediate,
        QValidator.State.Intermediate,
        QValidator.State.Acceptable,
        QValidator.State.Invalid,
    ]
    assert field.valueFromText("x") == field.value()


# --- days of the week ---


def days_of(told: Told) -> DayChoice:
    days = told.line.control
    assert isinstance(days, DayChoice)
    return days


def test_days_are_chosen_one_by_one(open_row: OpenRow) -> None:
    told = open_row(DAYS)
    days = days_of(told)
    assert [button.text() for button in days.buttons] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert days.digits == "12345"
    QTest.mouseClick(days.buttons[5], LEFT)
    days.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(days.buttons[0], Key.Key_Space)
    assert told.values == ["123456", "23456"]
    told.line.show_row(replace(DAYS, value=""))
    assert days.digits == ""
    assert len(told.values) == 2


def test_a_day_tells_screen_readers_its_whole_name_and_its_state(open_row: OpenRow) -> None:
    days = days_of(open_row(DAYS))
    saturday = QAccessible.queryAccessibleInterface(days.buttons[5])
    assert saturday.text(QAccessible.Text.Name) == "Saturday"
    assert saturday.state().checkable
    assert not saturday.state().checked
    assert QAccessible.queryAccessibleInterface(days.buttons[0]).state().checked
    assert days.accessibleName() == "Days"


@pytest.mark.parametrize(
    ("direction", "onward", "back"),
    [
        (Qt.LayoutDirection.LeftToRight, Key.Key_Right, Key.Key_Left),
        (Qt.LayoutDirection.RightToLeft, Key.Key_Left, Key.Key_Right),
    ],
)
def test_arrow_keys_go_from_day_to_day(
    open_row: OpenRow, direction: Qt.LayoutDirection, onward: Qt.Key, back: Qt.Key
) -> None:
    told = open_row(DAYS)
    days = days_of(told)
    days.setLayoutDirection(direction)
    days.buttons[5].setFocus(Qt.FocusReason.TabFocusReason)
    for key, at in ((onward, 6), (onward, 6), (back, 5)):
        focused = next(each for each in days.buttons if each.hasFocus())
        QTest.keyClick(focused, key)
        assert days.buttons[at].hasFocus()
    QTest.keyClick(days.buttons[5], Key.Key_Down)
    assert days.buttons[5].hasFocus()
    assert told.values == []


# --- numbers ---


def test_whole_numbers_have_no_fraction_beside_halves(open_row: OpenRow) -> None:
    row = SettingRow("minutes", "Length", "", SettingKind.NUMBER, 2.0, low=0.5, high=60, step=0.5, unit="min")
    told = open_row(row)
    stepper = told.line.control
    assert isinstance(stepper, Stepper)
    assert stepper.number.text() == "2 min"
    QTest.mouseClick(stepper.more, LEFT)
    assert (stepper.number.text(), told.values) == ("2.5 min", [2.5])


def test_an_hour_reads_as_a_clock_does(open_row: OpenRow) -> None:
    told = open_row(SettingRow("night_from", "Night begins at", "", SettingKind.HOUR, 17.0, high=23))
    stepper = told.line.control
    assert isinstance(stepper, Stepper)
    assert stepper.number.text() == "17:00"
    QTest.mouseClick(stepper.more, LEFT)
    assert (stepper.number.text(), told.values) == ("18:00", [18])
    stepper.number.setFocus(Qt.FocusReason.TabFocusReason)
    stepper.number.selectAll()
    QTest.keyClicks(stepper.number, "7")
    QTest.keyClick(stepper.number, Key.Key_Return)
    assert (stepper.number.text(), told.values) == ("7:00", [18, 7])


def test_a_choice_is_told_by_its_label_too(qtbot: QtBot, look: Look) -> None:
    """On Linux the name of a choice is what is chosen; its label says what that is about."""
    row = SettingRow("sound", "A break sounds", "", SettingKind.CHOICE, "a", (("a", "Voice and beat"),))
    line = SettingLine(look, row)
    qtbot.addWidget(line)
    told = QAccessible.queryAccessibleInterface(line.control).relations()
    labels = [each.object() for each, relation in told if relation & QAccessible.RelationFlag.Label]
    assert labels == [line.label]
