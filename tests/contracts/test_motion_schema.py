"""The published schema of motions and the validator say the same, as far as a schema can."""

import json
import re

import jsonschema
import pytest
from hypothesis import given, settings
from referencing import Registry, Resource

from mobility_coach.adapters.machine.resources import resources_folder
from mobility_coach.domain.drill_format import parse_drill
from mobility_coach.domain.motion_channels import CHANNELS
from mobility_coach.domain.motion_format import parse_inline_motion, parse_motion
from tests.contracts.quick_schema import quick_validator
from tests.domain.mutated_files import mutated, paths, with_one_movement, with_part

RESOURCES = resources_folder()
SCHEMA = json.loads((RESOURCES / "schema" / "motion.schema.json").read_text("utf-8"))
VALIDATOR: jsonschema.Draft202012Validator = jsonschema.Draft202012Validator(SCHEMA)
SHIPPED = {
    path.name: json.loads(path.read_text("utf-8")) for path in sorted((RESOURCES / "motions").glob("*.json"))
}
DRILL_SCHEMA = json.loads((RESOURCES / "schema" / "drill.schema.json").read_text("utf-8"))
DRILL_VALIDATOR: jsonschema.Draft202012Validator = jsonschema.Draft202012Validator(
    DRILL_SCHEMA,
    registry=Registry().with_resource("motion.schema.json", Resource.from_contents(SCHEMA)),
)

# What a schema can't say.
ONLY_OURS = re.compile(
    r"already stands in|must differ|must point across|needs a length|'pelvis\.y' is missing|needs it"
    r"|needs 'leg'|can't rest|first key|last key|keys stand in order"
)

ODD_VALUES: list[object] = [
    *(None, True, False, 0, 1, 2, 0.5, 5.5, -1, 3, 3.1, 88, 90, 181, 10**30, 0.004, -3, 10.5),
    *("", " ", "A", "a", "AB", "left", "both", "free", "plant", "reach", "knee", "wall", "calf", "front"),
    *("{side}", "tab\t", "\ud800", "x-1", "head", "trunk.rotation", "pelvis.y", "hand.left", "most"),
    *([], {}, [[]], [0, 1, 0], [0, 0], [0, 0, 0], [1, 2, 3, 4], [0, 95], ["pelvis"], ["pelvis", "pelvis"]),
    *({"mode": "free"}, {"mode": "foot", "side": "left"}, {"pelvis.y": 1}, {"bone": "head"}, {"at": 0}),
]


def assert_agreement(value: object, validator: jsonschema.Draft202012Validator = VALIDATOR) -> bool:
    """Whether `value` is a good motion; both must say so."""
    by_schema = validator.is_valid(value)
    problems = parse_motion(json.dumps(value), "x.json").problems
    if by_schema and problems:
        assert all(ONLY_OURS.search(problem.message) for problem in problems), problems
    else:
        assert by_schema == (not problems), (
            problems,
            [each.message for each in VALIDATOR.iter_errors(value)],
        )
    return not problems


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_has_each_channel_with_its_range() -> None:
    channels = SCHEMA["$defs"]["channels"]["properties"]
    assert {name: (each["minimum"], each["maximum"]) for name, each in channels.items()} == CHANNELS


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_shipped_motions_satisfy_both(name: str) -> None:
    assert assert_agreement(SHIPPED[name])


MOTIONS = mutated(
    list(SHIPPED.values()),
    ODD_VALUES,
    ["hold", "turn", "bone", "ready", "laser", "target", "side", "odd"],
)


@settings(deadline=None, max_examples=200)
@given(MOTIONS)
def test_mutated_motions_are_judged_alike(value: object) -> None:
    assert_agreement(value)


def leaves() -> list[tuple[str, tuple[str | int, ...]]]:
    """A path for each field of the format, lists by their first entry, channels by one."""
    seen: dict[tuple[str | int, ...], tuple[str, tuple[str | int, ...]]] = {}
    for name, motion in SHIPPED.items():
        for path in paths(motion):
            form = tuple("*" if isinstance(key, int) or key in CHANNELS else key for key in path)
            seen.setdefault(form, (name, path))
    return list(seen.values())


@pytest.mark.parametrize(("name", "path"), leaves(), ids=lambda part: part if isinstance(part, str) else "")
def test_each_field_is_judged_alike(name: str, path: tuple[str | int, ...]) -> None:
    motion, path_in_it = with_one_movement(SHIPPED[name], path)
    assert assert_agreement(motion)
    validator = quick_validator(SCHEMA)
    for odd in ODD_VALUES:
        assert_agreement(with_part(motion, path_in_it, odd), validator)


def test_a_drills_schema_takes_a_motion_with_or_without_its_names() -> None:
    drill = json.loads((RESOURCES / "drills" / "4-hip-flexor-matrix.json").read_text("utf-8"))
    motion = SHIPPED["hip-flexor-matrix.json"]
    short = {name: part for name, part in motion.items() if name not in ("format", "drill")}
    for value, is_good in ((motion, True), (short, True), (short | {"side": 5}, False), ([], False)):
        whole = drill | {"motion": value}
        assert DRILL_VALIDATOR.is_valid(whole) is is_good
        parsed = parse_drill(json.dumps(whole), "mine.json").drill
        assert parsed is not None
        assert parsed.motion is not None
        assert (parse_inline_motion(parsed.motion, parsed).problems == ()) is is_good
