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

_LEAST_FIGURE_HEIGHT = {False: 480, True: 260}
"""In a lower room, below or beside, the words need all of it."""

_LOW = 340
_FIGURE_SHARE = 0.36
_FIGURE_SHARE_OF_WIDTH = 0.45
_WIDTH_WITH_TIME = 300
_WIDTH_WITH_STROKES = 220
_WIDTH_WITH_TEXTS = 460
_INSTRUCTION, _COUNT, _STROKES, _CAPTION = 22.0, 84.0, 14.0, 15.0


@dataclass(frozen=True, slots=True)
class MiniRoom:
    """What a room is used for; sizes in pixels.

    Attributes:
        direction: figure above or beside the words.
        figure: its size, with 0 for as much as there is; None where there is no room for it.
        instruction, count, strokes, caption: the largest sizes of their texts.
        is_low: whether all of it scrolls.
        has_time, has_strokes, has_texts: whether there is room for the time left, the strokes, and for texts
            on all controls.
    """

    direction: QBoxLayout.Direction
    figure: QSize | None
    instruction: float
    count: float
    strokes: float
    caption: float
    is_low: bool
    has_time: bool
    has_strokes: bool
    has_texts: bool


def mini_room(size: QSize, scale: float) -> MiniRoom:
    """How a room of this size is used with a text `scale` times as large as normal."""
    width, height = size.width(), size.height()
    is_beside = width >= _WIDE * scale and width > height
    sketch = _WIDE_SIZE if is_beside else MINI_SIZE
    factor = max(scale, min(width / sketch[0], height / sketch[1]))
    figure = None
    if height >= _LEAST_FIGURE_HEIGHT[is_beside] * scale:
        figure = (
            QSize(round(width * _FIGURE_SHARE_OF_WIDTH), 0)
            if is_beside
            else QSize(0, round(height * _FIGURE_SHARE))
        )
    return MiniRoom(
        direction=QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom,
        figure=figure,
        instruction=_INSTRUCTION * factor,
        count=_COUNT * factor,
        strokes=_STROKES * factor,
        caption=_CAPTION * factor,
        is_low=height < _LOW * scale,
        has_time=width >= _WIDTH_WITH_TIME * scale,
        has_strokes=width >= _WIDTH_WITH_STROKES * scale,
        has_texts=width >= _WIDTH_WITH_TEXTS * scale,
    )
