"""Opens the window. The order is that of the eye: the window, then what it shows, the rest when needed."""

from __future__ import annotations

import gc
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


def run_window(
    coach_factory: Callable[[], CoachPort],
    argv: Sequence[str],
    icon_folder: Path,
    log_place: str,
    faces: FaceStore,
    start: str = "",
    opened: Callable[[MainWindow], Callable[[], None]] | None = None,
    settled: Callable[[], None] | None = None,
) -> int:
    """Open the main window and stay until it is closed.

    Ask `mobility_coach.services.screen` first whether it can be opened.

    Args:
        coach_factory: makes the coach; called once, after the window was painted.
        argv: the program's name and what Qt may read of its arguments.
        icon_folder: the folder with the SVG icons.
        log_place: where the log is, for people to look up.
        faces: what is shown until the coach is there.
        start: id of the drill or routine whose player is opened at once, or empty.
        opened: called with the window once it is filled; returns what is to be called at the end.
        settled: called once, when the start is over and done with.

    Returns:
        The program's exit code.
    """
    app = QApplication(list(argv))
    app.setApplicationName("mobility-coach")
    app.setApplicationDisplayName(tr("Mobility Coach"))
    app.setDesktopFileName("mobility-coach")
    face = faces.recall()
    look = Look(app, icon_folder, theme_choice(face.theme if face else ""), is_dressed=False)
    window = MainWindow(look, face)
    endings: list[Callable[[], None]] = []

    def fill() -> None:
        endings.extend(_take_trouble(window, look, log_place))
        coach = coach_factory()
        wear_settings(look, coach.settings_view())
        look.dress()
        window.attach(coach)
        app.setWindowIcon(look.program_icon())
        if start:
            window.start(start)
        if opened is not None:
            endings.append(opened(window))
        _collect_again()
        if settled is not None:
            QTimer.singleShot(_SETTLED_MS, settled)

    window.first_painted.connect(fill)
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
    gc.freeze()
    gc.enable()


def _keep_face(faces: FaceStore, window: MainWindow, look: Look) -> None:
    """For the next start: the size, and the words where the main page was in front at the end."""
    from mobility_coach.ui.face_recorder import measure_face, record_face  # noqa: PLC0415 - at the end alone

    if window.pages.currentWidget() is window.home_if_made:
        faces.keep(record_face(window, look))
    elif (former := faces.recall()) is not None:
        faces.keep(measure_face(former, window, look))
