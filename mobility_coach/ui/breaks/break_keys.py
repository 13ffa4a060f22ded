"""Which key means which command to the reminders; the keys themselves stand in the one table of commands."""

from collections.abc import Iterable

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from mobility_coach.domain.commands import BREAK_COMMANDS, BreakCommand
from mobility_coach.ui.player.keys import key_text

_SAME_KEYS: dict[int, int] = {Qt.Key.Key_Enter.value: Qt.Key.Key_Return.value}


def break_command_for(event: QKeyEvent, possible: Iterable[BreakCommand]) -> BreakCommand | None:
    """The command that a pressed key gives now, or None. A held key gives none."""
    if event.isAutoRepeat() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return None
    key = _SAME_KEYS.get(event.key(), event.key())
    return next((each for each in possible if key in map(_key, BREAK_COMMANDS[each].keys)), None)


def break_key_names(command: BreakCommand) -> str:
    """The keys of a command as this desktop writes them, or empty."""
    return ", ".join(map(key_text, BREAK_COMMANDS[command].keys))


def _key(name: str) -> int:
    sequence = QKeySequence.fromString(name, QKeySequence.SequenceFormat.PortableText)
    wanted: QKeyCombination = sequence[0]  # type: ignore[index]  # the stubs don't know it
    return int(wanted.key())
