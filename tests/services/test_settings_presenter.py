import pytest

from mobility_coach.domain.streak import GoalKind
from mobility_coach.services.presenters.settings_presenter import _RowOf, present_about, present_settings
from mobility_coach.services.presenters.settings_view import SettingKind, SettingRow
from mobility_coach.services.setting_values import Number
from mobility_coach.services.settings import SETTINGS, Settings, Theme, changed

ROWS = [row for group in present_settings(Settings()).groups for row in group.rows]


def test_every_setting_has_one_row() -> None:
    assert sorted(row.name for row in ROWS) == sorted(SETTINGS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_row_shows_the_default_and_offers_only_what_can_be_set(row: SettingRow) -> None:
    assert row.label
    assert row.value == getattr(Settings(), row.name)
    offered: list[object] = [value for value, _ in row.choices]
    if row.kind in (SettingKind.NUMBER, SettingKind.HOUR, SettingKind.LEVEL):
        assert row.low <= float(row.value) <= row.high
        offered += [row.low, row.high]
    for value in offered:
        assert getattr(changed(Settings(), row.name, value), row.name) == value


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("theme", ["As the system", "Light", "Dark"]),
        ("motion", ["As the system", "Reduced", "Full"]),
        ("tempo", ["Calm", "As written", "Brisk"]),
    ],
)
def test_choices_are_named(name: str, words: list[str]) -> None:
    row = next(row for row in ROWS if row.name == name)
    assert [text for _, text in row.choices] == words


def test_no_two_settings_have_one_name() -> None:
    assert len({row.label for row in ROWS}) == len(ROWS)


def test_a_group_knows_what_was_changed_in_it() -> None:
    assert [group.usual_values for group in present_settings(Settings()).groups] == [{}] * 7
    settings = changed(changed(Settings(), "theme", "dark"), "text_size", 150)
    groups = {group.title: group for group in present_settings(settings).groups}
    assert groups["Look"].usual_values == {"theme": "system", "text_size": 100}
    assert groups["Look"].values == {"theme": "dark", "text_size": 150, "motion": "system"}
    assert not groups["Sessions"].usual_values


@pytest.mark.parametrize(
    ("kind", "amount", "unit"),
    [(GoalKind.SIDES, 1, "side"), (GoalKind.SIDES, 2, "sides"), (GoalKind.MINUTES, 10, "min")],
)
def test_the_goal_is_told_in_what_it_is_counted_in(kind: GoalKind, amount: int, unit: str) -> None:
    settings = changed(changed(Settings(), "goal_kind", kind), "goal_amount", amount)
    assert next(row.unit for row in present_settings(settings).rows if row.name == "goal_amount") == unit


def test_hours_of_the_day_are_told_as_such() -> None:
    hours = {row.name for row in ROWS if row.kind is SettingKind.HOUR}
    assert hours == {"night_from", "night_to", "day_starts_at"}


def test_what_stands_below_the_settings() -> None:
    about = present_about("1.2.3", "the folder")
    assert (about.program, about.folder) == ("Mobility Coach 1.2.3", "the folder")
    assert "MIT" in about.licence


def test_a_person_who_chose_a_voice_can_leave_the_choice_to_the_engine_again() -> None:
    view = present_settings(changed(Settings(), "voice", "gmw/en-us"))
    [voice] = [row for group in view.groups for row in group.rows if row.kind is SettingKind.VOICE]
    assert (voice.value, voice.choices) == ("gmw/en-us", (("", "Automatic"),))


def test_the_natural_voice_is_one_and_leaves_the_systems_choice_as_it_is() -> None:
    settings = changed(changed(Settings(), "voice", "gmw/en-us"), "speech_engine", "natural")
    view = present_settings(settings)
    [voice] = [row for row in view.rows if row.kind is SettingKind.VOICE]
    assert (voice.value, voice.choices) == ("gmw/en-us", (("gmw/en-us", "Heart (American English)"),))
    assert view.speech_engine in view.voice_names
    assert "MB" in next(row.help for row in view.rows if row.name == view.speech_engine)


def test_the_view_follows_the_settings() -> None:
    view = present_settings(changed(changed(Settings(), "theme", "dark"), "goal_amount", 4))
    assert (view.value("theme"), view.value("goal_amount")) == (Theme.DARK, 4)


def test_a_language_of_the_settings_file_is_offered_too() -> None:
    row = next(
        row
        for group in present_settings(changed(Settings(), "language", "en-029")).groups
        for row in group.rows
        if row.name == "language"
    )
    assert (row.value, row.choices[-1]) == ("en-029", ("en-029", "en-029"))


def test_a_number_row_needs_a_number() -> None:
    assert not isinstance(SETTINGS["hints"], Number)
    with pytest.raises(TypeError, match="hints is no number"):
        _RowOf(Settings()).number("hints", "", "")


def test_who_reduces_motion_knows_that_the_figure_is_meant_too() -> None:
    (row,) = (row for row in ROWS if row.name == "motion")
    assert "figure" in row.help
