"""Which pressed key gives which command, and how keys are written; which there are, a `KeyMap` knows."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from mobility_coach.domain.commands import COMMANDS, Command
from mobility_coach.domain.key_names import is_sign, is_single, key_name
from mobility_coach.domain.window_commands import HOME_COMMANDS, FaceCommand, HomeCommand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mobility_coach.domain.keys import KeyCommand, KeyMap

REPEATING = frozenset({Command.SLOWER, Command.FASTER, Command.LOUDER, Command.QUIETER})
"""Commands that a held key goes on giving."""

ESCAPE = "Esc"
"""Stops a session, but in full screen only leaves that."""

_SIGNS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
_SAME_KEYS: dict[int, int] = {
    Qt.Key.Key_Enter.value: Qt.Key.Key_Return.value,
    Qt.Key.Key_Backtab.value: Qt.Key.Key_Tab.value,
}
_ONLY_HELD = frozenset(
    key.value
    for key in (
        *(Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Meta, Qt.Key.Key_Alt, Qt.Key.Key_AltGr),
        *(Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock, Qt.Key.Key_Multi_key),
        *(Qt.Key.Key_Super_L, Qt.Key.Key_Super_R, Qt.Key.Key_Hyper_L, Qt.Key.Key_Hyper_R),
    )
)
_FIRST_WITHOUT_SIGN = Qt.Key.Key_Escape.value
"""Keys from here on type no sign; some of them Qt writes as one all the same."""

_NOT_HELD = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier


def command_for(event: QKeyEvent, possible: Iterable[Command], keys: KeyMap) -> Command | None:
    """The command that a pressed key gives now, or None. A held key repeats only what may be repeated."""
    possible = frozenset(possible)
    for command in COMMANDS:
        names = (*keys.keys(command), *keys.media_keys(command))
        if command in possible and any(is_pressed(event, name) for name in names):
            return None if event.isAutoRepeat() and command not in REPEATING else command
    return None


def face_command_for(event: QKeyEvent, keys: KeyMap) -> FaceCommand | None:
    """What a pressed key asks of the face, or None; a held one asks again."""
    for command in FaceCommand:
        if any(is_pressed(event, name) for name in keys.keys(command)):
            return command
    return None


def home_command_for(event: QKeyEvent) -> HomeCommand | None:
    """What a pressed key does on the main page, or None; a held one does nothing."""
    if event.isAutoRepeat():
        return None
    for command, info in HOME_COMMANDS.items():
        if any(is_pressed(event, name) for name in info.keys):
            return command
    return None


def key_names(keys: KeyMap, command: KeyCommand) -> str:
    """The keys of a command as this desktop writes them ("Space, K"), or empty."""
    return ", ".join(map(key_text, keys.keys(command)))


def with_keys(text: str, keys: KeyMap, command: KeyCommand) -> str:
    """A tooltip's text with the keys of a command behind it, where it has any."""
    names = key_names(keys, command)
    return f"{text} ({names})" if names else text


def key_caps(keys: KeyMap, command: KeyCommand) -> list[str]:
    """What the caps of a command's keys read, media keys last, each meaning once."""
    return [cap_text(name) for name in (*keys.keys(command), *keys.media_keys(command)[:1])]


def short_key(keys: KeyMap, command: KeyCommand) -> str:
    """What the cap of its first key reads that is no combination, or empty."""
    return next((cap_text(key) for key in keys.keys(command) if is_single(key)), "")


def cap_text(name: str) -> str:
    """A key as it reads on its cap: arrows as signs, others as this desktop writes them."""
    return _SIGNS.get(name) or key_text(name)


def key_text(name: str) -> str:
    """A key as this desktop writes it."""
    sequence = QKeySequence.fromString(name, QKeySequence.SequenceFormat.PortableText)
    return sequence.toString(QKeySequence.SequenceFormat.NativeText)


def is_pressed(event: QKeyEvent, name: str) -> bool:
    """Whether an event is the key of this name, with just the modifiers that the name has."""
    if is_sign(name) and not (name.isascii() and name.isalpha()):
        return _typed(event) == name
    wanted = _combination(name)
    # Compared as numbers: a keyboard may send keys that Qt's enum does not list.
    key = _SAME_KEYS.get(event.key(), event.key())
    modifiers = event.modifiers() & ~_NOT_HELD
    return key == int(wanted.key()) and modifiers == wanted.keyboardModifiers()


def pressed_key(event: QKeyEvent) -> str:
    """The name of the pressed key; empty while only Shift and its like are held, or where it has no name."""
    typed = _typed(event)
    if typed and not (typed.isascii() and typed.isalpha()):
        return key_name(typed)
    key = _SAME_KEYS.get(event.key(), event.key())
    if key in _ONLY_HELD:
        return ""
    sequence = QKeySequence(key | (event.modifiers() & ~_NOT_HELD).value)
    name = key_name(sequence.toString(QKeySequence.SequenceFormat.PortableText))
    return "" if key >= _FIRST_WITHOUT_SIGN and is_sign(name.rpartition("+")[2]) else name


def is_only_held(event: QKeyEvent) -> bool:
    """Whether it is Shift or its like, which waits for the key itself."""
    return event.key() in _ONLY_HELD


@lru_cache(maxsize=512)
def _combination(name: str) -> QKeyCombination:
    """What Qt calls a key; asked for at each press of any."""
    sequence = QKeySequence.fromString(name, QKeySequence.SequenceFormat.PortableText)
    found: QKeyCombination = sequence[0]  # type: ignore[index]  # the stubs don't know it
    return found


def _typed(event: QKeyEvent) -> str:
    """The sign that a press types, a letter as a capital; empty for keys that type none.

    Where a sign lies, and whether it takes Shift or AltGr, differs from keyboard to keyboard.
    """
    text = event.text()
    is_combined = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    if is_combined or len(text) != 1 or not text.isprintable() or text.isspace():
        return ""
    return key_name(text)
