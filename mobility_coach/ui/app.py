"""Opens the window. The order is that of the eye: the window, then what it shows, the rest when needed."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

import mobility_coach.ui.plain_import  # noqa: F401 - before all others: see there
from mobility_coach.domain.wording import tr
from mobility_coach.ui.look import Look
from mobility_coach.ui.main_window import MainWindow
from mobility_coach.ui.wear import theme_choice, wear_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mobility_coach.services.first_face import FaceStore
    from mobility_coach.services.ui_ports import CoachPort

_SETTLED_MS = 2_000


@dataclass(frozen=True, slots=True)
class Opening:
    """How the program comes up.

    Attributes:
        item: id of the drill or routine whose player is opened at once, or empty.
        is_hidden: whether the window waits until it is asked for.
        opened: called with the window once the coach is there; returns what is to be called at the end.
        settled: called when the start is over and done with, and again whenever there is memory to give back.
    """

    item: str = ""
    is_hidden: bool = False
    opened: Callable[[MainWindow, Look], Callable[[], None]] | None = None
    settled: Callable[[], None] | None = None


def run_window(
    coach_factory: Callable[[], CoachPort],
    argv: Sequence[str],
    icon_folder: Path,
    log_place: str,
    faces: FaceStore,
    opening: Opening,
) -> int:
    """Open the main window and stay until it is closed.

    Ask `mobility_coach.services.screen` first whether it can be opened.

    Args:
        coach_factory: makes the coach; called once, after the window was painted.
        argv: the program's name and what Qt may read of its arguments.
        icon_folder: the folder with the SVG icons.
        log_place: where the log is, for people to look up.
        faces: what is shown until the coach is there.
        opening: how it comes up.

    Returns:
        The program's exit code.
    """
    app = QApplication(list(argv))
    app.setApplicationName("mobility-coach")
    app.setApplicationDisplayName(tr("Mobility Coach"))
    app.setDesktopFileName("mobility-coach")
    app.setQuitOnLastWindowClosed(False)  # popups come and go; `ended` says when the program is over
    face = faces.recall()
    look = Look(app, icon_folder, theme_choice(face.theme if face else ""), is_dressed=False)
    window = MainWindow(look, face)
    window.ended.connect(app.quit)
    endings: list[Callable[[], None]] = []
    coaches: list[CoachPort] = []

    def prepare() -> CoachPort:
        """Everything but the pages; once."""
        if coaches:
            return coaches[0]
        endings.extend(_take_trouble(window, look, log_place))
        coach = coach_factory()
        coaches.append(coach)
        wear_settings(look, coach.settings_view())
        look.use_keys(coach.keys())
        look.dress()
        app.setWindowIcon(look.program_icon())
        if opening.opened is not None:
            endings.append(opening.opened(window, look))
        return coach

    def fill() -> None:
        window.attach(prepare())
        if opening.item:
            window.start(opening.item)
        settle()

    def settle() -> None:
        _collect_again()
        if opening.settled is not None:
            QTimer.singleShot(_SETTLED_MS, opening.settled)

    def wait_hidden() -> None:
        prepare()
        settle()

    window.first_painted.connect(fill)
    window.put_away.connect(settle)
    window.rested.connect(settle)
    if opening.is_hidden:
        QTimer.singleShot(0, wait_hidden)
    else:
        window.show_as_left()
    try:
        code = app.exec()
        _keep_face(faces, window, look)
    finally:
        for ending in endings:
            ending()
    return code


def _take_trouble(window: MainWindow, look: Look, log_place: str) -> tuple[Callable[[], None], ...]:
    """Take errors and signals from now on; returns how to give them back.

    Before the first paint both are rare and lose nothing, and what they need would cost a tenth of its time.
    """
    from mobility_coach.ui.ending import EndingSignals  # noqa: PLC0415
    from mobility_coach.ui.trouble.trouble import TroubleReporter  # noqa: PLC0415

    trouble = TroubleReporter(window, look, log_place)
    trouble.install()
    return EndingSignals(window).uninstall, trouble.uninstall


def _collect_again() -> None:
    """The start goes without garbage collection (see `__main__`). What it made is not looked through."""
    if gc.isenabled():  # what became garbage since then would be kept with the rest
        gc.unfreeze()
        gc.collect()
    gc.freeze()
    gc.enable()


def _keep_face(faces: FaceStore, window: MainWindow, look: Look) -> None:
    """For the next start: the size, and the words where the main page was in front at the end."""
    from mobility_coach.ui.face_recorder import measure_face, record_face  # noqa: PLC0415 - at the end alone

    if window.home_if_made is None:
        return  # it was never shown
    if window.pages.currentWidget() is window.home_if_made:
        faces.keep(record_face(window, look))
    elif (former := faces.recall()) is not None:
        faces.keep(measure_face(former, window, look))
