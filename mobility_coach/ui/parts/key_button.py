"""A button that shows the key that gives the same, as a small cap behind its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QPaintEvent, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStylePainter

from mobility_coach.ui.parts.controls import Button

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from mobility_coach.ui.look import Look

CAP_PX = 12

_CAP_GAP = 8
_CAP_PADDING = 6


class KeyButton(Button):
    """A `Button` with a cap; without one, or without a text, it looks like any other."""

    def __init__(self, look: Look, text: str, icon: str = "", kind: str = "plain") -> None:
        self._cap = ""
        self._shows_cap = True
        self._shows_icon = True
        super().__init__(look, text, icon, kind)

    @property
    def cap(self) -> str:
        """What the cap reads where it is shown, else empty."""
        return self._cap if self._shows_cap and self.text() else ""

    def show_cap(self, text: str) -> None:
        """Put another text on the cap."""
        if text != self._cap:
            self._cap = text
            self.updateGeometry()
            self.update()

    def set_cap_visible(self, *, is_visible: bool) -> None:
        """Show the cap, or leave it out where there is no room."""
        if is_visible != self._shows_cap:
            self._shows_cap = is_visible
            self.updateGeometry()
            self.update()

    def set_icon_visible(self, *, is_visible: bool) -> None:
        """Show the icon beside a text, or leave it out where there is no room."""
        if is_visible != self._shows_icon:
            self._shows_icon = is_visible
            self._recolour()
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for the text and the cap."""
        hint = super().sizeHint()
        return QSize(hint.width() + self._cap_room(), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Never cut off."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, its text beside the middle, and the cap in the room that this leaves."""
        if not self.cap:
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self)
        room = self._cap_room()
        text_width = inside.width() - room
        option.rect = self._placed(QRect(inside.left(), inside.top(), text_width, inside.height()), inside)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option)
        self._paint_cap(painter, inside, room)
        painter.end()

    def _recolour(self) -> None:
        super()._recolour()
        if self.text() and not self._shows_icon:
            self.setIcon(QIcon())

    def _paint_cap(self, painter: QStylePainter, inside: QRect, room: int) -> None:
        width, height = room - self._look.px(_CAP_GAP), self._look.px(CAP_PX + 6)
        top = inside.center().y() + 1 - height / 2
        cap = QRect(inside.right() + 1 - width, round(top), width, height)
        shape = QRectF(self._placed(cap, inside)).adjusted(0.5, 0.5, -0.5, -0.5)
        is_primary = self.property("kind") == "primary"
        painter.setRenderHint(QStylePainter.RenderHint.Antialiasing)
        outline = self._look.colour("on_accent" if is_primary else "muted")
        outline.setAlphaF(0.45)
        painter.setPen(QPen(outline, 1))
        painter.drawRoundedRect(shape, self._look.px(4), self._look.px(4))
        painter.setFont(self._cap_font())
        painter.setPen(self._look.colour("on_accent" if is_primary else "muted"))
        painter.drawText(shape, Qt.AlignmentFlag.AlignCenter, self._cap)

    def _placed(self, part: QRect, whole: QRect) -> QRect:
        """`part`, on the other side where writing runs from right to left."""
        return QStyle.visualRect(self.layoutDirection(), whole, part)

    def _cap_room(self) -> int:
        if not self.cap:
            return 0
        letters = QFontMetrics(self._cap_font()).horizontalAdvance(self._cap)
        cap = max(letters + self._look.px(2 * _CAP_PADDING), self._look.px(CAP_PX + 6))
        return cap + self._look.px(_CAP_GAP)

    def _cap_font(self) -> QFont:
        return self._look.font(CAP_PX)
