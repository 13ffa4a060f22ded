from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_coach.domain.ad_break import (
    LEAST_REPS,
    AdBreak,
    AdBreakRequest,
    choose_ad_break,
    hurried,
    needs_floor,
    needs_things,
)
from mobility_coach.domain.compiler import compile_routine
from mobility_coach.domain.cutting import cut
from mobility_coach.domain.drill import Drill, Equipment, Place, RepRange, Side, Sides, Step, Suitability
from mobility_coach.domain.history import DrillMovement
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.routine import (
    AD_BREAK,
    AD_BREAK_MINUTES,
    RESERVED_IDS,
    Routine,
    ad_break_id,
    ad_break_minutes,
)
from mobility_coach.domain.score import Timing
from mobility_coach.domain.speech_timing import estimate
from mobility_coach.domain.timeline import SegmentKind, frames
from tests.domain.drills_for_tests import (
    drill,
    movement,
    movements,
    plain_timing,
    preferences,
    routine,
    shipped_drills,
    timings,
)

TODAY = date(2026, 11, 23)
QUICK = hurried(CoachingPreferences())
TV = (Suitability(Place.TV),)


def seconds(some: Routine, likes: CoachingPreferences = QUICK, timing: Timing | None = None) -> float:
    return compile_routine(some, likes, timing or (lambda text: estimate(text, 165))).length / frames(1)


def request(
    *drills: Drill,
    minutes: int = 1,
    likes: CoachingPreferences = QUICK,
    timing: Timing | None = None,
    **more: object,
) -> AdBreakRequest:
    made = AdBreakRequest(
        drills=drills or shipped_drills(),
        minutes=minutes,
        uses_floor=False,
        side=Side.LEFT,
        last={},
        moved={},
        recent=frozenset(),
        records=(),
        today=TODAY,
        length=lambda some, side: seconds(some, replace(likes, only_side=side), timing),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def names(found: AdBreak) -> list[str]:
    return [item.drill.id for item in found.routine.items]


def record(drill_id: str, side: Side) -> PracticeRecord:
    moment = datetime(2026, 11, 23, 8, tzinfo=UTC)
    return PracticeRecord("0", drill_id, "A", side, 5, 5, 60, moment, 0, "", TODAY, 20.0, "", "1")


@pytest.mark.parametrize("minutes", AD_BREAK_MINUTES)
@pytest.mark.parametrize("uses_floor", [False, True])
@pytest.mark.parametrize("rate", [80, 165, 300])
def test_the_shipped_drills_fill_the_time_and_face_the_screen(
    minutes: int, uses_floor: bool, rate: int
) -> None:
    def timing(text: str) -> object:
        return estimate(text, rate)

    found = choose_ad_break(request(minutes=minutes, uses_floor=uses_floor, timing=timing))  # type: ignore[arg-type]
    items = found.routine.items
    assert items[0].drill.suitability(Place.TV) is not None
    assert uses_floor or not any(map(needs_floor, (item.drill for item in items)))
    assert all(item.reps is not None for item in items)
    assert (items[0].reps or 0) >= LEAST_REPS
    whole = compile_routine(found.routine, replace(QUICK, only_side=found.only_side), timing)  # type: ignore[arg-type]
    short = cut(whole, 0, frames(minutes * 60), timing)  # type: ignore[arg-type]
    moving = sum(segment.length for segment in short.segments if segment.kind is SegmentKind.REPS)
    assert moving > frames(minutes * 60 * 0.25)
    assert short.segments[-1].length < frames(9)


@settings(max_examples=25)
@given(
    st.lists(
        st.builds(drill, st.sampled_from(("swing", "roll")), st.sampled_from(Sides), movements()),
        min_size=1,
        max_size=3,
    ),
    preferences(),
    timings(),
    st.sampled_from(AD_BREAK_MINUTES),
    st.booleans(),
)
def test_of_any_drills_there_is_an_ad_break_that_lasts_as_long_as_it_should(
    drills: list[Drill], likes: CoachingPreferences, timing: Timing, minutes: int, knows_safety: bool
) -> None:
    quick = hurried(likes, knows_safety=knows_safety)
    found = choose_ad_break(request(*drills, minutes=minutes, likes=quick, timing=timing))
    whole = compile_routine(found.routine, replace(quick, only_side=found.only_side), timing)
    short = cut(whole, 0, frames(minutes * 60), timing)
    assert short.length == frames(minutes * 60)
    assert not any(segment.waits for segment in short.segments)
    assert short.routine == AD_BREAK


def test_what_waited_longest_comes_first() -> None:
    a, b = (drill(name, Sides.TOGETHER, (movement("A", RepRange(5, 9)),), suits=TV) for name in "ab")
    yesterday = TODAY - timedelta(days=1)
    long_ago = TODAY - timedelta(days=9)
    for first, second in ((yesterday, long_ago), (long_ago, yesterday)):
        last = {"a": first, "b": second}
        moved = {DrillMovement(name, "A"): day for name, day in last.items()}
        found = choose_ad_break(request(a, b, last=last, moved=moved))
        assert names(found)[0] == ("b" if second is long_ago else "a")


def test_drills_that_face_the_screen_are_preferred_until_they_were_just_done() -> None:
    facing, turned, low = (
        drill("facing", Sides.TOGETHER, suits=TV),
        drill("turned", Sides.TOGETHER),
        drill("low", Sides.TOGETHER, equipment=(Equipment.FLOOR,), suits=TV),
    )
    every = (turned, facing, low)
    assert names(choose_ad_break(request(*every))) == ["facing"]
    assert set(names(choose_ad_break(request(*every, uses_floor=True)))) == {"facing", "low"}
    just_done = frozenset({DrillMovement("facing", "A"), DrillMovement("facing", "B")})
    assert names(choose_ad_break(request(*every, recent=just_done)))[0] == "turned"
    all_done = just_done | {DrillMovement("turned", "A"), DrillMovement("turned", "B")}
    assert names(choose_ad_break(request(*every, recent=all_done))) == ["facing"]


def brief(drill_id: str, *equipment: Equipment, sides: Sides = Sides.TOGETHER) -> Drill:
    """A drill for the TV that fits any ad break, on both sides where it has two."""
    return drill(drill_id, sides, (movement("A", RepRange(5, 9)),), equipment=equipment, suits=TV)


def lengthy(drill_id: str, *equipment: Equipment, steps: int) -> Drill:
    """The same with so many steps to get into position; with 4 one side alone fits a minute, with 20 two."""
    return replace(brief(drill_id, *equipment, sides=Sides.EACH), setup=(WORDY,) * steps)


WORDY = Step("Stand very tall, and take your time for it.", "Stand.")


@pytest.mark.parametrize("minutes", AD_BREAK_MINUTES)
def test_what_needs_nothing_comes_before_what_waited_longer(minutes: int) -> None:
    bench, bare = brief("bench", Equipment.BENCH), brief("bare")
    days = {"bare": TODAY - timedelta(days=1), "bench": TODAY - timedelta(days=9)}
    found = choose_ad_break(request(bench, bare, minutes=minutes, last=days))
    assert names(found) == ["bare", "bench"]
    whole = compile_routine(replace(found.routine, items=found.routine.items[:1]), QUICK, plain_timing)
    assert whole.length < frames(60)
    assert found.routine.items[1].reps == 5  # to spare: it got no more reps than it has to have


@pytest.mark.parametrize("uses_floor", [False, True])
def test_a_floor_is_always_at_hand(uses_floor: bool) -> None:
    low, bench = brief("low", Equipment.FLOOR), brief("bench", Equipment.BENCH)
    assert (needs_things(low), needs_things(bench)) == (False, True)
    found = choose_ad_break(request(bench, low, uses_floor=uses_floor))
    assert names(found) == (["low", "bench"] if uses_floor else ["bench"])


def test_what_needs_something_is_chosen_where_nothing_else_fits() -> None:
    endless, bench = lengthy("bare", steps=40), brief("bench", Equipment.BENCH)
    assert names(choose_ad_break(request(endless, bench)))[0] == "bench"


def test_both_sides_come_before_one_where_there_is_more_than_a_minute() -> None:
    days = {"short": TODAY - timedelta(days=1), "long": TODAY - timedelta(days=9)}
    moved = {DrillMovement(name, "A"): day for name, day in days.items()}

    def first(steps: int, minutes: int) -> tuple[str, Side | None]:
        drills = brief("short"), lengthy("long", steps=steps)
        found = choose_ad_break(request(*drills, minutes=minutes, last=days, moved=moved))
        return names(found)[0], found.only_side

    assert first(4, 1) == ("long", Side.LEFT)
    assert first(4, 2) == ("long", None)
    assert first(20, 2) == ("short", None)
    alone = choose_ad_break(request(lengthy("long", steps=20), minutes=2))
    assert alone.only_side is Side.LEFT


def test_where_all_needs_the_floor_the_floor_is_used() -> None:
    low = drill("low", equipment=(Equipment.FLOOR,))
    assert names(choose_ad_break(request(low))) == ["low"]


@pytest.mark.parametrize(
    ("done", "side"),
    [
        ((), Side.LEFT),
        ((Side.LEFT,), Side.RIGHT),
        ((Side.LEFT, Side.RIGHT), Side.LEFT),
        ((Side.RIGHT,), Side.LEFT),
    ],
)
def test_without_time_for_both_sides_the_one_that_was_done_less_has_its_turn(
    done: tuple[Side, ...], side: Side
) -> None:
    wordy = tuple(Step("Stand very tall, and take your time for it.", "Stand.") for _ in range(4))
    one = drill("swing", movements=(movement("A", RepRange(5, 9)),), setup=wordy)
    records = (record("other", Side.LEFT), *(record("swing", each) for each in done))
    found = choose_ad_break(request(one, records=records))
    assert found.only_side is side
    assert found.routine.items[0].reps is not None


def test_more_time_is_for_other_drills_and_more_reps() -> None:
    short = movement("A", RepRange(5, 9))
    a, b, c = (drill(name, Sides.TOGETHER, (short,)) for name in "abc")
    one, two, three = (choose_ad_break(request(a, b, c, minutes=m)).routine for m in AD_BREAK_MINUTES)
    reps = [[item.reps or 0 for item in each.items] for each in (one, two, three)]
    assert (reps[0][0] > 5, min(reps[2]) > 5) == (True, True)
    assert 60 < seconds(replace(two, items=two.items[:2])) <= 118
    assert len(one.items) == 3
    assert "2 minutes" in two.title
    assert "1 minute" in one.title


def test_where_nothing_fits_the_shortest_is_begun() -> None:
    endless = tuple(Step("Stand very tall, and take your time for it.", "Stand.") for _ in range(12))
    slow = hurried(CoachingPreferences())

    def timing(text: str) -> object:
        return plain_timing(text) if text.isdigit() else replace(plain_timing(text), length=frames(6.0))

    long, longer = drill("long", setup=endless), drill("longer", setup=endless * 2)
    found = choose_ad_break(request(longer, long, likes=slow, timing=timing))  # type: ignore[arg-type]
    assert names(found)[0] == "long"


def test_without_drills_there_is_nothing_to_choose() -> None:
    with pytest.raises(ValueError, match="no drills"):
        choose_ad_break(replace(request(), drills=()))


def test_nobody_is_waited_for() -> None:
    patient = CoachingPreferences(
        wait_for_ready=True,
        setup_seconds=20,
        link_seconds=9,
        switch_seconds=20,
        rest_seconds=60,
        count_in_beats=5,
    )
    assert hurried(patient, knows_safety=False).safety
    assert not hurried(replace(patient, safety=False), knows_safety=False).safety
    quick = hurried(patient)
    assert (quick.wait_for_ready, quick.safety) == (False, False)
    assert max(quick.setup_seconds, quick.link_seconds, quick.switch_seconds, quick.rest_seconds) <= 3
    assert quick.count_in_beats == 5
    brisk = CoachingPreferences(setup_seconds=0, link_seconds=0, switch_seconds=0, rest_seconds=0)
    assert hurried(brisk).setup_seconds == 0


def test_an_ad_break_has_an_id() -> None:
    assert [ad_break_minutes(ad_break_id(minutes)) for minutes in AD_BREAK_MINUTES] == [1, 2, 3]
    for other in ("ad-break", "ad-break-4", "ad-break-01", "full", ""):
        assert ad_break_minutes(other) is None
    assert {AD_BREAK, "ad-break-1", "tv"} <= RESERVED_IDS


def test_reps_that_are_asked_for_are_beyond_any_range() -> None:
    some = routine(drill(sides=Sides.TOGETHER))
    item = replace(some.items[0], reps=1)
    timeline = compile_routine(replace(some, items=(item,)), CoachingPreferences(), plain_timing)
    assert [each.grid.reps for each in timeline.segments if each.grid is not None] == [1, 1]
