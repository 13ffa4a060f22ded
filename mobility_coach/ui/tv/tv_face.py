"""The session as it is painted on a TV or in a film: pure, at any size and shape, light and dark.

Everything is painted in parts, each in a room of its own, so that only what became another is painted again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from mobility_coach.ui.tv.tv_head import head_parts
from mobility_coach.ui.tv.tv_moving import edge_parts, figure_part, stroke_parts
from mobility_coach.ui.tv.tv_parts import word_parts
from mobility_coach.ui.tv.tv_rooms import TvWants, tv_rooms
from mobility_coach.ui.tv.tv_scene import TvOptions, TvPart, TvScene, rooms_of

if TYPE_CHECKING:
    from mobility_coach.services.session.player_view import PlayerView

USUAL = TvOptions()

__all__ = [
    "TvCanvas",
    "TvOptions",
    "TvPart",
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


class TvCanvas:
    """One scene after another in one image; only the parts that became others are painted anew."""

    def __init__(self, size: QSize) -> None:
        self.image = QImage(size, QImage.Format.Format_RGB32)
        self._size = size
        self._parts: dict[str, TvPart] = {}
        self._ground = ""

    def show(self, scene: TvScene) -> None:
        """Bring the image up to date."""
        parts = {
            part.name: part for part in (*still_parts(self._size, scene), *moving_parts(self._size, scene))
        }
        ground = scene.theme.background
        before = {} if ground != self._ground else self._parts
        painter = QPainter(self.image)
        if ground != self._ground:
            painter.fillRect(self.image.rect(), QColor(ground))
        for name, part in before.items():
            if not _looks_alike(part, parts.get(name)):
                painter.fillRect(part.room.toAlignedRect().adjusted(-1, -1, 1, 1), QColor(ground))
        begin(painter)
        for name, part in parts.items():
            if not _looks_alike(part, before.get(name)):
                part.paint(painter)
        painter.end()
        self._parts, self._ground = parts, ground


def _looks_alike(one: TvPart, other: TvPart | None) -> bool:
    return other is not None and (one.room, one.shows) == (other.room, other.shows)
