"""What the TV costs while it plays: bench_tv [--x11] [--seconds 10] [--size 1920x1080]

A real session of the shipped drills, without sound, with real figures: the processor's time of the whole
process while it plays and while it is paused, and the time of one frame, from the look at the session to the
painted screen. Beside it stands the player's page in the same size. Without --x11 it needs no screen.
"""

import argparse
import os
import statistics
import time
from typing import TYPE_CHECKING

from mobility_coach.domain.commands import Command
from tests.benchmarks.bench_player import ICONS, session
from tests.benchmarks.figures import Figures

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from mobility_coach.ui.figure.figures import Figures as ShownFigures
    from mobility_coach.ui.player.player_page import PlayerPage
    from mobility_coach.ui.tv.tv_window import TvWindow

MOST_FRAME_MS = 8.0
MOST_PAUSED_PERCENT = 2.0
FRAMES = 150
MOST_WAITS = 60


def cpu_share(seconds: float) -> float:
    """The processor's time of this process, in percent of one core, while windows live for so long.

    The program is not ended for it, as `bench_player` does: that would close the TV.
    """
    from PySide6.QtCore import QEventLoop, QTimer  # noqa: PLC0415  # only once its platform is chosen

    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    wall, used = time.perf_counter(), time.process_time()
    loop.exec()
    return 100 * (time.process_time() - used) / (time.perf_counter() - wall)


def wait_for(figures: "ShownFigures") -> None:
    """Until the pictures of the first reps are drawn; that costs the same wherever they are shown."""
    cpu_share(2.0)
    for _ in range(MOST_WAITS):
        if not figures.is_drawing:
            return
        cpu_share(0.5)


def frames_of(app: "QApplication", face: "TvWindow | PlayerPage") -> list[float]:
    """The time of each of many frames."""
    taken = []
    for _ in range(FRAMES):
        time.sleep(1 / 30)
        app.processEvents()  # pictures that were drawn meanwhile are not the frame's
        started = time.perf_counter()
        face.pulse.look()
        app.processEvents()
        taken.append(1000 * (time.perf_counter() - started))
    return sorted(taken)


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--x11", action="store_true", help="use the screen instead of drawing in memory")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--size", default="1920x1080")
    arguments = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "xcb" if arguments.x11 else "offscreen"
    from PySide6.QtWidgets import QApplication, QWidget  # noqa: PLC0415  # only once its platform is chosen

    from mobility_coach.ui.figure import figures as figure_parts  # noqa: PLC0415
    from mobility_coach.ui.look import Look, ThemeChoice  # noqa: PLC0415
    from mobility_coach.ui.player.player_page import PlayerPage  # noqa: PLC0415
    from mobility_coach.ui.tv.screens import TvScreens  # noqa: PLC0415
    from mobility_coach.ui.tv.tv_window import TvWindow  # noqa: PLC0415
    from tests.ui.fakes import FakeCoach  # noqa: PLC0415

    app = QApplication([])
    look, coach, home = Look(app, ICONS, ThemeChoice.DARK), FakeCoach(), QWidget()
    figures = figure_parts.Figures(look, coach.figures())
    width, height = map(int, arguments.size.split("x"))
    tv = TvWindow(look, coach, figures, TvScreens(coach.window_memory, home))
    page = PlayerPage(look)
    page.use_figures(figures)
    results = Figures(f"TV, {arguments.size}")
    for name, face in (("TV", tv), ("page", page)):
        player = session()
        if face is page:
            page.show()
        face.open(player)
        face.showNormal()
        face.resize(width, height)
        wait_for(figures)
        playing = cpu_share(arguments.seconds)
        face.pulse._timer.stop()
        frames = frames_of(app, face)
        player.tell(Command.PAUSE)
        face.pulse.look()
        paused = cpu_share(4.0)
        face.leave()
        face.hide()
        results.note(f"{name}: size", f"{face.width()}x{face.height()}")
        results.note(f"{name}: processor while playing, % of a core", playing)
        median = statistics.median(frames)
        if face is tv:
            results.at_most("TV: one frame, median, ms", median, MOST_FRAME_MS)
            results.at_most("TV: processor while paused, % of a core", paused, MOST_PAUSED_PERCENT)
        else:
            results.note("page: one frame, median, ms", median)
            results.note("page: processor while paused, % of a core", paused)
        results.note(f"{name}: one frame, 95th of 100, ms", frames[int(len(frames) * 0.95)])
    figures.close()
    results.end()


if __name__ == "__main__":
    main()
