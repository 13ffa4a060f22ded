"""What the player costs while it plays: bench_player [--x11] [--seconds 20] [--size 1120x760]

A real session of the shipped drills, without sound, in the real window: the processor's time of the whole
process against that of the same window while it stands still, the time of one look at the session, and of one
repaint. Without --x11 it needs no screen.
"""

import argparse
import os
import statistics
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mobility_coach.domain.commands import Command
from mobility_coach.domain.timeline import SegmentKind, frames
from mobility_coach.services.session.player_view import PlayerView
from tests.benchmarks.figures import Figures
from tests.domain.drills_for_tests import routine, shipped_drills
from tests.services.player_stage import Stage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from mobility_coach.services.session.player import Player
    from mobility_coach.ui.player.player_page import PlayerPage

ICONS = Path(__file__).parents[2] / "resources" / "icons"

MOST_CPU_PERCENT = 3.0
MOST_REPAINT_MS = 4.0
MOST_LOOK_MS = 0.5
"""A look at a session of all drills, from a processor that has slept since the last one."""


class TimedPlayer:
    """A session whose sound moves with the wall clock; each look at it is timed."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._player: Player = stage.player
        self._since = time.monotonic()
        self._from = stage.sink.position()
        self.looks: list[float] = []

    @property
    def is_over(self) -> bool:
        return self._player.is_over

    def view(self) -> PlayerView:
        """What is heard now, by the wall clock."""
        heard = self._from + frames(time.monotonic() - self._since)
        stage = self._stage
        stage.sink.move(max(0, heard - stage.sink.position()))
        stage.wall.moment = datetime.now(UTC)
        started = time.perf_counter()
        view = self._player.view()
        self.looks.append(time.perf_counter() - started)
        return view

    def tell(self, command: Command) -> None:
        self._player.tell(command)

    def go_to(self, part: int) -> None:
        self._player.go_to(part)

    def close(self) -> None:
        self._player.close()


def session() -> TimedPlayer:
    """A session of all drills, a little before the first reps."""
    stage = Stage(routine(*shipped_drills()))
    stage.wall.moment = datetime.now(UTC)
    stage.start_in(SegmentKind.REPS, 0, 0.5)
    return TimedPlayer(stage)


def cpu_share(app: "QApplication", seconds: float) -> float:
    """The processor's time of this process, in percent of one core, while the window lives for so long."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415  # only once its platform is chosen

    QTimer.singleShot(round(1000 * seconds), app.quit)
    wall, used = time.perf_counter(), time.process_time()
    app.exec()
    return 100 * (time.process_time() - used) / (time.perf_counter() - wall)


def repaints(app: "QApplication", page: "PlayerPage") -> list[float]:
    """The time of each of 100 repaints of what moves."""
    taken = []
    for _ in range(100):
        time.sleep(1 / 30)
        page.pulse.look()
        started = time.perf_counter()
        app.processEvents()
        taken.append(1000 * (time.perf_counter() - started))
    return taken


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--x11", action="store_true", help="use the screen instead of drawing in memory")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--size", default="1120x760")
    arguments = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "xcb" if arguments.x11 else "offscreen"
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  # only once its platform is chosen

    from mobility_coach.ui.look import Look, ThemeChoice  # noqa: PLC0415
    from mobility_coach.ui.player.player_page import PlayerPage  # noqa: PLC0415

    app = QApplication([])
    page = PlayerPage(Look(app, ICONS, ThemeChoice.LIGHT))
    page.resize(*map(int, arguments.size.split("x")))
    page.show()
    player = session()
    page.open(player)
    cpu_share(app, 1.0)
    player.looks.clear()
    playing = cpu_share(app, arguments.seconds)
    look_ms = 1000 * statistics.median(player.looks)
    frames_shown = len(player.looks)
    page.pulse._timer.stop()
    repaint = sorted(repaints(app, page))
    player.tell(Command.PAUSE)
    page.pulse.look()
    paused = cpu_share(app, 5.0)
    page.leave()
    figures = Figures("player")
    figures.at_most("processor while playing, % of a core", playing, MOST_CPU_PERCENT)
    figures.at_most("processor while paused, % of a core", paused, 0.2)
    figures.at_most("one look at the session, ms", look_ms, MOST_LOOK_MS)
    figures.at_most("repaint, median, ms", statistics.median(repaint), MOST_REPAINT_MS)
    figures.at_most("repaint, worst of 100, ms", repaint[-1], 4 * MOST_REPAINT_MS)
    figures.note("looks a second", frames_shown / arguments.seconds)
    figures.end()


if __name__ == "__main__":
    main()
