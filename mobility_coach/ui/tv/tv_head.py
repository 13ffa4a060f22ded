"""The line at the top of the TV: movement and side, what the microphone does, how long it still takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from mobility_coach.services.presenters.hearing_words import hearing_words
from mobility_coach.services.session.player_view import Hearing, HearingState
from mobility_coach.ui.player.player_page import clock_text
from mobility_coach.ui.tv.tv_inks import tv_inks
from mobility_coach.ui.tv.tv_scene import TvPart
from mobility_coach.ui.tv.tv_text import Sizes, draw_text, fitted, tv_font
from mobility_coach.ui.tv.tv_words import time_words

if TYPE_CHECKING:
    from mobility_coach.ui.tokens import Tokens
    from mobility_coach.ui.tv.tv_rooms import TvRooms
    from mobility_coach.ui.tv.tv_scene import TvScene

_LARGEST, _LEAST = 3.0, 2.2
"""Heights of capitals, in units."""

_PADDING, _GAP = 1.8, 2.2
_LEVELS = 5

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter


def head_parts(scene: TvScene, rooms: TvRooms) -> list[TvPart]:
    """What stands at the end of the line is never left out; the names before it make room.

    Where it is narrow an open microphone is shown without the word for it, and the time goes while there is
    news of what was heard.
    """
    line = _Line(rooms, is_mirrored=scene.options.is_mirrored)
    if scene.options.taken:
        line.take_end(scene.options.taken)
    view, inks = scene.view, tv_inks(scene.theme)
    name = view.movement_label or view.drill_title or view.session_title
    chip = line.width_of(view.side_label, is_bold=True) + 2 * line.padding if view.side_label else 0.0
    time, words = time_words(view, clock_text(view.remaining_seconds)), hearing_words(view.hearing)
    # As wide as the widest time of so many digits: what stands before it stays where it is.
    time_width = line.width_of("".join("0" if letter.isdigit() else letter for letter in time))
    is_tight = line.width_of(name, is_bold=True) + chip + time_width + line.pill(words) > line.free(4)
    parts = []
    if time and not (is_tight and view.hearing.heard is not None):
        parts.append(_text("time", time, line.take_end(time_width), line, inks.muted))
    if words:
        shown = "" if is_tight and view.hearing.heard is None else words
        parts.append(_hearing(shown, view.hearing, line, inks))
    # Else it would come and go with what is heard.
    title = view.drill_title if view.movement_label and not words else ""
    return [*parts, *_names(title, name, view.side_label, line, inks)]


def _names(title: str, name: str, side: str, line: _Line, inks: Tokens) -> list[TvPart]:
    """The drill where it has room, the movement, and the side, which is never left out."""
    parts = []
    chip = line.width_of(side, is_bold=True) + 2 * line.padding if side else 0.0
    left = line.free(1) - chip if chip else line.free(0)
    name_width, title_width = line.width_of(name, is_bold=True), line.width_of(title)
    if title and title_width + line.gap + name_width <= left:
        parts.append(_text("title", title, line.take_begin(title_width), line, inks.muted))
    if name and left > 0:
        room = line.take_begin(min(name_width, left))
        parts.append(_text("movement", name, room, line, inks.text, is_bold=True))
    if chip:
        parts.append(_chip(side, line.take_begin(min(chip, line.free(0))), line, inks))
    return parts


class _Line:
    """Takes rooms off both ends of the line, in the order of reading."""

    def __init__(self, rooms: TvRooms, *, is_mirrored: bool) -> None:
        self.unit = rooms.unit
        self.padding, self.gap = _PADDING * rooms.unit, _GAP * rooms.unit
        self.begin = Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
        self._room = QRectF(rooms.head)
        self._is_mirrored = is_mirrored

    def free(self, gaps: int) -> float:
        """The width that is left beside so many gaps."""
        return self._room.width() - gaps * self.gap

    def pill(self, words: str) -> float:
        """The width of a pill with a sign and words; none without words."""
        return self.width_of(words, is_bold=True) + 2 * self.padding + 4.2 * self.unit if words else 0.0

    def width_of(self, text: str, *, is_bold: bool = False) -> float:
        """The width of a text in its largest size, with the slack that fitting wants."""
        font = tv_font(_LARGEST * self.unit, is_bold=is_bold)
        return QFontMetricsF(font).horizontalAdvance(text) * 1.03 + 2 if text else 0.0

    def take_begin(self, width: float) -> QRectF:
        return self._take(width, is_left=not self._is_mirrored)

    def take_end(self, width: float) -> QRectF:
        return self._take(width, is_left=self._is_mirrored)

    def _take(self, width: float, *, is_left: bool) -> QRectF:
        room, taken = self._room, QRectF(self._room)
        if is_left:
            taken.setWidth(width)
            room.setLeft(min(room.right(), taken.right() + self.gap))
        else:
            taken.setLeft(room.right() - width)
            room.setRight(max(room.left(), taken.left() - self.gap))
        return taken


def _text(name: str, text: str, room: QRectF, line: _Line, colour: str, *, is_bold: bool = False) -> TvPart:
    sizes = Sizes(_LARGEST * line.unit, _LEAST * line.unit)
    found = fitted(text, room, sizes, is_bold=is_bold)
    align = line.begin | Qt.AlignmentFlag.AlignVCenter
    return TvPart(name, room, (text, colour), lambda painter: draw_text(painter, found, room, colour, align))


def _chip(text: str, room: QRectF, line: _Line, inks: Tokens) -> TvPart:
    inner = room.adjusted(line.padding, 0, -line.padding, 0)
    found = fitted(text, inner, Sizes(_LARGEST * line.unit, _LEAST * line.unit), is_bold=True)

    def paint(painter: QPainter) -> None:
        _paint_pill(painter, room, inks.accent_soft)
        draw_text(painter, found, inner, inks.text, _MIDDLE)

    return TvPart("side", room, (text, inks), paint)


def _hearing(words: str, hearing: Hearing, line: _Line, inks: Tokens) -> TvPart:
    """A microphone that fills with what it hears; what was understood stands out while it is told."""
    is_news = hearing.heard is not None and hearing.is_acted_on
    level = round(max(0.0, min(1.0, hearing.level)) * _LEVELS) / _LEVELS
    side = 3.2 * line.unit
    room = line.take_end(min(line.free(0), line.pill(words) or 2 * line.padding + side))
    ground, ink = (inks.accent, inks.on_accent) if is_news else (inks.panel, inks.text)
    if hearing.state is HearingState.TROUBLE:
        ground = inks.warm_soft
    is_mirrored = line.begin is Qt.AlignmentFlag.AlignRight
    sign = QRectF(room.left() + line.padding, room.center().y() - side / 2, side, side)
    inner = room.adjusted(line.padding + side + line.unit, 0, -line.padding, 0)
    if is_mirrored:
        sign.moveRight(room.right() - line.padding)
        inner.moveLeft(room.left() + line.padding)
    sizes = Sizes(_LARGEST * line.unit, _LEAST * line.unit)
    found = fitted(words, inner, sizes, is_bold=True) if words else None

    def paint(painter: QPainter) -> None:
        _paint_pill(painter, room, ground, inks.line)
        _paint_microphone(painter, sign, ink, level)
        if found is not None:
            draw_text(painter, found, inner, ink, Qt.AlignmentFlag.AlignVCenter | line.begin)

    return TvPart("hearing", room, (words, level, ground, inks), paint)


def _paint_pill(painter: QPainter, room: QRectF, ground: str, edge: str = "") -> None:
    radius = room.height() / 2
    painter.setPen(QPen(QColor(edge), 1) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def _paint_microphone(painter: QPainter, room: QRectF, colour: str, level: float) -> None:
    side, middle = room.height(), room.center().x()
    capsule = QRectF(middle - side * 0.17, room.top(), side * 0.34, side * 0.6)
    outline = QPainterPath()
    outline.addRoundedRect(capsule, capsule.width() / 2, capsule.width() / 2)
    pen = QPen(QColor(colour), max(1.0, side * 0.08), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(outline)
    full = QRectF(capsule)
    full.setTop(capsule.bottom() - capsule.height() * level)
    filled = QPainterPath()
    filled.addRect(full)
    painter.fillPath(outline.intersected(filled), QColor(colour))
    painter.setPen(pen)
    bow = QRectF(middle - side * 0.32, room.top() + side * 0.16, side * 0.64, side * 0.64)
    painter.drawArc(bow, 180 * 16, 180 * 16)
    painter.drawLine(QPointF(middle, bow.bottom()), QPointF(middle, room.bottom()))
