import io
import wave

import numpy as np
import pyloudnorm
import pytest
import soxr
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.services.sound import clips
from mobility_coach.services.sound.clips import Clip, ClipError, clip_from_wav, pack_clip, unpack_clip

Signal = NDArray[np.float64]
RATE = 22_050


def wav(samples: Signal, rate: int = RATE) -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.rint(samples * 32767).astype("<i2").tobytes())
    return target.getvalue()


def vowel(seconds: float, rate: int = RATE, *, rise: float = 0.03, pitch: float = 110.0) -> Signal:
    """A voiced sound, its harmonics falling as a voice's do."""
    time_ = np.arange(round(seconds * rate)) / rate
    sound = sum(np.cos(2 * np.pi * pitch * n * time_) / n for n in range(1, 30))
    envelope = np.minimum(1, time_ / rise) * np.minimum(1, (seconds - time_) / 0.05)
    return np.asarray(0.12 * sound * envelope)


def hiss(seconds: float, rate: int = RATE) -> Signal:
    """A consonant like "s": noise above the vowels."""
    noise = np.random.default_rng(5).normal(size=round(seconds * rate))
    return 0.02 * np.diff(noise, prepend=0.0)


def silence(seconds: float, rate: int = RATE) -> Signal:
    return np.zeros(round(seconds * rate))


def word(rate: int = RATE) -> Signal:
    return np.concatenate(
        [silence(0.06, rate), hiss(0.12, rate), vowel(0.3, rate), hiss(0.1, rate), silence(0.3, rate)]
    )


def loudness(clip: Clip) -> float:
    return float(pyloudnorm.Meter(SAMPLE_RATE).integrated_loudness(clip.samples.astype(np.float64)))


def true_peak(clip: Clip) -> float:
    return float(np.abs(soxr.resample(clip.samples, 1, 4, quality="VHQ")).max())


def phrase(seconds: float = 2.9) -> Signal:
    """Whole tenths of a second once trimmed: the oracle weighs a begun block otherwise."""
    parts = [vowel(0.3, pitch=pitch) for pitch in np.linspace(95, 160, round(seconds / 0.4))]
    return np.concatenate([np.concatenate([part, silence(0.1)]) for part in parts])


def test_silence_is_cut_at_both_ends() -> None:
    clip = clip_from_wav(wav(word()))
    assert clip.length / SAMPLE_RATE == pytest.approx(0.52, abs=0.012)
    assert clip.samples.dtype == np.float32
    assert clip.samples.shape == (clip.length,)


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000])
def test_every_rate_becomes_the_same_clip(rate: int) -> None:
    clip, usual = clip_from_wav(wav(word(rate), rate)), clip_from_wav(wav(word()))
    assert clip.length == pytest.approx(usual.length, abs=0.012 * SAMPLE_RATE)
    assert clip.vowel == pytest.approx(usual.vowel, abs=0.006 * SAMPLE_RATE)


def test_the_vowel_is_found_behind_its_consonant() -> None:
    clip = clip_from_wav(wav(word()))
    # 4 ms of margin, 120 ms of hiss, and half of the rise.
    assert clip.vowel / SAMPLE_RATE == pytest.approx(0.139, abs=0.015)


def test_a_word_that_begins_with_its_vowel_counts_at_once() -> None:
    clip = clip_from_wav(wav(np.concatenate([silence(0.05), vowel(0.4)])))
    assert 0 <= clip.vowel / SAMPLE_RATE < 0.03


def test_the_first_strong_vowel_counts_not_a_later_one_that_is_a_little_stronger() -> None:
    two = np.concatenate([hiss(0.1), 0.8 * vowel(0.2), hiss(0.1), vowel(0.3, rise=0.02)])
    assert clip_from_wav(wav(two)).vowel / SAMPLE_RATE == pytest.approx(0.12, abs=0.02)


def test_a_faint_first_syllable_does_not_count() -> None:
    two = np.concatenate([0.15 * vowel(0.1), hiss(0.05), vowel(0.3)])
    assert clip_from_wav(wav(two)).vowel / SAMPLE_RATE == pytest.approx(0.165, abs=0.02)


@pytest.mark.parametrize("gain", [0.02, 0.3, 1.0])
def test_all_phrases_are_equally_loud(gain: float) -> None:
    clip = clip_from_wav(wav(gain * phrase()))
    assert loudness(clip) == pytest.approx(clips.TARGET_LUFS, abs=0.5)


def test_loudness_is_measured_as_the_oracle_measures_it() -> None:
    samples = phrase().astype(np.float32)
    size = 1 << 17
    ours = clips._loudness(np.fft.rfft(samples, size), len(samples), RATE)
    at_48_khz = soxr.resample(samples.astype(np.float64), RATE, SAMPLE_RATE)
    oracle = pyloudnorm.Meter(SAMPLE_RATE).integrated_loudness(at_48_khz)
    assert ours == pytest.approx(oracle, abs=0.1)


def test_a_sound_below_every_gate_is_measured_as_a_whole() -> None:
    samples = (1e-5 * vowel(1.0)).astype(np.float32)
    assert clips._loudness(np.fft.rfft(samples, 1 << 15), len(samples), RATE) < -70


def test_pauses_do_not_make_a_phrase_louder() -> None:
    spoken = np.concatenate([phrase(), silence(2.0), phrase()])
    assert loudness(clip_from_wav(wav(spoken))) == pytest.approx(clips.TARGET_LUFS, abs=0.5)


def test_a_sharp_peak_is_turned_down_and_the_rest_is_not() -> None:
    sharp = 0.3 * phrase()
    for place in range(5000, len(sharp), 9000):
        sharp[place : place + 20] += 0.6 * np.hanning(20)
    clip = clip_from_wav(wav(sharp))
    assert true_peak(clip) <= 0.8
    assert loudness(clip) == pytest.approx(clips.TARGET_LUFS, abs=1.0)


@example(seed=954, gain=1.0)
@given(st.integers(0, 2**32 - 1), st.floats(0.01, 1.0))
def test_no_clip_peaks(seed: int, gain: float) -> None:
    noise = np.random.default_rng(seed).normal(size=RATE // 4)
    spiky = gain * noise**3 / np.abs(noise**3).max()
    assert true_peak(clip_from_wav(wav(spiky))) <= 0.8


def test_both_ends_are_faded() -> None:
    clip = clip_from_wav(wav(vowel(0.5)[2000:6000]))
    assert abs(clip.samples[0]) < 1e-3
    assert abs(clip.samples[-1]) < 1e-3


def test_the_shortest_sound_becomes_a_clip() -> None:
    clip = clip_from_wav(wav(np.full(30, 0.5)))
    assert 0 < clip.length < SAMPLE_RATE // 100
    assert 0 <= clip.vowel < clip.length


def test_the_clip_can_not_be_changed() -> None:
    clip = clip_from_wav(wav(word()))
    with pytest.raises(ValueError, match="read-only"):
        clip.samples[0] = 1.0


def test_the_timing_is_what_the_compiler_gets() -> None:
    clip = clip_from_wav(wav(word()))
    assert (clip.timing.length, clip.timing.vowel) == (clip.length, clip.vowel)


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"garbage", "no WAV"), (wav(silence(1.0)), "silent"), (wav(np.full(5, 0.5)), "silent")],
)
def test_what_is_no_speech_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ClipError, match=message):
        clip_from_wav(data)


def test_a_stored_clip_is_the_very_same() -> None:
    clip = clip_from_wav(wav(word()))
    again = unpack_clip(pack_clip(clip))
    assert np.array_equal(again.samples, clip.samples)
    assert again.vowel == clip.vowel


PACKED = pack_clip(clip_from_wav(wav(vowel(0.05))))


@given(st.integers(0, 8 * len(PACKED) - 1))
def test_a_flipped_bit_is_seen(bit: int) -> None:
    damaged = bytearray(PACKED)
    damaged[bit // 8] ^= 1 << bit % 8
    with pytest.raises(ClipError):
        unpack_clip(bytes(damaged))


def test_a_clip_of_which_next_to_nothing_is_left_is_seen() -> None:
    with pytest.raises(ClipError, match="cut off"):
        unpack_clip(PACKED[:5])


@given(st.integers(0, len(PACKED) - 1))
def test_a_torn_clip_is_seen(length: int) -> None:
    with pytest.raises(ClipError):
        unpack_clip(PACKED[:length])
