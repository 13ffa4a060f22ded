"""The tag at the beginning of an MP3 file: ID3v2.3, with chapters and a cover.

Version 3 and not 4: cars, TVs and older players read it too, and it holds all that is needed. It stands
before the first frame of sound, which stays as it is, so that no decoder sees another delay.
"""

from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.services.film.chapters import Chapter
from mobility_coach.services.film.sound_tags import SoundTags

MOST_CHAPTERS = 255
"""A table of contents counts in one byte."""

_LATIN, _UTF16 = b"\0", b"\1"
_FRONT_COVER = b"\3"
_TOP_AND_ORDERED = b"\3"
_BY_TIME_ALONE = b"\xff" * 8
"""A chapter can be told in bytes as well; then nothing stands there."""


def id3_tag(tags: SoundTags) -> bytes:
    """The whole tag."""
    frames = [
        _text("TIT2", tags.title),
        _text("TPE1", tags.artist),
        _text("TALB", tags.artist),
        *_chapters(tags.chapters[:MOST_CHAPTERS]),
    ]
    if tags.cover:
        picture = _LATIN + b"image/jpeg\0" + _FRONT_COVER + b"\0" + tags.cover
        frames.append(_frame("APIC", picture))
    body = b"".join(frames)
    return b"ID3\3\0\0" + _seven_bits_a_byte(len(body)) + body


def _chapters(chapters: tuple[Chapter, ...]) -> list[bytes]:
    if not chapters:
        return []
    names = [f"chapter{number}".encode("ascii") + b"\0" for number in range(1, len(chapters) + 1)]
    contents = b"contents\0" + _TOP_AND_ORDERED + bytes([len(names)]) + b"".join(names)
    return [_frame("CTOC", contents), *map(_chapter, names, chapters)]


def _chapter(name: bytes, chapter: Chapter) -> bytes:
    times = b"".join(_milliseconds(frame).to_bytes(4, "big") for frame in (chapter.start, chapter.stop))
    return _frame("CHAP", name + times + _BY_TIME_ALONE + _text("TIT2", chapter.title))


def _milliseconds(frame: int) -> int:
    return round(frame * 1000 / SAMPLE_RATE)


def _text(kind: str, text: str) -> bytes:
    return _frame(kind, _UTF16 + text.encode("utf-16"))


def _frame(kind: str, body: bytes) -> bytes:
    return kind.encode("ascii") + len(body).to_bytes(4, "big") + b"\0\0" + body


def _seven_bits_a_byte(size: int) -> bytes:
    """A size in which no byte looks like the start of a frame of sound."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
