"""The natural voice as the program asks for it, where it is not installed and where a made one is."""

import ctypes.util
import sys
import threading
from pathlib import Path

import pytest

from mobility_coach.bootstrap.rendering import render_sound
from mobility_coach.bootstrap.sessions import make_speaker
from mobility_coach.bootstrap.voices import search_voices
from mobility_coach.bootstrap.workshop import Workshop
from mobility_coach.cli.context import SessionRequest
from mobility_coach.services.ports import Voice
from mobility_coach.services.session.session_plan import Wishes
from mobility_coach.services.settings_book import VoiceChoice

PATIENCE = 60.0
NATURAL = VoiceChoice(is_natural=True)
HIBARI = """
import numpy as np
class Hibari:
    sample_rate = 24000
    def __init__(self, **options): pass
    def __call__(self, text, speed=1.0, seed=None):
        return np.sin(np.arange(12000) / 20).astype(np.float32) / 2
"""

needs_espeak = pytest.mark.skipif(
    sys.platform != "linux" or ctypes.util.find_library("espeak-ng") is None,
    reason="needs espeak-ng's library on Linux (libespeak-ng.so.1); install espeak-ng",
)


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of packages for the speech worker, which hides an installed hibari."""
    folder = tmp_path / "packages"
    folder.mkdir()
    (folder / "hibari.py").write_text("raise ModuleNotFoundError('hibari')")
    (folder / "onnxruntime.py").write_text("")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder


def searched(choice: VoiceChoice) -> tuple[Voice, ...]:
    answers: list[tuple[Voice, ...]] = []
    came = threading.Event()

    def found(voices: tuple[Voice, ...]) -> None:
        answers.append(voices)
        came.set()

    search_voices(found, choice)
    assert came.wait(PATIENCE)
    return answers[0]


@needs_espeak
def test_the_systems_voices_are_found_where_there_is_no_natural_one(packages: Path) -> None:
    assert len(searched(NATURAL)) > 1
    assert searched(VoiceChoice()) == searched(NATURAL)


@needs_espeak
def test_the_systems_voice_speaks_and_says_why(packages: Path, tmp_path: Path) -> None:
    speaker = make_speaker(Workshop(tmp_path, {}).folders, NATURAL)
    assert speaker.wait_for(["Go."], PATIENCE)
    assert speaker.timing("Go.") is not None
    assert "dev.py add natural" in speaker.notice
    assert speaker.notice.endswith("The system's voice speaks.")
    speaker.close()


@needs_espeak
def test_a_file_that_another_voice_speaks_is_told(packages: Path, tmp_path: Path) -> None:
    workshop = Workshop(tmp_path / "data", {})
    workshop.book.change_all({"speech_engine": "natural", "dose": "gentle"})
    request = SessionRequest("ankle-rolls", Wishes(minutes=1))
    rendered = render_sound(workshop, request, tmp_path / "session.wav", None, lambda _: None)
    assert any("dev.py add natural" in note for note in rendered.notes)
    workshop.close()


def test_the_natural_voice_is_found_and_speaks_where_it_is_there(packages: Path, tmp_path: Path) -> None:
    (packages / "hibari.py").write_text(HIBARI)
    assert searched(NATURAL) == (Voice("heart", "Heart", ("en-us",)),)
    speaker = make_speaker(Workshop(tmp_path, {}).folders, NATURAL)
    assert speaker.wait_for(["Go."], PATIENCE)
    timing = speaker.timing("Go.")
    assert timing is not None
    assert timing.length == pytest.approx(24_000, rel=0.05)
    assert speaker.notice == ""
    speaker.close()
