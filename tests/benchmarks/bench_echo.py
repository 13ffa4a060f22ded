"""Does the coach hear itself? How much of its own sound is taken out, and who is heard over it.

A real session, mixed with the real voice, in simulated rooms; with ``--quick`` two minutes instead of ten.
"""

import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from mobility_coach.adapters.voice.recogniser import PocketRecogniser
from mobility_coach.bootstrap.sessions import make_speaker, write_score
from mobility_coach.bootstrap.workshop import Workshop
from mobility_coach.domain.commands import Command
from mobility_coach.services.session.session_plan import Wishes
from mobility_coach.services.session.session_ports import Levels
from mobility_coach.services.voice.tapped_sink import heard_samples
from mobility_coach.services.voice.voice_ports import HEARING_RATE, Heard
from tests.benchmarks.echo_room import Room, Sound, cleaned, decibels, filtered, heard_by, room_noise, spoken
from tests.benchmarks.figures import Figures

WHOLE_SECONDS, QUICK_SECONDS = 600, 120
LEARNT_SECONDS = 10
TALK_SECONDS = 120
EVERY_SECONDS = 4.5
LATEST_SECONDS = 1.5

ROOMS = {
    "near, loud": Room(),
    "far, late, two clocks": Room(delay=0.25, fading=0.3, gain=0.04, drift=50e-6, seed=2),
    "soft, two clocks": Room(delay=0.02, fading=0.2, gain=0.01, drift=-50e-6, seed=3),
}
VOICES = ("en-us", "en-us+f2", "en-us+m3", "en-gb", "en-us+f3", "en-us+m7")
SAYINGS = (
    ("coach, pause", Command.PAUSE),
    ("coach, slow down", Command.SLOWER),
    ("coach, next one", Command.NEXT),
)


def main() -> None:
    seconds = QUICK_SECONDS if "--quick" in sys.argv else WHOLE_SECONDS
    figures = Figures(f"Echo: {seconds // 60} min of a real session in simulated rooms")
    played = _session(seconds)
    for name, room in ROOMS.items():
        _own_session(figures, name, room, played)
    for over, least in ((0.0, 80.0), (-6.0, 70.0)):
        _talk_over(figures, over, least, played[: TALK_SECONDS * HEARING_RATE])
    figures.end()


def _session(seconds: int) -> Sound:
    """The session as the ear is told of it."""
    with tempfile.TemporaryDirectory() as folder:
        workshop = Workshop(Path(folder))
        speaker = make_speaker(workshop.folders, workshop.book.voice)
        score = write_score(workshop.coach.plan("desk", Wishes()), speaker, Levels(clicks=0.4, chimes=0.35))
        speaker.close()
    parts = [heard_samples(score.source, second * 48_000, 48_000) for second in range(seconds)]
    return np.concatenate(parts).astype(np.float32) / np.float32(32_768.0)


def _own_session(figures: Figures, name: str, room: Room, played: Sound) -> None:
    """Nobody talks: how much is taken out, and that nothing is understood."""
    echo, noise = room.echo(played), room_noise(len(played))
    began = time.process_time()
    left = cleaned(echo + noise, played, room.drift)
    cleaning = time.process_time() - began
    recogniser = PocketRecogniser()
    began = time.process_time()
    commands = _commands(heard_by(recogniser.feed, left))
    understanding = time.process_time() - began
    seconds = len(played) / HEARING_RATE
    # Seen from the noise: what is left of an echo cannot be told from it where it is softer.
    learnt = slice(LEARNT_SECONDS * HEARING_RATE, len(left))
    figures.note(f"{name}: echo, dB", decibels(echo[learnt]))
    figures.note(f"{name}: left with the room's noise of -55 dB", decibels(left[learnt]))
    figures.at_most(f"{name}: commands that nobody said", len(commands), 0)
    figures.at_most(f"{name}: processor, cleaning, % of a core", 100.0 * cleaning / seconds, 3.0)
    figures.at_most(f"{name}: processor, with recogniser", 100.0 * (cleaning + understanding) / seconds, 5.0)


def _talk_over(figures: Figures, over: float, least: float, played: Sound) -> None:
    """Commands while the coach talks, `over` dB against its voice: alone, over it, with it taken out."""
    room = ROOMS["near, loud"]
    echo, noise = room.echo(played), room_noise(len(played))
    voice = float(np.sqrt(np.mean(np.square(echo[np.abs(echo) > 0.01]))))
    talk, said = _talk(len(played), voice * 10.0 ** (over / 20.0))
    ways = {
        "alone": talk + noise,
        "with the coach's voice": talk + echo + noise,
        "with that taken out": cleaned(talk + echo + noise, played, room.drift),
    }
    recall = {
        way: _recall(_commands(heard_by(PocketRecogniser().feed, sound)), said) for way, sound in ways.items()
    }
    for way, share in recall.items():
        figures.note(f"commands at {over:.0f} dB, {way}: heard, %", share)
    figures.at_least(
        f"commands at {over:.0f} dB: with it taken out against alone, %",
        100.0 * recall["with that taken out"] / max(1.0, recall["alone"]),
        least,
    )


def _talk(count: int, loud: float) -> tuple[Sound, list[tuple[float, Command]]]:
    """Commands every few seconds, and the seconds at which each ends."""
    talk, said = np.zeros(count, np.float32), []
    near = Room(delay=0.002, fading=0.2, gain=1.0, seed=9).answer()
    starts = np.arange(LEARNT_SECONDS, count / HEARING_RATE - EVERY_SECONDS, EVERY_SECONDS)
    for number, start in enumerate(starts):
        words, command = SAYINGS[number % len(SAYINGS)]
        sound = loud * spoken(words, VOICES[number // len(SAYINGS) % len(VOICES)])
        sound = filtered(np.concatenate((sound, np.zeros(HEARING_RATE // 5, np.float32))), near)
        begin = round(start * HEARING_RATE)
        talk[begin : begin + len(sound)] += sound
        said.append((start + len(sound) / HEARING_RATE, command))
    return talk, said


def _commands(heard: list[tuple[float, Heard]]) -> list[tuple[float, Command]]:
    return [(at, each.command) for at, each in heard if each.command is not None]


def _recall(heard: list[tuple[float, Command]], said: list[tuple[float, Command]]) -> float:
    """The share of what was said that was heard as that, in percent."""
    hits = sum(
        any(what is command and -0.5 < at - end < LATEST_SECONDS for at, what in heard)
        for end, command in said
    )
    return 100.0 * hits / len(said)


if __name__ == "__main__":
    main()
