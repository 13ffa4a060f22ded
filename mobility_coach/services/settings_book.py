"""The settings as they are now: read once, and kept with every change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from mobility_coach.domain.keys import KeyMap
from mobility_coach.domain.preferences import DrillChoices
from mobility_coach.services.breaks.break_settings import BreakSettings
from mobility_coach.services.ports import SettingsStore
from mobility_coach.services.setting_values import SettingError
from mobility_coach.services.settings import (
    Settings,
    SpeechEngine,
    changed,
    read_settings,
    settings_values,
    with_breaks,
    with_drill,
    with_keys,
)


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """Who speaks.

    Attributes:
        voice: id of a voice of the system's engine, empty for the one that fits `language`.
        rate: words a minute.
        language: a language tag.
        is_natural: whether the natural voice speaks, where it can.
    """

    voice: str = ""
    rate: int = 165
    language: str = "en-us"
    is_natural: bool = False


class SettingsBook:
    """Holds the settings and saves each change. What can't be saved still counts until the program ends."""

    def __init__(self, store: SettingsStore) -> None:
        self._store = store
        self._settings, self._unread = read_settings(store.load())
        self._unsaved = ""

    @property
    def settings(self) -> Settings:
        """All settings, as they are now."""
        return self._settings

    @property
    def problems(self) -> tuple[str, ...]:
        """What could not be used when the settings were read, and what is not saved, in plain text."""
        return (*self._unread, self._unsaved) if self._unsaved else self._unread

    @property
    def voice(self) -> VoiceChoice:
        """Who speaks."""
        settings = self._settings
        is_natural = settings.speech_engine is SpeechEngine.NATURAL
        return VoiceChoice(settings.voice, settings.speech_rate, settings.language, is_natural)

    def change(self, name: str, value: object) -> str:
        """Change one setting. Returns a problem in plain text: a bad value, or one that is not saved."""
        return self.change_all({name: value})

    def change_all(self, values: Mapping[str, object]) -> str:
        """Change several settings and save once. A bad value changes none. Returns a problem, as above."""
        settings = self._settings
        try:
            for name, value in values.items():
                settings = changed(settings, name, value)
        except SettingError as error:
            return str(error)
        return self._keep(settings)

    def change_breaks(self, breaks: BreakSettings) -> str:
        """Keep what was set about reminders. Returns a problem, as above."""
        return self._keep(with_breaks(self._settings, breaks))

    def change_keys(self, keys: KeyMap) -> str:
        """Keep which keys give which commands. Returns a problem, as above."""
        return self._keep(with_keys(self._settings, keys))

    def set_reps(self, drill: str, movement: str, reps: int) -> str:
        """Remember the reps of a movement. Returns a problem, as all below."""
        choices = self._choices(drill)
        wanted = {**choices.reps, movement: reps}
        return self._keep_choices(drill, replace(choices, reps=MappingProxyType(wanted)))

    def set_bpm(self, drill: str, bpm: int) -> str:
        """Remember the tempo of a drill."""
        return self._keep_choices(drill, replace(self._choices(drill), bpm=bpm))

    def set_cue(self, drill: str, cue: str) -> str:
        """Remember the cue that clicks."""
        return self._keep_choices(drill, replace(self._choices(drill), cue=cue))

    def reset_drill(self, drill: str) -> str:
        """Forget what was set for a drill."""
        return self._keep_choices(drill, DrillChoices())

    def _choices(self, drill: str) -> DrillChoices:
        return self._settings.drills.get(drill, DrillChoices())

    def _keep_choices(self, drill: str, choices: DrillChoices) -> str:
        try:
            return self._keep(with_drill(self._settings, drill, choices))
        except SettingError as error:
            return str(error)

    def _keep(self, settings: Settings) -> str:
        if settings == self._settings:
            return ""
        self._settings = settings
        self._unsaved = self._store.save(settings_values(settings))
        return self._unsaved
