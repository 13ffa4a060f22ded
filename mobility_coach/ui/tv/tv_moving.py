"""The parts of the TV that move all the time: the figure's picture, the strokes, the light of the beat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPolygonF

from mobility_coach.domain.transport import Phase
from mobility_coach.services.session.player_view import Stroke
from mobility_coach.ui.figure.shots import covering
from mobility_coach.ui.tv.tv_inks import EDGE_LIGHTS, edge_light, tv_inks
from mobility_coach.ui.tv.tv_rooms import EDGE
from mobility_coach.ui.tv.tv_scene import TvPart

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from mobility_coach.ui.tv.tv_rooms import TvRooms
    from mobility_coach.ui.tv.tv_scene import TvScene

_RADIUS = 1.6


def figure_part(image: QImage, room: QRectF, unit: float) -> TvPart:
    """The figure's picture, cut to a rounded panel."""

    def paint(painter: QPainter) -> None:
        painter.save()
        outline = QPainterPath()
        outline.addRoundedRect(room, _RADIUS * unit, _RADIUS * unit)
        painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
        painter.drawImage(covering(image.size(), room), image)
        painter.restore()

    return TvPart("figure", room, (image.cacheKey(),), paint)


def stroke_parts(scene: TvScene, rooms: TvRooms) -> list[TvPart]:
    """Two bars that fill one after the other: the stroke in, and the stroke out."""
    if rooms.strokes.isEmpty():
        return []
    return [_bar(scene, rooms, stroke) for stroke in (Stroke.IN, Stroke.OUT)]


def edge_parts(scene: TvScene, size: QSize, unit: float) -> list[TvPart]:
    """The light around the screen; always there where it is wished for, so that it goes out as well."""
    view = scene.view
    if not scene.options.show_edge:
        return []
    beats = view.phase is Phase.PLAYING
    light = edge_light(view.stroke, view.stroke_beat, view.beat_progress, view.bpm) if beats else 0.0
    colour = EDGE_LIGHTS[scene.theme.is_dark, view.stroke or Stroke.IN] if light else ""
    wide, width, height = EDGE * unit, float(size.width()), float(size.height())
    corners = (QPointF(0, 0), QPointF(width, 0), QPointF(width, height), QPointF(0, height))
    inner = (
        QPointF(wide, wide),
        QPointF(width - wide, wide),
        QPointF(width - wide, height - wide),
        QPointF(wide, height - wide),
    )
    inwards = (QPointF(0, wide), QPointF(-wide, 0), QPointF(0, -wide), QPointF(wide, 0))
    parts = []
    for at, name in enumerate(("edge-top", "edge-right", "edge-bottom", "edge-left")):
        after = (at + 1) % 4
        shape = QPolygonF([corners[at], corners[after], inner[after], inner[at]])
        ramp = QLinearGradient(corners[at], corners[at] + inwards[at])
        parts.append(_strip(name, shape, ramp, colour, light))
    return parts


def _strip(name: str, shape: QPolygonF, ramp: QLinearGradient, colour: str, light: float) -> TvPart:
    def paint(painter: QPainter) -> None:
        if not light:
            return
        for at, alpha in ((0.0, light), (0.35, light * 0.6), (1.0, 0.0)):
            lit = QColor(colour)
            lit.setAlphaF(alpha)
            ramp.setColorAt(at, lit)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)  # else the corners have seams
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ramp)
        painter.drawPolygon(shape)
        painter.restore()

    return TvPart(name, shape.boundingRect(), (colour, light), paint)


def _bar(scene: TvScene, rooms: TvRooms, stroke: Stroke) -> TvPart:
    view, inks = scene.view, tv_inks(scene.theme)
    is_mirrored = scene.options.is_mirrored
    gap = 1.2 * rooms.unit
    room = QRectF(rooms.strokes)
    room.setWidth((room.width() - gap) / 2)
    if (stroke is Stroke.OUT) is not is_mirrored:
        room.moveRight(rooms.strokes.right())
    if view.stroke is Stroke.OUT and stroke is Stroke.IN:
        done = 1.0
    elif view.stroke is stroke:
        done = view.stroke_beat / view.stroke_beats if scene.options.is_calm else view.stroke_progress
    else:
        done = 0.0
    filled = round(done * room.width())

    def paint(painter: QPainter) -> None:
        radius = room.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(inks.line))
        painter.drawRoundedRect(room, radius, radius)
        if filled:
            piece = QRectF(room)
            piece.setWidth(max(room.height(), filled))
            if is_mirrored:
                piece.moveRight(room.right())
            painter.setBrush(QColor(inks.accent))
            painter.drawRoundedRect(piece, radius, radius)

    return TvPart(f"stroke-{stroke}", room, (filled, inks), paint)
