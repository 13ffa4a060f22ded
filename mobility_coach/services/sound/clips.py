"""From what a speech engine wrote to what the mixer plays: trimmed, at one loudness, its vowel found."""

import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import soxr
from numpy.typing import NDArray

from mobility_coach.domain.speech_timing import ClipTiming
from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.services.sound.wav import WavError, read_wav

Samples = NDArray[np.float32]

PROCESSING_VERSION = 2
"""Part of each clip's key in the store: raise it when the same WAV would become another clip."""

TARGET_LUFS = -18.0
HIGHEST_PEAK = 0.79
MAKE_UP_ROUNDS = 3
MOST_MAKE_UP = 2.0
SILENCE_DB = -45.0
"""What lies further below the loudest millisecond is not spoken: cut at both ends."""
QUIETEST_PEAK = 1e-3
MARGIN_MS = 4
FADE_IN_MS, FADE_OUT_MS = 2, 8
MILLISECOND = SAMPLE_RATE // 1000

_HEAD = struct.Struct("<4sIII")
_MAGIC = b"MCC1"


class ClipError(Exception):
    """No clip can be made of these bytes; the message is for the log."""


@dataclass(frozen=True, eq=False, slots=True)
class Clip:
    """Spoken words, ready to be mixed.

    Attributes:
        samples: mono float32 at `SAMPLE_RATE`, shape (length,), read-only; true peak at most 0.8.
        vowel: frames from the clip's start to where the vowel of its first stressed syllable rises.
    """

    samples: Samples
    vowel: int

    @property
    def length(self) -> int:
        """Frames."""
        return len(self.samples)

    @property
    def timing(self) -> ClipTiming:
        """What the compiler has to know of it."""
        return ClipTiming(self.length, self.vowel)


def clip_from_wav(data: bytes) -> Clip:
    """The clip of a WAV file (PCM, 8 to 32 bits, 8 to 192 kHz, at most 60 s). Raises `ClipError`."""
    try:
        source, rate = read_wav(data)
    except WavError as error:
        raise ClipError(str(error)) from error
    spoken = _trimmed(source, rate)
    # Analysed as it came: at 22 kHz that is half the work.
    spectrum = np.fft.rfft(spoken, _fft_length(len(spoken), rate))
    loudness = _loudness(spectrum, len(spoken), rate)
    vowel = _vowel(spectrum, len(spoken), rate)
    if rate != SAMPLE_RATE:
        spoken = soxr.resample(spoken, rate, SAMPLE_RATE).astype(np.float32, copy=False)
    spoken = _leveled(spoken, loudness)
    _fade(spoken)
    return unpack_clip(_packed(spoken, min(vowel, len(spoken) - 1)))


def pack_clip(clip: Clip) -> bytes:
    """The clip in 16 bits with a checksum, for the store; `unpack_clip` gives the very same clip."""
    return _packed(clip.samples, clip.vowel)


def _packed(samples: Samples, vowel: int) -> bytes:
    body: bytes = np.rint(samples * np.float32(32768)).astype("<i2").tobytes()
    return _HEAD.pack(_MAGIC, len(samples), vowel, _checksum(len(samples), vowel, body)) + body


def unpack_clip(data: bytes) -> Clip:
    """The clip that was packed. Raises `ClipError` where a single bit differs."""
    if len(data) < _HEAD.size:
        raise ClipError("a stored clip is cut off")
    magic, length, vowel, checksum = _HEAD.unpack_from(data)
    body = data[_HEAD.size :]
    if magic != _MAGIC or len(body) != 2 * length or _checksum(length, vowel, body) != checksum:
        raise ClipError("a stored clip is damaged")
    samples = np.frombuffer(body, "<i2").astype(np.float32)
    samples /= np.float32(32768)
    samples.flags.writeable = False
    return Clip(samples, vowel)


def _checksum(length: int, vowel: int, body: bytes) -> int:
    return zlib.crc32(body, zlib.crc32(struct.pack("<II", length, vowel)))


def _trimmed(source: Samples, rate: int) -> Samples:
    """`source` without the silence at both ends. Raises `ClipError` where all is silent."""
    step = max(1, rate // 1000)
    levels = _means(source * source, step)
    if not len(levels) or levels.max() < QUIETEST_PEAK**2:
        raise ClipError("the sound file is silent")
    heard = np.flatnonzero(levels > levels.max() * 10 ** (SILENCE_DB / 10))
    start = max(0, int(heard[0]) - MARGIN_MS) * step
    stop = (int(heard[-1]) + 1 + MARGIN_MS) * step
    return source[start:stop]


def _means(values: NDArray[np.floating], step: int) -> NDArray[np.floating]:
    """Means of each `step` values; what is left over at the end is not counted."""
    count = len(values) // step
    means: NDArray[np.floating] = values[: count * step].reshape(count, step).mean(axis=1)
    return means


def _fft_length(length: int, rate: int) -> int:
    """A power of two with at least 50 ms of silence behind, so that filters ring out."""
    return 1 << (length + rate // 20 - 1).bit_length()


# --- loudness ---


def _loudness(spectrum: NDArray[np.complexfloating], length: int, rate: int) -> float:
    """Loudness in LUFS: Rec. ITU-R BS.1770-5, annex 1, for one channel.

    Blocks of 400 ms, each 100 ms, gated at -70 LUFS and 10 LU below the mean of what is left; a clip shorter
    than a block is measured as a whole.
    """
    size = 2 * (len(spectrum) - 1)
    weighted = np.fft.irfft(spectrum * _k_weighting(size, rate), size)[:length]
    power = weighted * weighted
    if length < 4 * (rate // 10):
        return _lufs(float(power.mean()))
    blocks = np.convolve(_means(power, rate // 10), np.full(4, 0.25), mode="valid")
    blocks = blocks[blocks > 10 ** ((-70 + 0.691) / 10)]
    if not len(blocks):
        return _lufs(float(power.mean()))
    return _lufs(float(blocks[blocks > blocks.mean() / 10].mean()))


def _lufs(power: float) -> float:
    return -0.691 + 10 * float(np.log10(max(power, 1e-12)))


_SHELF = (1.53512485958697, -2.69169618940638, 1.19839281085285), (-1.69065929318241, 0.73248077421585)
_HIGH_PASS = (1.0, -2.0, 1.0), (-1.99004745483398, 0.99007225036621)


@lru_cache(maxsize=8)
def _k_weighting(size: int, rate: int) -> Samples:
    """How much the K-weighting lets through at each frequency of a real FFT of `size` frames at `rate`.

    The two biquads of Rec. ITU-R BS.1770-5, annex 1, tables 1 and 2, which are given for 48 kHz: only their
    response is used, so it holds at any rate.
    """
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(size, 1 / rate) / 48_000)
    shelf = _biquad(z, *_SHELF)
    high_pass = _biquad(z, *_HIGH_PASS)
    return np.abs(shelf * high_pass).astype(np.float32)


def _biquad(
    z: NDArray[np.complex128], b: tuple[float, float, float], a: tuple[float, float]
) -> NDArray[np.complex128]:
    return (b[0] + b[1] * z + b[2] * z * z) / (1 + a[0] * z + a[1] * z * z)


def _leveled(samples: Samples, loudness: float) -> Samples:
    """`samples` at `TARGET_LUFS`, with the few syllables that would pass `HIGHEST_PEAK` turned down."""
    wanted = 10 ** ((TARGET_LUFS - loudness) / 20)
    peaks = _true_peaks(samples)
    if peaks.max() * wanted <= HIGHEST_PEAK:
        return samples * np.float32(wanted)
    power = peaks**2
    gains = np.full(len(peaks), wanted)
    louder = wanted
    for _ in range(MAKE_UP_ROUNDS):  # what the turning down takes away is given back to the rest
        gains = louder * _turned_down(peaks * louder)
        kept = np.sqrt((power * gains**2).sum() / power.sum()) / wanted
        louder = min(louder / kept, wanted * MOST_MAKE_UP)
    middles = (np.arange(len(gains)) + 0.5) * MILLISECOND
    curve: Samples = np.interp(np.arange(len(samples)), middles, gains).astype(np.float32)
    limited: Samples = samples * curve
    # The gain changes between the samples too, and the rough look above misses a hair of the sharpest ones.
    rest = float(_true_peaks(limited, "VHQ").max()) / HIGHEST_PEAK
    return limited / np.float32(max(1.0, rest))


def _turned_down(peaks: Samples) -> NDArray[np.float64]:
    """A gain for each millisecond: the least that is allowed within 5 ms, smoothed over no more than that."""
    allowed = HIGHEST_PEAK / np.maximum(peaks, HIGHEST_PEAK)
    least = np.lib.stride_tricks.sliding_window_view(np.pad(allowed, 10, mode="edge"), 11).min(axis=1)
    gains: NDArray[np.float64] = np.convolve(least, _SMOOTHING, mode="valid")
    return gains


_SMOOTHING = np.hanning(13)[1:-1] / np.hanning(13).sum()


def _true_peaks(samples: Samples, quality: str = "LQ") -> Samples:
    """The highest value of each millisecond, between the samples too (BS.1770-5, annex 2: times four)."""
    fine = np.abs(soxr.resample(samples, 1, 4, quality=quality))
    step = 4 * MILLISECOND
    peaks: Samples = np.pad(fine, (0, -len(fine) % step)).reshape(-1, step).max(axis=1)
    return peaks


def _fade(samples: Samples) -> None:
    """Fade both ends in place, so that neither clicks."""
    fade_in, fade_out = _ramp(FADE_IN_MS), _ramp(FADE_OUT_MS)
    samples[: len(fade_in)] *= fade_in[: len(samples)]
    samples[-len(fade_out) :] *= fade_out[::-1][-len(samples) :]


@lru_cache(maxsize=2)
def _ramp(milliseconds: int) -> Samples:
    steps = (np.arange(milliseconds * MILLISECOND) + 0.5) / (milliseconds * MILLISECOND)
    return (0.5 - 0.5 * np.cos(np.pi * steps)).astype(np.float32)


# --- the vowel ---

VOWEL_BAND = (250.0, 2000.0)
STRONG_RISE = 0.6
"""The first rise that is at least this part of the steepest one counts: "thirteen" is heard on its "thir"."""
TOP = 0.7


def _vowel(spectrum: NDArray[np.complexfloating], length: int, rate: int) -> int:
    """Frames at `SAMPLE_RATE` to where the vowel of the first stressed syllable rises, to the millisecond.

    Ears hear a word at its perceptual centre, near the onset of the vowel (Morton, Marcus and Frankish 1976;
    Marcus 1981). It is taken midway between the steepest rise of the vowel band's envelope and the moment
    when that envelope passes 70 % of the syllable's top: either alone jumps by 40 ms from word to word.
    """
    size = 2 * (len(spectrum) - 1)
    voiced = np.fft.irfft(spectrum * _vowel_band(size, rate), size)[:length]
    step = rate // 1000
    power = np.pad(_means(voiced * voiced, step), (_LEAD, 100))
    envelope = np.sqrt(np.convolve(power, np.hanning(31) / 15, "same"))
    rise = envelope[20:] - envelope[:-20]
    start = int(np.argmax(rise > STRONG_RISE * rise.max())) + 10
    near = envelope[max(0, start - 30) : start + 70]
    steepest = max(0, start - 30) + int(np.argmax(near[4:] - near[:-4])) + 2
    top = envelope[start : start + 80].max()
    before = max(0, start - 60)
    passed = before + int(np.argmax(envelope[before:] >= TOP * top))
    middle = (steepest + passed) / 2 - _LEAD
    return max(0, round(middle * step * SAMPLE_RATE / rate))


_LEAD = 40
"""Milliseconds of silence put in front, so that a word that begins with its vowel has a rise too."""


@lru_cache(maxsize=8)
def _vowel_band(size: int, rate: int) -> Samples:
    """A band-pass without delay, 12 dB an octave at both sides, on a real FFT of `size` frames at `rate`."""
    frequency = np.maximum(np.fft.rfftfreq(size, 1 / rate), 1e-3)
    low, high = VOWEL_BAND
    passed: Samples = (1 / (1 + (low / frequency) ** 4) / (1 + (frequency / high) ** 4)).astype(np.float32)
    return passed
