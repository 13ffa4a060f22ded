"""How far the session is: one piece for each movement and side, each of which can be gone to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip

from mobility_coach.domain.transport import Phase
from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.labels import tooltip
from mobility_coach.ui.parts.words_beside import WordsBeside
from mobility_coach.ui.player.player_faces import Face

if TYPE_CHECKING:
    from mobility_coach.services.session.player_view import PlayerView, ProgressPart
    from mobility_coach.ui.look import Look

_GAP = 4.0
_SMALLEST = 3.0
_HEIGHT = 40
_LARGE_HEIGHT = 56
_LINE = 6
_POINTED_LINE = 10


class SessionBar(Face):
    """A click on a piece goes there; with the keyboard the arrows walk along the pieces, and Return goes."""

    part_chosen = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._parts: tuple[ProgressPart, ...] = ()
        self._place = ""
        self._at = 0
        self._pointed: int | None = None
        self._is_large = False
        self.words: WordsBeside | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleDescription(tr("Left and Right choose a part, Return goes there"))

    @property
    def chosen(self) -> int:
        """The part that Return goes to, from 0."""
        return self._at

    def sizeHint(self) -> QSize:
        """A thin line, with room to hit it."""
        return QSize(self._look.px(240), _LARGE_HEIGHT if self._is_large else _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """As high as it wishes to be."""
        return QSize(self._look.px(120), self.sizeHint().height())

    def set_large(self, *, is_large: bool) -> None:
        """A larger target, for the full screen."""
        self._is_large = is_large
        self.updateGeometry()

    def show_view(self, view: PlayerView) -> None:
        """Show the parts of a view; at the end there is nowhere to go."""
        self._parts = view.parts
        width = max(1, self.width())
        pixels = [(part.share, round(part.done * part.share * width)) for part in view.parts]
        if not self._show(tuple(pixels)):
            return
        self.setEnabled(bool(view.parts) and view.phase is not Phase.FINISHED)
        self._at = min(self._at, max(0, len(view.parts) - 1))
        done = sum(part.share * part.done for part in view.parts)
        self._place = tr("{percent} % of the session").format(percent=round(100 * done))
        self._name()

    def pieces(self) -> list[tuple[QRectF, ProgressPart]]:
        """Where each part lies; the first one on the right where writing runs from right to left."""
        height = self._look.px(_LINE)
        top = (self.height() - height) / 2
        gap = min(_GAP, self.width() / (4 * max(1, len(self._parts))))
        pieces, left = [], 0.0
        for part in self._parts:
            width = part.share * (self.width() + gap)
            piece = QRectF(left, top, max(_SMALLEST, width - gap), height)
            pieces.append((self._mirrored(piece), part))
            left += width
        return pieces

    def part_at(self, x: float) -> int | None:
        """The part that lies next to a place; None where there are none."""
        distances = [abs(piece.center().x() - x) - piece.width() / 2 for piece, _ in self.pieces()]
        return min(range(len(distances)), key=distances.__getitem__, default=None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """All pieces; higher under the pointer, with a ring where the keyboard is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, (piece, part) in enumerate(self.pieces()):
            painter.setPen(Qt.PenStyle.NoPen)
            if index == self._pointed and self.isEnabled():
                more = self._look.px(_POINTED_LINE - _LINE) / 2
                piece.adjust(0, -more, 0, more)
            self._paint_piece(painter, piece, part.done)
            if index == self._at and self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self._look.colour("text"), 2))
                away = self._look.px(5)
                # Within the widget's edges, where the first and the last piece lie.
                ring = piece.adjusted(-away, -away, away, away).intersected(
                    QRectF(self.rect()).adjusted(1, 1, -1, -1)
                )
                painter.drawRoundedRect(ring, away, away)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk along the pieces, and go to one; all other keys belong to the page."""
        last, forward = len(self._parts) - 1, -1 if self._is_mirrored() else 1
        match event.key():
            case Qt.Key.Key_Right if not event.modifiers():
                self._walk_to(self._at + forward)
            case Qt.Key.Key_Left if not event.modifiers():
                self._walk_to(self._at - forward)
            case Qt.Key.Key_Home:
                self._walk_to(0)
            case Qt.Key.Key_End:
                self._walk_to(last)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if not event.isAutoRepeat():
                    self.part_chosen.emit(self._at)
            case _:
                event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the part under the pointer."""
        found = self.part_at(event.position().x())
        if event.button() is Qt.MouseButton.LeftButton and found is not None:
            self.part_chosen.emit(found)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lift the part under the pointer."""
        self._point_at(self.part_at(event.position().x()))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Lift the part under the pointer."""
        self._point_at(self.part_at(event.position().x()))

    def leaveEvent(self, _event: QEvent) -> None:
        """Nothing is pointed at any more."""
        self._point_at(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard begins at the part that is done now."""
        self._at = next((index for index, part in enumerate(self._parts) if part.is_current), 0)
        self._name()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Without the keyboard it tells how far the session is."""
        self._name()
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        """A tooltip names the part under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self.part_at(event.x()) if self.rect().contains(event.pos()) else None
            QToolTip.showText(
                event.globalPos(), tooltip(self._label(found)) if found is not None else "", self
            )
            return True
        return super().event(event)

    def _walk_to(self, index: int) -> None:
        self._at = max(0, min(len(self._parts) - 1, index))
        self._name()
        self.update()

    def _point_at(self, index: int | None) -> None:
        if index != self._pointed:
            self._pointed = index
            self.update()

    def _name(self) -> None:
        """With the keyboard on it the chosen part gives the name, and it is seen above its piece."""
        name = self._label(self._at) if self.hasFocus() and self._parts else self._place
        if name != self.accessibleName():
            self.setAccessibleName(name)
        self._show_words(name if self.hasFocus() and self._parts else "")

    def _show_words(self, text: str) -> None:
        page = self.parentWidget()
        if text and page is not None:
            if self.words is None:
                self.words = WordsBeside(page, self._look)
            piece = self.pieces()[self._at][0].toAlignedRect()
            self.words.show_at(text, piece.translated(self.mapTo(page, QPoint(0, 0))))
        elif self.words is not None:
            self.words.hide()

    def moveEvent(self, event: QMoveEvent) -> None:
        """The words keep to their piece."""
        super().moveEvent(event)
        self._name()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words keep to their piece."""
        super().resizeEvent(event)
        self._name()

    def _label(self, index: int) -> str:
        return tr("Part {number} of {count}: {part}").format(
            number=index + 1, count=len(self._parts), part=self._parts[index].label
        )

    def _paint_piece(self, painter: QPainter, piece: QRectF, done: float) -> None:
        radius = piece.height() / 2
        painter.setBrush(self._look.colour("line"))
        painter.drawRoundedRect(piece, radius, radius)
        if done <= 0:
            return
        painter.setBrush(self._look.colour("accent"))
        filled = QRectF(piece)
        filled.setWidth(max(_SMALLEST, piece.width() * done))
        if self._is_mirrored():
            filled.moveRight(piece.right())
        painter.drawRoundedRect(filled, radius, radius)
