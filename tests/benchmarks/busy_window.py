"""The load under which sound is judged: a window paints 30 frames a second, Python is busy in bursts."""

import os
import time
from collections.abc import Callable

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

FRAME_MS = 33
BURST_MS = 50
BURST_EVERY_MS = 173


class _Window(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        painter = QPainter(self)
        shift = int(time.monotonic() * 97)
        for line in range(200):
            painter.setPen(QColor(line * 7 % 255, 90, 120))
            painter.drawLine((shift + line * 3) % 640, 0, 640 - line * 5 % 640, 480)
        painter.end()


def run(seconds: float, each_frame: Callable[[], object]) -> None:
    """Paint, and keep Python busy, for so long; `each_frame` is called after each painting."""
    app = QApplication.instance() or QApplication([])
    window = _Window()
    window.resize(640, 480)
    window.show()

    def frame() -> None:
        window.repaint()
        each_frame()

    def burst() -> None:
        end = time.perf_counter() + BURST_MS / 1000
        while time.perf_counter() < end:
            pass

    painting, bursting = QTimer(), QTimer()
    painting.setTimerType(Qt.TimerType.PreciseTimer)
    painting.timeout.connect(frame)
    bursting.timeout.connect(burst)
    painting.start(FRAME_MS)
    bursting.start(BURST_EVERY_MS)
    QTimer.singleShot(round(seconds * 1000), app.quit)
    app.exec()
    painting.stop()
    bursting.stop()
