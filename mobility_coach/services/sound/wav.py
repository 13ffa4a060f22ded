"""WAV files as float32 samples, with a bound on everything; a speech engine is not to be trusted."""

import struct

import numpy as np
from numpy.typing import NDArray

LONGEST_SECONDS = 60
SLOWEST_RATE, FASTEST_RATE = 8_000, 192_000
MOST_CHANNELS = 8
PCM, EXTENSIBLE = 1, 0xFFFE

_FORMAT = struct.Struct("<HHIIHH")


class WavError(Exception):
    """These bytes are no WAV file that can be read."""


def read_wav(data: bytes) -> tuple[NDArray[np.float32], int]:
    """The sound as mono float32 in -1 … 1, shape (frames,), and its rate in hertz. Raises `WavError`.

    PCM of 8, 16, 24 or 32 bits; more channels are mixed to one. A file that ends before its announced length
    is taken to be cut off, and refused.
    """
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise WavError("this is no WAV file")
    form = _chunk(data, b"fmt ")
    if len(form) < _FORMAT.size:
        raise WavError("the WAV file has no format")
    coding, channels, rate, _, _, bits = _FORMAT.unpack_from(form)
    if coding == EXTENSIBLE and len(form) >= 26:
        coding = int.from_bytes(form[24:26], "little")
    if coding != PCM or bits not in {8, 16, 24, 32} or not 1 <= channels <= MOST_CHANNELS:
        raise WavError(f"WAV coding {coding} with {channels} channels of {bits} bits can't be read")
    if not SLOWEST_RATE <= rate <= FASTEST_RATE:
        raise WavError(f"a WAV file of {rate} Hz can't be read")
    samples = _chunk(data, b"data")
    frames = len(samples) // (channels * bits // 8)
    if not 0 < frames <= LONGEST_SECONDS * rate:
        raise WavError(f"a WAV file of {frames / rate:.1f} s can't be used")
    values = _values(samples[: frames * channels * bits // 8], bits)
    return values.reshape(frames, channels).mean(axis=1, dtype=np.float32), rate


def _chunk(data: bytes, name: bytes) -> bytes:
    """The content of the first chunk with this name. Raises `WavError`."""
    at = 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if data[at : at + 4] == name:
            if at + 8 + size > len(data):
                raise WavError("the WAV file is cut off")
            return data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    raise WavError(f"the WAV file has no part {name.decode('ascii')!r}")


def _values(samples: bytes, bits: int) -> NDArray[np.float32]:
    """Integer samples as float32 in -1 … 1."""
    if bits == 8:
        return _scaled(np.frombuffer(samples, np.uint8).astype(np.int16) - 128, 8)
    if bits != 24:
        return _scaled(np.frombuffer(samples, f"<i{bits // 8}"), bits)
    wide = np.zeros((len(samples) // 3, 4), np.uint8)
    wide[:, 1:] = np.frombuffer(samples, np.uint8).reshape(-1, 3)
    return _scaled(wide.reshape(-1).view("<i4"), 32)


def _scaled(values: NDArray[np.signedinteger], bits: int) -> NDArray[np.float32]:
    scaled: NDArray[np.float32] = np.multiply(values, 2.0 ** (1 - bits), dtype=np.float32)
    return scaled
