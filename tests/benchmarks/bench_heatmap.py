"""What the history page costs: a paint of the heatmap, a step of the keyboard, opening the page.

It draws in memory and needs no screen. A year and ten years are painted whole, from their pictures and anew.
"""

import gc
import os
import statistics
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mobility_coach.ui.history.heatmap import Heatmap
from mobility_coach.ui.history.history_page import HistoryPage
from mobility_coach.ui.look import Look, ThemeChoice
from tests.benchmarks.figures import Figures
from tests.ui.fake_history import FakeHistory

if TYPE_CHECKING:
    from mobility_coach.services.presenters.history_view import HistoryView

ICONS = Path(__file__).parents[2] / "resources" / "icons"
PAINT_MS, OPEN_MS = 2.0, 50.0
TIMES = 60


class KeptHistory(FakeHistory):
    """The same view each time: what the window costs, without what the history does."""

    def __init__(self, years: int) -> None:
        super().__init__(years)
        self._kept = super().view()

    def view(self) -> "HistoryView":
        """The view that was made before."""
        return self._kept


def median_ms(work: Callable[[], object], times: int = TIMES) -> float:
    """How long `work` takes, in the middle of many times."""
    taken = []
    for _ in range(times):
        started = perf_counter()
        work()
        taken.append((perf_counter() - started) * 1000)
    return statistics.median(taken)


def main() -> None:
    """Print all figures."""
    app = QApplication(sys.argv[:1])
    look = Look(app, ICONS, ThemeChoice.LIGHT)
    figures = Figures("Heatmap and history page")
    for years in (1, 10):
        paint(app, look, figures, years)
    for years in (1, 10):
        open_page(app, look, figures, years)
    figures.end()


def paint(app: QApplication, look: Look, figures: Figures, years: int) -> None:
    """All of the years in one paint, at a width where a year is one row of weeks."""
    history = KeptHistory(years)
    heatmap = Heatmap(look, history.day_words)
    heatmap.show_years(history.view().years, history.today)
    heatmap.set_all(shows_all=years > 1)
    heatmap.resize(970, heatmap.heightForWidth(970))
    heatmap.show()
    heatmap.setFocus(Qt.FocusReason.OtherFocusReason)
    app.processEvents()
    image = QImage(heatmap.size(), QImage.Format.Format_ARGB32_Premultiplied)

    def render() -> None:
        heatmap.render(image)

    def render_anew() -> None:
        heatmap._renew()
        heatmap.render(image)

    def step() -> None:
        QTest.keyClick(heatmap, Qt.Key.Key_Up)
        app.processEvents()

    figures.at_most(f"{years} years: a paint of all of it, ms", median_ms(render), PAINT_MS)
    figures.note(f"{years} years: a paint after a change of look or size, ms", median_ms(render_anew))
    figures.at_most(f"{years} years: a key, shown, ms", median_ms(step), 16.0)
    heatmap.close()


def open_page(app: QApplication, look: Look, figures: Figures, years: int) -> None:
    """Made and shown for the first time, and brought up again."""
    history = KeptHistory(years)
    pages = []

    def first() -> None:
        page = HistoryPage(look, history)
        page.resize(1120, 760)
        page.refresh()
        page.show()
        app.processEvents()
        pages.append(page)

    figures.at_most(f"{years} years: the page, made and painted, ms", median_ms(first, 9), OPEN_MS)
    page = pages[-1]

    def again() -> None:
        page.hide()
        page.refresh()
        page.show()
        app.processEvents()

    figures.at_most(f"{years} years: the page, shown again, ms", median_ms(again, 15), OPEN_MS)
    day = next(day for at in range(90) if len(history.records(day := history.today - timedelta(at))) == 4)

    def open_day() -> None:
        page.close_day()
        page.open_day(day)
        app.processEvents()

    figures.at_most(f"{years} years: a day, opened, ms", median_ms(open_day, 15), OPEN_MS)
    for each in pages:
        each.close()
    pages.clear()
    gc.collect()


if __name__ == "__main__":
    main()
