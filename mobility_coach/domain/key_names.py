"""Names of keys, as Qt writes them in portable text: "Space", "K", "Shift+Up", "Media Next".

A key that types a sign is called by the sign alone: where that lies, and whether it takes Shift, differs from
keyboard to keyboard.
"""

LONGEST_NAME = 40

NAMED_KEYS = (
    *("Space", "Return", "Esc", "Tab", "Backspace", "Ins", "Del", "Home", "End", "PgUp", "PgDown"),
    *("Left", "Right", "Up", "Down", "Pause", "Print", "SysReq", "Clear", "Menu", "Help"),
    *(f"F{number}" for number in range(1, 36)),
    *("Media Play", "Media Pause", "Toggle Media Play/Pause", "Media Stop", "Media Next", "Media Previous"),
    *("Media Record", "Volume Up", "Volume Down", "Volume Mute", "Back", "Forward", "Stop", "Refresh"),
    *("Home Page", "Favorites", "Search", "Select", "Yes", "No", "Cancel", "Play", "Zoom", "Exit", "Info"),
    *("Channel Up", "Channel Down", "Guide", "Red", "Green", "Yellow", "Blue", "Context1", "Context2"),
)
"""Keys that type no sign: those of keyboards, presenters and the remotes of TVs."""

_BY_NAME = {name.casefold(): name for name in NAMED_KEYS} | {
    "enter": "Return",
    "escape": "Esc",
    "insert": "Ins",
    "delete": "Del",
    "pageup": "PgUp",
    "pagedown": "PgDown",
}
_MODIFIERS = ("Meta", "Ctrl", "Alt", "Shift")
_BY_MODIFIER = {name.casefold(): name for name in _MODIFIERS}
_LAST_SIGN = 0xFF
_LAST_LETTER = 0xFFFF


def key_name(text: str) -> str:
    """The one name of the key that `text` calls, whatever its case; empty where it calls none."""
    if not 0 < len(text) <= LONGEST_NAME:
        return ""
    held, base = _parted(text)
    modifiers = [_BY_MODIFIER.get(each.strip().casefold(), "") for each in held]
    name = _BY_NAME.get(base.strip().casefold(), "") or (_sign(base) if len(base) == 1 else "")
    if not name or not all(modifiers) or len(set(modifiers)) < len(modifiers):
        return ""
    if is_sign(name) and not name.isalpha() and "Shift" in modifiers:
        return ""  # with Shift it types another sign
    return "+".join((*(each for each in _MODIFIERS if each in modifiers), name))


def is_sign(name: str) -> bool:
    """Whether a key is called by what it types, alone."""
    return len(name) == 1


def is_single(name: str) -> bool:
    """Whether a key is pressed alone, with no other one held."""
    return is_sign(name) or "+" not in name


def _parted(text: str) -> tuple[list[str], str]:
    """What is held, and the key itself, which may be the plus."""
    if text == "+" or text.endswith("++"):
        return (text[:-2].split("+") if len(text) > 1 else []), "+"
    *held, base = text.split("+")
    return held, base


def _sign(base: str) -> str:
    """A letter, or a sign that keyboards have, as it is called; no emoji, and nothing that can't be seen."""
    if base.isspace() or not base.isprintable() or ord(base) > _LAST_LETTER:
        return ""
    if base.isalpha():
        return base.upper() if len(base.upper()) == 1 else base
    return base if ord(base) <= _LAST_SIGN or base.isdecimal() else ""
