"""How far are 200 clicks from the ideal grid, against clicks that a UI timer sets off? Both under load.

The baseline is a program that plays a sound effect from a timer: a default QTimer of 250 ms, whose slot
starts a short sample. A stream that is open already starts it, in blocks of 10 ms, which is at least as
quick as QSoundEffect and needs no further package.
"""

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QTimer

from mobility_coach.adapters.sound.audio_output import AudioOutput, import_sounddevice
from mobility_coach.domain.timeline import SAMPLE_RATE, Cue, CueKind, Sound
from mobility_coach.services.sound.mixer import Mix, MixerSettings
from mobility_coach.services.sound.tones import tone
from tests.benchmarks import busy_window, pulse
from tests.benchmarks.figures import Figures

CLICKS = 200
STEP = SAMPLE_RATE // 4
SECONDS = CLICKS * STEP / SAMPLE_RATE


@dataclass(frozen=True)
class Grid:
    """Errors of clicks against the grid that fits them best."""

    found: int
    errors_ms: NDArray[np.float64]
    drift_ppm: float


def main() -> None:
    figures = Figures(f"Clicks: {CLICKS} at 240 a minute while the window paints")
    with pulse.PrivatePulse() as server:
        underruns, ours = _ours(server)
        grid = _grid(ours)
        figures.at_least("clicks heard", grid.found, CLICKS)
        figures.at_most("error p99, ms", float(np.percentile(np.abs(grid.errors_ms), 99)), 0.1)
        figures.note("error largest, ms", float(np.abs(grid.errors_ms).max()))
        figures.at_most("drift, ppm", abs(grid.drift_ppm), 1.0)
        figures.at_most("underruns", underruns, 0)
        _tell_baseline(figures, _grid(_baseline(server)))
    figures.end()


def _ours(server: pulse.PrivatePulse) -> tuple[int, NDArray[np.float32]]:
    cues = [Cue(SAMPLE_RATE + number * STEP, CueKind.CLICK, "", Sound.CLICK_BEAT) for number in range(CLICKS)]
    length = cues[-1].frame + SAMPLE_RATE // 2
    mix = Mix(cues, {}, MixerSettings(clicks=0.5), 0, length)
    with server.record() as recording:
        sink = AudioOutput(time.monotonic)
        sink.play(mix, 0)
        busy_window.run(length / SAMPLE_RATE + 1, sink.position)
        underruns = sink.status().underruns
        sink.close()
    return underruns, recording.samples[:, 0]


def _baseline(server: pulse.PrivatePulse) -> NDArray[np.float32]:
    click = tone(Sound.CLICK_BEAT) * np.float32(0.5)
    offset = len(click)

    def fill(out: NDArray[np.float32], count: int, times: object, flags: object) -> None:
        nonlocal offset
        part = click[offset : offset + count]
        out[: len(part), 0] = part
        out[len(part) :] = 0
        offset += count

    def strike() -> None:
        nonlocal offset
        offset = 0

    with server.record() as recording:
        stream = import_sounddevice().OutputStream(
            samplerate=SAMPLE_RATE, channels=1, dtype="float32", blocksize=480, latency=0.02, callback=fill
        )
        with stream:
            timer = QTimer()
            timer.timeout.connect(strike)
            timer.start(STEP * 1000 // SAMPLE_RATE)
            busy_window.run(SECONDS, lambda: None)
            timer.stop()
        stream.close()
    return recording.samples[:, 0]


def _tell_baseline(figures: Figures, grid: Grid) -> None:
    figures.note("baseline (QTimer starts a sample): clicks heard", grid.found)
    figures.note("baseline: error p99, ms", float(np.percentile(np.abs(grid.errors_ms), 99)))
    figures.note("baseline: error largest, ms", float(np.abs(grid.errors_ms).max()))
    figures.note("baseline: drift, ppm", grid.drift_ppm)


def _grid(sound: NDArray[np.float32]) -> Grid:
    """Onsets are the first samples above a tenth of the loudest one after 80 ms of quiet."""
    loud = np.flatnonzero(np.abs(sound) > 0.1 * np.abs(sound).max())
    onsets = loud[np.flatnonzero(np.diff(loud, prepend=-SAMPLE_RATE) > 0.08 * SAMPLE_RATE)]
    beats = np.round((onsets - onsets[0]) / STEP)
    offsets = onsets - onsets[0] - beats * STEP
    slope = float(np.polyfit(beats * STEP, offsets, 1)[0])
    return Grid(len(onsets), (offsets - np.median(offsets)) / SAMPLE_RATE * 1000, slope * 1e6)


if __name__ == "__main__":
    main()
