"""What belongs to the heatmap: the year and its buttons, and the legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.services.presenters.history_view import MOST_LEVEL
from mobility_coach.ui.history.heatmap_paint import cell_pixmap, inner_side
from mobility_coach.ui.parts.controls import Button, with_tooltip
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import AdaptiveRow

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from mobility_coach.ui.look import Look

_LEGEND_PITCH = 17


class YearBar(AdaptiveRow):
    """Which year is shown, and the way to the others."""

    step_asked = Signal(int)
    all_asked = Signal(bool)

    def __init__(self, look: Look) -> None:
        super().__init__(look, 560, 12)
        self.title = PlainLabel(role="heading", wraps=True)
        self.earlier = Button(look, "", "back", "step")
        self.later = Button(look, "", "forward", "step")
        self.all = Button(look, tr("All years"), kind="tab")
        self.all.setCheckable(True)
        for button, name, step in (
            (self.earlier, tr("Previous year (Page Up)"), -1),
            (self.later, tr("Next year (Page Down)"), 1),
        ):
            button.setAccessibleName(name)
            with_tooltip(button, name)
            button.clicked.connect(lambda _=False, step=step: self.step_asked.emit(step))
        self.all.toggled.connect(self.all_asked)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.space(4))
        for button in (self.earlier, self.later, self.all):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.row.addWidget(self.title, 1, Qt.AlignmentFlag.AlignVCenter)
        self.row.addLayout(buttons)

    def show_year(self, title: str, *, has_earlier: bool, has_later: bool) -> None:
        """Show which year it is, and whether there are others."""
        self.title.show_text(title)
        self.earlier.setEnabled(has_earlier)
        self.later.setEnabled(has_later)
        self.all.setVisible(has_earlier or has_later or self.all.isChecked())
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.earlier.show_icon("forward" if is_mirrored else "back")
        self.later.show_icon("back" if is_mirrored else "forward")


class Legend(AdaptiveRow):
    """What the cells mean, from less to more, and how today is marked."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, 300, 20)
        levels = _Sample(look, range(MOST_LEVEL + 1))
        self.row.addLayout(_in_a_row(look, _quiet(tr("Less")), levels, _quiet(tr("More"))))
        today = _Sample(look, range(1), is_today=True)
        self.row.addLayout(_in_a_row(look, today, _quiet(tr("Today"))))
        self.row.addStretch(1)


class _Sample(QWidget):
    """Cells of some levels, side by side."""

    def __init__(self, look: Look, levels: range, *, is_today: bool = False) -> None:
        super().__init__()
        self._look = look
        self._levels = levels
        self._is_today = is_today
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """All cells, and room for a ring."""
        pitch = self._look.px(_LEGEND_PITCH)
        return QSize(len(self._levels) * pitch + 6, pitch + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint them."""
        pitch = self._look.px(_LEGEND_PITCH)
        painter = QPainter(self)
        levels = self._levels
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            levels = levels[::-1]
        for at, level in enumerate(levels):
            painter.drawPixmap(
                3 + at * pitch, 3, cell_pixmap(self._look, level, pitch, self.devicePixelRatioF())
            )
        if self._is_today:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._look.colour("warm"), 2))
            side = inner_side(pitch) + 4
            painter.drawRoundedRect(1, 1, side, side, 3, 3)
        painter.end()


def _quiet(text: str) -> PlainLabel:
    return PlainLabel(text, "small", "muted")


def _in_a_row(look: Look, *widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(look.space(8))
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
