import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QCloseEvent, QCursor, QEnterEvent, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mobility_coach.domain.breaks.state import PAUSES, Hold
from mobility_coach.domain.commands import BreakCommand, Command
from mobility_coach.domain.drill import Side
from mobility_coach.domain.transport import Phase
from mobility_coach.ui.breaks.break_menu import BreakMenu
from mobility_coach.ui.breaks.key_guard import REST_SECONDS, KeyGuard
from mobility_coach.ui.breaks.popup import BreakPopup
from mobility_coach.ui.figure.figures import Figures
from mobility_coach.ui.look import Look, ThemeChoice
from tests.ui.fake_breaks import ASKING, OFFER, PRACTISING, WATCHING, FakeReminders
from tests.ui.fake_stage import Clock, FakeFigures, HandThread, hand_renderer, motion
from tests.ui.fakes import FakePlayer, player_view
from tests.ui.layout_faults import faults

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
STRICT = replace(ASKING, can_snooze=False, can_skip=False)
SKIP_ONLY = replace(ASKING, can_snooze=False)
FINISHED = player_view(phase=Phase.FINISHED, rep=0, reps=0, stroke=None)
LONG = replace(
    OFFER,
    title="A long name that somebody has given to a drill of his own, <b>with marks</b> & more",
    text="2 minutes, standing, in shoes. Ankles waited 4 days, and hips have not been moved for a month.",
    since="1 hour and 55 minutes since your last break",
)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hand() -> list[HandThread]:
    return []


@pytest.fixture
def figures(look: Look, hand: list[HandThread]) -> Iterator[Figures]:
    renderer, thread = hand_renderer()
    hand.append(thread)
    made = Figures(look, FakeFigures(motion(OFFER.drill)), renderer)
    yield made
    made.close()


class Told:
    """The facts that a popup tells, in order."""

    def __init__(self, popup: BreakPopup) -> None:
        self.facts: list[object] = []
        for name in (
            "started",
            "snoozed",
            "skipped",
            "another_asked",
            "open_asked",
            "settings_asked",
            "closed",
        ):
            getattr(popup, name).connect(lambda name=name: self.facts.append(name))
        popup.pause_asked.connect(self.facts.append)
        popup.finished.connect(self.facts.append)


@pytest.fixture
def player() -> FakePlayer:
    return FakePlayer(player_view(figure=None))


@pytest.fixture
def reminders(player: FakePlayer) -> FakeReminders:
    made = FakeReminders(lambda: player)
    made.shown = ASKING
    return made


@pytest.fixture
def popup(
    qtbot: QtBot, look: Look, reminders: FakeReminders, figures: Figures, clock: Clock
) -> Iterator[BreakPopup]:
    made = BreakPopup(look, reminders, lambda: figures, clock)
    qtbot.addWidget(made)
    yield made
    made.leave()


def activated(popup: BreakPopup, clock: Clock) -> None:
    """The person has chosen the window, and rests a moment."""
    given_the_keyboard(popup)
    clock.now += REST_SECONDS


def given_the_keyboard(popup: BreakPopup) -> None:
    """By a click on its title, or by a window manager that gives it to every window."""
    popup._accept_keyboard()
    popup.activateWindow()
    QApplication.processEvents()
    assert popup.isActiveWindow()


def press(popup: BreakPopup, key: Qt.Key) -> None:
    QTest.keyClick(popup, key)


def close_by_person(popup: BreakPopup) -> bool:
    """Close it as the window manager does; whether it let that happen."""
    return QApplication.sendEvent(popup.windowHandle(), QCloseEvent())


# What it asks


def test_it_says_what_is_offered(popup: BreakPopup) -> None:
    popup.show_asking()
    assert popup.isVisible()
    assert popup.windowTitle() == "Short break"
    assert popup.asking.since.text() == "55 minutes since your last break"
    assert popup.asking.title.text() == "Bent-knee ankle matrix"
    assert popup.asking.text.text() == "2 minutes, standing, in shoes. Ankles waited 4 days."
    assert [each.text() for each in popup.asking.buttons.values()] == ["Start", "Snooze 5 min", "Skip"]


def test_without_an_offer_the_kind_is_named(popup: BreakPopup, reminders: FakeReminders) -> None:
    reminders.shown = replace(ASKING, offer=None)
    popup.show_asking()
    assert popup.asking.title.text() == "Short break"
    assert not popup.asking.text.isVisible()
    assert popup.asking.still is not None
    assert not popup.asking.still.view.isVisible()


@pytest.mark.parametrize(
    ("command", "fact"), [(BreakCommand.SNOOZE, "snoozed"), (BreakCommand.SKIP, "skipped")]
)
def test_putting_it_off_puts_it_away(
    popup: BreakPopup, reminders: FakeReminders, command: BreakCommand, fact: str
) -> None:
    told = Told(popup)
    popup.show_asking()
    popup.asking.buttons[command].click()
    assert reminders.told == [(command, "")]
    assert told.facts == [fact, "closed"]
    assert not popup.isVisible()


def test_what_is_refused_is_said(popup: BreakPopup, reminders: FakeReminders) -> None:
    reminders.answer = "You practise in the window already."
    told = Told(popup)
    popup.show_asking()
    height = popup.height()
    popup.asking.buttons[BreakCommand.START].click()
    assert popup.asking.message.text() == "You practise in the window already."
    assert popup.height() > height
    assert told.facts == []


def test_another_one(popup: BreakPopup, reminders: FakeReminders) -> None:
    told = Told(popup)
    popup.show_asking()
    reminders.shown = replace(ASKING, offer=replace(OFFER, title="Ankle rolls"))
    popup._open_menu()
    menu_action(popup, "Something else")
    assert reminders.others == 1
    assert told.facts == ["another_asked"]
    assert popup.asking.title.text() == "Ankle rolls"


def menu_action(popup: BreakPopup, text: str) -> None:
    assert popup.menu is not None
    action = next(each for each in popup.menu.actions() if each.text() == text)
    action.trigger()
    popup.menu.close()


@pytest.mark.parametrize(("at", "wish"), list(enumerate(PAUSES)))
def test_each_pause_can_be_chosen(popup: BreakPopup, reminders: FakeReminders, at: int, wish: object) -> None:
    told = Told(popup)
    popup.show_asking()
    popup.asking.menu_button.click()
    assert popup.menu is not None
    texts = [each.text() for each in popup.menu.actions()]
    first = texts.index("Pause reminders") + 1
    popup.menu.actions()[first + at].trigger()
    assert reminders.pauses == [wish]
    assert told.facts == [wish, "closed"]
    assert reminders.shown.hold is Hold.PAUSED


def test_the_window_and_the_settings_are_asked_for(popup: BreakPopup) -> None:
    told = Told(popup)
    popup.show_asking()
    for text in ("Open Mobility Coach", "Set up breaks"):
        popup._open_menu()
        menu_action(popup, text)
    assert told.facts == ["open_asked", "settings_asked"]
    assert popup.isVisible()


@pytest.mark.parametrize("is_mirrored", [False, True])
def test_the_menu_opens_over_the_popup(qapp: QApplication, popup: BreakPopup, *, is_mirrored: bool) -> None:
    popup.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if is_mirrored else Qt.LayoutDirection.LeftToRight
    )
    popup.show_asking()
    qapp.processEvents()
    size = QSize(180, 60)
    button = popup.asking.menu_button
    place = QRect(popup._menu_place(size), size)
    around = QRect(button.mapToGlobal(QPoint(0, 0)), button.size())
    assert place.bottom() < around.top()
    assert (place.left() == around.left()) is is_mirrored
    assert (place.right() == around.right()) is not is_mirrored


def test_a_strict_break_has_no_way_round_it(
    popup: BreakPopup, reminders: FakeReminders, clock: Clock
) -> None:
    reminders.shown = STRICT
    popup.show_asking()
    popup._open_menu()
    assert popup.menu is not None
    assert "Pause reminders" not in [each.text() for each in popup.menu.actions()]
    popup.menu.close()
    assert not popup.asking.buttons[BreakCommand.SNOOZE].isVisible()
    assert not popup.asking.buttons[BreakCommand.SKIP].isVisible()
    activated(popup, clock)
    press(popup, Key.Key_S)
    press(popup, Key.Key_K)
    close_by_person(popup)
    assert popup.isVisible()
    assert reminders.told == []
    assert "under “Breaks”" in popup.asking.message.text()


@pytest.mark.parametrize(("view", "command"), [(ASKING, BreakCommand.SNOOZE), (SKIP_ONLY, BreakCommand.SKIP)])
def test_closed_by_the_person_it_means_not_now(
    popup: BreakPopup, reminders: FakeReminders, view: object, command: BreakCommand
) -> None:
    reminders.shown = view  # type: ignore[assignment]  # one of two views
    popup.show_asking()
    close_by_person(popup)
    assert reminders.told == [(command, "")]
    assert not popup.isVisible()


def test_closed_by_the_program_it_goes(popup: BreakPopup, reminders: FakeReminders) -> None:
    reminders.shown = STRICT
    popup.show_asking()
    assert popup.close()
    assert reminders.told == []


# Keys


@pytest.mark.parametrize(
    ("key", "command"),
    [
        (Key.Key_Return, BreakCommand.START),
        (Key.Key_Enter, BreakCommand.START),
        (Key.Key_S, BreakCommand.SNOOZE),
        (Key.Key_K, BreakCommand.SKIP),
    ],
)
def test_keys_of_the_one_table(
    popup: BreakPopup, reminders: FakeReminders, clock: Clock, key: Qt.Key, command: BreakCommand
) -> None:
    popup.show_asking()
    activated(popup, clock)
    press(popup, key)
    assert reminders.told == [(command, "")]


def test_other_and_held_keys_are_nobodys(popup: BreakPopup, reminders: FakeReminders, clock: Clock) -> None:
    popup.show_asking()
    activated(popup, clock)
    QTest.keyClick(popup, Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    press(popup, Key.Key_Escape)
    held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
    popup.keyPressEvent(held)
    assert reminders.told == []


def test_what_is_typed_on_does_nothing(popup: BreakPopup, reminders: FakeReminders, clock: Clock) -> None:
    popup.show_asking()
    given_the_keyboard(popup)
    for key in (Key.Key_S, Key.Key_K, Key.Key_Space, Key.Key_Tab, Key.Key_Return) * 4:
        clock.now += 0.9
        focused = popup.focusWidget()
        assert focused is popup
        press(popup, key)
    assert reminders.told == []
    clock.now += 1.0
    press(popup, Key.Key_S)
    assert reminders.told == [(BreakCommand.SNOOZE, "")]


def test_when_the_keyboard_comes_back_no_control_has_it(
    popup: BreakPopup, clock: Clock, qtbot: QtBot
) -> None:
    popup.show_asking()
    activated(popup, clock)
    press(popup, Key.Key_Tab)
    assert isinstance(popup.focusWidget(), QPushButton)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    QApplication.processEvents()
    given_the_keyboard(popup)
    assert popup.focusWidget() is popup
    assert not popup.guard.lets_through()


def test_a_click_makes_keys_count_at_once(popup: BreakPopup, reminders: FakeReminders) -> None:
    popup.show_asking()
    QTest.mouseClick(popup, LEFT, pos=QPoint(2, 2))
    QApplication.processEvents()
    assert popup.isActiveWindow()
    press(popup, Key.Key_S)
    assert reminders.told == [(BreakCommand.SNOOZE, "")]


def test_at_first_the_desktop_cannot_give_it_the_keyboard(
    popup: BreakPopup, reminders: FakeReminders
) -> None:
    refuses = Qt.WindowType.WindowDoesNotAcceptFocus
    popup.show_asking()
    assert popup.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert popup.windowHandle().flags() & refuses
    popup._coming_up.timeout.emit()
    assert not popup.windowHandle().flags() & refuses
    popup.hide_all()
    popup.show_asking()
    assert popup.windowHandle().flags() & refuses
    popup.touched()
    assert not popup.windowHandle().flags() & refuses
    assert not popup._coming_up.isActive()


def test_a_press_that_was_on_its_way_presses_nothing(popup: BreakPopup, reminders: FakeReminders) -> None:
    """The popup may come up right under a click that was meant for what it covers."""
    popup.show_asking()
    start = popup.asking.buttons[BreakCommand.START]
    place = start.mapTo(popup, start.rect().center())
    assert popup.childAt(place) is popup._shield
    assert popup._shielding.interval() == 400
    QTest.mouseClick(popup._shield, Qt.MouseButton.LeftButton, pos=place)
    assert reminders.told == []
    assert not popup.guard.lets_through()
    popup._shielding.timeout.emit()
    assert popup.childAt(place) is start


def test_the_guard_waits_for_a_rest() -> None:
    clock = Clock()
    guard = KeyGuard(clock)
    assert not guard.lets_through()
    clock.now += 0.99
    assert not guard.lets_through()
    clock.now += 1.0
    assert guard.lets_through()
    assert guard.lets_through()
    guard.close()
    assert not guard.lets_through()
    guard.open()
    assert guard.lets_through()
    guard.close()  # the click gave it the keyboard
    assert guard.lets_through()
    clock.now += 1.0
    guard.close()
    assert not guard.lets_through()


# The player


def test_start_opens_the_player_in_its_place(
    popup: BreakPopup, reminders: FakeReminders, player: FakePlayer
) -> None:
    told = Told(popup)
    popup.set_reduced_motion(is_reduced=True)
    popup.show_asking()
    popup.asking.buttons[BreakCommand.START].click()
    assert told.facts == ["started"]
    assert popup.mini is not None
    assert popup.mini.isVisible()
    assert popup.mini.is_repainting
    assert not popup.asking.isVisible()
    assert player.told == [Command.START]
    popup.set_reduced_motion(is_reduced=False)


def test_asked_for_twice_it_starts_once(
    popup: BreakPopup, reminders: FakeReminders, player: FakePlayer
) -> None:
    reminders.listen(lambda: popup.show_player() if reminders.shown is PRACTISING else None)
    popup.show_asking()
    popup.asking.buttons[BreakCommand.START].click()
    popup.show_player()
    popup.show_asking()
    assert player.told == [Command.START]
    assert popup.mini is not None
    assert popup.mini.isVisible()


def test_the_players_keys(
    popup: BreakPopup, reminders: FakeReminders, player: FakePlayer, clock: Clock
) -> None:
    reminders.shown = PRACTISING
    popup.show_player()
    press(popup, Key.Key_Escape)
    assert player.told == [Command.START]  # from elsewhere: keys right after it came up are another's
    activated(popup, clock)
    press(popup, Key.Key_Space)
    press(popup, Key.Key_Right)
    assert player.told[1:] == [Command.TOGGLE, Command.NEXT]


def test_at_the_end_it_says_so_and_goes(
    popup: BreakPopup, reminders: FakeReminders, player: FakePlayer
) -> None:
    told = Told(popup)
    reminders.listen(lambda: None if reminders.shown.phase is PRACTISING.phase else popup.hide_all())
    popup.show_asking()
    popup.asking.buttons[BreakCommand.START].click()
    player.shown = FINISHED
    assert popup.mini is not None
    popup.mini.pulse.look()
    assert player.closes == 1
    assert reminders.finished == 1
    assert popup.done.words.text() == "Done, 12 days in a row"
    assert popup.done.today.text() == "3 breaks done, 1 skipped"
    assert popup.done.sign.isVisible()
    assert popup.isVisible()
    assert told.facts == ["started", "Done, 12 days in a row"]
    popup.done.timer.timeout.emit()
    assert not popup.isVisible()
    assert told.facts[-1] == "closed"


def test_the_words_stay_while_the_pointer_is_on_them(popup: BreakPopup, player: FakePlayer) -> None:
    popup.show_player()
    player.shown = FINISHED
    assert popup.mini is not None
    popup.mini.pulse.look()
    done = popup.done
    assert done.timer.isActive()
    assert done.timer.interval() == 5000
    spot = QPoint(5, 5).toPointF()
    QApplication.sendEvent(done, QEnterEvent(spot, spot, spot))
    assert not done.timer.isActive()
    QApplication.sendEvent(done, QEvent(QEvent.Type.Leave))
    assert done.timer.isActive()


def test_what_was_left_out_gets_no_tick_and_is_not_counted_up(
    popup: BreakPopup, reminders: FakeReminders
) -> None:
    reminders.is_practised, reminders.closing_words = False, "Left out this time"
    popup.show_player()
    assert popup.mini is not None
    popup.mini.tell(Command.STOP)
    assert popup.done.words.text() == "Left out this time"
    assert not popup.done.sign.isVisible()
    assert not popup.done.today.isVisible()


@pytest.mark.parametrize("way", ["click", "key", "close"])
def test_the_words_can_be_put_away(popup: BreakPopup, player: FakePlayer, clock: Clock, way: str) -> None:
    popup.show_player()
    player.shown = FINISHED
    assert popup.mini is not None
    popup.mini.pulse.look()
    if way == "click":
        QTest.mouseClick(popup.done, LEFT)
    elif way == "close":
        close_by_person(popup)
    else:
        activated(popup, clock)
        press(popup, Key.Key_A)
        assert popup.isVisible()
        press(popup, Key.Key_Escape)
    assert not popup.isVisible()
    assert not popup.done.timer.isActive()


def test_without_words_it_just_goes(popup: BreakPopup, reminders: FakeReminders) -> None:
    reminders.closing_words = ""
    popup.show_player()
    assert popup.mini is not None
    popup.mini.tell(Command.STOP)
    assert not popup.isVisible()
    assert reminders.finished == 1


def test_closing_it_stops_the_drill(popup: BreakPopup, reminders: FakeReminders, player: FakePlayer) -> None:
    popup.show_player()
    close_by_person(popup)
    assert player.told[-1] is Command.STOP
    assert player.closes == 1
    assert reminders.finished == 1
    assert popup.done.isVisible()


def test_leaving_ends_the_drill_at_once(
    popup: BreakPopup, reminders: FakeReminders, player: FakePlayer
) -> None:
    popup.show_player()
    popup.leave()
    assert player.closes == 1
    assert reminders.finished == 1
    assert not popup.isVisible()
    popup.leave()
    assert reminders.finished == 1


def test_taken_back_in_the_middle_the_drill_ends(popup: BreakPopup, reminders: FakeReminders) -> None:
    popup.show_player()
    popup.hide_all()
    assert reminders.finished == 1
    assert popup.done.isVisible()


def test_a_drill_that_is_gone_is_said(popup: BreakPopup, look: Look, figures: Figures, qtbot: QtBot) -> None:
    reminders = FakeReminders()
    reminders.shown = ASKING
    lost = BreakPopup(look, reminders, lambda: figures)
    qtbot.addWidget(lost)
    lost.show_asking()
    lost.asking.buttons[BreakCommand.START].click()
    assert lost.done.words.text() == "This drill is not there any more. The next break brings another one."
    assert reminders.finished == 1
    lost.leave()


def test_a_break_that_can_not_be_opened_is_said_and_not_left_on_the_screen(
    look: Look, figures: Figures, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> FakePlayer:
        raise OSError("no sound at all")

    reminders = FakeReminders(fail)
    reminders.shown = ASKING
    broken = BreakPopup(look, reminders, lambda: figures)
    qtbot.addWidget(broken)
    broken.show_asking()
    broken.asking.buttons[BreakCommand.START].click()
    assert broken.done.words.text().startswith("This break could not be opened.")
    assert reminders.finished == 1
    assert "no sound at all" in caplog.text
    broken.leave()


def test_another_break_that_comes_at_once_is_asked_for(popup: BreakPopup, reminders: FakeReminders) -> None:
    def ask_again() -> None:
        if reminders.finished:
            reminders.shown = ASKING
            popup.show_asking()

    reminders.listen(ask_again)
    popup.show_player()
    assert popup.mini is not None
    popup.mini.tell(Command.STOP)
    assert popup.asking.isVisible()
    assert not popup.done.isVisible()


# The figure


def test_a_still_is_shown_once_it_is_there(
    qapp: QApplication, popup: BreakPopup, hand: list[HandThread], look: Look
) -> None:
    popup.show_asking()
    QTest.qWait(1)
    still = popup.asking.still
    assert still is not None
    assert still.view.projector.image() is None
    assert hand[0].finish() == 1
    assert still.view.projector.image() is not None
    assert not hand[0].frames
    look.set_theme(ThemeChoice.DARK)
    assert hand[0].finish() == 1


def test_the_other_side_is_shown_mirrored(
    popup: BreakPopup, reminders: FakeReminders, hand: list[HandThread]
) -> None:
    pictures = []
    for side in (Side.LEFT, Side.RIGHT):
        reminders.shown = replace(ASKING, offer=replace(OFFER, side=side))
        popup.show_asking()
        QTest.qWait(1)
        hand[0].finish()
        assert popup.asking.still is not None
        pictures.append(popup.asking.still.view.projector.image())
    first, other = pictures
    assert first is not None
    assert other is not None
    assert first != other
    assert first == other.flipped(Qt.Orientation.Horizontal)


def test_a_drill_without_a_figure_has_the_room_for_words(popup: BreakPopup, reminders: FakeReminders) -> None:
    reminders.shown = replace(ASKING, offer=replace(OFFER, drill="unknown"))
    popup.show_asking()
    assert popup.asking.still is not None
    assert not popup.asking.still.view.isVisible()


# Where it stands


def test_it_stands_in_the_lower_corner(popup: BreakPopup, look: Look) -> None:
    popup.show_asking()
    available = QGuiApplication.primaryScreen().availableGeometry()
    margin = look.space(20)
    assert popup.geometry().right() == available.right() - margin
    assert popup.geometry().bottom() == available.bottom() - margin
    before = popup.geometry()
    popup.show_player()
    assert popup.geometry().bottomRight() == before.bottomRight()
    assert popup.height() > before.height()


def test_out_of_sight_it_comes_back(popup: BreakPopup) -> None:
    popup.show_asking()
    popup.move(-5000, 9000)
    QGuiApplication.instance().screenRemoved.emit(QGuiApplication.primaryScreen())  # type: ignore[union-attr]
    assert popup._settling.isActive()
    popup._settling.timeout.emit()
    assert QGuiApplication.primaryScreen().availableGeometry().contains(popup.geometry())


def test_where_it_was_dragged_it_stays(popup: BreakPopup) -> None:
    popup.show_asking()
    popup.move(30, 40)
    popup.show_player()
    assert popup.pos() == QPoint(30, 40)


def test_a_small_screen_holds_it(popup: BreakPopup, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    small = QRect(0, 0, 320, 240)
    screen = type(QGuiApplication.primaryScreen())
    monkeypatch.setattr(screen, "availableGeometry", lambda _: small)
    look.set_text_scale(2)
    popup.show_asking()
    assert small.contains(popup.geometry())
    popup.show_player()
    assert small.contains(popup.geometry())


def test_dragging_asks_the_window_manager(popup: BreakPopup, monkeypatch: pytest.MonkeyPatch) -> None:
    moves: list[bool] = []
    popup.show_asking()
    monkeypatch.setattr(type(popup.windowHandle()), "startSystemMove", lambda _: moves.append(True))
    QTest.mousePress(popup, LEFT, pos=QPoint(2, 2))
    QTest.mouseMove(popup, QPoint(4, 2))
    assert moves == []
    QTest.mouseMove(popup, QPoint(60, 40))
    assert moves == [True]
    QTest.mouseRelease(popup, LEFT, pos=QPoint(60, 40))


def test_the_pointer_chooses_the_screen(popup: BreakPopup, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[QPoint] = []
    monkeypatch.setattr(QCursor, "pos", lambda: QPoint(11, 12))
    monkeypatch.setattr(QGuiApplication, "screenAt", asked.append)
    popup.show_asking()
    assert asked == [QPoint(11, 12)]


# How it looks


VIEWS = (ASKING, STRICT, SKIP_ONLY, replace(ASKING, offer=LONG), replace(ASKING, offer=None))


@pytest.mark.parametrize(("scale", "is_mirrored"), list(product((1.0, 2.0), (False, True))))
def test_every_face_is_whole_and_named(
    qapp: QApplication,
    look: Look,
    popup: BreakPopup,
    reminders: FakeReminders,
    player: FakePlayer,
    scale: float,
    is_mirrored: bool,
) -> None:
    look.set_text_scale(scale)
    look.set_theme(ThemeChoice.DARK if is_mirrored else ThemeChoice.LIGHT)
    if is_mirrored:
        popup.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    found: list[str] = []

    def look_at(name: str) -> None:
        for _ in range(8):
            qapp.processEvents()
        found.extend(f"{name}: {told}" for told in faults(popup))

    for number, view in enumerate(VIEWS):
        reminders.shown = view
        popup.show_asking()
        look_at(f"asking {number}")
        assert not popup._page.verticalScrollBar().isVisible()
    popup._say("This break is strict, as you chose. " * 3)
    look_at("said")
    popup.show_player()
    look_at("player")
    player.shown = FINISHED
    reminders.shown = replace(WATCHING, today_text="12 breaks done, 3 skipped, 4 taken away from the desk")
    assert popup.mini is not None
    popup.mini.pulse.look()
    look_at("done")
    assert not found, "\n".join(found)


def test_tab_comes_to_each_answer(popup: BreakPopup, clock: Clock) -> None:
    popup.show_asking()
    activated(popup, clock)
    reached = set()
    for _ in range(6):
        focused = popup.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Key.Key_Tab)
        reached.add(popup.focusWidget())
    assert {*popup.asking.buttons.values(), popup.asking.menu_button} <= reached


def test_a_menu_is_plain_text(popup: BreakPopup) -> None:
    menu = BreakMenu(ASKING, popup)
    assert next(each.text() for each in menu.actions() if not each.isSeparator()) == "Something else"
    assert "Something else" not in [
        each.text() for each in BreakMenu(replace(ASKING, offer=None), popup).actions()
    ]


def test_hidden_nothing_of_it_runs(popup: BreakPopup) -> None:
    popup.show_asking()
    popup.hide_all()
    assert not popup._coming_up.isActive()
    assert not popup._settling.isActive()
    popup.settle()
    assert not popup.isVisible()


def test_only_a_start_needs_the_player() -> None:
    code = (
        "import sys, mobility_coach.ui.breaks.popup\n"
        "heavy = {'numpy', 'mobility_coach.ui.player.player_page', 'mobility_coach.ui.figure.figures'}\n"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
