"""The validator: every way in which a file can be wrong gets a message with the place and the remedy."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_coach.domain.drill import Equipment, Place, Plane, Region, RepRange, Sides, Step, Tempo
from mobility_coach.domain.drill_format import MAX_BYTES, parse_drill, printable

TOKENS = "in braces there can be {side}, {other}, {Side}, {Other}"


def smallest() -> dict[str, Any]:
    """A drill with no more than it needs."""
    step = {"say": "Stand tall.", "read": "Stand tall."}
    movement = {
        "id": "A",
        "title": "Bend",
        "planes": ["sagittal"],
        "reps": {"low": 5, "high": 10},
        "tempo": {"bpm": 60, "beats_in": 2, "beats_out": 2},
        "step": {"say": "Bend to the {side}.", "read": "Bend to the {side}."},
        "stroke_in": "Bend",
        "stroke_out": "And back",
    }
    return {
        "format": 1,
        "id": "my-drill",
        "title": "My drill",
        "region": "hip",
        "summary": "One sentence.",
        "read": "What it is.",
        "position": "standing",
        "sides": "together",
        "setup": [step],
        "movements": [movement],
    }


def problems_of(value: object) -> list[str]:
    parsed = parse_drill(json.dumps(value), "hip.json")
    assert (parsed.drill is None) == bool(parsed.problems)
    return [str(problem) for problem in parsed.problems]


def problems_with(change: dict[str, Any], at: str = "") -> list[str]:
    """The problems of the smallest drill with `change` made to the drill, its movement or a part of that."""
    drill = smallest()
    place = drill
    if at:
        place = drill["movements"][0]
        if at != "movement":
            place = place[at]
    place.update(change)
    return problems_of(drill)


def text_problems(text: str | bytes) -> list[str]:
    parsed = parse_drill(text, "hip.json")
    assert parsed.drill is None
    return [str(problem) for problem in parsed.problems]


def test_the_smallest_drill_is_read() -> None:
    parsed = parse_drill(json.dumps(smallest()), "hip.json")
    drill = parsed.drill
    assert drill is not None
    assert parsed.source == "hip.json"
    assert (drill.id, drill.region, drill.equipment, drill.switch) == ("my-drill", Region.HIP, (), None)
    movement = drill.movements[0]
    assert movement.reps == RepRange(5, 10)
    assert movement.tempo == Tempo(60, 2, 2)
    assert movement.step == Step("Bend to the {side}.", "Bend to the {side}.")
    assert (movement.felt, movement.hints, movement.cue_choices) == ("", (), ())


def test_all_that_is_optional_is_read() -> None:
    value = smallest() | {
        "$schema": "drill.schema.json",
        "equipment": ["floor", "wall"],
        "suits": [{"place": "tv", "note": "on a couch"}, {"place": "desk"}],
        "sides": "each",
        "switch": {"say": "Change.", "read": "Change sides."},
        "cautions": ["Back off."],
    }
    value["movements"][0] |= {
        "planes": ["transverse", "frontal"],
        "felt": "the {side} calf",
        "hints": ["Heel down.", "Breathe."],
        "cautions": ["Stop."],
        "cue_choices": [
            {"id": "foot-led", "title": "Feet", "say": "Roll.", "stroke_in": "Out", "stroke_out": "In"}
        ],
    }
    drill = parse_drill(json.dumps(value).encode(), "hip.json").drill
    assert drill is not None
    assert drill.equipment == (Equipment.FLOOR, Equipment.WALL)
    assert [(entry.place, entry.note) for entry in drill.suits] == [
        (Place.TV, "on a couch"),
        (Place.DESK, ""),
    ]
    assert drill.sides is Sides.EACH
    assert drill.switch == Step("Change.", "Change sides.")
    assert drill.cautions == ("Back off.",)
    movement = drill.movements[0]
    assert movement.planes == (Plane.TRANSVERSE, Plane.FRONTAL)
    assert movement.hints == ("Heel down.", "Breathe.")
    assert (movement.felt, movement.cautions) == ("the {side} calf", ("Stop.",))
    assert movement.cue_choices[0].id == "foot-led"


def test_the_message_names_file_place_and_both_numbers() -> None:
    value = smallest()
    value["movements"] = [value["movements"][0] | {"id": letter} for letter in "ABC"]
    value["movements"][2]["reps"] = {"low": 12, "high": 8}
    assert problems_of(value) == ["hip.json: movements[2].reps: 'low' (12) is above 'high' (8)"]


@pytest.mark.parametrize(
    ("change", "at", "message"),
    [
        ({"id": "My Drill"}, "", "id: 'My Drill' must be 1 to 64 characters of a-z, 0-9 and dashes"),
        ({"id": "a" * 65}, "", f"id: '{'a' * 39}…' must be 1 to 64 characters of a-z, 0-9 and dashes"),
        ({"id": "a\n"}, "", "id: 'a\\u000a' must be 1 to 64 characters of a-z, 0-9 and dashes"),
        ({"id": 7}, "", "id: 7 must be 1 to 64 characters of a-z, 0-9 and dashes"),
        ({"id": "AB"}, "movement", "movements[0].id: 'AB' must be one letter, A to Z"),
        ({"title": ""}, "", "title: the text is empty"),
        ({"title": " \u00a0"}, "", "title: the text is empty"),
        ({"title": None}, "", "title: null stands where a text must be"),
        ({"title": ["x"]}, "", "title: a list stands where a text must be"),
        ({"title": {"x": 1}}, "", "title: an object stands where a text must be"),
        ({"title": "x" * 61}, "", "title: the text has 61 characters; 60 are the most"),
        ({"title": "a\tb"}, "", "title: the text must be one plain line; take out the character U+0009"),
        ({"title": "a\ud800"}, "", "title: the text must be one plain line; take out the character U+D800"),
        ({"title": "a\u202e"}, "", "title: the text must be one plain line; take out the character U+202E"),
        ({"title": "To {side}"}, "", "title: '{side}': braces can't stand in this text"),
        (
            {"stroke_in": "To {sid}"},
            "movement",
            f"movements[0].stroke_in: '{{sid}}' is not known; {TOKENS}",
        ),
        (
            {"hints": ["Fine.", "Odd }."]},
            "movement",
            f"movements[0].hints[1]: '}}' is not known; {TOKENS}",
        ),
        ({"region": "ankel"}, "", "region: 'ankel' is not known here; did you mean 'ankle'?"),
        (
            {"region": "elbow joint"},
            "",
            "region: 'elbow joint' is not known here; known are ankle, hip, thoracic-spine",
        ),
        ({"region": True}, "", "region: true must be one of ankle, hip, thoracic-spine"),
        (
            {"region": "h" * 100_000},
            "",
            f"region: '{'h' * 39}…' is not known here; known are ankle, hip, thoracic-spine",
        ),
        ({"titel": "x"}, "", "'titel' is not known here; did you mean 'title'?"),
        ({"Lov": 1}, "reps", "movements[0].reps: 'Lov' is not known here; did you mean 'low'?"),
        ({"\x1b[31m": 1}, "reps", "movements[0].reps: '\\u001b[31m' is not known here; known are low, high"),
        ({"low": 0}, "reps", "movements[0].reps.low: 0 must be a whole number from 1 to 100"),
        ({"low": 5.5}, "reps", "movements[0].reps.low: 5.5 must be a whole number from 1 to 100"),
        ({"low": "5"}, "reps", "movements[0].reps.low: '5' must be a whole number from 1 to 100"),
        ({"low": False}, "reps", "movements[0].reps.low: false must be a whole number from 1 to 100"),
        ({"high": 101}, "reps", "movements[0].reps.high: 101 must be a whole number from 1 to 100"),
        ({"bpm": 19}, "tempo", "movements[0].tempo.bpm: 19 must be a whole number from 20 to 200"),
        ({"bpm": 201}, "tempo", "movements[0].tempo.bpm: 201 must be a whole number from 20 to 200"),
        ({"beats_in": 17}, "tempo", "movements[0].tempo.beats_in: 17 must be a whole number from 1 to 16"),
        ({"beats_out": 0}, "tempo", "movements[0].tempo.beats_out: 0 must be a whole number from 1 to 16"),
        ({"planes": []}, "movement", "movements[0].planes: the list needs 1 entry or more"),
        ({"planes": "sagittal"}, "movement", "movements[0].planes: 'sagittal' stands where a list must be"),
        (
            {"planes": ["frontal", "frontal"]},
            "movement",
            "movements[0].planes[1]: 'frontal' stands more than once; keep one",
        ),
        ({"reps": 5}, "movement", "movements[0].reps: 5 stands where an object must be"),
        ({"setup": [{"say": "x"}]}, "", "setup[0]: 'read' is missing"),
        ({"movements": []}, "", "movements: the list needs 1 entry or more"),
        ({"setup": smallest()["setup"] * 13}, "", "setup: the list has 13 entries; 12 are the most"),
        ({"movements": [3]}, "", "movements[0]: 3 stands where an object must be"),
        (
            {"movements": smallest()["movements"] * 2},
            "",
            "movements[1].id: 'A' already stands in movements[0]; choose another",
        ),
        (
            {"suits": [{"place": "tv"}, {"place": "tv"}]},
            "",
            "suits[1].place: 'tv' already stands in suits[0]; choose another",
        ),
        (
            {"sides": "each"},
            "",
            "'switch' is missing; a drill with 'sides' 'each' tells how to change sides",
        ),
        (
            {"switch": {"say": "x", "read": "x"}},
            "",
            "switch: only a drill with 'sides' 'each' has one; take it out, or change 'sides'",
        ),
        ({"format": 0}, "", "format: 0 must be a whole number from 1 to 1000000"),
        ({"$schema": 5}, "", "$schema: 5 stands where a text must be"),
    ],
)
def test_one_mistake_gets_one_message(change: dict[str, Any], at: str, message: str) -> None:
    assert problems_with(change, at) == [f"hip.json: {message}"]


@pytest.mark.parametrize("name", sorted(smallest()))
def test_a_missing_field_is_named(name: str) -> None:
    value = smallest()
    del value[name]
    assert problems_of(value) == [f"hip.json: '{name}' is missing"]


@pytest.mark.parametrize("name", sorted(smallest()["movements"][0]))
def test_a_missing_field_of_a_movement_is_named(name: str) -> None:
    value = smallest()
    del value["movements"][0][name]
    assert problems_of(value) == [f"hip.json: movements[0]: '{name}' is missing"]


def test_a_wrong_side_is_one_problem_with_or_without_switch() -> None:
    switch = {"say": "Change.", "read": "Change."}
    assert len(problems_with({"sides": "both", "switch": switch})) == 1
    assert len(problems_with({"sides": "both"})) == 1


def test_two_wrong_places_are_not_called_the_same() -> None:
    found = problems_with({"suits": [{"place": "sofa"}, {"place": "roof"}]})
    assert len(found) == 2
    assert all("is not known here" in problem for problem in found)


def test_cue_choices_differ() -> None:
    cue = {"id": "x", "title": "X", "say": "Go.", "stroke_in": "In", "stroke_out": "Out"}
    found = problems_with({"cue_choices": [cue, cue]}, "movement")
    place = "movements[0].cue_choices"
    assert found == [f"hip.json: {place}[1].id: 'x' already stands in {place}[0]; choose another"]


def test_all_problems_are_found_at_once() -> None:
    value = smallest() | {"region": "elbow", "title": 3}
    value["movements"][0]["tempo"]["bpm"] = 5
    del value["movements"][0]["step"]
    assert len(problems_of(value)) == 4


def test_numbers_without_a_fraction_are_whole() -> None:
    assert problems_with({"low": 5.0}, "reps") == []


def test_angle_brackets_are_text() -> None:
    parsed = parse_drill(json.dumps(smallest() | {"title": "<b>Hip</b> & co"}), "hip.json")
    assert parsed.drill is not None
    assert parsed.drill.title == "<b>Hip</b> & co"


def test_a_newer_format_says_only_that() -> None:
    found = problems_of({"format": 2, "id": "x", "kata": []})
    assert found == [
        "hip.json: format: the file has format 2, this program reads format 1; update the program"
    ]


@pytest.mark.parametrize("value", [None, True, 3, "text", [], [smallest()]])
def test_something_else_than_an_object(value: object) -> None:
    found = problems_of(value)
    assert len(found) == 1
    assert "stands where an object must be" in found[0]


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_what_json_does_not_know(constant: str) -> None:
    text = json.dumps(smallest()).replace('"bpm": 60', f'"bpm": {constant}')
    assert text_problems(text) == [f"hip.json: {constant} is not a number in JSON; write one in digits"]


@pytest.mark.parametrize("number", ["1e999", "-1e999", "9" * 4301, "-" + "9" * 100_000])
def test_endless_numbers(number: str) -> None:
    text = json.dumps(smallest()).replace('"bpm": 60', f'"bpm": {number}')
    assert text_problems(text) == [
        "hip.json: movements[0].tempo.bpm: a number that is too large must be a whole number from 20 to 200"
    ]


def test_repeated_names_are_named_with_their_place() -> None:
    text = json.dumps(smallest()).replace('"low": 5', '"low": 5, "low": 6')
    assert text_problems(text) == ["hip.json: movements[0].reps: 'low' stands more than once; keep one"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "line 1, column 1: this is not JSON"),
        (b"{]", "line 1, column 2: this is not JSON"),
        (b'{"a": 1,\n"b" 2}', "line 2, column 5: this is not JSON"),
        (b'{"a": "x\ny"}', "line 1, column 9: this is not JSON"),
        (b"{} {}", "line 1, column 4: this is not JSON"),
        (b"\x00" * 100, "line 1, column 1: this is not JSON"),
        (
            b'\xef\xbb\xbf{"format": 1}',
            "the file starts with a byte order mark; save it as UTF-8 without one",
        ),
        (
            '{"title": "Hüfte"}'.encode("latin-1"),
            "byte 12 is not UTF-8; save the file with the encoding UTF-8",
        ),
        ('{"format": 1}'.encode("utf-16"), "byte 0 is not UTF-8; save the file with the encoding UTF-8"),
        (b'"' + b"x" * MAX_BYTES + b'"', "the file is larger than 256 KiB; shorten its texts"),
    ],
)
def test_what_is_not_json(data: bytes, message: str) -> None:
    found = text_problems(data)
    assert len(found) == 1
    assert found[0].startswith(f"hip.json: {message}")


def test_size_is_counted_in_bytes() -> None:
    assert "larger than" in text_problems("ü" * (MAX_BYTES // 2 + 1))[0]


def test_a_text_with_lone_surrogates_is_refused() -> None:
    text = json.dumps(smallest(), ensure_ascii=False).replace("My drill", "My \udcff")
    assert text_problems(text) == [
        "hip.json: title: the text must be one plain line; take out the character U+DCFF"
    ]


@pytest.mark.parametrize("depth", [30, 900, 1100, 50_000])
@pytest.mark.parametrize("pair", [("[", "]"), ('{"a":', "}")])
def test_deep_nesting(depth: int, pair: tuple[str, str]) -> None:
    opening, closing = pair
    assert len(text_problems(opening * depth + "1" + closing * depth)) >= 1
    deep = json.dumps(smallest()).replace('"hip"', opening * depth + "1" + closing * depth)
    assert len(text_problems(deep)) >= 1


def test_no_more_than_fifty_problems_are_listed() -> None:
    found = problems_of(smallest() | {f"odd{number}": 1 for number in range(15_000)})
    assert len(found) == 50
    steps = [{"sai": 1, "raed": 2}] * 12
    value = smallest() | {"setup": steps}
    value["movements"] = [{"id": 1} for _ in range(12)]
    found = problems_of(value)
    assert len(found) == 51
    assert found[-1] == "hip.json: and 94 more problems"


def test_many_repeated_names_do_not_take_long() -> None:
    # Comparing each of 26,000 names with all others would take a minute.
    names = ",".join(f'"{number:x}":1' for number in range(13_000))
    assert len(text_problems(f"{{{names},{names}}}")) == 51


def test_what_is_shown_can_be_shown() -> None:
    assert printable("a\x1b\u202e\udcffü") == "a\\u001b\\u202e\\udcffü"
    parsed = parse_drill("[]", "evil\x1b[2J.json")
    assert str(parsed.problems[0]).startswith("evil\\u001b[2J.json: ")


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*smallest(), "x"]) | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=60) | JSON_VALUES.map(lambda value: json.dumps(value).encode()))
def test_no_bytes_raise(data: bytes) -> None:
    parsed = parse_drill(data, "any.json")
    assert parsed.drill is None
    assert parsed.problems
    for problem in parsed.problems:
        assert str(problem).isprintable()


def test_a_word_that_is_none_costs_itself_and_the_ones_beside_it_are_read() -> None:
    found = problems_with({"equipment": [7, "sofa", "wall"]})
    assert [line.partition(":")[0] for line in found] == ["hip.json"] * 2
    assert ["equipment[0]" in found[0], "equipment[1]" in found[1]] == [True, True]
