"""The published schema and the validator say the same, as far as a schema can."""

import copy
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from mobility_coach.adapters.machine.resources import resources_folder
from mobility_coach.domain.drill_format import parse_drill
from tests.contracts.quick_schema import quick_validator
from tests.domain.mutated_files import mutated, paths, with_one_movement, with_part

SCHEMA = json.loads((resources_folder() / "schema" / "drill.schema.json").read_text("utf-8"))
VALIDATOR: jsonschema.Draft202012Validator = jsonschema.Draft202012Validator(SCHEMA)
SHIPPED = {
    path.name: json.loads(path.read_text("utf-8"))
    for path in sorted((resources_folder() / "drills").iterdir())
}

# What a schema can't say.
ONLY_OURS = ("is above 'high'", "already stands in")

ODD_VALUES: list[object] = [
    *(None, True, False, 0, 1, 2, 5, 5.0, 5.5, -1, 12, 16, 17, 19, 20, 100, 101, 200, 201, 10**30),
    *("", " ", "A", "Z", "a", "AB", "x-1", "X", "each", "together", "standing", "wall", "tv", "frontal"),
    *("{side}", "{sides}", "{", "}}", "{Other} {other}", "tab\t", "line\n", "\u2028", "\u202e", "\ufeff"),
    *("\ud800", "\x7f", "ü", "<b>", "\u00a0", "\U0001f600", "a" * 64, "a" * 65),
    *(
        [],
        {},
        [[]],
        ["frontal"],
        ["wall", "floor"],
        ["wall", "wall"],
        [{"place": "desk"}],
        {"low": 3, "high": 3},
    ),
    {"say": "Go.", "read": "Go."},
    *("x" * length for limit in (30, 60, 160, 200, 600, 1200) for length in (limit, limit + 1)),
]


def assert_agreement(value: object, validator: jsonschema.Draft202012Validator = VALIDATOR) -> bool:
    """Whether `value` is a good drill; both must say so."""
    by_schema = validator.is_valid(value)
    problems = parse_drill(json.dumps(value), "x.json").problems
    if by_schema and problems:
        assert all(any(words in problem.message for words in ONLY_OURS) for problem in problems), problems
    else:
        assert by_schema == (not problems), problems
    return not problems


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_shipped_drills_satisfy_both(name: str) -> None:
    assert assert_agreement(SHIPPED[name])


DRILLS = mutated(
    list(SHIPPED.values()), ODD_VALUES, ["felt", "switch", "note", "equipment", "cautions", "odd"]
)


@settings(deadline=None, max_examples=200)
@given(DRILLS)
def test_mutated_drills_are_judged_alike(value: object) -> None:
    assert_agreement(value)


def leaves() -> list[tuple[str, tuple[str | int, ...]]]:
    """A path for each field of the format, lists by their first entry."""
    seen: dict[tuple[str | int, ...], tuple[str, tuple[str | int, ...]]] = {}
    for name, drill in SHIPPED.items():
        for path in paths(drill):
            seen.setdefault(tuple("*" if isinstance(key, int) else key for key in path), (name, path))
    return list(seen.values())


@pytest.mark.parametrize(("name", "path"), leaves(), ids=lambda part: part if isinstance(part, str) else "")
def test_each_field_is_judged_alike(name: str, path: tuple[str | int, ...]) -> None:
    drill, path_in_it = with_one_movement(SHIPPED[name], path)
    assert assert_agreement(drill)
    validator = quick_validator(SCHEMA)
    for odd in ODD_VALUES:
        assert_agreement(with_part(drill, path_in_it, odd), validator)


@pytest.mark.parametrize(
    ("at", "most"),
    [
        (("setup",), 12),
        (("movements",), 12),
        (("movements", 0, "hints"), 12),
        (("movements", 0, "cautions"), 8),
        (("cautions",), 8),
        (("movements", 0, "cue_choices"), 6),
    ],
)
def test_lists_have_the_same_limit(at: tuple[str | int, ...], most: int) -> None:
    drill = copy.deepcopy(SHIPPED["1-ankle-rolls.json"])
    entries: dict[str, list[object]] = {
        "setup": [drill["setup"][0]] * (most + 1),
        "movements": [drill["movements"][0] | {"id": letter} for letter in "ABCDEFGHIJKLM"],
        "hints": ["Breathe."] * (most + 1),
        "cautions": ["Back off."] * (most + 1),
        "cue_choices": [drill["movements"][0]["cue_choices"][0] | {"id": f"c{n}"} for n in range(most + 1)],
    }
    holder: Any = drill
    for key in at[:-1]:
        holder = holder[key]
    holder[at[-1]] = entries[str(at[-1])][:most]
    assert assert_agreement(drill)
    holder[at[-1]] = entries[str(at[-1])]
    assert not assert_agreement(drill)
