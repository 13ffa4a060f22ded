"""Closing the window while the program goes on, and coming up again."""

import pytest
from PySide6.QtGui import QCloseEvent
from pytestqt.qtbot import QtBot

from mobility_coach.services.breaks.break_settings import Closing
from mobility_coach.services.first_face import FirstFace
from mobility_coach.ui.look import Look
from mobility_coach.ui.main_window import MainWindow
from tests.ui.fakes import FakeCoach


class ByHand(QCloseEvent):
    """A person closes the window."""

    def spontaneous(self) -> bool:
        return True


def test_a_window_that_stays_is_put_away_and_comes_up_as_it_was(
    qtbot: QtBot, window: MainWindow, coach: FakeCoach
) -> None:
    window.closing = lambda: Closing.STAY
    event = ByHand()
    with qtbot.waitSignal(window.put_away):
        window.closeEvent(event)
    assert not event.isAccepted()
    assert not window.isVisible()
    assert not coach.is_closed
    with qtbot.waitExposed(window):
        window.show()
    assert window.pages.currentWidget() is window.home


def test_a_session_in_a_window_that_is_put_away_is_ended(window: MainWindow, coach: FakeCoach) -> None:
    window.closing = lambda: Closing.STAY
    window.start("ankle-rolls")
    window.closeEvent(ByHand())
    assert coach.player.closes == 1
    assert window.pages.currentWidget() is window.home


def test_whoever_does_not_answer_keeps_the_window(window: MainWindow, coach: FakeCoach) -> None:
    window.closing = lambda: Closing.ASK
    event = ByHand()
    window.closeEvent(event)
    assert not event.isAccepted()
    assert window.isVisible()
    assert not coach.is_closed


@pytest.mark.parametrize("closing", [None, Closing.QUIT])
def test_a_window_that_does_not_stay_ends_the_program(
    qtbot: QtBot, window: MainWindow, coach: FakeCoach, closing: Closing | None
) -> None:
    window.closing = lambda: closing
    event = ByHand()
    with qtbot.waitSignal(window.ended):
        window.closeEvent(event)
    assert event.isAccepted()
    assert coach.is_closed


@pytest.mark.parametrize("is_shown", [False, True])
def test_quitting_and_signals_end_the_program_though_the_window_stays(
    qtbot: QtBot, window: MainWindow, coach: FakeCoach, is_shown: bool
) -> None:
    window.closing = lambda: Closing.STAY
    window.setVisible(is_shown)
    with qtbot.waitSignal(window.ended):
        window.quit()
    assert coach.is_closed


def test_a_window_that_was_never_shown_can_be_ended(qtbot: QtBot, look: Look) -> None:
    hidden = MainWindow(look)
    qtbot.addWidget(hidden)
    with qtbot.waitSignal(hidden.ended):
        hidden.close()


def test_a_session_that_is_asked_for_before_the_coach_is_there_starts_with_it(
    qtbot: QtBot, look: Look, coach: FakeCoach
) -> None:
    hidden = MainWindow(look)
    qtbot.addWidget(hidden)
    hidden.start("ankle-rolls")
    assert not hidden.is_attached
    with qtbot.waitExposed(hidden), qtbot.waitSignal(hidden.first_painted):
        hidden.show()
    hidden.attach(coach)
    assert ("open", "ankle-rolls") in coach.asked
    hidden.close()


def test_a_popup_and_the_window_share_one_source_of_figures(window: MainWindow, coach: FakeCoach) -> None:
    assert window.figures_of(coach) is window.figures


def test_once_it_was_shown_a_window_comes_up_as_it_is_and_not_as_it_was_left_long_ago(
    qtbot: QtBot, look: Look
) -> None:
    face = FirstFace(700, 600, True, "light")
    window = MainWindow(look, face)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window), qtbot.waitSignal(window.first_painted):
        window.show_as_left()
    assert window.isMaximized()
    window.showNormal()
    window.show_as_left()
    assert not window.isMaximized()
    window.close()
