"""Paints a year of the heatmap, and the cells of its legend.

A level is told twice: by its colour and by how much of the cell it fills. The cells of a level are painted at
once, with a brush that holds one of them; one by one they take ten times as long.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPixmap

from mobility_coach.domain.wording import tr
from mobility_coach.services.presenters.history_view import MOST_LEVEL
from mobility_coach.ui.history.heatmap_grid import ROWS

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from mobility_coach.services.presenters.history_view import YearView
    from mobility_coach.ui.history.heatmap_grid import Cells
    from mobility_coach.ui.look import Look

FONT_PX = 12

_COLOURS = ("heat_0", "heat_1", "heat_2", "heat_3", "heat_4")
_FILLED = (0.0, 0.42, 0.62, 0.8, 1.0)
"""How much of a cell's side a level fills; the rest shows the ground of an empty day."""

_GAP = 0.18


def month_names() -> tuple[str, ...]:
    """The months, short."""
    return (
        *(tr("Jan"), tr("Feb"), tr("Mar"), tr("Apr"), tr("May"), tr("Jun")),
        *(tr("Jul"), tr("Aug"), tr("Sep"), tr("Oct"), tr("Nov"), tr("Dec")),
    )


def weekday_names() -> tuple[tuple[int, str], ...]:
    """The rows that are named, and their names: every other one, so that they can be read."""
    return (0, tr("Mon")), (2, tr("Wed")), (4, tr("Fri")), (6, tr("Sun"))


def inner_side(pitch: int) -> int:
    """The side of a cell without the gap to the next."""
    return pitch - max(1, round(pitch * _GAP))


def cell_pixmap(look: Look, level: int, pitch: int, ratio: float) -> QPixmap:
    """One cell with the gap at its right and below, for a screen with `ratio` pixels to each."""
    pixmap = QPixmap(QSize(round(pitch * ratio), round(pitch * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    side = inner_side(pitch)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for each in {0, level}:
        filled = side if each == 0 else side * _FILLED[each]
        inset = (side - filled) / 2
        painter.setBrush(look.colour(_COLOURS[each]))
        painter.drawRoundedRect(QRectF(inset, inset, filled, filled), filled * 0.22, filled * 0.22)
    painter.end()
    return pixmap


class YearPainter:
    """Paints years in one size, one look and one direction."""

    def __init__(self, look: Look, cells: Cells, ratio: float, *, is_mirrored: bool) -> None:
        self._look = look
        self._cells = cells
        self._is_mirrored = is_mirrored
        self._tiles = [cell_pixmap(look, level, cells.pitch, ratio) for level in range(MOST_LEVEL + 1)]

    def paint(self, painter: QPainter, year: YearView, last: int) -> None:
        """Paint a year with the names of its months and weekdays; no cell after the day `last`."""
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(self._cells.bands):
            self._paint_band(painter, year, number, last)
        painter.setFont(heatmap_font(self._look))
        painter.setPen(self._look.colour("muted"))
        self._name_months(painter, year.year, last)
        self._name_weekdays(painter)

    def _paint_band(self, painter: QPainter, year: YearView, number: int, last: int) -> None:
        cells, pitch = self._cells, self._cells.pitch
        first, end, monday = cells.band(year.year, number)
        start, top = date(year.year, 1, 1).toordinal(), number * cells.band_height + cells.head
        left, step = (cells.width - cells.left - pitch, -pitch) if self._is_mirrored else (cells.left, pitch)
        by_level: list[list[QRect]] = [[] for _ in self._tiles]
        levels = year.levels.ljust(366, b"\0")
        for day in range(first, min(end, last) + 1):
            column, row = divmod(day - monday, ROWS)
            level = min(levels[day - start], MOST_LEVEL)
            by_level[level].append(QRect(left + column * step, top + row * pitch, pitch, pitch))
        painter.setBrushOrigin(QPoint(left, top))
        for tile, rects in zip(self._tiles, by_level, strict=True):
            if rects:
                painter.setBrush(QBrush(tile))
                painter.drawRects(rects)

    def _name_months(self, painter: QPainter, year: int, last: int) -> None:
        cells, names = self._cells, month_names()
        for month in range(1, 13):
            first = date(year, month, 1).toordinal()
            if first > last:
                return
            x, y = cells.place(first)
            room = QRect(x, y // cells.band_height * cells.band_height, 4 * cells.pitch, cells.head)
            self._write(painter, room, names[month - 1])

    def _name_weekdays(self, painter: QPainter) -> None:
        cells = self._cells
        high = 2 * cells.pitch  # each name may reach into the row without one
        for number in range(cells.bands):
            top = number * cells.band_height + cells.head
            for row, name in weekday_names():
                middle = top + row * cells.pitch + inner_side(cells.pitch) // 2
                self._write(painter, QRect(0, middle - high // 2, cells.left, high), name)

    def _write(self, painter: QPainter, room: QRect, text: str) -> None:
        align = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        if self._is_mirrored:
            room.moveLeft(self._cells.width - room.x() - room.width())
            painter.drawText(room, align | Qt.AlignmentFlag.AlignRight, text)
        else:
            painter.drawText(room, align | Qt.AlignmentFlag.AlignLeft, text)


def heatmap_font(look: Look) -> QFont:
    """The font of the names on the heatmap."""
    return look.font(FONT_PX)


def names_width(look: Look) -> int:
    """The room that the names of the weekdays take."""
    metrics = QFontMetrics(heatmap_font(look))
    return max(metrics.horizontalAdvance(name) for _, name in weekday_names()) + look.px(6)
