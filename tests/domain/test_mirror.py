"""Left and right are written once."""

import pytest

from mobility_coach.domain.drill import Side
from mobility_coach.domain.mirror import SIDE_TOKENS, fill_sides, side_word

TEXT = "{Side} foot behind, {other} hand on the {side} knee. {Other} foot flat."


@pytest.mark.parametrize(
    ("side", "filled"),
    [
        (Side.LEFT, "Left foot behind, right hand on the left knee. Right foot flat."),
        (Side.RIGHT, "Right foot behind, left hand on the right knee. Left foot flat."),
        (Side.BOTH, "Left foot behind, right hand on the left knee. Right foot flat."),
    ],
)
def test_each_token_becomes_the_side_that_works_or_the_other(side: Side, filled: str) -> None:
    assert fill_sides(TEXT, side) == filled


@pytest.mark.parametrize("side", Side)
def test_every_token_is_filled(side: Side) -> None:
    assert "{" not in fill_sides(" ".join(SIDE_TOKENS), side)


def test_other_braces_and_plain_words_stay() -> None:
    assert fill_sides("left {step} {SIDE} {}", Side.RIGHT) == "left {step} {SIDE} {}"


def test_the_sides_have_names_and_opposites() -> None:
    assert [side_word(side) for side in Side] == ["left", "right", "both"]
    assert [side.opposite for side in Side] == [Side.RIGHT, Side.LEFT, Side.BOTH]


@pytest.mark.parametrize("text", [TEXT, "Nothing.", ""])
def test_mirrored_twice_is_as_before(text: str) -> None:
    def swapped(filled: str) -> str:
        marks = {"left": "\0", "right": "left", "\0": "right", "Left": "\1", "Right": "Left", "\1": "Right"}
        for old, new in marks.items():
            filled = filled.replace(old, new)
        return filled

    assert swapped(fill_sides(text, Side.LEFT)) == fill_sides(text, Side.RIGHT)
