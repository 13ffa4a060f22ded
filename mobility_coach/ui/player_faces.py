"""What the player paints itself: the count, the strokes, the beat, and how far the session is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mobility_coach.domain.wording import tr
from mobility_coach.services.session.player_view import Stroke
from mobility_coach.ui.labels import tooltip

if TYPE_CHECKING:
    from mobility_coach.services.session.player_view import PlayerView, ProgressPart
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


class CountFace(Face):
    """The large count: "6 of 10", or what is left of a count-in."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._number = ""
        self._beside = ""
        self._largest = float(COUNT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

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
        """The number in the accent's colour, the rest smaller on the same base line."""
        if not self._number:
            return
        look = self._look
        large, small = self._fonts()
        metrics = QFontMetrics(large)
        ink = metrics.tightBoundingRect(self._number)
        base = (self.height() + metrics.capHeight()) / 2
        painter = QPainter(self)
        painter.setFont(large)
        painter.setPen(look.colour("accent"))
        painter.drawText(QPointF(-ink.left(), base), self._number)
        painter.setFont(small)
        painter.setPen(look.colour("muted"))
        painter.drawText(QPointF(ink.width() + large.pixelSize() * _BESIDE_GAP, base), self._beside)
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
    """Lights up on each beat and fades until the next."""

    _STEPS = 12

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._light = 0.0
        self._beats = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A small square."""
        return QSize(self._look.px(44), self._look.px(44))

    def show_view(self, view: PlayerView) -> None:
        """Show the beat of a view; nothing where nothing beats."""
        self._beats = view.stroke is not None
        self._light = round((1 - view.beat_progress) * self._STEPS) / self._STEPS
        self._show(self._beats, self._light)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A ground, and the light on it."""
        if not self._beats:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle, radius = QPointF(self.width() / 2, self.height() / 2), self.height() / 2 - 2
        painter.setBrush(self._look.colour("line"))
        painter.drawEllipse(middle, radius * 0.6, radius * 0.6)
        lit = self._look.colour("accent")
        lit.setAlphaF(self._light)
        painter.setBrush(lit)
        size = radius * (0.6 + 0.4 * self._light)
        painter.drawEllipse(middle, size, size)
        painter.end()


class StrokeFace(Face):
    """The stroke in and the stroke out: two bars that fill, each above its words."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._text_px = 18.0
        self._stroke: Stroke | None = None
        self._progress = 0.0
        self._words = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_text_px(self, size: float) -> None:
        """The size of the words."""
        if size != self._text_px:
            self._text_px = size
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for the bars and a line of words."""
        return QSize(self._look.px(240), round(self._text_px * 2.6))

    def minimumSizeHint(self) -> QSize:
        """As high as it wishes to be."""
        return QSize(self._look.px(160), self.sizeHint().height())

    def show_view(self, view: PlayerView) -> None:
        """Show the strokes of a view."""
        self._stroke = view.stroke
        # In pixels, so that a bar is painted again only when it grows by one.
        self._progress = round(view.stroke_progress * max(1, self.width())) / max(1, self.width())
        self._words = (view.stroke_in_text, view.stroke_out_text)
        self._show(self._stroke, self._progress, self._words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Both bars with their words."""
        is_out = self._stroke is Stroke.OUT
        filled = (1.0 if is_out else self._progress, self._progress if is_out else 0.0)
        if self._stroke is None:
            filled = (0.0, 0.0)
        gap = self._look.px(8)
        width = (self.width() - gap) / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, stroke in enumerate((Stroke.IN, Stroke.OUT)):
            left = at * (width + gap)
            self._paint_bar(painter, QRectF(left, 0, width, max(6.0, self._text_px * 0.4)), filled[at])
            self._paint_words(painter, left, width, self._words[at], is_now=stroke is self._stroke)
        painter.end()

    def _paint_bar(self, painter: QPainter, bar: QRectF, filled: float) -> None:
        radius = bar.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("line"))
        painter.drawRoundedRect(bar, radius, radius)
        if filled > 0:
            painter.setBrush(self._look.colour("accent"))
            bar.setWidth(max(bar.height(), bar.width() * filled))
            painter.drawRoundedRect(bar, radius, radius)

    def _paint_words(self, painter: QPainter, left: float, width: float, words: str, *, is_now: bool) -> None:
        font = self._look.font(self._text_px / self._look.scale, bold=is_now)
        painter.setFont(font)
        painter.setPen(self._look.colour("accent" if is_now else "muted"))
        elided = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(width))
        top = self._text_px * 0.9
        below = QRectF(left, top, width, self.height() - top)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)


class SessionBar(Face):
    """How far the session is: one piece for each movement and side."""

    _GAP = 4.0
    _SMALLEST = 3.0

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._parts: tuple[ProgressPart, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A thin line, with room to point at it."""
        return QSize(self._look.px(240), self._look.px(16))

    def minimumSizeHint(self) -> QSize:
        """As high as it wishes to be."""
        return QSize(self._look.px(120), self.sizeHint().height())

    def show_view(self, view: PlayerView) -> None:
        """Show the parts of a view."""
        width = max(1, self.width())
        pixels = tuple(
            (part.share, round(part.done * part.share * width), part.is_current) for part in view.parts
        )
        self._parts = view.parts
        if self._show(pixels):
            done = sum(part.share * part.done for part in view.parts)
            name = tr("{percent} % of the session").format(percent=round(100 * done))
            if name != self.accessibleName():
                self.setAccessibleName(name)

    def pieces(self) -> list[tuple[QRectF, ProgressPart]]:
        """Where each part lies."""
        height = self._look.px(6)
        top = (self.height() - height) / 2
        gap = min(self._GAP, self.width() / (4 * max(1, len(self._parts))))
        pieces, left = [], 0.0
        for part in self._parts:
            width = part.share * (self.width() + gap)
            pieces.append((QRectF(left, top, max(self._SMALLEST, width - gap), height), part))
            left += width
        return pieces

    def paintEvent(self, _event: QPaintEvent) -> None:
        """All pieces; of the current one a little more height."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for piece, part in self.pieces():
            radius = piece.height() / 2
            painter.setBrush(self._look.colour("line"))
            painter.drawRoundedRect(piece, radius, radius)
            if part.done > 0:
                painter.setBrush(self._look.colour("accent"))
                piece.setWidth(max(self._SMALLEST, piece.width() * part.done))
                painter.drawRoundedRect(piece, radius, radius)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """A tooltip names the part under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = next(
                (part for piece, part in self.pieces() if piece.left() <= event.x() <= piece.right()), None
            )
            QToolTip.showText(event.globalPos(), tooltip(found.label) if found else "", self)
            return True
        return super().event(event)
