"""The natural voice goes before the system's, which helps out; their clips are kept apart."""

import io
import threading
import wave
from collections.abc import Callable

import numpy as np
import pytest

from mobility_coach.services.ports import SpeechFailed, SpeechRequest, Voice
from mobility_coach.services.settings_book import VoiceChoice
from mobility_coach.services.sound.clip_maker import MOST_FAILURES, PhraseMaker, make_maker
from mobility_coach.services.sound.speaker import Speaker
from tests.services.fakes import FakeClipStore

PATIENCE = 20.0
HEART = Voice("heart", "Heart", ("en-us",))
US = Voice("us", "American", ("en-us",))
GB = Voice("gb", "British", ("en-gb",))
MISSING = "The natural voice is not installed (pip)."


def wav(*, is_silent: bool = False) -> bytes:
    samples = np.sin(np.arange(400) / 3) * (0 if is_silent else 9000)
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(samples.astype("<i2").tobytes())
    return target.getvalue()


class FakeEngine:
    def __init__(self, name: str, *voices: Voice) -> None:
        self.name = name
        self.known = voices
        self.refusal = ""
        self.failing: Callable[[str], bool] = lambda _: False
        self.data = wav()
        self.requests: list[SpeechRequest] = []
        self.asked = 0
        self.closing = threading.Event()

    def voices(self) -> tuple[Voice, ...]:
        self.asked += 1
        if self.refusal:
            raise SpeechFailed(self.refusal)
        return self.known

    def render(self, request: SpeechRequest, deadline_seconds: float = 6.0) -> bytes:
        self.requests.append(request)
        if self.failing(request.text):
            raise SpeechFailed("No.")
        return self.data

    def close(self) -> None:
        self.closing.set()

    @property
    def texts(self) -> list[str]:
        return [request.text for request in self.requests]


@pytest.fixture
def natural() -> FakeEngine:
    return FakeEngine("hibari 1", HEART)


@pytest.fixture
def system() -> FakeEngine:
    return FakeEngine("espeak 1", US, GB)


@pytest.fixture
def store() -> FakeClipStore:
    return FakeClipStore()


Make = Callable[..., PhraseMaker]


@pytest.fixture
def make(natural: FakeEngine, system: FakeEngine, store: FakeClipStore) -> Make:
    def maker(voice: str = "", rate: int = 165, language: str = "en-us") -> PhraseMaker:
        return make_maker(VoiceChoice(voice, rate, language, is_natural=True), store, system, natural)

    return maker


def test_the_natural_voice_speaks_whatever_voice_of_the_system_is_chosen(
    make: Make, natural: FakeEngine, system: FakeEngine
) -> None:
    maker = make("gb", 120, "en-gb")
    assert maker.made("Go.").is_new
    assert not maker.made("Go.").is_new
    assert maker.voices() == (HEART,)
    assert natural.requests == [SpeechRequest("Go.", "heart", 120)]
    assert system.asked == 0
    assert maker.notice == ""


def test_it_speaks_only_where_it_is_wished_for_and_there(
    natural: FakeEngine, system: FakeEngine, store: FakeClipStore
) -> None:
    assert make_maker(VoiceChoice(), store, system, natural).voices() == (US, GB)
    assert make_maker(VoiceChoice(is_natural=True), store, system, None).voices() == (US, GB)
    assert natural.asked == 0


def test_clips_of_the_engines_are_kept_apart(
    make: Make, natural: FakeEngine, system: FakeEngine, store: FakeClipStore
) -> None:
    make().made("Go.")
    make_maker(VoiceChoice(), store, system, natural).made("Go.")
    assert (natural.texts, system.texts) == (["Go."], ["Go."])
    assert len(store) == 2
    natural.name = "hibari 2"
    assert make().made("Go.").is_new


def test_another_language_is_no_reason_to_render_the_natural_voice_again(
    make: Make, natural: FakeEngine
) -> None:
    make(language="en-us").made("Go.")
    assert not make(voice="gb", language="en-gb").made("Go.").is_new


def test_where_it_is_missing_the_systems_voice_speaks_and_it_is_asked_once(
    make: Make, natural: FakeEngine, system: FakeEngine
) -> None:
    natural.refusal = MISSING
    maker = make("gb")
    for text in ("a", "b", "c"):
        assert maker.made(text).is_new
    assert natural.asked == 1
    assert [(each.text, each.voice) for each in system.requests] == [("a", "gb"), ("b", "gb"), ("c", "gb")]
    assert maker.notice == f"{MISSING} The system's voice speaks."
    assert maker.has_given_up
    assert maker.voices() == (US, GB)


def test_it_is_tried_again_when_told(make: Make, natural: FakeEngine) -> None:
    natural.refusal = MISSING
    maker = make()
    maker.made("a")
    natural.refusal = ""
    maker.try_again()
    assert not maker.has_given_up
    assert maker.made("b").is_new
    assert natural.texts == ["b"]
    assert maker.notice == ""


def test_a_phrase_that_it_can_not_say_costs_that_phrase_alone(
    make: Make, natural: FakeEngine, system: FakeEngine
) -> None:
    natural.failing = lambda text: text == "bad"
    maker = make()
    for text in ("a", "bad", "b", "bad too", "c"):
        maker.made(text)
    assert system.texts == ["bad"]
    assert natural.texts == ["a", "bad", "b", "bad too", "c"]
    assert maker.notice == "The natural voice could not say everything; the system's voice helps out."
    assert not maker.has_given_up


def test_a_sound_file_without_sound_is_a_failure_too(
    make: Make, natural: FakeEngine, system: FakeEngine
) -> None:
    natural.data = wav(is_silent=True)
    assert make().made("Go.").is_new
    assert system.texts == ["Go."]


def test_phrases_that_fail_in_a_row_end_the_waiting(
    make: Make, natural: FakeEngine, system: FakeEngine
) -> None:
    natural.failing = lambda _: True
    maker = make()
    for text in "abcd":
        maker.made(text)
    assert natural.texts == list("abcd")[:MOST_FAILURES]
    assert system.texts == list("abcd")
    assert maker.has_given_up


def test_where_neither_speaks_the_systems_way_out_is_told(
    make: Make, natural: FakeEngine, system: FakeEngine
) -> None:
    natural.refusal, system.refusal = MISSING, "Install espeak-ng."
    maker = make()
    for _ in range(3):
        with pytest.raises(SpeechFailed, match="Install espeak-ng"):
            maker.made("Go.")
    assert (natural.asked, system.asked) == (1, 1)
    with pytest.raises(SpeechFailed, match="Install espeak-ng"):
        maker.voices()


def test_what_is_worth_knowing_of_the_systems_voice_is_told_too(make: Make, natural: FakeEngine) -> None:
    natural.refusal = MISSING
    maker = make("gone")
    maker.made("Go.")
    assert maker.notice.startswith(f"{MISSING} The system's voice speaks. The voice you chose is not there")


# --- in the speaker ---


def speaker(natural: FakeEngine, system: FakeEngine, store: FakeClipStore, **options: float) -> Speaker:
    return Speaker(system, store, VoiceChoice(is_natural=True), natural=natural, **options)  # type: ignore[arg-type]


def test_the_speaker_tells_why_the_systems_voice_speaks(
    natural: FakeEngine, system: FakeEngine, store: FakeClipStore
) -> None:
    natural.refusal = MISSING
    one = speaker(natural, system, store)
    assert one.wait_for(["Go."], PATIENCE)
    assert one.notice.startswith(MISSING)
    assert one.problem == ""
    one.close()
    assert natural.closing.is_set()
    assert system.closing.is_set()


def test_the_next_session_tries_the_natural_voice_again_with_every_phrase(
    natural: FakeEngine, system: FakeEngine, store: FakeClipStore
) -> None:
    natural.refusal = MISSING
    one = speaker(natural, system, store)
    assert one.wait_for(["Go."], PATIENCE)
    natural.refusal = ""
    one.retry()
    assert one.timing("Go.") is None
    assert one.wait_for(["Go."], PATIENCE)
    assert natural.texts == ["Go."]
    assert one.notice == ""
    one.close()


def test_the_engine_changes_with_the_settings(
    natural: FakeEngine, system: FakeEngine, store: FakeClipStore
) -> None:
    one = speaker(natural, system, store)
    assert one.wait_for(["Go."], PATIENCE)
    one.set_voice(VoiceChoice())
    assert one.timing("Go.") is None
    assert one.wait_for(["Go."], PATIENCE)
    one.set_voice(VoiceChoice(is_natural=True))
    assert one.wait_for(["Go."], PATIENCE)
    assert (natural.texts, system.texts) == (["Go."], ["Go."])
    one.close()


def test_both_processes_end_when_nothing_is_to_be_said(
    natural: FakeEngine, system: FakeEngine, store: FakeClipStore
) -> None:
    one = speaker(natural, system, store, idle_seconds=0.0)
    assert one.wait_for(["Go."], PATIENCE)
    assert natural.closing.wait(PATIENCE)
    assert system.closing.wait(PATIENCE)
    one.close()
