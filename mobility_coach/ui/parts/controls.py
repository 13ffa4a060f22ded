"""Controls of our own: buttons with icons, and a stepper."""

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from mobility_coach.domain.wording import tr
from mobility_coach.ui.icons import GAP
from mobility_coach.ui.look import Look
from mobility_coach.ui.parts.labels import tooltip

ICON_PX = 18
_FAINT = 0.35

_ICON_COLOURS = {"primary": "on_accent", "quiet": "muted"}


class Button(QPushButton):
    """A button with plain text and one of the program's icons.

    `kind` is "primary" (one on a screen), "plain", "quiet", "tab" or "step". A click with the mouse leaves
    the keyboard's focus where it is.
    """

    def __init__(self, look: Look, text: str, icon: str = "", kind: str = "plain") -> None:
        super().__init__()
        self._look = look
        self._icon_name = icon
        self.setProperty("kind", kind)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_text(text)
        self._recolour()
        look.changed.connect(self._recolour)

    @property
    def icon_name(self) -> str:
        """The icon that is shown."""
        return self._icon_name

    def show_text(self, text: str) -> None:
        """Show another text."""
        escaped = text[:80].replace("&", "&&")
        if escaped != self.text():
            self.setText(escaped)
            self._recolour()

    def show_icon(self, name: str) -> None:
        """Show another icon; none for an empty name."""
        if name != self._icon_name:
            self._icon_name = name
            self._recolour()

    def set_size(self, size: str) -> None:
        """Make it "large" or "huge", or "slim" where many stand in a row; "" for the normal size."""
        if size != (self.property("extent") or ""):
            self.setProperty("extent", size)
            repolish(self)
            self._recolour()

    def set_bare(self, *, is_bare: bool) -> None:
        """Make it a square around its icon, or as wide as its kind wants it."""
        if is_bare != bool(self.property("bare")):
            self.setProperty("bare", is_bare)
            repolish(self)
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Return press it; all other keys belong to the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """What can't be pressed has a faint icon."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._recolour()

    def _recolour(self) -> None:
        if not self._icon_name:
            self.setIcon(QIcon())
            return
        side = self._look.px(26 if self.property("extent") == "huge" else ICON_PX)
        colour = _ICON_COLOURS.get(str(self.property("kind")), "text")
        is_alone = not self.text()
        icon = self._look.icon(self._icon_name, colour, with_gap=not is_alone)
        size = QSize(side if is_alone else round(side * (1 + GAP)), side)
        self.setIcon(icon if self.isEnabled() else _faint(icon, size, self.devicePixelRatioF()))
        self.setIconSize(size)


def _faint(icon: QIcon, size: QSize, density: float) -> QIcon:
    """`icon`, faded: what Qt makes of a light one in a dark window looks as if it were on."""
    full = icon.pixmap(size, density)
    pale = QPixmap(full.size())
    pale.setDevicePixelRatio(full.devicePixelRatio())
    pale.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pale)
    painter.setOpacity(_FAINT)
    painter.drawPixmap(0, 0, full)
    painter.end()
    faint = QIcon()
    faint.addPixmap(pale, QIcon.Mode.Disabled)
    return faint


_CHOSEN_BY_PERSON = (
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
)


class _WheelGuard(QObject):
    """Lets the wheel scroll the page instead of changing the control under it, unless a person chose that.

    A page that opens puts the focus on its first control: who scrolls then has not chosen it.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._is_chosen = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent):
            self._is_chosen = event.gotFocus() and event.reason() in _CHOSEN_BY_PERSON
        elif event.type() == QEvent.Type.Wheel and not self._is_chosen:
            event.ignore()
            return True
        return False


def guard_wheel(widget: QWidget) -> None:
    """Keep the wheel from changing `widget` on the way past."""
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    widget.installEventFilter(_WheelGuard(widget))


class _NumberField(QDoubleSpinBox):
    """Shows a whole number without a fraction, beside others that have one."""

    def textFromValue(self, value: float) -> str:
        text = super().textFromValue(value)
        return text.partition(self.locale().decimalPoint())[0] if value.is_integer() else text


class Stepper(QFrame):
    """A number between two buttons; the arrow keys change it too. `changed` tells a new number.

    `field` takes numbers that are written in another way.
    """

    changed = Signal(float)

    def __init__(
        self, look: Look, name: str, unit: str = "", decimals: int = 0, field: QDoubleSpinBox | None = None
    ) -> None:
        super().__init__()
        self.setProperty("role", "stepper")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.number = field or _NumberField()
        self.number.setDecimals(decimals)
        self.number.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.setFrame(False)
        self.number.setKeyboardTracking(False)
        self.number.setAccessibleName(name)
        self.show_unit(unit)
        self.number.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.number.installEventFilter(self)
        guard_wheel(self.number)
        self.less = Button(look, "", "slower", "step")
        self.more = Button(look, "", "faster", "step")
        self.less.setAccessibleName(tr("Less: {name}").format(name=name))
        self.more.setAccessibleName(tr("More: {name}").format(name=name))
        for button in (self.less, self.more):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the number itself takes the arrow keys
            button.setAutoRepeat(True)
        self.less.clicked.connect(self.number.stepDown)
        self.more.clicked.connect(self.number.stepUp)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.less, self.number, self.more):
            layout.addWidget(widget)
        self.number.valueChanged.connect(self._tell)

    def show_number(self, value: float, low: float, high: float, step: float = 1) -> None:
        """Show a number with its bounds, without telling it as a change."""
        with QSignalBlocker(self.number):
            self.number.setRange(low, high)
            self.number.setSingleStep(step)
            self.number.setValue(value)
        self._bound(value)

    def show_unit(self, unit: str) -> None:
        """Show what is counted."""
        self.number.setSuffix(f" {unit}" if unit else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The frame shows whether the number has the focus; a slash, which no number has, is the page's."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.text() == "/":
            event.ignore()
            return True
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.setProperty("active", event.type() == QEvent.Type.FocusIn)
            repolish(self)
        return super().eventFilter(watched, event)

    def _tell(self, value: float) -> None:
        self._bound(value)
        self.changed.emit(value)

    def _bound(self, value: float) -> None:
        goes_round = self.number.wrapping()
        self.less.setEnabled(goes_round or value > self.number.minimum())
        self.more.setEnabled(goes_round or value < self.number.maximum())


def repolish(widget: QWidget) -> None:
    """Have the style sheet look at a widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def with_tooltip(widget: QWidget, text: str) -> None:
    """Give `widget` a tooltip of plain text."""
    widget.setToolTip(tooltip(text))
