"""Work in small steps, between the window's own tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

_AT_ONCE = 8
"""Drills in one step: some milliseconds."""

_STEPS_TOLD = 25


class Steps(QObject):
    """Calls what was given until it says that nothing is left; then nothing ticks any more.

    `progressed` tells now and then that more is known, `finished` that all is.
    """

    progressed = Signal()
    finished = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._step: Callable[[int], int] | None = None
        self._count = 0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._take)

    @property
    def is_under_way(self) -> bool:
        """Whether something is left to do."""
        return self._timer.isActive()

    def use(self, step: Callable[[int], int]) -> None:
        """From now on call this with how much to do at once; it returns how much is left. Begins at once."""
        self._step = step
        self.begin()

    def begin(self) -> None:
        """Begin again, where there is something to call."""
        if self._step is not None:
            self._timer.start()

    def _take(self) -> None:
        self._count += 1
        if self._step is None or not self._step(_AT_ONCE):
            self._timer.stop()
            self.finished.emit()
        elif self._count % _STEPS_TOLD == 0:
            self.progressed.emit()
