"""The desk of the reminders: when it looks, and what it shows in each phase."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from pytestqt.qtbot import QtBot

from mobility_coach.domain.breaks.state import PAUSES, Hold, Phase
from mobility_coach.domain.commands import BreakCommand
from mobility_coach.services.breaks.break_view import BreakView
from mobility_coach.ui.breaks.break_desk import BreakDesk
from mobility_coach.ui.breaks.tray import Tray
from mobility_coach.ui.look import Look
from tests.ui.fake_breaks import (
    ASKING,
    NOTICED,
    PAUSED,
    PRACTISING,
    SNOOZED,
    WATCHING,
    FakeNotifier,
    FakeReminders,
)


class FakePopup(QObject):
    open_asked = Signal()
    settings_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def show_asking(self) -> None:
        self.shown.append("asking")

    def show_player(self) -> None:
        self.shown.append("player")

    def hide_all(self) -> None:
        self.shown.append("hidden")

    def leave(self) -> None:
        self.shown.append("left")


class Desktop:
    """A desk with all that is around it."""

    def __init__(self, look: Look, parent: QObject) -> None:
        self.reminders = FakeReminders()
        self.notifier = FakeNotifier()
        self.popups: list[FakePopup] = []
        self.chimes = 0
        self.told: list[str] = []
        self.desk = BreakDesk(look, self.reminders, self.notifier, self._popup, self._chime, parent)
        for name in ("open_asked", "settings_asked", "quit_asked", "session_started", "session_ended"):
            getattr(self.desk, name).connect(self._remember(name))

    @property
    def popup(self) -> list[str]:
        return self.popups[0].shown if self.popups else []

    @property
    def timer(self) -> QTimer:
        return self.desk._timer

    def go(self, *views: BreakView) -> None:
        for view in views:
            self.reminders.show(view)

    def _popup(self) -> FakePopup:
        self.popups.append(FakePopup())
        return self.popups[-1]

    def _chime(self) -> None:
        self.chimes += 1

    def _remember(self, name: str) -> Callable[[], None]:
        return lambda: self.told.append(name)


@pytest.fixture
def desktop(qtbot: QtBot, look: Look) -> Iterator[Desktop]:
    parent = QObject()
    made = Desktop(look, parent)
    made.desk.open()
    yield made
    made.desk.close()
    parent.deleteLater()


# Looking


def test_it_sleeps_as_long_as_the_reminders_allow(desktop: Desktop) -> None:
    assert (desktop.reminders.looks, desktop.timer.interval()) == (1, 30_000)
    assert desktop.timer.isSingleShot()
    desktop.reminders.next_look = 1.5
    desktop.timer.timeout.emit()
    assert (desktop.reminders.looks, desktop.timer.interval()) == (2, 1_500)
    running = [each for each in desktop.desk.findChildren(QTimer) if each.isActive()]
    assert set(running) <= {desktop.timer, desktop.desk.tray._timer}


def test_a_look_that_changes_nothing_touches_nothing(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[BreakView] = []
    monkeypatch.setattr(desktop.desk.tray, "show_view", shown.append)
    desktop.timer.timeout.emit()
    assert shown == []
    desktop.reminders.shown = PAUSED
    desktop.timer.timeout.emit()
    assert shown == [PAUSED]


def test_it_does_not_wake_up_while_the_reminders_are_off(desktop: Desktop) -> None:
    desktop.reminders.next_look = 0
    desktop.desk.refresh()
    assert not desktop.timer.isActive()
    desktop.reminders.next_look = 20
    desktop.desk.refresh()
    assert desktop.timer.isActive()


def test_after_a_command_it_asks_anew_when_to_look(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.reminders.next_look = 12
    desktop.reminders.tell(BreakCommand.SNOOZE)
    qtbot.waitUntil(lambda: desktop.timer.interval() == 12_000)
    assert desktop.reminders.looks == 2


def test_a_look_that_fails_is_reported_and_the_next_one_comes(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> float:
        raise OSError("no clock")

    with monkeypatch.context() as patch:
        patch.setattr(desktop.reminders, "look", fail)
        with pytest.raises(OSError, match="no clock"):
            desktop.desk.refresh()
    assert desktop.timer.isActive()
    desktop.desk.refresh()
    assert desktop.reminders.looks == 2


def test_what_a_look_changes_is_shown_once_it_is_over(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look() -> float:
        desktop.go(NOTICED)
        assert desktop.notifier.shown == []
        desktop.desk.refresh()  # a look within a look is none
        return 9

    monkeypatch.setattr(desktop.reminders, "look", look)
    desktop.desk.refresh()
    assert len(desktop.notifier.shown) == 1
    assert desktop.timer.interval() == 9_000


def test_now_and_then_it_looks_for_a_tray(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []
    monkeypatch.setattr(desktop.desk.tray, "look_again", lambda: looks.append(desktop.reminders.looks))
    for _ in range(24):
        desktop.desk.refresh()
    assert looks == [10, 20]


# Showing


def test_notice_popup_player_and_end(desktop: Desktop) -> None:
    desktop.go(NOTICED)
    assert (len(desktop.notifier.shown), desktop.popups) == (1, [])
    desktop.go(replace(NOTICED, notice_text="Bent-knee ankle matrix, 2 minutes, in 10 seconds"))
    assert len(desktop.notifier.shown) == 1  # it is not shown again because time runs
    desktop.go(ASKING)
    assert desktop.notifier.withdrawn == 1
    desktop.go(ASKING, PRACTISING)
    assert desktop.told == ["session_started"]
    desktop.go(PRACTISING, WATCHING)
    assert desktop.told == ["session_started", "session_ended"]
    assert desktop.popup == ["asking", "player", "hidden"]  # words of its own at the end stay all the same
    assert len(desktop.popups) == 1


@pytest.mark.parametrize(
    "after", [SNOOZED, WATCHING, PAUSED, replace(WATCHING, phase=Phase.HELD, hold=Hold.BLOCKED)]
)
def test_what_was_asked_goes_away_when_it_no_longer_holds(desktop: Desktop, after: BreakView) -> None:
    desktop.go(NOTICED, ASKING, after)
    assert desktop.popup == ["asking", "hidden"]
    desktop.go(NOTICED, after)
    assert desktop.notifier.withdrawn == 2
    assert desktop.popup == ["asking", "hidden"]


def test_another_break_that_comes_first_is_said(desktop: Desktop) -> None:
    desktop.go(NOTICED, replace(NOTICED, kind_title="Long break"))
    assert [each.title for each in desktop.notifier.shown] == [
        "Coming up: Short break",
        "Coming up: Long break",
    ]
    desktop.go(replace(NOTICED, offer=None))
    assert len(desktop.notifier.shown) == 3


def test_the_popup_shows_what_is_asked_now(desktop: Desktop) -> None:
    desktop.go(ASKING, replace(ASKING, next_text="Now"), replace(ASKING, kind_title="Long break"))
    assert desktop.popup == ["asking", "asking"]


def test_each_popup_has_one_chime_where_it_is_wished_for(desktop: Desktop) -> None:
    desktop.go(NOTICED, ASKING)
    assert desktop.chimes == 0
    loud = replace(ASKING, has_chime=True)
    desktop.go(SNOOZED, loud, loud, replace(loud, today_text="4 breaks done"))
    assert desktop.chimes == 1
    desktop.go(SNOOZED, loud)
    assert desktop.chimes == 2


def test_time_away_is_said_once(desktop: Desktop) -> None:
    away = replace(WATCHING, away_text="You were away for 6 minutes: that counts as a break.")
    desktop.go(away, away, WATCHING)
    assert [each.text for each in desktop.notifier.shown] == [away.away_text]
    desktop.go(away)
    assert len(desktop.notifier.shown) == 2


# What is chosen


def test_what_is_said_does_not_take_the_place_of_a_notice(desktop: Desktop) -> None:
    desktop.go(replace(NOTICED, away_text="You were away for 6 minutes: that counts as a break"))
    [notice] = desktop.notifier.shown
    assert notice.actions


def test_a_break_that_becomes_strict_is_asked_for_anew(desktop: Desktop) -> None:
    desktop.go(ASKING, replace(ASKING, can_snooze=False, can_skip=False))
    assert desktop.popup == ["asking", "asking"]


def test_the_notices_buttons_are_carried_out(desktop: Desktop) -> None:
    desktop.go(NOTICED)
    desktop.desk.notices.command_chosen.emit(BreakCommand.START)
    assert desktop.reminders.told == [(BreakCommand.START, "")]
    assert desktop.popup == ["player"]


def test_what_is_refused_is_said(desktop: Desktop) -> None:
    desktop.reminders.answer = "A session is open. Take the break after it."
    desktop.desk.tray.command_chosen.emit(BreakCommand.NOW)
    assert [each.text for each in desktop.notifier.shown] == [desktop.reminders.answer]
    desktop.go(NOTICED)
    desktop.desk.notices.command_chosen.emit(BreakCommand.SNOOZE)
    assert len(desktop.notifier.shown) == 2  # the refusal and the notice: that it is snoozed can be seen
    desktop.desk.tray.command_chosen.emit(BreakCommand.RESUME)
    assert len(desktop.notifier.shown) == 2


def test_a_pause_from_the_tray(desktop: Desktop) -> None:
    desktop.desk.tray.pause_chosen.emit(PAUSES[1])
    assert desktop.reminders.pauses == [PAUSES[1]]


def test_window_settings_and_end_are_asked_for_from_everywhere(desktop: Desktop) -> None:
    tray, notices = desktop.desk.tray, desktop.desk.notices
    desktop.go(ASKING)
    popup = desktop.popups[0]
    for asked in (tray.open_asked, notices.open_asked, popup.open_asked):
        asked.emit()
    for asked in (tray.settings_asked, popup.settings_asked):
        asked.emit()
    tray.quit_asked.emit()
    assert desktop.told == ["open_asked"] * 3 + ["settings_asked"] * 2 + ["quit_asked"]


def test_it_knows_whether_there_is_a_tray(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not desktop.desk.has_tray
    monkeypatch.setattr(Tray, "is_there", property(lambda _tray: True))
    assert desktop.desk.has_tray


def test_at_the_end_nothing_is_left(desktop: Desktop) -> None:
    desktop.go(ASKING)
    desktop.desk.close()
    desktop.desk.close()
    assert desktop.popup == ["asking", "left"]
    assert desktop.notifier.is_closed
    assert desktop.reminders.is_closed
    desktop.go(PRACTISING)
    desktop.desk.refresh()
    assert not desktop.timer.isActive()
    assert desktop.popup == ["asking", "left"]
