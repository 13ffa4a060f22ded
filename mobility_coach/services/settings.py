"""The settings: one table of names, kinds and bounds, read value by value; a bad one costs itself alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from types import MappingProxyType

from mobility_coach.domain.day import DEFAULT_DAY_START
from mobility_coach.domain.keys import USUAL_KEYS, KeyMap
from mobility_coach.domain.preferences import (
    FASTEST_BPM,
    SLOWEST_BPM,
    CoachingPreferences,
    Dose,
    DrillChoices,
    Pace,
)
from mobility_coach.domain.streak import Goal, GoalKind
from mobility_coach.domain.wording import tr
from mobility_coach.services.breaks.break_fields import break_values, read_break_settings, still_kept
from mobility_coach.services.breaks.break_settings import BreakSettings
from mobility_coach.services.key_settings import key_values, read_keys, still_odd
from mobility_coach.services.practice.practice_fields import is_safe_name
from mobility_coach.services.setting_values import (
    Kind,
    Number,
    SettingError,
    SettingValue,
    checked_number,
    checked_value,
    refusal,
)

_USUAL = CoachingPreferences()

_PARTS = ("drills", "breaks", "keys")
"""What the file holds beside single settings."""

MOST_DRILLS = 1_000
MOST_MOVEMENTS = 64
MOST_REPS = 100


class Theme(StrEnum):
    """Which palette is painted."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Motion(StrEnum):
    """Whether things move that could as well change at once."""

    SYSTEM = "system"
    REDUCED = "reduced"
    FULL = "full"


class SpeechEngine(StrEnum):
    """Which engine speaks."""

    SYSTEM = "system"
    NATURAL = "natural"


class OtherPlayers(StrEnum):
    """What becomes of music and films while a session runs."""

    LEAVE = "leave"
    PAUSE = "pause"
    LOWER = "lower"


class Night(StrEnum):
    """How the coach sounds in the hours of the night."""

    USUAL = "usual"
    SOFT = "soft"
    CAPTIONS = "captions"


SETTINGS: Mapping[str, Kind] = MappingProxyType(
    {
        "theme": Theme,
        "text_size": Number(100, 200, 10, is_whole=True),
        "motion": Motion,
        "day_starts_at": Number(0, 12, 1, is_whole=True),
        "goal_kind": GoalKind,
        "goal_amount": Number(1, 240, 1, is_whole=True),
        "voice": str,
        "speech_rate": Number(80, 300, 5, is_whole=True),
        "language": str,
        "volume": Number(0, 1, 0.05),
        "voice_volume": Number(0, 1, 0.05),
        "click_volume": Number(0, 1, 0.05),
        "chime_volume": Number(0, 1, 0.05),
        "muted": bool,
        "wait_for_ready": bool,
        "setup_seconds": Number(0, 60, 1),
        "link_seconds": Number(0, 30, 1),
        "switch_seconds": Number(0, 60, 1),
        "rest_seconds": Number(0, 120, 1),
        "count_in_beats": Number(1, 8, 1, is_whole=True),
        "dose": Dose,
        "tempo": Pace,
        "hints": bool,
        "speech_engine": SpeechEngine,
        "voice_commands": bool,
        "microphone": str,
        "other_players": OtherPlayers,
        "night": Night,
        "night_from": Number(0, 23, 1, is_whole=True),
        "night_to": Number(0, 23, 1, is_whole=True),
        "beat_edge": bool,
        "mini_opacity": Number(30, 100, 10, is_whole=True),
        "ad_break_floor": bool,
    }
)
"""Every setting by name, and what it may hold. The defaults are those of `Settings`."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, each within its bounds.

    Attributes:
        voice: id of the speech engine's voice, empty for its own choice.
        language: a language tag such as "en-us".
        text_size: in percent of the normal one.
        microphone: name of the device, empty for the system's own choice.
        night_from, night_to: full hours; the night lasts from the one to the other.
        beat_edge: whether the screen's edge lights up with the beat on a TV.
        mini_opacity: of the small player, in percent.
        ad_break_floor: whether an ad break may use the floor.
        drills: what was set for single drills.
        breaks: what was set about reminders.
        keys: which keys give which commands.
        kept: what the file held and this version can't use, as it was: unknown names, bad values.
    """

    theme: Theme = Theme.SYSTEM
    text_size: int = 100
    motion: Motion = Motion.SYSTEM
    day_starts_at: int = DEFAULT_DAY_START
    goal_kind: GoalKind = GoalKind.SIDES
    goal_amount: int = 1
    voice: str = ""
    speech_rate: int = 165
    language: str = "en-us"
    volume: float = 1.0
    voice_volume: float = 1.0
    click_volume: float = 0.4
    chime_volume: float = 0.35
    muted: bool = False
    wait_for_ready: bool = _USUAL.wait_for_ready
    setup_seconds: float = _USUAL.setup_seconds
    link_seconds: float = _USUAL.link_seconds
    switch_seconds: float = _USUAL.switch_seconds
    rest_seconds: float = _USUAL.rest_seconds
    count_in_beats: int = _USUAL.count_in_beats
    dose: Dose = _USUAL.dose
    tempo: Pace = _USUAL.pace
    hints: bool = _USUAL.hints
    speech_engine: SpeechEngine = SpeechEngine.SYSTEM
    voice_commands: bool = False
    microphone: str = ""
    other_players: OtherPlayers = OtherPlayers.LEAVE
    night: Night = Night.USUAL
    night_from: int = 22
    night_to: int = 7
    beat_edge: bool = True
    mini_opacity: int = 100
    ad_break_floor: bool = False
    drills: Mapping[str, DrillChoices] = field(default_factory=lambda: MappingProxyType({}))
    breaks: BreakSettings = field(default_factory=BreakSettings)
    keys: KeyMap = USUAL_KEYS
    kept: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def goal(self) -> Goal:
        """What makes a day count."""
        return Goal(self.goal_kind, self.goal_amount)


_DEFAULTS = Settings()


def usual(name: str) -> SettingValue:
    """What the setting called `name` is until somebody changes it."""
    value: SettingValue = getattr(_DEFAULTS, name)
    return value


def read_settings(values: Mapping[str, object]) -> tuple[Settings, tuple[str, ...]]:
    """The settings that JSON values tell, and what could not be used, in plain text.

    A value that is missing or bad leaves the default in its place.
    """
    found: dict[str, SettingValue] = {}
    kept: dict[str, object] = {}
    problems: list[str] = []
    for name, value in values.items():
        if name in SETTINGS:
            try:
                found[name] = _checked(name, value)
            except SettingError as error:
                problems.append(str(error))
                kept[name] = value
        elif name not in _PARTS:
            kept[name] = value
    drills, odd = _read_drills(values.get("drills", {}), problems)
    if odd:
        kept["drills"] = odd
    breaks, unused = read_break_settings(values.get("breaks", {}), problems)
    if unused:
        kept["breaks"] = unused
    keys, unknown = read_keys(values.get("keys", {}), problems)
    if unknown:
        kept["keys"] = unknown
    settings = replace(_DEFAULTS, **found)  # type: ignore[arg-type] # each was checked against its kind
    settings = replace(settings, drills=MappingProxyType(drills), breaks=breaks, keys=keys)
    return replace(settings, kept=MappingProxyType(kept)), tuple(problems)


def settings_values(settings: Settings) -> dict[str, object]:
    """The settings as JSON values: what differs from the defaults, and what was kept."""
    values = dict(settings.kept)
    for name in SETTINGS:
        value = getattr(settings, name)
        if value != getattr(_DEFAULTS, name):
            values[name] = value
    odd = settings.kept.get("drills")
    drills: dict[str, object] = dict(odd) if isinstance(odd, dict) else {}
    drills |= {drill: _choice_values(choices) for drill, choices in settings.drills.items()}
    if drills:
        values["drills"] = drills
    if breaks := break_values(settings.breaks, settings.kept.get("breaks")):
        values["breaks"] = breaks
    if keys := key_values(settings.keys, settings.kept.get("keys", {})):
        values["keys"] = keys
    return values


def changed(settings: Settings, name: str, value: object) -> Settings:
    """The settings with one of them changed. Raises `SettingError` for an unknown name or a bad value."""
    if name not in SETTINGS:
        raise SettingError(tr("There is no setting called '{name}'.").format(name=name))
    new: dict[str, object] = {name: _checked(name, value)}
    kept = MappingProxyType({key: raw for key, raw in settings.kept.items() if key != name})
    return replace(settings, kept=kept, **new)  # type: ignore[arg-type] # checked against its kind


def with_drill(settings: Settings, drill_id: str, choices: DrillChoices) -> Settings:
    """The settings with the choices for one drill; those that choose nothing are forgotten.

    Raises:
        SettingError: a number is out of bounds, or there are more drills than can be kept.
    """
    drills = {drill: old for drill, old in settings.drills.items() if drill != drill_id}
    if choices != DrillChoices():
        drills[drill_id] = _read_choices(drill_id, _choice_values(choices))
    if len(drills) > MOST_DRILLS:
        raise SettingError(tr("Settings for more than {most} drills can't be kept.").format(most=MOST_DRILLS))
    return replace(settings, drills=MappingProxyType(drills))


def with_breaks(settings: Settings, breaks: BreakSettings) -> Settings:
    """The settings with others about reminders; what could not be used of the old ones is forgotten."""
    odd = still_kept(settings.kept.get("breaks"), breaks)
    kept = {name: raw for name, raw in settings.kept.items() if name != "breaks"}
    return replace(settings, breaks=breaks, kept=MappingProxyType(kept | ({"breaks": odd} if odd else {})))


def with_keys(settings: Settings, keys: KeyMap) -> Settings:
    """The settings with other keys; what the file held of those that were changed is forgotten."""
    kept = {name: raw for name, raw in settings.kept.items() if name != "keys"}
    odd = still_odd(settings.kept.get("keys", {}), keys)
    return replace(settings, keys=keys, kept=MappingProxyType(kept | ({"keys": odd} if odd else {})))


def preferences_of(settings: Settings) -> CoachingPreferences:
    """What of the settings says how sessions are built."""
    names = {each.name for each in fields(CoachingPreferences)} & {each.name for each in fields(Settings)}
    return CoachingPreferences(pace=settings.tempo, **{name: getattr(settings, name) for name in names})


def _checked(name: str, value: object) -> SettingValue:
    return checked_value(name, SETTINGS[name], value)


def _read_drills(value: object, problems: list[str]) -> tuple[dict[str, DrillChoices], dict[str, object]]:
    """The choices per drill, and the entries that could not be used."""
    if not isinstance(value, dict) or len(value) > MOST_DRILLS:
        expected = tr("an object of at most {most} drills").format(most=MOST_DRILLS)
        problems.append(refusal("drills", value, expected))
        return {}, {}
    drills: dict[str, DrillChoices] = {}
    odd: dict[str, object] = {}
    for drill, entry in value.items():
        try:
            drills[drill] = _read_choices(drill, entry)
        except SettingError as error:
            problems.append(str(error))
            odd[drill] = entry
    return drills, odd


def _read_choices(drill: str, entry: object) -> DrillChoices:
    place = f"drills.{drill[:64]}"
    if not is_safe_name(drill) or not isinstance(entry, dict):
        raise SettingError(refusal(place, entry, tr("an object")))
    reps, bpm, cue = entry.get("reps", {}), entry.get("bpm"), entry.get("cue")
    if not isinstance(reps, dict) or len(reps) > MOST_MOVEMENTS or not all(map(is_safe_name, reps)):
        raise SettingError(refusal(f"{place}.reps", reps, tr("an object")))
    bounds = Number(1, MOST_REPS, 1, is_whole=True)
    counts = {
        name: int(checked_number(f"{place}.reps.{name}", bounds, count)) for name, count in reps.items()
    }
    if bpm is not None:
        bpm = int(checked_number(f"{place}.bpm", Number(SLOWEST_BPM, FASTEST_BPM, 1, is_whole=True), bpm))
    if cue is not None and not is_safe_name(cue):
        raise SettingError(refusal(f"{place}.cue", cue, tr("the id of a cue")))
    return DrillChoices(MappingProxyType(counts), bpm, cue)


def _choice_values(choices: DrillChoices) -> dict[str, object]:
    values: dict[str, object] = {"reps": dict(choices.reps), "bpm": choices.bpm, "cue": choices.cue}
    return {name: value for name, value in values.items() if value}
