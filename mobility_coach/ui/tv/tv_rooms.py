"""Where everything lies on a TV, of any size and shape."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QRectF

MARGIN = 4.0
"""Around everything, in hundredths of the height: TVs cut off a little, and the edge's light needs room."""

EDGE = 3.0
_HEAD, _PROGRESS, _CAPTION = 6.4, 1.4, 10.4
_GAP, _COLUMN_GAP = 2.2, 4.0
_WIDE = 1.2
"""From this shape on figure and words stand side by side."""

_FIGURE_SHARE, _FIGURE_SHAPE = 0.43, 1.25
_FIGURE_SHARE_OF_HEIGHT = 0.5
_ANSWER, _NEXT, _STROKES = 15.0, 9.4, 2.6
_BANNER, _BANNER_SHARE = (0.0, 13.0, 24.0), (0.0, 0.25, 0.4)
"""By how much it has to tell; and at most as a part of the words' height."""

_COUNT_SHARE, _MOST_COUNT = 0.36, 40.0
_LEAST_INSTRUCTION = 22.6
"""Three lines of the least size."""


@dataclass(frozen=True, slots=True)
class TvWants:
    """What there is to be shown; `told` counts what is wrong or worth knowing, up to 2."""

    figure: bool = False
    count: bool = False
    strokes: bool = False
    next: bool = False
    answer: bool = False
    told: int = 0
    caption: bool = True
    progress: bool = True


@dataclass(frozen=True, slots=True)
class TvRooms:
    """A room for each part, in pixels; an empty one for what isn't there.

    `unit` is a hundredth of the height; on a screen that is narrower than 4:3, of the height at 4:3.
    """

    unit: float
    head: QRectF
    figure: QRectF
    instruction: QRectF
    count: QRectF
    strokes: QRectF
    next: QRectF
    answer: QRectF
    banner: QRectF
    caption: QRectF
    progress: QRectF


@lru_cache(maxsize=32)
def tv_rooms(width: int, height: int, wants: TvWants, *, is_mirrored: bool = False) -> TvRooms:
    """The rooms on a screen of so many pixels; don't change them."""
    unit = unit_of(width, height)
    margin, gap = MARGIN * unit, _GAP * unit
    inside = QRectF(0, 0, width, height).adjusted(margin, margin, -margin, -margin)
    left = _Column(inside, gap)
    head = left.take_top(_HEAD * unit)
    progress = left.take_bottom(_PROGRESS * unit if wants.progress else 0)
    caption = left.take_bottom(_CAPTION * unit if wants.caption else 0)
    figure, words = _split(left.rest, unit, has_figure=wants.figure)
    column = _Column(words, gap)
    banner = column.take_bottom(min(_BANNER[wants.told] * unit, _BANNER_SHARE[wants.told] * words.height()))
    answer = column.take_bottom(_ANSWER * unit if wants.answer else 0)
    next_ = column.take_bottom(_NEXT * unit if wants.next and not (wants.answer or wants.told) else 0)
    strokes = column.take_bottom(_STROKES * unit if wants.strokes and not wants.answer else 0)
    count_height = min(
        _COUNT_SHARE * words.height(),
        _MOST_COUNT * unit,
        column.rest.height() - _LEAST_INSTRUCTION * unit - gap,
    )
    count = column.take_bottom(max(0.0, count_height) if wants.count else 0)
    found = TvRooms(unit, head, figure, column.rest, count, strokes, next_, answer, banner, caption, progress)
    return _mirrored(found, width) if is_mirrored else found


def unit_of(width: int, height: int) -> float:
    """What all sizes are told in."""
    return min(height, 0.75 * width) / 100


class _Column:
    """A column that rooms are taken off from both ends, each with a gap to what is left."""

    def __init__(self, room: QRectF, gap: float) -> None:
        self.rest = QRectF(room)
        self._gap = gap

    def take_top(self, height: float) -> QRectF:
        taken = QRectF(self.rest.left(), self.rest.top(), self.rest.width(), height)
        if height > 0:
            self.rest.setTop(taken.bottom() + self._gap)
        return taken

    def take_bottom(self, height: float) -> QRectF:
        taken = QRectF(self.rest.left(), self.rest.bottom() - height, self.rest.width(), height)
        if height > 0:
            self.rest.setBottom(taken.top() - self._gap)
        return taken


def _split(middle: QRectF, unit: float, *, has_figure: bool) -> tuple[QRectF, QRectF]:
    """The figure's room, and that of the words beside or below it."""
    if not has_figure:
        return QRectF(), middle
    gap = _COLUMN_GAP * unit
    figure, words = QRectF(middle), QRectF(middle)
    if middle.width() >= _WIDE * middle.height():
        figure.setWidth(min(_FIGURE_SHARE * middle.width(), _FIGURE_SHAPE * middle.height()))
        words.setLeft(figure.right() + gap)
    else:
        figure.setHeight(_FIGURE_SHARE_OF_HEIGHT * middle.height())
        words.setTop(figure.bottom() + gap)
    return figure, words


def _mirrored(rooms: TvRooms, width: int) -> TvRooms:
    changes: dict[str, Any] = {}
    for field in fields(rooms):
        room = getattr(rooms, field.name)
        if isinstance(room, QRectF):
            changes[field.name] = QRectF(width - room.right(), room.top(), room.width(), room.height())
    return replace(rooms, **changes)
