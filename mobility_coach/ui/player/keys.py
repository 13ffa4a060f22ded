"""Which key means which command; the keys themselves stand in the one table of commands."""

from collections.abc import Iterable

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from mobility_coach.domain.commands import COMMANDS, Command

REPEATING = frozenset({Command.SLOWER, Command.FASTER, Command.LOUDER, Command.QUIETER})
"""Commands that a held key goes on giving."""

ESCAPE = "Esc"
"""Stops a session, but in full screen only leaves that."""

_SIGNS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
_SAME_KEYS: dict[int, int] = {Qt.Key.Key_Enter.value: Qt.Key.Key_Return.value}


def command_for(event: QKeyEvent, possible: Iterable[Command]) -> Command | None:
    """The command that a pressed key gives now, or None. A held key repeats only what may be repeated."""
    possible = frozenset(possible)
    for command, info in COMMANDS.items():
        if command in possible and any(is_pressed(event, name) for name in (*info.keys, *info.media_keys)):
            return None if event.isAutoRepeat() and command not in REPEATING else command
    return None


def key_names(command: Command) -> str:
    """The keys of a command as this desktop writes them ("Space, K"), or empty."""
    return ", ".join(map(key_text, COMMANDS[command].keys))


def key_caps(command: Command) -> list[str]:
    """What the caps of a command's keys read, media keys last, each meaning once."""
    info = COMMANDS[command]
    return [cap_text(name) for name in (*info.keys, *info.media_keys[:1])]


def short_key(command: Command) -> str:
    """What the cap of its first key reads that is no combination, or empty."""
    return next((cap_text(key) for key in COMMANDS[command].keys if len(key) == 1 or "+" not in key), "")


def cap_text(name: str) -> str:
    """A key as it reads on its cap: arrows as signs, others as this desktop writes them."""
    return _SIGNS.get(name) or key_text(name)


def key_text(name: str) -> str:
    """A key as this desktop writes it."""
    sequence = QKeySequence.fromString(name, QKeySequence.SequenceFormat.PortableText)
    return sequence.toString(QKeySequence.SequenceFormat.NativeText)


def is_pressed(event: QKeyEvent, name: str) -> bool:
    """Whether an event is the key of this name, with just the modifiers that the name has."""
    if len(name) == 1 and not name.isalpha():
        # Where a sign lies, and whether it takes Shift or AltGr, differs from keyboard to keyboard.
        return event.text() == name and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
    sequence = QKeySequence.fromString(name, QKeySequence.SequenceFormat.PortableText)
    wanted: QKeyCombination = sequence[0]  # type: ignore[index]  # the stubs don't know it
    # Compared as numbers: a keyboard may send keys that Qt's enum does not list.
    key = _SAME_KEYS.get(event.key(), event.key())
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return key == int(wanted.key()) and modifiers == wanted.keyboardModifiers()
