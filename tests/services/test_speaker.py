import io
import threading
import wave
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from mobility_coach.services.ports import SpeechFailed, SpeechRequest, Voice
from mobility_coach.services.settings_book import VoiceChoice
from mobility_coach.services.sound.clips import Clip
from mobility_coach.services.sound.speaker import Speaker
from tests.services.fakes import FakeClipStore

PATIENCE = 20.0
VOICES = (Voice("de", "German", ("de",)), Voice("us", "American", ("en-us",)))


def wav(seconds: float = 0.05) -> bytes:
    samples = np.sin(np.arange(round(8000 * seconds)) / 3) * 9000
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(samples.astype("<i2").tobytes())
    return target.getvalue()


class FakeEngine:
    """Renders at once, or when `gate` opens."""

    name = "fake 1"

    def __init__(self) -> None:
        self.requests: list[SpeechRequest] = []
        self.asked_for_voices = 0
        self.closed = 0
        self.closing = threading.Event()
        self.failing: dict[str, Exception] = {}
        self.no_voices: Exception | None = None
        self.data = wav()
        self.gate = threading.Event()
        self.gate.set()
        self.at_gate = threading.Event()

    def voices(self) -> tuple[Voice, ...]:
        self.asked_for_voices += 1
        if self.no_voices is not None:
            raise self.no_voices
        return VOICES

    def render(self, request: SpeechRequest, deadline_seconds: float = 6.0) -> bytes:
        self.requests.append(request)
        self.at_gate.set()
        assert self.gate.wait(PATIENCE)
        if request.text in self.failing:
            raise self.failing[request.text]
        return self.data

    def close(self) -> None:
        self.closed += 1
        self.closing.set()

    @property
    def texts(self) -> list[str]:
        return [request.text for request in self.requests]


Made = Callable[..., Speaker]


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def store() -> FakeClipStore:
    return FakeClipStore()


@pytest.fixture
def make(engine: FakeEngine, store: FakeClipStore) -> Iterator[Made]:
    made: list[Speaker] = []

    def speaker(*, voice: str = "", rate: int = 165, language: str = "en-us", **bounds: float) -> Speaker:
        choice = VoiceChoice(voice, rate, language)
        made.append(Speaker(engine, store, choice, **bounds))  # type: ignore[arg-type]
        return made[-1]

    yield speaker
    engine.gate.set()
    for one in made:
        one.close()


def hold(engine: FakeEngine, speaker: Speaker, text: str = "held") -> None:
    """Let the thread stand in the middle of a phrase."""
    engine.gate.clear()
    engine.at_gate.clear()
    speaker.request([text])
    assert engine.at_gate.wait(PATIENCE)


def settle(speaker: Speaker, texts: list[str]) -> None:
    """Wait for `texts` without asking for them."""
    with speaker._changed:
        assert speaker._changed.wait_for(lambda: speaker._all_settled(texts), PATIENCE)


def test_a_phrase_is_rendered_once_and_found(make: Made, engine: FakeEngine, store: FakeClipStore) -> None:
    speaker = make()
    assert speaker.clip("Go.") is None
    assert speaker.timing("Go.") is None
    assert speaker.wait_for(["Go.", "Go."], PATIENCE)
    clip = speaker.clip("Go.")
    assert isinstance(clip, Clip)
    assert speaker.timing("Go.") == clip.timing
    assert speaker.failed("Go.") is None
    assert speaker.problem == ""
    assert speaker.wait_for(["Go."], PATIENCE)
    assert engine.requests == [SpeechRequest("Go.", "us", 165)]
    assert len(store) == 1


def test_the_version_rises_with_each_clip(make: Made) -> None:
    speaker = make()
    before = speaker.version
    speaker.wait_for(["a", "b"], PATIENCE)
    assert speaker.version == before + 2


def test_later_requests_go_first(make: Made, engine: FakeEngine) -> None:
    speaker = make()
    hold(engine, speaker)
    speaker.request(["a", "b", "c"])
    speaker.request(["d", "b", "held"])
    engine.gate.set()
    settle(speaker, ["a", "b", "c", "d"])
    assert engine.texts == ["held", "d", "b", "a", "c"]


def test_stored_clips_need_no_engine(make: Made, engine: FakeEngine) -> None:
    first = make()
    assert first.wait_for(["Go."], PATIENCE)
    second = make()
    assert second.wait_for(["Go."], PATIENCE)
    assert len(engine.requests) == engine.asked_for_voices == 1
    one, other = first.clip("Go."), second.clip("Go.")
    assert one is not None
    assert other is not None
    assert np.array_equal(one.samples, other.samples)


def test_a_damaged_stored_clip_is_rendered_again(
    make: Made, engine: FakeEngine, store: FakeClipStore
) -> None:
    assert make().wait_for(["Go."], PATIENCE)
    (key,) = store
    whole = store[key]
    store[key] = whole[:-1]
    assert make().wait_for(["Go."], PATIENCE)
    assert len(engine.requests) == 2
    assert store[key] == whole


@pytest.mark.parametrize(
    "other", [{"rate": 120}, {"voice": "de"}, {"language": "de"}], ids=["rate", "voice", "language"]
)
def test_another_setting_is_another_clip(
    make: Made, engine: FakeEngine, store: FakeClipStore, other: dict[str, object]
) -> None:
    assert make().wait_for(["Go."], PATIENCE)
    assert make(**other).wait_for(["Go."], PATIENCE)
    assert len(engine.requests) == len(store) == 2


def test_the_chosen_voice_speaks(make: Made, engine: FakeEngine) -> None:
    speaker = make(voice="de", rate=120)
    assert speaker.rate == 120
    assert speaker.wait_for(["Go.", "On."], PATIENCE)
    assert [request.voice for request in engine.requests] == ["de", "de"]
    assert engine.asked_for_voices == 1


def test_a_voice_that_is_gone_is_replaced_and_said(
    make: Made, engine: FakeEngine, store: FakeClipStore
) -> None:
    speaker = make(voice="gone")
    assert speaker.wait_for(["Go."], PATIENCE)
    assert engine.requests[0].voice == "us"
    assert "another one speaks" in speaker.notice
    assert speaker.problem == ""
    # Once it is back, it is not mistaken for the one that stood in.
    assert make(voice="us").wait_for(["Go."], PATIENCE)
    assert len(store) == 1


def test_a_failed_phrase_is_told_and_costs_itself_alone(make: Made, engine: FakeEngine) -> None:
    engine.failing["bad"] = SpeechFailed("Choose another voice.")
    speaker = make()
    assert speaker.wait_for(["good", "bad"], PATIENCE)
    assert speaker.failed("bad") == "Choose another voice."
    assert speaker.problem == "Choose another voice."
    assert speaker.clip("bad") is None
    assert speaker.clip("good") is not None
    speaker.request(["bad"])
    assert speaker.wait_for(["next"], PATIENCE)
    assert engine.texts == ["good", "bad", "next"]
    assert speaker.problem == ""


def test_an_error_that_nobody_thought_of_costs_its_phrase(make: Made, engine: FakeEngine) -> None:
    engine.failing["bad"] = ZeroDivisionError()
    speaker = make()
    assert speaker.wait_for(["bad", "good"], PATIENCE)
    assert speaker.failed("bad")
    assert speaker.failed("good") is None


def test_a_bad_sound_file_is_a_failure(make: Made, engine: FakeEngine, store: FakeClipStore) -> None:
    engine.data = b"noise"
    speaker = make()
    assert speaker.wait_for(["Go."], PATIENCE)
    assert speaker.failed("Go.")
    assert not store


def test_without_an_engine_it_is_asked_once_until_retry(make: Made, engine: FakeEngine) -> None:
    engine.no_voices = SpeechFailed("Install espeak-ng.")
    speaker = make()
    assert speaker.wait_for(["a", "b", "c"], PATIENCE)
    assert speaker.failed("c") == speaker.problem == "Install espeak-ng."
    assert engine.asked_for_voices == 1
    engine.no_voices = None
    speaker.retry()
    assert speaker.failed("a") is None
    assert speaker.wait_for(["a"], PATIENCE)
    assert speaker.clip("a") is not None
    assert speaker.problem == ""


def test_retry_does_nothing_while_all_is_well(make: Made, engine: FakeEngine) -> None:
    speaker = make()
    assert speaker.wait_for(["a"], PATIENCE)
    version = speaker.version
    speaker.retry()
    assert speaker.version == version
    assert engine.asked_for_voices == 1


def test_retry_keeps_what_is_being_rendered(make: Made, engine: FakeEngine) -> None:
    engine.failing["bad"] = SpeechFailed("Bad.")
    speaker = make()
    assert speaker.wait_for(["bad"], PATIENCE)
    hold(engine, speaker)
    speaker.retry()
    engine.gate.set()
    assert speaker.wait_for(["held"], PATIENCE)
    assert engine.texts.count("held") == 1


def test_another_voice_renders_again_what_is_asked_for(make: Made, engine: FakeEngine) -> None:
    speaker = make()
    assert speaker.wait_for(["old"], PATIENCE)
    hold(engine, speaker)
    speaker.request(["next"])
    version = speaker.version
    speaker.set_voice(VoiceChoice("de", 120))
    assert speaker.version > version
    assert speaker.timing("old") is None
    assert speaker.clip("old") is None
    engine.gate.set()
    settle(speaker, ["held", "next"])
    assert [(request.text, request.voice, request.rate) for request in engine.requests] == [
        ("old", "us", 165),
        ("held", "us", 165),
        ("held", "de", 120),
        ("next", "de", 120),
    ]


def test_the_voice_may_change_while_nothing_is_rendered(make: Made, engine: FakeEngine) -> None:
    speaker = make()
    speaker.set_voice(VoiceChoice("", 200))
    assert speaker.wait_for(["Go."], PATIENCE)
    assert engine.requests[0].rate == 200


def test_the_same_voice_changes_nothing(make: Made) -> None:
    speaker = make()
    assert speaker.wait_for(["a"], PATIENCE)
    speaker.set_voice(VoiceChoice("", 165))
    assert speaker.clip("a") is not None


def test_a_voice_found_for_a_choice_that_has_gone_is_not_kept(make: Made, engine: FakeEngine) -> None:
    speaker = make(voice="gone")
    asking, answer = threading.Event(), threading.Event()
    voices = engine.voices

    def slow() -> tuple[Voice, ...]:
        asking.set()
        assert answer.wait(PATIENCE)
        return voices()

    engine.voices = slow  # type: ignore[method-assign]
    speaker.request(["Go."])
    assert asking.wait(PATIENCE)
    speaker.set_voice(VoiceChoice("de", 165))
    answer.set()
    assert speaker.wait_for(["Go."], PATIENCE)
    assert engine.requests[-1].voice == "de"
    assert speaker.problem == ""


def test_memory_is_bounded_and_what_left_comes_back(make: Made, engine: FakeEngine) -> None:
    speaker = make(memory_bytes=25_000)  # two clips of some 10,000
    assert speaker.wait_for(["a", "b"], PATIENCE)
    assert speaker.clip("a") is not None  # used last
    assert speaker.wait_for(["c"], PATIENCE)
    assert speaker.timing("b") is not None
    version = speaker.version
    assert speaker.clip("b") is None
    with speaker._changed:
        assert speaker._changed.wait_for(lambda: speaker.version > version, PATIENCE)
    assert speaker.clip("b") is not None
    assert engine.texts == ["a", "b", "c"]


def test_clips_that_were_given_back_come_from_the_store(make: Made, engine: FakeEngine) -> None:
    speaker = make()
    assert speaker.wait_for(["a"], PATIENCE)
    speaker.rest()
    assert (speaker.clip("a"), speaker.timing("a")) == (None, None)
    assert speaker.wait_for(["a"], PATIENCE)
    assert speaker.clip("a") is not None
    assert engine.texts == ["a"]


def test_voices_are_listed_on_the_thread(make: Made, engine: FakeEngine) -> None:
    speaker = make()
    version = speaker.version
    speaker.request_voices()
    with speaker._changed:
        assert speaker._changed.wait_for(lambda: speaker.version > version, PATIENCE)
    assert speaker.voices == VOICES


@pytest.mark.parametrize("error", [SpeechFailed("Install it."), KeyError("odd")])
def test_voices_that_can_not_be_listed_are_a_problem(
    make: Made, engine: FakeEngine, error: Exception
) -> None:
    engine.no_voices = error
    speaker = make()
    speaker.request_voices()
    with speaker._changed:
        assert speaker._changed.wait_for(lambda: speaker.version > 0, PATIENCE)
    assert speaker.voices == ()
    assert speaker.problem


def test_an_idle_engine_is_ended_and_comes_back(make: Made, engine: FakeEngine) -> None:
    speaker = make(idle_seconds=0.0)
    assert speaker.wait_for(["a"], PATIENCE)
    assert engine.closing.wait(PATIENCE)
    assert speaker.wait_for(["b"], PATIENCE)


def test_a_wait_ends_in_time(make: Made, engine: FakeEngine) -> None:
    speaker = make()
    hold(engine, speaker)
    assert not speaker.wait_for(["held"], 0.0)


def test_close_ends_a_wait_and_the_thread(make: Made, engine: FakeEngine) -> None:
    speaker = make()
    hold(engine, speaker)
    results: list[bool] = []
    waiting = threading.Thread(target=lambda: results.append(speaker.wait_for(["never"], PATIENCE)))
    waiting.start()
    engine.close = engine.gate.set  # type: ignore[method-assign]
    speaker.close()
    waiting.join(PATIENCE)
    assert results == [False]
    assert speaker._thread is not None
    assert not speaker._thread.is_alive()


def test_a_closed_speaker_asks_for_nothing(make: Made, engine: FakeEngine) -> None:
    speaker = make()
    speaker.close()
    speaker.request(["a"])
    speaker.request_voices()
    assert not speaker.wait_for(["a"], PATIENCE)
    assert engine.closed == 1
    assert engine.requests == []


def test_nothing_asked_starts_no_thread(make: Made) -> None:
    speaker = make()
    assert speaker.voices == ()
    assert speaker.wait_for([], PATIENCE)
    assert speaker._thread is None


def test_no_more_is_queued_than_a_session_can_say(make: Made, engine: FakeEngine) -> None:
    speaker = make()
    hold(engine, speaker)
    speaker.request(f"phrase {number}" for number in range(10_000))
    assert len(speaker._queue) == 4000
