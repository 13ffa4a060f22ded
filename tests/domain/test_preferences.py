"""Doses, tempi and choices stay within what the drill and a person allow."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_coach.domain.drill import RepRange, Tempo
from mobility_coach.domain.preferences import (
    BPM_STEP,
    FASTEST_BPM,
    SLOWEST_BPM,
    CoachingPreferences,
    Dose,
    DrillChoices,
    Pace,
    clamp_bpm,
    drill_bpm,
)
from tests.domain.drills_for_tests import drill, movement

A = movement("A", RepRange(5, 10), Tempo(70, 2, 3))
SWING = drill(movements=(A,))


def choosing(choices: DrillChoices, dose: Dose = Dose.MIDDLE) -> CoachingPreferences:
    return CoachingPreferences(dose=dose, drills={"swing": choices})


@pytest.mark.parametrize(("dose", "reps"), [(Dose.GENTLE, 5), (Dose.MIDDLE, 8), (Dose.FULL, 10)], ids=str)
def test_a_dose_takes_its_place_in_the_range(dose: Dose, reps: int) -> None:
    assert dose.of(A.reps) == reps
    assert CoachingPreferences(dose=dose).reps(SWING, A) == reps


@pytest.mark.parametrize(("chosen", "reps"), [(7, 7), (1, 5), (99, 10), (-3, 5), (0, 5)])
def test_a_persons_number_wins_but_stays_in_the_range(chosen: int, reps: int) -> None:
    assert choosing(DrillChoices({"A": chosen}), Dose.FULL).reps(SWING, A) == reps


def test_a_number_for_another_movement_or_drill_counts_for_nothing() -> None:
    assert choosing(DrillChoices({"B": 6})).reps(SWING, A) == 8
    assert choosing(DrillChoices({"A": 6})).reps(drill("roll"), A) == 8


@pytest.mark.parametrize(
    ("bpm", "kept"), [(None, 70), (90, 90), (SLOWEST_BPM - 1, SLOWEST_BPM), (FASTEST_BPM + 1, FASTEST_BPM)]
)
def test_a_persons_tempo_changes_the_beat_and_not_the_beats(bpm: int | None, kept: int) -> None:
    assert choosing(DrillChoices(bpm=bpm)).tempo(SWING, A) == Tempo(kept, 2, 3)


@settings(deadline=None)
@given(st.integers(), st.integers(1, 50), st.integers(0, 50))
def test_no_number_leaves_its_range(number: int, low: int, more: int) -> None:
    reps = RepRange(low, low + more)
    assert low <= reps.clamp(number) <= low + more
    assert all(low <= dose.of(reps) <= low + more for dose in Dose)
    assert SLOWEST_BPM <= clamp_bpm(number) <= FASTEST_BPM


def test_tempo_steps_meet_both_ends() -> None:
    assert (FASTEST_BPM - SLOWEST_BPM) % BPM_STEP == 0


def test_nothing_set_is_nothing_set() -> None:
    assert CoachingPreferences().choices("swing") == DrillChoices()
    assert not DrillChoices().reps


B = movement("B", RepRange(5, 10), Tempo(50, 2, 2))
BOTH = drill(movements=(movement("A", RepRange(5, 10), Tempo(60, 2, 2)), B))


def test_movements_keep_their_proportion_when_a_drill_is_slower_or_faster() -> None:
    quicker = choosing(DrillChoices(bpm=72))
    assert [quicker.tempo(BOTH, each).bpm for each in BOTH.movements] == [72, 60]
    assert choosing(DrillChoices(bpm=SLOWEST_BPM)).tempo(BOTH, B).bpm == SLOWEST_BPM


@given(st.integers(SLOWEST_BPM + 5, FASTEST_BPM - 40))
def test_a_movement_gets_the_tempo_that_its_drill_is_set_to_for_it(bpm: int) -> None:
    chosen = DrillChoices(bpm=drill_bpm(BOTH, B, bpm))
    assert abs(choosing(chosen).tempo(BOTH, B).bpm - bpm) <= 1


@pytest.mark.parametrize(
    ("pace", "first", "second"), [("gentle", 48, 40), ("middle", 60, 50), ("full", 69, 58)]
)
def test_a_pace_makes_all_movements_slower_or_faster(pace: str, first: int, second: int) -> None:
    wanted = CoachingPreferences(pace=Pace(pace))
    assert [wanted.tempo(BOTH, each).bpm for each in BOTH.movements] == [first, second]
    assert wanted.tempo(BOTH, B).beats_in == 2


def test_a_tempo_that_was_set_for_a_drill_wins_over_the_pace() -> None:
    both = CoachingPreferences(pace=Pace.GENTLE, drills={"swing": DrillChoices(bpm=72)})
    assert both.tempo(BOTH, BOTH.movements[0]).bpm == 72


@given(st.sampled_from(Pace), st.integers(1, 10_000))
def test_no_pace_leaves_what_a_person_can_follow(pace: Pace, bpm: int) -> None:
    assert SLOWEST_BPM <= pace.of(bpm) <= FASTEST_BPM
