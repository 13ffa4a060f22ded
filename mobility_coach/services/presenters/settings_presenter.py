"""The settings as the table that a window shows: in groups, each with a name and a line of help."""

from enum import StrEnum
from typing import NamedTuple

from mobility_coach.domain.wording import tr
from mobility_coach.services.presenters.settings_view import (
    SettingKind,
    SettingRow,
    SettingsGroup,
    SettingsView,
)
from mobility_coach.services.settings import SETTINGS, Number, Settings


class _Text(NamedTuple):
    label: str
    help: str
    unit: str = ""


def settings_view(settings: Settings) -> SettingsView:
    """Every setting that a window changes, with its value."""
    texts = {**_session_texts(), **_sound_texts(), **_day_texts()}
    groups = (
        (tr("Session"), tuple(_session_texts())),
        (tr("Voice and sounds"), tuple(_sound_texts())),
        (tr("Day and look"), tuple(_day_texts())),
    )
    return SettingsView(
        tuple(
            SettingsGroup(title, tuple(_row(settings, name, texts[name]) for name in names))
            for title, names in groups
        )
    )


def _row(settings: Settings, name: str, text: _Text) -> SettingRow:
    kind, value = SETTINGS[name], getattr(settings, name)
    if isinstance(kind, Number):
        is_level = kind.high == 1
        return SettingRow(
            name, text.label, text.help, SettingKind.LEVEL if is_level else SettingKind.NUMBER, value,
            low=kind.low, high=kind.high, step=kind.step, unit=text.unit,
        )  # fmt: skip
    if kind is bool:
        return SettingRow(name, text.label, text.help, SettingKind.TOGGLE, value)
    if name == "voice":
        return SettingRow(
            name, text.label, text.help, SettingKind.VOICE, value, ((value, value),) if value else ()
        )
    choices = _choices()[name]
    if isinstance(value, StrEnum):
        return SettingRow(name, text.label, text.help, SettingKind.CHOICE, value.value, choices)
    known = choices if value in dict(choices) else (*choices, (value, value))
    return SettingRow(name, text.label, text.help, SettingKind.CHOICE, value, known)


def _session_texts() -> dict[str, _Text]:
    return {
        "dose": _Text(tr("Dose"), tr("How many reps a movement gets within its range.")),
        "hints": _Text(tr("Hints"), tr("Form, breathing and what you feel, said between the counts.")),
        "wait_for_ready": _Text(
            tr("Wait until I am ready"), tr("After the set-up the coach waits for you to say so.")
        ),
        "setup_seconds": _Text(
            tr("Time to set up"), tr("Where the coach does not wait, it gives you this long."), "s"
        ),
        "count_in_beats": _Text(tr("Count-in"), tr("Beats that are counted before a movement."), tr("beats")),
        "link_seconds": _Text(tr("Between movements"), tr("A short pause before the next movement."), "s"),
        "switch_seconds": _Text(tr("To switch sides"), tr("Time to turn round for the other side."), "s"),
        "rest_seconds": _Text(tr("Between drills"), tr("Rest before the next drill."), "s"),
    }


def _sound_texts() -> dict[str, _Text]:
    return {
        "voice": _Text(tr("Voice"), tr("Who speaks.")),
        "speech_rate": _Text(tr("Speed of speech"), tr("Words a minute."), tr("words")),
        "language": _Text(tr("Language"), tr("The language that a voice is looked for in.")),
        "voice_volume": _Text(tr("Volume of the voice"), tr("How loud the coach speaks.")),
        "click_volume": _Text(tr("Volume of the clicks"), tr("How loud the beat is.")),
        "chime_volume": _Text(tr("Volume of the chimes"), tr("How loud starts and switches are announced.")),
        "muted": _Text(tr("Mute"), tr("Everything is shown and nothing is heard.")),
    }


def _day_texts() -> dict[str, _Text]:
    return {
        "goal_kind": _Text(tr("Daily goal in"), tr("What a day needs to count for your streak.")),
        "goal_amount": _Text(tr("Daily goal"), tr("How many of them; 3 minutes stand for a side.")),
        "day_starts_at": _Text(
            tr("A day starts at"), tr("Practice before this hour counts for the day before."), tr("o'clock")
        ),
        "theme": _Text(tr("Look"), tr("Light, dark, or as the system has it.")),
    }


def _choices() -> dict[str, tuple[tuple[str, str], ...]]:
    return {
        "dose": (("gentle", tr("gentle")), ("middle", tr("middle")), ("full", tr("full"))),
        "goal_kind": (("sides", tr("sides of drills")), ("minutes", tr("minutes"))),
        "theme": (("system", tr("as the system")), ("light", tr("light")), ("dark", tr("dark"))),
        "language": (("en-us", tr("English (US)")), ("en-gb", tr("English (UK)"))),
    }
