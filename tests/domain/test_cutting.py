from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_coach.domain import phrases
from mobility_coach.domain.compiler import compile_routine
from mobility_coach.domain.cutting import CHIME_RING, MOST_REPS, TAIL, cut, with_reps
from mobility_coach.domain.drill import RepRange, Sides
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.routine import Routine
from mobility_coach.domain.score import BREATH, CHIME_LEAD, Timing
from mobility_coach.domain.timeline import (
    SPOKEN,
    Cue,
    CueKind,
    Segment,
    SegmentKind,
    Sound,
    Timeline,
    frames,
)
from tests.domain.drills_for_tests import (
    compiled,
    drill,
    movement,
    plain_timing,
    preferences,
    routine,
    routines,
    timings,
)

BRISK = CoachingPreferences(safety=False, setup_seconds=0, link_seconds=0, hints=False)
CLOSING = TAIL + frames(1.0) + CHIME_LEAD + BREATH
"""Frames that the farewell and the breath before it take with `plain_timing`."""


def swing(reps: int = 6) -> Timeline:
    """Two movements of `reps` reps, four seconds each."""
    some = RepRange(reps, reps)
    made = drill(sides=Sides.TOGETHER, movements=(movement("A", some), movement("B", some)))
    return compiled(made, preferences=BRISK)


def sets(timeline: Timeline) -> list[Segment]:
    return [segment for segment in timeline.segments if segment.grid is not None]


def done_reps(timeline: Timeline) -> list[int]:
    return [segment.grid.reps for segment in sets(timeline) if segment.grid is not None]


def counts(timeline: Timeline, segment: Segment) -> list[str]:
    own = timeline.cues_between(segment.start, segment.stop)
    return [cue.text for cue in own if cue.kind is CueKind.COUNT]


def words(cues: tuple[Cue, ...]) -> list[str]:
    return [cue.text for cue in cues if cue.kind is CueKind.PHRASE and not cue.on_vowel]


def ends_after(whole: Timeline, reps: int, at: int = 0) -> int:
    """The frame to stop at so that there is room for just so many reps in a set of `whole`."""
    segment = sets(whole)[at]
    assert segment.grid is not None
    return segment.start + segment.grid.beat_frame(reps * segment.grid.beats) + CLOSING


# Any routine, any voice, any end


@settings(max_examples=50)
@given(routines(), preferences(), timings(), st.floats(1.0, 200.0), st.floats(0.0, 1.0))
def test_it_ends_on_its_frame_and_nothing_settled_is_changed(
    routine: Routine, likes: CoachingPreferences, timing: Timing, seconds: float, share: float
) -> None:
    likes = replace(likes, wait_for_ready=False)
    whole = compile_routine(routine, likes, timing)
    stop = frames(seconds)
    settled = int(min(whole.length - 1, stop - 1) * share)
    short = cut(whole, settled, stop, timing)
    assert short.length == stop
    assert short.segments[0].start == 0
    assert all(before.stop == after.start for before, after in pairwise(short.segments))
    assert all(segment.start <= segment.stop for segment in short.segments)
    assert [cue.frame for cue in short.cues] == sorted(cue.frame for cue in short.cues)
    heard = [cue for cue in short.cues_between(0, settled) if cue.kind is not CueKind.SEGMENT]
    assert heard == [c for c in whole.cues_between(0, settled) if c.kind is not CueKind.SEGMENT]
    assert short.blocks
    assert all(block.stop <= short.segments[-1].start for block in short.blocks)
    for segment in sets(short):
        assert segment.grid is not None
        assert segment.length == segment.grid.length
    closing = short.segments[-1]
    assert closing.kind is SegmentKind.DONE
    late = [
        c
        for c in short.cues
        if c.frame > max(closing.start, settled) and c.kind in (CueKind.CLICK, CueKind.COUNT)
    ]
    assert late == []


@settings(max_examples=50)
@given(routines(), preferences(), timings(), st.floats(1.0, 200.0))
def test_no_words_are_cut_off_or_said_into_each_other(
    routine: Routine, likes: CoachingPreferences, timing: Timing, seconds: float
) -> None:
    likes = replace(likes, wait_for_ready=False)
    short = cut(compile_routine(routine, likes, timing), 0, frames(seconds), timing)
    said = [cue for cue in short.cues if cue.kind is CueKind.PHRASE and not cue.on_vowel]
    assert all(cue.frame + cue.length <= short.length - TAIL for cue in said)
    assert all(before.frame + before.length <= after.frame for before, after in pairwise(said))


@settings(max_examples=30)
@given(routines(), preferences(), timings(), st.floats(20.0, 200.0), st.floats(0.0, 1.0))
def test_to_cut_again_changes_nothing_that_was_heard_and_gives_no_rep_back(
    routine: Routine, likes: CoachingPreferences, timing: Timing, seconds: float, share: float
) -> None:
    likes = replace(likes, wait_for_ready=False)
    whole, stop = compile_routine(routine, likes, timing), frames(seconds)
    short = cut(whole, 0, stop, timing)
    later = int(min(short.segments[-1].start - 1, whole.length - 1) * share)
    segment = short.at(later)
    if segment.grid is not None:
        whole = with_reps(whole, sets(whole)[sets(short).index(segment)], segment.grid.reps, timing)
    again = cut(whole, later, stop, timing)
    assert again.length == stop
    assert again.cues_between(0, later) == short.cues_between(0, later)
    assert done_reps(again)[: len(done_reps(short))] == done_reps(short)


@settings(max_examples=30)
@given(routines(), preferences(), timings(), st.integers(1, 20), st.integers(0, 5))
def test_other_reps_leave_all_else_as_it_is(
    routine: Routine, likes: CoachingPreferences, timing: Timing, reps: int, at: int
) -> None:
    whole = compile_routine(routine, likes, timing)
    segment = sets(whole)[at % len(sets(whole))]
    other = with_reps(whole, segment, reps, timing)
    assert [each.name for each in other.segments] == [each.name for each in whole.segments]
    assert all(before.stop == after.start for before, after in pairwise(other.segments))
    twin = other.segment_named(segment.name)
    assert twin is not None
    assert twin.grid is not None
    assert twin.grid.reps == reps
    assert counts(other, twin) == [str(rep) for rep in range(1, reps + 1)]
    assert [cue for cue in other.cues if cue.rep is None and cue.frame < twin.start] == [
        cue for cue in whole.cues if cue.rep is None and cue.frame < segment.start
    ]
    assert segment.grid is not None
    assert with_reps(other, twin, segment.grid.reps, timing).segments == whole.segments
    for block in other.blocks:
        assert other.at(block.reps_start).start == block.reps_start
        assert other.at(block.instruction).start == block.instruction


# One by one


def test_the_last_set_has_as_many_reps_as_fit() -> None:
    whole = swing()
    short = cut(whole, 0, ends_after(whole, 4), plain_timing)
    assert done_reps(short) == [4]
    (reps,) = sets(short)
    assert counts(short, reps) == ["1", "2", "3", "4"]
    clicks = [cue for cue in short.cues if cue.kind is CueKind.CLICK and cue.rep == 4]
    assert [cue.sound for cue in clicks] == [
        Sound.CLICK_BEAT,
        Sound.CLICK_LAST,
        Sound.CLICK_BEAT,
        Sound.CLICK_OUT,
    ]
    assert clicks[-1].frame == reps.stop
    assert "Last one" in words(short.cues)


def test_a_frame_less_is_a_rep_less() -> None:
    whole = swing()
    assert done_reps(cut(whole, 0, ends_after(whole, 4) - 1, plain_timing)) == [3]


def test_what_has_no_room_for_three_reps_is_not_begun_and_the_time_goes_to_the_set_before() -> None:
    whole = swing()
    short = cut(whole, 0, ends_after(whole, 2, at=1), plain_timing)
    (reps,) = done_reps(short)
    assert reps > 6
    assert not any(text.startswith("B:") for text in words(short.cues))
    assert words(short.cues).count("Last one") == 1
    assert done_reps(cut(whole, 0, ends_after(whole, 3, at=1), plain_timing)) == [6, 3]


def test_a_movement_of_two_reps_is_begun_where_both_fit() -> None:
    whole = swing(reps=2)
    assert done_reps(cut(whole, 0, ends_after(whole, 2, at=1), plain_timing)) == [2, 2]


def test_the_end_of_the_routine_is_no_end_of_the_reps() -> None:
    whole = swing()
    short = cut(whole, 0, whole.length + frames(60), plain_timing)
    first, second = done_reps(short)
    assert (first, second > 20) == (6, True)
    assert short.segments[-1].length < frames(4.0) + CLOSING


def test_no_set_gets_longer_than_is_good_for_anybody() -> None:
    whole = swing()
    stop = whole.length + frames(600)
    short = cut(whole, 0, stop, plain_timing)
    assert done_reps(short) == [6, MOST_REPS]
    assert short.length == stop
    assert cut(short, 0, stop, plain_timing) == short


def test_the_farewell_ends_just_before_the_end() -> None:
    whole = swing()
    short = cut(whole, 0, frames(40), plain_timing)
    chime, said = short.cues[-2:]
    assert (chime.kind, chime.sound) == (CueKind.CHIME, Sound.CHIME_DONE)
    assert said.text == phrases.back_to_film()
    assert said.frame + said.length == short.length - TAIL
    assert chime.frame + CHIME_LEAD == said.frame
    assert short.segments[-1].text == phrases.back_to_film()


def test_where_no_rep_fits_what_is_being_said_is_said_to_its_end_and_no_more() -> None:
    whole = swing()
    in_the_first_step = whole.segments[1].start + frames(0.3)
    stop = in_the_first_step + frames(8)
    short = cut(whole, in_the_first_step, stop, plain_timing)
    assert words(short.cues) == ["Swing. You need nothing for it.", "Stand tall.", phrases.back_to_film()]
    assert short.segments[-1].start == whole.segments[1].start + frames(1.0)
    assert done_reps(short) == []
    assert len(short.blocks) == 1


def test_with_little_time_only_the_chime_is_heard_and_with_less_nothing() -> None:
    whole = swing()
    a_moment = frames(2.05)
    sounds = [c.kind for c in cut(whole, 0, a_moment, plain_timing).cues]
    assert sounds == [CueKind.SEGMENT, CueKind.CHIME]
    assert a_moment >= CHIME_RING
    assert [c.kind for c in cut(whole, 0, frames(1.0), plain_timing).cues] == [CueKind.SEGMENT]


@pytest.mark.parametrize(("rep", "expected"), [(1, []), (3, [2])])
def test_a_rep_that_can_no_longer_be_finished_is_not_counted(rep: int, expected: list[int]) -> None:
    whole = swing()
    reps = sets(whole)[0]
    assert reps.grid is not None
    in_the_rep = reps.start + reps.grid.turn_frame(rep) - frames(0.5)
    short = cut(whole, in_the_rep, in_the_rep + CLOSING + frames(1), plain_timing)
    assert done_reps(short) == expected
    assert short.at(in_the_rep).kind is SegmentKind.DONE
    assert [cue for cue in short.cues if cue.kind in SPOKEN][-1].text == phrases.back_to_film()


def test_after_last_one_there_is_no_other() -> None:
    whole = swing()
    reps = sets(whole)[0]
    assert reps.grid is not None
    last_one_said = reps.start + reps.grid.turn_frame(6)
    short = cut(whole, last_one_said, reps.stop + CLOSING + frames(9), plain_timing)
    assert done_reps(short) == [6]
    assert short.segments[-1].start == reps.stop


def test_in_a_rest_what_comes_next_is_not_begun_without_room_for_it() -> None:
    few = drill(sides=Sides.TOGETHER, movements=(movement("A", RepRange(3, 3)),))
    whole = compiled(few, replace(few, id="roll", title="Roll"), preferences=BRISK)
    rest = next(each for each in whole.segments if each.kind is SegmentKind.REST)
    after_the_words = rest.start + frames(3)
    short = cut(whole, after_the_words, after_the_words + frames(6), plain_timing)
    assert short.segments[-1].start == after_the_words
    assert done_reps(short) == [3]


def test_a_closing_that_goes_on_is_placed_anew() -> None:
    short = cut(swing(), 0, frames(40), plain_timing)
    closing = short.segments[-1]
    later = cut(short, closing.start + 10, short.length + frames(2), plain_timing)
    assert later.segments[-1].start == closing.start
    assert later.length == short.length + frames(2)
    assert words(later.cues).count(phrases.back_to_film()) == 1
    said = cut(short, short.length - 10, short.length, plain_timing)
    assert words(said.cues).count(phrases.back_to_film()) == 1


def test_only_what_has_reps_can_have_others() -> None:
    whole = swing()
    with pytest.raises(ValueError, match="no reps"):
        with_reps(whole, whole.segments[0], 3, plain_timing)
    assert with_reps(whole, sets(whole)[0], 6, plain_timing) is whole


def test_hints_stay_where_they_are_in_a_longer_set() -> None:
    whole = compile_routine(
        routine(drill(sides=Sides.TOGETHER, movements=(movement(reps=RepRange(6, 6)),))),
        CoachingPreferences(),
        plain_timing,
    )
    longer = with_reps(whole, sets(whole)[0], 9, plain_timing)
    before = [
        (c.frame, c.text) for c in whole.cues if c.kind is CueKind.PHRASE and c.rep and c.text != "Last one"
    ]
    after = [
        (c.frame, c.text) for c in longer.cues if c.kind is CueKind.PHRASE and c.rep and c.text != "Last one"
    ]
    assert before == after
    assert len(before) == 2
