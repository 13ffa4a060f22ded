import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobility_coach.domain.speech_timing import USUAL_RATE, ClipTiming, estimate
from mobility_coach.domain.timeline import SAMPLE_RATE

# What espeak-ng's American voice took at 165 words a minute, trimmed, in seconds.
MEASURED = {
    "Switch sides.": 0.92,
    "Heel stays down.": 1.06,
    "Put your hands on the wall.": 1.39,
    "Breathe out as you drive forward.": 1.60,
    "Now the other side. Left foot in front.": 2.63,
    "Feel it high in the calf.": 1.33,
    "Keep the big toe and its ball on the floor.": 2.55,
    "Set your left foot a few inches behind the other one.": 2.88,
    "Last one.": 0.64,
    "7": 0.48,
    "12": 0.51,
}


def test_the_sum_over_a_session_is_near_what_is_spoken() -> None:
    guessed = sum(estimate(text, USUAL_RATE).length for text in MEASURED) / SAMPLE_RATE
    assert guessed == pytest.approx(sum(MEASURED.values()), rel=0.05)


def test_half_the_rate_takes_twice_as_long() -> None:
    usual, slow = estimate("Stand tall.", 160), estimate("Stand tall.", 80)
    assert slow.length == pytest.approx(2 * usual.length, abs=2)
    assert slow.vowel == pytest.approx(2 * usual.vowel, abs=2)


@pytest.mark.parametrize(
    ("digits", "words"),
    [
        ("0", "zero"),
        ("7", "seven"),
        ("13", "thirteen"),
        ("20", "twenty"),
        ("45", "forty five"),
        ("90°", "ninety degrees"),
        ("300", "three hundred"),
        ("105", "one hundred five"),
        ("342", "three hundred forty two"),
        ("2026", "two zero two six"),
    ],
)
def test_numbers_take_as_long_as_their_words(digits: str, words: str) -> None:
    assert estimate(digits, USUAL_RATE) == estimate(words, USUAL_RATE)


def test_pauses_count() -> None:
    plain = estimate("left right left", USUAL_RATE).length
    assert plain < estimate("left, right left", USUAL_RATE).length
    assert plain < estimate("left: right left", USUAL_RATE).length
    assert estimate("left, right, left", 165).length < estimate("Left. Right. Left.", 165).length


def test_an_e_that_is_not_heard_adds_no_syllable() -> None:
    assert estimate("raise", USUAL_RATE).length < estimate("raisy", USUAL_RATE).length


@pytest.mark.parametrize("text", ["", "  ", "…", "\n."])
def test_nothing_to_say_takes_no_time(text: str) -> None:
    assert estimate(text, USUAL_RATE) == ClipTiming(0, 0)


@given(st.text(max_size=80), st.integers(-5, 500))
def test_any_text_has_a_timing(text: str, rate: int) -> None:
    timing = estimate(text, rate)
    assert 0 <= timing.vowel <= timing.length
