"""The comments of FLAC, Ogg Vorbis and Opus files: texts, chapters, and in Ogg the cover too."""

from base64 import b64encode

from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.services.film.sound_tags import SoundTags

MOST_CHAPTERS = 999
"""Their numbers have three digits."""

_VENDOR = "Mobility Coach"
_FRONT_COVER = 3


def comments(tags: SoundTags, *, with_cover: bool = False) -> bytes:
    """The list of comments; with the cover among them where the file has no other place for it."""
    lines = [f"TITLE={tags.title}", f"ARTIST={tags.artist}", f"ALBUM={tags.artist}"]
    for number, chapter in enumerate(tags.chapters[:MOST_CHAPTERS], 1):
        lines.append(f"CHAPTER{number:03}={_clock(chapter.start)}")
        lines.append(f"CHAPTER{number:03}NAME={chapter.title}")
    if with_cover and tags.cover:
        lines.append(f"METADATA_BLOCK_PICTURE={b64encode(picture(tags.cover)).decode('ascii')}")
    texts = [_sized(line.encode("utf-8")) for line in lines]
    return _sized(_VENDOR.encode("ascii")) + len(texts).to_bytes(4, "little") + b"".join(texts)


def picture(jpeg: bytes) -> bytes:
    """A cover as FLAC describes one; its width, height and depth are left to who looks at it."""
    kind = b"image/jpeg"
    return b"".join(
        (
            *(_FRONT_COVER.to_bytes(4, "big"), len(kind).to_bytes(4, "big"), kind),
            *(bytes(4), bytes(16)),  # no description, and nothing of its size
            *(len(jpeg).to_bytes(4, "big"), jpeg),
        )
    )


def _clock(frame: int) -> str:
    milliseconds = round(frame * 1000 / SAMPLE_RATE)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def _sized(text: bytes) -> bytes:
    return len(text).to_bytes(4, "little") + text
