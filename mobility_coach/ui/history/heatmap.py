"""The heatmap: a year of days, or all years below each other, that keys can walk through day by day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.ui.announce import announce
from mobility_coach.ui.history.heatmap_grid import Cells, Years, fitting_cells
from mobility_coach.ui.history.heatmap_paint import YearPainter, heatmap_font, inner_side, names_width
from mobility_coach.ui.parts.words_beside import WordsBeside

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import (
        QFocusEvent,
        QHideEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
    )

    from mobility_coach.services.presenters.history_view import YearView
    from mobility_coach.ui.look import Look

LEAST_PITCH, MOST_PITCH = 11, 17
"""Bounds of the way from cell to cell, as sizes of the sketch."""

_TITLE_PX = 15
_RING = 2


class Heatmap(QWidget):
    """Paints days by their level.

    `day_reached` tells where the keys are, `day_pointed` what the pointer is on (None once it is gone),
    `day_opened` the day that a key asked for, `day_clicked` the one that the pointer did.
    """

    day_reached = Signal(object)
    day_pointed = Signal(object)
    day_opened = Signal(object)
    day_clicked = Signal(object)

    def __init__(self, look: Look, day_words: Callable[[date], str]) -> None:
        super().__init__()
        self._look = look
        self._day_words = day_words
        self._years: Years | None = None
        self._day = 0
        self._opened = 0
        self._shows_all = False
        self._cells = Cells(1, LEAST_PITCH, 0, 0)
        self._tops: dict[int, int] = {}
        self._title_high = 0
        self._painter: YearPainter | None = None
        self._pixmaps: dict[int, QPixmap] = {}
        self._words = WordsBeside(self, look)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Your days"))
        look.changed.connect(self._renew)

    @property
    def current(self) -> date:
        """The day that the keyboard is on."""
        return date.fromordinal(self._day)

    @property
    def shows_all(self) -> bool:
        """Whether all years are shown."""
        return self._shows_all

    def show_years(self, years: tuple[YearView, ...], today: date) -> None:
        """Show these years; the keyboard stays on its day, and starts on today."""
        self._years = Years(years, today)
        self._day = self._years.stepped(self._day or today.toordinal(), 0)
        self._describe()
        self._renew()

    def set_all(self, *, shows_all: bool) -> None:
        """Show all years, or the one of the current day."""
        self._shows_all = shows_all
        self._renew()

    def mark_opened(self, day: date | None) -> None:
        """Keep a ring around the day whose records are shown."""
        self._opened = day.toordinal() if day else 0
        self.update()

    def step_year(self, count: int) -> None:
        """Go to the same date of another year: -1 is the one before."""
        if self._years is not None:
            self._go(self._years.in_other_year(self._day, count))

    def has_year(self, count: int) -> bool:
        """Whether `step_year` leads anywhere."""
        return self._years is not None and self._years.has_other_year(self.current.year, count)

    def cell_rect(self, day: date) -> QRect:
        """Where a day of a year that is shown lies."""
        cells, side = self._cells, inner_side(self._cells.pitch)
        x, y = cells.place(day.toordinal())
        if self._is_mirrored():
            x = cells.width - x - cells.pitch
        return QRect(x + self._left(), y + self._tops[day.year], side, side)

    # --- size ---

    def sizeHint(self) -> QSize:
        """Room for one row of weeks."""
        cells = self._fitting(10_000)
        return QSize(cells.width, self._height(cells))

    def minimumSizeHint(self) -> QSize:
        """Room for a year in quarters."""
        return QSize(self._look.px(120), 0)

    def hasHeightForWidth(self) -> bool:
        """A narrower one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of what is shown."""
        return self._height(self._fitting(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the size of the cells anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another writing direction turns the weeks round."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._renew()

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        """What lies in the part to be painted: years from their pictures, then the rings."""
        if self._years is None:
            return
        painter = QPainter(self)
        exposed = event.rect()
        for view in self._shown():
            top = self._tops[view.year]
            if top - self._title_high <= exposed.bottom() and top + self._cells.height >= exposed.top():
                painter.drawPixmap(0, top - self._title_high, self._pixmap(view))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._ring(painter, self._years.today, "warm")
        if self._opened and self._opened != self._day:
            self._ring(painter, self._opened, "accent")
        if self.hasFocus() or self._opened == self._day:
            self._ring(painter, self._day, "text")
        painter.end()

    def hideEvent(self, event: QHideEvent) -> None:
        """A hidden page holds no pictures."""
        super().hideEvent(event)
        self._forget_pictures()
        self._words.hide()

    def _ring(self, painter: QPainter, day: int, colour: str) -> None:
        if self._shows_all or date.fromordinal(day).year == self.current.year:
            rect = self.cell_rect(date.fromordinal(day)).adjusted(-_RING, -_RING, _RING, _RING)
            # The ground's colour first: the ring stands off from its own cell and from its neighbours.
            painter.setPen(QPen(self._look.colour("panel"), 2 * _RING + 1))
            painter.drawRoundedRect(rect, 3, 3)
            painter.setPen(QPen(self._look.colour(colour), _RING))
            painter.drawRoundedRect(rect, 3, 3)

    def _pixmap(self, view: YearView) -> QPixmap:
        """A year with its title, where it has one; kept until it would look different."""
        if view.year not in self._pixmaps and self._years is not None:
            ratio = self.devicePixelRatioF()
            pixmap = QPixmap(QSize(self.width(), self._title_high + self._cells.height) * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            if self._painter is None:
                self._painter = YearPainter(self._look, self._cells, ratio, is_mirrored=self._is_mirrored())
            painter = QPainter(pixmap)
            if self._title_high:
                painter.setFont(self._look.font(_TITLE_PX, bold=True))
                painter.setPen(self._look.colour("text"))
                painter.drawText(QRect(0, 0, self.width(), self._title_high), _TITLE_FLAGS, view.summary)
            painter.translate(self._left(), self._title_high)
            self._painter.paint(painter, view, self._years.end(view.year))
            painter.end()
            self._pixmaps[view.year] = pixmap
        return self._pixmaps[view.year]

    def _forget_pictures(self) -> None:
        self._painter = None
        self._pixmaps.clear()

    # --- keys and pointer ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Home and End reach the ends of the year, Page Up and Down the years, Return opens."""
        key, years = event.key(), self._years
        if years is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        later, earlier = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self._is_mirrored():
            later, earlier = earlier, later
        days = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, earlier: -7, later: 7}
        if key in days:
            self._go(years.stepped(self._day, days[Qt.Key(key)]))
        elif key == Qt.Key.Key_Home:
            self._go(years.start(self.current.year))
        elif key == Qt.Key.Key_End:
            self._go(years.end(self.current.year))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.step_year(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if not event.isAutoRepeat():
                self.day_opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a day opens it."""
        day = self._day_at(event.position().toPoint())
        if day is None or event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._day = day
        self.update()
        self.day_reached.emit(self.current)
        self.day_clicked.emit(self.current)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The day under the pointer says what it is."""
        day = self._day_at(event.position().toPoint())
        self.setCursor(Qt.CursorShape.ArrowCursor if day is None else Qt.CursorShape.PointingHandCursor)
        self._say(day)
        self.day_pointed.emit(None if day is None else date.fromordinal(day))

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is gone: what has the focus speaks again."""
        super().leaveEvent(event)
        self._say(self._day if self.hasFocus() else None)
        self.day_pointed.emit(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say where the keyboard is."""
        super().focusInEvent(event)
        by_tab = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_tab and self._years is not None:
            self._say(self._day)
            self.day_reached.emit(self.current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Be ready to be read out when the focus comes back."""
        super().focusOutEvent(event)
        self._say(None)
        self._describe()

    def _go(self, day: int) -> None:
        is_other_year = date.fromordinal(day).year != self.current.year
        self._update_day()
        self._day = day
        if is_other_year and not self._shows_all:
            self._renew()
        self._update_day()
        if self.hasFocus():
            self._say(day)
        announce(self, self._day_words(self.current))
        self.day_reached.emit(self.current)

    def _update_day(self) -> None:
        """Paint the day of the keyboard anew, with its ring."""
        room = 3 * _RING
        self.update(self.cell_rect(self.current).adjusted(-room, -room, room, room))

    def _say(self, day: int | None) -> None:
        """Words beside the day; one year alone needs none, since the page has them below it."""
        if day is None or not self._shows_all:
            self._words.hide()
        else:
            found = date.fromordinal(day)
            self._words.show_at(self._day_words(found), self.cell_rect(found))

    def _describe(self) -> None:
        if self._years is not None:
            how = tr(
                "{day}. Arrow keys walk by day and week, Page Up and Page Down by year, Return opens a day."
            )
            self.setAccessibleDescription(how.format(day=self._day_words(self.current)))

    # --- where things are ---

    def _renew(self) -> None:
        self._words.hide()
        self._fit()
        self.updateGeometry()
        self.update()

    def _fit(self) -> None:
        """Place all anew."""
        self._forget_pictures()
        self._cells = self._fitting(self.width())
        self._title_high = self._title_height(self.width()) if self._shows_all else 0
        high = self._title_high + self._cells.height
        self._tops = {view.year: at * high + self._title_high for at, view in enumerate(self._shown())}

    def _fitting(self, width: int) -> Cells:
        look = self._look
        head = QFontMetrics(heatmap_font(look)).height() + look.px(8)
        margin = 2 * (_RING + 1)
        return fitting_cells(
            width - margin, look.px(LEAST_PITCH), look.px(MOST_PITCH), names_width(look), head
        )

    def _shown(self) -> list[YearView]:
        if self._years is None:
            return []
        return list(self._years) if self._shows_all else [self._years.view(self.current.year)]

    def _height(self, cells: Cells) -> int:
        high = self._title_height(cells.width) if self._shows_all else 0
        return len(self._shown()) * (cells.height + high) + _RING

    def _title_height(self, width: int) -> int:
        """The same for all years, so that of the longest summary."""
        metrics = QFontMetrics(self._look.font(_TITLE_PX, bold=True))
        room = QRect(0, 0, width, 10_000)
        highest = max(
            (metrics.boundingRect(room, _TITLE_FLAGS, view.summary).height() for view in self._shown()),
            default=0,
        )
        return highest + self._look.space(16)

    def _left(self) -> int:
        """Where the cells begin: beside the names in writing direction, with room for a ring."""
        return self.width() - self._cells.width - _RING - 1 if self._is_mirrored() else 0

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _day_at(self, point: QPoint) -> int | None:
        if self._years is None:
            return None
        x = point.x() - self._left()
        if self._is_mirrored():
            x = self._cells.width - x - 1
        for year, top in self._tops.items():
            day = self._cells.day_at(year, x, point.y() - top)
            if day is not None and self._years.is_reachable(day):
                return day
        return None


_TITLE_FLAGS = int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextWordWrap)
