"""AIFF to WAV: macOS writes AIFF whatever the name of the file says. Tested with made files, not on macOS."""

import io
import struct
import wave

WIDTHS = (1, 2, 3, 4)
LITTLE_ENDIAN = b"sowt"
BIG_ENDIAN = (b"", b"NONE", b"twos", b"in24", b"in32")


def is_aiff(data: bytes) -> bool:
    """Whether `data` begins as AIFF or AIFF-C does."""
    return data[:4] == b"FORM" and data[8:12] in {b"AIFF", b"AIFC"}


def wav_from_aiff(data: bytes) -> bytes:
    """The same integer samples as a WAV file. Raises `ValueError` where it is damaged or coded otherwise.

    Layout: Apple, Audio Interchange File Format (AIFF) 1.3 and AIFF-C.
    """
    chunks = _chunks(data)
    try:
        common, sound = chunks[b"COMM"], chunks[b"SSND"]
        channels, _, bits = struct.unpack(">hIh", common[:8])
        rate = _extended(common[8:18])
        offset = int.from_bytes(sound[:4], "big")
    except (KeyError, struct.error) as error:
        raise ValueError("the AIFF file is damaged") from error
    coding = common[18:22]
    width = (bits + 7) // 8
    if channels < 1 or width not in WIDTHS or coding not in {*BIG_ENDIAN, LITTLE_ENDIAN}:
        raise ValueError(f"AIFF with {channels} channels, {bits} bits, coding {coding!r} is not known")
    samples = sound[8 + offset :]
    samples = samples[: len(samples) - len(samples) % (width * channels)]
    if coding != LITTLE_ENDIAN:
        samples = _swapped(samples, width)
    if width == 1:  # AIFF's bytes are signed, WAV's are not
        samples = bytes(value ^ 0x80 for value in samples)
    return _wav(samples, channels, width, rate)


def _chunks(data: bytes) -> dict[bytes, bytes]:
    chunks: dict[bytes, bytes] = {}
    at = 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "big")
        chunks[data[at : at + 4]] = data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    return chunks


def _extended(data: bytes) -> int:
    """An 80-bit float (IEEE 754 extended) as the whole number that a sample rate is."""
    exponent, mantissa = struct.unpack(">HQ", data)
    shift = 16383 + 63 - exponent
    if not 0 <= shift < 64:
        raise ValueError("the AIFF file has no sensible sample rate")
    return int(mantissa >> shift)


def _swapped(samples: bytes, width: int) -> bytes:
    """`samples` with the bytes of each one in the other order."""
    swapped = bytearray(len(samples))
    for place in range(width):
        swapped[place::width] = samples[width - 1 - place :: width]
    return bytes(swapped)


def _wav(samples: bytes, channels: int, width: int, rate: int) -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(samples)
    return target.getvalue()
