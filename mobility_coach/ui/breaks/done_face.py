"""The popup after a break: a few words, which go by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mobility_coach.ui.announce import announce
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import Spaces

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QHideEvent, QMouseEvent

    from mobility_coach.ui.look import Look

SHOWN_MS = 5000
_SIGN_PX = 28


class DoneFace(QWidget):
    """`read` tells that its words were there for long enough, or were clicked away.

    They stay while the pointer is on them.
    """

    read = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.words = PlainLabel(role="heading", wraps=True)
        self.today = PlainLabel(tone="muted", wraps=True)
        self.sign = QLabel()
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(SHOWN_MS)
        self.timer.timeout.connect(self.read)
        texts = QVBoxLayout()
        Spaces(look, texts, (0, 0, 0, 0), 4)
        texts.addWidget(self.words)
        texts.addWidget(self.today)
        row = QHBoxLayout(self)
        Spaces(look, row, (0, 0, 0, 0), 12)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(texts, 1)
        look.changed.connect(self._recolour)
        self._recolour()

    def show_words(self, words: str, today: str) -> None:
        """Show what became of the break; the time for reading begins anew.

        After a break that was practised `today` says what became of the day's, beside a tick; empty else.
        """
        self.sign.setVisible(bool(today))
        self.words.show_text(words)
        self.today.show_text(today)
        self.today.setVisible(bool(today))
        announce(self, words)
        if not self.underMouse():
            self.timer.start()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Who points at it reads."""
        super().enterEvent(event)
        self.timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Begin anew."""
        super().leaveEvent(event)
        if self.isVisible():
            self.timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing runs that is not seen."""
        super().hideEvent(event)
        self.timer.stop()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click puts it away."""
        event.accept()
        self.read.emit()

    def _recolour(self) -> None:
        side = self._look.px(_SIGN_PX)
        self.sign.setPixmap(self._look.icon("ready", "success").pixmap(QSize(side, side)))
