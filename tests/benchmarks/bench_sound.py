"""Is what is heard what is rendered, and is the position told the one heard? Forty seconds, under load."""

import time

import numpy as np

from mobility_coach.adapters.sound.audio_output import AudioOutput
from mobility_coach.adapters.sound.resilient_output import ResilientOutput
from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.services.session.render import session_blocks
from mobility_coach.services.sound.mixer import Mix, MixerSettings
from tests.benchmarks import busy_window, pulse, spoken_session
from tests.benchmarks.figures import Figures
from tests.benchmarks.pulse_recording import Recording

SECONDS = 40


def main() -> None:
    figures = Figures(f"Sound: {SECONDS} s of speech, clicks and chimes while the window paints")
    length = SECONDS * SAMPLE_RATE
    mix = Mix(spoken_session.cues(SECONDS), spoken_session.clips(), MixerSettings(), 0, length)
    told: list[tuple[float, int]] = []
    with pulse.PrivatePulse() as server, server.record() as recording:
        sink = ResilientOutput(AudioOutput(time.monotonic), time.monotonic)
        sink.play(mix, 0)
        busy_window.run(SECONDS + 1.5, lambda: told.append((time.monotonic(), sink.position())))
        status, playing = sink.status(), sink.is_playing
        sink.close()
    expected = np.concatenate(list(session_blocks(mix, length)))
    offset = int(np.flatnonzero(recording.samples[:, 0])[0] - np.flatnonzero(expected)[0])
    heard = recording.samples[offset : offset + length, 0]
    missing = length - len(heard)
    figures.at_most("samples that differ from the offline render", _different(heard, expected) + missing, 0)
    figures.note("samples compared", len(heard))
    figures.at_most("underruns", status.underruns, 0)
    figures.at_most("still playing after the end", int(playing), 0)
    _position(figures, told, recording, offset)
    figures.end()


def _different(heard: np.ndarray, expected: np.ndarray) -> int:
    return int(np.count_nonzero(heard != expected[: len(heard)]))


def _position(figures: Figures, told: list[tuple[float, int]], recording: Recording, offset: int) -> None:
    zero = recording.time_of(offset)
    inside = [(at, frame) for at, frame in told if SAMPLE_RATE < frame < (SECONDS - 1) * SAMPLE_RATE]
    errors = [(frame / SAMPLE_RATE - (at - zero)) * 1000 for at, frame in inside]
    steps = np.diff([frame for _, frame in told])
    figures.note("position told minus heard, median ms", float(np.median(errors)))
    figures.at_most("position told minus heard, sd ms", float(np.std(errors)), 2.0)
    figures.at_most("times that the position went back", int(np.count_nonzero(steps < 0)), 0)


if __name__ == "__main__":
    main()
