"""Opens the window: asks for the screen first, then paints, then makes the coach."""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING

from mobility_coach.adapters.machine.resources import resources_folder
from mobility_coach.adapters.machine.screen_probe import MachineScreen
from mobility_coach.adapters.store.folders import find_folders
from mobility_coach.bootstrap.catalogue import load_catalogue
from mobility_coach.bootstrap.crash_report import CrashWatch
from mobility_coach.bootstrap.logbook import start_log
from mobility_coach.bootstrap.second_start import take_instance
from mobility_coach.domain.wording import tr
from mobility_coach.services.screen import screen_problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from mobility_coach.adapters.store.folders import Folders
    from mobility_coach.bootstrap.breaks import BreakService
    from mobility_coach.bootstrap.second_start import Instance
    from mobility_coach.bootstrap.workshop import Workshop
    from mobility_coach.cli.context import SessionRequest, WindowRequest
    from mobility_coach.services.coach import Coach
    from mobility_coach.ui.look import Look
    from mobility_coach.ui.main_window import MainWindow

_log = logging.getLogger(__name__)

NO_SCREEN = 2
"""Exit code where no window can be opened."""


def open_window(request: WindowRequest | None = None) -> int:
    """Open the main window, on a session's player where one is asked for; returns the exit code."""
    resources = resources_folder()
    load_catalogue(resources / "translations")
    folders = find_folders(request.data_dir if request else None, os.environ)
    log_path = start_log(folders.logs)
    former, sys.excepthook = sys.excepthook, _note_error
    try:
        return _open(request, folders, resources, log_path)
    finally:
        sys.excepthook = former


def _open(request: WindowRequest | None, folders: Folders, resources: Path, log_path: Path) -> int:
    instance = take_instance(folders.data, request)
    if isinstance(instance, int):
        return instance
    problem = screen_problem(os.environ, sys.platform, MachineScreen())
    if problem:
        instance.release()
        sys.stderr.write(problem + "\n")
        return NO_SCREEN
    crash_watch = CrashWatch(folders.logs)
    parts = _LateParts(request, instance)
    try:
        if parts.is_hidden and not parts.reminds:
            return _say_that_nothing_is_to_do()
        return _run(folders, parts, resources, str(log_path))
    except Exception:  # noqa: BLE001 - a fault of ours: it goes to the log, never into a person's face
        from mobility_coach.cli.exits import Exit  # noqa: PLC0415 - a good start needs none of it

        _log.exception("The window failed")
        problem = tr(
            "The window could not be opened. The details are in {file}; 'mobility-coach doctor' may help."
        )
        sys.stderr.write(problem.format(file=log_path) + "\n")
        return Exit.OWN_FAULT
    finally:
        parts.close()
        crash_watch.close()
        instance.release()


def _say_that_nothing_is_to_do() -> int:
    sys.stderr.write(
        tr("Reminders are off, so there is nothing to do without a window. Turn them on under 'Breaks'.")
        + "\n"
    )
    return 0


def _note_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Until the window takes errors itself, those that Qt meets go to the log: Python would print them."""
    _log.error("An error before the window was filled", exc_info=(kind, error, trace))


class _LateParts:
    """The workshop and the coach. They, and all that they import, come after the first paint."""

    def __init__(self, request: WindowRequest | None, instance: Instance) -> None:
        self._request = request
        self._instance = instance
        self._workshop: Workshop | None = None
        self._breaks: BreakService | None = None

    @property
    def session(self) -> SessionRequest | None:
        """The session that is asked for."""
        return self._request.session if self._request else None

    @property
    def is_hidden(self) -> bool:
        """Whether the window waits until somebody asks for it."""
        return self._request is not None and self._request.is_hidden

    @property
    def reminds(self) -> bool:
        """Whether reminders are on."""
        return self._made_breaks().is_on

    def make_coach(self) -> Coach:
        """The coach, who knows what is wished for the session."""
        workshop, session = self._made_workshop(), self.session
        if session is not None:
            workshop.coach.wish(session.item, session.wishes, muted=session.muted)
        return workshop.coach

    def take_part(self, window: MainWindow, look: Look) -> Callable[[], None]:
        """Remind, and answer other starts of the program, from now on; returns how to end that."""
        from mobility_coach.bootstrap.second_start import hear_others  # noqa: PLC0415 - see above
        from mobility_coach.ui.breaks.break_link import BreakLink  # noqa: PLC0415 - see above

        workshop, breaks = self._made_workshop(), self._made_breaks()
        link = BreakLink(window, look, workshop.coach, breaks)
        link.open()
        end = hear_others(self._instance, window, workshop, breaks.answer)

        def leave() -> None:
            end()
            link.close()

        return leave

    def settle(self) -> None:
        """Give back what was needed until now alone, and what a coach that crashed has left low."""
        from mobility_coach.bootstrap.others import give_back_sound  # noqa: PLC0415 - see above

        workshop = self._made_workshop()
        give_back_sound(workshop.folders)
        workshop.rest()

    def close(self) -> None:
        """Let go of what was made."""
        if self._breaks is not None:
            self._breaks.close()
        if self._workshop is not None:
            self._workshop.close()

    def _made_breaks(self) -> BreakService:
        from mobility_coach.bootstrap.breaks import BreakService  # noqa: PLC0415 - see above

        if self._breaks is None:
            data_dir = self._request.data_dir if self._request else None
            self._breaks = BreakService(self._made_workshop(), data_dir)
        return self._breaks

    def _made_workshop(self) -> Workshop:
        from mobility_coach.bootstrap.workshop import Workshop  # noqa: PLC0415 - see above

        if self._workshop is None:
            self._workshop = Workshop(self._request.data_dir if self._request else None)
        return self._workshop


def _run(folders: Folders, parts: _LateParts, resources: Path, log_place: str) -> int:
    from mobility_coach.adapters.store.face_file import FaceFile  # noqa: PLC0415
    from mobility_coach.ui.app import Opening, run_window  # noqa: PLC0415 - Qt, which a machine may not have

    return run_window(
        parts.make_coach,
        sys.argv[:1],
        resources / "icons",
        log_place,
        FaceFile(folders.state),
        Opening(parts.session.item if parts.session else "", parts.is_hidden, parts.take_part, parts.settle),
    )
