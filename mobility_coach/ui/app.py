"""Opens the window. The order is that of the eye: the window, then what it shows, the rest when needed."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from mobility_coach.domain.wording import tr
from mobility_coach.ui.ending import EndingSignals
from mobility_coach.ui.icons import load_icon
from mobility_coach.ui.look import Look, ThemeChoice
from mobility_coach.ui.main_window import MainWindow
from mobility_coach.ui.trouble import TroubleReporter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mobility_coach.services.ui_ports import CoachPort


def run_window(
    coach_factory: Callable[[], CoachPort],
    argv: Sequence[str],
    icon_folder: Path,
    log_place: str,
    theme: str = ThemeChoice.SYSTEM,
    start: str = "",
) -> int:
    """Open the main window and stay until it is closed.

    Ask `mobility_coach.services.screen` first whether it can be opened.

    Args:
        coach_factory: makes the coach; called once, after the window was painted.
        argv: the program's name and what Qt may read of its arguments.
        icon_folder: the folder with the SVG icons.
        log_place: where the log is, for people to look up.
        theme: the colours of the first paint: "system", "light" or "dark".
        start: id of the drill or routine whose player is opened at once, or empty.

    Returns:
        The program's exit code.
    """
    import_as_before_qt()
    app = QApplication(list(argv))
    app.setApplicationName("mobility-coach")
    app.setApplicationDisplayName(tr("Mobility Coach"))
    app.setDesktopFileName("mobility-coach")
    look = Look(app, icon_folder, _theme(theme))
    window = MainWindow(look)
    trouble = TroubleReporter(window, log_place)
    trouble.install()
    ending = EndingSignals(window)

    def fill() -> None:
        window.attach(coach_factory())
        app.setWindowIcon(load_icon(icon_folder / "app.svg", ""))
        if start:
            window.start(start)

    window.first_painted.connect(fill)
    window.show()
    try:
        return app.exec()
    finally:
        ending.uninstall()
        trouble.uninstall()


def import_as_before_qt() -> None:
    """Undo PySide6's change of `import`: it reads each module's source for a feature that we don't use."""
    original = getattr(builtins, "__orig_import__", None)
    if original is not None:
        builtins.__import__ = original


def _theme(name: str) -> ThemeChoice:
    return ThemeChoice(name) if name in set(ThemeChoice) else ThemeChoice.SYSTEM
