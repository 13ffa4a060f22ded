"""Which keys give which commands: the usual ones of the tables, and what a person chose instead.

A key may give two commands only where never both of them are possible, or where both mean the same. What a
person chose goes before what is usual: a usual key that was given to another command is that one's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from mobility_coach.domain.commands import COMMANDS, Command, CommandInfo
from mobility_coach.domain.key_names import key_name
from mobility_coach.domain.window_commands import FACE_COMMANDS, FaceCommand
from mobility_coach.domain.wording import tr

KeyCommand = Command | FaceCommand

KEY_COMMANDS: Mapping[KeyCommand, CommandInfo] = MappingProxyType(
    dict((*COMMANDS.items(), *FACE_COMMANDS.items()))
)
"""All commands whose keys can be changed."""

MOST_KEYS = 4
"""For one command, beside those of keyboards with media keys."""

KEPT: Mapping[KeyCommand, str] = MappingProxyType(
    {
        Command.STOP: "Esc",
        FaceCommand.HELP: "?",
        Command.START: "Return",
        Command.READY: "Return",
    }
)
"""What nobody can give away, so that there is always a way on, a way out, and a list of all keys."""

_TAKEN = frozenset({"Tab", "Shift+Tab", "Ctrl+Q", "Ctrl+C", "Ctrl+Z"})
"""These walk from button to button, and end or stop programs."""

_MAY_SHARE = frozenset(
    {
        frozenset({Command.START, Command.READY}),
        frozenset({Command.START, Command.RESUME}),
        frozenset({Command.READY, Command.RESUME}),
        frozenset({Command.PAUSE, Command.RESUME}),
        frozenset({Command.PAUSE, Command.START}),
    }
)


class KeyRefused(ValueError):
    """A key can't be given to a command, or taken from it; the message says why, in plain text."""


@dataclass(frozen=True)
class KeyMap:
    """All keys; `chosen` holds those of commands that a person changed, and is made by `chosen_keys`."""

    chosen: Mapping[KeyCommand, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def keys(self, command: KeyCommand) -> tuple[str, ...]:
        """The keys of a command, without media keys that are its own by nature."""
        if command in self.chosen:
            return self.chosen[command]
        return self._left(command, KEY_COMMANDS[command].keys)

    def media_keys(self, command: KeyCommand) -> tuple[str, ...]:
        """Those of keyboards and headsets, as long as nothing else was chosen for them."""
        return self._left(command, KEY_COMMANDS[command].media_keys)

    def is_usual(self, command: KeyCommand) -> bool:
        """Whether a person left its keys as they were."""
        return command not in self.chosen

    def losers(self, command: KeyCommand, key: str) -> tuple[KeyCommand, ...]:
        """The commands that would lose `key` if it were given to `command`."""
        return tuple(
            other
            for other in KEY_COMMANDS
            if collide(command, other) and key in (*self.keys(other), *self.media_keys(other))
        )

    def with_key(self, command: KeyCommand, key: str) -> "KeyMap":
        """`key` gives `command` too, and nothing else that is possible then. Raises `KeyRefused`."""
        key = checked_key(command, key)
        keys = self.keys(command)
        if key in (*keys, *self.media_keys(command)):
            return self
        if len(keys) >= MOST_KEYS:
            raise KeyRefused(
                tr("“{command}” has {most} keys already; remove one of them first.").format(
                    command=tr(KEY_COMMANDS[command].text), most=MOST_KEYS
                )
            )
        chosen = {
            other: tuple(each for each in kept if each != key or not collide(command, other))
            for other, kept in self.chosen.items()
        }
        return _made({**chosen, command: (*keys, key)})

    def without_key(self, command: KeyCommand, key: str) -> "KeyMap":
        """`key` does not give `command` any more. Raises `KeyRefused` for one that nobody can give away."""
        if KEPT.get(command) == key:
            raise KeyRefused(_stays(command, key))
        return _made({**self.chosen, command: tuple(each for each in self.keys(command) if each != key)})

    def with_usual(self, command: KeyCommand) -> "KeyMap":
        """The usual keys of a command, but for those that were chosen for another one."""
        return _made({other: keys for other, keys in self.chosen.items() if other is not command})

    def _left(self, command: KeyCommand, usual: tuple[str, ...]) -> tuple[str, ...]:
        taken = {key for other, keys in self.chosen.items() if collide(command, other) for key in keys}
        return tuple(key for key in usual if key not in taken)


USUAL_KEYS = KeyMap()


def collide(one: KeyCommand, other: KeyCommand) -> bool:
    """Whether no key may give both."""
    return one is not other and frozenset({one, other}) not in _MAY_SHARE


def checked_key(command: KeyCommand, text: str) -> str:
    """The name of the key that `text` calls. Raises `KeyRefused` where it can't give `command`."""
    key = key_name(text)
    if not key:
        raise KeyRefused(tr("This key can't be used; choose another one."))
    if key in _TAKEN:
        raise KeyRefused(tr("{key} is needed elsewhere; choose another key.").format(key=key))
    for other, kept in KEPT.items():
        if kept == key and collide(command, other):
            raise KeyRefused(_stays(other, key))
    return key


def chosen_keys(keys: KeyMap, command: KeyCommand, texts: Iterable[str]) -> KeyMap:
    """`keys` with those that `texts` call in place of a command's usual ones; what is always its stays.

    Raises `KeyRefused`: a key can't be used, was chosen for another command before, or there are too many.
    """
    names = [KEPT[command]] if command in KEPT else []
    for text in texts:
        key = checked_key(command, text)
        owner = next(
            (each for each, kept in keys.chosen.items() if key in kept and collide(command, each)), None
        )
        if owner is not None:
            words = tr("{key} was chosen for “{command}” already.")
            raise KeyRefused(words.format(key=key, command=tr(KEY_COMMANDS[owner].text)))
        if key not in names:
            names.append(key)
    if len(names) > MOST_KEYS:
        raise KeyRefused(tr("There can be {most} keys for a command at most.").format(most=MOST_KEYS))
    return _made({**keys.chosen, command: tuple(names)})


def _made(chosen: dict[KeyCommand, tuple[str, ...]]) -> KeyMap:
    """What was chosen as it is usual anyway was not chosen."""
    for command in list(chosen):
        others = {other: keys for other, keys in chosen.items() if other is not command}
        if set(KeyMap(others).keys(command)) == set(chosen[command]):
            chosen = others
    return KeyMap(MappingProxyType(chosen))


def _stays(command: KeyCommand, key: str) -> str:
    words = tr("{key} always stays with “{command}”.")
    return words.format(key=key, command=tr(KEY_COMMANDS[command].text))
