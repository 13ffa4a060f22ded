"""Searching 10,000 drills in the real window, letter by letter, each measured to the end of the paint.

Without a screen it paints in memory; with ``--x11`` on the screen.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if "--x11" not in sys.argv:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

from mobility_coach.adapters.machine.resources import resources_folder
from mobility_coach.bootstrap.workshop import Workshop
from mobility_coach.domain.drill import Drill, Movement, Place, Plane
from mobility_coach.domain.drill_filter import DrillFilter
from mobility_coach.domain.library import Library
from tests.benchmarks.figures import Figures

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from mobility_coach.ui.home.home_page import HomePage

DRILLS = 10_000
WORDS = ("hip opener", "ankle wall", "seated rotation", "front thigh 77", "zebra", "drill 4711")
ADJECTIVES = ("seated", "standing", "kneeling", "prone", "slow", "long", "gentle", "deep")
NOUNS = ("opener", "rotation", "rock", "floss", "glide", "reach", "swing", "fold")


class LargeWorkshop(Workshop):
    """The program with 10,000 drills, each with texts of its own."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._large = Library(tuple(many(super().library().drills)))

    def library(self) -> Library:
        """All of them."""
        return self._large


def many(patterns: tuple[Drill, ...]) -> list[Drill]:
    """Drills after the pattern of the shipped ones; no two share a text."""
    dice = random.Random(7)

    def other(movement: Movement, at: int) -> Movement:
        step = replace(movement.step, say=f"{movement.step.say} {at}")
        return replace(movement, step=step, felt=f"{movement.felt} {at}")

    drills = []
    for at in range(DRILLS):
        pattern = patterns[at % len(patterns)]
        title = f"{dice.choice(ADJECTIVES).capitalize()} {pattern.region} {dice.choice(NOUNS)} {at}"
        movements = tuple(other(movement, at) for movement in pattern.movements)
        drills.append(replace(pattern, id=f"drill-{at}", title=title, movements=movements))
    return drills


def milliseconds(action: Callable[[], object], app: "QApplication", home: "HomePage") -> float:
    """How long `action` takes with all that it leads to, the paint included."""
    start = time.perf_counter()
    action()
    app.processEvents()
    home.list_of_drills.viewport().repaint()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Print the figures."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  # once its platform is chosen

    from mobility_coach.ui.look import Look  # noqa: PLC0415
    from mobility_coach.ui.main_window import MainWindow  # noqa: PLC0415

    figures = Figures(f"{DRILLS} drills")
    with tempfile.TemporaryDirectory() as folder:
        coach = LargeWorkshop(Path(folder)).coach
        app = QApplication([])
        window = MainWindow(Look(app, resources_folder() / "icons"))
        window.resize(1120, 760)
        window.show()
        home = window.home
        coach.today()  # reads settings and history, which is not what is measured here
        figures.at_most("opening the list, ms", milliseconds(lambda: window.attach(coach), app, home), 400)
        steps: list[float] = []
        started = time.perf_counter()
        while True:
            start = time.perf_counter()
            left = coach.prepare_list(8)
            steps.append((time.perf_counter() - start) * 1000)
            if not left:
                break
        figures.note("all lengths known after, s", time.perf_counter() - started)
        figures.at_most("one step of that, ms, 99 of 100", statistics.quantiles(steps, n=100)[98], 16)
        type_words(figures, app, home, "")
        home.side.filters.show_filter(DrillFilter(place=Place.DESK, plane=Plane.FRONTAL, minutes=10))
        chips = milliseconds(lambda: home.filter_changed.emit(home.filter), app, home)
        figures.at_most("three chips, ms", chips, 50)
        type_words(figures, app, home, " with three chips")
        window.close()
    figures.end()


def type_words(figures: Figures, app: "QApplication", home: "HomePage", where: str) -> None:
    """Type each word and take it back."""
    texts: list[str] = []
    for words in WORDS:
        prefixes = [words[:stop] for stop in range(1, len(words) + 1)]
        texts += (*prefixes, *reversed(prefixes), "")
    taken = [milliseconds(partial(home.search.setText, text), app, home) for text in texts]
    figures.at_most(f"a letter{where}, ms, median", statistics.median(taken), 16)
    figures.at_most(f"a letter{where}, ms, worst", max(taken), 50)


if __name__ == "__main__":
    main()
