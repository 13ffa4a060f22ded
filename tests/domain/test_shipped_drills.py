"""The eight drills: their facts, and texts that can be spoken in the time there is."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobility_coach.adapters.machine.drill_folder import JsonFolder
from mobility_coach.adapters.machine.resources import resources_folder
from mobility_coach.domain.drill import (
    Drill,
    Equipment,
    Movement,
    Place,
    Plane,
    Position,
    Region,
    Side,
    Sides,
)
from mobility_coach.domain.mirror import fill_sides
from mobility_coach.services.drill_files import load_library

WORDS_A_MINUTE = 165
HINT_SECONDS = 2.4

DRILLS = load_library(JsonFolder(resources_folder() / "drills")).library.drills
MOVEMENTS = [(drill, movement) for drill in DRILLS for movement in drill.movements]

ANKLE, HIP, SPINE = Region.ANKLE, Region.HIP, Region.THORACIC_SPINE
STANDING = Position.STANDING
S, F, T = Plane.SAGITTAL, Plane.FRONTAL, Plane.TRANSVERSE
DESK, TV, RUN = Place.DESK, Place.TV, Place.BEFORE_RUN

# id: region, sides, position, equipment, places
FACTS = {
    "ankle-rolls": (ANKLE, Sides.TOGETHER, STANDING, (), (DESK, TV, RUN)),
    "straight-leg-ankle-matrix": (
        *(ANKLE, Sides.EACH, STANDING),
        *((Equipment.WALL, Equipment.SUPPORT), (DESK, RUN)),
    ),
    "bent-knee-ankle-matrix": (ANKLE, Sides.EACH, STANDING, (), (DESK, TV, RUN)),
    "hip-flexor-matrix": (
        *(HIP, Sides.EACH, Position.HALF_KNEELING),
        *((Equipment.FLOOR, Equipment.SUPPORT), (TV, RUN)),
    ),
    "modified-pigeon": (HIP, Sides.EACH, STANDING, (Equipment.BENCH,), (DESK, TV)),
    "corner-stretch": (SPINE, Sides.EACH, STANDING, (Equipment.CORNER,), (DESK, RUN)),
    "side-lying-rotation": (SPINE, Sides.EACH, Position.SIDE_LYING, (Equipment.FLOOR,), (TV,)),
    "side-flexion-rotation": (SPINE, Sides.ALTERNATING, Position.KNEELING, (Equipment.FLOOR,), (TV,)),
}

# drill: movement: planes, low, high
DOSES: dict[str, dict[str, tuple[set[Plane], int, int]]] = {
    "ankle-rolls": {"A": ({T}, 15, 25)},
    "straight-leg-ankle-matrix": {
        "A": ({S}, 5, 10),
        "B": ({F, S}, 5, 10),
        "C": ({F, S}, 5, 10),
        "D": ({T}, 5, 10),
    },
    "bent-knee-ankle-matrix": {"A": ({S}, 5, 10), "B": ({T}, 10, 20)},
    "hip-flexor-matrix": {
        "A": ({S}, 5, 10),
        "B": ({F, S}, 5, 10),
        "C": ({F, S}, 5, 10),
        "D": ({T, S}, 5, 10),
        "E": ({T, S}, 5, 10),
    },
    "modified-pigeon": {"A": ({S, T}, 10, 20)},
    "corner-stretch": {"A": ({S}, 5, 10), "B": ({T}, 5, 10), "C": ({F}, 5, 10)},
    "side-lying-rotation": {"A": ({T}, 5, 10)},
    "side-flexion-rotation": {"A": ({F}, 5, 10), "B": ({F, T}, 5, 10), "C": ({F, T}, 5, 10)},
}


def texts(value: object) -> Iterator[str]:
    """All texts inside a drill's JSON, ids and words of the format left out."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name not in {"$schema", "id", "region", "position", "sides", "planes", "equipment", "place"}:
                yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)
    elif isinstance(value, str):
        yield value


def words(text: str) -> int:
    """How many words a voice speaks; a number is one."""
    return len(re.findall(r"[\w'-]+", fill_sides(text, Side.RIGHT)))


def name(part: object) -> str:
    return part.id if isinstance(part, Drill | Movement) else ""


def test_the_eight_in_their_order() -> None:
    assert [drill.id for drill in DRILLS] == list(FACTS)


@pytest.mark.parametrize("drill", DRILLS, ids=name)
def test_facts(drill: Drill) -> None:
    places = tuple(entry.place for entry in drill.suits)
    assert (drill.region, drill.sides, drill.position, drill.equipment, places) == FACTS[drill.id]
    doses = {part.id: (set(part.planes), part.reps.low, part.reps.high) for part in drill.movements}
    assert doses == DOSES[drill.id]


def test_conditions_of_places() -> None:
    notes = {(drill.id, entry.place): entry.note for drill in DRILLS for entry in drill.suits if entry.note}
    assert notes == {
        ("hip-flexor-matrix", TV): "with a chair or couch as support",
        ("modified-pigeon", DESK): "on a desk",
        ("modified-pigeon", TV): "on a couch arm",
        ("side-lying-rotation", TV): "with your head at the other end for the other side",
        ("corner-stretch", DESK): "in a doorway",
    }


def test_ankle_rolls_have_three_cues_to_choose_from() -> None:
    choices = DRILLS[0].movements[0].cue_choices
    assert [choice.id for choice in choices] == ["foot-led", "knee-led", "glute-led"]
    assert DRILLS[0].movements[0].reps.middle == 20


def test_bent_knee_warns_of_pinching() -> None:
    assert any("pinches at the front of the ankle" in caution for caution in DRILLS[2].cautions)


@pytest.mark.parametrize("drill", DRILLS, ids=name)
def test_spoken_instructions_are_short(drill: Drill) -> None:
    assert all(words(step.say) <= 14 for step in drill.setup)
    assert drill.switch is None or words(drill.switch.say) <= 22
    for movement in drill.movements:
        assert words(movement.step.say) <= 22
        assert all(words(choice.say) <= 22 for choice in movement.cue_choices)
        for stroke in (movement.stroke_in, movement.stroke_out):
            assert 1 <= words(stroke) <= 3


@pytest.mark.parametrize(("drill", "movement"), MOVEMENTS, ids=name)
def test_hints_end_before_the_next_count(drill: Drill, movement: Movement) -> None:
    assert len(movement.hints) >= 3
    # A short set has time for two: where it is felt is one of them.
    assert any("feel" in hint.lower() for hint in movement.hints[:2])
    assert movement.felt
    for hint in movement.hints:
        assert words(hint) * 60 / WORDS_A_MINUTE <= HINT_SECONDS, hint


def goes_both_ways(movement: Movement) -> bool:
    """Whether a rep goes to one side and to the other, so that a stroke crosses the middle."""
    strokes = movement.stroke_in + movement.stroke_out
    return "{side}" in strokes and "{other}" in strokes


@pytest.mark.parametrize(("drill", "movement"), MOVEMENTS, ids=name)
def test_a_rep_takes_three_to_five_seconds(drill: Drill, movement: Movement) -> None:
    assert 3.0 <= movement.tempo.beats * 60 / movement.tempo.bpm <= 5.0
    if not goes_both_ways(movement):
        assert movement.tempo.bpm == drill.movements[0].tempo.bpm


def test_a_stroke_from_side_to_side_has_more_time() -> None:
    """All but the leg that swings freely, which keeps the pace of a pendulum."""
    both_ways = [
        (drill.id, movement.id, movement.tempo.beats_in * 60 / movement.tempo.bpm)
        for drill, movement in MOVEMENTS
        if goes_both_ways(movement) and drill.id != "straight-leg-ankle-matrix"
    ]
    assert both_ways == [
        ("bent-knee-ankle-matrix", "B", 2.4),
        ("corner-stretch", "B", 2.4),
        ("corner-stretch", "C", 2.4),
        ("side-flexion-rotation", "A", 2.4),
        ("side-flexion-rotation", "B", 2.4),
        ("side-flexion-rotation", "C", 2.4),
    ]


def test_the_pigeon_says_which_way_the_shin_lies() -> None:
    pigeon = next(drill for drill in DRILLS if drill.id == "modified-pigeon")
    told = " ".join(fill_sides(step.say, Side.RIGHT) for step in pigeon.setup)
    for fact in (
        "Stand facing",
        "right shin across it",
        "knee to the right",
        "foot to the left",
        "left foot on",
    ):
        assert fact in told
    assert pigeon.switch is not None
    assert "knee to the right, foot to the left" in fill_sides(pigeon.switch.say, Side.RIGHT)


def test_a_turned_leg_is_told_as_a_leg() -> None:
    hip = next(drill for drill in DRILLS if drill.id == "hip-flexor-matrix")
    outward, inward = (fill_sides(part.step.say, Side.RIGHT) for part in hip.movements[3:])
    assert "Turn your right leg outward, so its foot swivels to the left." in outward
    assert "Turn your right leg inward, so its foot swivels out to the right." in inward


@pytest.mark.parametrize(
    "path", sorted((resources_folder() / "drills").iterdir()), ids=lambda path: path.stem
)
def test_sides_are_never_written_by_hand(path: Path) -> None:
    for text in texts(json.loads(path.read_text("utf-8"))):
        assert not re.search(r"\b(left|right)\b", text, re.IGNORECASE), text
        assert not re.search(r"(^|[.:?] )\{(side|other)\}", text), text
        assert not re.search(r"[^.:?] \{(Side|Other)\}", text), text


def test_the_two_sides_are_mirrored() -> None:
    lying = next(drill for drill in DRILLS if drill.id == "side-lying-rotation")
    assert fill_sides(lying.setup[0].say, Side.LEFT) == "Lie down on your right side."
    assert fill_sides(lying.setup[0].say, Side.RIGHT) == "Lie down on your left side."
    assert lying.switch is not None
    assert fill_sides(lying.switch.say, Side.RIGHT).startswith(
        "Roll over onto your left side. Pull your right knee"
    )


@pytest.mark.parametrize("drill", DRILLS, ids=name)
def test_a_switch_is_one_or_two_sentences(drill: Drill) -> None:
    if drill.switch:
        assert 1 <= len(re.findall(r"[.?](?= |$)", drill.switch.say)) <= 2
