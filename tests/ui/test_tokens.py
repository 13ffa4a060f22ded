from itertools import pairwise

import pytest

from mobility_coach.ui.tokens import DARK, LIGHT, TEXT_PAIRS, Tokens

AA_TEXT = 4.5
AA_PARTS = 3.0


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_the_formula_gives_the_known_extremes() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-".join)
def test_every_text_is_readable_on_its_ground(tokens: Tokens, pair: tuple[str, str]) -> None:
    text, ground = (getattr(tokens, name) for name in pair)
    assert contrast(text, ground) >= AA_TEXT


GROUNDS = ("background", "panel", "hover", "accent_soft")
LEVELS = ("heat_1", "heat_2", "heat_3", "heat_4")
PART_PAIRS = (
    *(("accent", ground) for ground in GROUNDS),  # the focus ring, edges of what is chosen, a slider's knob
    *(("muted", ground) for ground in GROUNDS),  # switches that are off, radio buttons, arrows, icons
    ("accent", "line"),  # what is done of a session, and what is still to come; a slider's two parts
    ("panel", "muted"),  # the knob of a switch that is off
    ("on_accent", "accent"),  # the knob of one that is on
    ("text", "background"),  # the ring of the primary button, against what lies around it
    ("text", "panel"),
    ("warm", "warm_soft"),  # the sign of a banner
    ("success", "panel"),
    *((level, "heat_0") for level in LEVELS),  # a day with practice beside one without
    *((level, "panel") for level in LEVELS),
)
"""Each part that tells something with what lies beside it. Lines that only adorn are not among them."""


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", PART_PAIRS, ids="-".join)
def test_every_part_that_tells_something_stands_out(tokens: Tokens, pair: tuple[str, str]) -> None:
    part, ground = (getattr(tokens, name) for name in pair)
    assert contrast(part, ground) >= AA_PARTS


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_levels_of_a_day_go_one_way(tokens: Tokens) -> None:
    away = [contrast(getattr(tokens, level), tokens.panel) for level in ("heat_0", *LEVELS)]
    assert all(more >= 1.3 * less for less, more in pairwise(away))
