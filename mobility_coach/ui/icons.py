"""The program's icons: SVG files, coloured by the palette."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QIcon, QImageReader, QPixmap

GAP = 0.2
"""Room behind an icon that stands before text, as a part of the icon's side; Qt itself leaves too little."""

ALL_SIDES = (24, 48, 72, 96)
"""Pixels, up to those of denser screens and larger texts."""

_CANVAS = b'width="24" height="24" viewBox="0 0 24 24"'


def load_icon(
    file: Path,
    colour: str,
    sides: tuple[int, ...] = ALL_SIDES,
    *,
    with_gap: bool = False,
    disabled: str = "",
) -> QIcon:
    """The icon in `file` with `colour` ("#RRGGBB") for its `currentColor`; empty where it can't be read.

    It is drawn with each of `sides`, in pixels: each costs a third of a millisecond and up to 37 KB. Where a
    button is disabled it has the colour `disabled`, else what Qt makes of it.
    """
    try:
        svg = file.read_bytes()
    except OSError:
        return QIcon()
    drawn, ratio = (_widened(svg), 1 + GAP) if with_gap else (svg, 1)
    icon = QIcon()
    _add(icon, _coloured(drawn, colour), ratio, sides, QIcon.Mode.Normal)
    if disabled:
        _add(icon, _coloured(drawn, disabled), ratio, sides, QIcon.Mode.Disabled)
    return icon


def _coloured(svg: bytes, colour: str) -> bytes:
    return svg.replace(b"currentColor", colour.encode())


def _widened(svg: bytes) -> bytes:
    width = str(24 * (1 + GAP)).encode()
    return svg.replace(_CANVAS, b'width="%s" height="24" viewBox="0 0 %s 24"' % (width, width))


def _add(icon: QIcon, svg: bytes, ratio: float, sides: tuple[int, ...], mode: QIcon.Mode) -> None:
    for side in sides:
        buffer = QBuffer()
        buffer.setData(QByteArray(svg))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer, QByteArray(b"svg"))
        reader.setScaledSize(QSize(round(side * ratio), side))
        image = reader.read()
        if not image.isNull():
            icon.addPixmap(QPixmap.fromImage(image), mode)
