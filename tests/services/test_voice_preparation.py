from dataclasses import dataclass, field

import pytest

from mobility_coach.domain.spoken import session_texts
from mobility_coach.services.voice_preparation import AT_ONCE, VoicePreparation
from mobility_coach.services.work import Work
from tests.domain.drills_for_tests import drill
from tests.services.fakes import FakeSpeaker

NO_ENGINE = "No speech engine was found. Install espeak-ng."
TEXTS = session_texts([drill()])


@dataclass
class Makes:
    """Makes the speaker once, and tells whether that has happened."""

    speaker: FakeSpeaker = field(default_factory=FakeSpeaker)
    made: int = 0

    def __call__(self) -> FakeSpeaker:
        self.made += 1
        return self.speaker


@pytest.fixture
def makes() -> Makes:
    return Makes()


@pytest.fixture
def work(makes: Makes) -> VoicePreparation:
    return VoicePreparation([drill()], makes)


def answer(speaker: FakeSpeaker, *, fails: tuple[str, ...] = ()) -> None:
    """Settle all that was asked for."""
    for text in speaker.asked:
        if text in fails:
            speaker.fail(text, NO_ENGINE)
        else:
            speaker.arrive(text)


def test_nothing_is_made_before_the_first_step(work: VoicePreparation, makes: Makes) -> None:
    assert (makes.made, work.progress) == (0, 0.0)
    assert work.title == f"Preparing the voice: 0 of {len(TEXTS)} phrases"
    assert work.step()
    assert work.step()
    assert makes.made == 1


def test_all_phrases_are_asked_for_a_few_at_a_time(work: Work, makes: Makes) -> None:
    steps = 0
    while work.step():
        steps += 1
        assert len(makes.speaker.requests[-1]) <= AT_ONCE
        answer(makes.speaker)
    assert [text for request in makes.speaker.requests for text in request] == list(TEXTS)
    assert steps == len(makes.speaker.requests) == -(-len(TEXTS) // AT_ONCE)
    assert work.progress == 1.0


def test_it_waits_for_the_phrase_that_is_rendered_now(work: VoicePreparation, makes: Makes) -> None:
    work.step()
    makes.speaker.arrive(TEXTS[0])
    makes.speaker.arrive(TEXTS[2])
    assert work.step()
    assert work.title == f"Preparing the voice: 1 of {len(TEXTS)} phrases"
    assert len(makes.speaker.requests) == 1


def test_the_end_is_told(work: VoicePreparation, makes: Makes) -> None:
    while work.step():
        answer(makes.speaker)
    assert work.outcome == f"The voice is ready: all {len(TEXTS)} phrases."


def test_a_cancel_keeps_what_is_done_and_asks_for_nothing_more(work: VoicePreparation, makes: Makes) -> None:
    work.step()
    answer(makes.speaker)
    work.step()
    work.cancel()
    work.cancel()
    assert not work.step()
    assert len(makes.speaker.requests) == 2
    said = f"{AT_ONCE} of {len(TEXTS)} phrases are ready; the others come while you practise."
    assert work.outcome == said


def test_without_a_voice_it_ends_soon_and_says_what_to_install(work: VoicePreparation, makes: Makes) -> None:
    while work.step():
        answer(makes.speaker, fails=TEXTS)
    assert len(makes.speaker.requests) == 1
    assert work.outcome == NO_ENGINE


def test_one_bad_phrase_does_not_end_it(work: VoicePreparation, makes: Makes) -> None:
    while work.step():
        answer(makes.speaker, fails=(TEXTS[0],))
    assert work.progress == 1.0
    ready = len(TEXTS) - 1
    assert work.outcome.startswith(f"{ready} of {len(TEXTS)} phrases are ready")
    assert work.outcome.endswith(NO_ENGINE)
