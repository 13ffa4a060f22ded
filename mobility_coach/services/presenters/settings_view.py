"""The table of settings that a window shows; each row is one setting by its name."""

from dataclasses import dataclass
from enum import StrEnum


class SettingKind(StrEnum):
    """How a setting is changed.

    `VOICE` is a choice whose voices come later, with a button to listen. `TEXT` is a line of text, `TIME` a
    time of the day, `HOUR` a full hour of it, `DAYS` a choice of weekdays.
    """

    TOGGLE = "toggle"
    CHOICE = "choice"
    NUMBER = "number"
    LEVEL = "level"
    VOICE = "voice"
    TEXT = "text"
    TIME = "time"
    HOUR = "hour"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting.

    `value` is a bool for `TOGGLE`, a str for `CHOICE`, `VOICE` and `TEXT`, a number for `NUMBER` and `HOUR`,
    0 … 1 for `LEVEL`, minutes of the day for `TIME`, for `DAYS` the digits of the chosen days in order
    (Monday is "1").
    `choices` are pairs of value and text. `low`, `high` and `step` bound a number; `unit` follows it ("s").
    `usual` is what it holds until somebody changes it.
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
    usual: bool | str | float | None = None


@dataclass(frozen=True, slots=True)
class SettingsGroup:
    """Settings under one heading; `id` names a group that can be removed."""

    title: str
    rows: tuple[SettingRow, ...]
    id: str = ""

    @property
    def values(self) -> dict[str, bool | str | float]:
        """What its settings hold, by name."""
        return {row.name: row.value for row in self.rows}

    @property
    def usual_values(self) -> dict[str, bool | str | float]:
        """What the settings that were changed hold usually, by name; empty where all is as usual."""
        return {row.name: row.usual for row in self.rows if row.usual is not None and row.usual != row.value}


@dataclass(frozen=True, slots=True)
class SettingsView:
    """All settings that people change in the window.

    `voice_rate` names the row that "listen" speaks with, beside the voice; with a change of one of
    `voice_names`, every phrase sounds different. `speech_engine` names the row that says whose they are.
    """

    groups: tuple[SettingsGroup, ...]
    voice_rate: str = "speech_rate"
    speech_engine: str = "speech_engine"
    voice_names: tuple[str, ...] = ("speech_engine", "voice", "speech_rate", "language")

    @property
    def rows(self) -> tuple[SettingRow, ...]:
        """All settings, in order."""
        return tuple(row for group in self.groups for row in group.rows)

    def value(self, name: str) -> bool | str | float | None:
        """What the row called `name` holds, or None where there is none."""
        return next((row.value for row in self.rows if row.name == name), None)


@dataclass(frozen=True, slots=True)
class AboutView:
    """What stands below the settings.

    `folder` is where the person's data lies; `program` names it with its version, `licence` says what one may
    do with it, and may be several lines.
    """

    folder: str
    program: str
    licence: str
