"""The sheet with all keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.domain.commands import Command
from mobility_coach.domain.keys import KEY_COMMANDS, USUAL_KEYS
from mobility_coach.domain.transport import Phase
from mobility_coach.domain.window_commands import HOME_COMMANDS
from mobility_coach.services.presenters.hearing_words import sayings
from mobility_coach.services.session.player_view import Hearing, HearingState
from mobility_coach.ui.look import Look
from mobility_coach.ui.parts.layouts import AdaptiveRow
from mobility_coach.ui.player.key_help import KeyHelp, key_sections
from mobility_coach.ui.player.player_page import PlayerPage
from tests.ui.fakes import FakePlayer, player_view
from tests.ui.shown_player import shown_player_page

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


@pytest.fixture
def page(qtbot: QtBot, look: Look) -> Iterator[PlayerPage]:
    with shown_player_page(qtbot, look) as made:
        yield made


@pytest.fixture
def player(page: PlayerPage) -> FakePlayer:
    made = FakePlayer(player_view())
    page.open(made)
    return made


def press_question_mark(page: PlayerPage, *, repeats: bool = False) -> None:
    receiver = QApplication.focusWidget() or page
    question = QKeyEvent(
        QEvent.Type.KeyPress, Key.Key_Question.value, Qt.KeyboardModifier.ShiftModifier, "?", repeats
    )
    QApplication.sendEvent(receiver, question)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def opened(page: PlayerPage) -> KeyHelp:
    press_question_mark(page)
    assert page.key_help is not None
    return page.key_help


def test_a_session_that_ends_while_it_is_not_seen_takes_the_keys_along(
    page: PlayerPage, player: FakePlayer
) -> None:
    sheet = opened(page)
    page.window().hide()
    page.leave()
    page.open(player)
    page.window().show()
    assert sheet.isHidden()
    assert page.key_help is None


def test_what_can_be_said_is_listed_while_the_microphone_is_open(
    page: PlayerPage, player: FakePlayer
) -> None:
    def shown() -> list[str]:
        texts = [each.text() for each in opened(page).findChildren(QLabel) if each.isVisible()]
        press_question_mark(page)
        return texts

    assert "What you can say" not in shown()
    player.shown = player_view(hearing=Hearing(HearingState.LISTENING))
    page.pulse.look()
    texts = shown()
    assert {"What you can say", *(saying.words for saying in sayings())} <= set(texts)
    assert texts.index("What you can say") < texts.index("In a session")
    player.shown = player_view()
    page.pulse.look()
    assert "What you can say" not in shown()


def test_every_command_is_listed_with_its_keys() -> None:
    rows = {hint: caps for _, section in key_sections(USUAL_KEYS) for hint, caps in section}
    for info in KEY_COMMANDS.values():
        assert len(rows[info.hint]) == len(info.keys) + bool(info.media_keys)
    for home in HOME_COMMANDS.values():
        assert len(rows[home.hint]) == len(home.keys)
    assert rows["Show or hide this list"] == ["?", "F1"]
    assert rows["Fill the whole screen, or leave it"] == ["F", "F11"]


def test_what_was_chosen_stands_in_the_list_at_once(page: PlayerPage, player: FakePlayer, look: Look) -> None:
    sheet = opened(page)
    look.use_keys(USUAL_KEYS.with_key(Command.MUTE, "Home").without_key(Command.SKIP_SIDE, "S"))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    texts = {label.text() for label in sheet.findChildren(QLabel) if label.isVisible()}
    assert "Home" in texts
    assert "Leave out the rest of this side" not in texts
    QTest.keyClick(focused(), Key.Key_S)
    assert player.told == []


def test_the_question_mark_shows_and_hides_it(page: PlayerPage, player: FakePlayer) -> None:
    sheet = opened(page)
    assert sheet.geometry() == page.rect()
    texts = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"Space", "Media Next", "Slow the beat down"} <= texts
    press_question_mark(page, repeats=True)
    assert sheet.isVisible()
    press_question_mark(page)
    assert page.key_help is None
    assert page.hasFocus()
    assert player.told == []


def test_esc_closes_it_and_not_the_session(page: PlayerPage, player: FakePlayer) -> None:
    opened(page)
    QTest.keyClick(focused(), Key.Key_Escape)
    assert page.key_help is None
    assert player.told == []
    QTest.keyClick(page, Key.Key_Escape)
    assert player.told == [Command.STOP]


def test_the_keys_work_while_it_is_read(page: PlayerPage, player: FakePlayer) -> None:
    opened(page)
    for key in (Key.Key_Space, Key.Key_M):
        QTest.keyClick(focused(), key)
    assert player.told == [Command.TOGGLE, Command.MUTE]
    assert page.key_help is not None


def test_its_buttons_open_and_close_it(page: PlayerPage, player: FakePlayer) -> None:
    QTest.mouseClick(page.transport.help, LEFT)
    assert page.key_help is not None
    QTest.mouseClick(page.key_help.close_button, LEFT)
    assert page.key_help is None


def test_a_click_beside_the_sheet_closes_it(page: PlayerPage, player: FakePlayer) -> None:
    sheet = opened(page)
    page.resize(1120, 760)
    QApplication.processEvents()
    QTest.mouseClick(sheet, Qt.MouseButton.RightButton, pos=QPoint(3, 300))
    QTest.mouseClick(sheet, LEFT, pos=sheet._sheet.geometry().center())
    assert sheet.isVisible()
    QTest.mouseClick(sheet, LEFT, pos=QPoint(3, 300))
    assert page.key_help is None


def test_it_opens_at_its_beginning(page: PlayerPage, player: FakePlayer) -> None:
    sheet = opened(page)
    page.resize(480, 480)
    QApplication.processEvents()
    sheet._scroll.verticalScrollBar().setValue(90)
    press_question_mark(page)
    opened(page)
    assert sheet._scroll.verticalScrollBar().value() == 0


def test_the_end_of_a_session_closes_it(page: PlayerPage, player: FakePlayer) -> None:
    opened(page)
    QTest.keyClick(focused(), Key.Key_Q)
    assert player.told == [Command.STOP]
    assert page.key_help is None


def test_it_can_be_opened_on_the_finished_page_too(page: PlayerPage) -> None:
    player = FakePlayer(player_view(phase=Phase.FINISHED, reps=0, commands=frozenset()))
    page.open(player)
    opened(page)
    QTest.keyClick(focused(), Key.Key_Escape)
    assert player.closes == 0


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [(420, 480), (480, 480), (3840, 2160)])
def test_it_fits_every_window(
    page: PlayerPage, player: FakePlayer, look: Look, size: tuple[int, int], scale: float
) -> None:
    look.set_text_scale(scale)
    sheet = opened(page)
    page.resize(*size)
    QApplication.processEvents()
    assert sheet.geometry() == page.rect()
    assert page.rect().contains(sheet._sheet.geometry())
    content = sheet._scroll.widget()
    assert content is not None
    assert content.width() <= sheet._scroll.viewport().width()
    page.grab()


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [480, 1120, 1900])
def test_the_sheet_ends_with_its_last_line(
    page: PlayerPage, player: FakePlayer, look: Look, width: int, scale: float
) -> None:
    look.set_text_scale(scale)
    sheet = opened(page)
    page.resize(width, 4000)
    for _ in range(3):
        QApplication.processEvents()
    last = [each for each in sheet.findChildren(AdaptiveRow) if each.isVisible()][-1]
    end = last.mapTo(sheet._sheet, last.rect().bottomLeft()).y()
    assert 0 < sheet._sheet.height() - end < look.px(40)
    assert sheet._scroll.verticalScrollBar().maximum() == 0
