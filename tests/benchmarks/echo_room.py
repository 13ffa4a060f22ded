"""A living room for benchmarks of the ear: what a microphone brings of our own sound, and who talks in it."""

import io
import subprocess
import wave
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
import soxr
from numpy.typing import NDArray

from mobility_coach.services.voice.echo_free import EchoFree
from mobility_coach.services.voice.echo_reference import EchoReference
from mobility_coach.services.voice.voice_ports import HEARING_RATE, Heard

Sound = NDArray[np.float32]
Samples = NDArray[np.int16]

PIECE = 512
LOOK_SECONDS = 0.033
WRITTEN_SECONDS = 0.2
"""What is about to be heard is known so long before."""

BEGIN = 10.0
"""The monotonic time at which all begins."""

NOISE_DB = -55.0


@dataclass(frozen=True, slots=True)
class Room:
    """How our sound comes back: `delay` seconds later, with reflections that fade by 60 dB in `fading`.

    Attributes:
        gain: the echo's power against that of what is played.
        drift: how much faster the microphone's clock runs than that of the loudspeaker.
    """

    delay: float = 0.05
    fading: float = 0.25
    gain: float = 0.09
    drift: float = 0.0
    seed: int = 1

    def answer(self) -> Sound:
        """What comes back of one click."""
        rng = np.random.default_rng(self.seed)
        begin = round(self.delay * HEARING_RATE)
        answer = np.zeros(begin + round(1.2 * self.fading * HEARING_RATE), np.float64)
        answer[begin] = 1.0
        for _ in range(6):
            answer[begin + int(rng.uniform(0.002, 0.02) * HEARING_RATE)] += rng.uniform(-0.5, 0.5)
        tail = np.arange(len(answer) - begin - HEARING_RATE // 100)
        fading = 10.0 ** (-3.0 * tail / HEARING_RATE / self.fading)
        answer[-len(tail) :] += 0.12 * fading * rng.standard_normal(len(tail))
        return np.asarray(answer * np.sqrt(self.gain / np.square(answer).sum()), np.float32)

    def echo(self, played: Sound) -> Sound:
        """What the microphone brings of `played`, by its own clock."""
        echo = filtered(played, self.answer())
        places = np.arange(len(echo)) * (1.0 + self.drift)
        # Linear steps on four times the rate are finer than any ear.
        fine = soxr.resample(echo, HEARING_RATE, 4 * HEARING_RATE, "VHQ")
        return np.asarray(np.interp(4.0 * places, np.arange(len(fine)), fine), np.float32)


def filtered(sound: Sound, answer: Sound) -> Sound:
    """`sound` in a room that answers a click like that; as long as `sound`."""
    size = 1 << (len(sound) + len(answer)).bit_length()
    both = np.fft.rfft(sound, size) * np.fft.rfft(answer, size)
    return np.asarray(np.fft.irfft(both, size)[: len(sound)], np.float32)


def room_noise(count: int) -> Sound:
    """The noise that is always there."""
    loud = 10.0 ** (NOISE_DB / 20.0)
    return np.asarray(loud * np.random.default_rng(3).standard_normal(count), np.float32)


@cache
def spoken(words: str, voice: str) -> Sound:
    """Words of espeak-ng without silence around them, at an RMS of 1."""
    command = ["espeak-ng", "-v", voice, "-s", "150", "--stdout", words]
    said = subprocess.run(command, capture_output=True, check=True).stdout
    with wave.open(io.BytesIO(said)) as file:
        rate = file.getframerate()
    sound = np.frombuffer(said[44:], "<i2").astype(np.float32)
    sound = soxr.resample(sound, rate, HEARING_RATE)
    loud = np.flatnonzero(np.abs(sound) > 500)
    sound = sound[loud[0] : loud[-1]]
    return np.asarray(sound / np.sqrt(np.mean(np.square(sound))), np.float32)


def cleaned(microphone: Sound, played: Sound, drift: float = 0.0) -> Sound:
    """What the ear makes of it, told of what plays as by a session: ahead, and roughly in time."""
    rng = np.random.default_rng(5)
    reference = EchoReference(BEGIN)
    cleaner = EchoFree(reference)
    cleaner.opened()
    reference.played()
    sent, look, parts = 0, 0.0, []
    for begin in range(0, len(microphone) - PIECE + 1, PIECE):
        now = begin / HEARING_RATE
        if now >= look:
            look = now + LOOK_SECONDS
            until = min(len(played), begin + round(WRITTEN_SECONDS * HEARING_RATE))
            if until > sent:
                reference.sounds(3 * sent, played[sent:until])
                sent = until
            frame = round(now * (1.0 + drift) * 48_000)
            if frame > 0:
                reference.anchored(frame, BEGIN + now + rng.normal(0.0, 1e-4))
        piece = samples(microphone[begin : begin + PIECE])
        parts.append(cleaner.feed(piece, BEGIN + now + rng.normal(0.0, 5e-4)))
    return np.concatenate(parts).astype(np.float32) / np.float32(32_768.0)


def samples(sound: Sound) -> Samples:
    """As the microphone brings them."""
    return np.clip(np.round(sound * 32_768.0), -32_768, 32_767).astype(np.int16)


def heard_by(feed: Callable[[Samples], Iterable[Heard]], sound: Sound) -> list[tuple[float, Heard]]:
    """What comes of it, with the seconds at which it came."""
    found: list[tuple[float, Heard]] = []
    for begin in range(0, len(sound) - PIECE + 1, PIECE):
        at = (begin + PIECE) / HEARING_RATE
        found += [(at, each) for each in feed(samples(sound[begin : begin + PIECE]))]
    return found


def decibels(sound: Sound) -> float:
    """Its power."""
    return float(10.0 * np.log10(np.mean(np.square(sound, dtype=np.float64)) + 1e-12))
