"""The parts of the TV that stand still for a while: all that is words, and the bar of the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from mobility_coach.domain.transport import Phase
from mobility_coach.domain.wording import tr
from mobility_coach.ui.tv.tv_inks import tv_inks
from mobility_coach.ui.tv.tv_scene import TvPart, instruction_in
from mobility_coach.ui.tv.tv_text import Fitted, Sizes, draw_text, fitted, tv_font
from mobility_coach.ui.tv.tv_words import answer_words

if TYPE_CHECKING:
    from mobility_coach.ui.tv.tv_rooms import TvRooms
    from mobility_coach.ui.tv.tv_scene import TvScene

_CAPTION = Sizes(3.05, 2.3, 2)
"""Capitals of three hundredths of the height; of a long caption at least the letters' own size."""

_NEXT = Sizes(3.0, 2.2, 2)
_BANNER = Sizes(3.0, 2.0, 5)
_TITLE, _DETAIL = Sizes(4.6, 3.0), Sizes(3.3, 2.0, 2)
_SUMMARY = Sizes(3.4, 2.2, 6)
_NUMBER, _BESIDE = 0.84, 0.26
_RADIUS = 2.0
_GAP_OF_BLOCKS = 0.5
_SMALLEST = 2.0

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def word_parts(scene: TvScene, rooms: TvRooms) -> list[TvPart]:
    """All parts between the head and the end of the screen that are there now."""
    words = _Words(scene, rooms)
    makers = (
        (rooms.instruction, words.instruction),
        (rooms.count, words.summary if scene.view.phase is Phase.FINISHED else words.count),
        (rooms.next, words.next),
        (rooms.answer, words.answer),
        (rooms.banner, words.banner),
        (rooms.caption, words.caption),
        (rooms.progress, words.progress),
    )
    return [make(room) for room, make in makers if not room.isEmpty()]


class _Words:
    """Makes the parts of one scene."""

    def __init__(self, scene: TvScene, rooms: TvRooms) -> None:
        self._view = scene.view
        self._inks = tv_inks(scene.theme)
        self._unit = rooms.unit
        self._rooms = rooms
        self._is_mirrored = scene.options.is_mirrored
        self._keys = scene.options.keys
        self._begin = Qt.AlignmentFlag.AlignRight if self._is_mirrored else Qt.AlignmentFlag.AlignLeft

    def instruction(self, room: QRectF) -> TvPart:
        found = instruction_in(self._view, room, self._unit)
        has_more = not self._rooms.count.isEmpty()
        down = Qt.AlignmentFlag.AlignBottom if has_more else _MIDDLE
        return self._text("instruction", found, room, self._inks.text, down)

    def count(self, room: QRectF) -> TvPart:
        view, inks = self._view, self._inks
        if view.count_in:
            number, beside = str(view.count_in), tr("get set")
        else:
            number, beside = str(max(1, view.rep)), tr("of {reps}").format(reps=view.reps)
        large = tv_font(room.height() * _NUMBER, is_bold=True)
        least = max(1.0, 3.0 * self._unit)
        while _count_width(large, number) * 2 > room.width() and large.pixelSize() > least:
            large.setPixelSize(max(1, int(large.pixelSize() * 0.9)))
        metrics = QFontMetricsF(large)
        base = room.center().y() + metrics.capHeight() / 2
        # As wide as the widest figures, so that what stands beside them stays where it is.
        width = _count_width(large, number)
        rest = QRectF(room)
        gap = self._unit
        rest.setLeft(room.left() + width + gap)
        sizes = Sizes(max(3.0 * self._unit, metrics.capHeight() * _BESIDE), 2.2 * self._unit)
        small = fitted(beside, rest, sizes)

        def paint(painter: QPainter) -> None:
            ink = metrics.tightBoundingRect(number)
            left = room.right() - ink.right() if self._is_mirrored else room.left() - ink.left()
            painter.setFont(large)
            painter.setPen(QColor(inks.accent))
            painter.drawText(QPointF(left, base), number)
            painter.setFont(small.font)
            painter.setPen(QColor(inks.muted))
            start = rest.left() if not self._is_mirrored else room.right() - width - gap - small.width
            painter.drawText(QPointF(start, base), small.text)

        return TvPart("count", room, (number, beside, inks), paint)

    def summary(self, room: QRectF) -> TvPart:
        text = "\n".join(self._view.summary)
        found = fitted(text, room, self._sizes(_SUMMARY))
        return self._text("summary", found, room, self._inks.muted, Qt.AlignmentFlag.AlignTop)

    def next(self, room: QRectF) -> TvPart:
        text = tr("Next: {what}").format(what=self._view.next_text)
        found = fitted(text, room, self._sizes(_NEXT))
        return self._text("next", found, room, self._inks.muted, Qt.AlignmentFlag.AlignBottom)

    def caption(self, room: QRectF) -> TvPart:
        """What is being said, unless it stands in the main line or as the count already."""
        view, text = self._view, self._view.caption
        told = instruction_in(view, self._rooms.instruction, self._unit)
        if (text == view.instruction and told.is_whole) or text == str(view.count_in):
            text = ""
        found = fitted(text, room, self._sizes(_CAPTION))
        return self._text("caption", found, room, self._inks.text, _MIDDLE, Qt.AlignmentFlag.AlignHCenter)

    def answer(self, room: QRectF) -> TvPart:
        """A panel that nobody overlooks: the session stands still, and this makes it go on."""
        inks, unit = self._inks, self._unit
        title, detail = answer_words(self._view, self._keys)
        is_over = self._view.phase is Phase.FINISHED
        ground, ink = (inks.panel, inks.text) if is_over else (inks.accent, inks.on_accent)
        inner = room.adjusted(2.4 * unit, 1.2 * unit, -2.4 * unit, -1.2 * unit)
        head, below = QRectF(inner), QRectF(inner)
        if title:
            head.setHeight(inner.height() * 0.52)
            below.setTop(head.bottom())
        large = fitted(title, head, self._sizes(_TITLE), is_bold=True)
        small = fitted(detail, below, self._sizes(_DETAIL))

        def paint(painter: QPainter) -> None:
            self._paint_panel(painter, room, ground)
            if title:
                draw_text(painter, large, head, ink, self._begin | _MIDDLE)
            draw_text(painter, small, below, ink, self._begin | _MIDDLE)

        return TvPart("answer", room, (title, detail, ground), paint)

    def banner(self, room: QRectF) -> TvPart:
        """What is wrong; in calm colours what is worth knowing."""
        inks, unit = self._inks, self._unit
        text = self._view.problem or self._view.notice
        ground, mark = (inks.warm_soft, inks.warm) if self._view.problem else (inks.panel, inks.accent)
        inner = room.adjusted(2.4 * unit, unit, -1.6 * unit, -unit)
        if self._is_mirrored:
            inner.moveLeft(room.left() + 1.6 * unit)
        found = fitted(text, inner, self._sizes(_BANNER))
        bar = QRectF(room.left(), room.top(), 0.7 * unit, room.height())
        if self._is_mirrored:
            bar.moveRight(room.right())

        def paint(painter: QPainter) -> None:
            painter.fillRect(room, QColor(ground))
            painter.fillRect(bar, QColor(mark))
            draw_text(painter, found, inner, inks.text, self._begin | _MIDDLE)

        return TvPart("banner", room, (text, ground, inks), paint)

    def progress(self, room: QRectF) -> TvPart:
        parts, inks = self._view.parts, self._inks
        pixels = tuple((part.share, round(part.done * part.share * room.width())) for part in parts)
        gap = min(_GAP_OF_BLOCKS * self._unit, room.width() / (4 * max(1, len(parts))))

        def paint(painter: QPainter) -> None:
            painter.setPen(Qt.PenStyle.NoPen)
            left, radius = 0.0, room.height() / 2
            for share, done in pixels:
                width = share * (room.width() + gap)
                for wide, colour in ((width - gap, inks.line), (done, inks.accent)):
                    if wide > 0:
                        piece = QRectF(room.left() + left, room.top(), max(_SMALLEST, wide), room.height())
                        if self._is_mirrored:
                            piece.moveRight(room.right() - left)
                        painter.setBrush(QColor(colour))
                        painter.drawRoundedRect(piece, radius, radius)
                left += width

        return TvPart("progress", room, (pixels, inks), paint)

    def _sizes(self, units: Sizes) -> Sizes:
        return Sizes(units.largest * self._unit, units.least * self._unit, units.lines)

    def _text(
        self,
        name: str,
        found: Fitted,
        room: QRectF,
        colour: str,
        down: Qt.AlignmentFlag,
        across: Qt.AlignmentFlag | None = None,
    ) -> TvPart:
        align = down | (across or self._begin)
        return TvPart(
            name,
            room,
            (found.text, found.font.pixelSize(), colour, align),
            lambda painter: draw_text(painter, found, room, colour, align),
        )

    def _paint_panel(self, painter: QPainter, room: QRectF, ground: str) -> None:
        radius = _RADIUS * self._unit
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(room, radius, radius)


def _count_width(font: QFont, number: str) -> float:
    return QFontMetricsF(font).horizontalAdvance("0" * len(number))
