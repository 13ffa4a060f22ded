"""A session for a file: nothing in it is placed by a guess once its words are rendered."""

from collections.abc import Iterable
from typing import cast

import numpy as np

from mobility_coach.bootstrap.sessions import write_score
from mobility_coach.domain.preferences import CoachingPreferences, Dose, DrillChoices
from mobility_coach.domain.routine import single_drill
from mobility_coach.domain.speech_timing import ClipTiming, estimate
from mobility_coach.domain.timeline import CueKind
from mobility_coach.services.session.session_plan import SessionPlan
from mobility_coach.services.session.session_ports import Levels
from mobility_coach.services.sound.clips import Clip
from mobility_coach.services.sound.speaker import Speaker
from tests.domain.drills_for_tests import shipped_drills

RATE = 165


class SlowTalker:
    """Numbers are shorter than was guessed, sentences longer: other hints fit than in the draft."""

    rate = RATE

    def __init__(self) -> None:
        self.timings: dict[str, ClipTiming] = {}

    def timing(self, text: str) -> ClipTiming | None:
        return self.timings.get(text)

    def clip(self, text: str) -> Clip | None:
        timing = self.timings.get(text)
        return None if timing is None else Clip(np.zeros(timing.length, np.float32), timing.vowel)

    def wait_for(self, texts: Iterable[str], timeout: float) -> bool:
        for text in texts:
            guess = estimate(text, RATE)
            length = round(guess.length * (0.7 if text.isdigit() else 1.15))
            self.timings[text] = ClipTiming(length, min(guess.vowel, length))
        return True


def test_every_phrase_of_a_file_has_its_measured_length() -> None:
    late = 0
    for drill in shipped_drills():
        for bpm in (75, 90, 100, 110):
            talker = SlowTalker()
            preferences = CoachingPreferences(drills={drill.id: DrillChoices(bpm=bpm)}, dose=Dose.FULL)
            plan = SessionPlan(single_drill(drill), preferences, 0.0)
            score = write_score(plan, cast(Speaker, talker), Levels())
            phrases = [cue for cue in score.timeline.cues if cue.kind is CueKind.PHRASE and not cue.on_vowel]
            late += sum(cue.length != talker.timings[cue.text].length for cue in phrases)
            assert score.unspoken == ()
    assert late == 0
