"""The reminders' page: what comes next, how reminders are set, and the ways that lead there and back."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.domain.breaks.state import PAUSES
from mobility_coach.domain.commands import BreakCommand
from mobility_coach.services.presenters.settings_view import SettingKind, SettingRow, SettingsGroup
from mobility_coach.ui.breaks.breaks_page import BreaksPage
from mobility_coach.ui.look import Look
from mobility_coach.ui.main_window import MainWindow
from mobility_coach.ui.parts.choosers import Switch
from mobility_coach.ui.parts.controls import Stepper
from mobility_coach.ui.parts.day_choice import DayChoice
from mobility_coach.ui.parts.text_field import TextField
from tests.ui.fake_break_plan import FakeAutostart, FakeBreakPlan
from tests.ui.fake_breaks import ASKING, OFFER, PAUSED, PRACTISING, SNOOZED, WATCHING, FakeReminders
from tests.ui.layout_faults import stops
from tests.ui.opened_pages import opened_breaks, opened_settings

Control = TypeVar("Control", bound=QWidget)

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


class Opened:
    """The page alone, with what is behind it."""

    def __init__(self, look: Look, autostart: FakeAutostart | None) -> None:
        self.plan = FakeBreakPlan()
        self.reminders = FakeReminders()
        self.autostart = autostart
        self.page = BreaksPage(look, self.plan, self.reminders, autostart)


OpenPage = Callable[..., Opened]


@pytest.fixture
def open_page(qtbot: QtBot, look: Look) -> OpenPage:
    """Opens the page alone, painted."""

    def opened(autostart: FakeAutostart | None = None, *, width: int = 1120) -> Opened:
        made = Opened(look, autostart)
        made.page.resize(width, 760)
        made.page.refresh()
        qtbot.addWidget(made.page)
        with qtbot.waitExposed(made.page):
            made.page.show()
        made.page.activateWindow()
        settle()
        return made

    return opened


@pytest.fixture
def opened(open_page: OpenPage) -> Opened:
    return open_page(FakeAutostart())


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def control(page: BreaksPage, name: str, kind: type[Control]) -> Control:
    found = page.control(name)
    assert isinstance(found, kind)
    return found


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def titles(page: BreaksPage) -> list[str]:
    return [group.heading.text() for group in page.groups]


def height_in(page: BreaksPage, widget: QWidget) -> int:
    """How far below the top of the page it stands."""
    return widget.mapTo(page, QPoint(0, 0)).y() - page.now.mapTo(page, QPoint(0, 0)).y() + page.now.y()


def press(page: BreaksPage, button: QWidget) -> None:
    """By the keyboard."""
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Key.Key_Return)
    settle()


# --- what comes next ---


def test_the_top_says_what_comes_next(opened: Opened) -> None:
    now = opened.page.now
    assert now.next.text() == "Next break at 14:35"
    assert now.today.text() == "3 breaks done, 1 skipped"
    for label in (now.offer, now.detail, now.away, now.trouble, now.said):
        assert label.isHidden()
    assert (now.now.text(), now.pause.text()) == ("Take a break now", "Pause reminders")
    assert now.snooze.isHidden()
    assert now.skip.isHidden()


def test_a_break_can_be_taken_at_once(opened: Opened) -> None:
    press(opened.page, opened.page.now.now)
    assert opened.reminders.told == [(BreakCommand.NOW, "")]


def test_no_other_break_is_offered_while_one_is_taken(opened: Opened) -> None:
    opened.reminders.show(PRACTISING)
    assert not opened.page.now.now.isEnabled()
    opened.reminders.show(WATCHING)
    assert opened.page.now.now.isEnabled()


def test_what_is_refused_is_said(opened: Opened) -> None:
    opened.reminders.answer = "A break is being practised already."
    press(opened.page, opened.page.now.now)
    assert opened.page.now.said.text() == opened.reminders.answer
    assert opened.page.now.said.isVisible()
    opened.page.refresh()
    assert opened.page.now.said.isHidden()


def test_what_is_due_can_be_answered_here_too(opened: Opened) -> None:
    now = opened.page.now
    opened.reminders.show(ASKING)
    assert now.offer.text() == "Bent-knee ankle matrix"
    assert now.detail.text().splitlines() == [OFFER.text, OFFER.since]
    assert (now.now.text(), now.snooze.text(), now.skip.text()) == ("Start", "Snooze 5 min", "Skip")
    press(opened.page, now.snooze)
    assert opened.reminders.told == [(BreakCommand.SNOOZE, "")]
    assert now.next.text() == SNOOZED.next_text
    assert now.snooze.isHidden()
    assert now.now.hasFocus()  # the button that was pressed is gone
    opened.reminders.show(ASKING)
    press(opened.page, now.skip)
    opened.reminders.show(ASKING)
    press(opened.page, now.now)
    assert [command for command, _ in opened.reminders.told[1:]] == [BreakCommand.SKIP, BreakCommand.START]
    assert opened.reminders.view() is PRACTISING
    assert now.offer.isHidden()


def test_a_strict_break_offers_no_way_round(opened: Opened) -> None:
    opened.reminders.show(replace(ASKING, can_snooze=False, can_skip=False))
    assert opened.page.now.snooze.isHidden()
    assert opened.page.now.skip.isHidden()


def test_a_pause_is_chosen_in_words_and_ended_by_the_same_button(opened: Opened, qtbot: QtBot) -> None:
    now = opened.page.now
    press(opened.page, now.pause)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == [
        *("30 minutes", "1 hour", "3 hours", "Until tomorrow", "Until I resume"),
    ]
    QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    assert opened.reminders.pauses == [PAUSES[1]]
    assert now.next.text() == PAUSED.next_text
    assert now.said.isHidden()  # it stands there already
    assert now.pause.text() == "Resume reminders"
    assert now.pause.hasFocus()
    press(opened.page, now.pause)
    assert opened.reminders.told == [(BreakCommand.RESUME, "")]
    assert now.pause.text() == "Pause reminders"


def test_the_menu_opens_where_reading_begins(open_page: OpenPage) -> None:
    now = open_page(width=600).page.now
    now.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    settle()
    now.pause.click()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    right = now.pause.mapToGlobal(now.pause.rect().bottomRight()).x()
    assert abs(menu.geometry().right() - right) <= 2
    menu.close()


def test_trouble_is_said_with_what_to_do_and_time_away_too(opened: Opened) -> None:
    trouble = "Nobody can tell here when you are away. Diagnostics says what helps."
    away = "You were away for 6 minutes: that was your break."
    opened.reminders.show(replace(WATCHING, trouble=trouble, away_text=away))
    assert (opened.page.now.trouble.text(), opened.page.now.away.text()) == (trouble, away)
    assert opened.page.now.trouble.isVisible()


def test_the_top_is_calm_while_reminders_are_off(opened: Opened) -> None:
    now = opened.page.now
    opened.reminders.show(replace(WATCHING, is_on=False, next_text="Reminders are off", trouble="Trouble"))
    assert (now.next.text(), now.detail.text()) == (
        "Reminders are off",
        "What you set below holds once you turn reminders on.",
    )
    assert now.trouble.isHidden()
    assert now.pause.isHidden()
    assert all(group.isVisibleTo(opened.page) and group.isEnabled() for group in opened.page.groups)


def test_nothing_is_kept_up_to_date_while_nobody_sees_it(opened: Opened) -> None:
    opened.page.hide()
    views = opened.plan.views
    opened.reminders.show(PAUSED)
    assert opened.plan.views == views
    assert opened.page.now.next.text() == WATCHING.next_text
    opened.page.show()
    assert opened.page.now.next.text() == PAUSED.next_text


def test_reminders_may_outlive_the_page(qtbot: QtBot, look: Look) -> None:
    reminders = FakeReminders()
    page = BreaksPage(look, FakeBreakPlan(), reminders)
    page.refresh()
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    reminders.show(PAUSED)
    del page
    reminders.show(WATCHING)


def test_what_is_typed_survives_a_reminder(opened: Opened) -> None:
    number = control(opened.page, "kind.short.every", Stepper).number
    number.setFocus(Qt.FocusReason.TabFocusReason)
    number.selectAll()
    QTest.keyClicks(number, "45")
    opened.reminders.show(ASKING)
    assert number.text() == "45 min"
    QTest.keyClick(number, Key.Key_Return)
    assert opened.plan.changes == [("kind.short.every", 45)]


# --- how it is set ---


def test_the_switch_stands_on_top_alone(opened: Opened) -> None:
    switch = opened.page.now.switch.control
    assert isinstance(switch, Switch)
    assert switch.hasFocus()
    assert switch.isChecked()
    with pytest.raises(KeyError):
        opened.page.control("is_on")
    assert titles(opened.page) == [
        *("Short break", "Long break", "When", "How", "What breaks wait for", "Sound", "Window"),
    ]
    QTest.keyClick(switch, Key.Key_Space)
    assert opened.plan.changes == [("is_on", False)]
    assert not switch.isChecked()


def test_every_kind_of_row_is_told(opened: Opened) -> None:
    page = opened.page
    QTest.mouseClick(control(page, "kind.long.minutes", Stepper).more, LEFT)
    QTest.mouseClick(control(page, "days", DayChoice).buttons[5], LEFT)
    QTest.mouseClick(control(page, "work_from", Stepper).more, LEFT)
    programs = control(page, "programs", TextField)
    programs.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(programs, "zoom, obs")
    QTest.keyClick(programs, Key.Key_Return)
    assert opened.plan.changes == [
        ("kind.long.minutes", 5.5),
        ("days", "123456"),
        ("work_from", 8 * 60 + 15),
        ("programs", "zoom, obs"),
    ]


def test_a_refusal_is_said_at_its_row_and_the_text_stays(opened: Opened) -> None:
    page = opened.page
    opened.plan.refusal = "“25:00” is no time of the day. Write it like 10:00."
    times = control(page, "kind.short.at", TextField)
    times.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(times, "25:00")
    QTest.keyClick(times, Key.Key_Return)
    line = page.kinds[0].lines["kind.short.at"]
    assert (line.problem.text(), times.text()) == (opened.plan.refusal, "25:00")
    assert line.problem.isVisibleTo(page)
    page.refresh()
    assert line.problem.isHidden()
    assert times.text() == ""


def test_a_refused_switch_goes_back(opened: Opened) -> None:
    opened.plan.refusal = "Not saved: the disk is full. Free some space, and try again."
    switch = opened.page.now.switch
    switch.control.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(switch.control, Key.Key_Space)
    assert switch.problem.text() == opened.plan.refusal
    assert isinstance(switch.control, Switch)
    assert switch.control.isChecked()


def test_a_group_goes_back_to_usual_and_forth(opened: Opened) -> None:
    page = opened.page
    how = next(group for group in page.groups if group.title == "How")
    QTest.mouseClick(control(page, "snooze_minutes", Stepper).more, LEFT)
    assert how.restore.isVisibleTo(page)
    press(page, how.restore)
    assert opened.plan.view().value("snooze_minutes") == 5
    assert how.restore.text() == "Undo"
    opened.plan.refusal = "Not saved."
    press(page, how.restore)
    assert how.problem.text() == "Not saved."
    assert opened.plan.view().value("snooze_minutes") == 5


def test_a_kind_is_called_what_the_person_calls_it(opened: Opened) -> None:
    page = opened.page
    name = control(page, "kind.short.title", TextField)
    name.setFocus(Qt.FocusReason.TabFocusReason)
    name.selectAll()
    QTest.keyClicks(name, "Stand up & stretch, as the doctor said")
    QTest.keyClick(name, Key.Key_Return)
    settle()
    assert page.kinds[0].heading.text() == "Stand up & stretch, as the doctor said"
    assert page.kinds[0].remove.accessibleName() == "Remove: Stand up & stretch, as the doctor said"
    names = {stop.accessibleName() for line in page.kinds[0].lines.values() for stop in line.stops}
    assert "Name: Stand up & stretch, as the doctor said" in names
    assert all(name.endswith(": Stand up & stretch, as the doctor said") for name in names)
    assert page.index.buttons[1].text() == "Stand up && stretch, as th…"
    assert name.hasFocus()


def test_the_start_with_the_computer_has_a_switch(opened: Opened) -> None:
    assert opened.autostart is not None
    switch = control(opened.page, "autostart", Switch)
    switch.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(switch, Key.Key_Space)
    assert opened.autostart.is_on()
    assert opened.plan.changes == []
    opened.autostart.refusal = "The folder autostart can't be written. Make it writable, and try again."
    QTest.keyClick(switch, Key.Key_Space)
    window = opened.page.groups[-1]
    assert window.lines["autostart"].problem.text() == opened.autostart.refusal
    assert switch.isChecked()


@pytest.mark.parametrize("autostart", [None, FakeAutostart(is_available=False)])
def test_no_switch_where_there_is_no_such_start(open_page: OpenPage, autostart: FakeAutostart | None) -> None:
    with pytest.raises(KeyError):
        open_page(autostart).page.control("autostart")


def test_rows_that_come_and_go_are_shown(opened: Opened) -> None:
    row = SettingRow("new", "New", "", SettingKind.TOGGLE, value=False)
    before = opened.page.groups
    opened.plan.groups = tuple(
        replace(group, rows=(*group.rows, row)) if group.title == "Sound" else group
        for group in opened.plan.groups
    )
    opened.page.refresh()
    settle()
    assert isinstance(opened.page.control("new"), Switch)
    assert [one is other for one, other in zip(before, opened.page.groups, strict=True)].count(False) == 1


# --- kinds come and go ---


def test_a_kind_is_removed_and_put_back(opened: Opened) -> None:
    page = opened.page
    place = page.kinds[0].y()
    press(page, page.kinds[0].remove)
    assert titles(page)[:2] == ["Long break", "When"]
    assert page.undo_line.label.text() == "“Short break” is removed."
    assert page.undo_line.isVisible()
    assert page.undo_line.button.hasFocus()
    assert height_in(page, page.undo_line) == place
    press(page, page.undo_line.button)
    assert titles(page)[:2] == ["Short break", "Long break"]
    assert page.undo_line.isHidden() or not page.undo_line.isVisible()
    assert page.kinds[0].isAncestorOf(focused())


def test_a_mouse_leaves_the_keyboard_where_it_is(opened: Opened) -> None:
    page = opened.page
    QTest.mouseClick(page.kinds[1].remove, LEFT)
    assert page.now.switch.control.hasFocus()
    QTest.mouseClick(page.undo_line.button, LEFT)
    assert page.now.switch.control.hasFocus()
    assert titles(page)[1] == "Long break"


def test_the_last_kind_stays(opened: Opened) -> None:
    page = opened.page
    press(page, page.kinds[1].remove)
    assert page.kinds[0].remove.isHidden()
    press(page, page.undo_line.button)
    assert all(kind.remove.isVisibleTo(page) for kind in page.kinds)


def test_what_cannot_be_removed_or_put_back_is_explained(opened: Opened) -> None:
    page = opened.page
    opened.plan.refusal = "Not saved: the disk is full."
    press(page, page.kinds[0].remove)
    assert page.kinds[0].problem.text() == opened.plan.refusal
    assert titles(page)[:2] == ["Short break", "Long break"]
    opened.plan.refusal = ""
    press(page, page.kinds[0].remove)
    opened.plan.refusal = "Not saved: the disk is full."
    press(page, page.undo_line.button)
    assert page.undo_line.label.text() == opened.plan.refusal
    assert titles(page)[:2] == ["Long break", "When"]
    opened.plan.refusal = ""
    press(page, page.undo_line.button)
    assert titles(page)[:2] == ["Short break", "Long break"]


def test_a_kind_that_is_gone_without_being_saved_is_gone(opened: Opened) -> None:
    page = opened.page
    opened.plan.not_saved = "Not saved: the disk is full."
    press(page, page.kinds[0].remove)
    assert page.undo_line.label.text() == "“Short break” is removed. Not saved: the disk is full."
    press(page, page.undo_line.button)
    assert titles(page)[:2] == ["Short break", "Long break"]
    assert page.kinds[0].problem.text() == opened.plan.not_saved


def test_what_was_removed_is_settled_when_the_page_comes_again(opened: Opened) -> None:
    press(opened.page, opened.page.kinds[0].remove)
    opened.page.refresh()
    assert not opened.page.undo_line.isVisible()


def test_a_kind_is_added_and_named_at_once(opened: Opened) -> None:
    page = opened.page
    press(page, page.adder.add)
    added = page.kinds[-1]
    assert added.heading.text() == "Break"
    name = focused()
    assert isinstance(name, TextField)
    assert added.isAncestorOf(name)
    assert name.selectedText() == "Break"
    QTest.keyClicks(name, "Tea walk")
    QTest.keyClick(name, Key.Key_Return)
    assert added.heading.text() == "Tea walk"
    view = page.body.viewport()
    top = added.mapTo(view, added.rect().topLeft()).y()
    assert 0 <= top < view.height()


def test_more_kinds_than_there_can_be_are_refused_in_words(opened: Opened) -> None:
    page = opened.page
    for _ in range(3):
        press(page, page.adder.add)
    assert len(page.kinds) == 4
    assert page.adder.problem.text() == "There are as many kinds as there can be. Remove one first."
    press(page, page.kinds[0].remove)
    assert page.adder.problem.isHidden()


def test_tab_goes_from_top_to_bottom_however_kinds_came_and_went(opened: Opened) -> None:
    page = opened.page
    press(page, page.adder.add)
    press(page, page.kinds[0].remove)
    press(page, page.undo_line.button)
    page.now.switch.control.setFocus(Qt.FocusReason.TabFocusReason)
    reached = [page.now.switch.control]
    inside = [each for each in stops(page) if page.body.isAncestorOf(each)]
    for _ in inside[1:]:
        QTest.keyClick(reached[-1], Key.Key_Tab)
        reached.append(focused())
    assert set(reached) == set(inside)
    heights = [height_in(page, each) for each in reached]
    assert all(after > before - 30 for before, after in pairwise(heights))


def test_a_plan_without_kinds_is_shown_as_it_is(qtbot: QtBot, look: Look) -> None:
    plan = FakeBreakPlan()
    plan.groups = (plan.groups[0], SettingsGroup("When", plan.groups[3].rows))
    page = BreaksPage(look, plan, FakeReminders())
    qtbot.addWidget(page)
    page.refresh()
    assert titles(page) == ["When"]
    assert not page.adder.isVisibleTo(page)


# --- keys and places ---


def test_keys_lead_from_part_to_part_and_back(opened: Opened, qtbot: QtBot) -> None:
    page = opened.page
    assert [button.text() for button in page.index.buttons][:3] == ["Now", "Short break", "Long break"]
    assert page.index.buttons[0].isChecked()
    for at in (1, 2):
        QTest.keyClick(page, Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        settle()
        assert page.index.buttons[at].isChecked()
    assert page.kinds[1].isAncestorOf(focused())
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page, Key.Key_Escape)


def test_an_index_that_has_no_room_is_left_out(open_page: OpenPage) -> None:
    assert open_page().page.index.isVisible()
    assert open_page(width=600).page.index.isHidden()
    low = open_page().page
    low.resize(1120, 300)
    settle()
    assert low.index.isHidden()


# --- the ways there and back ---


def test_the_main_page_leads_there_and_back(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.home.breaks_asked):
        QTest.mouseClick(window.home.head.breaks, LEFT)
    page = opened_breaks(window)
    QTest.keyClick(page, Key.Key_Escape)
    assert window.pages.currentWidget() is window.home


def test_the_settings_lead_there_and_back_to_the_same_place(window: MainWindow) -> None:
    opened_breaks(window)
    settings = opened_settings(window)
    QTest.mouseClick(settings.breaks.open, LEFT)
    page = window.pages.currentWidget()
    assert isinstance(page, BreaksPage)
    page.back.click()
    assert window.pages.currentWidget() is settings
    assert settings.breaks.open.hasFocus()
    page = opened_breaks(window)
    page.back.click()
    assert window.pages.currentWidget() is window.home


def test_nothing_leads_to_reminders_that_are_not_there(window: MainWindow) -> None:
    assert window.others is not None
    window.others.show_breaks()
    assert window.pages.currentWidget() is window.home
