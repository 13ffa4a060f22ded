"""500 phrases by pyttsx3 while 20 workers are killed and 5 stand still: none may be missing, cut or wrong."""

import logging
import os
import random
import signal
import statistics
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from mobility_coach.adapters.speech.pyttsx3_speech import Pyttsx3Speech
from mobility_coach.services.ports import SpeechFailed, SpeechRequest
from mobility_coach.services.sound.clips import clip_from_wav
from tests.benchmarks.figures import Figures

PHRASES = 500
KILLED = 20
HUNG = 5
DEADLINE_SECONDS = 4.0
STARTS = 9

TEXTS = (
    *(str(number) for number in range(1, 21)),
    "Switch sides.",
    "Last one.",
    "Heel stays down.",
    "Put your hands on the wall, and step one foot back.",
    "Stand tall with your feet hip width apart, and let both shoulders roll back slowly.",
)
VOICES = ("gmw/en-us", "gmw/en", "gmw/en-us+f3")
RATES = (120, 165, 200)


def main() -> None:
    """Print the figures."""
    logging.getLogger("mobility_coach").setLevel(logging.ERROR)  # each accident is told
    figures = Figures("Speech in a process of its own")
    starts = [start_seconds() for _ in range(STARTS)]
    figures.note("start to the first phrase, median, ms", statistics.median(starts) * 1e3)
    figures.note("start to the first phrase, longest, ms", max(starts) * 1e3)
    figures.at_most("close, longest, s", max(close_seconds() for _ in range(STARTS)), 0.5)
    calm(figures)
    abused(figures)
    figures.end()


def start_seconds() -> float:
    """From nothing to the first rendered word."""
    engine = Pyttsx3Speech()
    begin = time.perf_counter()
    engine.render(SpeechRequest("1", "gmw/en-us", 165))
    seconds = time.perf_counter() - begin
    engine.close()
    return seconds


def close_seconds() -> float:
    """How long it takes to end the process."""
    engine = Pyttsx3Speech()
    engine.render(SpeechRequest("1", "", 165))
    begin = time.perf_counter()
    engine.close()
    return time.perf_counter() - begin


def calm(figures: Figures) -> None:
    """One voice and one rate, as in a session."""
    engine = Pyttsx3Speech()
    engine.render(SpeechRequest("1", VOICES[0], 165))
    seconds = []
    for text in TEXTS * 4:
        begin = time.perf_counter()
        engine.render(SpeechRequest(text, VOICES[0], 165))
        seconds.append(time.perf_counter() - begin)
    engine.close()
    figures.note("a phrase at one voice and rate, median, ms", statistics.median(seconds) * 1e3)
    figures.note("a phrase at one voice and rate, longest, ms", max(seconds) * 1e3)


def abused(figures: Figures) -> None:
    """Render them all, with every accident in the middle of a phrase."""
    chance = random.Random(4)
    accidents = chance.sample(range(PHRASES), KILLED + HUNG)
    killed, hung = set(accidents[:KILLED]), set(accidents[KILLED:])
    engine = Pyttsx3Speech()
    missing = wrong = 0
    undisturbed: list[float] = []
    workers: set[int | None] = set()
    begin = time.perf_counter()
    for number in range(PHRASES):
        request = SpeechRequest(chance.choice(TEXTS), chance.choice(VOICES), chance.choice(RATES))
        if number in killed:
            threading.Timer(chance.uniform(0.0, 0.012), strike, (engine.worker_pid, signal.SIGKILL)).start()
        elif number in hung:
            strike(engine.worker_pid, signal.SIGSTOP)
        before = time.perf_counter()
        try:
            data = engine.render(request, DEADLINE_SECONDS)
        except SpeechFailed:
            missing += 1
            continue
        workers.add(engine.worker_pid)
        if number not in killed | hung:
            undisturbed.append(time.perf_counter() - before)
        wrong += is_wrong(request, data)
    seconds = time.perf_counter() - begin
    engine.close()
    figures.note("phrases", PHRASES)
    figures.note("workers used", len(workers))
    figures.at_most("phrases missing", missing, 0)
    figures.at_most("phrases of a wrong length", wrong, 0)
    figures.note("a phrase at changing voices and rates, median, ms", statistics.median(undisturbed) * 1e3)
    figures.note("a phrase at changing voices and rates, longest, ms", max(undisturbed) * 1e3)
    figures.note("all, s", seconds)


def strike(pid: int | None, how: signal.Signals) -> None:
    """Send a signal to the worker; it may have gone already."""
    if pid is not None:
        try:
            os.kill(pid, how)
        except ProcessLookupError:
            print(f"  {how.name} came too late")


_references: dict[SpeechRequest, int] = {}


def is_wrong(request: SpeechRequest, data: bytes) -> bool:
    """Whether the words differ in length from what espeak-ng itself says; the silence behind them may."""
    if request not in _references:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "reference.wav"
            voice = request.voice.split("/")[1]
            subprocess.run(
                ["espeak-ng", "-v", voice, "-s", str(request.rate), "-w", str(file), request.text], check=True
            )
            _references[request] = clip_from_wav(file.read_bytes()).length
    expected = _references[request]
    return abs(clip_from_wav(data).length - expected) > 0.04 * expected


if __name__ == "__main__":
    main()
