"""The keys of a session in a terminal: the ones that matter most at a glance, and all of them in a list."""

from collections.abc import Collection, Iterable

from mobility_coach.domain.commands import COMMANDS, Command
from mobility_coach.domain.wording import tr
from mobility_coach.services.presenters.plain_words import SEPARATOR

HELP_KEY = "?"
KEY_LINES = 2

_MOST_IMPORTANT = (Command.TOGGLE, Command.READY, Command.NEXT, Command.STOP)
_SINGLE = (Command.PREVIOUS, Command.SKIP_SIDE, Command.REPEAT)


def key_lines(commands: Collection[Command], columns: int) -> list[str]:
    """`KEY_LINES` lines with as many keys as fit into `columns`, the most important ones first.

    Args:
        commands: what can be told now.
        columns: the width of a line.
    """
    if not commands:
        return [""] * KEY_LINES
    entries = [
        *(_entry(command) for command in _MOST_IMPORTANT if command in commands),
        f"{HELP_KEY} {tr('all keys')}",
        *(_entry(command) for command in _SINGLE if command in commands),
    ]
    for pair, text in (
        ((Command.SLOWER, Command.FASTER), tr("tempo")),
        ((Command.QUIETER, Command.LOUDER), tr("volume")),
    ):
        if all(command in commands for command in pair):
            entries.append(f"{'/'.join(map(_short_key, pair))} {text}")
    if Command.MUTE in commands:
        entries.append(_entry(Command.MUTE))
    lines = packed(entries, columns)[:KEY_LINES]
    return lines + [""] * (KEY_LINES - len(lines))


def all_keys() -> list[tuple[str, str]]:
    """Every key of a running session, and what it does."""
    rows = [
        (", ".join(COMMANDS[command].keys), tr(COMMANDS[command].hint))
        for command in Command
        if COMMANDS[command].keys and command is not Command.START
    ]
    return [*rows, (HELP_KEY, tr("Show or hide this list"))]


def packed(entries: Iterable[str], columns: int) -> list[str]:
    """The entries in lines, each in the first line that has room for it."""
    lines: list[str] = []
    for entry in entries:
        for index, line in enumerate(lines):
            longer = line + SEPARATOR + entry
            if len(longer) <= columns:
                lines[index] = longer
                break
        else:
            lines.append(entry)
    return lines


def _entry(command: Command) -> str:
    return f"{_short_key(command)} {tr(COMMANDS[command].text).lower()}"


def _short_key(command: Command) -> str:
    """The first of its keys that is no combination, which not every terminal sends."""
    keys = COMMANDS[command].keys
    return next(key for key in keys if len(key) == 1 or "+" not in key)
