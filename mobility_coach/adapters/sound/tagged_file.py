"""Copies a sound file that was just written, with its tags: all but its head stays byte for byte.

No other program and no library is needed for that, and what is decoded is the same to the sample. ffmpeg
keeps the samples too, but writes no chapters into Ogg and FLAC and no cover into Ogg; and many have none.
"""

import shutil
from pathlib import Path
from typing import IO

from mobility_coach.adapters.sound.id3 import id3_tag
from mobility_coach.adapters.sound.ogg_page import read_page
from mobility_coach.adapters.sound.vorbis_comments import comments, picture
from mobility_coach.services.film.sound_tags import SoundTags

_COPIED = 1 << 20
_STREAM_INFO, _PADDING, _COMMENTS, _PICTURE = 0, 1, 4, 6
"""Kinds of blocks at the head of a FLAC file."""

_LAST_BLOCK = 0x80
_LARGEST_BLOCK = (1 << 24) - 1


class NotTagged(ValueError):
    """The file is not built as expected; the message is for the log."""


def copy_tagged(source: IO[bytes], copy: IO[bytes], suffix: str, tags: SoundTags) -> None:
    """Copy a sound file, with tags. Raises `NotTagged` and OSError."""
    _HEADS[suffix](source, copy, tags)
    shutil.copyfileobj(source, copy, _COPIED)


def can_tag(path: Path) -> bool:
    """Whether files of this ending are tagged in this way."""
    return path.suffix.lower() in _HEADS


def _mp3(source: IO[bytes], copy: IO[bytes], tags: SoundTags) -> None:
    if source.read(3) == b"ID3":
        raise NotTagged("there is a tag already")
    source.seek(0)
    copy.write(id3_tag(tags))


def _flac(source: IO[bytes], copy: IO[bytes], tags: SoundTags) -> None:
    if source.read(4) != b"fLaC":
        raise NotTagged("no FLAC file")
    blocks = [each for each in _flac_blocks(source) if each[0] not in (_COMMENTS, _PADDING)]
    if not blocks or blocks[0][0] != _STREAM_INFO:
        raise NotTagged("no information about the stream")
    blocks.append((_COMMENTS, comments(tags)))
    if tags.cover:
        blocks.append((_PICTURE, picture(tags.cover)))
    copy.write(b"fLaC")
    for number, (kind, body) in enumerate(blocks, 1):
        if len(body) > _LARGEST_BLOCK:
            raise NotTagged("a block is too large")
        is_last = _LAST_BLOCK if number == len(blocks) else 0
        copy.write(bytes([kind | is_last]) + len(body).to_bytes(3, "big") + body)


def _flac_blocks(source: IO[bytes]) -> list[tuple[int, bytes]]:
    blocks, is_last = [], False
    while not is_last:
        head = source.read(4)
        if len(head) < 4:
            raise NotTagged("its head has no end")
        is_last = bool(head[0] & _LAST_BLOCK)
        blocks.append((head[0] & ~_LAST_BLOCK, source.read(int.from_bytes(head[1:], "big"))))
    return blocks


def _ogg(source: IO[bytes], copy: IO[bytes], tags: SoundTags) -> None:
    """The comments are the second packet, on the second page; it stays one page, so that no other changes."""
    first, second = read_page(source), read_page(source)
    if first is None or second is None or not second.ends_with_packet:
        raise NotTagged("its head is not built as expected")
    old, *others = second.packets
    for with_cover in (True, False):
        page = second.filled([_like(old, comments(tags, with_cover=with_cover)), *others])
        if page is not None:
            copy.write(first.packed() + page.packed())
            return
    raise NotTagged("there are too many chapters")


def _like(packet: bytes, text: bytes) -> bytes:
    """A packet of comments as the coding of this one has them."""
    if packet.startswith(b"\3vorbis"):
        return b"\3vorbis" + text + b"\1"
    if packet.startswith(b"OpusTags"):
        return b"OpusTags" + text
    raise NotTagged("neither Vorbis nor Opus")


_HEADS = {".mp3": _mp3, ".flac": _flac, ".ogg": _ogg, ".opus": _ogg}
