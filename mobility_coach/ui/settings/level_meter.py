"""How loud it is at the microphone: a line that fills, and in it what is noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from mobility_coach.domain.wording import tr
from mobility_coach.ui.parts.labels import PictureFace

if TYPE_CHECKING:
    from mobility_coach.ui.look import Look

_THICKNESS_PX = 8
_HEIGHT_PX = 24


class LevelMeter(PictureFace):
    """What is louder than the room's noise in the accent's colour; the noise warns where it is too loud."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._levels = (0.0, 0.0)
        self._is_noisy = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Level of the microphone"))
        look.changed.connect(self.updateGeometry)

    @property
    def levels(self) -> tuple[float, float]:
        """What is shown: the level, and the noise."""
        return self._levels

    def show_level(self, level: float, noise: float, *, is_noisy: bool = False) -> None:
        """Show how loud it is, and how loud it always is; both 0 … 1."""
        if (level, noise, is_noisy) != (*self._levels, self._is_noisy):
            self._levels, self._is_noisy = (level, noise), is_noisy
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(self._look.px(240), self._look.px(_HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        """It may be short."""
        return QSize(self._look.px(80), self._look.px(_HEIGHT_PX))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """All of the line, what sounds now, and what of it is noise."""
        level, noise = self._levels
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ground = "warm" if self._is_noisy else "muted"
        for share, colour in ((1.0, "line"), (level, "accent"), (min(noise, level), ground)):
            if share > 0:
                self._paint_part(painter, share, colour)
        painter.end()

    def _paint_part(self, painter: QPainter, share: float, colour: str) -> None:
        thick = self._look.px(_THICKNESS_PX)
        part = QRectF(0, (self.height() - thick) / 2, max(thick, share * self.width()), thick)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            part.moveRight(self.width())
        painter.setBrush(self._look.colour(colour))
        painter.drawRoundedRect(part, thick / 2, thick / 2)
