"""Speakers, rooms and talk for `bench_voice`: all synthesised, the same at each run.

espeak-ng speaks with voices, speeds and pitches of its own. Two more engines are used where they are there:
flite (Debian: `flite`), whose voices are cut from recordings, and the extra "natural", which sounds like a
person. Each engine's voices are in two halves: one by which phrases and limits were chosen, one held out.
"""

import functools
import hashlib
import importlib.util
import io
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from mobility_coach.services.voice.voice_ports import HEARING_RATE
from tests.benchmarks.voice_sentences import SENTENCES

Signal = NDArray[np.float32]
Samples = NDArray[np.int16]

SPOKEN_RMS = 0.08
SPEEDS, PITCHES = (135, 165, 195), (35, 50, 65)
FLITE_SPEEDS = (0.9, 1.0, 1.15)
ESPEAK = (
    ("en-us", "en-gb", "en-us+f2", "en-gb+m3", "en-us+f5", "en-gb-scotland", "en-us+m7", "en-gb+Annie"),
    (
        "en-gb-x-rp",
        "en-us+f3",
        "en-gb+f1",
        "en-us+m2",
        "en-gb-x-gbclan",
        "en-us-nyc",
        "en-us+Andy",
        "en-gb+f4",
    ),
)
FLITE = (("slt", "rms"), ("awb", "kal16"))
NATURAL = (
    tuple(product((0.9, 1.0, 1.15), (1.0, 0.88))),
    tuple(product((0.95, 1.1), (0.82, 0.94, 1.07))),
)
"""Speed, and pitch by resampling, of the one natural voice."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice of an engine; `speed` and `pitch` are in the units of the engine."""

    engine: str
    voice: str
    speed: float
    pitch: float = 0.0

    @property
    def is_natural(self) -> bool:
        """Whether the voice comes from recordings of a person."""
        return self.engine != "espeak"


@dataclass(frozen=True, slots=True)
class Room:
    """What else is heard: "noise" or "babble" of other voices, `decibels` below the speaker."""

    kind: str = ""
    decibels: float = 60.0

    @property
    def name(self) -> str:
        """How figures call it."""
        return f"{self.kind} at {self.decibels:.0f} dB" if self.kind else "clean"


def speakers(half: int) -> tuple[list[Speaker], list[Speaker]]:
    """The speakers of a half (0: chosen by, 1: held out): those of espeak-ng, and natural ones."""
    plain = [Speaker("espeak", *each) for each in product(ESPEAK[half], SPEEDS, PITCHES)]
    natural: list[Speaker] = []
    if shutil.which("flite"):
        natural += [Speaker("flite", *each) for each in product(FLITE[half], FLITE_SPEEDS)]
    if importlib.util.find_spec("hibari"):
        natural += [Speaker("natural", "heart", *each) for each in NATURAL[half]]
    return plain, natural


@functools.lru_cache(maxsize=4096)
def spoken(speaker: Speaker, text: str) -> Signal:
    """`text` without silence around it, at `HEARING_RATE` and one loudness."""
    render = {"espeak": _espeak, "flite": _flite, "natural": _natural}[speaker.engine]
    signal, rate = render(speaker, text)
    if rate != HEARING_RATE:
        signal = soxr.resample(signal, rate, HEARING_RATE)
    power = np.convolve(np.square(signal), np.ones(160) / 160, "same")
    loud = np.flatnonzero(power > power.max() * 1e-4)
    signal = signal[loud[0] : loud[-1] + 1]
    return np.asarray(signal * (SPOKEN_RMS / _rms(signal)), np.float32)


def command_track(speaker: Speaker, text: str, room: Room) -> tuple[Samples, int]:
    """Somebody says `text` in a room, and the sample at which it ends."""
    chance = _chance(speaker, text, room)
    signal = spoken(speaker, text)
    lead, tail = np.zeros(int(1.8 * HEARING_RATE), np.float32), np.zeros(int(1.2 * HEARING_RATE), np.float32)
    track = in_room(np.concatenate((lead, signal, tail)), room, chance)
    return samples_of(track * _distance(chance)), len(lead) + len(signal)


def talk_track(voices: Sequence[Speaker], texts: Sequence[str], seconds: float, seed: int) -> Samples:
    """People say this and that, with pauses, for about so long."""
    chance = _chance("talk", seed)
    parts, length = [], 0
    while length < seconds * HEARING_RATE:
        said = spoken(voices[int(chance.integers(len(voices)))], texts[int(chance.integers(len(texts)))])
        pause = np.zeros(int(chance.uniform(0.25, 1.2) * HEARING_RATE), np.float32)
        parts += [said * _distance(chance), pause]
        length += len(said) + len(pause)
    return samples_of(in_room(np.concatenate(parts), Room(), chance))


def knocks_and_tones(seconds: float) -> Samples:
    """Clicks as of a beat, knocks, and chords as of music; no word."""
    chance = _chance("knocks")
    track = np.zeros(int(seconds * HEARING_RATE), np.float32)
    at = 0
    while at < len(track):
        length = int(chance.uniform(0.03, 1.2) * HEARING_RATE)
        time = np.arange(length) / HEARING_RATE
        chord = sum(
            np.sin(2 * np.pi * chance.uniform(80, 2_000) * time) for _ in range(chance.integers(1, 4))
        )
        sound = np.asarray(chord * np.exp(-time * chance.uniform(2, 60)), np.float32)
        piece = track[at : at + length]
        piece += sound[: len(piece)] * np.float32(chance.uniform(0.02, 0.3))
        at += length + int(chance.uniform(0.05, 0.8) * HEARING_RATE)
    return samples_of(in_room(track, Room(), chance))


def in_room(track: Signal, room: Room, chance: np.random.Generator) -> Signal:
    """`track` with the noise of its room, and a little of a microphone's own."""
    own = chance.standard_normal(len(track)).astype(np.float32) * np.float32(0.0002)
    if not room.kind:
        return track + own
    noise = _noise(len(track), chance) if room.kind == "noise" else _babble(len(track), chance)
    mixed: Signal = track + own + noise * np.float32(SPOKEN_RMS * 10 ** (-room.decibels / 20))
    return mixed


def samples_of(signal: Signal) -> Samples:
    """As a microphone brings them."""
    return np.clip(signal * 32_767, -32_768, 32_767).astype(np.int16)


def _noise(length: int, chance: np.random.Generator) -> Signal:
    soft = np.convolve(chance.standard_normal(length), (1.0, 0.8, 0.5, 0.3, 0.2), "same")
    return np.asarray(soft / _rms(soft), np.float32)


def _babble(length: int, chance: np.random.Generator) -> Signal:
    """Five people talk at once."""
    voices, said_by_others = speakers(0)[0][4::9], SENTENCES[0]
    mix = np.zeros(length, np.float32)
    for _ in range(5):
        at = 0
        while at < length:
            said = spoken(
                voices[chance.integers(len(voices))], said_by_others[chance.integers(len(said_by_others))]
            )
            piece = said[: length - at] if at else said[len(said) // 3 :][:length]
            mix[at : at + len(piece)] += piece
            at += len(piece) + HEARING_RATE // 10
    return np.asarray(mix / _rms(mix), np.float32)


def _rms(signal: NDArray[np.floating]) -> float:
    return float(np.sqrt(np.square(signal).mean()))


def _chance(*seed: object) -> np.random.Generator:
    return np.random.default_rng(int.from_bytes(hashlib.sha256(repr(seed).encode()).digest()[:8], "big"))


def _distance(chance: np.random.Generator) -> np.float32:
    return np.float32(10 ** (chance.uniform(-14, 4) / 20))


def _espeak(speaker: Speaker, text: str) -> tuple[Signal, int]:
    speed, pitch = f"{speaker.speed:.0f}", f"{speaker.pitch:.0f}"
    line = ("espeak-ng", "-v", speaker.voice, "-s", speed, "-p", pitch, "--stdout", text)
    signal, rate = soundfile.read(io.BytesIO(subprocess.run(line, capture_output=True, check=True).stdout))
    return signal.astype(np.float32), rate


def _flite(speaker: Speaker, text: str) -> tuple[Signal, int]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "said.wav"
        speed = f"duration_stretch={speaker.speed}"
        line = ("flite", "-voice", speaker.voice, "--setf", speed, "-t", text, "-o", str(file))
        subprocess.run(line, check=True)
        signal, rate = soundfile.read(file)
    return signal.astype(np.float32), rate


def _natural(speaker: Speaker, text: str) -> tuple[Signal, int]:
    return np.asarray(_natural_engine()(text, speed=speaker.speed, seed=0), np.float32), int(
        24_000 * speaker.pitch
    )


@functools.cache
def _natural_engine() -> Any:  # noqa: ANN401 - an extra, without types
    import hibari  # noqa: PLC0415 -- an extra

    return hibari.Hibari()
