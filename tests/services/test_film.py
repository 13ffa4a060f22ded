"""A session as a film: which picture shows which moment, its chapters, and how long the rest takes."""

import pytest

from mobility_coach.domain.compiler import compile_routine
from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import WayKind
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.routine import Routine, RoutineItem, single_drill
from mobility_coach.domain.speech_timing import estimate
from mobility_coach.domain.timeline import SAMPLE_RATE, CueKind, SegmentKind, Timeline
from mobility_coach.services.film.chapters import Chapter, chapters_of
from mobility_coach.services.film.film_plan import FilmPlan, film_plan
from mobility_coach.services.film.film_shape import FilmShape
from mobility_coach.services.film.pace import Pace
from mobility_coach.services.film.shooting import SessionViews, shoot
from mobility_coach.services.film.sound_tags import sound_tags
from mobility_coach.services.session.player_view import PlayerView, Stroke
from tests.domain.drills_for_tests import shipped_drills

DRILLS = {drill.id: drill for drill in shipped_drills()}
PREFERENCES = CoachingPreferences(wait_for_ready=False)


def timeline_of(*ids: str) -> Timeline:
    items = tuple(RoutineItem(DRILLS[each]) for each in ids)
    routine = single_drill(items[0].drill) if len(items) == 1 else Routine("r", "Ours", "", items)
    return compile_routine(routine, PREFERENCES, lambda text: estimate(text, 165))


def test_a_sound_file_has_the_same_chapters_as_a_film() -> None:
    timeline = timeline_of("ankle-rolls", "corner-stretch")
    tags = sound_tags(timeline, DRILLS, b"cover")
    assert (tags.title, tags.artist, tags.cover) == ("Ours", "Mobility Coach", b"cover")
    assert [chapter.title for chapter in tags.chapters] == ["Ankle rolls", "Corner stretch"]


@pytest.mark.parametrize("fps", [10, 24, 25, 29, 30, 60])
def test_pictures_keep_to_the_sound_for_hours(fps: int) -> None:
    shape = FilmShape(1280, 720, fps)
    length = 3 * 3600 * SAMPLE_RATE + 1
    count = shape.count(length)
    assert shape.moment(0) == 0
    assert shape.moment(count - 1) < length <= shape.moment(count)
    assert all(abs(shape.moment(k) / SAMPLE_RATE - k / fps) < 1 / SAMPLE_RATE for k in range(0, count, 997))
    assert shape.count(0) == 0


@pytest.mark.parametrize(
    ("shape", "named"),
    [
        ((158, 90, 30), "width"),
        ((3842, 90, 30), "width"),
        ((160, 88, 30), "height"),
        ((160, 2162, 30), "height"),
        ((160, 90, 9), "fps"),
        ((160, 90, 61), "fps"),
        ((161, 90, 30), "even"),
        ((160, 91, 30), "even"),
    ],
)
def test_a_film_has_its_bounds(shape: tuple[int, int, int], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        FilmShape(*shape)


def test_each_drill_is_a_chapter() -> None:
    timeline = timeline_of("hip-flexor-matrix", "ankle-rolls", "hip-flexor-matrix")
    first, second, third = chapters_of(timeline, DRILLS)
    assert [each.title for each in (first, second, third)] == [
        "Hip flexor matrix",
        "Ankle rolls",
        "Hip flexor matrix",
    ]
    assert (first.start, third.stop) == (0, timeline.length)
    assert (first.stop, second.stop) == (second.start, third.start)
    block = next(block for block in timeline.blocks if block.drill == "ankle-rolls")
    assert second.start == block.start


def test_one_drill_has_a_chapter_for_each_movement_on_each_side() -> None:
    timeline = timeline_of("bent-knee-ankle-matrix")
    chapters = chapters_of(timeline, DRILLS)
    assert len(chapters) == len(timeline.blocks) == 4
    assert chapters[0].title == "A · Knee bend, left"
    assert [chapter.start for chapter in chapters] == [0, *(chapter.stop for chapter in chapters[:-1])]
    assert chapters[-1] == Chapter("B · Laser sweep, right", chapters[-2].stop, timeline.length)


def test_a_film_is_named_after_its_session() -> None:
    timeline, shape = timeline_of("ankle-rolls", "corner-stretch"), FilmShape(320, 180, 30)
    chapters = chapters_of(timeline, DRILLS)
    assert film_plan(timeline, DRILLS, shape) == FilmPlan("Ours", "Mobility Coach", shape, chapters)


def test_the_view_of_a_turn_is_the_key_pose() -> None:
    timeline = timeline_of("side-lying-rotation")
    views = SessionViews(timeline, DRILLS, PREFERENCES)
    assert views.length == timeline.length
    segment = next(each for each in timeline.segments if each.grid is not None)
    assert segment.grid is not None
    turn = segment.start + segment.grid.turn_frame(2)
    before, at = views.at(turn - 1), views.at(turn)
    assert (before.stroke, at.stroke) == (Stroke.IN, Stroke.OUT)
    assert before.stroke_progress == pytest.approx(1.0, abs=1e-3)
    assert at.stroke_progress == 0.0
    assert at.figure is not None
    assert (at.figure.way.kind, at.figure.is_back) == (WayKind.STROKE, True)
    assert (at.rep, at.side_label, at.banner) == (2, "Left side", "")


def test_the_caption_is_what_is_said() -> None:
    timeline = timeline_of("ankle-rolls")
    views = SessionViews(timeline, DRILLS, PREFERENCES)
    said = [cue for cue in timeline.cues if cue.kind is CueKind.PHRASE]
    assert [views.at(cue.frame).caption for cue in said] == [cue.text for cue in said]
    done = views.at(timeline.length - 1)
    assert timeline.at(timeline.length - 1).kind is SegmentKind.DONE
    assert done.remaining_seconds < 0.001


class Notes:
    """Notes what it shall paint."""

    def __init__(self) -> None:
        self.shown: list[tuple[float, float]] = []

    def paint(self, view: PlayerView, seconds: float) -> memoryview:
        self.shown.append((view.elapsed_seconds, seconds))
        return memoryview(bytes([len(self.shown) % 256]))


def test_all_pictures_are_shot_in_order() -> None:
    views = SessionViews(timeline_of("ankle-rolls"), DRILLS, PREFERENCES)
    shape, painter, told = FilmShape(320, 180, 24), Notes(), list[float]()
    pictures = [bytes(picture)[0] for picture in shoot(views, shape, painter, told.append)]
    count = shape.count(views.length)
    assert pictures == [(k + 1) % 256 for k in range(count)]
    assert all(elapsed == pytest.approx(seconds, abs=1e-4) for elapsed, seconds in painter.shown)
    assert painter.shown[-1][1] < views.length / SAMPLE_RATE <= painter.shown[-1][1] + 1 / 24
    assert told == [pytest.approx((k + 1) / count) for k in range(count)]


def test_the_rest_is_guessed_by_what_was_done() -> None:
    now = 100.0
    pace = Pace(lambda: now)
    assert pace.seconds_left(0.0) is None
    now = 110.0
    assert pace.seconds_left(0.005) is None
    assert pace.seconds_left(0.25) == pytest.approx(30.0)
    now = 120.0
    assert pace.seconds_left(0.5) == pytest.approx(20.0)
    assert pace.seconds_left(1.0) == 0.0


def test_a_first_share_is_not_taken_for_speed() -> None:
    now = 0.0
    pace = Pace(lambda: now)
    assert pace.seconds_left(0.5) is None
    now = 10.0
    assert pace.seconds_left(0.75) == pytest.approx(10.0)


def test_sides_are_those_of_the_day() -> None:
    views = SessionViews(timeline_of("ankle-rolls"), DRILLS, PREFERENCES)
    figure = views.at(views.length // 2).figure
    assert figure is not None
    assert figure.side is Side.LEFT
