"""Which region was moved in which plane, and how long ago: a table, or a list where the window is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.controls import Button, with_tooltip
from mobility_coach.ui.parts.labels import PlainLabel, line
from mobility_coach.ui.parts.layouts import AdaptiveRow, clear_layout

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from mobility_coach.services.presenters.history_view import CoverageCell, CoverageView
    from mobility_coach.ui.look import Look

NARROW = 560
"""Below this width (at the normal text size) the table becomes a list."""

_BARS = 3


def freshness_pixmap(look: Look, freshness: int, ratio: float) -> QPixmap:
    """Three bars, of which as many are filled as it is fresh; with a little room at both sides."""
    bar, gap, high = look.px(4), look.px(3), look.px(16)
    pixmap = QPixmap(QSize((_BARS + 1) * (bar + gap), high) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for at in range(_BARS):
        tall = high * (at + 2) / (_BARS + 1)
        rect = QRectF(gap + at * (bar + gap), high - tall, bar, tall)
        if at < freshness:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawRoundedRect(rect, 1, 1)
        else:
            painter.setPen(look.colour("muted"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 1, 1)
    painter.end()
    return pixmap


class CoverageTable(QWidget):
    """Shows a `CoverageView`. What a drill would fill is a button; `drill_chosen` tells which drill."""

    drill_chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._view: CoverageView | None = None
        self._is_list = False
        self.cells: dict[tuple[int, int], QWidget] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.space(12))
        self._grid.setVerticalSpacing(look.space(8))
        look.changed.connect(self._build)

    @property
    def is_list(self) -> bool:
        """Whether it is shown as a list now."""
        return self._is_list

    def show_coverage(self, view: CoverageView) -> None:
        """Show another view."""
        if view != self._view:
            self._view = view
            self._build()

    def minimumSizeHint(self) -> QSize:
        """Narrow enough to be made a list."""
        return QSize(self._look.px(100), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between table and list."""
        super().resizeEvent(event)
        is_list = event.size().width() < self._look.px(NARROW)
        if is_list != self._is_list:
            self._is_list = is_list
            self._build()

    def _build(self) -> None:
        """All cells anew."""
        clear_layout(self._grid)
        self.cells = {}
        if self._view is not None:
            (self._build_list if self._is_list else self._build_table)(self._view)

    def _build_table(self, view: CoverageView) -> None:
        for column, plane in enumerate(view.planes, 1):
            head = PlainLabel(plane, "small", "muted")
            head.setIndent(self._look.space(16))
            self._grid.addWidget(head, 0, column)
            self._grid.setColumnStretch(column, 1)
        self._grid.setColumnStretch(0, 1)
        for row, region in enumerate(view.regions):
            self._grid.addWidget(line(), 2 * row + 1, 0, 1, len(view.planes) + 1)
            self._grid.addWidget(PlainLabel(region, "strong", wraps=True), 2 * row + 2, 0)
            for column in range(len(view.planes)):
                cell = self._cell(view, row, column)
                # Aligned, a button does not keep its column from becoming as wide as the others.
                align = Qt.AlignmentFlag.AlignLeft if isinstance(cell, Button) else Qt.AlignmentFlag(0)
                self._grid.addWidget(cell, 2 * row + 2, column + 1, align)

    def _build_list(self, view: CoverageView) -> None:
        for column in range(1, len(view.planes) + 1):
            self._grid.setColumnStretch(column, 0)
        self._grid.setColumnStretch(0, 1)
        for row, region in enumerate(view.regions):
            if row:
                self._grid.addWidget(line(), self._grid.rowCount(), 0)
            self._grid.addWidget(PlainLabel(region, "strong", wraps=True), self._grid.rowCount(), 0)
            for column, plane in enumerate(view.planes):
                both = AdaptiveRow(self._look, 300, 4)
                both.row.addWidget(PlainLabel(plane, tone="muted", wraps=True), 2)
                both.row.addWidget(self._cell(view, row, column), 3, Qt.AlignmentFlag.AlignLeft)
                self._grid.addWidget(both, self._grid.rowCount(), 0)

    def _cell(self, view: CoverageView, row: int, column: int) -> QWidget:
        cell = view.cells[row][column]
        widget = self._button(cell) if cell.suggestion else self._words(cell)
        widget.setAccessibleName(cell.spoken)
        if cell.drills:
            with_tooltip(widget, ", ".join(cell.drills))
        self.cells[row, column] = widget
        return widget

    def _button(self, cell: CoverageCell) -> Button:
        button = Button(self._look, cell.text)
        pixmap = self._pixmap(cell)
        button.setIcon(QIcon(pixmap))
        button.setIconSize(pixmap.deviceIndependentSize().toSize())
        button.setAccessibleDescription(tr("Opens a drill that fills it"))
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.drill_chosen.emit(cell.suggestion))
        return button

    def _words(self, cell: CoverageCell) -> QWidget:
        widget = QWidget()
        widget.setMinimumHeight(self._look.px(40))
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._look.space(4))
        row.addSpacing(self._look.space(16) + 1)  # as far in as what a button shows
        if cell.drills:
            bars = QLabel()
            bars.setPixmap(self._pixmap(cell))
            row.addWidget(bars)
        row.addWidget(PlainLabel(cell.text, tone="" if cell.drills else "muted", wraps=True), 1)
        return widget

    def _pixmap(self, cell: CoverageCell) -> QPixmap:
        return freshness_pixmap(self._look, cell.freshness, self.devicePixelRatioF())
