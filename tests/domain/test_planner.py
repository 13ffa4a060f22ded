"""A routine fits the time that there is, and says exactly what went for it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_coach.domain.compiler import compile_routine
from mobility_coach.domain.drill import Drill, Region, RepRange
from mobility_coach.domain.planner import Plan, fit
from mobility_coach.domain.preferences import CoachingPreferences, Dose, DrillChoices
from mobility_coach.domain.routine import Routine, RoutineItem, built_in_routines
from mobility_coach.domain.speech_timing import ClipTiming, estimate
from mobility_coach.domain.timeline import SAMPLE_RATE
from tests.domain.drills_for_tests import drill, movement, plain_timing, preferences, routine, shipped_drills

TEN = RepRange(5, 15)


def counted(some: Routine) -> float:
    """An estimate that can be reckoned by hand: a second for each rep, ten for each drill."""
    total = 0.0
    for item in some.items:
        dose = Dose.MIDDLE if item.dose is None else item.dose
        total += 10 + sum(dose.of(part.reps) for part in item.chosen)
    return total


def matrix(drill_id: str, letters: str, region: Region = Region.HIP) -> Drill:
    return drill(drill_id, movements=tuple(movement(letter, TEN) for letter in letters), region=region)


def shape(plan: Plan) -> list[str]:
    return [f"{item.drill.id} {''.join(part.id for part in item.chosen)}" for item in plan.routine.items]


HIP, ANKLE = matrix("hip", "ABC"), matrix("ankle", "AB", Region.ANKLE)
SPINE = matrix("spine", "A", Region.THORACIC_SPINE)
BODY = routine(ANKLE, HIP, SPINE)


def test_what_fits_is_left_alone() -> None:
    assert fit(BODY, counted(BODY), counted) == Plan(BODY, ())
    assert fit(BODY, 10_000, counted).routine is BODY


@pytest.mark.parametrize(
    ("seconds", "kept", "left_out"),
    [
        # 30 for three drills and 60 for the reps of six movements, or 30 at the low end
        (89, ["ankle AB", "hip ABC", "spine A"], ["Reps are at the low end."]),
        (60, ["ankle AB", "hip ABC", "spine A"], ["Reps are at the low end."]),
        (59, ["ankle AB", "hip AB", "spine A"], ["Hip: C left out.", "Reps are at the low end."]),
        (
            49,
            ["ankle A", "hip A", "spine A"],
            ["Ankle: B left out.", "Hip: B, C left out.", "Reps are at the low end."],
        ),
        (
            44,
            ["ankle AB", "hip AB"],
            ["Hip: C left out.", "Spine is left out.", "Reps are at the low end."],
        ),
        (20, ["ankle AB"], ["Hip is left out.", "Spine is left out.", "Reps are at the low end."]),
        (
            15,
            ["ankle A"],
            ["Ankle: B left out.", "Hip is left out.", "Spine is left out.", "Reps are at the low end."],
        ),
    ],
)
def test_what_goes_first(seconds: float, kept: list[str], left_out: list[str]) -> None:
    plan = fit(BODY, seconds, counted)
    assert shape(plan) == kept
    assert list(plan.left_out) == left_out
    assert counted(plan.routine) <= seconds


@pytest.mark.parametrize("seconds", [14, 0, -5])
def test_one_movement_always_stays_and_it_says_how_long_that_takes(seconds: float) -> None:
    plan = fit(BODY, seconds, counted)
    assert shape(plan) == ["ankle A"]
    assert plan.left_out[-1] == "It still takes 0.2 minutes; shorter is not possible."


def test_the_region_with_most_drills_gives_first() -> None:
    some = routine(matrix("hip-1", "A"), matrix("ankle", "A", Region.ANKLE), matrix("hip-2", "A"))
    assert shape(fit(some, 30, counted)) == ["hip-1 A", "ankle A"]
    some = routine(matrix("hip-1", "A"), matrix("hip-2", "A"), matrix("ankle", "A", Region.ANKLE))
    assert shape(fit(some, 30, counted)) == ["hip-1 A", "ankle A"]


def test_a_short_drill_comes_back_where_a_long_one_had_to_go() -> None:
    long_hip = drill("hip", movements=(movement("A", RepRange(40, 60)),))
    some = routine(ANKLE, long_hip, SPINE)
    plan = fit(some, 40, counted)
    assert shape(plan) == ["ankle AB", "spine A"]
    assert "Hip is left out." in plan.left_out


def test_a_region_that_is_missing_comes_back_before_another_drill_of_one_that_stayed() -> None:
    ankles = [matrix(f"ankle-{number}", "A", Region.ANKLE) for number in (1, 2)]
    long_hip = drill("hip", movements=(movement("A", RepRange(40, 60)),))
    some = routine(ankles[0], long_hip, ankles[1], SPINE)
    assert shape(fit(some, 35, counted)) == ["ankle-1 A", "spine A"]


def test_a_drill_that_comes_twice_is_told_apart() -> None:
    items = (RoutineItem(HIP, ("A",)), RoutineItem(HIP, ("B", "C")), RoutineItem(SPINE))
    some = Routine("r", "", "", items)
    plan = fit(some, 50, counted)
    assert shape(plan) == ["hip A", "hip BC", "spine A"]
    plan = fit(some, 49, counted)
    assert shape(plan) == ["hip A", "hip B", "spine A"]
    assert plan.left_out == ("Hip: C left out.", "Reps are at the low end.")


def test_a_routines_own_doses_come_back() -> None:
    uneven = drill("hip", movements=(movement("A", TEN), movement("B", RepRange(40, 60))))
    items = (RoutineItem(uneven, dose=Dose.FULL), RoutineItem(SPINE, dose=Dose.GENTLE))
    plan = fit(Routine("r", "", "", items), 45, counted)
    assert [item.dose for item in plan.routine.items] == [Dose.FULL, Dose.GENTLE]
    assert plan.left_out == ("Hip: B left out.",)


def test_reps_that_are_at_the_low_end_anyway_are_not_said_to_be_left_out() -> None:
    some = Routine("r", "", "", (RoutineItem(HIP, dose=Dose.GENTLE), RoutineItem(SPINE, dose=Dose.GENTLE)))
    assert fit(some, 35, counted).left_out == ("Hip: C left out.",)
    assert fit(some, 1, counted).left_out[-2:] == (
        "Spine is left out.",
        "It still takes 0.2 minutes; shorter is not possible.",
    )


def test_a_person_who_does_few_reps_anyway_loses_none() -> None:
    def takes(some: Routine) -> float:
        gentle = CoachingPreferences(dose=Dose.GENTLE)
        return compile_routine(some, gentle, plain_timing).length / SAMPLE_RATE

    assert "Reps are at the low end." not in fit(routine(HIP), 1, takes).left_out
    assert fit(routine(HIP), takes(routine(HIP)) - 1, takes).left_out == ("Hip: C left out.",)


def test_a_persons_many_reps_give_way_too() -> None:
    wishes = CoachingPreferences(drills={"hip": DrillChoices({"A": 15, "B": 15, "C": 15})})

    def takes(some: Routine) -> float:
        return compile_routine(some, wishes, plain_timing).length / SAMPLE_RATE

    some = routine(HIP)
    plan = fit(some, takes(some) - 1, takes)
    assert shape(plan) == ["hip ABC"]
    assert plan.left_out == ("Reps are at the low end.",)


DRILLS = st.builds(
    matrix,
    st.sampled_from(("one", "two", "three")),
    st.sampled_from(("A", "AB", "ABCDE")),
    st.sampled_from(Region),
)
ITEMS = st.builds(RoutineItem, DRILLS, dose=st.sampled_from((None, *Dose)))
ROUTINES = st.lists(ITEMS, min_size=1, max_size=6).map(lambda items: Routine("r", "", "", tuple(items)))


@given(ROUTINES, st.integers(0, 400))
def test_it_never_takes_longer_than_asked_and_says_all_that_is_missing(some: Routine, seconds: int) -> None:
    plan = fit(some, seconds, counted)
    takes = counted(plan.routine)
    one_is_left = len(plan.routine.items) == 1 and len(plan.routine.items[0].chosen) == 1
    assert takes <= seconds or one_is_left
    assert takes <= counted(some)
    assert (plan.left_out == ()) == (counted(some) <= seconds)
    assert any("still takes" in sentence for sentence in plan.left_out) == (takes > seconds)
    drills_gone = sum("is left out" in sentence for sentence in plan.left_out)
    assert drills_gone == len(some.items) - len(plan.routine.items)
    named = sum(len(s.split(": ")[1].split(",")) for s in plan.left_out if ": " in s)
    every = sum(len(item.chosen) for item in plan.routine.items)
    kept_whole = sum(len(item.drill.movements) for item in plan.routine.items)
    assert named == kept_whole - every
    assert (plan.routine.id, plan.routine.title) == (some.id, some.title)


@given(preferences(), st.integers(60, 2400))
@settings(max_examples=8)
def test_shipped_drills_fit_any_time(wishes: CoachingPreferences, seconds: int) -> None:
    full = built_in_routines(shipped_drills())[0]

    def speech(text: str) -> ClipTiming:
        return estimate(text, 165)

    def takes(some: Routine) -> float:
        return compile_routine(some, replace(wishes, dose=Dose.FULL), speech).length / SAMPLE_RATE

    plan = fit(full, seconds, takes)
    assert takes(plan.routine) <= seconds or len(plan.routine.items) == 1
