"""Picture files: stills and animations as PNG, GIF and WebP."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from mobility_coach.adapters.store.storage import PUBLIC_FILE, FileSystem, reason_words, write_file
from mobility_coach.domain.wording import tr

if TYPE_CHECKING:
    from PIL.Image import Image

    from mobility_coach.figure.picture import Pixels

_KINDS = {".png": "PNG", ".gif": "GIF", ".webp": "WEBP"}
_WEBP_QUALITY = 85
_SAMPLES = 4
"""Pictures of an animation that its colours are chosen from."""


class PictureFileError(Exception):
    """A picture could not be written; the message is plain text for people and says what to do next."""


def write_picture(path: Path, frames: Sequence["Pixels"], milliseconds: int = 0) -> None:
    """Write one picture, or several of one size that go round for ever, `milliseconds` each.

    The file is there whole or not at all. Its suffix says which kind it is.

    Raises:
        PictureFileError: the suffix is not known, PNG is asked to move, or the file can't be written.
    """
    kind = _KINDS.get(path.suffix.lower(), "")
    if not kind or (kind == "PNG" and len(frames) > 1):
        endings = [ending for ending in _KINDS if ending != ".png" or len(frames) == 1]
        message = tr("{path}: this kind of file can't hold it; let its name end in {endings}.")
        raise PictureFileError(message.format(path=path, endings=", ".join(endings)))
    data = encoded(frames, kind, milliseconds)
    try:
        write_file(FileSystem(), path, data, mode=PUBLIC_FILE)
    except OSError as error:
        raise PictureFileError(reason_words(error, path)) from error


def encoded(frames: Sequence["Pixels"], kind: str, milliseconds: int = 0) -> bytes:
    """Pictures as the bytes of a file of a kind: "PNG", "GIF" or "WEBP"."""
    pictures = [_image(each) for each in frames]
    if kind == "GIF":
        pictures = _with_one_palette(pictures)
    file = BytesIO()
    moving = {"save_all": True, "append_images": pictures[1:], "duration": milliseconds, "loop": 0}
    pictures[0].save(file, kind, quality=_WEBP_QUALITY, **(moving if len(pictures) > 1 else {}))
    return file.getvalue()


def _image(pixels: "Pixels") -> "Image":
    from PIL.Image import fromarray  # noqa: PLC0415 - only who writes a picture pays for it

    return fromarray(pixels[:, :, 2::-1].copy(), "RGB")


def _with_one_palette(pictures: list["Image"]) -> list["Image"]:
    """The pictures in 256 colours, the same ones for all: else the ground flickers from frame to frame."""
    from PIL.Image import Dither, new  # noqa: PLC0415 - as above

    last = len(pictures) - 1
    known = [pictures[round(place * last / (_SAMPLES - 1))] for place in range(_SAMPLES)]
    width, height = known[0].size
    samples = new("RGB", (width * _SAMPLES, height))
    for place, picture in enumerate(known):
        samples.paste(picture, (place * width, 0))
    palette = samples.quantize(256)
    return [picture.quantize(palette=palette, dither=Dither.NONE) for picture in pictures]
