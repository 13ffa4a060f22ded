"""Small stills of drills for a list: there at once or a little later, and never more than a list needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPixmap

from mobility_coach.ui.figure.renderer import STILLS
from mobility_coach.ui.figure.scenes import Sight
from mobility_coach.ui.figure.stills import KeyPose, Stills

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from mobility_coach.services.ui_ports import FigurePort
    from mobility_coach.ui.figure.renderer import FigureRenderer
    from mobility_coach.ui.look import Look

MOST_PIXMAPS = 128
_RADIUS = 10


class Thumbnails(QObject):
    """Rounded square pictures of a drill's first key pose, `side` pixels of the sketch large.

    `changed` tells that one has come that was not there when it was asked for, or that all are others now.
    """

    changed = Signal()

    def __init__(self, look: Look, renderer: FigureRenderer, figures: FigurePort, side: int = 48) -> None:
        super().__init__()
        self._look = look
        self._side = side
        self._stills = Stills(renderer, figures, STILLS)
        self._pixmaps: dict[str, QPixmap] = {}  # the least used first
        self._stills.arrived.connect(self.changed)
        look.changed.connect(self._renew)

    @property
    def side(self) -> int:
        """Its side, in the pixels of the present scale."""
        return self._look.px(self._side)

    def pixmap(self, drill_id: str, density: float = 1.0) -> QPixmap | None:
        """The picture for a screen with `density` pixels a point; None where it is not there, or not yet."""
        pixels = max(1, round(self.side * density))
        sight = Sight(pixels, pixels, "dark" if self._look.tokens.is_dark else "light")
        pose = KeyPose(drill_id)
        name = self._stills.name(pose, sight)
        if (found := self._pixmaps.pop(name, None)) is None:
            image = self._stills.image(pose, sight)
            if image is None:
                return None
            found = rounded_pixmap(image, self._look.space(_RADIUS) * density)
            found.setDevicePixelRatio(density)
        self._pixmaps[name] = found
        while len(self._pixmaps) > MOST_PIXMAPS:
            del self._pixmaps[next(iter(self._pixmaps))]
        return found

    def stop(self) -> None:
        """Draw no more of them; the window closes."""
        self._stills.stop()
        self._pixmaps.clear()

    def _renew(self) -> None:
        self._pixmaps.clear()
        self._stills.stop()
        self.changed.emit()


def rounded_pixmap(image: QImage, radius: float) -> QPixmap:
    """An image with round corners, clear outside of them."""
    pixmap = QPixmap(image.size())
    pixmap.fill(Qt.GlobalColor.transparent)
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(pixmap.rect()), radius, radius)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(outline)
    painter.drawImage(0, 0, image)
    painter.end()
    return pixmap
