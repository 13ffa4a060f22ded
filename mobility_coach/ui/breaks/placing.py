"""Where a small window stands on a screen: in the corner where reading ends, and always with all of it."""

from PySide6.QtCore import QPoint, QRect, QSize


def fitting(wanted: QSize, available: QRect, margin: int) -> QSize:
    """`wanted`, or what the screen has room for with a margin all around."""
    margin = _margin(available, margin)
    room = QSize(available.width() - 2 * margin, available.height() - 2 * margin)
    return wanted.boundedTo(room).expandedTo(QSize(1, 1))


def in_corner(size: QSize, available: QRect, margin: int, *, is_mirrored: bool) -> QRect:
    """The lower right corner of a screen; the lower left one where writing runs from right to left."""
    size, margin = fitting(size, available, margin), _margin(available, margin)
    left = margin if is_mirrored else available.width() - margin - size.width()
    top = available.height() - margin - size.height()
    return QRect(available.topLeft() + QPoint(left, top), size)


def resized(place: QRect, size: QSize, available: QRect, margin: int) -> QRect:
    """A window in another size: the corner that is nearest to one of the screen stays, and all is in sight.

    A window that the person has moved so stays where it was put; one whose screen has gone keeps the margin.
    """
    size = fitting(size, available, margin)
    edge = 0 if available.contains(place) else _margin(available, margin)
    centre, middle = place.center(), available.center()
    left = place.left() if centre.x() < middle.x() else place.right() + 1 - size.width()
    top = place.top() if centre.y() < middle.y() else place.bottom() + 1 - size.height()
    return QRect(
        _bounded(left, available.left() + edge, available.right() + 1 - edge - size.width()),
        _bounded(top, available.top() + edge, available.bottom() + 1 - edge - size.height()),
        size.width(),
        size.height(),
    )


def _margin(available: QRect, wanted: int) -> int:
    """A small screen keeps its room for what is shown."""
    return max(0, min(wanted, available.width() // 16, available.height() // 16))


def _bounded(value: int, low: int, high: int) -> int:
    return max(low, min(value, high))
