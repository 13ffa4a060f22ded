"""One page of an Ogg file: its packets, and the sum that guards it."""

import struct
from dataclasses import dataclass, replace
from typing import IO

_HEAD = struct.Struct("<4sBBqIIIB")
_SUM_AT, _SUM_END = 22, 26
_MOST_SEGMENTS = 255
_SEGMENT = 255
"""Bytes that a segment holds; a shorter one ends its packet."""

_POLYNOMIAL = 0x04C11DB7


@dataclass(frozen=True, slots=True)
class OggPage:
    """A page; `head` is all before its segments, in the order of the file."""

    head: tuple[bytes, int, int, int, int, int]
    segments: bytes
    body: bytes

    @property
    def ends_with_packet(self) -> bool:
        """Whether its last packet ends on it."""
        return bool(self.segments) and self.segments[-1] < _SEGMENT

    @property
    def packets(self) -> list[bytes]:
        """The packets on it; the last one may go on elsewhere."""
        packets, start, size = [], 0, 0
        for number, segment in enumerate(self.segments, 1):
            size += segment
            if segment < _SEGMENT or number == len(self.segments):
                packets.append(self.body[start : start + size])
                start, size = start + size, 0
        return packets

    def filled(self, packets: list[bytes]) -> "OggPage | None":
        """The same page with other packets, which all end on it; None where they don't fit one page."""
        sizes = [len(each) for each in packets]
        segments = [part for size in sizes for part in (*(_SEGMENT,) * (size // _SEGMENT), size % _SEGMENT)]
        if len(segments) > _MOST_SEGMENTS:
            return None
        return replace(self, segments=bytes(segments), body=b"".join(packets))

    def packed(self) -> bytes:
        """As it stands in a file, with its sum."""
        page = bytearray(_HEAD.pack(*self.head, 0, len(self.segments)) + self.segments + self.body)
        page[_SUM_AT:_SUM_END] = _sum(page).to_bytes(4, "little")
        return bytes(page)


def read_page(file: IO[bytes]) -> OggPage | None:
    """The next page; None where there is none."""
    raw = file.read(_HEAD.size)
    if len(raw) < _HEAD.size or not raw.startswith(b"OggS"):
        return None
    *head, _, count = _HEAD.unpack(raw)
    segments = file.read(count)
    body = file.read(sum(segments))
    return OggPage(tuple(head), segments, body) if len(body) == sum(segments) else None


def _sum(page: bytes | bytearray) -> int:
    """Not the sum of zip files: the same polynomial, but the bits of a byte the other way round."""
    total = 0
    for byte in page:
        total = (total << 8 & 0xFFFFFFFF) ^ _TABLE[total >> 24 ^ byte]
    return total


def _row(byte: int) -> int:
    value = byte << 24
    for _ in range(8):
        value = value << 1 ^ (_POLYNOMIAL if value & 0x80000000 else 0)
    return value & 0xFFFFFFFF


_TABLE = tuple(map(_row, range(256)))
