"""The settings, as a window shows them: grouped, named and explained."""

from collections.abc import Callable
from enum import StrEnum

from mobility_coach.domain.preferences import Dose
from mobility_coach.domain.streak import GoalKind
from mobility_coach.domain.wording import tr
from mobility_coach.services.presenters.settings_view import (
    SettingKind,
    SettingRow,
    SettingsGroup,
    SettingsView,
)
from mobility_coach.services.settings import SETTINGS, Number, Settings, Theme


def present_settings(settings: Settings) -> SettingsView:
    """All settings that people change in the window."""
    row = _RowOf(settings)
    return SettingsView(
        (
            SettingsGroup(
                tr("Your day"),
                (
                    row.choice(
                        "goal_kind",
                        tr("A day counts by"),
                        tr("Counted in sides of drills, or in minutes."),
                        _goal,
                    ),
                    row.number("goal_amount", tr("How many"), tr("Sides or minutes that make a day count.")),
                    row.number(
                        "day_starts_at",
                        tr("A day starts at"),
                        tr(
                            "Practice before this hour belongs to the day before. Past days stay as they are."
                        ),
                        tr("o'clock"),
                    ),
                ),
            ),
            SettingsGroup(
                tr("Voice and sound"),
                (
                    row.language("language", tr("English as spoken in"), tr("For the automatic voice.")),
                    row.voice("voice", tr("Voice"), tr("Who speaks to you.")),
                    row.number(
                        "speech_rate", tr("Speed of speech"), tr("Words a minute."), tr("words a minute")
                    ),
                    row.level("volume", tr("Overall volume"), ""),
                    row.level("voice_volume", tr("Voice"), ""),
                    row.level("click_volume", tr("Beat"), ""),
                    row.level("chime_volume", tr("Chimes"), ""),
                    row.toggle("muted", tr("Mute"), tr("Captions only; the beat is still shown.")),
                ),
            ),
            SettingsGroup(tr("Sessions"), _session_rows(row)),
            SettingsGroup(
                tr("Look"),
                (row.choice("theme", tr("Colours"), tr("Light, dark, or as your system."), _theme),),
            ),
        )
    )


def _session_rows(row: "_RowOf") -> tuple[SettingRow, ...]:
    return (
        row.choice("dose", tr("Reps"), tr("How many reps you get, within each movement's range."), _dose),
        row.toggle("hints", tr("Hints between counts"), tr("Form, breathing, and where you feel it.")),
        row.toggle(
            "wait_for_ready",
            tr("Wait until I am ready"),
            tr("After the set-up and when sides change, the coach waits for Return or the Ready button."),
        ),
        row.number(
            "setup_seconds",
            tr("Time to get into position"),
            tr("Three times as long on the floor or at a bench."),
            tr("s"),
        ),
        row.number("switch_seconds", tr("Time to change sides"), "", tr("s")),
        row.number("link_seconds", tr("Pause between movements"), "", tr("s")),
        row.number("rest_seconds", tr("Rest between drills"), "", tr("s")),
        row.number("count_in_beats", tr("Count-in"), tr("Also after a pause."), tr("beats")),
    )


class _RowOf:
    """Makes the row of a setting from its kind and its value."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def toggle(self, name: str, label: str, text: str) -> SettingRow:
        return SettingRow(name, label, text, SettingKind.TOGGLE, getattr(self._settings, name))

    def choice(self, name: str, label: str, text: str, word: Callable[[str], str]) -> SettingRow:
        kind = SETTINGS[name]
        members = list(kind) if isinstance(kind, type) and issubclass(kind, StrEnum) else []
        choices = tuple((member.value, word(member)) for member in members)
        value = str(getattr(self._settings, name))
        return SettingRow(name, label, text, SettingKind.CHOICE, value, choices)

    def language(self, name: str, label: str, text: str) -> SettingRow:
        value = str(getattr(self._settings, name))
        known = {"en-us": tr("America"), "en-gb": tr("Britain"), "en-gb-scotland": tr("Scotland")}
        choices = tuple({**known, value: known.get(value, value)}.items())
        return SettingRow(name, label, text, SettingKind.CHOICE, value, choices)

    def voice(self, name: str, label: str, text: str) -> SettingRow:
        own_choice = (("", tr("Automatic")),)
        return SettingRow(name, label, text, SettingKind.VOICE, getattr(self._settings, name), own_choice)

    def number(self, name: str, label: str, text: str, unit: str = "") -> SettingRow:
        return self._bounded(SettingRow(name, label, text, SettingKind.NUMBER, 0.0, unit=unit))

    def level(self, name: str, label: str, text: str) -> SettingRow:
        return self._bounded(SettingRow(name, label, text, SettingKind.LEVEL, 0.0))

    def _bounded(self, row: SettingRow) -> SettingRow:
        kind = SETTINGS[row.name]
        if not isinstance(kind, Number):
            raise TypeError(f"{row.name} is no number")
        value = float(getattr(self._settings, row.name))
        return SettingRow(
            row.name, row.label, row.help, row.kind, value, (), kind.low, kind.high, kind.step, row.unit
        )


def _goal(kind: str) -> str:
    return {GoalKind.SIDES: tr("sides of drills"), GoalKind.MINUTES: tr("minutes")}[GoalKind(kind)]


def _dose(dose: str) -> str:
    return {
        Dose.GENTLE: tr("Gentle: the low end"),
        Dose.MIDDLE: tr("Middle"),
        Dose.FULL: tr("Full: the high end"),
    }[Dose(dose)]


def _theme(theme: str) -> str:
    return {Theme.SYSTEM: tr("As the system"), Theme.LIGHT: tr("Light"), Theme.DARK: tr("Dark")}[Theme(theme)]
