"""The recogniser for real: commands are heard, talk and decoys are not."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mobility_coach.adapters.voice.recogniser import PocketRecogniser
from mobility_coach.domain.commands import Command
from mobility_coach.services.sound.wav import read_wav
from mobility_coach.services.voice.voice_ports import HEARING_RATE, Heard, VoiceMissing

needs_machine = pytest.mark.skipif(
    shutil.which("espeak-ng") is None or importlib.util.find_spec("pocketsphinx") is None,
    reason="needs espeak-ng and pocketsphinx",
)


def spoken(folder: Path, words: str, noise: float = 0.001) -> NDArray[np.int16]:
    """Words, with the noise of a room around them."""
    soxr = pytest.importorskip("soxr")
    file = folder / "words.wav"
    subprocess.run(["espeak-ng", "-v", "en-us", "-s", "150", "-w", str(file), words], check=True)
    clip, rate = read_wav(file.read_bytes())
    samples = soxr.resample(clip, rate, HEARING_RATE)
    quiet = np.zeros(HEARING_RATE // 2)
    sound = np.concatenate((quiet, samples / np.abs(samples).max() * 0.3, quiet, quiet))
    room = np.random.default_rng(1).standard_normal(len(sound)) * noise
    return np.asarray((sound + room) * 32_767, np.int16)


@pytest.fixture(scope="module")
def recogniser() -> PocketRecogniser:
    return PocketRecogniser()


def understood(recogniser: PocketRecogniser, sound: NDArray[np.int16]) -> list[Heard]:
    pieces = (sound[start : start + 1_600] for start in range(0, len(sound), 1_600))
    return [heard for piece in pieces for heard in recogniser.feed(piece)]


@needs_machine
@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("coach, pause", Command.PAUSE),
        ("coach, slow down", Command.SLOWER),
        ("pause", None),
        ("ready", None),
        ("I went to the market with my brother", None),
        ("coach, seven", None),
    ],
)
def test_a_command_is_heard_and_nothing_else(
    recogniser: PocketRecogniser, tmp_path: Path, words: str, command: Command | None
) -> None:
    recogniser.needs_name = True
    heard = understood(recogniser, spoken(tmp_path, words))
    assert [each.command for each in heard if each.command is not None] == [command] * (command is not None)


@needs_machine
@pytest.mark.parametrize("words", ["coach, pause", "coach, slow down"])
def test_perfect_silence_between_words_hides_nothing(
    recogniser: PocketRecogniser, tmp_path: Path, words: str
) -> None:
    recogniser.needs_name = True
    heard = understood(recogniser, spoken(tmp_path, words, noise=0.0))
    assert [each.command for each in heard if each.command] != []


@needs_machine
def test_ready_needs_no_name_while_it_is_waited_for(recogniser: PocketRecogniser, tmp_path: Path) -> None:
    recogniser.needs_name = False
    heard = understood(recogniser, spoken(tmp_path, "ready"))
    assert [each.command for each in heard if each.command is not None] == [Command.READY]
    heard = understood(recogniser, spoken(tmp_path, "pause"))
    assert not any(each.command for each in heard)


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pocketsphinx", None)
    with pytest.raises(VoiceMissing, match=r"add voice|pip install"):
        PocketRecogniser()
