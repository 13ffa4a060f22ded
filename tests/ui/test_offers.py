"""Cards above the page: the safety note, and offers."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobility_coach.services.presenters.safety_words import safety_note
from mobility_coach.services.window_memory import WindowMemory
from mobility_coach.ui.home.home_page import HomePage
from mobility_coach.ui.look import Look
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.offer_card import Offer, OfferCard
from tests.ui.fakes import FakeCoach

LEFT = Qt.MouseButton.LeftButton
OFFER = Offer("It ended badly", ("<b>Look</b> at the report?",), "Show it", "Never mind", "Later")


@pytest.fixture
def home(qtbot: QtBot, look: Look) -> HomePage:
    home = HomePage(look)
    qtbot.addWidget(home)
    home.resize(1120, 760)
    with qtbot.waitExposed(home):
        home.show()
    coach = FakeCoach()
    home.show_library(coach.library())
    home.show_today(coach.today())
    return home


def words(card: OfferCard) -> list[str]:
    return [each.text() for each in card.findChildren(PlainLabel)]


def test_the_safety_note_is_shown_until_it_is_understood(home: HomePage) -> None:
    home.recall(WindowMemory())
    card = home.safety
    assert card is not None
    assert card.isVisible()
    note = safety_note()
    assert words(card) == [note.title, *note.lines]
    assert home.today.start.isVisible()
    assert not home.remember(WindowMemory()).knows_safety
    read: list[bool] = []
    home.safety_read.connect(lambda: read.append(True))
    QTest.mouseClick(card.action, LEFT)
    assert read == [True]
    assert card.isHidden()
    assert home.remember(WindowMemory()).knows_safety
    assert home.list_of_drills.hasFocus()


def test_who_knows_it_is_not_told_again(home: HomePage) -> None:
    home.recall(WindowMemory(knows_safety=True))
    assert home.safety is None
    assert home.remember(WindowMemory(knows_safety=True)).knows_safety


def test_the_safety_note_comes_once(home: HomePage) -> None:
    home.show_safety()
    home.show_safety()
    assert len(home.findChildren(OfferCard)) == 1


@pytest.mark.parametrize(("button", "answer"), [("action", "yes"), ("other", "other"), ("cross", "no")])
def test_an_offer_tells_its_answer_once_and_goes(home: HomePage, button: str, answer: str) -> None:
    card = home.show_offer(OFFER)
    heard: list[str] = []
    card.accepted.connect(lambda: heard.append("yes"))
    card.other_chosen.connect(lambda: heard.append("other"))
    card.dismissed.connect(lambda: heard.append("no"))
    assert words(card) == ["It ended badly", "<b>Look</b> at the report?"]
    assert card.cross is not None
    assert card.cross.accessibleName() == "Later"
    pressed = getattr(card, button)
    pressed.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(pressed, Qt.Key.Key_Return)
    assert heard == [answer]
    assert card.isHidden()
    QApplication.processEvents()


def test_another_offer_takes_the_place_of_the_first(home: HomePage) -> None:
    first = home.show_offer(OFFER)
    second = home.show_offer(Offer("Other", (), "Fine"))
    assert first.isHidden()
    assert second.isVisible()
    assert second.other is None
    assert second.cross is None


def test_in_a_narrow_window_today_comes_before_the_cards(home: HomePage) -> None:
    card = home.show_offer(OFFER)
    home.resize(480, 700)
    QApplication.processEvents()
    top = home.today.mapTo(home, home.today.rect().bottomLeft()).y()
    assert card.mapTo(home, card.rect().topLeft()).y() > top
    home.list_of_drills.row_opened.emit("ankle-rolls")
    assert not card.isVisible()
    home.show_lists()
    assert card.isVisible()


@pytest.mark.parametrize("width", [1120, 480])
def test_tab_comes_to_the_cards_as_one_sees_them(home: HomePage, width: int) -> None:
    home.resize(2240 - width, 700)  # and over from the other arrangement
    home.show_safety()
    offer = home.show_offer(OFFER)
    home.resize(width, 700)
    QApplication.processEvents()
    assert home.safety is not None
    cards = [home.safety.action, offer.cross, offer.action, offer.other]
    home.settings.setFocus(Qt.FocusReason.TabFocusReason)
    walked = []
    for _ in range(9):
        QTest.keyClick(home, Qt.Key.Key_Tab)
        walked.append(home.focusWidget())
    wide, narrow = [*cards, home.side.drills_tab], [*home.today.stops, *cards]
    expected = narrow if width == 480 else wide
    assert walked[: len(expected)] == expected
    home.list_of_drills.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(home, Qt.Key.Key_Tab)
    assert (home.focusWidget() is home.today.start) == (width == 1120)
    if width == 1120:
        for stop in home.today.stops[1:]:
            QTest.keyClick(home, Qt.Key.Key_Tab)
            assert home.focusWidget() is stop
