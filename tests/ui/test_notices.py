"""Notices: by the desktop, else by the tray, else by a window of our own."""

import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, QPointF, QRect, QSocketNotifier, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mobility_coach.domain.commands import BreakCommand
from mobility_coach.services.breaks.break_fields import FIELDS
from mobility_coach.services.breaks.break_ports import Notice
from mobility_coach.services.setting_values import Number
from mobility_coach.ui.breaks.notice_window import NoticeWindow
from mobility_coach.ui.breaks.notices import LONGEST_NOTICE_S, Notices
from mobility_coach.ui.breaks.tray import Tray
from mobility_coach.ui.look import Look
from tests.ui.fake_breaks import NOTICED, FakeNotifier


class FakeTray(Tray):
    """Shows messages, or has no place to."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.works = False
        self.messages: list[tuple[str, str]] = []

    def show_message(self, title: str, text: str, seconds: float) -> bool:
        if self.works:
            self.messages.append((title, text))
        return self.works


class WiredNotifier(FakeNotifier):
    """With a connection, that becomes readable by `press`."""

    def __init__(self) -> None:
        super().__init__()
        self._ours, self._theirs = socket.socketpair()
        self.is_connected = True
        self.reads = 0

    def press(self, *names: str) -> None:
        self.chosen.extend(names)
        self._theirs.send(b"!")

    def hang_up(self) -> None:
        """The other side is gone: readable for good."""
        self._theirs.close()

    def reconnect(self) -> None:
        self._ours.close()
        self._theirs.close()
        self._ours, self._theirs = socket.socketpair()

    def fileno(self) -> int:
        return self._ours.fileno() if self.is_connected else -1

    def pressed(self) -> tuple[str, ...]:
        self.reads += 1
        if not self._ours.recv(16):
            self.is_connected = False
        return super().pressed()

    def close(self) -> None:
        super().close()
        self._ours.close()
        self._theirs.close()


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


@pytest.fixture
def tray(parent: QObject) -> FakeTray:
    return FakeTray(parent)


def notices_with(
    look: Look, notifier: FakeNotifier, tray: Tray, parent: QObject
) -> tuple[Notices, list[object]]:
    made = Notices(look, notifier, tray, parent)
    told: list[object] = []
    made.command_chosen.connect(told.append)
    made.open_asked.connect(lambda: told.append("open"))
    return made, told


def own_window(notices: Notices) -> NoticeWindow | None:
    return notices.own_window


def wait_for(qtbot: QtBot, told: list[object], count: int) -> None:
    qtbot.waitUntil(lambda: len(told) == count)


# By the desktop


def test_the_desktop_shows_the_notice_with_its_buttons(look: Look, tray: FakeTray, parent: QObject) -> None:
    notifier = FakeNotifier()
    notices, _ = notices_with(look, notifier, tray, parent)
    notices.show_break(NOTICED)
    assert notifier.shown == [
        Notice(
            "Coming up: Short break",
            "Bent-knee ankle matrix, 2 minutes, in 30 seconds",
            (("start", "Start now"), ("snooze", "Snooze 5 min"), ("skip", "Skip")),
            LONGEST_NOTICE_S,
        )
    ]
    assert own_window(notices) is None
    notices.withdraw()
    notices.withdraw()
    assert notifier.withdrawn == 1
    notices.close()
    assert notifier.is_closed


def test_a_strict_break_can_only_be_started(look: Look, tray: FakeTray, parent: QObject) -> None:
    notifier = FakeNotifier()
    notices, _ = notices_with(look, notifier, tray, parent)
    notices.show_break(replace(NOTICED, can_snooze=False, can_skip=False))
    assert [name for name, _words in notifier.shown[0].actions] == ["start"]
    notices.close()


def test_buttons_are_heard(qtbot: QtBot, look: Look, tray: FakeTray, parent: QObject) -> None:
    notifier = WiredNotifier()
    notices, told = notices_with(look, notifier, tray, parent)
    notices.show_break(NOTICED)
    notifier.press("snooze", "nonsense", "skip")
    wait_for(qtbot, told, 2)
    notifier.press("default")
    wait_for(qtbot, told, 3)
    assert told == [BreakCommand.SNOOZE, BreakCommand.SKIP, BreakCommand.START]
    notices.say("You were away for 6 minutes")
    notifier.press("default")
    wait_for(qtbot, told, 4)
    assert told[-1] == "open"
    notices.close()


def test_a_connection_that_ends_is_not_read_again(
    qtbot: QtBot, look: Look, tray: FakeTray, parent: QObject
) -> None:
    notifier = WiredNotifier()
    notices, _ = notices_with(look, notifier, tray, parent)
    notices.show_break(NOTICED)
    notifier.hang_up()
    qtbot.waitUntil(lambda: notifier.reads == 1)
    for _ in range(20):
        QGuiApplication.processEvents()
    assert notifier.reads == 1
    assert not any(each.isEnabled() for each in notices.findChildren(QSocketNotifier))
    notices.close()


def test_a_new_connection_is_heard(qtbot: QtBot, look: Look, tray: FakeTray, parent: QObject) -> None:
    notifier = WiredNotifier()
    notices, told = notices_with(look, notifier, tray, parent)
    notices.show_break(NOTICED)
    first = notices._listening
    notices.show_break(NOTICED)
    assert notices._listening is first
    keeper = socket.socket()  # takes the number that is free, so that the next connection has another one
    notifier.is_connected = False
    notices.withdraw()
    assert notices._listening is None
    notifier.reconnect()
    notifier.is_connected = True
    notices.show_break(NOTICED)
    notifier.press("start")
    wait_for(qtbot, told, 1)
    notices.close()
    keeper.close()


# Without


def test_a_daemon_that_dies_costs_no_notice(look: Look, tray: FakeTray, parent: QObject) -> None:
    notifier = FakeNotifier()
    notices, _ = notices_with(look, notifier, tray, parent)
    notices.show_break(NOTICED)
    notices.withdraw()
    notifier.works = False
    tray.works = True
    notices.show_break(NOTICED)
    assert tray.messages == [("Coming up: Short break", "Bent-knee ankle matrix, 2 minutes, in 30 seconds")]
    assert own_window(notices) is None
    tray.works = False
    notices.show_break(NOTICED)
    assert own_window(notices) is not None
    notifier.works = True
    notices.show_break(NOTICED)
    assert own_window(notices) is None
    assert len(notifier.shown) == 2
    notices.close()


def test_a_click_on_the_trays_message_starts(look: Look, tray: FakeTray, parent: QObject) -> None:
    tray.works = True
    notices, told = notices_with(look, FakeNotifier(works=False), tray, parent)
    notices.show_break(NOTICED)
    tray.message_clicked.emit()
    notices.withdraw()
    tray.message_clicked.emit()
    assert told == [BreakCommand.START, "open"]
    notices.close()


def test_the_own_window_has_the_buttons_and_goes_away(look: Look, tray: FakeTray, parent: QObject) -> None:
    notices, told = notices_with(look, FakeNotifier(works=False), tray, parent)
    notices.show_break(NOTICED)
    window = own_window(notices)
    assert window is not None
    assert window.title.text() == "Coming up: Short break"
    assert [each.text() for each in window.buttons.values()] == ["Start now", "Snooze 5 min", "Skip"]
    for button in window.buttons.values():
        button.click()
    assert told == [BreakCommand.START, BreakCommand.SNOOZE, BreakCommand.SKIP]
    notices.withdraw()
    assert own_window(notices) is None
    notices.say("You were away for 6 minutes: that counts as a break.")
    assert own_window(notices) is window
    assert not window.buttons
    notices.withdraw()
    assert own_window(notices) is window  # it is not the notice of a break
    notices._end.timeout.emit()
    assert own_window(notices) is None
    notices.say("Once more")
    QTest.mouseClick(window, Qt.MouseButton.LeftButton)
    assert own_window(notices) is None
    notices.close()


@pytest.fixture
def own(qtbot: QtBot, look: Look) -> NoticeWindow:
    made = NoticeWindow(look)
    qtbot.addWidget(made)
    return made


ALL = (("start", "Start now"), ("snooze", "Snooze 15 min"), ("skip", "Skip"))


def test_it_never_takes_the_keyboard(own: NoticeWindow) -> None:
    own.show_notice(Notice("Soon", "In 30 seconds", ALL))
    assert own.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert own.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert all(each.focusPolicy() is Qt.FocusPolicy.NoFocus for each in (own, *own.buttons.values()))


@pytest.mark.parametrize("scale", [1.0, 2.5])
@pytest.mark.parametrize("words", ["Soon", "word " * 40, "Donaudampfschifffahrtsgesellschaft" * 4])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_all_of_it_is_in_the_corner_of_the_screen(
    own: NoticeWindow, look: Look, scale: float, words: str, direction: Qt.LayoutDirection
) -> None:
    own.setLayoutDirection(direction)
    own.show_notice(Notice("Coming up: Short break", words, ALL))
    look.set_text_scale(scale)  # while it is shown
    QGuiApplication.processEvents()
    room = QGuiApplication.primaryScreen().availableGeometry()
    place = own.geometry()
    assert room.contains(place)
    is_right = direction is Qt.LayoutDirection.LeftToRight
    assert (place.center().x() > room.center().x()) == is_right or place.width() > room.width() / 2
    assert place.center().y() > room.center().y() or place.height() > room.height() / 2
    for part in (own.title, own.text, *own.buttons.values()):
        inside = QRect(part.mapTo(own, QPointF(0, 0)).toPoint(), part.size())
        assert own.rect().contains(inside), part
        assert part.height() >= part.minimumSizeHint().height()


def test_words_are_plain(own: NoticeWindow) -> None:
    own.show_notice(Notice("<b>Soon</b>", "a & b", (("start", "Go & see"),)))
    assert own.title.textFormat() is Qt.TextFormat.PlainText
    assert own.text.textFormat() is Qt.TextFormat.PlainText
    assert own.buttons["start"].text() == "Go && see"


def test_the_longest_notice_that_can_be_set_stays_until_the_break() -> None:
    seconds = FIELDS["notice_seconds"]
    assert isinstance(seconds, Number)
    assert seconds.high < LONGEST_NOTICE_S
