"""The beat never drifts, and a timeline answers for every frame."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobility_coach.domain.timeline import SAMPLE_RATE, Cue, CueKind, RepGrid, SegmentKind, Timeline, frames
from tests.domain.drills_for_tests import compiled, drill, movement

GRIDS = st.builds(RepGrid, st.integers(1, 100), st.integers(20, 200), st.integers(1, 16), st.integers(1, 16))


def exact(grid: RepGrid, beat: int) -> Fraction:
    return Fraction(beat * 60 * SAMPLE_RATE, grid.bpm)


@given(GRIDS, st.integers(0, 1_000_000))
def test_a_beat_is_never_half_a_frame_off_however_late(grid: RepGrid, beat: int) -> None:
    assert abs(grid.beat_frame(beat) - exact(grid, beat)) <= Fraction(1, 2)


@given(GRIDS, st.integers(0, 10_000))
def test_a_beat_is_found_by_its_frames(grid: RepGrid, beat: int) -> None:
    start, following = grid.beat_frame(beat), grid.beat_frame(beat + 1)
    assert [grid.beat_at(offset) for offset in (start, following - 1, following)] == [beat, beat, beat + 1]


@given(GRIDS, st.data())
def test_rep_and_reps_done_agree_at_every_frame(grid: RepGrid, data: st.DataObject) -> None:
    rep = data.draw(st.integers(1, grid.reps))
    start, stop = grid.beat_frame((rep - 1) * grid.beats), grid.beat_frame(rep * grid.beats)
    offset = data.draw(st.integers(start, stop - 1))
    assert grid.rep_at(offset) == rep
    assert grid.done_at(offset) == rep - 1
    assert grid.done_at(stop) == rep
    assert start < grid.turn_frame(rep) < stop


@given(GRIDS, st.integers(1, 10**9))
def test_outside_of_the_reps_the_first_and_the_last_count(grid: RepGrid, far: int) -> None:
    assert (grid.rep_at(-far), grid.done_at(-far)) == (1, 0)
    assert (grid.rep_at(grid.length + far), grid.done_at(grid.length + far)) == (grid.reps, grid.reps)
    assert grid.length == grid.beat_frame(grid.reps * grid.beats)


def test_seconds_become_whole_frames() -> None:
    assert [frames(seconds) for seconds in (0, 0.5, 1.00001)] == [0, 24_000, 48_000]


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    return compiled(drill(movements=(movement("A"),)), drill("roll", movements=(movement("A"),)))


def test_every_frame_has_its_segment(timeline: Timeline) -> None:
    for segment in timeline.segments:
        assert timeline.at(segment.start) is segment
        assert timeline.at(segment.stop - 1) is segment
    assert timeline.at(-5) is timeline.segments[0]
    assert timeline.at(timeline.length + 5) is timeline.segments[-1]


def test_segments_are_found_by_name(timeline: Timeline) -> None:
    for segment in timeline.segments:
        assert timeline.segment_named(segment.name) is segment
    assert timeline.segment_named("nowhere") is None


def test_every_frame_has_its_block(timeline: Timeline) -> None:
    assert timeline.block_at(0) == 0
    for index, block in enumerate(timeline.blocks):
        assert timeline.block_at(block.start) == index
        assert timeline.block_at(block.stop - 1) == index
    assert timeline.block_at(timeline.length) == len(timeline.blocks) - 1


def test_cues_are_taken_half_open(timeline: Timeline) -> None:
    middle = next(cue.frame for cue in timeline.cues if cue.kind is CueKind.COUNT)
    before, after = timeline.cues_between(0, middle), timeline.cues_between(middle, timeline.length)
    assert before + after == timeline.cues
    assert after[0].frame == middle
    assert timeline.cues_between(middle, middle) == ()


def test_a_timeline_can_be_compared_and_never_changes(timeline: Timeline) -> None:
    again = Timeline(timeline.routine, timeline.title, timeline.segments, timeline.cues, timeline.blocks)
    assert again == timeline
    assert again != Timeline("other", "", timeline.segments, (Cue(0, CueKind.CLICK, ""),), ())
    assert again.segments[-1].kind is SegmentKind.DONE
