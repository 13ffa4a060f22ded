import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from mobility_coach.domain.commands import COMMANDS, Command
from mobility_coach.ui.player.keys import REPEATING, command_for, key_caps, key_names, short_key

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier
Key = Qt.Key

PRESSES = [
    (Command.START, Key.Key_Return, NONE, "\r"),
    (Command.START, Key.Key_Enter, KEYPAD, "\r"),
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
    assert command_for(press(key, modifiers, text), possible) is command


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
    assert command_for(press(key, modifiers, text), set(Command)) is None


def test_a_key_that_qt_does_not_list_means_nothing() -> None:
    assert command_for(QKeyEvent(QEvent.Type.KeyPress, 0x01FFFF42, NONE), set(Command)) is None


def test_what_is_not_possible_now_is_not_given() -> None:
    assert command_for(press(Key.Key_Space), {Command.STOP}) is None


@pytest.mark.parametrize(("command", "key", "modifiers", "text"), PRESSES)
def test_a_held_key_repeats_only_tempo_and_volume(
    command: Command, key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str
) -> None:
    given = command_for(press(key, modifiers, text, repeats=True), {command})
    assert given is (command if command in REPEATING else None)


def test_keys_are_named() -> None:
    assert key_names(Command.TOGGLE) == "Space, K"
    assert key_names(Command.PAUSE) == ""


def test_caps_show_signs_and_one_name_for_the_same_media_key() -> None:
    assert key_caps(Command.TOGGLE) == ["Space", "K", "Media Play"]
    assert key_caps(Command.NEXT) == ["→", "N", "Media Next"]
    assert key_caps(Command.PAUSE) == ["Media Pause"]


def test_the_short_key_is_no_combination() -> None:
    assert [short_key(each) for each in (Command.LOUDER, Command.FASTER, Command.STOP, Command.PAUSE)] == [
        "]",
        "+",
        "Esc",
        "",
    ]
