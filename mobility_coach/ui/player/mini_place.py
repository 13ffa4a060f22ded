"""Where the small player stands on the monitors that there are: never with a part of it out of sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QCursor, QGuiApplication

from mobility_coach.ui.breaks.placing import in_corner, resized

if TYPE_CHECKING:
    from PySide6.QtGui import QScreen

    from mobility_coach.ui.look import Look

SMALLEST = (240, 180)
FIRST = (320, 360)
_MARGIN = 20


def monitors() -> str:
    """The monitors that there are, as one word for each: size and place in pixels."""
    places = (each.geometry() for each in QGuiApplication.screens())
    words = (f"{each.width()}x{each.height()}{each.x():+}{each.y():+}" for each in places)
    return " ".join(sorted(words))


def smallest_size(look: Look) -> QSize:
    """The smallest size, which grows with the text."""
    return QSize(*map(look.px, SMALLEST))


def first_place(look: Look, direction: Qt.LayoutDirection) -> QRect:
    """The corner where reading ends, of the monitor where the pointer is."""
    screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
    is_mirrored = direction is Qt.LayoutDirection.RightToLeft
    size, margin = QSize(*map(look.px, FIRST)), look.space(_MARGIN)
    return in_corner(size, screen.availableGeometry(), margin, is_mirrored=is_mirrored)


def in_sight(place: QRect, smallest: QSize) -> QRect:
    """`place`, at least of this size, and wholly on the monitor that it is nearest to."""
    available = _nearest(place).availableGeometry()
    return resized(place, place.size().expandedTo(smallest), available, 0)


def _nearest(place: QRect) -> QScreen:
    centre = place.center()

    def distance(screen: QScreen) -> int:
        room = screen.geometry()
        across = max(room.left() - centre.x(), centre.x() - room.right(), 0)
        down = max(room.top() - centre.y(), centre.y() - room.bottom(), 0)
        return across + down

    return min(QGuiApplication.screens(), key=distance)
