"""All keys of all commands in all faces; and the list of them over the other pages."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from mobility_coach.domain.commands import Command
from mobility_coach.domain.key_names import is_sign
from mobility_coach.domain.keys import USUAL_KEYS, KeyMap
from mobility_coach.domain.routine import ad_break_id
from mobility_coach.domain.window_commands import HOME_COMMANDS, FaceCommand, HomeCommand
from mobility_coach.services.presenters.hearing_words import sayings
from mobility_coach.ui.home.ad_break_row import asked_ad_break
from mobility_coach.ui.look import Look
from mobility_coach.ui.main_window import MainWindow
from mobility_coach.ui.player.face import Face
from mobility_coach.ui.player.key_help import KeyHelp
from mobility_coach.ui.player.keys import key_names
from tests.ui.fakes import FakeCoach

Key = Qt.Key
CHOSEN = (
    USUAL_KEYS.with_key(Command.NEXT, "K")
    .with_key(Command.MUTE, "Media Next")
    .with_key(FaceCommand.TV, "Shift+Up")
    .without_key(Command.TOGGLE, ".")
    .with_key(Command.REPEAT, "Ctrl+Up")
    .with_key(Command.SLOWER, "Ö")
)


def event_of(name: str) -> QKeyEvent:
    """The press of a key by its name."""
    combination = QKeySequence.fromString(name, QKeySequence.SequenceFormat.PortableText)[0]  # type: ignore[index]
    assert isinstance(combination, QKeyCombination)
    text = {"Space": " ", "Return": "\r"}.get(name, name.lower() if is_sign(name) else "")
    return QKeyEvent(QEvent.Type.KeyPress, combination.key().value, combination.keyboardModifiers(), text)


@pytest.fixture
def shown_in(window: MainWindow, coach: FakeCoach) -> Iterator[Callable[[Face], MainWindow]]:
    """A session, shown in a face."""

    def shown(face: Face) -> MainWindow:
        window.start("ankle-rolls")
        window.faces.show_in(face)
        coach.player.told.clear()
        return window

    yield shown
    window.faces.leave()


@pytest.mark.parametrize("keys", [USUAL_KEYS, CHOSEN], ids=["usual", "chosen"])
@pytest.mark.parametrize("face", list(Face))
def test_every_key_gives_its_command_in_every_face(
    shown_in: Callable[[Face], MainWindow], coach: FakeCoach, look: Look, face: Face, keys: KeyMap
) -> None:
    look.use_keys(keys)
    window = shown_in(face)
    shown = window.faces._shown
    for command in Command:
        if command is Command.STOP:
            continue
        for name in (*keys.keys(command), *keys.media_keys(command)):
            coach.player.told.clear()
            shown.keyPressEvent(event_of(name))
            given = coach.player.told[-1:]
            assert given == [command] or _may_be_shared(command, given), (command, name)
    taken = [name for name in USUAL_KEYS.keys(Command.TOGGLE) if name not in keys.keys(Command.TOGGLE)]
    for name in taken:
        coach.player.told.clear()
        shown.keyPressEvent(event_of(name))
        assert Command.TOGGLE not in coach.player.told


def _may_be_shared(command: Command, given: list[Command]) -> bool:
    """What starts and goes on may be possible at other times alone."""
    return command in (Command.START, Command.RESUME) and given in ([], [Command.READY])


@pytest.mark.parametrize("face", list(Face))
def test_the_question_mark_lists_all_keys_in_every_face(
    shown_in: Callable[[Face], MainWindow], face: Face
) -> None:
    shown = shown_in(face).faces._shown
    shown.keyPressEvent(event_of("?"))
    assert isinstance(shown.key_help, KeyHelp)  # type: ignore[union-attr]
    shown.keyPressEvent(event_of("Esc"))
    assert shown.key_help is None  # type: ignore[union-attr]


@pytest.mark.parametrize("face", list(Face))
def test_end_and_home_lead_to_the_ends_of_the_list_in_every_face(
    shown_in: Callable[[Face], MainWindow], coach: FakeCoach, face: Face
) -> None:
    shown = shown_in(face).faces._shown
    shown.resize(600, 400)  # type: ignore[union-attr]
    shown.keyPressEvent(event_of("?"))
    sheet = shown.key_help  # type: ignore[union-attr]
    assert isinstance(sheet, KeyHelp)
    QApplication.processEvents()
    bar = sheet._scroll.verticalScrollBar()
    assert bar.maximum() > 0
    for keyboard in (sheet._scroll, sheet.close_button):
        QTest.keyClick(keyboard, Key.Key_End)
        assert bar.value() == bar.maximum()
        QTest.keyClick(keyboard, Key.Key_Home)
        assert bar.value() == 0
    QTest.keyClick(sheet._scroll, Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert bar.value() == 0
    assert coach.player.told == []
    shown.keyPressEvent(event_of("Esc"))


def test_all_keys_of_the_main_page_do_what_the_list_says(
    window: MainWindow,
) -> None:
    home = window.home
    done: list[HomeCommand] = []
    home.history_asked.connect(lambda: done.append(HomeCommand.HISTORY))
    home.settings_asked.connect(lambda: done.append(HomeCommand.SETTINGS))
    home.breaks_asked.connect(lambda: done.append(HomeCommand.BREAKS))
    for command in (HomeCommand.HISTORY, HomeCommand.SETTINGS, HomeCommand.BREAKS):
        for name in HOME_COMMANDS[command].keys:
            window.show_home()
            home.list_of_drills.setFocus()
            QApplication.sendEvent(home.list_of_drills, event_of(name))
            assert done.pop() is command
    window.show_home()
    for name in HOME_COMMANDS[HomeCommand.SEARCH].keys:
        home.list_of_drills.setFocus()
        QApplication.sendEvent(home.list_of_drills, event_of(name))
        assert home.search.hasFocus()
    breaks = (HomeCommand.AD_BREAK_1, HomeCommand.AD_BREAK_2, HomeCommand.AD_BREAK_3)
    for minutes, command in enumerate(breaks, start=1):
        (name,) = HOME_COMMANDS[command].keys
        assert asked_ad_break(event_of(name)) == ad_break_id(minutes)


def test_the_list_of_keys_lies_over_every_page_and_gives_the_keyboard_back(window: MainWindow) -> None:
    window.activateWindow()
    listed = window.home.list_of_drills
    listed.setFocus()
    press_in_window("?")
    sheet = window._made_key_sheet().help
    assert sheet.isVisible()
    assert sheet.geometry() == window.pages.rect()
    window.resize(700, 600)
    QApplication.processEvents()
    assert sheet.geometry() == window.pages.rect()
    press_in_window("?")
    assert not sheet.isVisible()
    assert listed.hasFocus()
    press_in_window("?")
    press_in_window("Esc")
    assert not sheet.isVisible()
    assert listed.hasFocus()


def test_the_list_goes_when_another_page_comes(window: MainWindow) -> None:
    window.activateWindow()
    press_in_window("?")
    sheet = window._made_key_sheet().help
    assert sheet.isVisible()
    window.home.history_asked.emit()
    assert not sheet.isVisible()


@pytest.mark.parametrize(
    ("is_on", "line", "is_told"), [(True, "", True), (False, "", False), (True, "pip install it", False)]
)
def test_what_can_be_said_comes_first_where_spoken_commands_are_on_and_possible(
    window: MainWindow, coach: FakeCoach, is_on: bool, line: str, is_told: bool
) -> None:
    def told() -> list[str]:
        press_in_window("?")
        sheet = window._made_key_sheet().help
        texts = [each.text() for each in sheet.findChildren(QLabel) if each.isVisible()]
        press_in_window("?")
        return texts

    window.activateWindow()
    window.home.list_of_drills.setFocus()
    assert "What you can say" not in told()
    coach.change_setting("voice_commands", is_on)
    coach.heard.line = line
    texts = told()
    assert ("What you can say" in texts) is is_told
    if is_told:
        assert texts.index("What you can say") < texts.index("In a session")
        assert {saying.words for saying in sayings()} <= set(texts)


def test_a_question_mark_in_the_search_is_a_letter(window: MainWindow) -> None:
    window.activateWindow()
    window.home.focus_search()
    QTest.keyClicks(window.home.search, "?")
    assert window.home.search.text() == "?"
    assert window._key_sheet is None


def press_in_window(name: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QApplication.sendEvent(focused, event_of(name))


def test_buttons_say_the_chosen_keys(shown_in: Callable[[Face], MainWindow], look: Look) -> None:
    bar = shown_in(Face.PAGE).faces.page.transport
    look.use_keys(CHOSEN)
    for command, button in bar.buttons.items():
        assert key_names(CHOSEN, command) in button.toolTip()
    for face, button in bar._face_buttons.items():
        assert key_names(CHOSEN, face) in button.toolTip()
    assert bar.buttons[Command.NEXT].cap == "→"
    look.use_keys(USUAL_KEYS.without_key(Command.NEXT, "Right"))
    assert bar.buttons[Command.NEXT].cap == "N"
