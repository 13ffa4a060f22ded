"""What the figure costs on the screen: bench_figure_screen [--drill hip-flexor-matrix] [--seconds 8]

It draws in memory, in real time: the first picture from cold and of each further movement, how long the
window's thread is held up meanwhile, and the processor's time while a stroke plays from the cache.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import FigureMoment, Motion, Way, WayKind
from mobility_coach.domain.motion_format import parse_motion
from tests.benchmarks.figures import Figures

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from mobility_coach.ui.figure.figure_view import FigureView
    from mobility_coach.ui.figure.renderer import FigureRenderer

RESOURCES = Path(__file__).parents[2] / "resources"
SIDE = 480
STROKE_SECONDS = 1.5

MOST_CPU_PERCENT = 6.0
MOST_FIRST_SECONDS = 0.25
MOST_BLOCK_MS = 50.0
MOST_CACHE_BYTES = 150 << 20
BEAT_MS = 5


class Heartbeat:
    """A timer in the window's thread; what comes late was held up."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer  # noqa: PLC0415  # only once its platform is chosen

        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._last = time.perf_counter()
        self.gaps: list[float] = []

    def start(self) -> None:
        """Begin to count."""
        self.gaps.clear()
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> list[float]:
        """All gaps between two beats, in milliseconds."""
        self._timer.stop()
        return sorted(self.gaps)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append(1000 * (now - self._last))
        self._last = now


def motion_of(drill: str) -> Motion:
    """A shipped motion."""
    motion = parse_motion((RESOURCES / "motions" / f"{drill}.json").read_bytes(), drill).motion
    assert motion is not None
    return motion


def moment(motion: Motion, movement: str, seconds: float) -> FigureMoment:
    """Strokes in and out, one after the other."""
    stroke, left = divmod(seconds, STROKE_SECONDS)
    side = Side.RIGHT if motion.side is Side.LEFT else Side.LEFT  # the mirrored one costs a little more
    way = Way(WayKind.STROKE, movement)
    return FigureMoment(motion.drill, side, way, left / STROKE_SECONDS, stroke % 2 == 1, left)


def run_until(app: "QApplication", is_done: Callable[[], bool], patience: float = 60.0) -> float:
    """Let the window live until then; the seconds that took."""
    from PySide6.QtCore import QEventLoop  # noqa: PLC0415  # only once its platform is chosen

    started = time.perf_counter()
    while not is_done() and time.perf_counter() < started + patience:
        app.processEvents(
            QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        )
    return time.perf_counter() - started


def first_picture(app: "QApplication", view: "FigureView", motion: Motion, movement: str) -> float:
    """Seconds from the first moment of a movement, with a stage of its own, to its first paint."""
    view.show_still(None)
    view.show_pose(motion, moment(motion, movement, 0))
    return run_until(app, lambda: view.projector.shown is not None)


def play(view: "FigureView", motion: Motion, movement: str, seconds: float) -> float:
    """The processor's time of the whole process while it plays, in percent of a core."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer  # noqa: PLC0415  # only once its platform is chosen

    timer, loop = QTimer(), QEventLoop()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(33)
    wall, used = time.perf_counter(), time.process_time()
    timer.timeout.connect(
        lambda: view.show_moment(motion, moment(motion, movement, time.perf_counter() - wall))
    )
    timer.start()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()
    timer.stop()
    return 100 * (time.process_time() - used) / (time.perf_counter() - wall)


def fill(
    app: "QApplication", view: "FigureView", renderer: "FigureRenderer", motion: Motion, first: str
) -> int:
    """Draw a movement and what follows it; how many pictures that were."""
    arrived: list[object] = []
    renderer.arrived.connect(lambda *_: arrived.append(None))
    view.show_moment(motion, moment(motion, first, 0))
    quiet = [0, 0.0]

    def is_quiet() -> bool:
        if quiet[0] != len(arrived):
            quiet[:] = [len(arrived), time.perf_counter()]
        return bool(arrived) and time.perf_counter() > quiet[1] + 1.5

    run_until(app, is_quiet)
    return len(arrived)


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drill", default="hip-flexor-matrix")
    parser.add_argument("--seconds", type=float, default=8.0)
    arguments = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  # only once its platform is chosen

    from mobility_coach.ui.figure.figure_view import FigureView  # noqa: PLC0415
    from mobility_coach.ui.figure.renderer import FigureRenderer  # noqa: PLC0415
    from mobility_coach.ui.look import Look, ThemeChoice  # noqa: PLC0415

    app = QApplication([])
    look = Look(app, RESOURCES / "icons", ThemeChoice.LIGHT)
    renderer = FigureRenderer()
    view = FigureView(look, renderer)
    view.resize(SIDE, SIDE)
    view.show()
    heartbeat = Heartbeat()
    motion = motion_of(arguments.drill)
    figures = Figures(f"The figure on the screen: {arguments.drill}, {SIDE} by {SIDE}")
    heartbeat.start()
    cold = first_picture(app, view, motion, motion.movements[0].id)
    import_gaps = heartbeat.stop()
    figures.note("first picture of all, numpy and the figure imported, s", cold)
    heartbeat.start()
    others = [
        first_picture(app, view, motion_of(each), "A")
        for each in ("corner-stretch", "side-flexion-rotation", "bent-knee-ankle-matrix", "hip-flexor-matrix")
    ]
    figures.at_most(
        "first picture of a movement, new stage, median, s", statistics.median(others), MOST_FIRST_SECONDS
    )
    figures.at_most("first picture of a movement, new stage, worst, s", max(others), MOST_FIRST_SECONDS)
    started = time.perf_counter()
    count = fill(app, view, renderer, motion, motion.movements[0].id)
    figures.note("pictures drawn of a movement and what follows it", count)
    figures.note("seconds for each of them", (time.perf_counter() - started - 1.5) / max(1, count))
    gaps = heartbeat.stop()
    figures.at_most("window held up while it draws, worst, ms", gaps[-1] - BEAT_MS, MOST_BLOCK_MS)
    figures.note("the same, p99, ms", gaps[int(len(gaps) * 0.99)] - BEAT_MS)
    figures.at_most("window held up by the first import, worst, ms", import_gaps[-1] - BEAT_MS, MOST_BLOCK_MS)
    playing = play(view, motion, motion.movements[0].id, arguments.seconds)
    figures.at_most("processor while playing, % of a core", playing, MOST_CPU_PERCENT)
    figures.at_most("pictures in memory, MiB", renderer.cache_bytes / (1 << 20), MOST_CACHE_BYTES / (1 << 20))
    started = time.perf_counter()
    renderer.close()
    figures.at_most("the thread has ended, s", time.perf_counter() - started, 1.0)
    figures.end()


if __name__ == "__main__":
    main()
