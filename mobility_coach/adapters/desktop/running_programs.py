"""Which of the person's programs run, compared by name."""

import logging
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

_log = logging.getLogger(__name__)

PROC = Path("/proc")

PATIENCE_SECONDS = 0.1
"""How long is looked; what was not found by then does not run."""

MOST_NAMES = 64
MOST_PROCESSES = 10_000

_MOST_BYTES = 4_096
_LONGEST_COMM = 15
"""Linux cuts the names of processes there."""


class RunningPrograms:
    """Looks at the processes of one person on Linux."""

    def __init__(
        self,
        proc: Path = PROC,
        uid: int | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Look at `proc`, for processes of `uid` (None for one's own)."""
        self._proc = proc
        self._uid = uid
        self._clock = clock

    def is_any_running(self, names: Iterable[str]) -> bool:
        """Whether a program of one of these names runs; upper and lower case are the same."""
        wanted = _plain_names(names)
        if not wanted:
            return False
        starts = {name[:_LONGEST_COMM] for name in wanted}
        return any(self._is_one_of(folder, wanted, starts) for folder in self._own_processes())

    def _own_processes(self) -> Iterator[str]:
        until = self._clock() + PATIENCE_SECONDS
        uid = os.getuid() if self._uid is None else self._uid
        own = str(os.getpid())
        try:
            with os.scandir(self._proc) as entries:
                for count, entry in enumerate(entries):
                    if count >= MOST_PROCESSES or self._clock() > until:
                        _log.info("Not all processes were looked at")
                        return
                    if entry.name.isdigit() and entry.name != own and _owner(entry) == uid:
                        yield entry.path
        except OSError as error:
            _log.info("Programs are not looked at: %s", error)

    def _is_one_of(self, folder: str, wanted: frozenset[str], starts: set[str]) -> bool:
        # "comm" is what the process calls itself: a script's name, where the command line has Python's.
        name = _text(f"{folder}/comm").rstrip("\n").lower()
        if name in wanted and len(name) < _LONGEST_COMM:
            return True
        command = _text(f"{folder}/cmdline").split("\0")
        called = [each.rpartition("/")[2].lower() for each in command[:2]]
        if called[0] in wanted:
            return True
        # A name that was cut may be that of another program; the whole one is in the command line.
        return name in starts and any(each in wanted for each in called)


class ListedPrograms:
    """Compares with a list that the system gives (Windows, macOS)."""

    def __init__(self, list_names: Callable[[], Iterable[str]]) -> None:
        self._list_names = list_names

    def is_any_running(self, names: Iterable[str]) -> bool:
        """Whether a program of one of these names runs; upper and lower case are the same."""
        wanted = _plain_names(names)
        return bool(wanted) and any(_plain(name) in wanted for name in self._list_names())


def make_running_programs(platform: str = sys.platform) -> RunningPrograms | ListedPrograms:
    """The way to look that this system has. Windows and macOS are untested."""
    if platform == "win32":
        from mobility_coach.adapters.desktop import windows  # noqa: PLC0415 - there alone

        return ListedPrograms(windows.process_names)
    if platform == "darwin":
        from mobility_coach.adapters.desktop import macos  # noqa: PLC0415 - there alone

        return ListedPrograms(macos.process_names)
    return RunningPrograms()


def _plain_names(names: Iterable[str]) -> frozenset[str]:
    plain = (_plain(name) for name, _ in zip(names, range(MOST_NAMES), strict=False))
    return frozenset(name for name in plain if name)


def _plain(name: str) -> str:
    """A program's name without its folder and what Windows adds."""
    return name.strip().rstrip("/\\").replace("\\", "/").rpartition("/")[2].lower().removesuffix(".exe")


def _owner(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat().st_uid
    except OSError:  # it has just ended
        return -1


def _text(path: str) -> str:
    try:
        descriptor = os.open(path, os.O_RDONLY)  # with no more calls than needed, for some hundred files
    except OSError:
        return ""
    try:
        return os.read(descriptor, _MOST_BYTES).decode("utf-8", "replace")
    except OSError:  # it has just ended
        return ""
    finally:
        os.close(descriptor)
