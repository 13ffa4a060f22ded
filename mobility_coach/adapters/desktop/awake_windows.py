"""Keeps the screen on under Windows. Written by its documentation, untested there."""

import ctypes
from typing import Any

_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x1, 0x2


class ThreadState:
    """Implements `awake.AwakeWay`. What a thread asks for is over with the thread."""

    name = "Windows"

    def __init__(self, kernel: ctypes.CDLL | None = None) -> None:
        self._kernel = kernel

    def is_there(self) -> bool:
        """All versions have it."""
        return True

    def hold(self) -> bool:
        """Ask for a screen that stays on."""
        return self._set(_CONTINUOUS | _SYSTEM | _DISPLAY)

    def release(self) -> None:
        """Ask for nothing."""
        self._set(_CONTINUOUS)

    def _set(self, state: int) -> bool:
        calls: Any = ctypes  # on other systems there is no such thing
        set_state = (self._kernel or calls.windll.kernel32).SetThreadExecutionState
        set_state.restype, set_state.argtypes = ctypes.c_uint32, (ctypes.c_uint32,)
        return bool(set_state(state))
