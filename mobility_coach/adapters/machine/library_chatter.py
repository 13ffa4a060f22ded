"""What libraries print on standard error by themselves, such as ALSA at each gap: it goes to the log.

A person's terminal shows a session, which such lines would tear apart. They are written past Python, so the
process's standard error itself is led elsewhere; what Python prints keeps a way of its own.
"""

import contextlib
import faulthandler
import logging
import os
import sys
import threading
from collections.abc import Iterator
from typing import TextIO

_log = logging.getLogger(__name__)

LONGEST_LINE = 500
_STDERR = 2
_JOIN_SECONDS = 1.0


@contextlib.contextmanager
def own_stderr() -> Iterator[TextIO]:
    """Standard error for Python alone, as long as the context lasts; `LibraryChatter` leaves it as it is."""
    former = sys.stderr
    try:
        descriptor = os.dup(former.fileno())
    except (AttributeError, OSError, ValueError):  # there is none, or it is no file
        yield former
        return
    own = os.fdopen(descriptor, "w", buffering=1, encoding=former.encoding, errors=former.errors)
    sys.stderr = own
    try:
        yield own
    finally:
        sys.stderr = former
        with contextlib.suppress(OSError):  # what nobody can read any more must not fail once more at the end
            own.close()


class LibraryChatter:
    """Leads what libraries print to the log, from `begin` until `end`."""

    def __init__(self) -> None:
        self._kept: int | None = None
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Send it to the log; where that can't be, all stays as it is."""
        if self._kept is not None:
            return
        try:
            kept = os.dup(_STDERR)
        except OSError:  # there is nothing to be led elsewhere
            return
        try:
            reading, writing = os.pipe()
        except OSError:  # too many files are open
            os.close(kept)
            return
        with contextlib.suppress(AttributeError, OSError):
            os.set_blocking(writing, False)  # whoever prints too much for us is never held up
        os.dup2(writing, _STDERR)
        os.close(writing)
        # What ends the interpreter is still told where a person looks.
        faulthandler.enable(kept)
        self._kept = kept
        self._thread = threading.Thread(target=_log_lines, args=(reading,), name="chatter", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Let it be printed again. May be called twice."""
        kept, self._kept = self._kept, None
        if kept is None or self._thread is None:
            return
        faulthandler.disable()
        os.dup2(kept, _STDERR)
        os.close(kept)
        self._thread.join(_JOIN_SECONDS)  # a child that has it still may keep it open


def _log_lines(reading: int) -> None:
    with os.fdopen(reading, encoding="utf-8", errors="backslashreplace") as lines:
        for line in iter(lambda: lines.readline(LONGEST_LINE), ""):
            if line.strip():
                _log.info("A library says: %s", line.strip())
