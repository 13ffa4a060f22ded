"""What the figure does, frame by frame, and that its key poses fall on the beats."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_coach.domain.compiler import compile_routine
from mobility_coach.domain.drill import RepRange, Side, Sides, Tempo
from mobility_coach.domain.figure_moment import OVER_SECONDS, at_ease, figure_moment
from mobility_coach.domain.motion import RELAXED, FigureMoment, WayKind
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.timeline import SAMPLE_RATE, Segment, SegmentKind, Timeline, frames
from tests.domain.drills_for_tests import drill, movement, plain_timing, routine

SLOW_WORDS = CoachingPreferences(link_seconds=20)
QUICK_WORDS = CoachingPreferences(link_seconds=0)


def session(preferences: CoachingPreferences = QUICK_WORDS, *, sides: Sides = Sides.EACH) -> Timeline:
    first = drill("first", sides, (movement("A"), movement("B", tempo=Tempo(50, 2, 3))))
    second = drill("second", Sides.TOGETHER, (movement("A", RepRange(2, 2)),))
    return compile_routine(routine(first, second), preferences, plain_timing)


def segments(timeline: Timeline, kind: SegmentKind) -> list[Segment]:
    return [segment for segment in timeline.segments if segment.kind is kind]


def moment(timeline: Timeline, frame: int, first_side: Side = Side.LEFT) -> FigureMoment:
    return figure_moment(timeline, frame, first_side)


@pytest.mark.parametrize("kind", [SegmentKind.SAFETY, SegmentKind.REST, SegmentKind.DONE])
def test_between_drills_the_figure_stands_at_ease(kind: SegmentKind) -> None:
    timeline = session()
    segment = segments(timeline, kind)[0]
    shown = moment(timeline, segment.start + SAMPLE_RATE)
    assert (shown.drill, shown.way.kind, shown.seconds) == (RELAXED, WayKind.READY, 1.0)
    assert shown == at_ease(SAMPLE_RATE)


@pytest.mark.parametrize("kind", [SegmentKind.INTRO, SegmentKind.SETUP, SegmentKind.COUNT_IN])
def test_the_set_up_shows_the_starting_position(kind: SegmentKind) -> None:
    timeline = session()
    segment = segments(timeline, kind)[0]
    shown = moment(timeline, segment.stop - 1)
    assert (shown.drill, shown.way.kind, shown.way.movement) == ("first", WayKind.READY, "A")
    assert shown.progress == 0


def test_a_change_of_sides_shows_the_side_that_works_next() -> None:
    timeline = session()
    switch = segments(timeline, SegmentKind.SWITCH)[0]
    shown = moment(timeline, switch.start)
    assert (shown.side, shown.way.kind, shown.way.movement) == (Side.RIGHT, WayKind.READY, "A")
    assert moment(timeline, switch.start - 1).side is Side.LEFT


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_a_drill_for_both_sides_begins_with_the_side_of_the_day(side: Side) -> None:
    timeline = session(sides=Sides.ALTERNATING)
    reps = segments(timeline, SegmentKind.REPS)[0]
    assert moment(timeline, reps.start, side).side is side


def test_the_first_stroke_comes_from_the_starting_position_and_the_others_from_a_key() -> None:
    timeline = session()
    reps = segments(timeline, SegmentKind.REPS)[0]
    grid = reps.grid
    assert grid is not None
    first = moment(timeline, reps.start)
    back = moment(timeline, reps.start + grid.turn_frame(1))
    again = moment(timeline, reps.start + grid.beat_frame(grid.beats))
    assert (first.way.kind, first.is_back, first.progress) == (WayKind.FIRST, False, 0.0)
    assert (back.way.kind, back.is_back, back.progress) == (WayKind.STROKE, True, 0.0)
    assert (again.way.kind, again.is_back, again.progress) == (WayKind.STROKE, False, 0.0)


def test_half_of_a_stroke_is_half_of_its_time() -> None:
    timeline = session()
    reps = segments(timeline, SegmentKind.REPS)[1]
    grid = reps.grid
    assert grid is not None
    start, stop = grid.turn_frame(2), grid.beat_frame(2 * grid.beats)
    shown = moment(timeline, reps.start + (start + stop) // 2)
    assert shown.is_back
    assert shown.progress == pytest.approx(0.5, abs=1e-4)
    assert shown.seconds == pytest.approx((stop - start) / 2 / SAMPLE_RATE, abs=1e-4)


def test_between_movements_the_figure_goes_over_into_the_next_position() -> None:
    timeline = session()
    link = segments(timeline, SegmentKind.LINK)[1]
    begun, over = moment(timeline, link.start), moment(timeline, link.start + frames(OVER_SECONDS))
    half = moment(timeline, link.start + frames(OVER_SECONDS / 2))
    assert (begun.way.kind, begun.way.origin, begun.way.movement) == (WayKind.OVER, "A", "B")
    assert (begun.progress, half.progress) == (0.0, 0.5)
    assert over.way.kind is WayKind.READY


def test_nothing_goes_over_where_a_side_begins() -> None:
    timeline = session()
    links = segments(timeline, SegmentKind.LINK)
    assert [moment(timeline, link.start).way.kind is WayKind.OVER for link in links] == [
        *(False, True),
        *(False, True),
        False,
    ]


def test_a_rep_or_two_are_shown_while_a_movement_is_explained() -> None:
    timeline = session(SLOW_WORDS)
    link = segments(timeline, SegmentKind.LINK)[1]
    ways = [moment(timeline, frame).way.kind for frame in range(link.start, link.stop, frames(0.1))]
    order = [ways[0], *(later for earlier, later in pairwise(ways) if later is not earlier)]
    assert order == [WayKind.OVER, WayKind.FIRST, WayKind.STROKE, WayKind.OVER]
    last = moment(timeline, link.stop - 1)
    assert (last.way.origin, last.way.movement, last.progress) == ("B", "B", 1.0)
    strokes = [moment(timeline, frame) for frame in range(link.start, link.stop, frames(0.1))]
    backs = [shown.is_back for shown in strokes if shown.way.kind is not WayKind.OVER]
    assert sum(1 for earlier, later in pairwise(backs) if earlier is not later) == 3  # two reps


def test_a_short_explanation_shows_no_rep() -> None:
    timeline = session()
    link = segments(timeline, SegmentKind.LINK)[0]
    kinds = {moment(timeline, frame).way.kind for frame in range(link.start, link.stop, frames(0.1))}
    assert kinds == {WayKind.READY}


@given(st.data())
@settings(deadline=None)
def test_each_key_pose_falls_on_its_beat(data: st.DataObject) -> None:
    tempo = Tempo(data.draw(st.integers(20, 200)), data.draw(st.integers(1, 8)), data.draw(st.integers(1, 8)))
    few = drill("few", Sides.TOGETHER, (movement("A", RepRange(3, 3), tempo),))
    timeline = compile_routine(routine(few), QUICK_WORDS, plain_timing)
    reps = segments(timeline, SegmentKind.REPS)[0]
    grid = reps.grid
    assert grid is not None
    for rep in range(1, grid.reps + 1):
        for beat_frame, is_back in ((grid.turn_frame(rep), True), (grid.beat_frame(rep * grid.beats), False)):
            frame = reps.start + beat_frame
            before = moment(timeline, frame - 1)
            assert before.is_back is not is_back
            left = (1 - before.progress) / before.progress * (before.seconds + 1 / SAMPLE_RATE)
            assert left < 0.001  # of the stroke there is no more to go than this
            if rep < grid.reps or is_back:
                after = moment(timeline, frame)
                assert (after.is_back, after.progress) == (is_back, 0.0)


@given(st.integers(-10, 10**7))
def test_every_frame_has_a_moment(frame: int) -> None:
    shown = moment(session(), frame)
    assert 0 <= shown.progress <= 1
    assert shown.seconds >= 0
    assert shown.side is not Side.BOTH
