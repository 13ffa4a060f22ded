from dataclasses import replace

import pytest

from mobility_coach.domain.drill import Drill, Equipment, Place, Plane, Suitability
from mobility_coach.domain.drill_filter import LONGEST_TEXT, DrillFilter, folded
from tests.domain.drills_for_tests import drill, movement

DESK = drill("desk", suits=(Suitability(Place.DESK),), equipment=(Equipment.WALL,))


def test_a_filter_that_asks_nothing_is_empty() -> None:
    assert DrillFilter().is_empty
    assert DrillFilter(text=" \n ").is_empty
    assert not DrillFilter(text="hip").is_empty
    assert not DrillFilter(minutes=5).is_empty
    assert not DrillFilter(equipment=frozenset()).is_empty  # "nothing at hand" asks a lot


def test_words_alone_narrow_nothing_else() -> None:
    assert not DrillFilter(text="hip").is_narrowed
    assert DrillFilter(place=Place.TV).is_narrowed


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("HIP", "hip"),
        ("Hüftöffner", "huftoffner"),
        ("STRAẞE", "strasse"),
        ("ﬁt", "fit"),
        ("Ǻ", "a"),
        ("", ""),
    ],
)
def test_case_and_accents_make_no_difference(text: str, plain: str) -> None:
    assert folded(text) == plain


def test_a_text_without_end_is_not_read_to_its_end() -> None:
    assert DrillFilter(text="Ä " * 1_000_000).words == ("a",) * (LONGEST_TEXT // 2)


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (DrillFilter(), True),
        (DrillFilter(place=Place.DESK), True),
        (DrillFilter(place=Place.TV), False),
        (DrillFilter(plane=Plane.SAGITTAL), True),
        (DrillFilter(plane=Plane.FRONTAL), False),
        (DrillFilter(equipment=frozenset()), False),
        (DrillFilter(equipment=frozenset({Equipment.FLOOR})), False),
        (DrillFilter(equipment=frozenset({Equipment.WALL, Equipment.FLOOR})), True),
        (DrillFilter(text="what", minutes=1), True),  # looked at elsewhere
    ],
)
def test_a_drill_fits_place_plane_and_what_is_at_hand(wanted: DrillFilter, fits: bool) -> None:
    assert wanted.suits(DESK) is fits


@pytest.mark.parametrize(
    ("things", "fits"),
    [((), False), ((Equipment.WALL,), True), ((Equipment.SUPPORT,), True), ((Equipment.FLOOR,), False)],
)
def test_either_wall_or_support_will_do_where_both_are_named(
    things: tuple[Equipment, ...], fits: bool
) -> None:
    either = replace(DESK, equipment=(Equipment.WALL, Equipment.SUPPORT))
    assert DrillFilter(equipment=frozenset(things)).suits(either) is fits
    with_floor: Drill = replace(either, equipment=(*either.equipment, Equipment.FLOOR))
    assert not DrillFilter(equipment=frozenset(things) - {Equipment.FLOOR}).suits(with_floor)


def test_a_drill_that_needs_nothing_always_fits_what_is_at_hand() -> None:
    bare = drill(movements=(movement(),))
    assert DrillFilter(equipment=frozenset()).suits(bare)


@pytest.mark.parametrize(("seconds", "fits"), [(1, True), (149, True), (151, False)])
def test_the_time_is_the_one_that_is_shown(seconds: float, fits: bool) -> None:
    assert DrillFilter(minutes=2).allows(seconds) is fits
    assert DrillFilter().allows(seconds)
