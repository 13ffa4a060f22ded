"""How fast are pause and resume, are they exact, and is the stream open only while something plays?"""

import time
from dataclasses import dataclass

import numpy as np

from mobility_coach.adapters.sound.audio_output import LINGER, AudioOutput
from mobility_coach.adapters.sound.resilient_output import ResilientOutput
from mobility_coach.domain.timeline import SAMPLE_RATE
from tests.benchmarks import busy_window, pulse
from tests.benchmarks.figures import Figures
from tests.benchmarks.pulse_recording import Recording

ROUNDS = 12
COUNT = 1 << 22
"""Frame numbers are heard as multiples of 1 / COUNT, which float32 holds exactly."""


@dataclass
class CountingSource:
    """Each sample tells its own frame number."""

    stop: int

    def render(self, start: int, count: int) -> np.ndarray:
        """Frame f sounds as f / COUNT."""
        return (np.arange(start, start + count) / COUNT).astype(np.float32)


@dataclass
class Round:
    """When commands were given and what they returned."""

    played_at: float
    start: int
    halted_at: float = 0.0
    heard: int = 0
    halt_took: float = 0.0
    open_while_playing: int = 0


def main() -> None:
    figures = Figures(f"Pause and resume: {ROUNDS} rounds while the window paints")
    source = CountingSource(stop=60 * SAMPLE_RATE)
    rounds: list[Round] = []
    with pulse.PrivatePulse() as server, server.record() as recording:
        sink = ResilientOutput(AudioOutput(time.monotonic), time.monotonic)
        figures.at_most("streams open before the first sound", server.open_streams(), 0)
        sink.prepare()
        busy_window.run(1.0, lambda: None)
        figures.at_most("streams open when prepared", server.open_streams(), 0)
        heard = SAMPLE_RATE
        for number in range(ROUNDS):
            one = Round(time.monotonic(), heard)
            sink.play(source, heard)
            busy_window.run(0.9 + 0.017 * number, sink.position)
            one.open_while_playing = server.open_streams()
            one.halted_at = time.monotonic()
            one.heard = heard = sink.halt()
            one.halt_took = time.monotonic() - one.halted_at
            # Every third pause is long enough for the stream to be closed.
            busy_window.run(LINGER + 0.5 if number % 3 == 2 else 0.3, lambda: None)
            rounds.append(one)
        time.sleep(LINGER + 0.3)
        figures.at_most("streams open after a pause", server.open_streams(), 0)
        sink.play(CountingSource(stop=heard + SAMPLE_RATE), heard)
        busy_window.run(1.5, sink.position)
        figures.at_most("playing after the end", int(sink.is_playing), 0)
        time.sleep(LINGER + 0.3)
        figures.at_most("streams open after the end", server.open_streams(), 0)
        sink.close()
    _judge(figures, rounds, recording)
    figures.end()


def _judge(figures: Figures, rounds: list[Round], recording: Recording) -> None:
    sound = recording.samples[:, 0]
    edges = np.flatnonzero(np.diff((sound != 0).astype(np.int8)))
    starts, ends = edges[::2] + 1, edges[1::2]
    figures.at_least("stretches of sound recorded", len(ends), len(rounds) + 1)
    start_ms, silent_ms, gap_ms, first, holes = [], [], [], 0, 0
    for one, low, high in zip(rounds, starts, ends, strict=False):
        numbers = np.rint(sound[low : high + 1] * COUNT).astype(int)
        start_ms.append((recording.time_of(low) - one.played_at) * 1000)
        silent_ms.append((recording.time_of(high) - one.halted_at) * 1000)
        gap_ms.append((one.heard - int(numbers[-1]) - 1) / SAMPLE_RATE * 1000)
        first += int(numbers[0] != one.start)
        holes += int(np.count_nonzero(np.diff(numbers) != 1))
    figures.at_most("sound after the very first play, ms", start_ms[0], 150.0)
    figures.at_most("sound after play, worst of the others, ms", max(start_ms[1:]), 150.0)
    figures.at_most("silent after halt, worst, ms", max(silent_ms), 20.0)
    figures.at_most("halt took, worst, ms", max(one.halt_took for one in rounds) * 1000, 50.0)
    figures.at_most("rounds that did not go on at the frame that halt told", first, 0)
    figures.at_most("holes inside the sound", holes, 0)
    figures.note("frame told by halt minus last one recorded, median ms", float(np.median(gap_ms)))
    figures.at_most("  the same, largest, ms", float(np.max(np.abs(gap_ms))), 10.0)
    figures.at_least("streams open while playing", min(one.open_while_playing for one in rounds), 1)


if __name__ == "__main__":
    main()
