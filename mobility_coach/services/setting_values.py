"""What a setting may hold, and how a value from outside is checked."""

from dataclasses import dataclass
from enum import StrEnum

from mobility_coach.domain.wording import tr

MOST_TEXT = 200
_MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Number:
    """A number from `low` to `high`; `step` is how far one press of a button takes it."""

    low: float
    high: float
    step: float
    is_whole: bool = False


Kind = Number | type[StrEnum] | type[bool] | type[str]
SettingValue = bool | int | float | str


class SettingError(ValueError):
    """A value that a setting can't take; the message names the setting, the value and what it may be."""


def checked_value(name: str, kind: Kind, value: object) -> SettingValue:
    """`value` as the setting called `name` holds it. Raises `SettingError`."""
    if isinstance(kind, Number):
        return checked_number(name, kind, value)
    if kind is bool and isinstance(value, bool):
        return value
    if kind is str and is_plain(value, MOST_TEXT):
        return str(value)
    if issubclass(kind, StrEnum) and isinstance(value, str) and value in list(kind):
        return kind(value)
    raise SettingError(refusal(name, value, _expected(kind)))


def checked_number(name: str, kind: Number, value: object) -> int | float:
    """`value` as a number within its bounds. Raises `SettingError`."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if isinstance(value, (int, float)) and is_number and kind.low <= value <= kind.high:
        if not kind.is_whole:
            return float(value)
        if value == int(value):
            return int(value)
    raise SettingError(refusal(name, value, _expected(kind)))


def is_plain(value: object, most: int) -> bool:
    """Whether a value is one line of text that can be shown, with at most `most` characters."""
    return isinstance(value, str) and len(value) <= most and (value == "" or value.isprintable())


def refusal(name: str, value: object, expected: str) -> str:
    """Why a value can't be taken, in plain text; a long one is cut. The name may come from outside, too."""
    name = name if name.isprintable() else ascii(name)[1:-1]
    shown = ascii(value)
    shown = shown if len(shown) <= _MOST_SHOWN else shown[: _MOST_SHOWN - 3] + "..."
    sentence = tr("'{name}' can't be {value}; it can be {expected}.")
    return sentence.format(name=name, value=shown, expected=expected)


def _expected(kind: Kind) -> str:
    if isinstance(kind, Number):
        numbers = (
            tr("a whole number from {low:g} to {high:g}") if kind.is_whole else tr("{low:g} to {high:g}")
        )
        return numbers.format(low=kind.low, high=kind.high)
    if kind is bool:
        return tr("true or false")
    if kind is str:
        return tr("a short text")
    return ", ".join(str(member) for member in list(kind))  # type: ignore[call-overload] # an enum's class
