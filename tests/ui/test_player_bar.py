"""The bar of the whole session: clicked, walked along with keys, read aloud, mirrored."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from mobility_coach.domain.commands import Command
from mobility_coach.domain.transport import Phase
from mobility_coach.services.session.player_view import ProgressPart
from mobility_coach.ui.look import Look
from mobility_coach.ui.parts.labels import tooltip
from mobility_coach.ui.player.player_page import PlayerPage
from mobility_coach.ui.player.session_bar import SessionBar
from tests.ui.fakes import FakePlayer, player_view
from tests.ui.shown_player import shown_player_page

LEFT = Qt.MouseButton.LeftButton
TAB = Qt.FocusReason.TabFocusReason
Key = Qt.Key


@pytest.fixture
def page(qtbot: QtBot, look: Look) -> Iterator[PlayerPage]:
    with shown_player_page(qtbot, look) as made:
        yield made


@pytest.fixture
def player(page: PlayerPage) -> FakePlayer:
    made = FakePlayer(player_view())
    page.open(made)
    QApplication.processEvents()
    return made


def middle(bar: SessionBar, part: int) -> QPoint:
    return bar.pieces()[part][0].center().toPoint()


def lit(bar: SessionBar, look: Look) -> list[int]:
    """The parts whose middle is in the accent's colour; the one that is half done is left out."""
    image = bar.grab().toImage()
    return [
        part
        for part in range(len(bar.pieces()))
        if part != 3 and image.pixelColor(middle(bar, part)).name() == look.tokens.accent.lower()
    ]


@pytest.mark.parametrize("part", [0, 4, 8])
def test_a_click_goes_to_a_part(page: PlayerPage, player: FakePlayer, part: int) -> None:
    looks = player.looks
    QTest.mouseClick(page.session, LEFT, pos=middle(page.session, part))
    assert player.gone_to == [part]
    assert player.looks == looks + 1
    assert page.hasFocus()


def test_between_two_parts_the_nearer_one_is_meant(page: PlayerPage, player: FakePlayer) -> None:
    first = page.session.pieces()[0][0]
    assert page.session.part_at(first.right() + 1) == 0
    assert page.session.part_at(first.right() + 3) == 1
    assert page.session.part_at(-50) == 0
    assert page.session.part_at(page.session.width() + 50) == 8


def test_only_the_left_button_goes_anywhere(page: PlayerPage, player: FakePlayer) -> None:
    QTest.mouseClick(page.session, Qt.MouseButton.RightButton, pos=middle(page.session, 2))
    assert player.gone_to == []


def test_keys_walk_along_the_parts_and_go_there(page: PlayerPage, player: FakePlayer) -> None:
    bar = page.session
    bar.setFocus(TAB)
    assert bar.chosen == 3
    for key, chosen in (
        (Key.Key_Right, 4),
        (Key.Key_Left, 3),
        (Key.Key_Left, 2),
        (Key.Key_Home, 0),
        (Key.Key_Left, 0),
        (Key.Key_End, 8),
        (Key.Key_Right, 8),
    ):
        QTest.keyClick(bar, key)
        assert bar.chosen == chosen
    QTest.keyClick(bar, Key.Key_Return)
    QTest.keyClick(bar, Key.Key_Home)
    QTest.keyClick(bar, Key.Key_Enter)
    assert player.gone_to == [8, 0]
    assert player.told == []
    assert bar.hasFocus()


def test_other_keys_reach_the_page_from_the_bar(page: PlayerPage, player: FakePlayer) -> None:
    page.session.setFocus(TAB)
    QTest.keyClick(page.session, Key.Key_Space)
    QTest.keyClick(page.session, Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert player.told == [Command.TOGGLE, Command.LOUDER]


def test_tab_comes_to_the_bar_before_the_controls(page: PlayerPage, player: FakePlayer) -> None:
    page.setFocus()
    QTest.keyClick(page, Key.Key_Tab)
    assert page.session.hasFocus()
    QTest.keyClick(page.session, Key.Key_Tab)
    assert page.transport.buttons[Command.PREVIOUS].hasFocus()


def test_the_bar_is_named_by_its_place_or_by_the_chosen_part(page: PlayerPage, player: FakePlayer) -> None:
    bar = page.session
    assert bar.accessibleName() == "41 % of the session"
    bar.setFocus(TAB)
    assert bar.accessibleName() == "Part 4 of 9: Part 4"
    QTest.keyClick(bar, Key.Key_Right)
    assert bar.accessibleName() == "Part 5 of 9: Part 5"
    page.setFocus()
    assert bar.accessibleName() == "41 % of the session"


def test_the_chosen_part_has_a_ring(page: PlayerPage, player: FakePlayer) -> None:
    bar = page.session
    before = bar.grab().toImage()
    bar.setFocus(TAB)
    with_ring = bar.grab().toImage()
    assert with_ring != before
    QTest.keyClick(bar, Key.Key_Right)
    assert bar.grab().toImage() != with_ring
    for part in (Key.Key_Home, Key.Key_End):
        QTest.keyClick(bar, part)
        bar.grab()


def test_the_chosen_part_is_named_above_its_ring(page: PlayerPage, player: FakePlayer) -> None:
    bar = page.session
    assert bar.words is None or bar.words.isHidden()
    bar.setFocus(TAB)
    QTest.keyClick(bar, Key.Key_Home)
    words = bar.words
    assert words is not None
    assert words.isVisible()
    assert words.label.text() == "Part 1 of 9: Part 1"
    QTest.keyClick(bar, Key.Key_End)
    assert words.label.text() == "Part 9 of 9: Part 9"
    for width in (1120, 480):
        page.resize(width, 600)
        QApplication.processEvents()
        assert page.rect().contains(words.geometry())
        assert words.geometry().right() >= bar.geometry().right() - 1
        assert bar.y() - words.height() < words.geometry().bottom() <= bar.geometry().center().y()
    page.setFocus()
    assert not words.isVisible()


def test_the_part_under_the_pointer_is_lifted(page: PlayerPage, player: FakePlayer) -> None:
    bar = page.session
    before = bar.grab().toImage()
    QTest.mouseMove(bar, middle(bar, 5))
    assert bar.grab().toImage() != before
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))
    assert bar.grab().toImage() == before
    there = QPointF(middle(bar, 5))
    QApplication.sendEvent(bar, QEnterEvent(there, there, there))
    assert bar.grab().toImage() != before


def test_a_tooltip_names_the_part(
    page: PlayerPage, player: FakePlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar, texts = page.session, []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, _widget: texts.append(text))
    for place in (middle(bar, 2), QPoint(-5, 4)):
        assert bar.event(QHelpEvent(QEvent.Type.ToolTip, place, bar.mapToGlobal(place)))
    assert texts == [tooltip("Part 3 of 9: Part 3"), ""]


def test_at_the_end_there_is_nowhere_to_go(page: PlayerPage, player: FakePlayer) -> None:
    player.shown = player_view(phase=Phase.FINISHED, parts=())
    page.pulse.look()
    QTest.mouseClick(page.session, LEFT)
    page.session.setFocus(TAB)
    assert player.gone_to == []
    page.grab()


def test_without_a_session_nothing_is_gone_to(page: PlayerPage) -> None:
    page.go_to(1)
    assert page.session.part_at(5) is None


def test_fewer_parts_than_before_leave_no_part_chosen_that_is_gone(
    page: PlayerPage, player: FakePlayer
) -> None:
    bar = page.session
    bar.setFocus(TAB)
    QTest.keyClick(bar, Key.Key_End)
    whole = ProgressPart(1.0, 0.5, "All of it", is_current=True)
    player.shown = player_view(parts=(whole,), remaining_seconds=100.0)
    page.pulse.look()
    assert (bar.chosen, bar.accessibleName()) == (0, "Part 1 of 1: All of it")


def test_from_right_to_left_the_session_begins_on_the_right(
    page: PlayerPage, player: FakePlayer, look: Look
) -> None:
    bar = page.session
    assert lit(bar, look) == [0, 1, 2]
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert bar.pieces()[0][0].right() == pytest.approx(bar.width())
    assert bar.part_at(5) == 8
    assert lit(bar, look) == [0, 1, 2]
    bar.setFocus(TAB)
    QTest.keyClick(bar, Key.Key_Left)
    assert bar.chosen == 4
    QTest.keyClick(bar, Key.Key_Right)
    assert bar.chosen == 3


@pytest.mark.parametrize("count", [0, 1, 300])
def test_any_number_of_parts_fits(page: PlayerPage, player: FakePlayer, count: int) -> None:
    part = ProgressPart(1 / max(1, count), 0.0, "A part", is_current=False)
    player.shown = player_view(parts=(part,) * count, remaining_seconds=100.0)
    page.pulse.look()
    page.session.setFocus(TAB)
    page.grab()
    pieces = page.session.pieces()
    assert len(pieces) == count
    assert all(-1 <= piece.left() <= piece.right() <= page.session.width() + 4 for piece, _ in pieces)


def test_the_bar_is_a_target_of_forty_pixels_and_more_in_full_screen(
    page: PlayerPage, player: FakePlayer
) -> None:
    assert page.session.height() >= 40
    page.set_full_screen(is_full=True)
    QApplication.processEvents()
    assert page.session.height() >= 56
