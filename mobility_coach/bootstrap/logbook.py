"""The program's own log: one file, bounded, made with the first line."""

import contextlib
import logging
from pathlib import Path

LARGEST_BYTES = 1_000_000
FILE_NAME = "coach.log"


def start_log(folder: Path) -> Path:
    """Send the program's log lines to a file in `folder` and return its path; one older file is kept.

    Where the file can't be made, the lines are dropped: the coach goes on without.
    """
    path = folder / FILE_NAME
    root = logging.getLogger("mobility_coach")
    root.setLevel(logging.INFO)
    root.propagate = False
    for former in tuple(root.handlers):
        root.removeHandler(former)
        former.close()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.is_file() and path.stat().st_size > LARGEST_BYTES:
            _make_room(path)
        handler: logging.Handler = _QuietFile(path, encoding="utf-8", delay=True, errors="backslashreplace")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    return path


def _make_room(path: Path) -> None:
    path.replace(path.with_suffix(".log.1"))


class _QuietFile(logging.FileHandler):
    """A full disk or a lost folder must not put a traceback in front of a person."""

    def emit(self, record: logging.LogRecord) -> None:
        with contextlib.suppress(OSError):  # the file is opened with the first line
            if self.stream is not None and self.stream.tell() > LARGEST_BYTES:
                self.close()  # it is opened again with the line below
                _make_room(Path(self.baseFilename))
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - named by `logging`
        pass
