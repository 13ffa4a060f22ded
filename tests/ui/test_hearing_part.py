"""Spoken commands among the settings."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobility_coach.domain.commands import Command
from mobility_coach.services.presenters.hearing_words import Saying
from mobility_coach.services.voice.trial import LONGEST_SECONDS
from mobility_coach.services.voice.voice_ports import (
    NOISY,
    EarReport,
    EarTrouble,
    Heard,
    Listening,
    RoomLevel,
)
from mobility_coach.ui.look import Look
from mobility_coach.ui.parts.choosers import Choice, Switch
from mobility_coach.ui.settings.hearing_part import COMMANDS_NAME, MICROPHONE_NAME, HearingPart
from mobility_coach.ui.settings.settings_page import SettingsPage
from tests.ui.fakes import FakeCoach

LINE = "python -m pip install pocketsphinx"
LEFT = Qt.MouseButton.LeftButton

OpenPage = Callable[..., SettingsPage]


SAYINGS = (
    Saying(Command.PAUSE, "pause", ("hold on", "wait"), "Hold on; nothing is lost"),
    Saying(Command.SLOWER, "slow down", (), "Slow the beat down"),
)


@pytest.fixture(autouse=True)
def two_sayings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mobility_coach.ui.settings.hearing_rows.sayings", lambda: SAYINGS)


@pytest.fixture
def open_page(qtbot: QtBot, look: Look, coach: FakeCoach) -> Iterator[OpenPage]:
    pages = []

    def opened(*, is_on: bool = False, line: str = "") -> SettingsPage:
        coach.change_setting(COMMANDS_NAME, is_on)
        coach.heard.line = line
        page = SettingsPage(look, coach)
        pages.append(page)
        page.resize(1120, 760)
        page.refresh()
        qtbot.addWidget(page)
        with qtbot.waitExposed(page):
            page.show()
        return page

    yield opened
    for page in pages:
        page.leave()


@pytest.fixture
def clipboard_as_before(qapp: QApplication) -> Iterator[None]:
    before = qapp.clipboard().text()
    yield
    qapp.clipboard().setText(before)


def part_of(page: SettingsPage) -> HearingPart:
    assert page.hearing is not None
    return page.hearing


def names_of(page: SettingsPage) -> list[str]:
    choice = page.controls[MICROPHONE_NAME]
    assert isinstance(choice, Choice)
    return [choice.itemText(at) for at in range(choice.count())]


def tried(page: SettingsPage) -> HearingPart:
    part = part_of(page)
    QTest.mouseClick(part.trial.button, LEFT)
    return part


def told(coach: FakeCoach, part: HearingPart, *reports: EarReport) -> None:
    coach.heard.ear.said += reports
    part.trial.look()


@pytest.mark.usefixtures("clipboard_as_before")
def test_where_the_package_is_missing_the_switch_says_what_to_type(
    open_page: OpenPage, coach: FakeCoach
) -> None:
    page = open_page(line=LINE)
    part = part_of(page)
    assert part.missing.isVisible()
    assert part.missing.line.text() == LINE
    assert part.missing.text.text().startswith("One more package is needed.")
    assert not part.trial.button.isEnabled()
    switch = page.controls[COMMANDS_NAME]
    assert isinstance(switch, Switch)
    QTest.mouseClick(switch, LEFT)
    assert coach.last() == ("setting", COMMANDS_NAME, True)
    assert part.missing.text.text().startswith("The coach can't listen yet")
    assert coach.heard.searches == 0
    QTest.mouseClick(part.missing.copy, LEFT)
    assert QGuiApplication.clipboard().text() == LINE
    coach.heard.line = ""
    page.refresh()
    assert part.missing.isHidden()
    assert part.trial.button.isEnabled()


def test_microphones_are_looked_for_once_and_only_where_commands_are_wanted(
    open_page: OpenPage, coach: FakeCoach
) -> None:
    page = open_page()
    assert coach.heard.searches == 0
    switch = page.controls[COMMANDS_NAME]
    assert isinstance(switch, Switch)
    QTest.mouseClick(switch, LEFT)
    page.refresh()
    assert coach.heard.searches == 1
    assert coach.heard.found is not None
    coach.heard.found(("Webcam", "Headset"))
    assert names_of(page) == ["Automatic", "Webcam", "Headset"]
    page.refresh()
    assert coach.heard.searches == 1


def test_the_chosen_microphone_is_offered_once(open_page: OpenPage, coach: FakeCoach) -> None:
    page = open_page(is_on=True)
    assert coach.heard.found is not None
    coach.heard.found(("Webcam", "Headset"))
    choice = page.controls[MICROPHONE_NAME]
    assert isinstance(choice, Choice)
    choice.setCurrentIndex(choice.findData("Headset"))
    choice.activated.emit(choice.currentIndex())
    assert coach.last() == ("setting", MICROPHONE_NAME, "Headset")
    assert sorted(names_of(page)) == ["Automatic", "Headset", "Webcam"]
    assert choice.currentData() == "Headset"


def test_no_microphone_is_told_and_looked_for_again(open_page: OpenPage, coach: FakeCoach) -> None:
    page = open_page(is_on=True)
    assert coach.heard.found is not None
    coach.heard.found(())
    group = next(each for each in page.groups if MICROPHONE_NAME in each.lines)
    assert "Plug one in" in group.lines[MICROPHONE_NAME].note.text()
    page.refresh()
    assert coach.heard.searches == 2


def test_the_microphone_is_open_between_two_presses(open_page: OpenPage, coach: FakeCoach) -> None:
    part = tried(open_page())
    assert coach.heard.ear.is_open
    assert part.trial.button.text() == "Stop"
    assert part.trial.state.text() == "Opening the microphone …"
    told(coach, part, Listening("Webcam"))
    assert part.trial.state.text() == "Webcam, closes in 60 seconds"
    QTest.mouseClick(part.trial.button, LEFT)
    assert not part.trial.is_open
    assert part.trial.button.text() == "Try it"


def test_what_is_heard_is_shown_and_lights_up(open_page: OpenPage, coach: FakeCoach) -> None:
    part = tried(open_page())
    told(coach, part, Listening("Webcam"), Heard(Command.SLOWER, "slow down", 0.9))
    assert part.trial.result.text() == "I heard: slow down"
    assert [each for each, chip in part.phrases.chips.items() if chip.property("role") == "side"] == [
        Command.SLOWER
    ]
    told(coach, part, Heard(None, "", 0.9))
    assert part.trial.result.text() == "I heard words that are no command."
    assert all(chip.property("role") == "chip" for chip in part.phrases.chips.values())
    told(coach, part, Heard(Command.PAUSE, "pause", 0.9))
    part.stop()
    assert all(chip.property("role") == "chip" for chip in part.phrases.chips.values())


def test_all_that_can_be_said_is_listed(open_page: OpenPage) -> None:
    part = part_of(open_page())
    assert {command: chip.text() for command, chip in part.phrases.chips.items()} == {
        Command.PAUSE: "pause",
        Command.SLOWER: "slow down",
    }
    assert part.phrases.chips[Command.PAUSE].toolTip() == "Hold on; nothing is lost. Also: “hold on”, “wait”"
    assert part.phrases.chips[Command.SLOWER].toolTip() == "Slow the beat down"


def test_levels_are_shown_and_noise_is_warned_of(open_page: OpenPage, coach: FakeCoach) -> None:
    part = tried(open_page())
    told(coach, part, Listening("Webcam"), RoomLevel(0.6, 0.1))
    assert part.trial.meter.levels == (0.6, 0.1)
    assert part.trial.warning.isHidden()
    part.trial.meter.grab()
    told(coach, part, RoomLevel(0.7, NOISY))
    assert part.trial.warning.text().startswith("It is loud here")
    part.trial.meter.grab()


def test_trouble_says_what_to_do_and_goes_when_it_is_over(open_page: OpenPage, coach: FakeCoach) -> None:
    part = tried(open_page())
    told(coach, part, EarTrouble("It went away. Plug it in."))
    assert part.trial.warning.text() == "It went away. Plug it in."
    assert part.trial.meter.isHidden()
    told(coach, part, Listening("Webcam"))
    assert part.trial.warning.isHidden()
    assert part.trial.meter.isVisible()


def test_it_closes_after_a_minute(open_page: OpenPage, coach: FakeCoach) -> None:
    part = tried(open_page())
    coach.heard.now += LONGEST_SECONDS
    part.trial.look()
    assert not coach.heard.ear.is_open
    assert not part.trial.is_open
    assert part.trial.button.text() == "Try it"


@pytest.mark.parametrize("leave", [SettingsPage.leave, SettingsPage.hide])
def test_who_leaves_the_page_closes_the_microphone(
    open_page: OpenPage, coach: FakeCoach, leave: Callable[[SettingsPage], None]
) -> None:
    page = open_page()
    tried(page)
    leave(page)
    assert not coach.heard.ear.is_open


def test_another_microphone_is_tried_at_once(open_page: OpenPage, coach: FakeCoach) -> None:
    page = open_page(is_on=True)
    part = tried(page)
    told(coach, part, Listening("Webcam"), Heard(Command.PAUSE, "pause", 0.9))
    assert coach.heard.found is not None
    coach.heard.found(("Headset",))
    choice = page.controls[MICROPHONE_NAME]
    assert isinstance(choice, Choice)
    choice.setCurrentIndex(choice.findData("Headset"))
    choice.activated.emit(choice.currentIndex())
    assert coach.heard.ear.is_open
    assert part.trial.state.text() == "Opening the microphone …"
    assert part.trial.result.text() == "Say “coach, pause”."
