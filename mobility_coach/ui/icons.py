"""The program's icons: SVG files, coloured by the palette."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QIcon, QImageReader, QPixmap

GAP = 0.2
"""Room behind an icon that stands before text, as a part of the icon's side; Qt itself leaves too little."""

_SIDES = (24, 48, 72, 96)
"""Pixels, for denser screens and larger texts."""

_CANVAS = b'width="24" height="24" viewBox="0 0 24 24"'


def load_icon(file: Path, colour: str, *, with_gap: bool = False) -> QIcon:
    """The icon in `file` with `colour` ("#RRGGBB") for its `currentColor`; empty where it can't be read."""
    try:
        svg = file.read_bytes()
    except OSError:
        return QIcon()
    svg = svg.replace(b"currentColor", colour.encode())
    return _icon_of(_widened(svg), 1 + GAP) if with_gap else _icon_of(svg, 1)


def _widened(svg: bytes) -> bytes:
    width = str(24 * (1 + GAP)).encode()
    return svg.replace(_CANVAS, b'width="%s" height="24" viewBox="0 0 %s 24"' % (width, width))


def _icon_of(svg: bytes, ratio: float) -> QIcon:
    icon = QIcon()
    for side in _SIDES:
        buffer = QBuffer()
        buffer.setData(QByteArray(svg))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer, QByteArray(b"svg"))
        reader.setScaledSize(QSize(round(side * ratio), side))
        image = reader.read()
        if not image.isNull():
            icon.addPixmap(QPixmap.fromImage(image))
    return icon
