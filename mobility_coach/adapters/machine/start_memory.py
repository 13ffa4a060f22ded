"""Gives back memory that is no longer needed."""

import ctypes
import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path

_log = logging.getLogger(__name__)

_DONT_NEED = 4
_MAPS = Path("/proc/self/smaps")
_PLACE = re.compile(r"([0-9a-f]+)-([0-9a-f]+) r-[-x]p \S+ \S+ \S+ +/")
_OWN = re.compile(r"^(?:Anonymous|Swap): +[1-9]", re.MULTILINE)
_NEXT = re.compile(r"^(?=[0-9a-f]+-[0-9a-f]+ )", re.MULTILINE)


def release_start_pages() -> None:
    """Let go of libraries' code and constants: what is still used is mapped again, without reading the disk.

    Most of it is used at the start alone, and would be held by a program that waits for hours. Does nothing
    where the system is no Linux.
    """
    if not sys.platform.startswith("linux"):
        return
    try:
        advise = ctypes.CDLL(None).madvise
        advise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
        for start, end in file_ranges(_MAPS.read_text(encoding="utf-8", errors="replace")):
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


def file_ranges(maps: str) -> Iterator[tuple[int, int]]:
    """The addresses of what is the same as in files, by `maps` as in `/proc/self/smaps`.

    Nothing that can be written, and nothing of which a page was ever written: that would be lost.
    """
    for mapping in _NEXT.split(maps):
        place = _PLACE.match(mapping)
        if place is not None and not _OWN.search(mapping):
            yield int(place[1], 16), int(place[2], 16)
