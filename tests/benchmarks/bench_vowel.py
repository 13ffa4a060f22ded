"""The counts one to twenty on their beats, judged by detectors that are not the one which places them.

Both detectors look within 100 ms of the beat, so that they judge the syllable which is counted on:
"seventeen" has two more vowels that rise as steeply.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from mobility_coach.adapters.speech.pyttsx3_speech import Pyttsx3Speech
from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.services.ports import SpeechRequest
from mobility_coach.services.sound.clips import Clip, clip_from_wav
from tests.benchmarks.figures import Figures

Signal = NDArray[np.floating]
Place = Callable[[Clip], int]

VOICES = ("gmw/en-us", "gmw/en-us+f3")
RATES = (165, 130, 200)
COUNTS = range(1, 21)
MILLISECOND = SAMPLE_RATE // 1000
BEAT = SAMPLE_RATE // 2
WINDOW = 100 * MILLISECOND
SUPPORT = 50 * MILLISECOND


def main() -> None:
    """Print the figures."""
    figures = Figures("A count's vowel on its beat, ms late")
    engine = Pyttsx3Speech()
    for rate in RATES:
        for voice in VOICES:
            clips = [clip_from_wav(engine.render(SpeechRequest(str(n), voice, rate))) for n in COUNTS]
            for name, detector in (("steepest rise", steepest_rise), ("half power", half_power)):
                errors = [error_ms(clip, lambda clip: clip.vowel, detector) for clip in clips]
                label = f"{voice} at {rate}, {name}"
                figures.at_most(f"{label}: mean", abs(float(np.mean(errors))), 20.0)
                figures.at_most(f"{label}: sd", float(np.std(errors)), 20.0)
    clips = [clip_from_wav(engine.render(SpeechRequest(str(n), VOICES[0], RATES[0]))) for n in COUNTS]
    late = [error_ms(clip, lambda _: 0, steepest_rise, window=4 * WINDOW) for clip in clips[:10]]
    figures.note("baseline, clips that start on the beat: mean", float(np.mean(late)))
    figures.note("baseline, clips that start on the beat: sd", float(np.std(late)))
    engine.close()
    figures.end()


def error_ms(clip: Clip, place: Place, detector: Callable[[Signal], int], *, window: int = WINDOW) -> float:
    """How long after the beat the detector hears the vowel, when the clip is placed by `place`."""
    heard = np.zeros(2 * BEAT + clip.length)
    start = BEAT - place(clip)
    heard[start : start + clip.length] = clip.samples
    around = heard[BEAT - window : BEAT + window]
    return (detector(around) - window) / MILLISECOND


def steepest_rise(signal: Signal) -> int:
    """Where the envelope from 200 to 2,500 Hz, smoothed over 30 ms, rises most."""
    power = band(signal, 200, 2500) ** 2
    envelope = np.sqrt(np.convolve(power, np.hanning(30 * MILLISECOND + 1) / 720, mode="same") + 1e-12)
    return int(np.argmax(np.diff(envelope)))


def half_power(signal: Signal) -> int:
    """Where the power from 300 to 1,000 Hz, smoothed over 20 ms, first passes half of its top."""
    power = band(signal, 300, 1000) ** 2
    smooth = np.convolve(power, np.hanning(20 * MILLISECOND + 1), mode="same")
    return int(np.argmax(smooth > 0.5 * smooth.max()))


def band(signal: Signal, low: float, high: float) -> Signal:
    """A band-pass without delay: the squared response of a second-order Butterworth filter at each edge."""
    size = 1 << (len(signal) + 2 * SUPPORT).bit_length()
    frequency = np.maximum(np.fft.rfftfreq(size, 1 / SAMPLE_RATE), 1e-3)
    response = 1 / (1 + (low / frequency) ** 4) / (1 + (frequency / high) ** 4)
    padded = np.concatenate([np.zeros(SUPPORT), signal])
    return np.fft.irfft(np.fft.rfft(padded, size) * response, size)[SUPPORT : SUPPORT + len(signal)]


if __name__ == "__main__":
    main()
