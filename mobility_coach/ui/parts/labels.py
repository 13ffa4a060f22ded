"""Labels that show plain text only, of bounded length, wrapped or elided and never cut off."""

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPixmap, QResizeEvent, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from mobility_coach.ui.look import Look

LONGEST_TEXT = 4_000
LONGEST_WORD = 20
PIECE = 8
"""Into pieces of this length a longer word may be broken."""

_SMALLEST_PX = 18.0
_LEAST_LINES = 2.6
"""For so many lines a fitted text always keeps room."""

_BREAK = "\u200b"
_TOOLTIP_LINE = 100
_ABSOLUTELY_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute


def showable(text: str) -> str:
    """`text`, bounded, and with places to break in words that no line could hold."""
    bounded = text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
    if all(len(word) <= LONGEST_WORD for word in bounded.split()):
        return bounded
    return " ".join(_breakable(word) for word in bounded.split(" "))


def _breakable(word: str) -> str:
    if len(word) <= LONGEST_WORD:
        return word
    return _BREAK.join(word[at : at + PIECE] for at in range(0, len(word), PIECE))


class PlainLabel(QLabel):
    """A label for plain text. `role` and `tone` are those of the style sheet."""

    def __init__(self, text: str = "", role: str = "", tone: str = "", *, wraps: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setWordWrap(wraps)
        self.show_text(text)
        self._align()

    def show_text(self, text: str) -> None:
        """Show another text."""
        shown = showable(text)
        if shown != self.text():
            self.setText(shown)

    def changeEvent(self, event: QEvent) -> None:
        """Begin where reading begins, whatever letters the text is written in."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()

    def _align(self) -> None:
        across = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        if across in (Qt.AlignmentFlag.AlignLeft, _ABSOLUTELY_RIGHT):
            is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            begin = _ABSOLUTELY_RIGHT if is_mirrored else Qt.AlignmentFlag.AlignLeft
            self.setAlignment(begin | (self.alignment() & Qt.AlignmentFlag.AlignVertical_Mask))


class ElidedLabel(QLabel):
    """A label on one line that ends in an ellipsis where the room ends; its tooltip holds the whole text."""

    def __init__(self, role: str = "", tone: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        """Show another text."""
        bounded = text[:LONGEST_TEXT]
        if bounded != self.text():
            self.setText(bounded)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        metrics = self.fontMetrics()
        return QSize(min(metrics.horizontalAdvance("mmmm"), self.sizeHint().width()), metrics.height())

    def sizeHint(self) -> QSize:
        """Room for the whole text."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what fits."""
        metrics = self.fontMetrics()
        elided = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
        painter.end()
        is_cut = elided != self.text()
        if is_cut != bool(self.toolTip()):
            self.setToolTip(tooltip(self.text()) if is_cut else "")


class FittedLabel(QLabel):
    """A large text, wrapped, in the largest size up to `size` that its room holds."""

    def __init__(self, look: Look, size: float) -> None:
        super().__init__()
        self._look = look
        self._size = size
        self._smallest = _SMALLEST_PX
        self._least = look.px(_SMALLEST_PX * _LEAST_LINES)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        look.changed.connect(self._fit)

    def show_text(self, text: str) -> None:
        """Show another text."""
        shown = showable(text)
        if shown != self.text():
            self.setText(shown)
            self._fit()

    def set_largest(self, size: float) -> None:
        """The size that is wished for from now on."""
        if size != self._size:
            self._size = size
            self._fit()

    def set_smallest(self, size: float | None = None) -> None:
        """The size that a long text may shrink to, with a text of normal size; None for the usual one."""
        smallest = _SMALLEST_PX if size is None else size
        if smallest != self._smallest:
            self._smallest = smallest
            self._fit()

    def hasHeightForWidth(self) -> bool:
        """The text takes the size of its room, and not the room that of the text."""
        return False

    def minimumSizeHint(self) -> QSize:
        """The whole text in the smallest size."""
        return QSize(0, self._least)

    def sizeHint(self) -> QSize:
        """No more, whatever the size of the text now: else both would chase each other."""
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The room changed: fit anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        font = self._look.font(self._size / self._look.scale, bold=True)
        low = min(self._look.px(self._smallest), round(self._size))
        size = round(self._size)
        while size > low:
            font.setPixelSize(size)
            if self._holds(QFontMetrics(font)):
                break
            size = max(low, round(size * 0.92))
        font.setPixelSize(max(1, size))
        if font != self.font():
            self.setFont(font)
        font.setPixelSize(max(1, low))
        least = max(self._look.px(self._smallest * _LEAST_LINES), self._needed(QFontMetrics(font)).height())
        if least != self._least:
            self._least = least
            self.updateGeometry()

    def _holds(self, metrics: QFontMetrics) -> bool:
        needed = self._needed(metrics)
        return needed.height() <= self.height() and needed.width() <= self.width()

    def _needed(self, metrics: QFontMetrics) -> QRect:
        room = QRect(0, 0, self.width(), 10_000)
        return metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())


def tooltip(text: str) -> str:
    """`text` for a tooltip, which can't be told to be plain.

    Where Qt would take it for HTML it is escaped, so that none of it is read as such, and also where it needs
    more than one line; else it stays as it is, since screen readers read tooltips out with all marks.
    """
    bounded = text[:500]
    if len(bounded) <= _TOOLTIP_LINE and not Qt.mightBeRichText(bounded):
        return bounded
    escaped = bounded.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<qt>{escaped}</qt>"


def without_marks(text: str) -> str:
    """`text` for the tray, which some desktops read as HTML and others show as it is: nothing opens a tag."""
    return text[:500].replace("<", "\u2039").replace(">", "\u203a")


def line() -> QWidget:
    """A line of one pixel, lying."""
    widget = QWidget()
    widget.setProperty("role", "line")
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return widget


class PictureFace(QLabel):
    """A face that paints a picture itself; screen readers take it for one, as for a label that holds one."""

    def __init__(self) -> None:
        super().__init__()
        nothing = QPixmap(1, 1)
        nothing.fill(Qt.GlobalColor.transparent)
        self.setPixmap(nothing)
