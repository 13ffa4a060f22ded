"""How far a person has turned the camera, by mouse and by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

KEY_STEP = 10
"""Degrees of a press of an arrow key."""

_DEGREES_PER_PIXEL = 0.5
_LEAST_TILT, _MOST_TILT = -40, 70

_KEYS = {
    Qt.Key.Key_Left: (-KEY_STEP, 0),
    Qt.Key.Key_Right: (KEY_STEP, 0),
    Qt.Key.Key_Up: (0, KEY_STEP),
    Qt.Key.Key_Down: (0, -KEY_STEP),
}


class Turning:
    """Degrees: `turn` is how far the figure's front goes to the right, `tilt` how far the camera goes up."""

    def __init__(self) -> None:
        self.turn = 0
        self.tilt = 0
        self._grip: tuple[QPointF, int, int] | None = None
        self._is_dragged = False

    @property
    def is_turned(self) -> bool:
        """Whether the camera is elsewhere than it usually is."""
        return bool(self.turn or self.tilt)

    def reset(self) -> bool:
        """Back to the usual; whether that is another place."""
        was_turned = self.is_turned
        self.turn = self.tilt = 0
        self._grip = None
        return was_turned

    def press(self, key: int) -> bool:
        """Whether a key turned it."""
        if key == Qt.Key.Key_Home:
            self.reset()
            return True
        if key not in _KEYS:
            return False
        across, up = _KEYS[Qt.Key(key)]
        self._put(self.turn + across, self.tilt + up)
        return True

    def grip(self, place: QPointF) -> None:
        """The mouse takes hold."""
        self._grip = place, self.turn, self.tilt
        self._is_dragged = False

    def drag(self, place: QPointF, distance: float) -> bool:
        """The mouse is at `place`; whether that turned it. Less than `distance` from the grip is a click."""
        if self._grip is None:
            return False
        start, turn, tilt = self._grip
        way = place - start
        self._is_dragged = self._is_dragged or way.manhattanLength() >= distance
        if not self._is_dragged:
            return False
        before = self.turn, self.tilt
        self._put(turn + round(way.x() * _DEGREES_PER_PIXEL), tilt + round(way.y() * _DEGREES_PER_PIXEL))
        return (self.turn, self.tilt) != before

    def let_go(self) -> bool:
        """The mouse lets go; whether it was a click."""
        was_click = self._grip is not None and not self._is_dragged
        self._grip = None
        return was_click

    def _put(self, turn: int, tilt: int) -> None:
        self.turn = (turn + 180) % 360 - 180
        self.tilt = max(_LEAST_TILT, min(_MOST_TILT, tilt))
