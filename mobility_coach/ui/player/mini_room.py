"""How the mini player uses its room, from 240 pixels on: sizes alone, without a widget."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout

MINI_SIZE = (400, 620)
"""The size that its parts are drawn for, one below the other; all grows with it."""

_WIDE_SIZE = (720, 420)
_WIDE = 600
"""From this width on the figure stands beside the words, where the room is wider than high."""

_LEAST_HEIGHT = {False: 480, True: 340}
"""In a lower room, below or beside, there is only what is needed most: figure, count and caption."""

_SMALL_LOW = 150
_SMALL_HEIGHT_WITH_HEAD = 220
_SMALL_AROUND = 130
"""What head, caption and controls take of a small room's height."""

_SMALL_COLUMN = 0.75
"""The figure stands above the count where the rest is at least so high, as a part of its width."""

_FIGURE_SHARE = 0.36
_FIGURE_SHARE_OF_WIDTH = 0.45
_SMALL_FIGURE_SHARE = 0.5
_WIDTH_WITH_TIME, _SMALL_WIDTH_WITH_TIME = 300, 340
_WIDTH_WITH_STROKES = 220
_WIDTH_WITH_AGAIN = 290
_WIDTH_WITH_TEXTS = 460
_INSTRUCTION, _COUNT, _STROKES, _CAPTION = 22.0, 84.0, 14.0, 15.0
_SMALL_INSTRUCTION, _SMALL_CAPTION = 18.0, 13.0
_SMALL_COUNT_SHARE = 0.34
"""The height of a count that fits beside "of 10", as a part of its width."""


@dataclass(frozen=True, slots=True)
class MiniRoom:
    """What a room is used for; sizes in pixels.

    Attributes:
        direction: figure above or beside the words.
        figure: its size, with 0 for as much as there is.
        instruction, count, strokes, caption: the largest sizes of their texts.
        caption_lines: how many lines the caption keeps for itself.
        is_small: whether there is only what is needed most.
        is_low: whether all of it scrolls.
        has_head, has_time, has_strokes, has_again, has_texts: whether there is room for the head, the time
            left, the strokes, the button for once more, and for texts on all controls.
    """

    direction: QBoxLayout.Direction
    figure: QSize
    instruction: float
    count: float
    strokes: float
    caption: float
    caption_lines: int
    is_small: bool
    is_low: bool
    has_head: bool
    has_time: bool
    has_strokes: bool
    has_again: bool
    has_texts: bool

    @property
    def is_beside(self) -> bool:
        """Whether the figure stands beside the words."""
        return self.direction is QBoxLayout.Direction.LeftToRight

    @property
    def is_tight(self) -> bool:
        """Whether more than a few words leave no room for the figure."""
        return self.is_small and self.is_beside


def mini_room(size: QSize, scale: float) -> MiniRoom:
    """How a room of this size is used with a text `scale` times as large as normal."""
    width, height = size.width(), size.height()
    is_beside = width >= _WIDE * scale and width > height
    if height < _LEAST_HEIGHT[is_beside] * scale:
        return _small_room(width, height, scale)
    sketch = _WIDE_SIZE if is_beside else MINI_SIZE
    factor = max(scale, min(width / sketch[0], height / sketch[1]))
    beside, above = round(width * _FIGURE_SHARE_OF_WIDTH), round(height * _FIGURE_SHARE)
    return MiniRoom(
        direction=_direction(is_beside=is_beside),
        figure=QSize(beside, 0) if is_beside else QSize(0, above),
        instruction=_INSTRUCTION * factor,
        count=_COUNT * factor,
        strokes=_STROKES * factor,
        caption=_CAPTION * factor,
        caption_lines=2,
        is_small=False,
        is_low=False,
        has_head=True,
        has_time=width >= _WIDTH_WITH_TIME * scale,
        has_strokes=width >= _WIDTH_WITH_STROKES * scale,
        has_again=True,
        has_texts=width >= _WIDTH_WITH_TEXTS * scale,
    )


def _small_room(width: int, height: int, scale: float) -> MiniRoom:
    is_beside = height - _SMALL_AROUND * scale < _SMALL_COLUMN * width
    beside = round(width * _SMALL_FIGURE_SHARE)
    words = width - beside if is_beside else width
    has_head = height >= _SMALL_HEIGHT_WITH_HEAD * scale
    return MiniRoom(
        direction=_direction(is_beside=is_beside),
        figure=QSize(beside, 0) if is_beside else QSize(0, 0),
        instruction=_SMALL_INSTRUCTION * scale,
        count=min(_COUNT * scale, _SMALL_COUNT_SHARE * words),
        strokes=_STROKES * scale,
        caption=_SMALL_CAPTION * scale,
        caption_lines=2 if has_head else 1,
        is_small=True,
        is_low=height < _SMALL_LOW * scale,
        has_head=has_head,
        has_time=width >= _SMALL_WIDTH_WITH_TIME * scale,
        has_strokes=False,
        has_again=width >= _WIDTH_WITH_AGAIN * scale,
        has_texts=False,
    )


def _direction(*, is_beside: bool) -> QBoxLayout.Direction:
    return QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom
