"""Picture files: stills and animations as PNG, GIF and WebP."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from mobility_coach.adapters.machine.unwritten import unwritten_words
from mobility_coach.adapters.store.storage import PUBLIC_FILE, FileSystem, write_file
from mobility_coach.domain.wording import tr

if TYPE_CHECKING:
    from PIL.Image import Image

    from mobility_coach.figure.picture import Pixels

_KINDS = {".png": "PNG", ".gif": "GIF", ".webp": "WEBP"}
_WEBP_QUALITY = 85
_LARGEST = {"GIF": 65_535, "WEBP": 16_383}
"""Pixels along an edge that a kind can hold."""

_SAMPLES = 8
"""Pictures of an animation that its colours are chosen from."""


class PictureFileError(Exception):
    """A picture could not be written; the message is plain text for people and says what to do next."""


class _TooLarge(ValueError):
    """A kind of file can't hold so large a picture."""


class Frames(Protocol):
    """One picture or more, each there (or drawn) when it is asked for."""

    def __len__(self) -> int:
        """How many."""
        ...

    def __getitem__(self, number: int, /) -> "Pixels":
        """One of them; IndexError beyond the last."""
        ...


def write_picture(path: Path, frames: Frames, milliseconds: int = 0) -> None:
    """Write one picture, or several of one size that go round for ever, `milliseconds` each.

    The file is there whole or not at all. Its suffix says which kind it is.

    Raises:
        PictureFileError: the suffix is not known, PNG is asked to move, the picture is too large for its
            kind, or the file can't be written.
    """
    kind = _KINDS.get(path.suffix.lower(), "")
    if not kind or (kind == "PNG" and len(frames) > 1):
        endings = [ending for ending in _KINDS if ending != ".png" or len(frames) == 1]
        message = tr("{path}: this kind of file can't hold it; let its name end in {endings}.")
        raise PictureFileError(message.format(path=path, endings=", ".join(endings)))
    try:
        data = encoded(frames, kind, milliseconds)
        write_file(FileSystem(), path, data, mode=PUBLIC_FILE)
    except _TooLarge as error:
        message = tr("{path}: the picture is larger than {most} pixels; take .png, or a smaller --size.")
        raise PictureFileError(message.format(path=path, most=_LARGEST[kind])) from error
    except OSError as error:
        raise PictureFileError(unwritten_words(path, error)) from error


def encoded(frames: Frames, kind: str, milliseconds: int = 0) -> bytes:
    """Pictures as the bytes of a file of a kind ("PNG", "GIF" or "WEBP")."""
    pictures = _with_one_palette(frames) if kind == "GIF" else [_image(each) for each in _each(frames)]
    if kind in _LARGEST and max(pictures[0].size) > _LARGEST[kind]:
        raise _TooLarge
    file = BytesIO()
    moving = {"save_all": True, "append_images": pictures[1:], "duration": milliseconds, "loop": 0}
    pictures[0].save(file, kind, quality=_WEBP_QUALITY, **(moving if len(pictures) > 1 else {}))
    return file.getvalue()


def _each(frames: Frames) -> Iterator["Pixels"]:
    return (frames[number] for number in range(len(frames)))


def _image(pixels: "Pixels") -> "Image":
    from PIL.Image import fromarray  # noqa: PLC0415 - only who writes a picture pays for it

    return fromarray(pixels[:, :, 2::-1].copy())


def _with_one_palette(frames: Frames) -> list["Image"]:
    """The pictures in 256 colours, the same ones for all: else the ground flickers from frame to frame."""
    from PIL.Image import Dither, Quantize, new  # noqa: PLC0415 - as above

    last = len(frames) - 1
    known = [
        _image(frames[place]) for place in sorted({round(n * last / (_SAMPLES - 1)) for n in range(_SAMPLES)})
    ]
    width, height = known[0].size
    samples = new("RGB", (width * len(known), height))
    for place, picture in enumerate(known):
        samples.paste(picture, (place * width, 0))
    # The usual way gives the ground most colours, and a glow or an arrow none.
    palette = samples.quantize(256, method=Quantize.FASTOCTREE)
    return [_image(each).quantize(palette=palette, dither=Dither.NONE) for each in _each(frames)]
