"""How fast is ten minutes' sound made, how loud is its loudest peak, and what does the sound's thread pay?"""

import time

import numpy as np
import soxr

from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.services.session.render import session_blocks
from mobility_coach.services.sound.mixer import Mix, MixerSettings
from tests.benchmarks import spoken_session
from tests.benchmarks.figures import Figures

MINUTES = 10


def main() -> None:
    figures = Figures(f"Mixing: {MINUTES} minutes of speech, clicks and chimes")
    length = MINUTES * 60 * SAMPLE_RATE
    clips, cues = spoken_session.clips(), spoken_session.cues(MINUTES * 60)
    begun = time.perf_counter()
    mix = Mix(cues, clips, MixerSettings(), 0, length)
    figures.at_most(f"building the mix of {len(cues)} cues, ms", (time.perf_counter() - begun) * 1000, 20.0)
    begun = time.perf_counter()
    sound = np.concatenate(list(session_blocks(mix, length)))
    figures.at_least("times real time", MINUTES * 60 / (time.perf_counter() - begun), 200.0)
    figures.at_most("peak", float(np.abs(sound).max()), 0.999)
    figures.at_most("true peak (4 x oversampled), dBFS", _true_peak(sound), -1.0)
    took = [_timed(mix, start) for start in range(0, 60 * SAMPLE_RATE, 480)]
    figures.at_most("10 ms of sound, p99, ms", float(np.percentile(took, 99)), 0.3)
    figures.note("10 ms of sound, median, ms", float(np.median(took)))
    figures.end()


def _true_peak(sound: np.ndarray) -> float:
    return float(20 * np.log10(np.abs(soxr.resample(sound, SAMPLE_RATE, 4 * SAMPLE_RATE)).max()))


def _timed(mix: Mix, start: int) -> float:
    begun = time.perf_counter()
    mix.render(start, 480)
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
