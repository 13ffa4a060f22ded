"""The motions that come with the program fit their drills, and the text that describes them is true."""

import json
import re
from pathlib import Path

import pytest

from mobility_coach.domain.drill import Drill, InlineMotion, Position, Side, Sides
from mobility_coach.domain.drill_format import parse_drill
from mobility_coach.domain.motion import Motion
from mobility_coach.domain.motion_channels import ANGLES, BONES, CHANNELS
from mobility_coach.domain.motion_format import parse_inline_motion, parse_motion
from mobility_coach.figure.skeleton import BONES as SKELETON

RESOURCES = Path(__file__).parents[2] / "resources"
README = (RESOURCES / "motions" / "README.md").read_text("utf-8")
POSITIONS = tuple(position.value for position in Position)


def drills() -> dict[str, Drill]:
    parsed = [parse_drill(path.read_bytes(), path.name).drill for path in (RESOURCES / "drills").iterdir()]
    return {drill.id: drill for drill in parsed if drill is not None}


def motion(name: str) -> Motion:
    parsed = parse_motion((RESOURCES / "motions" / f"{name}.json").read_bytes(), name)
    assert parsed.motion is not None, parsed.problems
    return parsed.motion


DRILLS = drills()


def test_each_drill_and_each_position_has_one() -> None:
    names = {path.stem for path in (RESOURCES / "motions").glob("*.json")}
    assert names == {*DRILLS, *POSITIONS, "relaxed"}
    assert all(motion(name).drill == name for name in names)


@pytest.mark.parametrize("drill_id", sorted(DRILLS))
def test_a_motion_has_the_movements_of_its_drill(drill_id: str) -> None:
    drill, found = DRILLS[drill_id], motion(drill_id)
    assert [each.id for each in found.movements] == [each.id for each in drill.movements]


@pytest.mark.parametrize("drill_id", sorted(DRILLS))
def test_a_side_is_named_where_sides_differ(drill_id: str) -> None:
    assert (motion(drill_id).side is Side.BOTH) == (DRILLS[drill_id].sides is Sides.TOGETHER)


@pytest.mark.parametrize("drill_id", sorted(DRILLS))
def test_each_movement_moves_glows_and_has_an_arrow(drill_id: str) -> None:
    for movement in motion(drill_id).movements:
        assert movement.keys[0].channels != movement.keys[-1].channels
        assert movement.highlights
        assert movement.track is not None
        assert movement.stretch is not None
        assert movement.rig.contacts


@pytest.mark.parametrize("name", [*POSITIONS, "relaxed"])
def test_stills_stand_still(name: str) -> None:
    (movement,) = motion(name).movements
    assert all(key.channels == movement.keys[0].channels for key in movement.keys)
    assert movement.track is None
    assert movement.highlights == ()


def test_names_of_bones_are_those_of_the_skeleton() -> None:
    assert sorted(BONES) == sorted(SKELETON)


def test_the_example_is_a_motion() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", README, re.DOTALL)
    drill = next(each for each in DRILLS.values() if each.sides is Sides.ALTERNATING)
    parsed = parse_inline_motion(InlineMotion("README.md", json.loads(example)), drill)
    assert parsed.problems == ()
    assert parsed.motion is not None
    first, second = parsed.motion.movements[:2]
    assert second.keys[-1].channels == first.keys[0].channels


def test_the_table_of_channels_is_true() -> None:
    table: dict[str, tuple[float, float]] = {}
    for name, low, high in re.findall(r"\| `([\w.]+)` \| (\S+) … (\S+) \|", README):
        for side in ("left", "right"):
            table[name.replace("SIDE", side)] = (float(low), float(high))
    assert table == CHANNELS


@pytest.mark.parametrize(("title", "names"), [("Joint angles", ANGLES), ("Bones", frozenset(BONES))])
def test_lists_of_names_are_true(title: str, names: frozenset[str]) -> None:
    part = README.split(f"## {title}\n")[1].split("\n## ")[0]
    found = {
        name.replace("SIDE", side) for name in re.findall(r"`([\w.]+)`", part) for side in ("left", "right")
    }
    assert found == names
