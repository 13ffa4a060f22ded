"""The TV's colours: strong enough to be read from afar, and soft enough where they flash."""

from itertools import product

import pytest
from PySide6.QtCore import QSize

from mobility_coach.domain.preferences import FASTEST_BPM, SLOWEST_BPM
from mobility_coach.domain.transport import Phase
from mobility_coach.services.session.player_view import Stroke
from mobility_coach.ui.tokens import DARK, LIGHT, Tokens
from mobility_coach.ui.tv.tv_inks import EDGE_LIGHTS, edge_light, tv_inks
from mobility_coach.ui.tv.tv_moving import edge_parts
from mobility_coach.ui.tv.tv_rooms import EDGE, MARGIN
from mobility_coach.ui.tv.tv_scene import TvOptions, TvScene
from tests.ui.fakes import player_view
from tests.ui.test_tokens import contrast, luminance

AAA_TEXT = 7.0
PAIRS = (
    *product(("text", "muted", "accent"), ("background",)),
    ("text", "panel"),
    ("text", "accent_soft"),
    ("text", "warm_soft"),
    ("on_accent", "accent"),
)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_every_text_is_read_from_afar(theme: Tokens, pair: tuple[str, str]) -> None:
    text, ground = (getattr(tv_inks(theme), name) for name in pair)
    assert contrast(text, ground) >= AAA_TEXT


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edge_changes_the_luminance_by_less_than_a_tenth(theme: Tokens) -> None:
    lights = [EDGE_LIGHTS[theme.is_dark, stroke] for stroke in Stroke]
    assert len(set(lights)) == len(lights)
    for light in lights:
        assert 0 < abs(luminance(light) - luminance(theme.background)) < 0.1


@pytest.mark.parametrize("beats", [(1, 1), (1, 3), (2, 2), (3, 1)], ids=str)
def test_it_never_flashes_more_than_three_times_in_a_second(beats: tuple[int, int]) -> None:
    rep = [(Stroke.IN, beat) for beat in range(beats[0])] + [(Stroke.OUT, beat) for beat in range(beats[1])]
    for bpm in range(SLOWEST_BPM, FASTEST_BPM + 1):
        lit = [
            number * 60 / bpm
            for number, (stroke, beat) in enumerate(rep * 8)
            if edge_light(stroke, beat, 0.0, bpm)
        ]
        assert lit, bpm
        assert all(later - first >= 1 - 1e-9 for first, later in zip(lit, lit[3:], strict=False)), bpm


@pytest.mark.parametrize("bpm", [20, 60, 120, 180, 200])
def test_the_light_fades_and_is_out_before_the_next_beat(bpm: int) -> None:
    steps = [edge_light(Stroke.IN, 0, moment / 200, bpm) for moment in range(200)]
    assert steps[0] == 1
    assert steps == sorted(steps, reverse=True)
    assert steps[-1] == 0
    assert len(set(steps)) <= 13  # so many repaints at most
    out_after = next(moment for moment, light in enumerate(steps) if not light) / 200 * 60 / bpm
    assert out_after <= 0.5


def test_without_a_beat_it_is_dark() -> None:
    assert edge_light(None, 0, 0.0, 60) == 0
    assert edge_light(Stroke.IN, 0, 0.0, 0) == 0


def edge(**changes: object) -> list[object]:
    scene = TvScene(player_view(**changes), None, LIGHT, TvOptions())
    return [part.shows[1] for part in edge_parts(scene, QSize(1920, 1080), 10.8)]


def test_it_beats_only_while_the_session_plays() -> None:
    assert edge(beat_progress=0.0) == [1.0] * 4
    assert edge(beat_progress=0.0, phase=Phase.PAUSED) == [0.0] * 4


def test_it_lies_in_the_margin() -> None:
    assert EDGE < MARGIN
