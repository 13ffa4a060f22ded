"""A figure that a person can turn, by mouse and by keys."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from mobility_coach.domain.wording import tr
from mobility_coach.ui.figure.figure_view import FigureView
from mobility_coach.ui.figure.turning import Turning

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent

    from mobility_coach.domain.motion import CameraName
    from mobility_coach.ui.figure.renderer import FigureRenderer
    from mobility_coach.ui.figure.scenes import Sight
    from mobility_coach.ui.look import Look

_REFINE_MS = 250
_COARSER = 2


class TurnableFigureView(FigureView):
    """While it is turned a coarse picture follows at once; a fine one comes when it is at rest.

    `turned` tells that it was, `clicked` of a click that did not turn it.
    """

    turned = Signal()
    clicked = Signal()

    def __init__(
        self, look: Look, renderer: FigureRenderer, *, clock: Callable[[], float] = monotonic
    ) -> None:
        self.turning = Turning()
        self._is_coarse = False
        super().__init__(look, renderer, clock=clock)
        self._refining = QTimer(self)
        self._refining.setSingleShot(True)
        self._refining.setInterval(_REFINE_MS)
        self._refining.timeout.connect(self._refine)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleDescription(tr("Drag it, or press the arrow keys, to turn it. Home turns it back."))

    def set_camera(self, camera: CameraName | None) -> None:
        """Look from elsewhere; what was turned is turned back."""
        self.turning.reset()
        self._is_coarse = False
        super().set_camera(camera)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys turn it, Home turns it back."""
        if not event.modifiers() and self.turning.press(event.key()):
            self._turn()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it."""
        if event.button() is Qt.MouseButton.LeftButton:
            # Space and the arrow keys are the figure's now.
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.turning.grip(event.position())
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn it with the mouse."""
        if self.turning.drag(event.position(), QGuiApplication.styleHints().startDragDistance()):
            self._turn()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of it; who has not turned it has clicked."""
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        is_click = self.turning.let_go() and self.rect().contains(event.position().toPoint())
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if is_click:
            self.clicked.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is not seen is at rest."""
        super().hideEvent(event)
        self._refining.stop()
        self._is_coarse = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def _turn(self) -> None:
        self._is_coarse = True
        self._refining.start()
        self.turned.emit()
        self.projector.refresh()

    def _refine(self) -> None:
        self._is_coarse = False
        self.projector.refresh()

    def _sight(self, *, is_mirrored: bool) -> Sight | None:
        fine = super()._sight(is_mirrored=is_mirrored)
        if fine is None:
            return None
        turn = self.turning.turn if is_mirrored else -self.turning.turn
        turned = replace(fine, turn=turn, tilt=self.turning.tilt)
        if not self._is_coarse:
            return turned
        smaller = max(1, fine.width // _COARSER), max(1, fine.height // _COARSER)
        return replace(turned, width=smaller[0], height=smaller[1], samples=1)
