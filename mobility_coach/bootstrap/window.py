"""Opens the window: asks for the screen first, then paints, then makes the coach."""

import os
import sys

from mobility_coach.adapters.resources import resources_folder
from mobility_coach.adapters.screen_probe import MachineScreen
from mobility_coach.bootstrap.logbook import start_log
from mobility_coach.bootstrap.workshop import Workshop
from mobility_coach.cli.context import WindowRequest
from mobility_coach.services.coach import Coach
from mobility_coach.services.screen import screen_problem

NO_SCREEN = 2
"""Exit code where no window can be opened."""


def open_window(request: WindowRequest) -> int:
    """Open the main window, on a session's player where one is asked for; returns the exit code."""
    problem = screen_problem(os.environ, sys.platform, MachineScreen())
    if problem:
        sys.stderr.write(problem + "\n")
        return NO_SCREEN
    from mobility_coach.ui.app import run_window  # noqa: PLC0415 - Qt, which must not be there without a screen

    workshop = Workshop(request.data_dir)
    log_path = start_log(workshop.folders.logs)
    session = request.session

    def make_coach() -> Coach:
        if session is not None:
            workshop.coach.wish(session.item, session.wishes, muted=session.muted)
        return workshop.coach

    try:
        return run_window(
            make_coach,
            sys.argv[:1],
            resources_folder() / "icons",
            str(log_path),
            workshop.book.settings.theme.value,
            session.item if session is not None else "",
        )
    finally:
        workshop.close()
