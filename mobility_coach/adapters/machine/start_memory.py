"""Gives back memory that is no longer needed."""

import ctypes
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

_log = logging.getLogger(__name__)

_DONT_NEED = 4
_MAPS = Path("/proc/self/maps")


def release_start_pages() -> None:
    """Let go of the code of libraries: what still runs is mapped again at once, without reading the disk.

    Most of it runs at the start alone, and would be held by a program that waits for hours. Does nothing
    where the system is no Linux.
    """
    if not sys.platform.startswith("linux"):
        return
    try:
        advise = ctypes.CDLL(None).madvise
        advise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
        for start, end in code_ranges(_MAPS.read_text(encoding="utf-8", errors="replace")):
            advise(start, end - start, _DONT_NEED)
    except (OSError, AttributeError) as error:
        _log.info("Memory is not given back: %s", error)


def release_heap() -> None:
    """Let go of what was freed and is still held, where the system can do that."""
    if not sys.platform.startswith("linux"):
        return
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (OSError, AttributeError) as error:  # musl has none
        _log.info("Memory is not given back: %s", error)


def code_ranges(maps: str) -> Iterator[tuple[int, int]]:
    """The addresses of code that lies in files; nothing that was ever written to, which would be lost."""
    for line in maps.splitlines():
        parts = line.split(maxsplit=5)
        if len(parts) == 6 and parts[1] == "r-xp" and parts[5].startswith("/"):
            start, _, end = parts[0].partition("-")
            yield int(start, 16), int(end, 16)
