"""Draws every screen, light and dark, at 100 % and 200 % text, into a folder: screenshots.py FOLDER [--x11]

The contents are fixed: the shipped drills, a made-up history, a session in its middle. Without --x11 it needs
no screen.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

    from mobility_coach.ui.look import Look
    from mobility_coach.ui.main_window import MainWindow

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from mobility_coach.domain.drill import Drill, Place, Plane  # noqa: E402
from mobility_coach.domain.drill_filter import DrillFilter  # noqa: E402
from mobility_coach.domain.drill_format import parse_drill  # noqa: E402
from mobility_coach.domain.transport import Phase  # noqa: E402
from tests.ui.fake_breaks import ASKING, WATCHING, FakeReminders  # noqa: E402
from tests.ui.fake_history import FakeHistory  # noqa: E402
from tests.ui.fakes import TODAY, VOICES, FakeCoach, FakePlayer, player_view  # noqa: E402
from tests.ui.opened_pages import opened_breaks, opened_settings  # noqa: E402

DUE_TEXT = "It is time for your short break"
TROUBLE = (
    "Nobody can tell here when you are away from the keyboard: reminders come by the clock alone. "
    "Diagnostics says what helps."
)

DAYS_AGO = {
    "ankle-rolls": 5,
    "straight-leg-ankle-matrix": 2,
    "bent-knee-ankle-matrix": 1,
    "hip-flexor-matrix": 0,
    "corner-stretch": 3,
    "side-lying-rotation": 16,
}


def shipped_drills() -> tuple[Drill, ...]:
    """The drills that come with the program."""
    files = sorted((ROOT / "resources" / "drills").glob("*.json"))
    parsed = [parse_drill(file.read_bytes(), file.name) for file in files]
    return tuple(each.drill for each in parsed if each.drill is not None)


def main() -> None:
    """Draw all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--x11", action="store_true", help="use the screen instead of drawing in memory")
    parser.add_argument("--size", default="1120x760", help="of the window at 100 %%")
    arguments = parser.parse_args()
    if not arguments.x11:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    arguments.folder.mkdir(parents=True, exist_ok=True)
    width, height = map(int, arguments.size.split("x"))
    draw_all(arguments.folder, width, height)


def draw_all(folder: Path, width: int, height: int) -> None:
    """Each screen in both themes and both text sizes."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  # only once its platform is chosen

    from mobility_coach.ui.look import Look, ThemeChoice  # noqa: PLC0415
    from mobility_coach.ui.main_window import MainWindow  # noqa: PLC0415
    from tests.benchmarks.break_scenes import BreakScenes  # noqa: PLC0415

    app = QApplication([])
    look = Look(app, ROOT / "resources" / "icons", ThemeChoice.LIGHT)
    drills = shipped_drills()
    for theme in (ThemeChoice.LIGHT, ThemeChoice.DARK):
        for percent in (100, 200):
            look.set_theme(theme)
            look.set_text_scale(percent / 100)
            last_done = {drill: TODAY - timedelta(days) for drill, days in DAYS_AGO.items()}
            coach = FakeCoach(drills, last_done)
            window = MainWindow(look)
            window.resize(width, height)
            window.show()
            window.attach(coach)
            pages = Pages(look, window.size())
            assert window.figures is not None
            breaks = BreakScenes(look, window.figures)
            for name, prepare in (scenes(window, coach) | pages.scenes(coach) | breaks.scenes()).items():
                shown = prepare() or window
                settle(app, window, shown)
                file = folder / f"{name}-{theme}-{percent}.png"
                shown.grab().save(str(file))
                print(file)
            breaks.close()
            pages.close()
            window.close()
            window.deleteLater()
            app.processEvents()


def settle(app: QApplication, window: MainWindow, shown: QWidget) -> None:
    """Until layouts have come to rest and all figures that are seen are drawn."""
    from PySide6.QtTest import QTest  # noqa: PLC0415

    from mobility_coach.ui.figure.figure_view import FigureView  # noqa: PLC0415

    def is_drawn() -> bool:
        parts = {*window.findChildren(FigureView), *shown.findChildren(FigureView)}
        views = [view for view in parts if view.isVisible()]
        thumbnails = window.figures.thumbnails if window.figures is not None else None
        return all(view.projector.image() is not None for view in views) and (
            thumbnails is None or all(thumbnails.pixmap(drill.id) is not None for drill in shipped_drills())
        )

    QTest.qWait(250)  # a figure's picture of a new size is asked for once the size has come to rest
    while not is_drawn():
        QTest.qWait(20)
    for _ in range(6):
        app.processEvents()


class Pages:
    """What stands for itself: the pages beside the main one, and a window on the day of the first start."""

    def __init__(self, look: Look, size: QSize) -> None:
        self._look = look
        self._size = size
        self._shown: list[QWidget] = []

    def close(self) -> None:
        """Let all of them go."""
        for page in self._shown:
            page.close()
            page.deleteLater()

    def scenes(self, coach: FakeCoach) -> dict[str, Callable[[], QWidget]]:
        """How to get to each of them, in this order."""
        from mobility_coach.ui.history.history_page import HistoryPage  # noqa: PLC0415
        from mobility_coach.ui.main_window import MainWindow  # noqa: PLC0415
        from mobility_coach.ui.trouble.diagnostics_page import DiagnosticsPage  # noqa: PLC0415

        history = FakeHistory(years=4)
        page = HistoryPage(self._look, history)
        page.refresh()

        def open_day(records: int) -> HistoryPage:
            days = (TODAY - timedelta(at) for at in range(60, 400))
            page.open_day(next(day for day in days if len(history.records(day)) == records))
            return page

        def remove() -> HistoryPage:
            page.day_panel.records[1].remove.click()
            return page

        def show_rest() -> HistoryPage:
            page.close_day()
            _scroll(page.body, 1.0)
            return page

        def show_all_years() -> HistoryPage:
            _scroll(page.body, 0.0)
            page.year_bar.all.click()
            return page

        def without_history() -> QWidget:
            empty = HistoryPage(self._look, FakeHistory(1, is_empty=True))
            empty.refresh()
            return self._show(empty)

        def diagnostics() -> QWidget:
            machine = DiagnosticsPage(self._look, coach.diagnostics())
            self._show(machine)
            machine.refresh()
            return machine

        def first_start() -> QWidget:
            window = MainWindow(self._look)
            newcomer = FakeCoach(shipped_drills(), {})
            newcomer.streak, newcomer.why = 0, "One finished side of a drill makes today count."
            self._show(window)
            window.attach(newcomer)
            window.home.show_safety()
            return window

        return {
            "history": lambda: self._show(page),
            "history-day": lambda: open_day(4),
            "history-removed": remove,
            "history-rest-day": lambda: open_day(0),
            "history-end": show_rest,
            "history-all": show_all_years,
            "history-empty": without_history,
            "diagnostics": diagnostics,
            "first-start": first_start,
        }

    def _show(self, page: QWidget) -> QWidget:
        self._shown.append(page)
        page.resize(self._size)
        page.show()
        return page


def scenes(window: MainWindow, coach: FakeCoach) -> dict[str, Callable[[], QWidget | None]]:
    """How to get to each screen of the window, in this order."""
    home = window.home

    def play(**changes: object) -> None:
        window.player_page.leave()
        coach.player = FakePlayer(player_view(**changes))
        window.start("hip-flexor-matrix")

    def show_keys() -> None:
        play()
        window.player_page.show_keys()

    def open_drill() -> None:
        search(DrillFilter())
        home.list_of_drills.choose("hip-flexor-matrix")
        home.list_of_drills.row_opened.emit("hip-flexor-matrix")

    def search(wanted: DrillFilter) -> None:
        home.search.setText(wanted.text)
        home.side.filters.show_filter(wanted)
        home.show_found(coach.search(wanted))

    def play_in_full_screen() -> None:
        play()
        window.player_page.set_full_screen(is_full=True)

    def open_routine() -> None:
        home.show_lists()
        home.show_routines()
        coach.set_minutes("before-run", 12)
        home.list_of_routines.choose("before-run")
        home.list_of_routines.row_opened.emit("before-run")

    def open_settings() -> None:
        window.player_page.set_full_screen(is_full=False)
        window.player_page.leave()
        opened_settings(window)
        coach.found(VOICES) if coach.found else None

    reminders = FakeReminders()

    def open_breaks() -> None:
        reminders.shown = WATCHING
        _scroll(opened_breaks(window, reminders).body, 0.0)

    def show_due() -> None:
        open_breaks()
        reminders.show(replace(ASKING, next_text=DUE_TEXT, trouble=TROUBLE))

    def remove_kind() -> None:
        open_breaks()
        page = opened_breaks(window)
        if len(page.kinds) > 1:
            page.kinds[0].remove.click()

    return {
        "main": lambda: None,
        "search": lambda: search(DrillFilter("ankle", place=Place.DESK)),
        "search-empty": lambda: search(DrillFilter("shoulder", plane=Plane.FRONTAL)),
        "drill": open_drill,
        "drill-middle": lambda: _scroll(home.drill_page.body, 0.5),
        "drill-end": lambda: _scroll(home.drill_page.body, 1.0),
        "routine": open_routine,
        "player-ready": lambda: play(
            phase=Phase.READY,
            rep=0,
            reps=0,
            stroke=None,
            stroke_progress=0.0,
            caption="",
            movement_label="",
            instruction="Mobility should feel like an intense stretch. Pain stops it.",
            next_text="A · Straight ahead",
        ),
        "player-playing": play,
        "player-countin": lambda: play(count_in=3, rep=0, reps=0, stroke=None, caption="3"),
        "player-paused": lambda: play(
            phase=Phase.PAUSED, banner="No sound device was found. Connect one, and go on."
        ),
        "player-waiting": lambda: play(
            phase=Phase.WAITING,
            rep=0,
            reps=0,
            stroke=None,
            stroke_in_text="",
            stroke_out_text="",
            caption="Say or press ready when you are in position.",
            instruction="Kneel on your left knee, right foot in front. Tuck your left toes under.",
        ),
        "player-finished": lambda: play(
            phase=Phase.FINISHED,
            rep=0,
            reps=0,
            stroke=None,
            stroke_in_text="",
            stroke_out_text="",
            instruction="Done. Your hips moved through three planes today.",
            summary=("Hip flexor matrix, both sides: 5 movements, 80 reps", "6 minutes of movement"),
            caption="",
            next_text="",
            movement_label="",
            side_label="",
            remaining_seconds=0.0,
            commands=frozenset(),
        ),
        "player-keys": show_keys,
        "player-full-screen": play_in_full_screen,
        "settings": open_settings,
        "breaks": open_breaks,
        "breaks-middle": lambda: _scroll(opened_breaks(window).body, 0.5),
        "breaks-end": lambda: _scroll(opened_breaks(window).body, 1.0),
        "breaks-due": show_due,
        "breaks-removed": remove_kind,
    }


def _scroll(area: QScrollArea, part: float) -> None:
    bar = area.verticalScrollBar()
    bar.setValue(round(bar.maximum() * part))


if __name__ == "__main__":
    main()
