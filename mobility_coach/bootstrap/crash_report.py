"""Keeps a report where the program itself is ended by a fault, of which Python can't tell any more.

While it runs, a file is open that the interpreter writes to in its last moment. The next start finds that
file filled, and keeps it under the date of the crash.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import time
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path

    from mobility_coach.services.crash_report import CrashReport

_log = logging.getLogger(__name__)

RUNNING_NAME = "crash-running.txt"
KEPT_PATTERN = "crash-[0-9]*.txt"
MOST_KEPT = 5
MOST_BYTES = 64 * 1024


class CrashWatch:
    """From `__init__` until `close` a crash leaves its report in `folder`.

    A folder that can't be written costs the report alone.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / RUNNING_NAME
        self._file: BinaryIO | None = None
        try:
            _keep_last(self._path)
            self._file = self._path.open("ab", buffering=0)
            faulthandler.enable(self._file)
        except OSError as error:
            _log.info("A crash would leave no report: %s", error)

    def close(self) -> None:
        """The program ends in order: nothing to report. May be called twice."""
        file, self._file = self._file, None
        if file is None:
            return
        faulthandler.disable()
        file.close()
        with contextlib.suppress(OSError):
            noted = self._path.read_bytes()
            if noted:
                # Some systems report faults that are mended at once; whoever gets here did not crash.
                _log.warning("A fault was survived:\n%s", noted[:MOST_BYTES].decode(errors="replace"))
            self._path.unlink()


def newest_crash(folder: Path, home: Path | None = None) -> CrashReport | None:
    """The newest report that was kept, or None. Reports that can't be read are passed over."""
    from pathlib import Path  # noqa: PLC0415 - after the first paint

    from mobility_coach import __version__  # noqa: PLC0415 - as above
    from mobility_coach.domain.wording import tr  # noqa: PLC0415 - as above
    from mobility_coach.services.crash_report import CrashReport  # noqa: PLC0415 - as above
    from mobility_coach.services.presenters.diagnostics_presenter import without_names  # noqa: PLC0415 - as above

    for path in reversed(_kept(folder)):
        try:
            with path.open("rb") as file:
                text = file.read(MOST_BYTES).decode("utf-8", "replace")
        except OSError as error:
            _log.info("A crash report can't be read: %s", error)
            continue
        head = tr("Mobility Coach {version}, report {name}").format(version=__version__, name=path.stem)
        words = without_names(f"{head}\n\n{text}", str(home or Path.home()))
        return CrashReport(path.name, words, str(path))
    return None


def _keep_last(running: Path) -> None:
    """Put what the last run left under its date, and let the oldest reports go. Raises OSError."""
    try:
        found = running.stat()
    except FileNotFoundError:
        return
    if found.st_size == 0:
        return  # it was killed, or the power went: there is nothing to tell
    stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(found.st_mtime))
    running.replace(running.with_name(f"crash-{stamp}.txt"))
    for old in _kept(running.parent)[:-MOST_KEPT]:
        with contextlib.suppress(OSError):
            old.unlink()


def _kept(folder: Path) -> list[Path]:
    """All reports, the oldest first."""
    return sorted(folder.glob(KEPT_PATTERN))
