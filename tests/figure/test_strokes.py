import pytest

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import (
    FigureMoment,
    Key,
    Limb,
    Motion,
    MovementMotion,
    Rig,
    Root,
    RootMode,
    Way,
    WayKind,
)
from mobility_coach.figure.strokes import (
    FRAMES,
    StrokeCache,
    coarse_to_fine,
    following,
    frame_at,
    frame_count,
    goes_on,
    nearest,
    place_at,
    place_of,
    shown_way,
)

RIG = Rig(Root(RootMode.FREE), Limb(), Limb())
KEYS = (Key(0, {}), Key(1, {}))
MOTION = Motion(
    "drill",
    Side.LEFT,
    (
        MovementMotion("A", RIG, KEYS, start_hold=0.2, end_hold=0.4),
        MovementMotion("B", RIG, KEYS, ready={"spine.flexion": 10}),
    ),
)
STROKE, FIRST, OVER, READY = WayKind.STROKE, WayKind.FIRST, WayKind.OVER, WayKind.READY


def moment(way: Way, progress: float = 0.0, *, is_back: bool = False, side: Side = Side.LEFT) -> FigureMoment:
    return FigureMoment("drill", side, way, progress, is_back)


def test_the_order_is_coarse_to_fine_with_both_ends_first() -> None:
    order = coarse_to_fine(41)
    assert order[:7] == (0, 40, 8, 16, 24, 32, 4)
    assert sorted(order) == list(range(41))
    worst = [
        max(min(abs(frame - drawn) for drawn in order[:n]) for frame in range(41)) for n in (6, 11, 21, 41)
    ]
    assert worst == [4, 2, 1, 0]


@pytest.mark.parametrize("count", [1, 2, 3, 8, 9, 30])
def test_every_picture_is_drawn_once(count: int) -> None:
    assert sorted(coarse_to_fine(count)) == list(range(count))


def test_who_stands_still_has_one_picture() -> None:
    assert frame_count(Way(READY, "A")) == 1
    assert frame_at(Way(READY, "A"), 0.7) == 0
    assert place_of(Way(READY, "A"), 0) == 0


def test_pictures_are_uniform_along_the_way() -> None:
    way = Way(STROKE, "A")
    assert [frame_at(way, at) for at in (-1, 0, 0.5, 1, 2)] == [0, 0, 20, 40, 40]
    assert [place_of(way, frame) for frame in (0, 10, 40)] == [0, 0.25, 1]
    assert all(frame_at(way, place_of(way, frame)) == frame for frame in range(FRAMES))


def test_the_nearest_picture() -> None:
    assert nearest(5, {0, 8, 40}) == 8
    assert nearest(4, {0, 8, 40}) == 0
    assert nearest(4, ()) is None


def test_what_looks_the_same_is_drawn_once() -> None:
    assert shown_way(MOTION, Way(FIRST, "A")) == Way(STROKE, "A")
    assert shown_way(MOTION, Way(FIRST, "B")) == Way(FIRST, "B")
    assert shown_way(MOTION, Way(READY)) == Way(READY, "A")
    assert shown_way(MOTION, Way(STROKE, "Z")) == Way(STROKE, "A")
    assert shown_way(MOTION, Way(OVER, "B", "A")) == Way(OVER, "B", "A")
    assert shown_way(MOTION, Way(OVER, "B", "Z")) == Way(READY, "B")


def test_holds_are_part_of_a_stroke() -> None:
    way = Way(STROKE, "A")
    assert place_at(MOTION, moment(way, 0.2)) == 0
    assert place_at(MOTION, moment(way, 0.6)) == pytest.approx(0.5)
    assert place_at(MOTION, moment(way, 1)) == 1
    assert place_at(MOTION, moment(way, 0.4, is_back=True)) == 1
    assert place_at(MOTION, moment(way, 0.7, is_back=True)) == pytest.approx(0.5)
    assert place_at(MOTION, moment(way, 1, is_back=True)) == 0


def test_going_over_has_no_hold() -> None:
    assert place_at(MOTION, moment(Way(OVER, "A", "B"), 0.2)) == pytest.approx(0.2)
    assert place_at(MOTION, moment(Way(OVER, "A", "B"), 7)) == 1


def test_what_comes_next_is_known() -> None:
    assert following(MOTION, Way(READY, "A")) == (
        Way(STROKE, "A"),
        Way(OVER, "B", "A"),
        Way(FIRST, "B"),
        Way(STROKE, "B"),
    )
    assert following(MOTION, Way(STROKE, "A")) == (Way(OVER, "B", "A"), Way(FIRST, "B"), Way(STROKE, "B"))
    assert following(MOTION, Way(FIRST, "B")) == (Way(STROKE, "B"),)
    assert following(MOTION, Way(STROKE, "B")) == (Way(FIRST, "B"),)
    assert following(MOTION, Way(STROKE, "Z")) == ()


def test_only_a_jump_is_one() -> None:
    stroke, over = moment(Way(STROKE, "A"), 1, is_back=True), moment(Way(OVER, "B", "A"))
    assert goes_on(moment(Way(READY, "A")), stroke)
    assert goes_on(stroke, over)
    assert goes_on(over, moment(Way(READY, "B")))
    assert not goes_on(stroke, moment(Way(READY, "B")))
    assert not goes_on(stroke, moment(Way(STROKE, "A"), side=Side.RIGHT))
    assert not goes_on(stroke, FigureMoment("other", Side.LEFT, Way(STROKE, "A")))


# --- the cache ---


def filled(most: int, *keys: str, each: int = 10) -> StrokeCache[str, str]:
    cache: StrokeCache[str, str] = StrokeCache(most)
    for key in keys:
        assert cache.put(key, 0, f"{key}0", each)
    return cache


def kept(cache: StrokeCache[str, str], keys: str) -> str:
    return "".join(key for key in keys if cache.pictures(key))


def test_pictures_are_found_by_their_index() -> None:
    cache = filled(100, "a")
    assert cache.put("a", 40, "a40", 5)
    assert cache.pictures("a") == {0: "a0", 40: "a40"}
    assert cache.pictures("b") == {}
    assert cache.size == 15


def test_the_same_picture_again_takes_no_more_room() -> None:
    cache = filled(15, "a")
    assert cache.put("a", 0, "again", 10)
    assert cache.pictures("a") == {0: "a0"}
    assert cache.size == 10


def test_the_least_used_go_first() -> None:
    cache = filled(30, "a", "b", "c")
    cache.hold("view", ("a",))
    cache.hold("view", ())
    assert cache.put("d", 0, "d0", 10)
    assert kept(cache, "abcd") == "acd"
    assert cache.size == 30


def test_what_is_shown_stays() -> None:
    cache = filled(30, "a", "b", "c")
    cache.hold("view", ("a",))
    cache.hold("other view", ("b",))
    assert cache.put("d", 0, "d0", 10)
    assert kept(cache, "abcd") == "abd"
    assert not cache.put("e", 0, "e0", 20)
    assert kept(cache, "abcde") == "abd"


def test_at_rest_only_what_is_shown_is_kept() -> None:
    cache = filled(100, "a", "b", "c")
    cache.hold("view", ["b"])
    cache.keep_held()
    assert kept(cache, "abc") == "b"
    assert cache.size == 10


def test_what_comes_next_makes_room_for_what_comes_sooner() -> None:
    cache = filled(30, "a", "b", "c")
    cache.hold("view", ("a", "b", "c"))
    assert not cache.put("c", 1, "c1", 10)
    assert cache.put("b", 1, "b1", 10)
    assert kept(cache, "abc") == "ab"
    assert not cache.put("c", 0, "c0", 10)
    assert cache.put("a", 1, "a1", 10)
    assert kept(cache, "abc") == "a"


def test_the_most_important_of_all_views_counts() -> None:
    cache = filled(20, "a", "b")
    cache.hold("view", ("a", "b"))
    cache.hold("other view", ("b",))
    assert not cache.put("c", 0, "c0", 10)
    cache.hold("view", ())
    assert cache.put("c", 0, "c0", 10)
    assert kept(cache, "abc") == "bc"


def test_a_picture_larger_than_all_room_is_not_kept_and_costs_nothing() -> None:
    cache = filled(30, "a", "b")
    assert not cache.put("c", 0, "c0", 31)
    assert kept(cache, "abc") == "ab"


def test_it_never_holds_more_than_its_bound() -> None:
    cache: StrokeCache[int, int] = StrokeCache(1000)
    for step in range(2000):
        key = step * 7 % 23
        cache.hold("view", (key, key + 1, key + 2))
        cache.put(key + step % 3, step % 41, step, 40 + step % 90)
        assert cache.size <= 1000
    assert cache.size > 800
    cache.clear()
    assert cache.size == 0
    assert cache.pictures(3) == {}
