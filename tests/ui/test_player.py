from collections.abc import Iterator

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobility_coach.domain.commands import Command
from mobility_coach.domain.keys import USUAL_KEYS
from mobility_coach.domain.transport import Phase
from mobility_coach.services.session.player_view import PlayerView, Stroke
from mobility_coach.ui import announce
from mobility_coach.ui.look import Look
from mobility_coach.ui.main_window import MainWindow
from mobility_coach.ui.player.keys import REPEATING, with_keys
from mobility_coach.ui.player.player_page import PlayerPage, clock_text
from mobility_coach.ui.player.session_pulse import REPAINT_MS
from tests.ui.fakes import FakeCoach, FakePlayer, player_view
from tests.ui.shown_player import shown_player_page
from tests.ui.test_keys import PRESSES

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key

PAUSED = player_view(phase=Phase.PAUSED)
WAITING = player_view(phase=Phase.WAITING, rep=0, reps=0, stroke=None)
FINISHED = player_view(
    phase=Phase.FINISHED, rep=0, reps=0, stroke=None, instruction="Done.", commands=frozenset()
)
READY = player_view(phase=Phase.READY, rep=0, reps=0, stroke=None, commands=frozenset(Command))


@pytest.fixture
def page(qtbot: QtBot, look: Look) -> Iterator[PlayerPage]:
    with shown_player_page(qtbot, look) as made:
        yield made


def opened(page: PlayerPage, **changes: object) -> FakePlayer:
    player = FakePlayer(player_view(**changes))
    page.open(player)
    return player


def shown(page: PlayerPage, view: PlayerView) -> FakePlayer:
    player = FakePlayer(view)
    page.open(player)
    return player


def test_the_view_is_shown(page: PlayerPage) -> None:
    opened(page)
    assert page.stage.instruction.text() == "Drive forward, stay tall"
    assert page.stage.count.texts == ("6", "of 10")
    assert page.stage.count.accessibleName() == "6 of 10"
    assert page.movement.text() == "/  C · Across the midline"
    assert page.side.text() == "Left side"
    assert page.stage.next_text.text() == "D · Swivel the rear foot, then forward"
    assert page.caption.text() == "Squeeze the left glute."
    assert page.remaining.text() == "5:12 left"
    assert page.transport._tempo.text() == "60 bpm"
    assert page.transport._tempo.accessibleName() == "60 beats a minute"
    assert page.transport._volume.text() == "80 %"
    assert page.session.accessibleName() == "41 % of the session"
    page.grab()


def test_a_pause_is_said_beside_the_time(page: PlayerPage) -> None:
    shown(page, PAUSED)
    assert page.remaining.text() == "Paused, 5:12 left"
    page.resize(420, 760)
    assert page.remaining.text() == "Paused"
    page.resize(1120, 760)
    shown(page, player_view())
    assert page.remaining.text() == "5:12 left"


def test_a_routine_names_its_drill(page: PlayerPage) -> None:
    opened(page, session_title="Before a run", drill_title="Hip flexor matrix")
    assert page.title.text() == "Before a run  /  Hip flexor matrix"


@pytest.mark.parametrize(
    ("changes", "texts"),
    [
        ({"count_in": 3, "rep": 0, "reps": 0}, ("3", "get set")),
        ({"rep": 0, "reps": 8}, ("1", "of 8")),
        ({"rep": 0, "reps": 0}, ("", "")),
    ],
)
def test_the_count(page: PlayerPage, changes: dict[str, object], texts: tuple[str, str]) -> None:
    opened(page, **changes)
    assert page.stage.count.texts == texts
    assert page.stage.count.isVisible() == bool(texts[0])
    page.grab()


@pytest.mark.parametrize("stroke", [Stroke.IN, Stroke.OUT, None])
@pytest.mark.parametrize("progress", [0.0, 0.001, 1.0])
def test_strokes_are_painted_at_every_point(page: PlayerPage, stroke: Stroke | None, progress: float) -> None:
    opened(page, stroke=stroke, stroke_progress=progress, beat_progress=progress)
    page.grab()


def test_a_stroke_is_seen_in_its_bar(page: PlayerPage, look: Look) -> None:
    accent = look.tokens.accent.lower()

    def colours(part: float) -> str:
        image = page.stage.strokes.grab().toImage()
        return image.pixelColor(round(image.width() * part), page.stage.beat.height() // 2).name()

    opened(page, stroke=Stroke.IN, stroke_progress=0.5)
    assert colours(0.1) == accent
    assert colours(0.4) != accent
    assert colours(0.6) != accent
    opened(page, stroke=Stroke.OUT, stroke_progress=0.5)
    assert colours(0.4) == accent
    assert colours(0.6) == accent
    assert colours(0.9) != accent


def test_only_while_it_plays_the_view_is_asked_for_again(page: PlayerPage) -> None:
    player = opened(page)
    assert page.is_repainting
    assert page.pulse._timer.timerType() is Qt.TimerType.PreciseTimer
    assert page.pulse._timer.interval() == REPAINT_MS
    page.pulse.look()
    assert player.looks == 2
    player.after[Command.TOGGLE] = PAUSED
    page.tell(Command.TOGGLE)
    assert not page.pulse.is_repainting
    player.after[Command.TOGGLE] = player_view()
    page.tell(Command.TOGGLE)
    assert page.is_repainting


@pytest.mark.parametrize("view", [PAUSED, WAITING, READY, FINISHED])
def test_a_session_that_stands_still_wakes_nobody(page: PlayerPage, view: PlayerView) -> None:
    player = opened(page)
    player.shown = view
    page.pulse.look()
    assert not page.is_repainting
    page.open(player)
    assert not page.is_repainting


WITHOUT_BUTTON = {Command.START, Command.PAUSE, Command.RESUME, Command.READY}  # the main one reads as these
BUTTONS = [each for each in Command if each not in WITHOUT_BUTTON]


@pytest.mark.parametrize("command", BUTTONS)
def test_every_button_gives_its_command(page: PlayerPage, command: Command) -> None:
    player = opened(page)
    button = page.transport.buttons[command]
    assert button.icon_name
    assert with_keys("", USUAL_KEYS, command) in button.toolTip()
    assert button.accessibleName() or button.text()
    QTest.mouseClick(button, LEFT)
    assert player.told == [command]


@pytest.mark.parametrize(
    ("view", "text", "icon"),
    [(READY, "Start", "play"), (player_view(), "Pause", "pause"), (PAUSED, "Go on", "play")],
)
def test_the_main_button_says_what_it_does(page: PlayerPage, view: PlayerView, text: str, icon: str) -> None:
    player = shown(page, view)
    button = page.transport.buttons[Command.TOGGLE]
    assert (button.text(), button.icon_name) == (text, icon)
    QTest.mouseClick(button, LEFT)
    assert player.told == [Command.TOGGLE]


def test_every_key_is_told(page: PlayerPage) -> None:
    for command, key, modifiers, text in PRESSES:
        commands = {Command.READY} if command is Command.READY else frozenset(Command)
        player = opened(page, commands=commands)
        QApplication.sendEvent(page, QKeyEvent(QEvent.Type.KeyPress, key.value, modifiers, text))
        assert player.told == [command], (key, modifiers)
        page.leave()


def test_a_held_key_is_told_once_unless_it_may_repeat(page: PlayerPage) -> None:
    for command, key, modifiers, text in PRESSES:
        player = opened(page, commands=frozenset({command}))
        held = QKeyEvent(QEvent.Type.KeyPress, key.value, modifiers, text, True)
        QApplication.sendEvent(page, held)
        assert player.told == ([command] if command in REPEATING else []), (key, modifiers)
        page.leave()


def test_the_finished_page_says_what_was_done(page: PlayerPage) -> None:
    lines = ("Hip flexor matrix, left side: 1 movement, 8 reps", "Less than a minute of movement")
    player = shown(page, player_view(phase=Phase.FINISHED, reps=0, instruction="Done.", summary=lines))
    assert page.stage.summary.isVisible()
    assert page.stage.summary.text() == "\n".join(lines)
    player.shown = player_view()
    page.pulse.look()
    assert page.stage.summary.isHidden()
    shown(page, FINISHED)
    assert page.stage.summary.isHidden()


def test_what_could_not_be_saved_is_said_on_the_finished_page(page: PlayerPage) -> None:
    shown(page, player_view(phase=Phase.FINISHED, reps=0, banner="The disk is full. Free some space."))
    assert page.banner.isVisible()
    assert page.banner.label.text() == "The disk is full. Free some space."


def test_only_what_changed_is_shown_anew(page: PlayerPage, monkeypatch: pytest.MonkeyPatch) -> None:
    player = opened(page)
    whole: list[PlayerView] = []
    monkeypatch.setattr(page, "_show_all", whole.append)
    for changes in ({"stroke_progress": 0.7}, {"beat_progress": 0.4}, {"remaining_seconds": 311.1}):
        player.shown = player_view(**changes)
        page.pulse.look()
    assert whole == []
    player.shown = player_view(remaining_seconds=310.9)
    page.pulse.look()
    assert len(whole) == 1


def test_another_size_is_shown_also_while_paused(page: PlayerPage) -> None:
    shown(page, PAUSED)
    page.resize(500, 760)
    assert page.title.isHidden()
    page.resize(1120, 760)
    assert page.title.isVisible()


def test_unknown_keys_do_nothing(page: PlayerPage) -> None:
    player = opened(page)
    for key in (Key.Key_X, Key.Key_F6, Key.Key_Tab, Key.Key_VolumeUp):
        QTest.keyClick(page, key)
    assert player.told == []


def test_keys_reach_the_page_from_a_focused_button(page: PlayerPage) -> None:
    player = opened(page)
    button = page.transport.buttons[Command.REPEAT]
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Key.Key_Right)
    QTest.keyClick(button, Key.Key_Space)
    QTest.keyClick(button, Key.Key_Return)
    assert player.told == [Command.NEXT, Command.REPEAT, Command.REPEAT]


def test_a_mouse_click_leaves_the_keyboard_on_the_page(page: PlayerPage) -> None:
    player = opened(page)
    QTest.mouseClick(page.transport.buttons[Command.NEXT], LEFT)
    assert page.hasFocus()
    QTest.keyClick(page, Key.Key_Space)
    assert player.told == [Command.NEXT, Command.TOGGLE]


def test_waiting_shows_one_large_button(page: PlayerPage) -> None:
    player = shown(page, WAITING)
    assert page.stage.ready.isVisible()
    assert page.stage.ready.height() >= 70
    assert page.transport.buttons[Command.TOGGLE].isHidden()
    assert not page.stage.count.isVisible()
    QTest.mouseClick(page.stage.ready, LEFT)
    assert player.told == [Command.READY]
    player.shown = player_view()
    page.tell(Command.READY)
    assert page.stage.ready.isHidden()
    assert page.transport.buttons[Command.TOGGLE].isVisible()


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_Return, Key.Key_Enter])
def test_the_end_leads_back(qtbot: QtBot, page: PlayerPage, key: Qt.Key) -> None:
    player = shown(page, FINISHED)
    assert page.stage.back.isVisible()
    assert page.transport.isHidden()
    assert page.remaining.isHidden()
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page, key)
    assert (player.told, player.closes) == ([], 1)


def test_the_back_button_leads_back(qtbot: QtBot, page: PlayerPage) -> None:
    player = shown(page, FINISHED)
    with qtbot.waitSignal(page.closed):
        QTest.mouseClick(page.stage.back, LEFT)
    assert player.closes == 1


def test_stop_ends_the_session_and_returns(window: MainWindow, coach: FakeCoach) -> None:
    window.start("hip-flexor-matrix")
    page = window.player_page
    coach.streak = 13
    QTest.keyClick(page, Key.Key_Escape)
    assert coach.player.told == [Command.START, Command.STOP]
    assert coach.player.closes == 1
    assert not page.is_repainting
    assert window.pages.currentWidget() is window.home
    assert window.home.today.streak.text() == "13"
    page.tell(Command.NEXT)
    page.leave()
    assert coach.player.told == [Command.START, Command.STOP]


def test_a_session_starts_at_once(window: MainWindow, coach: FakeCoach) -> None:
    coach.player = FakePlayer(READY, after={Command.START: player_view()})
    window.start("hip-flexor-matrix")
    assert coach.player.told == [Command.START]
    assert coach.player.looks == 1
    assert window.player_page.is_repainting
    assert window.player_page.transport.buttons[Command.TOGGLE].text() == "Pause"
    window.player_page.leave()


def test_who_stops_is_told_that_it_is_kept(window: MainWindow, coach: FakeCoach) -> None:
    words = "Stopped. What you have done is kept."
    notice = window.home.notice
    coach.player.after[Command.STOP] = player_view(phase=Phase.FINISHED, instruction=words)
    for _ in range(2):
        coach.player.shown = player_view()
        window.start("hip-flexor-matrix")
        assert notice.isHidden()
        QTest.keyClick(window.player_page, Key.Key_Q)
        assert notice.isVisible()
        assert notice.label.text() == words
        QTest.mouseClick(notice.close_button, LEFT)
        assert notice.isHidden()
    coach.player.shown = player_view()
    window.start("hip-flexor-matrix")
    QTest.keyClick(window.player_page, Key.Key_Q)
    QTest.mouseClick(window.home.drill_page.tempo.more, LEFT)
    assert notice.isHidden()


def test_who_comes_to_the_end_is_told_nothing_more(window: MainWindow, coach: FakeCoach) -> None:
    coach.player = FakePlayer(FINISHED)
    window.start("hip-flexor-matrix")
    QTest.mouseClick(window.player_page.stage.back, LEFT)
    assert window.home.notice.isHidden()


def test_problems_are_shown_in_the_banner(page: PlayerPage) -> None:
    player = opened(page, banner="No sound device was found. Connect one, and go on.")
    assert page.banner.isVisible()
    player.shown = player_view()
    page.tell(Command.REPEAT)
    assert page.banner.isHidden()


def test_what_is_worth_knowing_is_a_calm_line_that_goes_or_is_closed(page: PlayerPage) -> None:
    player = opened(page, notice="Captions, no voice, until 7:00.")
    assert page.hint.isVisible()
    assert page.hint.property("role") == "notice"
    assert page.banner.isHidden()
    page.hint.close_button.click()
    player.shown = player_view(notice="Captions, no voice, until 7:00.", rep=7)
    page.pulse.look()
    assert page.hint.isHidden()
    player.shown = player_view(notice="Left out: Pigeon.")
    page.pulse.look()
    assert page.hint.isVisible()
    player.shown = player_view()
    page.pulse.look()
    assert page.hint.isHidden()


def test_muted_is_said(page: PlayerPage) -> None:
    opened(page, is_muted=True)
    assert page.transport.buttons[Command.MUTE].accessibleName() == "Sound on"
    assert page.transport._volume.text() == "muted"


def test_what_cannot_be_told_now_is_greyed(page: PlayerPage) -> None:
    opened(page, commands=frozenset({Command.STOP, Command.TOGGLE}))
    enabled = {command for command, button in page.transport.buttons.items() if button.isEnabled()}
    assert enabled == {Command.STOP, Command.TOGGLE}


def test_f_fills_the_screen_with_larger_targets(window: MainWindow) -> None:
    window.start("hip-flexor-matrix")
    page = window.player_page
    QTest.keyClick(page, Key.Key_F)
    assert window.isFullScreen()
    QApplication.processEvents()
    assert page.transport.buttons[Command.NEXT].height() >= 56
    assert page.transport.full_screen.accessibleName() == "Leave full screen"
    QTest.keyClick(page, Key.Key_F11)
    assert not window.isFullScreen()
    QTest.mouseClick(page.transport.full_screen, LEFT)
    assert window.isFullScreen()
    held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_F.value, Qt.KeyboardModifier.NoModifier, "f", True)
    QApplication.sendEvent(page, held)
    assert window.isFullScreen()
    window.player_page.leave()
    assert not window.isFullScreen()


def test_esc_leaves_the_full_screen_first(window: MainWindow, coach: FakeCoach) -> None:
    window.start("hip-flexor-matrix")
    page = window.player_page
    stop, full_screen = page.transport.buttons[Command.STOP], page.transport.full_screen
    assert "(Esc, Q)" in stop.toolTip()
    assert "(F, F11)" in full_screen.toolTip()
    QTest.keyClick(page, Key.Key_F)
    assert "(Q)" in stop.toolTip()
    assert "(F, F11, Esc)" in full_screen.toolTip()
    QTest.keyClick(page, Key.Key_Escape)
    held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Escape.value, Qt.KeyboardModifier.NoModifier, "", True)
    QApplication.sendEvent(page, held)
    assert not window.isFullScreen()
    assert coach.player.told == [Command.START]
    assert "(Esc, Q)" in stop.toolTip()
    QTest.keyClick(page, Key.Key_Escape)
    assert coach.player.told == [Command.START, Command.STOP]


def test_q_stops_in_full_screen(window: MainWindow, coach: FakeCoach) -> None:
    window.start("hip-flexor-matrix")
    QTest.keyClick(window.player_page, Key.Key_F)
    QTest.keyClick(window.player_page, Key.Key_Q)
    assert coach.player.told == [Command.START, Command.STOP]
    assert not window.isFullScreen()


def test_a_held_esc_does_not_leave_the_end(page: PlayerPage) -> None:
    player = shown(page, FINISHED)
    held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Escape.value, Qt.KeyboardModifier.NoModifier, "", True)
    QApplication.sendEvent(page, held)
    assert player.closes == 0


def test_the_same_words_stand_once(page: PlayerPage) -> None:
    player = opened(page, instruction="Kneel on your left knee.", caption="Kneel on your left knee.")
    assert page.caption.text() == ""
    player.shown = player_view(instruction="Drive forward", caption="Stay tall.")
    page.tell(Command.REPEAT)
    assert page.caption.text() == "Stay tall."


def test_captions_are_read_as_easily_as_text(page: PlayerPage, look: Look) -> None:
    opened(page)
    page.caption.ensurePolished()
    assert page.caption.fontInfo().pixelSize() == 18
    assert page.caption.palette().color(page.caption.foregroundRole()) == look.colour("text")


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [420, 700])
def test_controls_of_one_thing_stay_on_one_line(
    page: PlayerPage, look: Look, width: int, scale: float
) -> None:
    look.set_text_scale(scale)
    page.resize(width, 800)
    opened(page)
    QApplication.processEvents()
    bar = page.transport
    together = [
        (bar.buttons[Command.SLOWER], bar._tempo, bar.buttons[Command.FASTER]),
        (bar.buttons[Command.QUIETER], bar._volume, bar.buttons[Command.LOUDER]),
        (bar.buttons[Command.NEXT], bar.buttons[Command.SKIP_SIDE]),
    ]
    for group in together:
        middles = {each.mapTo(page, each.rect().center()).y() // 4 for each in group}
        assert len(middles) == 1
        for each in group:
            assert each.width() >= each.sizeHint().width()


def test_in_the_smallest_window_the_main_controls_share_a_line(page: PlayerPage) -> None:
    page.resize(420, 480)
    opened(page)
    QApplication.processEvents()
    bar = page.transport
    upper = (Command.PREVIOUS, Command.REPEAT, Command.TOGGLE, Command.NEXT, Command.SKIP_SIDE)
    places = {bar.buttons[each].mapTo(page, QPoint(0, 0)).y() for each in upper}
    assert max(places) - min(places) <= 2


LONG = "Kneel on your left knee, right foot in front. Tuck your left toes under. Hold on to the wall."


@pytest.mark.parametrize("text", ["Drive forward, stay tall", LONG])
def test_in_the_smallest_window_the_headline_is_seen_whole(page: PlayerPage, text: str) -> None:
    page.resize(420, 480)
    for view in (player_view(instruction=text), player_view(phase=Phase.WAITING, reps=0, instruction=text)):
        shown(page, view)
        QApplication.processEvents()
        label = page.stage.instruction
        assert label._needed(QFontMetrics(label.font())).height() <= label.height()
        bottom = label.mapTo(page.middle.words.viewport(), QPoint(0, label.height())).y()
        assert bottom <= page.middle.words.viewport().height()


def test_where_the_text_leaves_no_room_the_controls_scroll_along(page: PlayerPage, look: Look) -> None:
    opened(page)
    look.set_text_scale(2.0)
    page.resize(420, 480)
    assert page.middle.words.isAncestorOf(page.transport)
    page.resize(1120, 760)
    assert not page.middle.words.isAncestorOf(page.transport)
    assert page.remaining.isVisible()


def test_full_screen_gives_a_maximised_window_back(window: MainWindow) -> None:
    window.showMaximized()
    window.start("hip-flexor-matrix")
    QTest.keyClick(window.player_page, Key.Key_F)
    QTest.keyClick(window.player_page, Key.Key_F)
    assert window.isMaximized()
    window.player_page.leave()


def test_news_is_announced_once(page: PlayerPage, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "mobility_coach.ui.player.player_page.announce", lambda _, text, **_more: said.append(text)
    )
    player = opened(page)
    page.pulse.look()
    player.shown = player_view(announcement="Rep 7 of 10")
    page.pulse.look()
    assert said == ["Rep 6 of 10", "Rep 7 of 10"]


def test_announcements_reach_qt(page: PlayerPage, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[object] = []
    monkeypatch.setattr(QtGui.QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QtGui.QAccessible, "updateAccessibility", sent.append)
    announce.announce(page, "Rep 3 of 10")
    announce.announce(page, "")
    assert [event.message() for event in sent] == ["Rep 3 of 10"]  # type: ignore[attr-defined]
    monkeypatch.delattr(QtGui, "QAccessibleAnnouncementEvent")
    announce.announce(page, "Rep 4 of 10")
    assert len(sent) == 1


def test_what_stands_still_may_cut_short_what_is_being_read(
    page: PlayerPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[object] = []
    monkeypatch.setattr(QtGui.QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QtGui.QAccessible, "updateAccessibility", sent.append)
    player = opened(page)
    for view in (player_view(phase=Phase.PAUSED, announcement="Paused"), player_view(announcement="3")):
        player.shown = view
        page.tell(Command.TOGGLE)
    politeness = QtGui.QAccessible.AnnouncementPoliteness
    said = [
        (each.message(), each.politeness())
        for each in sent
        if isinstance(each, QtGui.QAccessibleAnnouncementEvent)
    ]
    assert said == [
        ("Rep 6 of 10", politeness.Polite),
        ("Paused", politeness.Assertive),
        ("3", politeness.Polite),
    ]


@pytest.mark.parametrize("size", [(420, 480), (480, 800), (1120, 760), (3840, 2160)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_off_at_any_size(
    page: PlayerPage, look: Look, size: tuple[int, int], scale: float
) -> None:
    look.set_text_scale(scale)
    page.resize(*size)
    for view in (player_view(), WAITING, FINISHED, READY):
        shown(page, view)
        QApplication.processEvents()
        page.grab()
        for button in page.transport.buttons.values():
            if button.isVisible():
                place = button.mapTo(page, QPoint(0, 0))
                assert place.x() >= 0
                assert place.x() + button.width() <= page.width()
                assert button.width() >= button.minimumSizeHint().width()


def test_from_afar_everything_grows(page: PlayerPage) -> None:
    opened(page)
    small = page.stage.instruction.font().pixelSize()
    page.resize(2400, 1600)
    QApplication.processEvents()
    assert page.stage.instruction.font().pixelSize() > 1.5 * small


def test_a_second_session_starts_afresh(window: MainWindow, coach: FakeCoach) -> None:
    window.start("ankle-rolls")
    window.player_page.leave()
    coach.player = FakePlayer(READY)
    window.start("hip-flexor-matrix")
    assert window.player_page.stage.count.texts == ("", "")
    window.player_page.leave()


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-1, "0:00"), (0, "0:00"), (0.2, "0:01"), (59.2, "1:00"), (311.2, "5:12"), (3912, "1:05:12")],
)
def test_clock_texts(seconds: float, text: str) -> None:
    assert clock_text(seconds) == text
