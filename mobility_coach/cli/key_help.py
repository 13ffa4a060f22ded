"""The keys of a session in a terminal: the ones that matter most at a glance, and all of them in a list."""

from collections.abc import Collection, Iterable, Mapping

from mobility_coach.domain.commands import COMMANDS, Command
from mobility_coach.domain.key_names import is_single
from mobility_coach.domain.keys import KeyMap
from mobility_coach.domain.window_commands import FaceCommand
from mobility_coach.domain.wording import tr
from mobility_coach.services.presenters.plain_words import SEPARATOR

HELP_KEY = "?"
KEY_LINES = 2

_MOST_IMPORTANT = (Command.TOGGLE, Command.READY, Command.NEXT, Command.STOP)
_SINGLE = (Command.PREVIOUS, Command.SKIP_SIDE, Command.REPEAT)


def key_lines(commands: Collection[Command], columns: int, keys: KeyMap) -> list[str]:
    """`KEY_LINES` lines with as many keys as fit into `columns`, the most important ones first.

    Args:
        commands: what can be told now.
        columns: the width of a line.
        keys: which keys give which commands.
    """
    if not commands:
        return [""] * KEY_LINES
    short = {command: key for command in commands if (key := _short_key(keys, command))}
    entries = [
        *(_entry(short, command) for command in _MOST_IMPORTANT if command in short),
        f"{HELP_KEY} {tr('all keys')}",
        *(_entry(short, command) for command in _SINGLE if command in short),
    ]
    for pair, text in (
        ((Command.SLOWER, Command.FASTER), tr("tempo")),
        ((Command.QUIETER, Command.LOUDER), tr("volume")),
    ):
        if all(command in short for command in pair):
            entries.append(f"{'/'.join(short[command] for command in pair)} {text}")
    if Command.MUTE in short:
        entries.append(_entry(short, Command.MUTE))
    lines = packed(entries, columns)[:KEY_LINES]
    return lines + [""] * (KEY_LINES - len(lines))


def all_keys(keys: KeyMap) -> list[tuple[str, str]]:
    """Every key of a running session, and what it does."""
    rows = [
        (", ".join(keys.keys(command)), tr(COMMANDS[command].hint))
        for command in Command
        if keys.keys(command) and command is not Command.START
    ]
    return [*rows, (", ".join(keys.keys(FaceCommand.HELP)), tr("Show or hide this list"))]


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


def _entry(short: Mapping[Command, str], command: Command) -> str:
    return f"{short[command]} {tr(COMMANDS[command].text).lower()}"


def _short_key(keys: KeyMap, command: Command) -> str:
    """The first of its keys that is no combination, which not every terminal sends; or empty."""
    return next(filter(is_single, keys.keys(command)), "")
