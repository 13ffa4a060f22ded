"""What macOS tells of the person and of what is in front. Written by its documentation, untested there."""

import ctypes
import logging
import re
import subprocess
from collections.abc import Callable, Collection, Sequence

from mobility_coach.domain.breaks.state import Block

_log = logging.getLogger(__name__)

PATIENCE_SECONDS = 0.2

_APPLICATION_SERVICES = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
_COMBINED_SESSION = 0
_ANY_INPUT = 0xFFFFFFFF
_UTF8 = 0x08000100
_MOST_BYTES = 262_144

_ASSERTIONS = ("/usr/bin/pmset", "-g", "assertions")
_PROCESSES = ("/bin/ps", "-x", "-o", "comm=")
_KEEPS_DISPLAY_ON = re.compile(
    r"^\s*pid (?P<pid>[0-9]+)\(.*\b(?:PreventUserIdleDisplaySleep|NoDisplaySleepAssertion)\b", re.MULTILINE
)

RunTool = Callable[[Sequence[str]], str]


def idle_seconds(services: ctypes.CDLL | None = None) -> float | None:
    """Seconds since the last input of this session; None where macOS does not say. Untested."""
    try:
        ask = (services or _application_services()).CGEventSourceSecondsSinceLastEventType
    except (OSError, AttributeError) as error:
        _log.info("Time without input is not told: %s", error)
        return None
    ask.restype, ask.argtypes = ctypes.c_double, (ctypes.c_int32, ctypes.c_uint32)
    return float(ask(_COMBINED_SESSION, _ANY_INPUT))


def blocks(
    wanted: Collection[Block], own_pid: int, services: ctypes.CDLL | None = None, run: RunTool | None = None
) -> frozenset[Block]:
    """Which of `wanted` hold now: a locked screen, and a display that is kept on. Untested.

    Whether a window fills the screen or nobody is to be disturbed is told to nobody without permission.
    """
    found: set[Block] = set()
    if Block.LOCKED in wanted and _is_locked(services):
        found.add(Block.LOCKED)
    if Block.PRESENTATION in wanted and _keeps_display_on((run or _run)(_ASSERTIONS), own_pid):
        found.add(Block.PRESENTATION)
    return frozenset(found)


def process_names(run: RunTool | None = None) -> tuple[str, ...]:
    """Paths of the person's programs that run. Untested."""
    return tuple(line.strip() for line in (run or _run)(_PROCESSES).splitlines())


def _keeps_display_on(assertions: str, own_pid: int) -> bool:
    return any(int(match["pid"][:10]) != own_pid for match in _KEEPS_DISPLAY_ON.finditer(assertions))


def _is_locked(services: ctypes.CDLL | None) -> bool:
    """Whether the session's description has CGSSessionScreenIsLocked, which is there while it is."""
    try:
        calls = services or _application_services()
        pointer = ctypes.c_void_p
        calls.CGSessionCopyCurrentDictionary.restype = pointer
        calls.CFStringCreateWithCString.restype = pointer
        calls.CFStringCreateWithCString.argtypes = (pointer, ctypes.c_char_p, ctypes.c_uint32)
        calls.CFDictionaryContainsKey.argtypes = (pointer, pointer)
        calls.CFDictionaryContainsKey.restype = ctypes.c_ubyte
        calls.CFRelease.argtypes = (pointer,)
    except (OSError, AttributeError) as error:
        _log.info("Whether the screen is locked is not told: %s", error)
        return False
    session = calls.CGSessionCopyCurrentDictionary()
    if not session:
        return False
    key = calls.CFStringCreateWithCString(None, b"CGSSessionScreenIsLocked", _UTF8)
    is_locked = bool(calls.CFDictionaryContainsKey(session, key))
    calls.CFRelease(key)
    calls.CFRelease(session)
    return is_locked


def _application_services() -> ctypes.CDLL:
    return ctypes.CDLL(_APPLICATION_SERVICES)


def _run(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - a fixed path and fixed arguments
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        _log.info("%s did not answer: %s", command[0], error)
        return ""
    return done.stdout[:_MOST_BYTES].decode("utf-8", "replace")
