"""Layouts that give way: rows that become columns, chips that flow on to the next line, pages that scroll."""

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from mobility_coach.ui.look import Look


class AdaptiveRow(QWidget):
    """A row that becomes a column where it is narrower than `narrow` (a size of the sketch)."""

    def __init__(self, look: Look, narrow: float, spacing: float = 20) -> None:
        super().__init__()
        self._look = look
        self._narrow = narrow
        self.row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(look.space(spacing))
        look.changed.connect(self._choose)

    def minimumSizeHint(self) -> QSize:
        """As narrow as its widest part, so that a page can make a column of it."""
        hint = super().minimumSizeHint()
        widths = [
            item.minimumSize().width()
            for i in range(self.row.count())
            if (item := self.row.itemAt(i)) is not None
        ]
        return QSize(max(widths, default=0), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between row and column."""
        super().resizeEvent(event)
        self._choose()

    def _choose(self) -> None:
        narrow = self.width() < self._look.px(self._narrow)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if direction is not self.row.direction():
            self.row.setDirection(direction)
            self.updateGeometry()


_Sized = list[tuple[QLayoutItem, QSize]]
"""Items with the sizes that they want."""


class FlowLayout(QLayout):
    """Widgets side by side, going on in the next line where one is full; each line centred on request."""

    def __init__(self, spacing: int, *, centred: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._together: list[set[QWidget]] = []
        self._sized: list[_Sized] | None = None
        self._heights: dict[int, int] = {}
        self._centred = centred
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def add_together(self, *widgets: QWidget) -> None:
        """Add widgets that stay on one line, as long as a line can hold them all."""
        self._together.append(set(widgets))
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        """Add at the end."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item, or None behind the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take the item out, or None behind the last."""
        self.invalidate()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        """Forget what is known of the parts: one came, went, or wants another size."""
        self._sized = None
        self._heights.clear()
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """A narrower one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), place=False)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """All in one line."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """One below the other."""
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def setGeometry(self, rect: QRect) -> None:
        """Place all."""
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        top = rect.top()
        for line in self._lines(rect.width()):
            height = max(hint.height() for _, hint in line)
            left = rect.left() + (max(0, (rect.width() - self._width(line)) // 2) if self._centred else 0)
            for item, hint in line:
                size = QSize(min(hint.width(), rect.width()), hint.height())
                if place:
                    spot = QRect(QPoint(left, top + (height - size.height()) // 2), size)
                    item.setGeometry(QStyle.visualRect(self._direction(), rect, spot))
                left += size.width() + self.spacing()
            top += height + self.spacing()
        return max(0, top - rect.top() - self.spacing())

    def _direction(self) -> Qt.LayoutDirection:
        widget = self.parentWidget()
        return Qt.LayoutDirection.LeftToRight if widget is None else widget.layoutDirection()

    def _lines(self, width: int) -> list[_Sized]:
        lines: list[_Sized] = []
        if self._sized is None:
            self._sized = self._groups()
        for group in self._sized:
            is_split = self._width(group) > width
            for part in [[each] for each in group] if is_split else [group]:
                if lines and self._width([*lines[-1], *part]) <= width:
                    lines[-1].extend(part)
                else:
                    lines.append(list(part))
        return lines

    def _width(self, items: _Sized) -> int:
        return sum(hint.width() for _, hint in items) + self.spacing() * (len(items) - 1)

    def _groups(self) -> list[_Sized]:
        """What is shown, item by item or together; many are slow to tell their size."""
        groups: list[_Sized] = []
        before: set[QWidget] | None = None
        for item in self._shown():
            group = next((each for each in self._together if item.widget() in each), None)
            if group is not None and group is before:
                groups[-1].append((item, item.sizeHint()))
            else:
                groups.append([(item, item.sizeHint())])
            before = group
        return groups


class Flow(QWidget):
    """A widget with a flow layout."""

    def __init__(self, spacing: int, *, centred: bool = False) -> None:
        super().__init__()
        self.flow = FlowLayout(spacing, centred=centred)
        self.setLayout(self.flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class ScrollPage(QScrollArea):
    """A page that scrolls up and down, never sideways; `column` takes its parts."""

    def __init__(self, look: Look, margins: tuple[int, int, int, int], spacing: int) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        content = QWidget()
        content.setProperty("role", "content")
        self.column = QVBoxLayout(content)
        Spaces(look, self.column, margins, spacing)
        self.setWidget(content)


class Spaces(QObject):
    """Keeps the margins and the spacing of a layout in the present scale, as long as the layout lives."""

    def __init__(
        self, look: Look, layout: QLayout, margins: tuple[float, float, float, float], spacing: float
    ) -> None:
        super().__init__(layout)
        self._look = look
        self._layout = layout
        self._margins = margins
        self._spacing = spacing
        look.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self._layout.setContentsMargins(*map(self._look.space, self._margins))
        self._layout.setSpacing(self._look.space(self._spacing))


def least_height(widget: QWidget) -> int:
    """How high a widget must be, at its present width, for all of its layout to be seen."""
    layout = widget.layout()
    return 0 if layout is None else layout.totalHeightForWidth(widget.width())


def mirrored(direction: Qt.LayoutDirection, align: Qt.AlignmentFlag) -> Qt.AlignmentFlag:
    """`align` for a painter: left and right change places in a layout from right to left.

    The painter's own direction has to be "auto": the layout's would turn "2 min" round.
    """
    return QStyle.visualAlignment(direction, align) | Qt.AlignmentFlag.AlignAbsolute


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)
