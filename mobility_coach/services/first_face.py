"""What the window shows first at a start: its words where they stood last time, kept in the cache.

The real page takes a quarter of a second to be made. Until then the same words are painted in the same
places. Only what stays true is kept: names and lengths, nothing about practice.
"""

import json
from typing import Any, NamedTuple, Protocol, TypeGuard

MOST_BYTES = 65_536
VERSION = 1

_MOST_PARTS = 300
_LONGEST_TEXT = 200
_LARGEST_PLACE = 16_384
_LARGEST_FONT = 200
_SMALLEST_SIZE = 200


class FaceText(NamedTuple):
    """A line of text. All numbers are pixels; `y` is the baseline; `colour` is the name of a token."""

    x: int
    y: int
    text: str
    size: int
    is_bold: bool
    colour: str


class FacePanel(NamedTuple):
    """A rounded rectangle. All numbers are pixels; `ground` and `line` are names of tokens."""

    x: int
    y: int
    width: int
    height: int
    radius: int
    ground: str
    line: str


class FirstFace(NamedTuple):
    """A window as it was left.

    Attributes:
        width, height: in pixels.
        is_maximised: whether it filled the screen.
        theme: the colours that were chosen: "system", "light" or "dark".
        panels: from the back to the front.
        texts: they lie on the panels.
    """

    width: int
    height: int
    is_maximised: bool
    theme: str
    panels: tuple[FacePanel, ...] = ()
    texts: tuple[FaceText, ...] = ()


class FaceStore(Protocol):
    """Keeps the first face from run to run. Losing it costs an emptier first moment."""

    def recall(self) -> FirstFace | None:
        """As it was kept last; None where there is none that can be used."""
        ...

    def keep(self, face: FirstFace) -> None:
        """Remember it; a place that can't be written goes to the log alone."""
        ...


def encode_face(face: FirstFace) -> bytes:
    """The face as a file holds it; what is too much for a face is left out."""
    document = {
        "version": VERSION,
        "width": face.width,
        "height": face.height,
        "is_maximised": face.is_maximised,
        "theme": face.theme,
        "panels": face.panels[:_MOST_PARTS],
        "texts": face.texts[:_MOST_PARTS],
    }
    return json.dumps(document).encode("ascii")


def decode_face(data: bytes) -> FirstFace | None:
    """The face in a file; a part that can't be used is left out, None where nothing can."""
    if len(data) > MOST_BYTES:
        return None
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or document.get("version") != VERSION:
        return None
    width, height = document.get("width"), document.get("height")
    is_maximised, theme = document.get("is_maximised"), document.get("theme")
    if not (_is_size(width) and _is_size(height) and type(is_maximised) is bool and isinstance(theme, str)):
        return None
    panels = tuple(FacePanel._make(each) for each in _parts(document, "panels") if _is_panel(each))
    texts = tuple(FaceText._make(each) for each in _parts(document, "texts") if _is_text(each))
    return FirstFace(width, height, is_maximised, theme, panels, texts)


def _parts(document: dict[str, Any], name: str) -> list[list[Any]]:
    parts = document.get(name)
    return [each for each in parts[:_MOST_PARTS] if isinstance(each, list)] if isinstance(parts, list) else []


def _is_panel(part: list[object]) -> bool:
    return len(part) == len(FacePanel._fields) and all(map(_is_place, part[:5])) and _are_words(part[5:])


def _is_text(part: list[object]) -> bool:
    if len(part) != len(FaceText._fields):
        return False
    x, y, text, size, is_bold, colour = part
    return (
        _is_place(x)
        and _is_place(y)
        and _are_words([text, colour])
        and type(size) is int
        and 0 < size <= _LARGEST_FONT
        and type(is_bold) is bool
    )


def _are_words(values: list[object]) -> bool:
    """Printable: no half of a character, and nothing that moves others."""
    return all(isinstance(each, str) and each.isprintable() and len(each) <= _LONGEST_TEXT for each in values)


def _is_place(value: object) -> bool:
    return type(value) is int and -_LARGEST_PLACE <= value <= _LARGEST_PLACE


def _is_size(value: object) -> TypeGuard[int]:
    return type(value) is int and _SMALLEST_SIZE <= value <= _LARGEST_PLACE
