"""Keys are changed in the settings, by keyboard alone, and everything follows at once."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from mobility_coach.domain.commands import Command
from mobility_coach.domain.keys import KEY_COMMANDS, MOST_KEYS, USUAL_KEYS
from mobility_coach.domain.window_commands import FaceCommand
from mobility_coach.ui.look import Look
from mobility_coach.ui.main_window import MainWindow
from mobility_coach.ui.settings.key_row import KeyEditor, KeyRow
from mobility_coach.ui.settings.keys_part import KeysPart
from mobility_coach.ui.settings.settings_page import SettingsPage
from tests.ui.fakes import FakeCoach
from tests.ui.opened_pages import opened_settings

Key = Qt.Key


@pytest.fixture
def page(qtbot: QtBot, look: Look, coach: FakeCoach) -> SettingsPage:
    page = SettingsPage(look, coach)
    page.resize(1120, 900)
    page.refresh()
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    return page


@pytest.fixture
def part(qtbot: QtBot, look: Look, coach: FakeCoach) -> KeysPart:
    """Alone, which is quicker than the whole page."""
    made = KeysPart(look, coach)
    made.resize(760, 900)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def editor(row: KeyRow) -> KeyEditor:
    assert row.editor is not None
    return row.editor


def opened(part: KeysPart, command: Command | FaceCommand) -> KeyEditor:
    if not part.rows:
        QTest.keyClick(part.unfold, Key.Key_Return)
    part.rows[command].change.setFocus()
    QTest.keyClick(part.rows[command].change, Key.Key_Return)
    return editor(part.rows[command])


def press(
    key: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """As the desktop does it: whoever has the keyboard gets it."""
    focused = QApplication.focusWidget()
    assert focused is not None
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        QApplication.sendEvent(focused, QKeyEvent(kind, key.value, modifiers, text))


def add(part: KeysPart, command: Command | FaceCommand, key: Qt.Key, text: str = "") -> KeyEditor:
    row = opened(part, command)
    press(Key.Key_Return)
    press(key, text)
    return row


def caps(row: KeyRow) -> list[str]:
    return [each.text() for each in row.caps.findChildren(QLabel) if not each.isHidden()]


def test_every_command_has_a_row_with_its_keys(part: KeysPart) -> None:
    assert part.rows == {}
    QTest.keyClick(part.unfold, Key.Key_Return)
    assert part.unfold.isHidden()
    assert list(part.rows) == list(KEY_COMMANDS)
    assert part.rows[Command.START].change.hasFocus()
    for command, row in part.rows.items():
        assert row.line.label.text() == KEY_COMMANDS[command].text
        assert len(caps(row)) >= len(USUAL_KEYS.keys(command))
        assert KEY_COMMANDS[command].text in row.change.accessibleName()
        assert caps(row)[0] in row.change.accessibleDescription()
    assert part.restore.isHidden()


def test_a_free_key_is_added_by_keyboard_alone(page: SettingsPage, coach: FakeCoach) -> None:
    told: list[str] = []
    page.setting_changed.connect(told.append)
    page.closed.connect(lambda: told.append("closed"))
    part = page.keys
    row = opened(part, Command.NEXT)
    assert row.add.hasFocus()
    press(Key.Key_Return)
    assert row.catcher.hasFocus()
    assert row.catcher.accessibleName() == "Press the key for “Next”. Esc cancels."
    press(Key.Key_Shift, "", Qt.KeyboardModifier.ShiftModifier)
    assert row.catcher.hasFocus()
    press(Key.Key_X, "x")
    assert coach.key_map.keys(Command.NEXT) == ("Right", "N", "PgDown", "X")
    assert told == ["keys"]
    assert row.add.hasFocus()
    press(Key.Key_Escape)
    assert not part.rows[Command.NEXT].is_open
    assert part.rows[Command.NEXT].change.hasFocus()
    assert "X" in caps(part.rows[Command.NEXT])
    assert told == ["keys"]


def test_a_key_is_taken_from_another_only_when_wanted(part: KeysPart, coach: FakeCoach) -> None:
    row = add(part, Command.NEXT, Key.Key_K, "k")
    assert row.message.text() == "K gives “Pause or go on” now. Use it here instead?"
    assert row.use.hasFocus()
    assert coach.key_map == USUAL_KEYS
    QTest.keyClick(row.leave, Key.Key_Return)
    assert coach.key_map == USUAL_KEYS
    assert row.message.isHidden()
    QTest.keyClick(row.add, Key.Key_Return)
    press(Key.Key_K, "k")
    press(Key.Key_Return)
    assert "K" in coach.key_map.keys(Command.NEXT)
    assert "K" not in caps(part.rows[Command.TOGGLE])


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        (Key.Key_Question, "?", "? always stays with “Keys”."),
        (Key.Key_Return, "\r", "Return always stays with “Start”."),
        (Key.Key_Tab, "\t", "Tab is needed elsewhere"),
        (Key.Key_unknown, "", "This key can't be used"),
        (Key.Key_unknown, "🙂", "This key can't be used"),
        (Key.Key_N, "n", "N does that already."),
    ],
)
def test_a_key_that_can_not_be_used_is_told_and_another_waited_for(
    part: KeysPart, coach: FakeCoach, key: Qt.Key, text: str, words: str
) -> None:
    row = add(part, Command.NEXT, key, text)
    assert row.message.text().startswith(words)
    assert row.catcher.hasFocus()
    assert coach.key_map == USUAL_KEYS
    press(Key.Key_End)
    assert "End" in coach.key_map.keys(Command.NEXT)


def test_where_there_are_as_many_keys_as_can_be_none_is_waited_for(part: KeysPart, coach: FakeCoach) -> None:
    add(part, Command.NEXT, Key.Key_X, "x")
    full = coach.key_map
    assert len(full.keys(Command.NEXT)) == MOST_KEYS
    row = opened(part, Command.NEXT)
    QApplication.processEvents()
    QTest.keyClick(row.add, Key.Key_Return)
    assert row.catcher.isHidden()
    assert row.message.text() == "“Next” has 4 keys already; remove one of them first."
    right = next(iter(row.removes.values()))
    assert right.hasFocus()
    assert right.accessibleName() == "Remove key Right"
    press(Key.Key_Y, "y")
    assert coach.key_map == full
    QTest.keyClick(right, Key.Key_Return)
    assert row.message.isHidden()
    QTest.keyClick(row.add, Key.Key_Return)
    press(Key.Key_End)
    assert coach.key_map.keys(Command.NEXT) == ("N", "PgDown", "X", "End")


def test_esc_and_turning_away_cancel(part: KeysPart, coach: FakeCoach) -> None:
    row = add(part, Command.NEXT, Key.Key_Escape)
    assert row.catcher.isHidden()
    assert row.add.hasFocus()
    QTest.keyClick(row.add, Key.Key_Return)
    row.finish.setFocus()
    assert row.catcher.isHidden()
    press(Key.Key_X, "x")
    assert coach.key_map == USUAL_KEYS


def test_keys_are_removed_but_not_the_last_way_out(part: KeysPart, coach: FakeCoach) -> None:
    row = opened(part, Command.STOP)
    assert list(row.removes) == ["Q"]
    assert row.removes["Q"].text() == row.removes["Q"].accessibleName() == "Remove key Q"
    QTest.keyClick(row.removes["Q"], Key.Key_Return)
    assert coach.key_map.keys(Command.STOP) == ("Esc",)
    assert row.add.hasFocus()
    assert row.usual.isVisible()
    QTest.keyClick(row.usual, Key.Key_Return)
    assert coach.key_map == USUAL_KEYS
    assert row.usual.isHidden()


def test_a_command_without_keys_says_so(part: KeysPart, coach: FakeCoach) -> None:
    row = opened(part, Command.MUTE)
    QTest.keyClick(row.removes["M"], Key.Key_Return)
    QTest.keyClick(row.finish, Key.Key_Return)
    assert caps(part.rows[Command.MUTE]) == ["no key"]
    assert part.rows[Command.MUTE].change.accessibleDescription() == "no key"


def test_all_go_back_to_the_usual_and_back_from_there(part: KeysPart, coach: FakeCoach) -> None:
    add(part, Command.NEXT, Key.Key_X, "x")
    add(part, FaceCommand.TV, Key.Key_Red)
    chosen = coach.key_map
    QTest.keyClick(part.restore, Key.Key_Return)
    assert coach.key_map == USUAL_KEYS
    assert part.restore.text() == "Undo"
    QTest.keyClick(part.restore, Key.Key_Return)
    assert coach.key_map == chosen
    assert part.restore.text() == "Reset to usual"


def test_one_row_is_open_at_a_time_and_none_when_the_page_comes_again(page: SettingsPage) -> None:
    part = page.keys
    opened(part, Command.NEXT)
    opened(part, Command.MUTE)
    assert [command for command, row in part.rows.items() if row.is_open] == [Command.MUTE]
    part.rows[Command.MUTE].open()
    page.refresh()
    assert not any(row.is_open for row in part.rows.values())


def test_what_is_not_saved_is_told(part: KeysPart, coach: FakeCoach) -> None:
    coach.refusal = "The settings could not be saved."
    add(part, Command.NEXT, Key.Key_X, "x")
    assert part.problem.text() == "The settings could not be saved."
    assert "X" not in caps(part.rows[Command.NEXT])


def test_what_shows_a_session_follows_at_once(window: MainWindow, look: Look, coach: FakeCoach) -> None:
    page = opened_settings(window)
    page.activateWindow()
    stage, next_button = window.player_page.stage, window.player_page.transport.buttons[Command.NEXT]
    add(page.keys, Command.NEXT, Key.Key_X, "x")
    add(page.keys, Command.READY, Key.Key_Z, "z")
    assert look.keys == coach.key_map
    assert "(Right, N, PgDown, X)" in next_button.toolTip()
    assert "Z" in stage.ready.toolTip()
    window.start("ankle-rolls")
    coach.player.told.clear()
    QTest.keyClick(window.player_page, Key.Key_X)
    assert coach.player.told == [Command.NEXT]
    window.faces.leave()


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [480, 1120])
def test_nothing_is_cut_off(page: SettingsPage, look: Look, width: int, scale: float) -> None:
    part = page.keys
    look.set_text_scale(scale)
    page.resize(width, 900)
    add(part, Command.NEXT, Key.Key_K, "k")
    for _ in range(4):
        QApplication.processEvents()
    viewport = page.body.viewport()
    content = page.body.widget()
    assert content is not None
    assert content.width() <= viewport.width()
    row = part.rows[Command.NEXT]
    for widget in (row, editor(row).use, editor(row).leave, editor(row).message):
        assert part.panel.rect().contains(widget.mapTo(part.panel, widget.rect().center()))
        assert widget.width() >= widget.minimumSizeHint().width()
