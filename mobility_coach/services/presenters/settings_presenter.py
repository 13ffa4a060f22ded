"""The settings, as a window shows them: grouped, named and explained. What is changed most comes first."""

from collections.abc import Callable
from enum import StrEnum

from mobility_coach.domain.preferences import Dose, Pace
from mobility_coach.domain.streak import Goal, GoalKind
from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.presenters.settings_view import (
    AboutView,
    SettingKind,
    SettingRow,
    SettingsGroup,
    SettingsView,
)
from mobility_coach.services.setting_values import Number
from mobility_coach.services.settings import (
    SETTINGS,
    Motion,
    Night,
    OtherPlayers,
    Settings,
    SpeechEngine,
    Theme,
    usual,
)


def present_settings(settings: Settings) -> SettingsView:
    """All settings that people change in the window."""
    row = _RowOf(settings)
    return SettingsView(
        (
            SettingsGroup(tr("Reps and tempo"), _practice_rows(row)),
            SettingsGroup(tr("Voice and sound"), _sound_rows(row)),
            SettingsGroup(tr("Your day"), _day_rows(row, settings.goal)),
            SettingsGroup(tr("Look"), _look_rows(row)),
            SettingsGroup(tr("Sessions"), _session_rows(row)),
            SettingsGroup(tr("Hands-free"), _hands_free_rows(row)),
            SettingsGroup(tr("TV, music and night"), _beside_rows(row)),
        )
    )


def present_about(version: str, folder: str) -> AboutView:
    """What stands below the settings."""
    return AboutView(
        folder,
        tr("Mobility Coach {version}").format(version=version),
        tr("Free software under the MIT licence: use it, change it, pass it on."),
    )


def _practice_rows(row: "_RowOf") -> tuple[SettingRow, ...]:
    return (
        row.choice("dose", tr("Reps"), tr("How many reps you get, within each movement's range."), _dose),
        row.choice(
            "tempo",
            tr("Tempo"),
            tr("How fast all drills go. A drill whose tempo you set yourself keeps it."),
            _pace,
        ),
        row.toggle("hints", tr("Hints between counts"), tr("Form, breathing, and where you feel it.")),
    )


def _sound_rows(row: "_RowOf") -> tuple[SettingRow, ...]:
    return (
        row.level("volume", tr("Overall volume"), ""),
        row.toggle("muted", tr("Mute"), tr("Captions only; the beat is still shown.")),
        row.choice(
            "speech_engine",
            tr("Speech"),
            tr(
                "The natural voice sounds more like a person. It takes 100 MB on the disk, and 230 MB of "
                "memory until half a minute after the last words."
            ),
            _engine,
        ),
        row.voice("voice", tr("Voice"), tr("Who speaks to you.")),
        row.number("speech_rate", tr("Speed of speech"), tr("In words a minute.")),
        row.language("language", tr("English as spoken in"), tr("For the automatic voice.")),
        row.level("voice_volume", tr("Loudness of the voice"), ""),
        row.level("click_volume", tr("Loudness of the beat"), ""),
        row.level("chime_volume", tr("Loudness of the chimes"), ""),
    )


def _hands_free_rows(row: "_RowOf") -> tuple[SettingRow, ...]:
    return (
        row.toggle(
            "voice_commands",
            tr("Voice commands"),
            tr(
                "Say “coach, pause” and the like from wherever you are. The microphone is open while a"
                " session is, and a sign says so. Nothing is stored or sent."
            ),
        ),
        row.microphone("microphone", tr("Microphone"), tr("What the coach listens to.")),
    )


def _beside_rows(row: "_RowOf") -> tuple[SettingRow, ...]:
    return (
        row.choice(
            "other_players",
            tr("Music and films"),
            tr("While a session runs. What is paused goes on in long rests and at the end. On Linux so far."),
            _other_players,
        ),
        row.toggle(
            "beat_edge",
            tr("Beat at the edge"),
            tr("On the TV page the edge of the screen lights up softly with the beat."),
        ),
        row.toggle(
            "ad_break_floor",
            tr("Floor in ad breaks"),
            tr("Drills on the floor may come in an ad break, too."),
        ),
        row.number("mini_opacity", tr("Small player"), tr("How opaque it is."), "%"),
        row.choice("night", tr("At night"), tr("How a session sounds that starts then."), _night),
        row.hour("night_from", tr("Night begins at")),
        row.hour("night_to", tr("Night ends at")),
    )


def _day_rows(row: "_RowOf", goal: Goal) -> tuple[SettingRow, ...]:
    return (
        row.choice(
            "goal_kind",
            tr("A day counts by"),
            tr("Finished sides of drills, or minutes of practice."),
            _goal,
        ),
        row.number("goal_amount", tr("Goal of the day"), tr("As much makes a day count."), _goal_unit(goal)),
        row.hour(
            "day_starts_at",
            tr("A day starts at"),
            tr("Practice before this hour belongs to the day before. Past days stay as they are."),
        ),
    )


def _look_rows(row: "_RowOf") -> tuple[SettingRow, ...]:
    return (
        row.choice("theme", tr("Colours"), tr("Light, dark, or as your system."), _theme),
        row.number("text_size", tr("Text size"), tr("All texts, buttons and spaces grow with it."), "%"),
        row.choice(
            "motion",
            tr("Motion"),
            tr("Reduced: pages, numbers and the figure change at once instead of gliding."),
            _motion,
        ),
    )


def _session_rows(row: "_RowOf") -> tuple[SettingRow, ...]:
    return (
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
        value = bool(getattr(self._settings, name))
        return SettingRow(name, label, text, SettingKind.TOGGLE, value, usual=usual(name))

    def choice(self, name: str, label: str, text: str, word: Callable[[str], str]) -> SettingRow:
        kind = SETTINGS[name]
        members = list(kind) if isinstance(kind, type) and issubclass(kind, StrEnum) else []
        return self._chosen(name, label, text, {member.value: word(member) for member in members})

    def language(self, name: str, label: str, text: str) -> SettingRow:
        value = str(getattr(self._settings, name))
        known = {"en-us": tr("America"), "en-gb": tr("Britain"), "en-gb-scotland": tr("Scotland")}
        return self._chosen(name, label, text, {**known, value: known.get(value, value)})

    def voice(self, name: str, label: str, text: str) -> SettingRow:
        if self._settings.speech_engine is SpeechEngine.SYSTEM:
            return self._chosen(name, label, text, {"": tr("Automatic")}, SettingKind.VOICE)
        # The natural voice is one; the system's that was chosen speaks where that one can't.
        only = {str(getattr(self._settings, name)): tr("Heart (American English)")}
        return self._chosen(name, label, text, only, SettingKind.VOICE)

    def microphone(self, name: str, label: str, text: str) -> SettingRow:
        value = str(getattr(self._settings, name))
        return self._chosen(name, label, text, {"": tr("Automatic"), value: value or tr("Automatic")})

    def number(self, name: str, label: str, text: str, unit: str = "") -> SettingRow:
        return self._bounded(name, label, text, SettingKind.NUMBER, unit)

    def hour(self, name: str, label: str, text: str = "") -> SettingRow:
        return self._bounded(name, label, text, SettingKind.HOUR)

    def level(self, name: str, label: str, text: str) -> SettingRow:
        return self._bounded(name, label, text, SettingKind.LEVEL)

    def _chosen(
        self, name: str, label: str, text: str, words: dict[str, str], kind: SettingKind = SettingKind.CHOICE
    ) -> SettingRow:
        value = str(getattr(self._settings, name))
        return SettingRow(name, label, text, kind, value, tuple(words.items()), usual=str(usual(name)))

    def _bounded(self, name: str, label: str, text: str, kind: SettingKind, unit: str = "") -> SettingRow:
        bounds = SETTINGS[name]
        if not isinstance(bounds, Number):
            raise TypeError(f"{name} is no number")
        value = float(getattr(self._settings, name))
        return SettingRow(
            name,
            label,
            text,
            kind,
            value,
            low=bounds.low,
            high=bounds.high,
            step=bounds.step,
            unit=unit,
            usual=float(usual(name)),
        )


def _goal(kind: str) -> str:
    return {GoalKind.SIDES: tr("sides of drills"), GoalKind.MINUTES: tr("minutes")}[GoalKind(kind)]


def _goal_unit(goal: Goal) -> str:
    return ntr("side", "sides", goal.amount) if goal.kind is GoalKind.SIDES else tr("min")


def _dose(dose: str) -> str:
    return {
        Dose.GENTLE: tr("Gentle: the low end"),
        Dose.MIDDLE: tr("Middle"),
        Dose.FULL: tr("Full: the high end"),
    }[Dose(dose)]


def _pace(pace: str) -> str:
    return {
        Pace.GENTLE: tr("Calm"),
        Pace.MIDDLE: tr("As written"),
        Pace.FULL: tr("Brisk"),
    }[Pace(pace)]


def _engine(engine: str) -> str:
    return {
        SpeechEngine.SYSTEM: tr("The system's voices"),
        SpeechEngine.NATURAL: tr("Natural voice"),
    }[SpeechEngine(engine)]


def _other_players(choice: str) -> str:
    return {
        OtherPlayers.LEAVE: tr("Leave them alone"),
        OtherPlayers.PAUSE: tr("Pause them"),
        OtherPlayers.LOWER: tr("Lower them while the coach speaks"),
    }[OtherPlayers(choice)]


def _night(night: str) -> str:
    return {
        Night.USUAL: tr("As by day"),
        Night.SOFT: tr("Softer"),
        Night.CAPTIONS: tr("Captions, no voice"),
    }[Night(night)]


def _theme(theme: str) -> str:
    return {Theme.SYSTEM: tr("As the system"), Theme.LIGHT: tr("Light"), Theme.DARK: tr("Dark")}[Theme(theme)]


def _motion(motion: str) -> str:
    return {
        Motion.SYSTEM: tr("As the system"),
        Motion.REDUCED: tr("Reduced"),
        Motion.FULL: tr("Full"),
    }[Motion(motion)]
