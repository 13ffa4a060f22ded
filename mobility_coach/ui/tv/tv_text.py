"""Texts of the TV: as large as their room holds them, never smaller than they may be, never cut off."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication

from mobility_coach.ui.look import with_tabular_figures
from mobility_coach.ui.parts.labels import showable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPainter

_SHRINK = 0.95
_SLACK = 0.985
"""A painter may set letters a little wider than they were measured."""

_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap


class Sizes(NamedTuple):
    """The heights of capitals that a text may have, in pixels, and how many lines it is meant to have."""

    largest: float
    least: float
    lines: int = 1


class Fitted(NamedTuple):
    """A text in the size that fits: `is_whole` is False where its end had to be left out.

    `width` is that of lines which are about equally long.
    """

    text: str
    font: QFont
    width: float
    height: float
    is_whole: bool


def tv_font(capitals: float, *, is_bold: bool) -> QFont:
    """The system's font whose capitals are at least so many pixels high."""
    return _font(_px_of(capitals, QGuiApplication.font().toString(), is_bold=is_bold), is_bold=is_bold)


def fitted(text: str, room: QRectF, sizes: Sizes, *, is_bold: bool = False) -> Fitted:
    """`text` as large as possible in its lines; in the least size it may take more of them.

    What has no room even so ends in an ellipsis.
    """
    family = QGuiApplication.font().toString()
    return _fitted(showable(text), room.width(), room.height(), sizes, family, is_bold=is_bold)


def draw_text(painter: QPainter, found: Fitted, room: QRectF, colour: str, align: Qt.AlignmentFlag) -> None:
    """Paint a text that was fitted into `room`; `align` is absolute, whatever way the text is written."""
    lines = QRectF(room)
    lines.setWidth(min(room.width(), found.width / _SLACK + 1))
    if align & Qt.AlignmentFlag.AlignHCenter:
        lines.moveCenter(room.center())
    elif align & Qt.AlignmentFlag.AlignRight:
        lines.moveRight(room.right())
    painter.setFont(found.font)
    painter.setPen(QColor(colour))
    painter.drawText(lines, align | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextWordWrap, found.text)


@lru_cache(maxsize=256)
def _fitted(text: str, width: float, height: float, sizes: Sizes, family: str, *, is_bold: bool) -> Fitted:
    least = _px_of(sizes.least, family, is_bold=is_bold)
    px = max(least, _px_of(sizes.largest, family, is_bold=is_bold))
    room = QRectF(0, 0, width * _SLACK, height)
    while True:
        font = _font(px, is_bold=is_bold)
        found = _measured(text, font, room)
        lines = round(found.height() / QFontMetricsF(font).lineSpacing())
        if _holds(room, found) and (lines <= sizes.lines or px == least):
            return _balanced(text, font, found, is_whole=True)
        if px == least:
            return _shortened(text, font, room)
        px = max(least, min(px - 1, int(px * _SHRINK)))


def _shortened(text: str, font: QFont, room: QRectF) -> Fitted:
    """As many words as there is room for; of a word that is too long as many letters."""
    words = text.split(" ")
    kept = _most(len(words), lambda count: _holds(room, _measured(_begin(words, count), font, room)))
    if kept:
        short = _begin(words, kept)
    else:
        letters = _most(len(text), lambda count: _holds(room, _measured(f"{text[:count]}…", font, room)))
        short = f"{text[:letters]}…"
    return _balanced(short, font, _measured(short, font, room), is_whole=False)


def _balanced(text: str, font: QFont, found: QRectF, *, is_whole: bool) -> Fitted:
    """In as many lines, but without a last one of a single word where that can be."""
    low, high = found.width() / 2, found.width()
    while high - low > 2:
        middle = (low + high) / 2
        narrow = _measured(text, font, QRectF(0, 0, middle, 0))
        fits = narrow.height() <= found.height() and narrow.width() <= middle
        low, high = (low, middle) if fits else (middle, high)
    return Fitted(text, font, high, found.height(), is_whole)


def _begin(words: Sequence[str], count: int) -> str:
    return " ".join(words[:count]).rstrip(" ,;:.") + "…"


def _most(limit: int, fits: Callable[[int], bool]) -> int:
    """The largest count below `limit` that fits; 0 where none does."""
    low, high = 0, limit - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _measured(text: str, font: QFont, room: QRectF) -> QRectF:
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, room.width(), 1e5), _FLAGS, text)


def _holds(room: QRectF, text: QRectF) -> bool:
    return text.width() <= room.width() and text.height() <= room.height()


@lru_cache(maxsize=64)
def _px_of(capitals: float, family: str, *, is_bold: bool) -> int:  # noqa: ARG001 - a part of the cache's key
    """The size of the font whose capitals are at least so high."""
    px = max(1, math.floor(100 * capitals / max(1.0, _capitals(100, is_bold=is_bold))))
    while _capitals(px, is_bold=is_bold) < capitals:
        px += 1
    return px


def _capitals(px: int, *, is_bold: bool) -> float:
    return QFontMetricsF(_font(px, is_bold=is_bold)).capHeight()


def _font(px: int, *, is_bold: bool) -> QFont:
    font = QFont(QGuiApplication.font())
    font.setPixelSize(px)
    font.setWeight(QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)
    return with_tabular_figures(font)
