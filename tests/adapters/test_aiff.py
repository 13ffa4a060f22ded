import io
import struct
import wave

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobility_coach.adapters.speech.aiff import is_aiff, wav_from_aiff

RATE_22050 = bytes.fromhex("400dac44000000000000")


def aiff(
    samples: bytes, *, bits: int = 16, channels: int = 1, coding: bytes = b"", rate: bytes = RATE_22050
) -> bytes:
    common = struct.pack(">hIh", channels, 0, bits) + rate + coding
    sound = struct.pack(">II", 0, 0) + samples
    body = b"AIFC" if coding else b"AIFF"
    for name, content in ((b"FVER", b"odd"), (b"COMM", common), (b"SSND", sound)):
        body += name + struct.pack(">I", len(content)) + content + b"\0" * (len(content) % 2)
    return b"FORM" + struct.pack(">I", len(body)) + body


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (aiff(b"\x01\x02\x03\x04"), b"\x02\x01\x04\x03"),
        (aiff(b"\x01\x02\x03\x04", coding=b"sowt"), b"\x01\x02\x03\x04"),
        (aiff(b"\x01\x02\x03\x04", coding=b"twos"), b"\x02\x01\x04\x03"),
        (aiff(b"\x01\x02\x03", bits=24), b"\x03\x02\x01"),
        (aiff(b"\x00\x7f\x80", bits=8), b"\x80\xff\x00"),
        (aiff(b"\x01\x02\x03", channels=1), b"\x02\x01"),
    ],
)
def test_samples_arrive_in_the_order_of_wav(data: bytes, expected: bytes) -> None:
    assert is_aiff(data)
    with wave.open(io.BytesIO(wav_from_aiff(data))) as file:
        assert file.readframes(9) == expected
        assert file.getframerate() == 22_050


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"FORM\0\0\0\0AIFF", "damaged"),
        (aiff(b"\0\0")[:30], "damaged"),
        (aiff(b"\0\0", coding=b"fl32"), "not known"),
        (aiff(b"\0\0", bits=64), "not known"),
        (aiff(b"\0\0", channels=0), "not known"),
        (aiff(b"\0\0", rate=b"\x7f\xff" + b"\0" * 8), "sample rate"),
        (aiff(b"\0\0", rate=b"\0" * 10), "sample rate"),
    ],
)
def test_what_is_damaged_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        wav_from_aiff(data)


def test_a_wav_file_is_no_aiff() -> None:
    assert not is_aiff(b"RIFF\0\0\0\0WAVE")


@given(st.binary(max_size=60))
def test_noise_never_raises_anything_else(noise: bytes) -> None:
    try:
        wav_from_aiff(b"FORM\0\0\0\0AIFF" + noise)
    except ValueError:
        return
