from pathlib import Path

import pytest

from mobility_coach.domain.compiler import compile_routine
from mobility_coach.domain.drill import Drill, Side
from mobility_coach.domain.drill_format import parse_drill
from mobility_coach.domain.library import Library
from mobility_coach.domain.preferences import CoachingPreferences, DrillChoices
from mobility_coach.domain.routine import Routine, built_in_routines
from mobility_coach.domain.speech_timing import ClipTiming, estimate
from mobility_coach.services.session.session_plan import (
    SessionLengths,
    SessionPlan,
    Wishes,
    find_routine,
    plan_session,
)

DRILLS = Path(__file__).parents[2] / "resources" / "drills"


def timing(text: str) -> ClipTiming:
    return estimate(text, 165)


@pytest.fixture(scope="module")
def library() -> Library:
    drills: list[Drill] = []
    for path in sorted(DRILLS.glob("*.json")):
        drill = parse_drill(path.read_bytes(), path.name).drill
        assert drill is not None
        drills.append(drill)
    return Library(tuple(drills))


def routine(library: Library, item: str) -> Routine:
    found = find_routine(library, item)
    assert found is not None
    return found


def test_a_drill_is_found_before_a_routine_and_nothing_else(library: Library) -> None:
    assert routine(library, "ankle-rolls").title == "Ankle rolls"
    assert len(routine(library, "full").items) == 8
    assert find_routine(library, "yoga") is None


def test_without_wishes_a_session_is_as_the_settings_have_it(library: Library) -> None:
    preferences = CoachingPreferences()
    full = routine(library, "full")
    plan = plan_session(full, Wishes(), SessionLengths(preferences, timing))
    assert plan == SessionPlan(full, preferences, compile_routine(full, preferences, timing).length / 48_000)
    assert plan.notice == ""


def test_wishes_reach_every_movement_and_stay_in_its_range(library: Library) -> None:
    wishes = Wishes(bpm=90, reps=9, side=Side.RIGHT)
    plan = plan_session(routine(library, "full"), wishes, SessionLengths(CoachingPreferences(), timing))
    timeline = compile_routine(plan.routine, plan.preferences, timing)
    for segment in timeline.segments:
        if segment.grid is None:
            continue
        drill = library.drill(segment.drill)
        assert drill is not None
        movement = drill.movement(segment.movement)
        assert movement is not None
        assert segment.grid.bpm == round(movement.tempo.bpm * 90 / drill.tempo.bpm)
        assert segment.grid.reps == movement.reps.clamp(9)
        assert segment.side is not Side.LEFT


def test_one_wish_leaves_what_the_person_set_for_a_drill(library: Library) -> None:
    known = DrillChoices({"A": 17}, bpm=50, cue="knee-led")
    preferences = CoachingPreferences(drills={"ankle-rolls": known})
    slow = plan_session(routine(library, "ankle-rolls"), Wishes(bpm=40), SessionLengths(preferences, timing))
    assert slow.preferences.choices("ankle-rolls") == DrillChoices({"A": 17}, 40, "knee-led")
    fewer = plan_session(
        routine(library, "ankle-rolls"), Wishes(reps=15), SessionLengths(preferences, timing)
    )
    assert fewer.preferences.choices("ankle-rolls") == DrillChoices({"A": 15}, 50, "knee-led")


def test_a_session_is_fitted_to_the_wished_time_and_says_what_is_gone(library: Library) -> None:
    plan = plan_session(
        routine(library, "full"), Wishes(minutes=10), SessionLengths(CoachingPreferences(), timing)
    )
    assert plan.seconds <= 600
    assert plan.left_out
    assert plan.notice.startswith("Fitted to your time. ")
    assert all(sentence in plan.notice for sentence in plan.left_out)


def test_the_three_minute_routine_takes_three_minutes_unless_another_time_is_wished(library: Library) -> None:
    short = routine(library, "short")
    assert plan_session(short, Wishes(), SessionLengths(CoachingPreferences(), timing)).seconds <= 180
    longer = plan_session(short, Wishes(minutes=6), SessionLengths(CoachingPreferences(), timing))
    assert 180 < longer.seconds <= 360


@pytest.mark.parametrize("safety", [True, False])
def test_lengths_add_up_to_what_the_compiler_writes(library: Library, safety: bool) -> None:
    preferences = CoachingPreferences(safety=safety, rest_seconds=0)
    lengths = SessionLengths(preferences, timing)
    for entry in built_in_routines(library.drills):
        whole = compile_routine(entry, preferences, timing).length / 48_000
        assert lengths.seconds(entry) == pytest.approx(whole, abs=0.001)


def test_what_other_preferences_leave_as_it_was_is_not_measured_again(library: Library) -> None:
    asked: list[str] = []

    def listening(text: str) -> ClipTiming:
        asked.append(text)
        return timing(text)

    full = routine(library, "full")
    lengths = SessionLengths(CoachingPreferences(rest_seconds=0), listening)
    ankles, pigeon = full.items[0].drill, full.items[-1].drill
    assert not lengths.knows(ankles)
    before = lengths.seconds(full)
    assert lengths.knows(ankles)
    slower = CoachingPreferences(rest_seconds=0, drills={ankles.id: DrillChoices(bpm=30)})
    other = lengths.under(slower)
    assert not other.knows(ankles)
    assert other.knows(pigeon)
    asked.clear()
    assert other.seconds(full) > before
    assert asked
    assert not any(movement.step.say in asked for movement in pigeon.movements)
    assert not other.under(CoachingPreferences(hints=False)).knows(pigeon)
    assert lengths.under(lengths.preferences) is lengths
