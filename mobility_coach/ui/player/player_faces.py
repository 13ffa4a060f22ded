"""What the player paints itself: the count, the beat, and the strokes with it in their middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.services.session.player_view import Stroke

if TYPE_CHECKING:
    from mobility_coach.services.session.player_view import PlayerView
    from mobility_coach.ui.look import Look

COUNT_PX = 150

_BESIDE_GAP = 0.16


class Face(QWidget):
    """Paints a few values of a view, and again only when one of them became another."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown: tuple[object, ...] = ()
        look.changed.connect(self.update)

    def _show(self, *values: object) -> bool:
        """Whether the values are others than those painted last."""
        if values == self._shown:
            return False
        self._shown = values
        self.update()
        return True

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _mirrored(self, part: QRectF) -> QRectF:
        """`part`, on the other side where writing runs from right to left."""
        if self._is_mirrored():
            part.moveLeft(self.width() - part.right())
        return part


class CountFace(Face):
    """The large count: "6 of 10", or what is left of a count-in."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._number = ""
        self._beside = ""
        self._largest = float(COUNT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def texts(self) -> tuple[str, str]:
        """The number, and what stands beside it."""
        return self._number, self._beside

    def set_largest(self, size: float) -> None:
        """The size of the number where there is room for it."""
        self._largest = size
        self.updateGeometry()
        self.update()

    def show_view(self, view: PlayerView) -> None:
        """Show the count of a view."""
        if view.count_in:
            number, beside = str(view.count_in), tr("get set")
        elif view.reps:
            number, beside = str(max(1, view.rep)), tr("of {reps}").format(reps=view.reps)
        else:
            number, beside = "", ""
        if self._show(number, beside):
            self._number, self._beside = number, beside
            self.updateGeometry()
            self.setAccessibleName(f"{number} {beside}".strip())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The number in the accent's colour, the rest smaller on the same base line; both in the middle."""
        if not self._number:
            return
        look = self._look
        large, small = self._fonts()
        metrics, gap = QFontMetrics(large), large.pixelSize() * _BESIDE_GAP
        ink, beside = metrics.tightBoundingRect(self._number), QFontMetrics(small)
        width = ink.width() + gap + beside.horizontalAdvance(self._beside)
        # Numbers take the same room whatever they are, so that what stands beside them stays where it is.
        room = metrics.horizontalAdvance("0" * len(self._number)) - ink.width()
        left = (self.width() - width - room) / 2
        base = (self.height() + metrics.capHeight()) / 2
        number = self._mirrored(QRectF(left + room / 2, 0, ink.width(), 1)).left()
        rest_left = left + room + ink.width() + gap
        rest = self._mirrored(QRectF(rest_left, 0, width - ink.width() - gap, 1)).left()
        painter = QPainter(self)
        painter.setFont(large)
        painter.setPen(look.colour("accent"))
        painter.drawText(QPointF(number - ink.left(), base), self._number)
        painter.setFont(small)
        painter.setPen(look.colour("muted"))
        painter.drawText(QPointF(rest, base), self._beside)
        painter.end()

    def sizeHint(self) -> QSize:
        """As wide as what is shown now."""
        large, small = self._fonts()
        number = QFontMetrics(large).horizontalAdvance(self._number or "0")
        beside = QFontMetrics(small).horizontalAdvance(self._beside)
        return QSize(round(number + large.pixelSize() * _BESIDE_GAP + beside), round(self._largest))

    def minimumSizeHint(self) -> QSize:
        """Never smaller than a title."""
        return QSize(self._look.px(80), self._look.px(64))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height is another width."""
        if event.size().height() != event.oldSize().height():
            self.updateGeometry()

    def _fonts(self) -> tuple[QFont, QFont]:
        """For the number, as large as there is room for, and for what stands beside it."""
        size = max(12.0, min(self._largest, self.height() * 0.98))
        beside = max(float(self._look.px(15)), size * 0.19)
        scale = self._look.scale
        return self._look.font(size / scale, bold=True), self._look.font(beside / scale)


class BeatDot(Face):
    """Lights up and swells on each beat, and fades until the next.

    With reduced motion it keeps its size, and is lit or not.
    """

    _STEPS = 10
    _LIT_FOR = 0.4

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._light = 0.0
        self._beats = False
        self._is_calm = False
        # A click on it is one on what lies under it.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def light(self) -> float:
        """How bright it is now, 0 … 1."""
        return self._light

    def set_reduced_motion(self, *, is_reduced: bool) -> None:
        """Whether it only switches between two states."""
        self._is_calm = is_reduced

    def show_view(self, view: PlayerView) -> None:
        """Show the beat of a view; nothing where nothing beats."""
        self._beats = view.stroke is not None
        if self._is_calm:
            self._light = float(view.beat_progress < self._LIT_FOR)
        else:
            self._light = round((1 - view.beat_progress) * self._STEPS) / self._STEPS
        self._show(self._beats, self._light)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A ground, and the light on it."""
        if not self._beats:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle, radius = QPointF(self.width() / 2, self.height() / 2), self.height() / 2 - 1
        painter.setBrush(self._look.colour("line"))
        painter.drawEllipse(middle, radius * 0.6, radius * 0.6)
        lit = self._look.colour("accent")
        lit.setAlphaF(self._light)
        painter.setBrush(lit)
        size = radius * (1.0 if self._is_calm else 0.6 + 0.4 * self._light)
        painter.drawEllipse(middle, size, size)
        painter.end()


class StrokeFace(Face):
    """The stroke in and the stroke out: two bars that fill, each above its words, the beat between them."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._text_px = 18.0
        self._stroke: Stroke | None = None
        self._progress = 0.0
        self._words = ("", "")
        self._is_calm = False
        self.beat = BeatDot(look)
        self.beat.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_reduced_motion(self, *, is_reduced: bool) -> None:
        """Whether a bar grows from beat to beat only."""
        self._is_calm = is_reduced
        self.beat.set_reduced_motion(is_reduced=is_reduced)

    def set_text_px(self, size: float) -> None:
        """The size of the words, and with it that of all."""
        if size != self._text_px:
            self._text_px = size
            self.updateGeometry()
            self._place_beat()

    def sizeHint(self) -> QSize:
        """Room for the beat, and below it a line of words."""
        return QSize(self._look.px(240), round(self._text_px * 3.4))

    def minimumSizeHint(self) -> QSize:
        """As high as it wishes to be."""
        return QSize(self._look.px(160), self.sizeHint().height())

    def show_view(self, view: PlayerView) -> None:
        """Show the strokes of a view."""
        self.beat.show_view(view)
        words = (view.stroke_in_text, view.stroke_out_text)
        progress = view.stroke_beat / view.stroke_beats if self._is_calm else view.stroke_progress
        # In pixels, so that a bar is painted again only when it grows by one.
        length = max(1, round(self._bar(Stroke.IN).width()))
        self._progress = round(progress * length) / length
        are_others = (view.stroke, words) != (self._stroke, self._words)
        self._stroke, self._words = view.stroke, words
        if are_others:
            self._show(self._stroke, self._progress, words)
        elif self._shown != (shown := (self._stroke, self._progress, words)) and self._stroke is not None:
            self._shown = shown
            self.update(self._bar(self._stroke).toAlignedRect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The beat stays in the middle."""
        super().resizeEvent(event)
        self._place_beat()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Both bars with their words; the words only where they have to be."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stroke in (Stroke.IN, Stroke.OUT):
            bar = self._bar(stroke)
            self._paint_bar(painter, bar, self._filled(stroke))
            if event.rect().bottom() > bar.bottom() + 1:
                self._paint_words(painter, bar, stroke)
        painter.end()

    def _filled(self, stroke: Stroke) -> float:
        if self._stroke is Stroke.OUT:
            return 1.0 if stroke is Stroke.IN else self._progress
        return self._progress if stroke is self._stroke else 0.0

    def _beat_side(self) -> float:
        return self._text_px * 1.8

    def _bar(self, stroke: Stroke) -> QRectF:
        """Where the bar of a stroke lies: both leave the middle to the beat."""
        side, thickness = self._beat_side(), max(6.0, self._text_px * 0.4)
        width = (self.width() - side) / 2 - self._text_px * 0.5
        left = 0.0 if stroke is Stroke.IN else self.width() - width
        return self._mirrored(QRectF(left, (side - thickness) / 2, max(thickness, width), thickness))

    def _place_beat(self) -> None:
        side = round(self._beat_side())
        self.beat.setGeometry(round((self.width() - side) / 2), 0, side, side)

    def _paint_bar(self, painter: QPainter, bar: QRectF, filled: float) -> None:
        radius = bar.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("line"))
        painter.drawRoundedRect(bar, radius, radius)
        if filled > 0:
            painter.setBrush(self._look.colour("accent"))
            done = QRectF(bar)
            done.setWidth(max(bar.height(), bar.width() * filled))
            if self._is_mirrored():
                done.moveRight(bar.right())
            painter.drawRoundedRect(done, radius, radius)

    def _paint_words(self, painter: QPainter, bar: QRectF, stroke: Stroke) -> None:
        """Those of the stroke in begin where its bar begins; those of the stroke out end where it ends."""
        is_now = stroke is self._stroke
        font = self._look.font(self._text_px / self._look.scale, bold=is_now)
        painter.setFont(font)
        painter.setPen(self._look.colour("accent" if is_now else "muted"))
        words = self._words[0 if stroke is Stroke.IN else 1]
        elided = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(bar.width()))
        top = self._beat_side()
        below = QRectF(bar.left(), top, bar.width(), self.height() - top)
        is_left = (stroke is Stroke.IN) != self._is_mirrored()
        side = Qt.AlignmentFlag.AlignLeft if is_left else Qt.AlignmentFlag.AlignRight
        painter.drawText(below, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, elided)
