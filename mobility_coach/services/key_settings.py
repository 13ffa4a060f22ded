"""The keys that a person chose, as they stand in the file: a list of names for each changed command."""

from mobility_coach.domain.key_names import LONGEST_NAME
from mobility_coach.domain.keys import KEY_COMMANDS, MOST_KEYS, USUAL_KEYS, KeyMap, KeyRefused, chosen_keys
from mobility_coach.domain.wording import tr
from mobility_coach.services.setting_values import SettingError, refusal

MOST_ENTRIES = 100
"""Of commands, those of later versions among them."""

_COMMANDS = {command.value: command for command in KEY_COMMANDS}
_SHOWN = 64


def read_keys(value: object, problems: list[str]) -> tuple[KeyMap, object]:
    """The keys that a JSON value tells, and what of it could not be used, empty where all was.

    A command whose entry is bad keeps its usual keys; what is wrong is added to `problems`.
    """
    if not isinstance(value, dict) or len(value) > MOST_ENTRIES:
        expected = tr("an object of at most {most} commands").format(most=MOST_ENTRIES)
        problems.append(refusal("keys", value, expected))
        return USUAL_KEYS, value
    keys, odd = USUAL_KEYS, {}
    for name, entry in value.items():
        try:
            keys = _with_entry(keys, name, entry)
        except SettingError as error:
            problems.append(str(error))
            odd[name] = entry
    return keys, odd


def key_values(keys: KeyMap, odd: object) -> object:
    """The keys as a JSON value: what was changed, and what could not be used and is not replaced by that."""
    changed = {command.value: list(names) for command, names in keys.chosen.items()}
    if not isinstance(odd, dict):
        return changed or odd
    return {**odd, **changed}


def still_odd(odd: object, keys: KeyMap) -> object:
    """What is left of it once a person has changed keys: an entry that another one stands for now goes."""
    if not isinstance(odd, dict):
        return None if keys.chosen else odd
    return {name: entry for name, entry in odd.items() if name not in {each.value for each in keys.chosen}}


def _with_entry(keys: KeyMap, name: str, entry: object) -> KeyMap:
    place = f"keys.{name[:_SHOWN]}"
    if name not in _COMMANDS:
        known = ", ".join(_COMMANDS)
        words = tr("'{name}' is no command; there are {known}.")
        raise SettingError(words.format(name=ascii(place)[1:-1], known=known))
    if not isinstance(entry, list) or len(entry) > MOST_KEYS or not all(map(_is_name, entry)):
        expected = tr("a list of at most {most} names of keys").format(most=MOST_KEYS)
        raise SettingError(refusal(place, entry, expected))
    try:
        return chosen_keys(keys, _COMMANDS[name], entry)
    except KeyRefused as error:
        raise SettingError(tr("'{name}': {problem}").format(name=place, problem=error)) from error


def _is_name(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_NAME
