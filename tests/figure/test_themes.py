"""The colours of a figure and its room."""

import numpy as np
import pytest

from mobility_coach.figure.picture import Colour
from mobility_coach.figure.solids import Material
from mobility_coach.figure.themes import THEMES
from mobility_coach.ui.tokens import DARK, LIGHT, Tokens
from tests.figure.pictures_for_tests import contrast, lab, luminance


def written(colour: Colour) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)


def bright(colour: Colour) -> float:
    return float(luminance(np.array(colour)))


@pytest.mark.parametrize(("name", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_the_ground_goes_from_the_windows_panel_to_its_background(name: str, tokens: Tokens) -> None:
    theme = THEMES[name]
    assert (written(theme.ground_top), written(theme.ground_bottom)) == (tokens.panel, tokens.background)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_material_has_a_colour(name: str) -> None:
    assert set(THEMES[name].materials) == set(Material)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_arrow_stands_out_from_the_ground_and_from_heat(name: str) -> None:
    theme = THEMES[name]
    for ground in (theme.ground_top, theme.ground_bottom, theme.floor, theme.mat):
        assert contrast(bright(theme.arrow), bright(ground)) >= 3.0
    assert np.linalg.norm(lab(np.array(theme.arrow)) - lab(np.array(theme.hot))) > 60


@pytest.mark.parametrize("name", ["light", "dark"])
def test_hands_and_face_have_the_colour_of_the_skin(name: str) -> None:
    materials = THEMES[name].materials
    assert materials[Material.SKIN] == materials[Material.FINE]
