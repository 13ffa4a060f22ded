"""A drill answers for its parts."""

from dataclasses import replace

import pytest

from mobility_coach.domain.drill import CueChoice, Place, Plane, Position, RepRange, Suitability, Tempo
from tests.domain.drills_for_tests import drill, movement


@pytest.mark.parametrize(("low", "high", "middle"), [(5, 10, 8), (10, 20, 15), (1, 1, 1), (15, 25, 20)])
def test_the_middle_of_a_range_is_rounded_up(low: int, high: int, middle: int) -> None:
    assert RepRange(low, high).middle == middle


def test_a_reps_beats() -> None:
    assert Tempo(60, 2, 3).beats == 5


def test_the_planes_are_the_union_in_anatomical_order() -> None:
    parts = [(Plane.TRANSVERSE, Plane.SAGITTAL), (Plane.SAGITTAL,)]
    a, b = (replace(movement(letter), planes=planes) for letter, planes in zip("AB", parts, strict=True))
    assert drill(movements=(a, b)).planes == (Plane.SAGITTAL, Plane.TRANSVERSE)


def test_standing() -> None:
    assert drill().is_standing
    assert not drill(position=Position.KNEELING).is_standing


def test_where_it_can_be_done() -> None:
    couch = Suitability(Place.TV, "on a couch arm")
    assert drill(suits=(couch,)).suitability(Place.TV) is couch
    assert drill(suits=(couch,)).suitability(Place.DESK) is None


def test_movements_by_letter() -> None:
    swing = drill()
    assert swing.movement("B") is swing.movements[1]
    assert swing.movement("Z") is None


def test_the_cue_that_clicks_else_the_first() -> None:
    foot, knee = (CueChoice(name, name, name, name, name) for name in ("foot", "knee"))
    choosy = replace(movement(), cue_choices=(foot, knee))
    assert choosy.cue_choice("knee") is knee
    assert choosy.cue_choice("ear") is foot
    assert choosy.cue_choice(None) is foot
    assert movement().cue_choice("knee") is None
