"""The session as it is painted on a TV or in a film: pure, at any size and shape, light and dark.

Everything is painted in parts, each in a room of its own, so that only what became another is painted again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QRegion

from mobility_coach.ui.tv.tv_head import head_parts
from mobility_coach.ui.tv.tv_moving import edge_parts, figure_part, stroke_parts
from mobility_coach.ui.tv.tv_parts import word_parts
from mobility_coach.ui.tv.tv_rooms import TvWants, tv_rooms
from mobility_coach.ui.tv.tv_scene import TvOptions, TvPart, TvScene, lasting, rooms_of

if TYPE_CHECKING:
    from mobility_coach.services.session.player_view import PlayerView

USUAL = TvOptions()

__all__ = [
    "TvCanvas",
    "TvOptions",
    "TvPart",
    "TvPicture",
    "TvScene",
    "figure_room",
    "moving_parts",
    "paint_tv",
    "still_parts",
]


def figure_room(size: QSize, view: PlayerView, options: TvOptions = USUAL) -> QRect:
    """Where the figure's picture goes, in pixels; empty where the view has none.

    It depends on the size and the options alone, and stays for a whole session.
    """
    wants = TvWants(view.figure is not None, caption=options.show_caption, progress=options.show_progress)
    return tv_rooms(
        size.width(), size.height(), wants, is_mirrored=options.is_mirrored
    ).figure.toAlignedRect()


def still_parts(size: QSize, scene: TvScene) -> list[TvPart]:
    """What stays for many frames."""
    rooms = rooms_of(size, scene)
    return [*head_parts(scene, rooms), *word_parts(scene, rooms)]


def moving_parts(size: QSize, scene: TvScene) -> list[TvPart]:
    """What may be another with each frame; its rooms stay while the parts that stand still do."""
    rooms = rooms_of(size, scene)
    figure = scene.figure
    shown = [figure_part(figure, rooms.figure, rooms.unit)] if figure is not None else []
    return [*shown, *stroke_parts(scene, rooms), *edge_parts(scene, size, rooms.unit)]


def paint_tv(painter: QPainter, size: QSize, scene: TvScene) -> None:
    """Paint everything."""
    painter.fillRect(QRect(0, 0, size.width(), size.height()), QColor(scene.theme.background))
    begin(painter)
    for part in (*still_parts(size, scene), *moving_parts(size, scene)):
        part.paint(painter)


def begin(painter: QPainter) -> None:
    """How parts want to be painted."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)


class TvPicture:
    """One scene after another on a screen of one size: knows what has to be painted again."""

    def __init__(self, size: QSize) -> None:
        self._size = size
        self._lasting: tuple[object, ...] = ()
        self._still: list[TvPart] = []
        self._parts: dict[str, TvPart] = {}
        self._ground = ""

    def show(self, scene: TvScene) -> QRegion:
        """Take over a scene; returns what is not as it was."""
        if (now := lasting(scene)) != self._lasting:
            self._lasting = now
            self._still = still_parts(self._size, scene)
        before, ground = self._parts, scene.theme.background
        self._parts = {part.name: part for part in (*self._still, *moving_parts(self._size, scene))}
        if ground != self._ground:
            self._ground = ground
            return QRegion(QRect(QPoint(), self._size))
        changed = QRegion()
        for name in {*before, *self._parts}:
            one, other = before.get(name), self._parts.get(name)
            if one is None or other is None or (one.room, one.shows) != (other.room, other.shows):
                for part in (one, other):
                    changed += _around(part) if part is not None else QRegion()
        return changed

    def paint(self, painter: QPainter, region: QRegion) -> None:
        """Paint again what lies in `region`."""
        painter.setClipRegion(region)
        painter.fillRect(region.boundingRect(), QColor(self._ground))
        begin(painter)
        for part in self._parts.values():
            if region.intersects(_around(part)):
                part.paint(painter)


class TvCanvas:
    """One scene after another in one image; only what became another is painted anew."""

    def __init__(self, size: QSize) -> None:
        self.image = QImage(size, QImage.Format.Format_RGB32)
        self._picture = TvPicture(size)

    def show(self, scene: TvScene) -> QRegion:
        """Bring the image up to date; returns what is not as it was."""
        changed = self._picture.show(scene)
        if not changed.isEmpty():
            painter = QPainter(self.image)
            self._picture.paint(painter, changed)
            painter.end()
        return changed


def _around(part: TvPart) -> QRect:
    """Its room, with the pixels that soft edges reach into."""
    return part.room.toAlignedRect().adjusted(-1, -1, 1, 1)
