"""Motions are read, and each mistake in one is named with its place and its remedy."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobility_coach.domain.drill import Drill, InlineMotion, Side
from mobility_coach.domain.drill_format import parse_drill
from mobility_coach.domain.motion import (
    ArmMode,
    BodyRegion,
    CameraName,
    CameraPlan,
    ElbowPlace,
    HandPlace,
    Highlight,
    LegMode,
    Prop,
    PropKind,
    Root,
    RootMode,
    ShinPlace,
    Stretch,
    Track,
)
from mobility_coach.domain.motion_format import FORMAT, ParsedMotion, parse_inline_motion, parse_motion

HAND = {"position": [0.2, 1.4, 0.8], "normal": [0, 0, 1], "fingers": [0, 1, 0]}
ELBOW = {"position": [0.5, 1.4, 0.2], "forearm": [0, 1, 0], "normal": [1, 0, 0]}
SHIN = {"knee": [0.2, 0.9, 0.4], "ankle": [-0.2, 0.85, 0.5]}
HIGHLIGHT = {"region": "calf", "side": "right", "angle": "ankle.right.dorsiflexion", "cold": 10, "hot": 24}
PROP = {"kind": "wall", "place": [0, 0, 0.8], "size": [1.2, 1.9, 0.05]}


def smallest() -> dict[str, Any]:
    return {
        "format": FORMAT,
        "drill": "mine",
        "side": "right",
        "rig": {
            "root": {"mode": "foot", "side": "right"},
            "left": {"leg": "free"},
            "right": {"leg": "plant"},
        },
        "movements": [{"id": "A", "keys": [{"at": 0, "set": {}}, {"at": 1, "set": {}}]}],
    }


def whole() -> dict[str, Any]:
    """Everything that the format has."""
    motion = smallest()
    motion["$schema"] = "../schema/motion.schema.json"
    motion["rig"]["left"] |= {"arm": "reach", "hand": HAND | {"bone": "head", "tip": True, "pole": [1, 0, 0]}}
    motion["rig"]["right"] |= {"arm": "elbow", "elbow": ELBOW, "shin": SHIN | {"turn": 30}}
    motion["rig"] |= {"pelvis_turn": [0, 0, 90], "contacts": ["foot.right", "hand.left", "pelvis"]}
    motion["props"] = [PROP, PROP | {"kind": "couch-arm", "turn": -45}]
    motion["base"] = {"foot.right.x": -0.1, "knee.right.flexion": 4}
    motion["highlights"] = [HIGHLIGHT | {"least": 0}]
    motion["camera"] = {
        "usual": "rear",
        "angles": {"rear": [-140, 12], "top": [0, 80]},
        "target": [0, 0.2, 0],
        "distance": 1.8,
    }
    motion["track"] = {"bone": "shank.left", "offset": [0, 0, 0.05]}
    motion["movements"] = [
        {
            "id": "A",
            "base": {"knee.right.flexion": 2},
            "keys": [
                {"at": 0, "hold": 0.1, "set": {"shin.right.forward": 12}},
                {"at": 0.4, "set": {"shin.right.forward": 20}},
                {"at": 1, "hold": 0.25, "set": {"shin.right.forward": 24}},
            ],
            "ready": {"shin.right.forward": 14},
            "stretch": {"angle": "ankle.right.dorsiflexion", "extreme": "most", "at": 1},
            "laser": "right",
        },
        {
            "id": "B",
            "rig": {"root": {"mode": "free"}, "right": {"leg": "place"}, "contacts": []},
            "base": {"pelvis.y": 0.9},
            "props": [],
            "highlights": [],
            "track": {"bone": "head"},
            "camera": {"usual": "front", "target": [0, 1.5, 0], "distance": 2},
            "keys": [{"at": 0, "set": {}}, {"at": 1, "set": {}}],
            "stretch": {"angle": "trunk.rotation", "extreme": "least", "at": 0},
        },
    ]
    return motion


def read(value: object) -> ParsedMotion:
    return parse_motion(json.dumps(value), "mine.json")


def problems_of(value: object) -> list[str]:
    parsed = read(value)
    assert (parsed.motion is None) == bool(parsed.problems)
    return [str(problem) for problem in parsed.problems]


def changed(motion: dict[str, Any], place: tuple[str | int, ...], value: object) -> dict[str, Any]:
    motion = copy.deepcopy(motion)
    holder: Any = motion
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    return motion


def without(motion: dict[str, Any], *place: str | int) -> dict[str, Any]:
    motion = copy.deepcopy(motion)
    holder: Any = motion
    for step in place[:-1]:
        holder = holder[step]
    del holder[place[-1]]
    return motion


def test_the_smallest_motion() -> None:
    motion = read(smallest()).motion
    assert motion is not None
    assert (motion.drill, motion.side, motion.camera) == ("mine", Side.RIGHT, CameraPlan())
    (movement,) = motion.movements
    assert movement.rig.root == Root(RootMode.FOOT, Side.RIGHT)
    assert (movement.start_hold, movement.end_hold, movement.ready, movement.track) == (0.0, 0.0, None, None)


def test_a_movement_may_be_looked_at_otherwise() -> None:
    motion = changed(whole(), ("movements", 1, "camera"), {"angles": {"rear": [150, 30]}})
    found = read(motion).motion
    assert found is not None
    assert found.camera_of("A") is found.camera
    assert found.camera_of("B") == CameraPlan(
        CameraName.REAR, {CameraName.REAR: (150, 30), CameraName.TOP: (0, 80)}, (0, 0.2, 0), 1.8
    )


def test_all_that_a_motion_can_say() -> None:
    motion = read(whole()).motion
    assert motion is not None
    assert motion.camera == CameraPlan(
        CameraName.REAR, {CameraName.REAR: (-140, 12), CameraName.TOP: (0, 80)}, (0, 0.2, 0), 1.8
    )
    first, second = motion.movements
    left, right = first.rig.left, first.rig.right
    assert (left.leg, left.arm) == (LegMode.FREE, ArmMode.REACH)
    assert left.hand == HandPlace((0.2, 1.4, 0.8), (0, 0, 1), (0, 1, 0), "head", True, (1, 0, 0))
    assert right.elbow == ElbowPlace((0.5, 1.4, 0.2), (0, 1, 0), (1, 0, 0))
    assert right.shin == ShinPlace((0.2, 0.9, 0.4), (-0.2, 0.85, 0.5), 30)
    assert list(first.rig.pelvis_turn) == [0, 0, 90]
    assert first.rig.contacts == ("foot.right", "hand.left", "pelvis")
    assert first.props[1] == Prop(PropKind.COUCH_ARM, (0, 0, 0.8), (1.2, 1.9, 0.05), -45)
    assert first.highlights == (
        Highlight(BodyRegion.CALF, Side.RIGHT, "ankle.right.dorsiflexion", 10, 24, 0),
    )
    assert [key.at for key in first.keys] == [0, 0.4, 1]
    assert (first.start_hold, first.end_hold) == (0.1, 0.25)
    assert first.stretch == Stretch("ankle.right.dorsiflexion", True, 1)
    assert (first.track, first.laser) == (Track("shank.left", (0, 0, 0.05)), Side.RIGHT)
    assert second.stretch == Stretch("trunk.rotation", False, 0)


def test_a_movement_says_only_what_differs() -> None:
    motion = read(whole()).motion
    assert motion is not None
    first, second = motion.movements
    assert first.keys[0].channels == {
        "foot.right.x": -0.1,
        "knee.right.flexion": 2,
        "shin.right.forward": 12,
    }
    assert first.ready == {"foot.right.x": -0.1, "knee.right.flexion": 2, "shin.right.forward": 14}
    assert second.keys[0].channels == {"foot.right.x": -0.1, "knee.right.flexion": 4, "pelvis.y": 0.9}
    assert (second.rig.root, second.rig.right.leg) == (Root(RootMode.FREE), LegMode.PLACE)
    assert second.rig.left == first.rig.left
    assert second.rig.right.elbow == first.rig.right.elbow
    assert (second.rig.contacts, second.props, second.highlights) == ((), (), ())
    assert (second.track, second.laser) == (Track("head"), None)


def test_the_height_of_a_kneeling_knee() -> None:
    rig = {"root": {"mode": "knee", "side": "left", "knee_height": 0.06}, "left": {"leg": "kneel"}}
    motion = read(smallest() | {"rig": rig}).motion
    assert motion is not None
    assert motion.movements[0].rig.root == Root(RootMode.KNEE, Side.LEFT, 0.06)


KEYS = ("movements", 0, "keys")
LEFT, RIGHT = ("rig", "left"), ("rig", "right")


@pytest.mark.parametrize(
    ("place", "value", "problem"),
    [
        (("side",), "middle", "side: 'middle' is not known here; known are left, right, both"),
        (("drill",), "My Drill", "drill: 'My Drill' must be 1 to 64 characters of a-z, 0-9 and dashes"),
        (("rig",), 5, "rig: 5 stands where an object must be"),
        (("rig", "rot"), {}, "rig: 'rot' is not known here; did you mean 'root'?"),
        (("rig", "root", "mode"), "feet", "rig.root.mode: 'feet' is not known here; did you mean 'free'?"),
        (("rig", "root", "side"), "both", "rig.root.side: 'both' is not known here; known are left, right"),
        (
            ("rig", "root"),
            {"mode": "free", "side": "left"},
            "rig.root.side: only a root 'foot' or 'knee' has a side; take it out",
        ),
        (("rig", "root"), {"mode": "knee"}, "rig.root: 'side' is missing; say 'left' or 'right'"),
        (
            ("rig", "root", "knee_height"),
            2,
            "rig.root.knee_height: 2 must be a number from 0 to 1.5",
        ),
        (
            (*RIGHT, "leg"),
            "free",
            "rig.root: a root 'foot' on the right needs 'leg' 'plant' on that side",
        ),
        ((*LEFT, "arm"), "reach", "rig.left: 'hand' is missing; 'reach' needs it"),
        ((*LEFT, "arm"), "elbow", "rig.left: 'elbow' is missing; 'elbow' needs it"),
        ((*LEFT, "leg"), "place", "rig.left: 'shin' is missing; 'place' needs it"),
        (
            (*LEFT, "hand"),
            HAND | {"position": [0, 3.5, 0]},
            "rig.left.hand.position[1]: 3.5 must be a number from -3 to 3",
        ),
        (
            (*LEFT, "hand"),
            HAND | {"normal": [0, 0]},
            "rig.left.hand.normal: the list needs 3 entries or more",
        ),
        (
            (*LEFT, "hand"),
            HAND | {"normal": [0, 0, 0]},
            "rig.left.hand.normal: a direction needs a length; [0, 1, 0] points up",
        ),
        (
            (*LEFT, "hand"),
            HAND | {"fingers": [0, 0.1, -3]},
            "rig.left.hand.fingers: this points along the same line as 'normal'; it must point across it",
        ),
        (
            (*LEFT, "hand"),
            HAND | {"bone": "forearm.left"},
            "rig.left.hand.bone: 'forearm.left' is not known here",
        ),
        ((*LEFT, "hand"), HAND | {"tip": 1}, "rig.left.hand.tip: 1 must be true or false"),
        ((*LEFT, "hand"), HAND | {"pole": [0, 0, "x"]}, "rig.left.hand.pole[2]: 'x' must be a number"),
        (
            (*LEFT, "elbow"),
            ELBOW | {"normal": [0, 2, 0]},
            "rig.left.elbow.normal: this points along the same line as 'forearm'",
        ),
        ((*LEFT, "elbow"), {"position": [0, 1, 0]}, "rig.left.elbow: 'forearm' is missing"),
        ((*LEFT, "shin"), SHIN | {"turn": 90}, "rig.left.shin.turn: 90 must be a number from -60 to 60"),
        (
            ("rig", "pelvis_turn"),
            [0, 0, 200],
            "rig.pelvis_turn[2]: 200 must be a number from -180 to 180",
        ),
        (
            ("rig", "contacts"),
            ["toe.left"],
            "rig.contacts[0]: 'toe.left' is not known here; did you mean 'toes.left'?",
        ),
        (("rig", "contacts"), ["pelvis", "pelvis"], "rig.contacts[1]: 'pelvis' stands more than once"),
        (("rig", "contacts"), [[]], "rig.contacts[0]: a list must be one of foot.left"),
        (
            ("rig", "contacts"),
            ["hand.left"],
            "rig.contacts: 'hand.left' can't rest while that limb is 'free'; it must be 'reach'",
        ),
        (("rig", "contacts"), ["elbow.right"], "it must be 'elbow'"),
        (("rig", "contacts"), ["big_toe.left"], "it must be 'plant'"),
        (("rig", "contacts"), ["shin.left"], "it must be 'place' / 'kneel'"),
        (("props",), [PROP] * 9, "props: the list has 9 entries; 8 are the most"),
        (("props",), [PROP | {"kind": "sofa"}], "props[0].kind: 'sofa' is not known here"),
        (("props",), [PROP | {"size": [0, 1, 1]}], "props[0].size[0]: 0 must be a number from 0.005 to 5"),
        (("props",), [{"kind": "mat"}], "props[0]: 'place' is missing"),
        (("highlights",), [HIGHLIGHT] * 9, "highlights: the list has 9 entries; 8 are the most"),
        (
            ("highlights",),
            [HIGHLIGHT | {"angle": "ankle.right.dorsiflex"}],
            "highlights[0].angle: 'ankle.right.dorsiflex' is not known here; did you mean",
        ),
        (("highlights",), [HIGHLIGHT | {"hot": 10}], "highlights[0].hot: 'cold' and 'hot' must differ"),
        (("highlights",), [HIGHLIGHT | {"least": 2}], "highlights[0].least: 2 must be a number from 0 to 1"),
        (("camera",), {"target": [0, 1, 0]}, "camera: 'target' and 'distance' go together"),
        (("camera",), {"distance": 2}, "camera: 'target' and 'distance' go together"),
        (
            ("camera",),
            {"angles": {"top": [0, 90]}},
            "camera.angles.top: the pitch, the second number, must be from -89 to 89",
        ),
        (
            ("camera",),
            {"angles": {"tp": [0, 9]}},
            "camera.angles: 'tp' is not known here; did you mean 'top'",
        ),
        (("camera",), {"usual": "back"}, "camera.usual: 'back' is not known here"),
        (
            ("movements", 0, "camera"),
            {"usual": "back"},
            "movements[0].camera.usual: 'back' is not known here",
        ),
        (("track",), {"bone": "shin.left"}, "track.bone: 'shin.left' is not known here"),
        (("track",), {"bone": "head", "offset": [0, 2, 0]}, "track.offset[1]: 2 must be a number from -1"),
        (("base",), {"hip.R.flex": 3}, "base: 'hip.R.flex' is not known here"),
        (
            ("base",),
            {"knee.right.flexon": 3},
            "base: 'knee.right.flexon' is not known here; did you mean 'knee.right.flexion'?",
        ),
        (
            ("base",),
            {"zzz": 3},
            "base: 'zzz' is not known here; the format's description lists what there is",
        ),
        (
            ("base",),
            {"knee.right.flexion": 300},
            "base.knee.right.flexion: 300 must be a number from -5 to 160",
        ),
        (("base",), {"knee.right.flexion": True}, "base.knee.right.flexion: true must be a number"),
        (("movements",), [], "movements: the list needs 1 entry or more"),
        (("movements", 0, "id"), "a", "movements[0].id: 'a' must be one letter, A to Z"),
        (("movements", 0, "laser"), "both", "movements[0].laser: 'both' is not known here"),
        (
            ("movements", 0, "stretch"),
            {"angle": "trunk.rotation", "extreme": "max", "at": 1},
            "movements[0].stretch.extreme: 'max' is not known here; known are most, least",
        ),
        (
            ("movements", 0, "stretch"),
            {"angle": "trunk.rotation", "extreme": "most", "at": 0.5},
            "movements[0].stretch.at: 0.5 must be a whole number from 0 to 1",
        ),
        (
            ("movements", 0, "rig"),
            {"root": {"mode": "knee", "side": "right"}},
            "movements[0].rig.root: a root 'knee' on the right needs 'leg' 'kneel' on that side",
        ),
        (
            ("movements", 0, "rig"),
            {"root": {"mode": "free"}},
            "movements[0].base: 'pelvis.y' is missing; a root 'free' needs the height of the pelvis",
        ),
        (KEYS, [{"at": 0, "set": {}}], "movements[0].keys: the list needs 2 entries or more"),
        (
            KEYS,
            [{"at": at / 8, "set": {}} for at in range(9)],
            "movements[0].keys: the list has 9 entries; 8 are the most",
        ),
        (
            (*KEYS, 0, "at"),
            0.1,
            "movements[0].keys[0].at: the first key stands at 0, where the stroke in begins",
        ),
        (
            (*KEYS, 1, "at"),
            0.9,
            "movements[0].keys[1].at: the last key stands at 1, where the stroke in ends",
        ),
        ((*KEYS, 1, "at"), 1.5, "movements[0].keys[1].at: 1.5 must be a number from 0 to 1"),
        ((*KEYS, 0, "at"), None, "movements[0].keys[0].at: null must be a number from 0 to 1"),
        ((*KEYS, 0, "hold"), 0.6, "movements[0].keys[0].hold: 0.6 must be a number from 0 to 0.5"),
        ((*KEYS, 0, "set"), [], "movements[0].keys[0].set: a list stands where an object must be"),
    ],
)
def test_mistakes(place: tuple[str | int, ...], value: object, problem: str) -> None:
    found = problems_of(changed(smallest(), place, value))
    assert len(found) <= 2
    assert found[0].startswith("mine.json: ")
    assert problem in found[0]


@pytest.mark.parametrize("name", ["format", "drill", "side", "rig", "movements"])
def test_what_must_be_there(name: str) -> None:
    assert problems_of(without(smallest(), name)) == [f"mine.json: '{name}' is missing"]


@pytest.mark.parametrize("second", [0.6, 0.5, 0.6 + 5e-17, 0.609])
def test_keys_stand_in_order_and_apart(second: float) -> None:
    keys: list[object] = [{"at": at, "set": {}} for at in (0, 0.6, second, 1)]
    assert problems_of(changed(smallest(), KEYS, keys)) == [
        (
            "mine.json: movements[0].keys[2].at: "
            "keys stand in order; this one must come 0.01 or more after the one before it"
        )
    ]


def test_keys_may_stand_near_each_other() -> None:
    keys: list[object] = [{"at": at, "set": {}} for at in (0, 0.01, 0.29, 0.3, 1)]
    assert problems_of(changed(smallest(), KEYS, keys)) == []


def test_only_the_ends_are_held() -> None:
    keys = [{"at": 0, "set": {}}, {"at": 0.5, "hold": 0.1, "set": {}}, {"at": 1, "set": {}}]
    assert problems_of(changed(smallest(), KEYS, keys)) == [
        "mine.json: movements[0].keys[1].hold: only the first and the last key are held; take it out"
    ]


def test_the_height_of_the_pelvis_may_stand_in_each_pose() -> None:
    motion = changed(smallest(), ("rig", "root"), {"mode": "free"})
    for key in motion["movements"][0]["keys"]:
        key["set"] = {"pelvis.y": 0.9}
    assert problems_of(motion) == []
    motion["movements"][0]["ready"] = {}
    assert len(problems_of(motion)) == 1


def test_a_mistake_in_the_common_rig_is_told_once() -> None:
    motion = changed(smallest(), (*LEFT, "arm"), "reach")
    motion["movements"] = [motion["movements"][0] | {"id": letter} for letter in "ABC"]
    assert problems_of(motion) == ["mine.json: rig.left: 'hand' is missing; 'reach' needs it"]
    for movement in motion["movements"]:
        movement["rig"] = {"left": {"hand": HAND}}
    assert problems_of(motion) == []


def test_a_repeated_name() -> None:
    text = json.dumps(smallest()).replace('"at": 0', '"at": 0, "at": 0')
    (problem,) = parse_motion(text, "mine.json").problems
    assert str(problem) == "mine.json: movements[0].keys[0]: 'at' stands more than once; keep one"


def test_two_movements_with_one_letter() -> None:
    motion = smallest()
    motion["movements"] *= 2
    assert problems_of(motion) == [
        "mine.json: movements[1].id: 'A' already stands in movements[0]; choose another"
    ]


def test_a_newer_format_says_only_that() -> None:
    assert problems_of({"format": 2, "side": 5}) == [
        "mine.json: format: the motion has format 2, this program reads format 1; update the program"
    ]


@pytest.mark.parametrize("data", [b"", b"\xff", b"{", b"[" * 9000, b"\xef\xbb\xbf{}", b'{"side": NaN}'])
def test_text_that_is_no_json(data: bytes) -> None:
    parsed = parse_motion(data, "mine.json")
    assert parsed.motion is None
    assert len(parsed.problems) == 1


@pytest.mark.parametrize("number", ["1e999", "-1e999", "9" * 4301])
def test_endless_numbers(number: str) -> None:
    text = json.dumps(smallest() | {"base": {"knee.right.flexion": 7654321}}).replace("7654321", number)
    (problem,) = parse_motion(text, "mine.json").problems
    assert problem.message == "a number that is too large must be a number from -5 to 160"


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


def places(value: object, here: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found: list[tuple[str | int, ...]] = []
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        found += [(*here, key), *places(part, (*here, key))]
    return found


@given(st.sampled_from(places(whole())), JSON_VALUES)
def test_any_value_anywhere_is_taken_or_told(place: tuple[str | int, ...], value: object) -> None:
    parsed = read(changed(whole(), place, value))
    assert (parsed.motion is None) == bool(parsed.problems)


# A person's own drill that brings its motion along.


def own_drill(motion: object = None, file: str = "4-hip-flexor-matrix.json") -> Drill:
    resources = Path(__file__).parents[2] / "resources"
    value = json.loads((resources / "drills" / file).read_text("utf-8"))
    value["movements"] = value["movements"][:3]
    value |= {"id": "mine"} if motion is None else {"id": "mine", "motion": motion}
    parsed = parse_drill(json.dumps(value), "mine.json")
    assert parsed.drill is not None
    return parsed.drill


def inline(value: object, file: str = "4-hip-flexor-matrix.json") -> ParsedMotion:
    return parse_inline_motion(InlineMotion("mine.json", value), own_drill(file=file))


def test_a_drill_keeps_its_motion_unread() -> None:
    assert own_drill().motion is None
    kept = own_drill({"side": 5}).motion
    assert kept is not None
    assert (kept.source, kept.value) == ("mine.json", {"side": 5})


def test_an_inline_motion_has_its_names_from_the_drill() -> None:
    parsed = inline(without(without(smallest(), "drill"), "format"))
    assert parsed.problems == ()
    assert parsed.motion is not None
    assert parsed.motion.drill == "mine"
    assert inline(smallest()).motion == parsed.motion


def test_movements_that_a_motion_says_nothing_of_stay_in_the_first_pose() -> None:
    value = whole()
    value["movements"] = value["movements"][:1]
    motion = inline(value).motion
    assert motion is not None
    first, second, third = motion.movements
    assert [each.id for each in motion.movements] == ["A", "B", "C"]
    assert first.keys[0].channels != first.keys[-1].channels
    assert second.keys[0].channels == second.keys[-1].channels == first.ready
    assert (second.rig, second.props) == (first.rig, first.props)
    assert (second.track, second.highlights, second.stretch) == (None, (), None)
    assert third.keys == second.keys


def test_movements_come_in_the_order_of_the_drill() -> None:
    value = smallest()
    value["movements"] = [value["movements"][0] | {"id": letter} for letter in "CA"]
    motion = inline(value).motion
    assert motion is not None
    assert [each.id for each in motion.movements] == ["A", "B", "C"]


def test_problems_of_an_inline_motion_name_the_drills_file_and_the_place() -> None:
    value = changed(smallest(), ("movements", 0, "id"), "F") | {"side": "both", "drill": "yours"}
    assert [str(problem) for problem in inline(value).problems] == [
        "mine.json: motion.drill: 'yours' is another drill; take the field out, or write 'mine'",
        (
            "mine.json: motion.side: "
            "the drill works one side at a time; say which one the motion shows, 'left' or 'right'"
        ),
        "mine.json: motion.movements[0].id: the drill has no movement F; it has A, B, C",
    ]


def test_a_drill_that_works_both_sides_at_once_names_none() -> None:
    parsed = inline(smallest() | {"side": "both"}, "8-side-flexion-rotation.json")
    assert parsed.problems == ()


@pytest.mark.parametrize("value", [None, 5, [], "text", {}])
def test_something_else_than_a_motion_costs_the_motion_alone(value: object) -> None:
    parsed = inline(value)
    assert parsed.motion is None
    assert all(str(problem).startswith("mine.json: motion") for problem in parsed.problems)
    assert parsed.problems
