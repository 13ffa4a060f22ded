"""The way back from the TV to the window, for who has a pointer: in the head, which makes room for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt

from mobility_coach.domain.wording import tr
from mobility_coach.ui.far_look import FarLook
from mobility_coach.ui.look import BODY_PX
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.tv.tv_rooms import TvWants, tv_rooms
from mobility_coach.ui.tv.tv_text import tv_font

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mobility_coach.ui.look import Look

_CAPITALS = 2.2
"""Height of capitals, in units."""

_LEAST_HEIGHT = 56
"""Pixels; on a low screen it reaches into the margin above the head for them."""

_PADDING, _RADIUS = 0.35, 0.3
"""As parts of its height."""


class TvBack(Button):
    """A button in the sizes of the TV, whatever the size of the program's text."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        self._far = FarLook(look, 1.0)
        super().__init__(self._far, tr("Back to the window"), "to-window")
        self.setParent(parent)
        self._far.setParent(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @property
    def taken(self) -> float:
        """The pixels at the end of the head that are its own; none while it is hidden."""
        return 0.0 if self.isHidden() else float(self.width())

    def place(self, size: QSize, *, is_mirrored: bool) -> None:
        """Stand where reading the head ends, on a screen of this size."""
        rooms = tv_rooms(size.width(), size.height(), TvWants(), is_mirrored=is_mirrored)
        head = rooms.head.toRect()
        px = tv_font(_CAPITALS * rooms.unit, is_bold=True).pixelSize()
        self._far.set_scale(px / BODY_PX)
        height = min(max(head.height(), _LEAST_HEIGHT), head.top() + head.height())
        across, radius = round(_PADDING * height), round(_RADIUS * height)
        sizes = f"font-size: {px}px; padding: 0 {across}px; border-radius: {radius}px"
        self.setStyleSheet(f"QPushButton {{ min-height: 0; {sizes} }}")
        width = min(self.sizeHint().width(), head.width())
        left = head.left() if is_mirrored else head.left() + head.width() - width
        self.setGeometry(left, head.top() + head.height() - height, width, height)
