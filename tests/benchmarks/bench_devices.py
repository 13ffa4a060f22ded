"""What happens to the position when the device vanishes, comes back, hangs, or was never there?"""

import signal
import time
from collections.abc import Callable

import numpy as np

from mobility_coach.adapters.sound.audio_output import AudioOutput
from mobility_coach.adapters.sound.resilient_output import ResilientOutput
from mobility_coach.domain.timeline import SAMPLE_RATE
from tests.benchmarks import pulse
from tests.benchmarks.figures import Figures


class Hum:
    """An hour of a quiet tone."""

    stop = 3600 * SAMPLE_RATE

    def render(self, start: int, count: int) -> np.ndarray:
        """A sine of 200 Hz."""
        phase = np.arange(start, start + count) * (2 * np.pi * 200 / SAMPLE_RATE)
        return np.asarray(0.1 * np.sin(phase), np.float32)


class Watch:
    """Asks for the position as a player does, and keeps the largest jumps and the slowest answer."""

    def __init__(self, sink: ResilientOutput) -> None:
        self.sink = sink
        self.slowest = self.ahead = self.behind = 0.0
        self._last = 0
        self._asked = 0.0

    def until(self, wanted: Callable[[], bool], limit: float) -> float:
        """Seconds until `wanted`, at most `limit`."""
        begun = time.monotonic()
        while time.monotonic() - begun < limit and not wanted():
            asked = time.monotonic()
            position = self.sink.position()
            self.slowest = max(self.slowest, time.monotonic() - asked)
            if self._last:
                moved = (position - self._last) / SAMPLE_RATE - (asked - self._asked)
                self.ahead, self.behind = max(self.ahead, moved), max(self.behind, self._last - position)
            self._last, self._asked = position, asked
            time.sleep(0.05)
        return time.monotonic() - begun


def main() -> None:
    figures = Figures("Devices that vanish and come back")
    with pulse.PrivatePulse() as server:
        sink = ResilientOutput(AudioOutput(time.monotonic), time.monotonic)
        watch = Watch(sink)
        sink.play(Hum(), 0)
        heard, silent = (lambda: sink.status().audible), (lambda: not sink.status().audible)
        figures.at_most("first sound, s", watch.until(heard, 5), 1.0)
        server.pactl("unload-module", "module-null-sink")
        figures.at_most("unplugged: noticed after, s", watch.until(silent, 5), 1.0)
        watch.until(lambda: bool(sink.status().problem), 2)
        figures.note("unplugged: says", sink.status().problem)
        watch.until(lambda: False, 2)
        server.add_sink(pulse.SINK)
        figures.at_most("plugged in: sound after, s", watch.until(heard, 8), 3.5)
        server.stop()
        figures.at_most("server killed: noticed after, s", watch.until(silent, 5), 1.0)
        watch.until(lambda: False, 2)
        server.start()
        figures.at_most("server back: sound after, s", watch.until(heard, 8), 3.5)
        server.signal(signal.SIGSTOP)
        figures.at_most("server hangs: noticed after, s", watch.until(silent, 5), 1.5)
        watch.until(lambda: False, 1)
        server.signal(signal.SIGCONT)
        figures.at_most("server goes on: sound after, s", watch.until(heard, 12), 7.0)
        figures.at_most("largest jump forward of the position, s", watch.ahead, 0.3)
        figures.at_most("largest jump back, frames", watch.behind, 0)
        figures.at_most("slowest answer, s", watch.slowest, 0.05)
        server.signal(signal.SIGSTOP)
        watch.until(silent, 5)
        closing = time.monotonic()
        sink.close()
        figures.at_most("closed while the server hangs, s", time.monotonic() - closing, 0.1)
        server.signal(signal.SIGCONT)
    figures.end()


if __name__ == "__main__":
    main()
