"""Opens the window: asks for the screen first, then paints, then makes the coach."""

import logging
import os
import sys

from mobility_coach.adapters.machine.resources import resources_folder
from mobility_coach.adapters.machine.screen_probe import MachineScreen
from mobility_coach.bootstrap.catalogue import load_catalogue
from mobility_coach.bootstrap.logbook import start_log
from mobility_coach.bootstrap.workshop import Workshop
from mobility_coach.cli.context import WindowRequest
from mobility_coach.cli.exits import Exit
from mobility_coach.domain.wording import tr
from mobility_coach.services.coach import Coach
from mobility_coach.services.screen import screen_problem

_log = logging.getLogger(__name__)

NO_SCREEN = 2
"""Exit code where no window can be opened."""


def open_window(request: WindowRequest) -> int:
    """Open the main window, on a session's player where one is asked for; returns the exit code."""
    load_catalogue(resources_folder() / "translations")
    problem = screen_problem(os.environ, sys.platform, MachineScreen())
    if problem:
        sys.stderr.write(problem + "\n")
        return NO_SCREEN
    workshop = Workshop(request.data_dir)
    log_path = start_log(workshop.folders.logs)
    try:
        return _run(workshop, request, str(log_path))
    except Exception:  # noqa: BLE001 - a fault of ours: it goes to the log, never into a person's face
        _log.exception("The window failed")
        problem = tr(
            "The window could not be opened. The details are in {file}; 'mobility-coach doctor' may help."
        )
        sys.stderr.write(problem.format(file=log_path) + "\n")
        return Exit.OWN_FAULT
    finally:
        workshop.close()


def _run(workshop: Workshop, request: WindowRequest, log_place: str) -> int:
    from mobility_coach.ui.app import run_window  # noqa: PLC0415 - Qt, which must not be there without a screen

    session = request.session

    def make_coach() -> Coach:
        if session is not None:
            workshop.coach.wish(session.item, session.wishes, muted=session.muted)
        return workshop.coach

    return run_window(
        make_coach,
        sys.argv[:1],
        resources_folder() / "icons",
        log_place,
        workshop.book.settings.theme.value,
        session.item if session is not None else "",
    )
