import itertools
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.domain.speech_timing import ClipTiming
from mobility_coach.services.ports import Voice
from mobility_coach.services.presenters.safety_words import safety_note
from mobility_coach.services.presenters.settings_presenter import present_settings
from mobility_coach.services.settings import Settings, SpeechEngine
from mobility_coach.ui.look import Look
from mobility_coach.ui.main_window import MainWindow
from mobility_coach.ui.parts.choosers import Choice, Level, Switch
from mobility_coach.ui.parts.controls import Stepper
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.settings.settings_group import GroupPart
from mobility_coach.ui.settings.settings_page import SettingsPage
from mobility_coach.ui.settings.voice_part import VoicePart
from tests.ui.fakes import SETTINGS, VOICES, FakeCoach
from tests.ui.opened_pages import opened_settings

Control = TypeVar("Control", bound=QWidget)

OpenPage = Callable[..., SettingsPage]

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


@pytest.fixture
def open_page(qtbot: QtBot, look: Look) -> OpenPage:
    """Opens the page alone, painted."""

    def opened(coach: FakeCoach, width: int = 1120, height: int = 760) -> SettingsPage:
        page = SettingsPage(look, coach)
        page.resize(width, height)
        page.refresh()
        qtbot.addWidget(page)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        settle()
        return page

    return opened


@pytest.fixture
def page(open_page: OpenPage, coach: FakeCoach) -> SettingsPage:
    return open_page(coach)


def control(page: SettingsPage, name: str, kind: type[Control]) -> Control:
    found = page.controls[name]
    assert isinstance(found, kind)
    return found


def group(page: SettingsPage, title: str) -> GroupPart:
    return next(each for each in page.groups if each.title == title)


def voice(page: SettingsPage) -> VoicePart:
    assert page.voice is not None
    return page.voice


def choose(page: SettingsPage, name: str, value: str) -> None:
    choice = control(page, name, Choice)
    choice.setCurrentIndex(choice.findData(value))
    choice.activated.emit(choice.currentIndex())


def tell_voices(coach: FakeCoach, found: tuple[Voice, ...] = VOICES) -> None:
    assert coach.found is not None
    coach.found(found)


def is_busy(page: SettingsPage) -> bool:
    return voice(page).bar.is_busy


def turn_wheel(widget: QWidget) -> None:
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


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


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


def test_a_number_is_told(page: SettingsPage, coach: FakeCoach) -> None:
    QTest.mouseClick(control(page, "speech_rate", Stepper).more, LEFT)
    assert coach.last() == ("setting", "speech_rate", 170)
    QTest.mouseClick(control(page, "rest_seconds", Stepper).less, LEFT)
    assert coach.last() == ("setting", "rest_seconds", 7)


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
    assert coach.last() == ("setting", "click_volume", 0.35)


def test_a_choice_is_told(page: SettingsPage, coach: FakeCoach) -> None:
    choice = control(page, "dose", Choice)
    choice.setFocus()
    QTest.keyClick(choice, Key.Key_Down)
    assert coach.last() == ("setting", "dose", "full")
    choice.grab()


def test_a_refused_change_is_explained_at_its_place(page: SettingsPage, coach: FakeCoach) -> None:
    coach.refusal = "Not saved: the disk is full. Free some space, and try again."
    QTest.mouseClick(control(page, "speech_rate", Stepper).more, LEFT)
    problem = group(page, "Voice and sound").lines["speech_rate"].problem
    assert problem.text() == coach.refusal
    assert problem.isVisible()
    coach.refusal = ""
    QTest.mouseClick(control(page, "speech_rate", Stepper).more, LEFT)
    assert problem.isHidden()


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
    QTest.mouseClick(voice(page).listen, LEFT)
    assert coach.last() == ("listen", "gmw/en", 165)
    assert control(page, "voice", Choice).currentText() == "gmw/en"


def test_a_change_is_told_to_the_window(qtbot: QtBot, page: SettingsPage) -> None:
    with qtbot.waitSignal(page.setting_changed) as told:
        choose(page, "theme", "dark")
    assert told.args == ["theme"]


def test_the_wheel_scrolls_past_what_has_no_focus(page: SettingsPage, coach: FakeCoach) -> None:
    page.back.setFocus()
    for widget in (
        control(page, "speech_rate", Stepper).number,
        control(page, "click_volume", Level),
        control(page, "dose", Choice),
    ):
        widget.clearFocus()
        turn_wheel(widget)
    assert not coach.asked


def test_the_wheel_changes_nothing_on_a_page_that_has_just_opened(
    page: SettingsPage, coach: FakeCoach
) -> None:
    first = control(page, "dose", Choice)
    assert first.hasFocus()
    turn_wheel(first)
    assert not coach.asked


@pytest.mark.parametrize(("key", "way"), [(Key.Key_PageDown, 1), (Key.Key_PageUp, -1)])
def test_page_keys_scroll_the_page_from_a_drop_down(
    page: SettingsPage, coach: FakeCoach, key: Qt.Key, way: int
) -> None:
    choice, bar = control(page, "goal_kind", Choice), page.body.verticalScrollBar()
    choice.setFocus()
    settle()
    bar.setValue(bar.maximum() // 2)
    before, chosen = bar.value(), choice.currentIndex()
    QTest.keyClick(choice, key)
    assert (bar.value() - before) * way > 100
    assert choice.currentIndex() == chosen
    assert not coach.asked
    QTest.keyClick(choice, Key.Key_Up if chosen else Key.Key_Down)
    assert coach.last()[:2] == ("setting", "goal_kind")


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("scale", [1.0, 1.8, 2.0, 2.5])
def test_a_drop_downs_text_keeps_away_from_its_arrow(
    qtbot: QtBot, look: Look, scale: float, direction: Qt.LayoutDirection
) -> None:
    look.set_text_scale(scale)
    choice = Choice(look, "Theme")
    qtbot.addWidget(choice)
    choice.setLayoutDirection(direction)
    choice.show_choices((("system", "As the system"),), "system")
    choice.resize(choice.sizeHint())
    with qtbot.waitExposed(choice):
        choice.show()
    image = choice.grab().toImage()
    rows = range(image.height() // 4, image.height() * 3 // 4)
    ground = image.pixelColor(image.width() // 2, image.height() // 8)  # hovered, or not
    inked = [x for x in range(4, image.width() - 4) if any(image.pixelColor(x, y) != ground for y in rows)]
    arrow_side = inked[::-1] if direction is Qt.LayoutDirection.LeftToRight else inked
    gaps = [abs(b - a) for a, b in itertools.pairwise(arrow_side)]
    first_gap = next(gap for gap in gaps if gap > 2)  # behind the arrow, which is one piece
    assert gaps.index(first_gap) < look.px(12)
    assert first_gap >= 8


def test_the_wheel_turns_only_what_a_person_chose(page: SettingsPage, coach: FakeCoach) -> None:
    number = control(page, "speech_rate", Stepper).number
    number.setFocus(Qt.FocusReason.OtherFocusReason)
    turn_wheel(number)
    choice = control(page, "dose", Choice)
    choice.setFocus(Qt.FocusReason.MouseFocusReason)
    turn_wheel(choice)
    assert not coach.asked
    number.setFocus(Qt.FocusReason.MouseFocusReason)
    turn_wheel(number)
    assert coach.last() == ("setting", "speech_rate", 170)


def test_the_theme_takes_effect_at_once(window: MainWindow, look: Look) -> None:
    choose(opened_settings(window), "theme", "dark")
    assert look.tokens.is_dark


def test_back_leads_to_the_main_page(window: MainWindow) -> None:
    page = opened_settings(window)
    QTest.mouseClick(page.back, LEFT)
    assert window.pages.currentWidget() is window.home
    QTest.mouseClick(window.home.settings, LEFT)
    assert window.pages.currentWidget() is page


def test_keys_lead_in_and_out(qtbot: QtBot, page: SettingsPage) -> None:
    assert page.controls["dose"].hasFocus()
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page, Key.Key_Escape)
    page.hide()
    page.body.verticalScrollBar().setValue(300)
    page.show()
    assert page.body.verticalScrollBar().value() == 0
    assert page.focusWidget() is page.controls["dose"]


def test_without_settings_the_page_still_tells_where_the_data_lies(open_page: OpenPage) -> None:
    coach = FakeCoach()
    coach.settings = ()
    page = open_page(coach)
    assert page.voice is None
    page.leave()
    assert page.data.isVisible()
    assert coach.asked == []


def test_another_kind_of_goal_shows_another_unit_at_once(page: SettingsPage, coach: FakeCoach) -> None:
    stepper = control(page, "goal_amount", Stepper)
    assert stepper.number.suffix() == " side"
    coach.settings = tuple(
        replace(each, rows=tuple(replace(row, unit="min" if row.unit else "") for row in each.rows))
        for each in coach.settings
    )
    choose(page, "goal_kind", "minutes")
    assert control(page, "goal_amount", Stepper) is stepper
    assert stepper.number.suffix() == " min"


# --- back to usual ---


def test_a_group_goes_back_to_usual_and_back_from_there(page: SettingsPage, coach: FakeCoach) -> None:
    part = group(page, "Look")
    assert part.restore.isHidden()
    choose(page, "theme", "dark")
    choose(page, "motion", "reduced")
    assert part.restore.isVisible()
    assert part.restore.accessibleName() == "Reset to usual: Look"
    told: list[str] = []
    page.setting_changed.connect(told.append)
    part.restore.setFocus()
    QTest.keyClick(part.restore, Key.Key_Space)
    assert coach.last() == ("settings", {"theme": "system", "motion": "system"})
    assert told == ["theme", "motion"]
    assert control(page, "theme", Choice).currentData() == "system"
    assert part.restore.text() == "Undo"
    assert part.restore.hasFocus()
    QTest.keyClick(part.restore, Key.Key_Space)
    assert coach.last() == ("settings", {"theme": "dark", "motion": "reduced"})
    assert control(page, "theme", Choice).currentData() == "dark"
    assert part.restore.text() == "Reset to usual"


def test_a_change_of_ones_own_ends_the_undo(page: SettingsPage) -> None:
    part = group(page, "Reps and tempo")
    choose(page, "tempo", "full")
    QTest.mouseClick(part.restore, LEFT)
    choose(page, "dose", "full")
    assert part.restore.text() == "Reset to usual"
    QTest.mouseClick(part.restore, LEFT)
    assert part.restore.text() == "Undo"
    page.refresh()
    assert part.restore.isHidden()


def test_a_way_back_that_is_not_saved_says_so(page: SettingsPage, coach: FakeCoach) -> None:
    part = group(page, "Look")
    choose(page, "theme", "dark")
    coach.refusal = "Not saved: the disk is full. Free some space, and try again."
    QTest.mouseClick(part.restore, LEFT)
    assert part.problem.isVisible()
    assert part.problem.text() == coach.refusal
    page.refresh()
    assert part.problem.isHidden()


def test_nothing_moves_when_the_first_change_offers_the_way_back(page: SettingsPage) -> None:
    settle()
    before = page.controls["dose"].mapTo(page, QPoint(0, 0))
    choose(page, "dose", "full")
    settle()
    assert page.controls["dose"].mapTo(page, QPoint(0, 0)).y() == before.y()


# --- the voice ---


def test_voices_that_are_looked_for_and_not_found_are_told(page: SettingsPage, coach: FakeCoach) -> None:
    line = group(page, "Voice and sound").lines["voice"]
    assert line.note.text() == "Looking for voices…"
    assert line.help.isHidden()
    tell_voices(coach, ())
    assert "Diagnostics" in line.note.text()
    assert not line.help.isHidden()
    assert not voice(page).listen.isEnabled()
    assert not voice(page).prepare.isEnabled()
    # Somebody may install one, and look again.
    page.refresh()
    tell_voices(coach)
    assert line.note.isHidden()
    assert voice(page).prepare.isEnabled()
    coach.found = None
    page.refresh()
    assert coach.found is None


HEART = (Voice("heart", "Heart", ("en-us",)),)


@pytest.fixture
def natural(page: SettingsPage, coach: FakeCoach) -> SettingsPage:
    """The natural voice was chosen by somebody who had a voice of the system before."""
    tell_voices(coach)
    coach.settings = present_settings(Settings(voice="gmw/en")).groups
    choose(page, "speech_engine", "natural")
    coach.settings = present_settings(Settings(speech_engine=SpeechEngine.NATURAL, voice="gmw/en")).groups
    page.refresh()
    return page


def offered(page: SettingsPage) -> list[tuple[str, object]]:
    choice = control(page, "voice", Choice)
    return [(choice.itemText(i), choice.itemData(i)) for i in range(choice.count())]


def test_the_natural_voice_is_one_and_keeps_the_systems_choice(
    natural: SettingsPage, coach: FakeCoach
) -> None:
    lines = group(natural, "Voice and sound").lines
    assert lines["voice"].note.text() == "Looking for voices…"
    tell_voices(coach, HEART)
    assert offered(natural) == [("Heart (American English)", "gmw/en")]
    assert lines["speech_engine"].note.isHidden()
    assert voice(natural).listen.isEnabled()
    QTest.mouseClick(voice(natural).listen, LEFT)
    assert coach.last() == ("listen", "gmw/en", 165)


@pytest.mark.parametrize("found", [VOICES, ()], ids=["others", "none"])
def test_a_natural_voice_that_is_not_there_is_told(
    natural: SettingsPage, coach: FakeCoach, found: tuple[Voice, ...]
) -> None:
    tell_voices(coach, found)
    line = group(natural, "Voice and sound").lines["speech_engine"]
    assert "hibari-tts" in line.note.text()
    assert not line.help.isHidden()
    assert voice(natural).listen.isEnabled() is bool(found)
    assert offered(natural) == [("Heart (American English)", "gmw/en")]
    natural.refresh()  # somebody has installed it meanwhile
    tell_voices(coach, HEART)
    assert line.note.isHidden()
    assert voice(natural).listen.isEnabled()


def test_the_note_about_a_missing_natural_voice_goes_with_the_choice(
    natural: SettingsPage, coach: FakeCoach
) -> None:
    tell_voices(coach)
    choose(natural, "speech_engine", "system")
    tell_voices(coach)
    assert group(natural, "Voice and sound").lines["speech_engine"].note.isHidden()


def test_voices_of_an_engine_that_is_not_chosen_any_more_are_passed_over(
    page: SettingsPage, coach: FakeCoach
) -> None:
    late = coach.found
    assert late is not None
    choose(page, "speech_engine", "natural")
    late(VOICES)
    assert group(page, "Voice and sound").lines["voice"].note.text() == "Looking for voices…"
    tell_voices(coach, HEART)
    assert offered(page)[0][1] == ""
    assert voice(page).prepare.isEnabled()


def test_a_voice_is_prepared_with_its_progress(qtbot: QtBot, page: SettingsPage, coach: FakeCoach) -> None:
    part = voice(page)
    part.prepare.setFocus()
    QTest.keyClick(part.prepare, Key.Key_Return)
    assert coach.last() == ("prepare",)
    assert part.bar.isVisible()
    assert part.prepare.isHidden()
    assert part.bar.cancel_button.hasFocus()
    coach.speaker.voice = lambda _: ClipTiming(1000, 10)
    with qtbot.waitSignal(part.bar.finished, timeout=20_000):
        pass
    assert part.bar.isHidden()
    assert part.prepare.hasFocus()
    assert part.row.note.text().startswith("The voice is ready")


def test_a_preparation_at_the_lower_edge_is_seen(page: SettingsPage) -> None:
    part, viewport = voice(page), page.body.viewport()
    bottom = part.row.mapTo(viewport, QPoint(0, part.row.height())).y()  # the page is at its top
    page.body.verticalScrollBar().setValue(bottom - viewport.height())
    QTest.mouseClick(part.prepare, LEFT)
    button = part.bar.cancel_button
    assert button.mapTo(viewport, QPoint(0, button.height())).y() <= viewport.height()
    QTest.mouseClick(button, LEFT)
    assert part.row.mapTo(viewport, QPoint(0, part.row.height())).y() <= viewport.height()


def test_a_preparation_can_be_cancelled(page: SettingsPage, coach: FakeCoach) -> None:
    part = voice(page)
    QTest.mouseClick(part.prepare, LEFT)
    page.back.setFocus()
    QTest.mouseClick(part.bar.cancel_button, LEFT)
    assert part.bar.isHidden()
    assert part.row.note.text().startswith("0 of ")
    assert page.back.hasFocus()


def test_another_voice_ends_the_preparation_of_the_last_one(page: SettingsPage, coach: FakeCoach) -> None:
    part = voice(page)
    QTest.mouseClick(part.prepare, LEFT)
    choose(page, "dose", "full")
    assert is_busy(page)
    choose(page, "language", "en-gb")
    assert not is_busy(page)
    assert "the first session may wait" in part.row.note.text()
    QTest.mouseClick(part.prepare, LEFT)
    page.leave()
    assert not is_busy(page)


def test_without_a_voice_the_page_says_what_to_install(
    qtbot: QtBot, page: SettingsPage, coach: FakeCoach
) -> None:
    part = voice(page)
    why = "No speech engine was found. Install espeak-ng."
    coach.speaker.failures = dict.fromkeys(map(str, range(1, 21)), why)
    with qtbot.waitSignal(part.bar.finished):
        QTest.mouseClick(part.prepare, LEFT)
    assert part.row.note.text() == why


# --- below the settings ---


def test_the_safety_note_can_be_read_again(page: SettingsPage) -> None:
    texts = {label.text() for label in page.findChildren(PlainLabel)}
    note = safety_note()
    assert {note.title, *note.lines} <= texts


def test_the_folder_of_the_data_is_copied(page: SettingsPage) -> None:
    assert page.data.path.text() == "somewhere/mobility-coach"
    before = QGuiApplication.clipboard().text()
    QTest.mouseClick(page.data.copy, LEFT)
    assert QGuiApplication.clipboard().text() == "somewhere/mobility-coach"
    QGuiApplication.clipboard().setText(before)


def test_diagnostics_are_asked_for(qtbot: QtBot, page: SettingsPage) -> None:
    assert page.about.program.label.text() == "Mobility Coach 1.2.3"
    assert "MIT" in page.about.program.help.text()
    with qtbot.waitSignal(page.diagnostics_asked):
        QTest.mouseClick(page.about.diagnostics, LEFT)


# --- the index ---


def test_the_index_leads_to_each_part(page: SettingsPage) -> None:
    settle()
    assert [button.text() for button in page.index.buttons] == [
        *("Reps and tempo", "Voice and sound", "Your day", "Look", "Sessions"),
        *("Hands-free", "TV, music and night"),
        *("Keys", "Breaks", "Before you begin", "Your data", "Help"),
    ]
    for place, first in ((3, "theme"), (1, "volume"), (4, "wait_for_ready")):
        QTest.mouseClick(page.index.buttons[place], LEFT)
        assert page.controls[first].hasFocus()
        assert [button.isChecked() for button in page.index.buttons].index(True) == place
        assert 0 <= page.groups[place].mapTo(page.body, QPoint(0, 0)).y() < page.body.height() // 2
    QTest.mouseClick(page.index.buttons[5], LEFT)
    assert page.index.buttons[5].isChecked()


def test_the_index_follows_what_is_read(page: SettingsPage) -> None:
    settle()
    bar = page.body.verticalScrollBar()
    bar.setValue(page.groups[2].y())
    assert page.index.buttons[2].isChecked()
    bar.setValue(page.groups[2].y() - page.body.viewport().height() // 4)
    assert page.index.buttons[2].isChecked()  # it fills the page; of the one before only the end is seen
    bar.setValue(0)
    assert page.index.buttons[0].isChecked()
    bar.setValue(bar.maximum())
    assert page.index.buttons[-1].isChecked()
    assert sum(button.isChecked() for button in page.index.buttons) == 1


def test_keys_lead_from_group_to_group(page: SettingsPage) -> None:
    settle()
    page.controls["hints"].setFocus()
    control_key = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(page, Key.Key_PageDown, control_key)
    assert page.controls["volume"].hasFocus()
    number = control(page, "speech_rate", Stepper).number
    number.setFocus()
    QTest.keyClick(number, Key.Key_PageDown, control_key)
    assert page.controls["goal_kind"].hasFocus()
    for _ in range(3):
        QTest.keyClick(page, Key.Key_PageUp, control_key)
    assert page.controls["dose"].hasFocus()


def test_keys_lead_on_from_what_is_read_when_nothing_has_the_keyboard(page: SettingsPage) -> None:
    page.back.setFocus()
    bar = page.body.verticalScrollBar()
    bar.setValue(page.groups[1].y())
    QTest.keyClick(page, Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.controls["goal_kind"].hasFocus()
    bar.setValue(bar.maximum())
    page.back.setFocus()
    QTest.keyClick(page, Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.back.hasFocus()


def test_the_index_gives_way_in_a_narrow_window(page: SettingsPage) -> None:
    assert page.index.isVisible()
    page.resize(600, 700)
    settle()
    assert page.index.isHidden()


# --- sizes and directions ---


def test_a_change_of_the_text_size_moves_neither_focus_nor_what_is_seen(
    page: SettingsPage, look: Look, coach: FakeCoach
) -> None:
    def take_size() -> None:
        size = coach.settings_view().value("text_size")
        assert isinstance(size, int | float)
        look.set_text_scale(size / 100)

    page.setting_changed.connect(take_size)
    stepper = control(page, "text_size", Stepper)
    stepper.number.setFocus()
    page.body.ensureWidgetVisible(stepper)
    page.body.verticalScrollBar().setValue(page.body.verticalScrollBar().value() + 60)
    settle()
    seen = stepper.number.mapTo(page, QPoint(0, 0)).y()
    for size in range(110, 210, 10):
        QTest.keyClick(stepper.number, Key.Key_Up)
        assert coach.last() == ("setting", "text_size", size)
        settle()
        assert control(page, "text_size", Stepper) is stepper
        assert stepper.number.hasFocus()
        assert abs(stepper.number.mapTo(page, QPoint(0, 0)).y() - seen) <= look.px(2)
    page.back.setFocus()
    look.set_text_scale(1.0)
    settle()
    assert page.back.hasFocus()


def test_a_size_from_elsewhere_keeps_what_is_read(page: SettingsPage, look: Look, coach: FakeCoach) -> None:
    page.setting_changed.connect(lambda: look.set_text_scale(1.4))
    page.back.setFocus()
    page.body.verticalScrollBar().setValue(page.groups[2].y())
    seen = page.groups[2].mapTo(page, QPoint(0, 0)).y()
    page._take_over("text_size")
    settle()
    assert abs(page.groups[2].mapTo(page, QPoint(0, 0)).y() - seen) <= look.px(2)
    page.hide()
    page._take_over("text_size")
    assert page._pinned is None


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [480, 1120, 3840])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_settings_fit_their_window(
    qtbot: QtBot,
    open_page: OpenPage,
    look: Look,
    scale: float,
    width: int,
    direction: Qt.LayoutDirection,
) -> None:
    look.set_text_scale(scale)
    coach = FakeCoach()
    page = open_page(coach, width, 700)
    page.setLayoutDirection(direction)
    tell_voices(coach)
    choose(page, "dose", "full")
    settle()
    view = page.body.viewport()

    def sticking_out() -> list[QWidget]:
        widgets = (*page.controls.values(), *(each.restore for each in page.groups), page.data.copy)
        lefts = ((widget, widget.mapTo(view, QPoint(0, 0)).x()) for widget in widgets)
        return [widget for widget, left in lefts if left < 0 or left + widget.width() > view.width()]

    # Rows become columns when they know their width, which may take a few rounds of the layouts.
    qtbot.waitUntil(lambda: sticking_out() == [])
    if page.index.isVisible():
        index = page.index.geometry()
        panel = page.groups[0].panel
        left = panel.mapTo(page, QPoint(0, 0)).x()
        if direction is Qt.LayoutDirection.RightToLeft:
            assert left + panel.width() < index.left()
            assert index.right() < page.width()
        else:
            assert 0 < index.left() < index.right() < left
    assert page.groups[0].panel.width() <= look.px(760)


def test_levels_and_switches_are_mirrored(page: SettingsPage, look: Look) -> None:
    level = control(page, "voice_volume", Level)
    level.clearFocus()
    level.resize(200, 40)
    level.show_level(0.25)
    switch = control(page, "hints", Switch)
    for direction, filled in ((Qt.LayoutDirection.LeftToRight, 10), (Qt.LayoutDirection.RightToLeft, 189)):
        level.setLayoutDirection(direction)
        switch.setLayoutDirection(direction)
        image = level.grab().toImage()
        assert image.pixelColor(filled, 20) == QColor(look.tokens.accent)
        assert image.pixelColor(199 - filled, 20) == QColor(look.tokens.line)
        switch.grab()
        control(page, "dose", Choice).setLayoutDirection(direction)
        control(page, "dose", Choice).grab()


def test_labels_begin_where_reading_begins(page: SettingsPage) -> None:
    label = group(page, "Look").heading
    assert label.alignment() & Qt.AlignmentFlag.AlignLeft
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert label.alignment() & Qt.AlignmentFlag.AlignRight
    assert label.alignment() & Qt.AlignmentFlag.AlignAbsolute
    label.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert label.alignment() & Qt.AlignmentFlag.AlignLeft
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert label.alignment() == Qt.AlignmentFlag.AlignCenter


def test_the_ring_around_a_number_is_whole_and_moves_nothing(page: SettingsPage, look: Look) -> None:
    stepper = control(page, "speech_rate", Stepper)
    before = stepper.geometry(), stepper.number.geometry()
    stepper.number.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    assert (stepper.geometry(), stepper.number.geometry()) == before
    picture = stepper.grab().toImage()
    ring = {picture.pixelColor(x, 1).name() for x in range(look.px(14), stepper.width() - look.px(14))}
    assert ring == {look.colour("accent").name()}


def test_keys_walk_past_a_part_without_controls(page: SettingsPage) -> None:
    count = len(page.index.buttons)
    for step in range(1, count):
        QTest.keyClick(page, Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        settle()
        assert page.index.buttons[step].isChecked()
