"""The natural voice in the speech worker: with a made hibari that misbehaves, and with the real one."""

import importlib.util
import json
import os
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mobility_coach.adapters.speech.natural_driver import RATE_AT_SPEED_ONE, NaturalDriver
from mobility_coach.adapters.speech.pyttsx3_speech import Pyttsx3Speech
from mobility_coach.adapters.speech.speech_kinds import NATURAL, SYSTEM
from mobility_coach.services.ports import SpeechFailed, SpeechRequest, Voice
from mobility_coach.services.sound.clips import clip_from_wav
from mobility_coach.services.sound.wav import read_wav

PATIENCE = 20.0
WORDS = SpeechRequest("Stand tall.", "heart", RATE_AT_SPEED_ONE)

HIBARI = """
import json, os, socket, time, urllib.request
import numpy as np
NOTES = os.environ["NOTES"]
SECOND = np.sin(np.arange(24000) / 20).astype(np.float32) / 2

def note(*what):
    with open(NOTES, "a") as notes:
        print(json.dumps(what), file=notes)

def speak(text, speed):
    return SECOND[: round(24000 / speed)] if speed >= 1 else np.resize(SECOND, round(24000 / speed))

class Hibari:
    sample_rate = 24000

    def __init__(self, **options):
        note("made", options)
        self.start()

    def start(self):
        pass

    def __call__(self, text, speed=1.0, seed=None):
        note("said", text, speed, seed)
        return speak(text, speed)
"""
ONNXRUNTIME = """
import json, os
with open(os.environ["NOTES"], "a") as notes:
    names = ("ORT_DISABLE_TELEMETRY", "ORT_TELEMETRY_DISABLED", "OMP_NUM_THREADS", "https_proxy")
    print(json.dumps(["environment", *(os.environ.get(name) for name in names), os.nice(0)]), file=notes)
def disable_telemetry_events():
    with open(os.environ["NOTES"], "a") as notes:
        print('["telemetry off"]', file=notes)
"""

Make = Callable[..., Pyttsx3Speech]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Natural engines with a made hibari, to which more code is added."""
    packages = tmp_path / "packages"
    packages.mkdir()
    (packages / "onnxruntime.py").write_text(ONNXRUNTIME)
    monkeypatch.setenv("PYTHONPATH", str(packages))
    monkeypatch.setenv("NOTES", str(tmp_path / "notes"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made: list[Pyttsx3Speech] = []

    def engine(more: str = "", *, start_seconds: float = PATIENCE) -> Pyttsx3Speech:
        (packages / "hibari.py").write_text("import onnxruntime\n" + HIBARI + textwrap.dedent(more))
        made.append(Pyttsx3Speech(kind=NATURAL, start_seconds=start_seconds))
        return made[-1]

    yield engine
    for one in made:
        one.close()
    assert not list(tmp_path.glob("mobility-coach-speech-*"))


def notes(tmp_path: Path) -> list[list[object]]:
    path = tmp_path / "notes"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_it_speaks_with_its_one_voice(make: Make, tmp_path: Path) -> None:
    engine = make()
    assert engine.voices() == (Voice("heart", "Heart", ("en-us",)),)
    samples, rate = read_wav(engine.render(WORDS))
    assert (len(samples), rate) == (24_000, 24_000)
    assert engine.render(WORDS) == engine.render(WORDS)
    said = [note for note in notes(tmp_path) if note[0] in {"made", "said"}]
    assert said == [
        ["made", {"voice": "heart", "threads": 1}],
        ["said", "Ready.", 1.0, 0],
        *[["said", "Stand tall.", 1.0, 0]] * 3,
    ]


@pytest.mark.parametrize(
    ("rate", "speed"), [(80, 0.5), (92, 92 / 183), (165, 165 / 183), (366, 2.0), (450, 2.0)]
)
def test_words_a_minute_become_a_speed_within_its_bounds(make: Make, rate: int, speed: float) -> None:
    samples, _ = read_wav(make().render(SpeechRequest("Go.", "", rate)))
    assert len(samples) == pytest.approx(24_000 / speed, abs=1)


def test_nothing_is_told_to_anybody_and_the_beat_goes_first(make: Make, tmp_path: Path) -> None:
    make().render(WORDS)
    [environment] = [note for note in notes(tmp_path) if note[0] == "environment"]
    assert environment[1:5] == ["1", "1", "1", "http://127.0.0.1:9"]
    assert environment[5] == min(19, os.nice(0) + 5)
    assert ["telemetry off"] in notes(tmp_path)


@pytest.mark.parametrize(
    "reach_out",
    [
        "urllib.request.urlopen('http://127.0.0.1:1/voice.onnx')",
        "socket.create_connection(('127.0.0.1', 1))",
        "socket.getaddrinfo('example.org', 443)",
    ],
)
def test_a_download_is_refused_at_the_start_and_later(make: Make, tmp_path: Path, reach_out: str) -> None:
    watched = f"""
        def reach_out():
            try:
                {reach_out}
            except PermissionError as error:
                note("refused", str(error))
                raise
    """
    at_start = make(textwrap.dedent(watched) + "Hibari.start = lambda self: reach_out()")
    with pytest.raises(SpeechFailed, match="does not start"):
        at_start.render(WORDS)
    later = make(
        textwrap.dedent(watched)
        + "def speak(text, speed):\n    if text == 'Download.': reach_out()\n    return SECOND\n"
    )
    with pytest.raises(SpeechFailed, match="could not say this"):
        later.render(SpeechRequest("Download.", "heart", 165))
    assert later.render(WORDS)
    refused = [note for note in notes(tmp_path) if note[0] == "refused"]
    assert len(refused) > 1
    assert {str(note[1]) for note in refused} == {"the natural voice stays off the network"}


@pytest.mark.parametrize("missing", ["hibari", "onnxruntime"])
def test_without_its_package_the_line_to_type_is_told(make: Make, tmp_path: Path, missing: str) -> None:
    engine = make()
    code = f"note = open({str(tmp_path / 'starts')!r}, 'a').write('x'); raise ModuleNotFoundError('none')"
    (tmp_path / "packages" / f"{missing}.py").write_text(code)
    for _ in range(3):
        with pytest.raises(SpeechFailed, match=r"not installed \(.* add natural\)\."):
            engine.render(WORDS)
    assert (tmp_path / "starts").read_text() == "x"


@pytest.mark.parametrize(
    "more",
    [
        "raise ImportError('the library does not fit this machine')",
        "def start(self): raise RuntimeError('no model')\nHibari.start = start",
        "os._exit(139)",
        "def speak(text, speed): return np.zeros(0, np.float32)",
        "def speak(text, speed): return np.full(2400, np.nan, np.float32)",
        "def speak(text, speed): return np.zeros(24000 * 61, np.float32)",
        "def speak(text, speed): return 'no sound'",
        "del Hibari",
    ],
    ids=["library", "model", "crash", "empty", "nan", "endless", "no sound", "another API"],
)
def test_what_does_not_start_is_started_once(make: Make, tmp_path: Path, more: str) -> None:
    engine = make(f"note('start')\n{more}")
    for _ in range(3):
        with pytest.raises(SpeechFailed, match=r"does not start.* add natural"):
            engine.render(WORDS)
    assert notes(tmp_path).count(["start"]) == 1


def test_a_start_that_hangs_is_ended(make: Make) -> None:
    engine = make("time.sleep(1000)", start_seconds=0.5)
    with pytest.raises(SpeechFailed, match="does not start"):
        engine.render(WORDS)
    assert engine.worker_pid is None


@pytest.mark.parametrize(
    "what",
    [
        "return np.zeros(0, np.float32)",
        "return np.full(2400, np.inf, np.float32)",
        "raise KeyError('phoneme')",
        "os._exit(1)",
        "time.sleep(1000)",
    ],
    ids=["empty", "infinite", "raises", "dies", "hangs"],
)
def test_a_phrase_that_it_can_not_say_costs_itself_alone(make: Make, what: str) -> None:
    engine = make(f"def speak(text, speed):\n    if text == 'Bad.': {what}\n    return SECOND\n")
    engine.render(WORDS)
    with pytest.raises(SpeechFailed, match="could not say this"):
        engine.render(SpeechRequest("Bad.", "heart", 165), 2.0)
    assert engine.render(WORDS)


def test_the_other_voices_are_never_asked_for(make: Make) -> None:
    engine = make()
    with pytest.raises(SpeechFailed, match="This voice can't be used here"):
        engine.render(SpeechRequest("Go.", "emma", 165))


def test_loud_sound_is_cut_and_not_wrapped_around(make: Make) -> None:
    samples, _ = read_wav(make("def speak(text, speed): return SECOND * 8").render(WORDS))
    assert samples.max() == pytest.approx(1.0, abs=1e-4)
    assert samples.min() == pytest.approx(-1.0, abs=1e-4)


def test_the_engines_have_names_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda package: f"of {package}")
    assert Pyttsx3Speech(kind=NATURAL).name == "hibari-tts of hibari-tts"
    assert Pyttsx3Speech(kind=SYSTEM).name == Pyttsx3Speech().name == "pyttsx3 of pyttsx3"


class FakeProxy:
    """pyttsx3's side of a driver."""

    def __init__(self) -> None:
        self.is_busy = True

    def setBusy(self, busy: bool) -> None:  # noqa: N802
        self.is_busy = busy

    def notify(self, topic: str, *, completed: bool) -> None:
        raise NotImplementedError


@pytest.fixture
def proxy() -> FakeProxy:
    return FakeProxy()


@pytest.fixture
def driver(proxy: FakeProxy, monkeypatch: pytest.MonkeyPatch) -> NaturalDriver:
    """The driver in this process, without a voice."""
    monkeypatch.setattr(NaturalDriver, "_sound", lambda _self, _text: b"")
    made = type("Hibari", (), {"__init__": lambda self, **_: None})
    modules = {"hibari": type("Module", (), {"Hibari": made}), "onnxruntime": type("Module", (), {})}
    monkeypatch.setattr("importlib.import_module", modules.__getitem__)
    return NaturalDriver(proxy)


def test_a_loop_ends_at_once(driver: NaturalDriver, proxy: FakeProxy) -> None:
    driver.startLoop()
    assert not proxy.is_busy
    driver.endLoop()
    driver.stop()
    driver.destroy()
    assert list(driver.iterate()) == [None]


def test_a_property_that_it_does_not_have_is_refused(driver: NaturalDriver) -> None:
    driver.setProperty("volume", 0.5)
    with pytest.raises(KeyError):
        driver.getProperty("volume")


# --- the real one ---

needs_hibari = pytest.mark.skipif(
    importlib.util.find_spec("hibari") is None, reason="needs the extra “natural” (pip install hibari-tts)"
)


@needs_hibari
def test_heart_speaks_at_every_rate_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    engine = Pyttsx3Speech(kind=NATURAL)
    text = "Put your hands on the wall, and step back."
    slow, usual, quick = (
        clip_from_wav(engine.render(SpeechRequest(text, "heart", rate))).length for rate in (110, 165, 220)
    )
    engine.close()
    assert slow > 1.2 * usual > 1.2 * quick
    assert not list(tmp_path.iterdir())
