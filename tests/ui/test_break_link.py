"""Reminders and the window together: a break is always led, and two sessions never go on at once."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobility_coach.domain.breaks.state import Phase
from mobility_coach.domain.commands import BreakCommand, Command
from mobility_coach.domain.transport import Phase as Transport
from mobility_coach.services.breaks.break_settings import Closing
from mobility_coach.ui.breaks.break_link import BreakLink
from mobility_coach.ui.look import Look
from mobility_coach.ui.main_window import MainWindow
from tests.ui.fake_break_plan import FakeBreakPlan
from tests.ui.fake_breaks import PRACTISING, WATCHING, FakeNotifier, FakeReminders
from tests.ui.fakes import FakeCoach, FakePlayer, player_view


class FakeAutostart:
    is_available = False

    def is_on(self) -> bool:
        return False

    def set_on(self, *, is_on: bool) -> str:
        raise AssertionError(is_on)


class FakeBreaks:
    """Implements `BreaksPort`."""

    def __init__(self, *, is_on: bool) -> None:
        self.is_on = is_on
        self.player = FakePlayer(player_view(figure=None))
        self.reminders = FakeReminders(lambda: self.player)
        self.plan = FakeBreakPlan()
        self.autostart = FakeAutostart()
        self.notifier = FakeNotifier()
        self.closing = Closing.STAY
        self.chimes = 0
        self._changed: list[Callable[[], None]] = []

    @property
    def is_active(self) -> bool:
        return self.is_on or self.reminders.view().is_practising

    def set_closing(self, closing: Closing) -> str:
        self.closing = closing
        return ""

    def listen(self, changed: Callable[[], None]) -> None:
        self._changed.append(changed)

    def chime(self) -> None:
        self.chimes += 1

    def change(self) -> None:
        for changed in self._changed:
            changed()


class Joined:
    """A window with its reminders."""

    def __init__(self, window: MainWindow, look: Look, coach: FakeCoach) -> None:
        self.window = window
        self.look = look
        self.coach = coach
        self.breaks = FakeBreaks(is_on=True)
        self.link: BreakLink | None = None

    def open(self, *, is_on: bool) -> BreakLink:
        self.breaks.is_on = is_on
        self.link = BreakLink(self.window, self.look, self.coach, self.breaks)
        self.link.open()
        return self.link


@pytest.fixture
def joined(window: MainWindow, look: Look, coach: FakeCoach) -> Iterator[Joined]:
    made = Joined(window, look, coach)
    yield made
    if made.link is not None:
        made.link.close()


def test_without_reminders_nothing_is_made(joined: Joined) -> None:
    link = joined.open(is_on=False)
    joined.breaks.change()
    assert link.desk is None
    joined.breaks.is_on = True
    joined.breaks.change()
    assert link.desk is not None


def test_a_break_that_is_taken_while_reminders_are_off_is_led(joined: Joined) -> None:
    link = joined.open(is_on=False)
    joined.breaks.reminders.show(replace(PRACTISING, is_on=False))
    joined.breaks.change()
    assert link.desk is not None
    assert joined.breaks.player.told == [Command.START]
    assert link.desk._popup is not None


def test_a_break_ends_the_session_that_was_left_in_the_window(joined: Joined) -> None:
    joined.open(is_on=True)
    joined.window.start("ankle-rolls")
    joined.breaks.reminders.tell(BreakCommand.NOW)
    assert joined.coach.player.closes == 1
    assert joined.window.pages.currentWidget() is joined.window.home
    assert joined.breaks.player.told == [Command.START]
    assert joined.breaks.reminders.view().phase is Phase.PRACTISING


def test_the_words_at_the_end_of_a_session_stay_beside_a_break(joined: Joined) -> None:
    joined.open(is_on=True)
    joined.coach.player.shown = player_view(phase=Transport.FINISHED)
    joined.window.start("ankle-rolls")
    joined.breaks.reminders.tell(BreakCommand.NOW)
    assert joined.window.pages.currentWidget() is joined.window.player_page


def test_a_session_of_the_window_ends_the_one_of_a_break(qtbot: QtBot, joined: Joined) -> None:
    joined.open(is_on=True)
    joined.breaks.reminders.tell(BreakCommand.NOW)
    looks = joined.breaks.reminders.looks
    joined.window.start("ankle-rolls")
    assert joined.breaks.reminders.finished == 1
    assert joined.breaks.player.closes >= 1
    qtbot.waitUntil(lambda: joined.breaks.reminders.looks > looks)
    assert joined.window.pages.currentWidget() is joined.window.player_page


def test_an_ad_break_of_the_tray_comes_up_in_the_window(joined: Joined) -> None:
    link = joined.open(is_on=True)
    joined.window.hide()
    assert link.desk is not None
    link.desk.tray.ad_break_asked.emit("ad-break-2")
    assert joined.coach.last() == ("open", "ad-break-2")
    assert joined.window.isVisible()
    assert joined.window.pages.currentWidget() is joined.window.player_page


def test_at_the_end_the_desktop_is_clean(joined: Joined, qapp: QApplication) -> None:
    link = joined.open(is_on=True)
    joined.breaks.reminders.show(WATCHING)
    link.close()
    link.close()
    joined.breaks.change()
    assert joined.breaks.reminders.is_closed


@pytest.mark.parametrize("is_seen", [False, True])
def test_after_a_break_memory_is_given_back_while_nobody_looks(joined: Joined, *, is_seen: bool) -> None:
    told: list[str] = []
    joined.window.rested.connect(lambda: told.append("rested"))
    joined.window.setVisible(is_seen)
    link = joined.open(is_on=True)
    joined.breaks.reminders.tell(BreakCommand.NOW)
    assert not link._rest.isActive()
    joined.breaks.reminders.show(WATCHING)
    assert link._rest.isActive()
    joined.breaks.reminders.tell(BreakCommand.NOW)
    assert not link._rest.isActive()  # the next one came at once
    joined.breaks.reminders.show(WATCHING)
    link._rest.timeout.emit()
    assert told == ([] if is_seen else ["rested"])
