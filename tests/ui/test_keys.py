import pytest
from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from mobility_coach.domain.commands import COMMANDS, Command
from mobility_coach.domain.key_names import NAMED_KEYS
from mobility_coach.domain.keys import USUAL_KEYS
from mobility_coach.domain.window_commands import FaceCommand, HomeCommand
from mobility_coach.ui.player.keys import (
    REPEATING,
    command_for,
    face_command_for,
    home_command_for,
    is_only_held,
    is_pressed,
    key_caps,
    key_names,
    pressed_key,
    short_key,
    with_keys,
)

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier
Key = Qt.Key

PRESSES = [
    (Command.START, Key.Key_Return, NONE, "\r"),
    (Command.START, Key.Key_Enter, KEYPAD, "\r"),
    (Command.START, Key.Key_F5, NONE, ""),
    (Command.PAUSE, Key.Key_H, NONE, "h"),
    (Command.PAUSE, Key.Key_Pause, NONE, ""),
    (Command.RESUME, Key.Key_G, NONE, "g"),
    (Command.TOGGLE, Key.Key_B, NONE, "b"),
    (Command.TOGGLE, Key.Key_Period, NONE, "."),
    (Command.NEXT, Key.Key_PageDown, NONE, ""),
    (Command.PREVIOUS, Key.Key_PageUp, NONE, ""),
    (Command.READY, Key.Key_F5, NONE, ""),
    (Command.TOGGLE, Key.Key_Space, NONE, " "),
    (Command.TOGGLE, Key.Key_K, NONE, "k"),
    (Command.NEXT, Key.Key_Right, NONE, ""),
    (Command.NEXT, Key.Key_Right, KEYPAD, ""),
    (Command.NEXT, Key.Key_N, NONE, "n"),
    (Command.PREVIOUS, Key.Key_Left, NONE, ""),
    (Command.PREVIOUS, Key.Key_P, NONE, "p"),
    (Command.REPEAT, Key.Key_R, NONE, "r"),
    (Command.SKIP_SIDE, Key.Key_S, NONE, "s"),
    (Command.READY, Key.Key_Y, NONE, "y"),
    (Command.SLOWER, Key.Key_Minus, NONE, "-"),
    (Command.SLOWER, Key.Key_Down, NONE, ""),
    (Command.FASTER, Key.Key_Plus, SHIFT, "+"),
    (Command.FASTER, Key.Key_Plus, KEYPAD, "+"),
    (Command.FASTER, Key.Key_Up, NONE, ""),
    (Command.LOUDER, Key.Key_Up, SHIFT, ""),
    (Command.LOUDER, Key.Key_BracketRight, Qt.KeyboardModifier.GroupSwitchModifier, "]"),
    (Command.QUIETER, Key.Key_Down, SHIFT, ""),
    (Command.QUIETER, Key.Key_BracketLeft, NONE, "["),
    (Command.MUTE, Key.Key_M, NONE, "m"),
    (Command.STOP, Key.Key_Escape, NONE, "\x1b"),
    (Command.STOP, Key.Key_Q, NONE, "q"),
    (Command.TOGGLE, Key.Key_MediaTogglePlayPause, NONE, ""),
    (Command.TOGGLE, Key.Key_MediaPlay, NONE, ""),
    (Command.PAUSE, Key.Key_MediaPause, NONE, ""),
    (Command.STOP, Key.Key_MediaStop, NONE, ""),
    (Command.NEXT, Key.Key_MediaNext, NONE, ""),
    (Command.PREVIOUS, Key.Key_MediaPrevious, NONE, ""),
]


def press(
    key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, text: str = "", *, repeats: bool = False
) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key.value, modifiers, text, repeats)


@pytest.mark.parametrize(("command", "key", "modifiers", "text"), PRESSES)
def test_every_key_gives_its_command(
    command: Command, key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str
) -> None:
    possible = {command} if command in (Command.START, Command.READY) else set(Command)
    assert command_for(press(key, modifiers, text), possible, USUAL_KEYS) is command


def test_every_key_of_the_table_is_tried() -> None:
    with_keys = {command for command, info in COMMANDS.items() if info.keys or info.media_keys}
    assert {command for command, *_ in PRESSES} == with_keys


@pytest.mark.parametrize(
    ("key", "modifiers", "text"),
    [
        (Key.Key_X, NONE, "x"),
        (Key.Key_N, CONTROL, ""),
        (Key.Key_Minus, CONTROL, "-"),
        (Key.Key_Right, Qt.KeyboardModifier.AltModifier, ""),
        (Key.Key_unknown, NONE, ""),
        (Key.Key_VolumeUp, NONE, ""),
        (Key.Key_VolumeDown, NONE, ""),
        (Key.Key_VolumeMute, NONE, ""),
    ],
)
def test_other_keys_mean_nothing(key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str) -> None:
    assert command_for(press(key, modifiers, text), set(Command), USUAL_KEYS) is None


def test_a_key_that_qt_does_not_list_means_nothing() -> None:
    assert command_for(QKeyEvent(QEvent.Type.KeyPress, 0x01FFFF42, NONE), set(Command), USUAL_KEYS) is None


def test_what_is_not_possible_now_is_not_given() -> None:
    assert command_for(press(Key.Key_Space), {Command.STOP}, USUAL_KEYS) is None


@pytest.mark.parametrize(("command", "key", "modifiers", "text"), PRESSES)
def test_a_held_key_repeats_only_tempo_and_volume(
    command: Command, key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str
) -> None:
    given = command_for(press(key, modifiers, text, repeats=True), {command}, USUAL_KEYS)
    assert given is (command if command in REPEATING else None)


def test_chosen_keys_give_their_command_and_no_other() -> None:
    keys = USUAL_KEYS.with_key(Command.NEXT, "K").with_key(Command.SKIP_SIDE, "Media Next")
    everything = set(Command)
    assert command_for(press(Key.Key_K, NONE, "k"), everything, keys) is Command.NEXT
    assert command_for(press(Key.Key_MediaNext), everything, keys) is Command.SKIP_SIDE
    assert command_for(press(Key.Key_K, NONE, "k"), everything - {Command.NEXT}, keys) is None
    assert face_command_for(press(Key.Key_T, NONE, "t"), keys) is FaceCommand.TV
    assert face_command_for(press(Key.Key_X, NONE, "x"), keys) is None
    with_x = keys.with_key(FaceCommand.TV, "X")
    assert face_command_for(press(Key.Key_X, NONE, "x"), with_x) is FaceCommand.TV


def test_keys_are_named() -> None:
    assert key_names(USUAL_KEYS, Command.MUTE) == "M"
    without = USUAL_KEYS.without_key(Command.MUTE, "M")
    assert key_names(without, Command.MUTE) == short_key(without, Command.MUTE) == ""
    assert with_keys("Mute", without, Command.MUTE) == "Mute"
    assert with_keys("Mute", USUAL_KEYS, Command.MUTE) == "Mute (M)"


def test_caps_show_signs_and_one_name_for_the_same_media_key() -> None:
    assert key_caps(USUAL_KEYS, Command.TOGGLE) == ["Space", "K", "B", ".", "Media Play"]
    assert key_caps(USUAL_KEYS, Command.NEXT) == ["→", "N", "PgDown", "Media Next"]
    assert key_caps(USUAL_KEYS, FaceCommand.FULL_SCREEN) == ["F", "F11"]


def test_the_short_key_is_no_combination() -> None:
    shown = [Command.LOUDER, Command.FASTER, Command.STOP]
    assert [short_key(USUAL_KEYS, each) for each in shown] == ["]", "+", "Esc"]


@pytest.mark.parametrize("name", [*NAMED_KEYS, "K", "Ctrl+K", "Meta+Ctrl+Alt+Shift+K", "Ctrl++", "Ctrl+,"])
def test_every_name_is_one_of_a_key_that_gives_what_it_is_chosen_for(name: str) -> None:
    sequence = QKeySequence.fromString(name, QKeySequence.SequenceFormat.PortableText)
    assert sequence.count() == 1
    combination = sequence[0]  # type: ignore[index]  # the stubs don't know it
    assert isinstance(combination, QKeyCombination)
    text = combination.key().name.removeprefix("Key_") if name in ("K", "Space") else ""
    pressed = press(combination.key(), combination.keyboardModifiers(), text)
    assert pressed_key(pressed) == name
    assert is_pressed(pressed, name)


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "name"),
    [
        (Key.Key_Plus, SHIFT, "+", "+"),
        (Key.Key_Question, SHIFT, "?", "?"),
        (Key.Key_BracketLeft, Qt.KeyboardModifier.GroupSwitchModifier, "[", "["),
        (Key.Key_5, KEYPAD, "5", "5"),
        (Key.Key_Enter, KEYPAD, "\r", "Return"),
        (Key.Key_Backtab, SHIFT, "", "Shift+Tab"),
        (Key.Key_Odiaeresis, NONE, "ö", "Ö"),
        (Key.Key_unknown, NONE, "й", "Й"),
        (Key.Key_Left, KEYPAD, "", "Left"),
        (Key.Key_Shift, SHIFT, "", ""),
        (Key.Key_AltGr, NONE, "", ""),
        (Key.Key_Dead_Grave, NONE, "", ""),
        (Key.Key_unknown, NONE, "", ""),
        (Key.Key_unknown, NONE, "🙂", ""),
        (Key.Key_K, CONTROL, "\x0b", "Ctrl+K"),
    ],
)
def test_what_is_pressed_has_one_name(
    key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str, name: str
) -> None:
    pressed = press(key, modifiers, text)
    assert pressed_key(pressed) == name
    assert not name or is_pressed(pressed, name)
    assert is_only_held(pressed) is (key in (Key.Key_Shift, Key.Key_AltGr))


def test_a_held_key_does_nothing_on_the_main_page() -> None:
    assert home_command_for(press(Key.Key_H, CONTROL)) is HomeCommand.HISTORY
    assert home_command_for(press(Key.Key_H, CONTROL, repeats=True)) is None
    assert home_command_for(press(Key.Key_X, NONE, "x")) is None
