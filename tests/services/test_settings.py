import json
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_coach.domain.preferences import CoachingPreferences, Dose, DrillChoices, Pace
from mobility_coach.domain.streak import Goal, GoalKind
from mobility_coach.services.setting_values import SettingError
from mobility_coach.services.settings import (
    SETTINGS,
    Settings,
    Theme,
    changed,
    preferences_of,
    read_settings,
    settings_values,
    usual,
    with_drill,
)

GOOD: dict[str, object] = {
    "theme": "dark", "text_size": 150, "motion": "reduced",
    "day_starts_at": 0, "goal_kind": "minutes", "goal_amount": 10, "voice": "gmw/en-us+f3",
    "speech_rate": 140, "language": "en-gb", "volume": 0.7,
    "voice_volume": 0.5, "click_volume": 0.0, "chime_volume": 1.0,
    "muted": True, "wait_for_ready": True, "setup_seconds": 10.0, "link_seconds": 0.0, "switch_seconds": 6.5,
    "rest_seconds": 20.0, "count_in_beats": 4, "dose": "full", "tempo": "gentle",
    "hints": False,
    "speech_engine": "natural", "voice_commands": True, "microphone": "USB", "other_players": "pause",
    "night": "soft", "night_from": 21, "night_to": 6, "beat_edge": False, "mini_opacity": 60,
    "ad_break_floor": True,
}  # fmt: skip
DRILLS = {"ankle-rolls": {"reps": {"A": 20}, "bpm": 55, "cue": "glute-led"}, "hip": {"bpm": 40}}


def test_every_setting_is_in_the_table_and_has_a_sound_default() -> None:
    names = {each.name for each in fields(Settings)} - {"drills", "breaks", "keys", "kept"}
    assert names == set(SETTINGS) == set(GOOD)
    read, problems = read_settings({name: getattr(Settings(), name) for name in SETTINGS})
    assert (read, problems) == (Settings(), ())


def test_nothing_saved_gives_the_defaults() -> None:
    assert read_settings({}) == (Settings(), ())
    assert settings_values(Settings()) == {}


def test_what_is_saved_is_read() -> None:
    values = {**GOOD, "drills": DRILLS}
    read, problems = read_settings(values)
    assert problems == ()
    assert read.theme is Theme.DARK
    assert read.goal == Goal(GoalKind.MINUTES, 10)
    assert read.drills["ankle-rolls"] == DrillChoices({"A": 20}, 55, "glute-led")
    assert json.loads(json.dumps(settings_values(read))) == values


BAD: dict[str, list[object]] = {
    "theme": ["purple", 1, None],
    "day_starts_at": [13, 4.5, "4", True],
    "goal_kind": ["reps"],
    "goal_amount": [0, 2**70],
    "voice": ["a\nb", "x" * 201, "\ud800"],
    "speech_rate": [79, 301],
    "voice_volume": [1.01, -0.1],
    "click_volume": [float("nan")],
    "muted": [1, "yes"],
    "rest_seconds": [float("inf")],
    "count_in_beats": [[], 9],
    "dose": [{}],
    "tempo": ["fast", 0.8],
    "text_size": [99, 201, 133.3, "150", True],
    "motion": ["none", False],
    "hints": [None],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in BAD for value in BAD[name]])
def test_a_bad_value_costs_itself_alone(name: str, value: object) -> None:
    read, problems = read_settings({**GOOD, name: value})
    assert getattr(read, name) == getattr(Settings(), name)
    for other in SETTINGS:
        assert other == name or getattr(read, other) == GOOD[other]
    [problem] = problems
    assert problem.startswith(f"'{name}' can't be ")
    assert len(problem) < 160
    # It is not overwritten until the person chooses something.
    assert settings_values(read)[name] is value
    assert settings_values(changed(read, name, GOOD[name]))[name] == GOOD[name]
    with pytest.raises(SettingError, match=name):
        changed(read, name, value)


def test_a_problem_says_what_can_be_chosen() -> None:
    _, problems = read_settings(
        {"theme": "purple", "count_in_beats": 0, "muted": 3, "voice": 4, "rest_seconds": -1}
    )
    assert problems == (
        "'theme' can't be 'purple'; it can be system, light, dark.",
        "'count_in_beats' can't be 0; it can be a whole number from 1 to 8.",
        "'muted' can't be 3; it can be true or false.",
        "'voice' can't be 4; it can be a short text.",
        "'rest_seconds' can't be -1; it can be 0 to 120.",
    )


def test_unknown_names_are_kept() -> None:
    read, problems = read_settings({"tray": {"icon": True}, "theme": "light"})
    assert problems == ()
    assert settings_values(changed(read, "muted", value=True)) == {
        "tray": {"icon": True},
        "theme": "light",
        "muted": True,
    }


def test_an_unknown_setting_cannot_be_changed() -> None:
    with pytest.raises(SettingError, match="no setting called 'tray'"):
        changed(Settings(), "tray", 1)


def test_a_whole_number_may_come_as_a_float() -> None:
    assert changed(Settings(), "count_in_beats", 4.0).count_in_beats == 4


@pytest.mark.parametrize(
    ("entry", "named"),
    [
        (5, "drills.bad'"),
        ({"reps": []}, "drills.bad.reps"),
        ({"reps": {"A": 0}}, "drills.bad.reps.A"),
        ({"reps": {"A": 101}}, "drills.bad.reps.A"),
        ({"reps": {"a b": 5}}, "drills.bad.reps"),
        ({"reps": {f"m{number}": 1 for number in range(65)}}, "drills.bad.reps"),
        ({"bpm": 19}, "drills.bad.bpm"),
        ({"bpm": "fast"}, "drills.bad.bpm"),
        ({"cue": "a b"}, "drills.bad.cue"),
        ({"cue": 7}, "drills.bad.cue"),
    ],
)
def test_a_bad_drill_costs_itself_alone(entry: object, named: str) -> None:
    read, problems = read_settings({"drills": {"hip": {"bpm": 40}, "bad": entry}})
    assert dict(read.drills) == {"hip": DrillChoices(bpm=40)}
    assert len(problems) == 1
    assert named in problems[0]
    assert settings_values(read)["drills"] == {"hip": {"bpm": 40}, "bad": entry}


def test_a_drill_with_an_odd_name() -> None:
    _, problems = read_settings({"drills": {"../" + "x" * 500: {}}})
    assert len(problems[0]) < 160


@pytest.mark.parametrize("value", [[], "x", {str(number): {} for number in range(1_001)}])
def test_drills_that_are_no_object(value: object) -> None:
    read, problems = read_settings({"drills": value, "muted": True})
    assert read.muted
    assert len(problems) == 1


def test_choices_for_a_drill() -> None:
    chosen = with_drill(Settings(), "hip", DrillChoices({"A": 8}, 50, None))
    assert chosen.drills["hip"] == DrillChoices({"A": 8}, 50, None)
    assert with_drill(chosen, "hip", DrillChoices()) == Settings()
    with pytest.raises(SettingError, match=r"drills\.hip\.bpm"):
        with_drill(chosen, "hip", DrillChoices(bpm=500))


def test_there_is_an_end_to_drills() -> None:
    full, _ = read_settings({"drills": {f"d{number}": {"bpm": 40} for number in range(1_000)}})
    with pytest.raises(SettingError, match="more than 1000 drills"):
        with_drill(full, "one-more", DrillChoices(bpm=40))


def test_preferences_come_from_the_settings() -> None:
    assert preferences_of(Settings()) == CoachingPreferences()
    read, _ = read_settings({**GOOD, "drills": DRILLS})
    made = preferences_of(read)
    assert (made.dose, made.rest_seconds, made.hints, made.count_in_beats) == (Dose.FULL, 20.0, False, 4)
    assert made.choices("hip").bpm == 40
    assert made.pace is Pace.GENTLE


def test_a_setting_has_a_usual_value() -> None:
    assert (usual("text_size"), usual("theme")) == (100, Theme.SYSTEM)


@settings(deadline=None, max_examples=150)
@given(
    st.dictionaries(
        st.sampled_from([*SETTINGS, "drills", "else"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
            lambda inner: (
                st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
            ),
            max_leaves=6,
        ),
    )
)
def test_whatever_the_file_holds_settings_are_sound(values: dict[str, object]) -> None:
    read, _ = read_settings(values)
    again, problems = read_settings({name: getattr(read, name) for name in SETTINGS})
    assert problems == ()
    assert again == read_settings({name: getattr(again, name) for name in SETTINGS})[0]
