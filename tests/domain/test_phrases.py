"""What the coach says beside the drills' own texts."""

import pytest

from mobility_coach.domain import phrases
from mobility_coach.domain.drill import Equipment, Side, Sides
from tests.domain.drills_for_tests import drill

WALL, SUPPORT, FLOOR, BENCH, CORNER = (
    Equipment.WALL,
    Equipment.SUPPORT,
    Equipment.FLOOR,
    Equipment.BENCH,
    Equipment.CORNER,
)


@pytest.mark.parametrize(
    ("equipment", "sentence"),
    [
        ((), "You need nothing for it."),
        ((WALL,), "You need a wall."),
        ((SUPPORT,), "You need something solid to hold on to."),
        ((WALL, SUPPORT), "You need a wall or something solid to hold on to."),
        ((FLOOR, SUPPORT), "You need a soft floor or a mat and something solid to hold on to."),
        (
            (SUPPORT, FLOOR, WALL),
            "You need a soft floor or a mat and a wall or something solid to hold on to.",
        ),
        (
            (FLOOR, BENCH, CORNER),
            "You need a soft floor or a mat, a bench, a table or a couch arm and a corner or a doorway.",
        ),
    ],
)
def test_needs(equipment: tuple[Equipment, ...], sentence: str) -> None:
    assert phrases.needs(drill(equipment=equipment)) == sentence


def test_everything_has_a_name() -> None:
    assert len({phrases.equipment_name(item) for item in Equipment}) == len(Equipment)


def test_titles_with_braces_are_only_text() -> None:
    odd = drill(title="Odd {0} {drill}")
    assert phrases.introduction(odd) == "Odd {0} {drill}. You need nothing for it."
    assert phrases.rest_words(odd) == "Rest for a moment. Next: Odd {0} {drill}."


def test_safety_words_say_that_pain_stops_it() -> None:
    assert "hurts, stop" in phrases.safety_words()


def test_short_words_have_no_exclamation_mark() -> None:
    for words in (phrases.safety_words(), phrases.last_one(), phrases.closing_words()):
        assert words
        assert "!" not in words


@pytest.mark.parametrize(
    ("sides", "side", "title"),
    [
        (Sides.EACH, Side.LEFT, "Left side"),
        (Sides.EACH, Side.RIGHT, "Right side"),
        (Sides.EACH, Side.BOTH, ""),
        (Sides.TOGETHER, Side.BOTH, ""),
        (Sides.ALTERNATING, Side.LEFT, ""),
    ],
)
def test_side_titles(sides: Sides, side: Side, title: str) -> None:
    assert phrases.side_title(sides, side) == title
