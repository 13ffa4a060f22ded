"""The sign that the microphone is open: an icon and a word, and for a moment what was heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mobility_coach.services.presenters.hearing_words import heard_words, hearing_words
from mobility_coach.services.session.player_view import Hearing, HearingState
from mobility_coach.ui.announce import announce
from mobility_coach.ui.parts.controls import with_tooltip
from mobility_coach.ui.parts.labels import PictureFace

if TYPE_CHECKING:
    from mobility_coach.ui.look import Look

_TEXT_PX = 13
_ICON_SHARE = 1.25
"""The icon's side, as a part of the letters' size."""

_HEIGHT_SHARE = 2.0
_CLOSED = Hearing()


class HearingSign(PictureFace):
    """Hidden while the microphone is closed. Told to screen readers once for each thing that is new."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__()
        if parent is not None:
            self.setParent(parent)
        self._look = look
        self._hearing = _CLOSED
        self._told: object = None
        self._is_bare = False
        self._text_px = 0
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return hearing_words(self._hearing)

    @property
    def is_open(self) -> bool:
        """Whether there is anything to say: the microphone is open, or ought to be."""
        return self._hearing.state is not HearingState.OFF

    def show_hearing(self, hearing: Hearing) -> None:
        """Show how the microphone does; a level alone changes nothing here."""
        before, self._hearing = self._hearing, hearing
        if _shown(before) == _shown(hearing):
            return
        self.setAccessibleName(self.words)
        self.setAccessibleDescription(hearing.problem)
        with_tooltip(self, hearing.problem or self.words)
        if self.isHidden() == self.is_open:
            self.setVisible(self.is_open)
        self._tell()
        self.updateGeometry()
        self.update()

    def set_bare(self, *, is_bare: bool) -> None:
        """The icon alone, but for what was heard; where there is little room."""
        if is_bare != self._is_bare:
            self._is_bare = is_bare
            self.updateGeometry()

    def set_text_px(self, size: int) -> None:
        """Letters of this size; 0 for the usual one."""
        if size != self._text_px:
            self._text_px = size
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """A pill around icon and words."""
        metrics = QFontMetrics(self._font())
        height = round(self._px() * _HEIGHT_SHARE)
        words = self._written()
        wide = metrics.horizontalAdvance(words) + 2 + self._look.space(8) if words else 0
        return QSize(2 * self._side_gap() + self._icon_px() + wide, height)

    def minimumSizeHint(self) -> QSize:
        """The icon; words that have no room are shortened, and no window grows for them."""
        return QSize(2 * self._side_gap() + self._icon_px(), self.sizeHint().height())

    @property
    def needs_room(self) -> bool:
        """Whether it has words to show where there is room for its icon alone."""
        return self._is_bare and self._hearing.heard is not None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Filled while something was heard, so that it is noticed from the corner of the eye."""
        ground, ink, edge = self._colours()
        look = self._look
        pill = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look.colour(ground))
        painter.setPen(QPen(look.colour(edge), 1))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        side, gap = self._icon_px(), self._side_gap()
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - gap - side if is_mirrored else gap
        icon = look.icon(self._icon_name(), ink).pixmap(QSize(side, side), self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - side) // 2, icon)
        painter.setPen(look.colour(ink))
        painter.setFont(self._font())
        beside = side + look.space(8)
        before, behind = (gap, gap + beside) if is_mirrored else (gap + beside, gap)
        inside = self.rect().adjusted(before, 0, -behind, 0)
        words = painter.fontMetrics().elidedText(
            self._written(), Qt.TextElideMode.ElideRight, max(0, inside.width())
        )
        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()

    def _tell(self) -> None:
        """Say what is new; that it listens on after a command is not."""
        heard = self._hearing.heard
        news = (heard, self._hearing.is_acted_on) if heard is not None else self._hearing.state
        was_heard = isinstance(self._told, tuple)
        if news != self._told and not (was_heard and news is HearingState.LISTENING):
            announce(self, self.words)
        self._told = news

    def _written(self) -> str:
        return heard_words(self._hearing) if self._is_bare else self.words

    def _icon_name(self) -> str:
        return "microphone-off" if self._hearing.state is HearingState.TROUBLE else "microphone"

    def _colours(self) -> tuple[str, str, str]:
        """Of the ground, of what stands on it, and of its edge."""
        if self._hearing.heard is not None:
            return ("accent", "on_accent", "accent") if self._hearing.is_acted_on else _WARNED
        if self._hearing.state is HearingState.TROUBLE:
            return _WARNED
        if self._hearing.state is HearingState.LISTENING:
            return "accent_soft", "accent", "accent_soft"
        return "panel", "muted", "line"

    def _font(self) -> QFont:
        font = self._look.font(_TEXT_PX, bold=True)
        font.setPixelSize(self._px())
        return font

    def _px(self) -> int:
        return self._text_px or self._look.px(_TEXT_PX)

    def _icon_px(self) -> int:
        return round(self._px() * _ICON_SHARE)

    def _side_gap(self) -> int:
        return round(self._px() * (_HEIGHT_SHARE - _ICON_SHARE) / 2) + self._look.px(2)


_WARNED = ("warm_soft", "warm", "warm_soft")


def _shown(hearing: Hearing) -> tuple[object, ...]:
    return hearing.state, hearing.heard, hearing.is_acted_on, hearing.problem
