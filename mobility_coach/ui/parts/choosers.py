"""What settings are chosen with: a switch, a choice of several texts, a level."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSlider, QStyle, QStyledItemDelegate, QStyleOptionSlider

from mobility_coach.domain.wording import tr
from mobility_coach.ui.look import Look
from mobility_coach.ui.parts.controls import guard_wheel

_WIDEST_CHOICE_PX = 360
_SHORTEST_LEVEL_PX = 160


class Switch(QCheckBox):
    """On or off, painted as a switch."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look.changed.connect(self.updateGeometry)

    def show_state(self, *, is_on: bool) -> None:
        """Show on or off without telling it as a change."""
        with QSignalBlocker(self):
            self.setChecked(is_on)
        self.update()

    def sizeHint(self) -> QSize:
        """A target of forty pixels around the switch."""
        return QSize(self._look.px(48), self._look.px(40))

    def hitButton(self, _pos: QPoint) -> bool:
        """All of it can be clicked."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The track, the knob, and a ring for the focus."""
        look, height = self._look, self._look.px(24)
        track = QRectF(2, (self.height() - height) / 2, look.px(44), height)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.drawRoundedRect(track.adjusted(-1, -3, 1, 3), height / 2 + 3, height / 2 + 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent" if self.isChecked() else "muted"))
        painter.drawRoundedRect(track, height / 2, height / 2)
        inset = look.px(3)
        knob = track.height() - 2 * inset
        is_right = self.isChecked() is (self.layoutDirection() is Qt.LayoutDirection.LeftToRight)
        left = track.right() - inset - knob if is_right else track.left() + inset
        painter.setBrush(look.colour("on_accent" if self.isChecked() else "panel"))
        painter.drawEllipse(QRectF(left, track.top() + inset, knob, knob))
        painter.end()


class Choice(QComboBox):
    """One of several texts; each stands for a value."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self._entries: tuple[tuple[str, str], ...] = ()
        self.setAccessibleName(name)
        self.setItemDelegate(QStyledItemDelegate(self))  # the box's own one ignores the style sheet
        guard_wheel(self)
        look.changed.connect(self._bound)
        self._bound()

    def show_choices(self, choices: tuple[tuple[str, str], ...], value: str) -> None:
        """Show these pairs of value and text; a value that is not among them is added by its own name."""
        known = {each for each, _ in choices}
        entries = choices if value in known else ((value, value or tr("Automatic")), *choices)
        with QSignalBlocker(self):
            if entries != self._entries:
                self._fill(entries)
            self.setCurrentIndex(next(i for i, (each, _) in enumerate(entries) if each == value))

    def _fill(self, entries: tuple[tuple[str, str], ...]) -> None:
        self._entries = entries
        self.clear()
        for value, text in entries:
            self.addItem(text[:80], value)
        # Room for the longest text, as far as the layout has it. With the first policy alone the box would
        # take that room by itself 20 ms later, and stick out until the layout is done anew.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow)

    def _bound(self) -> None:
        self.setMaximumWidth(self._look.px(_WIDEST_CHOICE_PX))

    def minimumSizeHint(self) -> QSize:
        """Long texts give way where the window is narrow; the list shows them whole."""
        return QSize(self._look.px(120), super().minimumSizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page: nobody chooses among words with it on purpose."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page up and down scroll the page too."""
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, and an arrow of our own, in the room that the style sheet keeps free of text."""
        super().paintEvent(event)
        half, middle = self._look.px(4), self.height() / 2
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        inset = self._look.space(16)
        left = inset if is_mirrored else self.width() - inset - 2 * half
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("muted"), self._look.px(2)))
        points = [
            QPointF(left, middle - half / 2),
            QPointF(left + half, middle + half / 2),
            QPointF(left + 2 * half, middle - half / 2),
        ]
        painter.drawPolyline(QPolygonF(points))
        painter.end()


class Level(QSlider):
    """How loud, from 0 to 1 in steps of a twentieth."""

    levelled = Signal(float)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setRange(0, 20)
        self.setPageStep(4)
        self.setAccessibleName(name)
        guard_wheel(self)
        look.changed.connect(self._widen)
        self._widen()
        self.valueChanged.connect(lambda value: self.levelled.emit(value / 20))

    def show_level(self, level: float) -> None:
        """Show a level without telling it as a change."""
        with QSignalBlocker(self):
            self.setValue(round(level * 20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A line, filled from where reading begins up to the handle."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control = QStyle.ComplexControl.CC_Slider
        handle = self.style().subControlRect(control, option, QStyle.SubControl.SC_SliderHandle, self)
        look, middle, thick = self._look, QPointF(handle.center()) + QPointF(0.5, 0.5), self._look.px(4)
        whole = QRectF(0, middle.y() - thick / 2, self.width(), thick)
        filled = QRectF(whole)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            filled.setLeft(middle.x())
        else:
            filled.setRight(middle.x())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for part, colour in ((whole, "line"), (filled, "accent")):
            painter.setBrush(look.colour(colour))
            painter.drawRoundedRect(part, thick / 2, thick / 2)
        painter.setPen(QPen(look.colour("accent"), 2))
        is_noted = self.hasFocus() or self.underMouse()
        painter.setBrush(look.colour("accent" if is_noted else "panel"))
        radius = min(handle.width(), handle.height()) / 2 - 1
        painter.drawEllipse(middle, radius, radius)
        painter.end()

    def _widen(self) -> None:
        self.setMinimumWidth(self._look.px(_SHORTEST_LEVEL_PX))
