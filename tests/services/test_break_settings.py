import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_coach.domain.breaks.rules import BreakKind, BreakRules, Strictness, WorkHours
from mobility_coach.domain.breaks.state import Block
from mobility_coach.services.breaks.break_fields import (
    FIELDS,
    KIND_FIELDS,
    break_values,
    changed_breaks,
    kind_row,
    kind_values,
    new_kind_id,
    plain_values,
    read_break_settings,
    usual_kind,
)
from mobility_coach.services.breaks.break_settings import (
    LONG_KIND,
    SHORT_KIND,
    USUAL_KINDS,
    BreakSettings,
    BreakSound,
    Closing,
    is_quiet_at,
    rules_of,
    wanted_blocks,
)
from mobility_coach.services.setting_values import SettingError
from mobility_coach.services.settings import Settings, read_settings, settings_values
from mobility_coach.services.settings_book import SettingsBook
from tests.services.test_settings_book import FakeStore

EYES = BreakKind(
    "eyes", "Look far away", 30, 20 * 60, at=(600, 900), routine="ankle-rolls",
    is_on=False, has_chime=True, strictness=Strictness.STRICT,
)  # fmt: skip
EVERYTHING = BreakSettings(
    is_on=True,
    kinds=(EYES, replace(SHORT_KIND, every=45 * 60)),
    hours=WorkHours(frozenset({0, 5}), 22 * 60, 6 * 60 + 30),
    notice_seconds=0,
    snooze_minutes=10,
    most_snoozes=0,
    sound=BreakSound.HOURS,
    quiet_from=18 * 60,
    quiet_to=9 * 60,
    uses_floor=True,
    yields_full_screen=False,
    yields_presentation=False,
    yields_do_not_disturb=False,
    programs=("zoom", "obs studio"),
    closing=Closing.STAY,
)
WRITTEN = {
    "is_on": True, "days": "16", "work_from": "22:00", "work_to": "6:30", "notice_seconds": 0,
    "snooze_minutes": 10, "most_snoozes": 0, "sound": "hours", "quiet_from": "18:00", "quiet_to": "9:00",
    "uses_floor": True, "yields_full_screen": False, "yields_presentation": False,
    "yields_do_not_disturb": False, "programs": "zoom, obs studio", "closing": "stay",
    "kinds": {
        "eyes": {
            "is_on": False, "title": "Look far away", "every": 20, "at": "10:00, 15:00", "minutes": 0.5,
            "routine": "ankle-rolls", "has_chime": True, "is_strict": True,
        },
        "short": {"every": 45},
    },
}  # fmt: skip


def read(value: object) -> tuple[BreakSettings, dict[str, object], list[str]]:
    problems: list[str] = []
    read_settings, odd = read_break_settings(value, problems)
    return read_settings, odd, problems


def test_nothing_saved_gives_the_usual_ones_and_writes_nothing() -> None:
    assert read({}) == (BreakSettings(), {}, [])
    assert break_values(BreakSettings()) == {}
    assert settings_values(Settings()) == {}


def test_all_of_it_is_written_in_plain_words_and_read_again() -> None:
    assert break_values(EVERYTHING) == WRITTEN
    assert read(json.loads(json.dumps(WRITTEN))) == (EVERYTHING, {}, [])


def test_every_field_is_in_the_table() -> None:
    assert set(plain_values(BreakSettings())) == set(FIELDS)
    assert set(kind_values(SHORT_KIND)) == set(KIND_FIELDS)
    assert [usual_kind(kind.id) for kind in USUAL_KINDS] == list(USUAL_KINDS)


BAD: dict[str, list[object]] = {
    "is_on": [1, "yes", None],
    "days": ["", "8", "12345678", 5, "1a"],
    "work_from": ["24:00", "9:60", -1, 1440, 9.5, True, None, "9:3", "x" * 500, float("nan"), "٣:00"],
    "notice_seconds": [-1, 301, 2.5, "30"],
    "snooze_minutes": [0, 61],
    "most_snoozes": [-1, 11, 2**70],
    "sound": ["loud", 1],
    "programs": [["zoom"], "a\nb", ", ".join(f"program{n}" for n in range(21)), "x" * 65, "x" * 3000],
    "closing": ["later"],
}
BAD_OF_KINDS: dict[str, list[object]] = {
    "is_on": ["on"],
    "title": ["x" * 61, "a\nb", 3],
    "every": [4, 721, 30.5, "30"],
    "at": ["10am", "25:00", 10, "9:00 " * 500, " ".join(f"{h}:{m:02d}" for h in range(5) for m in range(5))],
    "minutes": [0.4, 61, "2"],
    "routine": ["../x", 5, "a b"],
    "has_chime": [0],
    "is_strict": ["strict"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in BAD for value in BAD[name]])
def test_a_bad_value_costs_itself_alone(name: str, value: object) -> None:
    found, odd, [problem] = read({**WRITTEN, name: value})
    usual = plain_values(BreakSettings())
    assert plain_values(found) == plain_values(EVERYTHING) | {name: usual[name]}
    assert problem.startswith(f"'breaks.{name}' can't be ")
    assert len(problem) < 160
    assert odd == {name: value}
    assert break_values(found, odd)[name] is value
    with pytest.raises(SettingError, match="can't be"):
        changed_breaks(EVERYTHING, name, value)


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name in BAD_OF_KINDS for value in BAD_OF_KINDS[name]]
)
def test_a_bad_value_of_a_kind_costs_itself_alone(name: str, value: object) -> None:
    entry: dict[str, object] = {**WRITTEN["kinds"]["eyes"], name: value}  # type: ignore[index]
    found, odd, [problem] = read({"kinds": {"eyes": entry}})
    assert kind_values(found.kinds[0]) == kind_values(EYES) | {name: kind_values(usual_kind("eyes"))[name]}
    assert problem.startswith(f"'breaks.kinds.eyes.{name}' can't be ")
    written = break_values(found, odd)["kinds"]
    assert isinstance(written, dict)
    assert written["eyes"][name] is value
    with pytest.raises(SettingError, match="can't be"):
        changed_breaks(EVERYTHING, kind_row("eyes", name), value)


def test_a_problem_says_what_can_be_chosen() -> None:
    kinds = {"a.b": {}, "eyes": 5, "short": {"at": "10am"}}
    assert read({"days": "", "work_to": "25", "kinds": kinds, "programs": 1})[2] == [
        "'breaks.days' can't be ''; it can be one day of the week or more.",
        "'breaks.work_to' can't be '25'; it can be a time such as 9:30.",
        "'breaks.programs' can't be 1; it can be up to 20 names with commas between them.",
        "'breaks.kinds.a.b' can't be {}; it can be an object; its name has letters, digits and dashes.",
        "'breaks.kinds.eyes' can't be 5; it can be an object; its name has letters, digits and dashes.",
        "'breaks.kinds.short.at' can't be '10am'; it can be up to 24 times such as 10:00, 15:00.",
    ]


def test_a_problem_is_plain_text_whatever_the_file_names() -> None:
    [problem] = read({"kinds": {"a\x1b[31m\nb": 5}})[2]
    assert problem.startswith("'breaks.kinds.a\\x1b[31m\\nb' can't be 5; ")
    assert problem.isprintable()


@pytest.mark.parametrize("value", [[], "x", {}, {f"k{number}": {} for number in range(13)}])
def test_kinds_that_are_no_kinds_leave_the_usual_ones(value: object) -> None:
    found, odd, problems = read({"kinds": value})
    assert found.kinds == USUAL_KINDS
    assert len(problems) == 1
    if not isinstance(value, dict):
        assert break_values(found, odd) == {"kinds": value}


def test_breaks_that_are_no_object() -> None:
    found, odd, problems = read(7)
    assert (found, odd) == (BreakSettings(), {})
    assert problems == ["'breaks' can't be 7; it can be an object."]


def test_names_of_another_version_are_kept_until_their_kind_goes() -> None:
    raw = {"moon": 1, "is_on": 5, "kinds": {"short": {"glow": 2, "every": 3}, "x y": {}, "long": {}}}
    book = SettingsBook(store := FakeStore({"breaks": raw}))
    assert len(book.problems) == 3
    assert book.change("muted", True) == ""
    assert store.values["breaks"] == raw
    assert book.change_breaks(changed_breaks(book.settings.breaks, "snooze_minutes", 7)) == ""
    assert store.values["breaks"] == {
        "moon": 1,
        "snooze_minutes": 7,
        "kinds": {"short": {"glow": 2}, "long": {}},
    }
    assert book.change_breaks(replace(book.settings.breaks, kinds=(LONG_KIND,))) == ""
    assert store.values["breaks"] == {"moon": 1, "snooze_minutes": 7, "kinds": {"long": {}}}
    assert SettingsBook(store).settings.breaks.kinds == (LONG_KIND,)
    assert book.change_breaks(BreakSettings()) == ""
    assert SettingsBook(store).problems == ()


def test_what_was_kept_of_something_else_is_forgotten_with_a_change() -> None:
    book = SettingsBook(store := FakeStore({"breaks": 3}))
    assert len(book.problems) == 1
    assert book.change_breaks(EVERYTHING) == ""
    assert store.values == {"breaks": WRITTEN}
    book = SettingsBook(store := FakeStore({"breaks": {"kinds": 3}}))
    assert book.change_breaks(replace(BreakSettings(), is_on=True)) == ""
    assert store.values == {"breaks": {"is_on": True}}


def test_kinds_beside_some_that_can_not_be_read() -> None:
    found, odd, _ = read({"kinds": {"short": {"every": 40}, "?": 1}})
    assert break_values(found, odd) == {"kinds": {"short": {"every": 40}, "?": 1}}
    assert break_values(EVERYTHING, {"kinds": 5})["kinds"] == WRITTEN["kinds"]


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("days", "531", "135"),
        ("work_from", "9:30", 570),
        ("work_from", "9", 540),
        ("work_from", 570.0, 570),
        ("quiet_to", "07.15", 435),
        ("programs", " Zoom ,, zoom, obs ", "zoom, obs"),
        ("programs", "", ""),
        ("kind.eyes.at", "15:00 9.30; 9:30", "9:30, 15:00"),
        ("kind.eyes.at", " ", ""),
        ("kind.eyes.title", "  Stretch ", "Stretch"),
        ("kind.eyes.minutes", 2.5, 2.5),
        ("kind.short.is_strict", True, True),
    ],
)
def test_a_row_is_kept_in_one_form(name: str, value: object, kept: object) -> None:
    found = changed_breaks(EVERYTHING, name, value)
    if name.startswith("kind."):
        kind = found.kind(name.split(".")[1])
        assert kind is not None
        assert kind_values(kind)[name.split(".")[2]] == kept
    else:
        assert plain_values(found)[name] == kept


@pytest.mark.parametrize("name", ["moon", "kind.moon.every", "kind.eyes.moon", "kind", "kinds.eyes.every"])
def test_a_row_that_is_not_there(name: str) -> None:
    with pytest.raises(SettingError, match="no setting called"):
        changed_breaks(EVERYTHING, name, 1)


def test_a_refusal_calls_a_row_as_people_do() -> None:
    with pytest.raises(SettingError, match=r"^'At set times' can't be '10am'"):
        changed_breaks(EVERYTHING, "kind.eyes.at", "10am", called="At set times")


def test_a_new_kind_has_an_id_of_its_own() -> None:
    assert new_kind_id([]) == "break-1"
    assert new_kind_id(["break-1", "short", "break-3"]) == "break-2"


def test_the_machine_goes_by_the_settings() -> None:
    assert rules_of(BreakSettings(), 4) == BreakRules(USUAL_KINDS)
    assert rules_of(EVERYTHING, 0) == BreakRules(EVERYTHING.kinds, EVERYTHING.hours, 0, 600, 0, 0)
    assert EVERYTHING.kind("eyes") is EYES
    assert EVERYTHING.kind("moon") is None


@pytest.mark.parametrize(
    ("sound", "start", "end", "quiet"),
    [
        (BreakSound.VOICE, 0, 0, set()),
        (BreakSound.QUIET, 600, 700, {0, 599, 600, 699, 700, 1439}),
        (BreakSound.HOURS, 600, 700, {600, 699}),
        (BreakSound.HOURS, 700, 600, {0, 599, 700, 1439}),
        (BreakSound.HOURS, 600, 600, {0, 599, 600, 699, 700, 1439}),
    ],
)
def test_quiet_hours(sound: BreakSound, start: int, end: int, quiet: set[int]) -> None:
    chosen = BreakSettings(sound=sound, quiet_from=start, quiet_to=end)
    assert {minute for minute in (0, 599, 600, 699, 700, 1439) if is_quiet_at(chosen, minute)} == quiet


def test_what_holds_a_reminder_back() -> None:
    assert wanted_blocks(BreakSettings()) == set(Block) - {Block.PROGRAM, Block.SESSION}
    assert wanted_blocks(EVERYTHING) == {Block.LOCKED, Block.PROGRAM}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*KIND_FIELDS, "x"]) | st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=2 * settings().max_examples)
@given(JSON | st.dictionaries(st.sampled_from([*FIELDS, "kinds", "else"]), JSON))
def test_whatever_the_file_holds_the_settings_are_sound(value: object) -> None:
    found, odd, problems = read(value)
    assert all(problem.isprintable() for problem in problems)
    assert 0 < len(found.kinds) <= 12
    assert read(json.loads(json.dumps(break_values(found)))) == (found, {}, [])
    # What could not be used stands in the file as it was, and is found again.
    again = read_settings(settings_values(read_settings({"breaks": value})[0]))
    assert again[0].breaks == found
    if isinstance(value, dict):
        assert len(again[1]) == len(problems)
        assert read(break_values(found, odd))[0] == found
