from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_coach.domain.compiler import compile_routine
from mobility_coach.domain.drill import RepRange
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.routine import Routine
from mobility_coach.domain.speech_timing import ClipTiming
from mobility_coach.domain.splice import splice
from mobility_coach.domain.timeline import CueKind, SegmentKind, frames
from tests.domain.drills_for_tests import (
    compiled,
    drill,
    movement,
    plain_timing,
    preferences,
    routines,
    scattered_timing,
)

seeds = st.integers(0, 1000)


@settings(max_examples=60)
@given(routines(), preferences(), seeds, seeds, st.floats(0.0, 1.2))
def test_what_is_settled_stays_and_the_rest_is_the_new_ones(
    routine: Routine, preferences: CoachingPreferences, seed: int, other: int, part: float
) -> None:
    old = compile_routine(routine, preferences, scattered_timing(seed, 4.0))
    new = compile_routine(routine, preferences, scattered_timing(other, 4.0))
    settled = int(old.length * part)
    joined = splice(old, new, settled)
    assert joined.cues_between(0, settled) == old.cues_between(0, settled)
    assert [segment.name for segment in joined.segments] == [segment.name for segment in old.segments]
    assert [segment.start for segment in joined.segments[1:]] == [s.stop for s in joined.segments[:-1]]
    assert [cue.frame for cue in joined.cues] == sorted(cue.frame for cue in joined.cues)
    here = joined.segments.index(joined.at(settled))
    assert joined.segments[: here + 1] == old.segments[: here + 1]
    assert [s.length for s in joined.segments[here + 1 :]] == [s.length for s in new.segments[here + 1 :]]
    for block in joined.blocks:
        assert joined.at(block.reps_start).kind is SegmentKind.REPS
        assert joined.at(block.reps_start).start == block.reps_start
        assert joined.at(block.instruction).start == block.instruction
        assert joined.at(block.start).start == block.start


@settings(max_examples=60)
@given(routines(), preferences(), seeds, seeds, st.floats(0.0, 1.0))
def test_no_words_are_said_twice_or_at_once(
    routine: Routine, preferences: CoachingPreferences, seed: int, other: int, part: float
) -> None:
    old = compile_routine(routine, preferences, scattered_timing(seed, 4.0))
    new = compile_routine(routine, preferences, scattered_timing(other, 4.0))
    joined = splice(old, new, int(old.length * part))
    for segment in joined.segments:
        if segment.kind is SegmentKind.COUNT_IN:
            continue
        words = [c for c in joined.cues_between(segment.start, segment.stop) if c.kind is CueKind.PHRASE]
        assert len({(cue.text, cue.rep) for cue in words}) == len(words)
        for before, after in pairwise(words):
            assert before.frame + before.length <= after.frame


def test_the_same_timings_give_the_same_timeline() -> None:
    timeline = compiled(drill(), drill("roll"))
    for second in range(0, 200, 7):
        assert splice(timeline, timeline, frames(second)) == timeline


def test_hints_after_the_next_count_are_placed_anew_within_the_same_reps() -> None:
    swing = drill(movements=(movement(reps=RepRange(6, 6)),))

    def endless_words(text: str) -> ClipTiming:
        return plain_timing(text) if text.isdigit() else ClipTiming(frames(60.0), 0)

    old, new = compiled(swing, timing=endless_words), compiled(swing)
    reps = next(segment for segment in old.segments if segment.grid is not None)
    in_the_second_rep = reps.start + frames(5.0)
    joined = splice(old, new, in_the_second_rep)
    spoken = [
        cue.text
        for cue in joined.cues_between(reps.start, reps.stop)
        if cue.kind in (CueKind.PHRASE, CueKind.COUNT)
    ]
    assert spoken == ["1", "2", "3", "Stay tall.", "4", "5", "Last one", "6"]
