"""What Windows tells of the person and of what is in front. Written by its documentation, untested there."""

import ctypes
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from mobility_coach.domain.breaks.state import Block

_WORDS = ctypes.c_uint32
_TICKS = 1 << 32
_SNAP_PROCESSES = 0x2
_MOST_PROCESSES = 10_000
_NO_HANDLE = ctypes.c_void_p(-1).value

# QUERY_USER_NOTIFICATION_STATE: nobody there (locked, screen saver), a full screen that is busy, a game,
# presentation settings, quiet time.
_STATES = {
    1: Block.LOCKED,
    2: Block.FULL_SCREEN,
    3: Block.FULL_SCREEN,
    4: Block.PRESENTATION,
    6: Block.DO_NOT_DISTURB,
}


class System(NamedTuple):
    """The libraries that are asked."""

    user32: ctypes.CDLL
    kernel32: ctypes.CDLL
    shell32: ctypes.CDLL


class LastInput(ctypes.Structure):
    """`LASTINPUTINFO`."""

    _fields_ = (("size", _WORDS), ("time", _WORDS))


class Process(ctypes.Structure):
    """`PROCESSENTRY32W`."""

    _fields_ = (
        ("size", _WORDS),
        ("usage", _WORDS),
        ("number", _WORDS),
        ("heap", ctypes.c_size_t),
        ("module", _WORDS),
        ("threads", _WORDS),
        ("parent", _WORDS),
        ("priority", ctypes.c_long),
        ("flags", _WORDS),
        ("name", ctypes.c_wchar * 260),
    )


def idle_seconds(system: System | None = None) -> float | None:
    """Seconds since the last input of this session; None where Windows does not say. Untested."""
    libraries = system or _libraries()
    last = LastInput(ctypes.sizeof(LastInput), 0)
    if not libraries.user32.GetLastInputInfo(ctypes.byref(last)):
        return None
    # Both count milliseconds in 32 bits, and start again after 49 days.
    passed: int = (libraries.kernel32.GetTickCount() - last.time) % _TICKS
    return passed / 1000


def blocks(wanted: Collection[Block], own_pid: int, system: System | None = None) -> frozenset[Block]:
    """Which of `wanted` hold now. A full screen of our own never counts. Untested."""
    libraries = system or _libraries()
    state = ctypes.c_int()
    if libraries.shell32.SHQueryUserNotificationState(ctypes.byref(state)) != 0:
        return frozenset()
    block = _STATES.get(state.value)
    if block is None or block not in wanted:
        return frozenset()
    if block is Block.FULL_SCREEN and _front_pid(libraries) == own_pid:
        return frozenset()
    return frozenset({block})


def process_names(system: System | None = None) -> Iterator[str]:
    """File names of the programs that run. Untested."""
    kernel = (system or _libraries()).kernel32
    kernel.CreateToolhelp32Snapshot.restype = ctypes.c_void_p
    snapshot = kernel.CreateToolhelp32Snapshot(_SNAP_PROCESSES, 0)
    if snapshot in {None, _NO_HANDLE}:
        return
    handle = ctypes.c_void_p(snapshot)
    try:
        process = Process(ctypes.sizeof(Process))
        is_there = kernel.Process32FirstW(handle, ctypes.byref(process))
        for _ in range(_MOST_PROCESSES):
            if not is_there:
                return
            yield process.name
            is_there = kernel.Process32NextW(handle, ctypes.byref(process))
    finally:
        kernel.CloseHandle(handle)


def _front_pid(libraries: System) -> int:
    libraries.user32.GetForegroundWindow.restype = ctypes.c_void_p
    number = _WORDS()
    window = ctypes.c_void_p(libraries.user32.GetForegroundWindow())
    libraries.user32.GetWindowThreadProcessId(window, ctypes.byref(number))
    return number.value


def _libraries() -> System:
    calls: Any = ctypes  # on other systems there is no such thing
    return System(calls.windll.user32, calls.windll.kernel32, calls.windll.shell32)
