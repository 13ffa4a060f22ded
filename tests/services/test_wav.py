import io
import struct
import wave

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from mobility_coach.services.sound.wav import WavError, read_wav


def wav(samples: bytes, *, rate: int = 22_050, width: int = 2, channels: int = 1) -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(samples)
    return target.getvalue()


def coded(values: NDArray[np.float64], width: int) -> bytes:
    whole = np.rint(values * (2 ** (8 * width - 1) - 1)).astype(np.int64)
    if width == 1:
        whole = whole + 128
    return b"".join(int(value).to_bytes(width, "little", signed=width > 1) for value in whole)


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_every_width_is_read(width: int) -> None:
    values = np.sin(np.arange(200) / 7)
    samples, rate = read_wav(wav(coded(values, width), width=width, rate=8000))
    assert rate == 8000
    assert samples.dtype == np.float32
    assert np.abs(samples - values).max() < 0.02 if width == 1 else np.abs(samples - values).max() < 1e-4


def test_channels_are_mixed_to_one() -> None:
    samples, _ = read_wav(wav(struct.pack("<4h", 16384, 0, -16384, 0), channels=2))
    assert samples.tolist() == [0.25, -0.25]


def test_other_chunks_are_passed_over_and_the_extensible_format_is_known() -> None:
    form = struct.pack("<HHIIHHHHI", 0xFFFE, 1, 16_000, 32_000, 2, 16, 22, 16, 4) + struct.pack("<H14x", 1)
    body = b"LIST" + struct.pack("<I", 3) + b"abc\0"
    body += b"fmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", 2) + b"\0\x40"
    samples, rate = read_wav(b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WAVE" + body)
    assert (samples.tolist(), rate) == ([0.5], 16_000)


GOOD = wav(b"\0\1" * 300)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no WAV"),
        (b"FORM" + GOOD[4:], "no WAV"),
        (GOOD[:12], "no part 'fmt '"),
        (GOOD[:36], "no part 'data'"),
        (GOOD[:-1], "cut off"),
        (GOOD[:16] + struct.pack("<I", 4) + GOOD[20:24], "no format"),
        (GOOD[:20] + b"\3\0" + GOOD[22:], "coding 3"),
        (GOOD[:22] + b"\0\0" + GOOD[24:], "0 channels"),
        (GOOD[:34] + b"\x0c\0" + GOOD[36:], "12 bits"),
        (wav(b"\0\0" * 8, rate=4000), "4000 Hz"),
        (wav(b""), "0.0 s"),
        (wav(b"\0" * 61 * 8000, width=1, rate=8000), "61.0 s"),
    ],
)
def test_what_can_not_be_used_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(WavError, match=message):
        read_wav(data)


@given(st.binary(max_size=80), st.integers(0, 60))
def test_damage_never_raises_anything_else(noise: bytes, place: int) -> None:
    data = GOOD[:place] + noise + GOOD[place + len(noise) :]
    try:
        samples, _ = read_wav(data)
    except WavError:
        return
    assert np.isfinite(samples).all()
