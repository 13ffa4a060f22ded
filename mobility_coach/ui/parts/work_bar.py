"""The bar that shows how far a long work is, and lets it be stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QSizePolicy, QVBoxLayout

from mobility_coach.domain.wording import tr
from mobility_coach.ui.announce import announce
from mobility_coach.ui.parts.controls import Button
from mobility_coach.ui.parts.labels import PlainLabel
from mobility_coach.ui.parts.layouts import AdaptiveRow, Spaces

if TYPE_CHECKING:
    from mobility_coach.services.work import Work
    from mobility_coach.ui.look import Look

_FINENESS = 1000
_THICKNESS_PX = 6


class ProgressLine(QProgressBar):
    """A thin line that fills from its beginning; screen readers read it as a progress bar."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setRange(0, _FINENESS)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_progress(self, progress: float) -> None:
        """How much is done, 0 … 1."""
        self.setValue(round(max(0.0, min(1.0, progress)) * _FINENESS))

    def sizeHint(self) -> QSize:
        """As thin as its line."""
        return QSize(self._look.px(160), self._look.px(_THICKNESS_PX))

    def minimumSizeHint(self) -> QSize:
        """It may be short."""
        return QSize(self._look.px(40), self._look.px(_THICKNESS_PX))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """What is to do, and over it what is done."""
        whole = QRectF(self.rect())
        done = whole.width() * self.value() / _FINENESS
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = whole.right() - done if is_mirrored else whole.left()
        radius = whole.height() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("line"))
        painter.drawRoundedRect(whole, radius, radius)
        if done:
            painter.setBrush(self._look.colour("accent"))
            painter.drawRoundedRect(
                QRectF(left, whole.top(), max(done, 2 * radius), 2 * radius), radius, radius
            )
        painter.end()


class WorkBar(QFrame):
    """Drives one work at a time, from the window's thread; it is hidden while there is none.

    `finished` tells the end of each work, and whether it was cancelled before all was done.
    """

    finished = Signal(bool)

    def __init__(self, look: Look, *, is_framed: bool = True) -> None:
        super().__init__()
        self.setProperty("role", "panel" if is_framed else "")
        self._work: Work | None = None
        self.title = PlainLabel(wraps=True)
        self.line = ProgressLine(look)
        self.cancel_button = Button(look, tr("Cancel"), "stop")
        self.cancel_button.clicked.connect(self.cancel)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._step)
        words = QVBoxLayout()
        Spaces(look, words, (0, 0, 0, 0), 8)
        words.addWidget(self.title)
        words.addWidget(self.line)
        row = AdaptiveRow(look, 360, 20)
        row.row.addLayout(words, 1)
        row.row.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        Spaces(look, layout, (20, 12, 12, 12) if is_framed else (0, 8, 0, 0), 0)
        layout.addWidget(row)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether a work is under way."""
        return self._work is not None

    def run(self, work: Work) -> None:
        """Show and drive `work`; one that is still under way is cancelled for it."""
        self.cancel()
        self._work = work
        self._show(work)
        self.show()
        announce(self, work.title)
        self._timer.start(0)

    def cancel(self) -> None:
        """Stop what is under way, if anything is."""
        if self._work is not None:
            self._work.cancel()
            self._end(is_cancelled=True)

    def _step(self) -> None:
        work = self._work
        if work is None:
            return
        try:
            is_going_on = work.step()
        except Exception:
            self._end(is_cancelled=True)  # the fault is told elsewhere; a bar that stands still would hang on
            raise
        if not is_going_on:
            self._end(is_cancelled=False)
        elif work is self._work:
            self._show(work)
            self._timer.start(max(0, work.pause_ms))

    def _show(self, work: Work) -> None:
        self.title.show_text(work.title)
        self.line.setAccessibleName(work.title)
        self.line.show_progress(work.progress)
        self.cancel_button.setAccessibleName(tr("Cancel: {work}").format(work=work.title))

    def _end(self, *, is_cancelled: bool) -> None:
        self._work = None
        self._timer.stop()
        self.finished.emit(is_cancelled)  # while it is seen, so that the keyboard can be led on from it
        if self._work is None:
            self.hide()
