"""Where the small player stands on the monitors that there are: never with a part of it out of sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QCursor, QGuiApplication

from mobility_coach.services.window_memory import MiniPlace
from mobility_coach.ui.breaks.placing import in_corner, resized

if TYPE_CHECKING:
    from PySide6.QtGui import QScreen

    from mobility_coach.services.window_memory import WindowMemoryPort
    from mobility_coach.ui.look import Look

SMALLEST = (240, 180)
FIRST = (320, 360)
_MARGIN = 20


class MiniPlaces:
    """Knows where the window stands with the monitors that there are, and where it stood with others.

    Between the moment at which these become others and `follow` nothing is noted: the desktop moves windows
    by itself then.
    """

    def __init__(self, memory: WindowMemoryPort) -> None:
        self._memory = memory
        self._monitors = ""
        self._place: QRect | None = None

    def come_up(self) -> QRect | None:
        """Where it stood with the monitors of now; None where that is not known."""
        self._monitors, self._place = monitors(), None
        known = self._memory.recall().mini_place(self._monitors)
        return None if known is None else QRect(known.x, known.y, known.width, known.height)

    def note(self, place: QRect) -> None:
        """It stands here now."""
        if monitors() == self._monitors:
            self._place = QRect(place)

    def keep(self) -> None:
        """Remember where it stood last with its monitors."""
        place = self._place
        if place is not None:
            known = MiniPlace(self._monitors, place.x(), place.y(), place.width(), place.height())
            self._memory.keep(self._memory.recall().with_mini_place(known))

    def follow(self) -> QRect | None:
        """Where it stood with the monitors of now, if they are others than before; else None."""
        if monitors() == self._monitors:
            return None
        self.keep()
        return self.come_up()


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
    screen: QScreen | None = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
    size, margin = QSize(*map(look.px, FIRST)), look.space(_MARGIN)
    if screen is None:
        return QRect(QPoint(), size)
    is_mirrored = direction is Qt.LayoutDirection.RightToLeft
    return in_corner(size, screen.availableGeometry(), margin, is_mirrored=is_mirrored)


def in_sight(place: QRect, smallest: QSize) -> QRect:
    """`place`, at least of this size, and wholly on the monitor that it is nearest to, if there is any."""
    nearest = _nearest(place)
    if nearest is None:
        return place
    return resized(place, place.size().expandedTo(smallest), nearest.availableGeometry(), 0)


def _nearest(place: QRect) -> QScreen | None:
    centre = place.center()

    def distance(screen: QScreen) -> int:
        room = screen.geometry()
        across = max(room.left() - centre.x(), centre.x() - room.right(), 0)
        down = max(room.top() - centre.y(), centre.y() - room.bottom(), 0)
        return across + down

    return min(QGuiApplication.screens(), key=distance, default=None)
