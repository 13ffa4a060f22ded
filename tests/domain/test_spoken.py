from dataclasses import replace
from pathlib import Path

import pytest

from mobility_coach.domain.compiler import compile_routine
from mobility_coach.domain.drill import Drill, RepRange, Side, Step, Tempo
from mobility_coach.domain.drill_format import parse_drill
from mobility_coach.domain.preferences import CoachingPreferences, Dose, DrillChoices, Pace
from mobility_coach.domain.routine import built_in_routines
from mobility_coach.domain.speech_timing import estimate
from mobility_coach.domain.spoken import HIGHEST_NUMBER, session_texts
from mobility_coach.domain.timeline import spoken_texts
from tests.domain.drills_for_tests import drill, movement

DRILLS = Path(__file__).parents[2] / "resources" / "drills"


def shipped() -> tuple[Drill, ...]:
    parsed = [parse_drill(path.read_bytes(), path.name).drill for path in sorted(DRILLS.glob("*.json"))]
    return tuple(each for each in parsed if each is not None)


@pytest.mark.no_cover
@pytest.mark.parametrize("pace", Pace)
@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
@pytest.mark.parametrize("rate", [120, 300])
def test_no_session_says_anything_else(pace: Pace, side: Side, rate: int) -> None:
    known = set(session_texts(shipped()))
    choices = {each.id: DrillChoices(cue="glute-led") for each in shipped()}
    for dose in Dose:
        preferences = CoachingPreferences(dose=dose, pace=pace, first_side=side, drills=choices)
        for routine in built_in_routines(shipped()):
            timeline = compile_routine(routine, preferences, lambda text: estimate(text, rate))
            assert known.issuperset(spoken_texts(timeline.cues))


def test_both_sides_are_spoken_and_each_phrase_is_there_once() -> None:
    written = drill(movements=(movement("A", RepRange(5, 25), Tempo(60, 2, 2)),))
    texts = session_texts([replace(written, setup=(Step("Kneel on your {side} knee.", ""),))])
    assert {"Kneel on your left knee.", "Kneel on your right knee."} <= set(texts)
    assert len(set(texts)) == len(texts)
    assert "25" in texts
    assert not any("{" in text for text in texts)


def test_numbers_come_first_also_without_drills() -> None:
    assert session_texts([])[:HIGHEST_NUMBER] == tuple(map(str, range(1, HIGHEST_NUMBER + 1)))
