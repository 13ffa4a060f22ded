"""The routines that come with the program hold the drills that they promise."""

from dataclasses import replace

import pytest

from mobility_coach.domain.compiler import compile_routine
from mobility_coach.domain.drill import Drill, Equipment, Place, Position, Region, Suitability
from mobility_coach.domain.planner import fit
from mobility_coach.domain.preferences import CoachingPreferences, Dose
from mobility_coach.domain.routine import (
    BUILT_IN_IDS,
    SHORT_SECONDS,
    Routine,
    RoutineItem,
    built_in_routines,
    region_title,
    single_drill,
)
from mobility_coach.domain.speech_timing import ClipTiming, estimate
from mobility_coach.domain.timeline import SAMPLE_RATE
from tests.domain.drills_for_tests import drill, movement, shipped_drills


def speech(text: str) -> ClipTiming:
    return estimate(text, 165)


def seconds(routine: Routine) -> float:
    return compile_routine(routine, CoachingPreferences(), speech).length / SAMPLE_RATE


def built_in(routine_id: str, drills: tuple[Drill, ...] | None = None) -> Routine:
    every = built_in_routines(shipped_drills() if drills is None else drills)
    return next(routine for routine in every if routine.id == routine_id)


def drills_of(routine: Routine) -> list[int]:
    """The numbers, from 1, of the shipped drills in a routine."""
    return [shipped_drills().index(item.drill) + 1 for item in routine.items]


@pytest.mark.parametrize(
    ("routine_id", "numbers"),
    [
        ("full", [1, 2, 3, 4, 5, 6, 7, 8]),
        ("before-run", [1, 2, 3, 4, 6]),
        ("desk", [1, 2, 3, 5, 6]),
        ("tv", [1, 3, 4, 5, 7, 8]),
        ("ankle", [1, 2, 3]),
        ("hip", [4, 5]),
        ("thoracic-spine", [6, 7, 8]),
    ],
)
def test_what_is_in_a_routine(routine_id: str, numbers: list[int]) -> None:
    assert drills_of(built_in(routine_id)) == numbers
    assert built_in(routine_id).seconds is None


def test_the_short_one_has_a_drill_for_each_region_and_fits_three_minutes() -> None:
    short = built_in("short")
    assert [item.drill.region for item in short.items] == list(Region)
    assert short.seconds == SHORT_SECONDS == 180
    plan = fit(short, 180, seconds)
    assert 90 < seconds(plan.routine) <= 180
    assert len({item.drill.region for item in plan.routine.items}) >= 2


def test_whole_drills_at_the_persons_own_dose() -> None:
    for routine in built_in_routines(shipped_drills()):
        assert routine.title
        assert routine.summary
        assert all(item.dose is None and item.chosen == item.drill.movements for item in routine.items)


def test_ids_are_unique_and_no_drill_has_one_of_them() -> None:
    ids = [routine.id for routine in built_in_routines(shipped_drills())]
    assert len(set(ids)) == len(ids)
    assert set(ids) == BUILT_IN_IDS
    assert not set(ids) & {one.id for one in shipped_drills()}


def test_what_would_be_empty_is_left_out() -> None:
    assert built_in_routines(()) == ()
    kneeling = drill(position=Position.KNEELING, suits=(Suitability(Place.DESK),))
    ids = [routine.id for routine in built_in_routines(iter([kneeling]))]
    assert ids == ["full", "hip", "short"], "desk drills are done on the feet"


def test_a_persons_own_drill_joins_in() -> None:
    own = drill("own", suits=(Suitability(Place.DESK), Suitability(Place.TV, "on a chair")))
    for routine_id in ("full", "desk", "tv", "hip"):
        assert own in [item.drill for item in built_in(routine_id, (*shipped_drills(), own)).items]


def test_the_short_one_takes_what_asks_for_least() -> None:
    floor = drill("floor", equipment=(Equipment.FLOOR,), movements=(movement("A"),))
    bench = drill("bench", equipment=(Equipment.BENCH,))
    lean = replace(bench, id="lean", movements=(movement("A"),))
    assert built_in("short", (floor, bench)).items[0].drill is bench
    assert built_in("short", (floor, bench, lean)).items[0].drill is lean
    assert built_in("short", (floor,)).items[0].drill is floor


def test_a_drill_on_its_own() -> None:
    alone = single_drill(drill())
    assert (alone.id, alone.title, alone.summary) == ("swing", "Swing", "A drill.")
    assert alone.items == (RoutineItem(drill()),)


def test_chosen_movements_keep_the_drills_order() -> None:
    three = drill(movements=tuple(movement(letter) for letter in "ABC"))
    assert [part.id for part in RoutineItem(three, ("C", "A", "Z"), Dose.FULL).chosen] == ["A", "C"]
    assert RoutineItem(three).chosen == three.movements


def test_an_item_without_a_movement_is_refused() -> None:
    with pytest.raises(ValueError, match="swing has no movement X, Y"):
        RoutineItem(drill(), ("X", "Y"))


def test_regions_have_titles() -> None:
    assert [region_title(region) for region in Region] == ["Ankle", "Hip", "Thoracic spine"]
