"""The table of settings that a window shows; each row is one setting by its name."""

from dataclasses import dataclass
from enum import StrEnum


class SettingKind(StrEnum):
    """How a setting is changed. `VOICE` is a choice whose voices come later, with a button to listen."""

    TOGGLE = "toggle"
    CHOICE = "choice"
    NUMBER = "number"
    LEVEL = "level"
    VOICE = "voice"


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting.

    `value` is a bool for `TOGGLE`, a str for `CHOICE` and `VOICE`, a number for `NUMBER`, 0 … 1 for `LEVEL`.
    `choices` are pairs of value and text. `low`, `high` and `step` bound a `NUMBER`; `unit` follows it ("s").
    """

    name: str
    label: str
    help: str
    kind: SettingKind
    value: bool | str | float
    choices: tuple[tuple[str, str], ...] = ()
    low: float = 0
    high: float = 1
    step: float = 1
    unit: str = ""


@dataclass(frozen=True, slots=True)
class SettingsGroup:
    """Settings under one heading."""

    title: str
    rows: tuple[SettingRow, ...]


@dataclass(frozen=True, slots=True)
class SettingsView:
    """All settings that people change in the window.

    `voice_rate` names the row that "listen" speaks with, beside the voice.
    """

    groups: tuple[SettingsGroup, ...]
    voice_rate: str = "speech_rate"

    def value(self, name: str) -> bool | str | float | None:
        """What the row called `name` holds, or None where there is none."""
        return next((row.value for group in self.groups for row in group.rows if row.name == name), None)
