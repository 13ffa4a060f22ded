"""Keeps the screen on under macOS. Written by its documentation, untested there.

The assertion is our own process's, so reminders know it from that of a film; it ends with the process.
"""

import ctypes
import logging

_log = logging.getLogger(__name__)

_IOKIT = "/System/Library/Frameworks/IOKit.framework/IOKit"
_FOUNDATION = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
_KIND, _REASON = b"PreventUserIdleDisplaySleep", b"Mobility Coach: a session runs"
_LEVEL_ON = 255
_UTF8 = 0x08000100
_SUCCESS = 0


class PowerAssertion:
    """Implements `awake.AwakeWay`."""

    name = "macOS"

    def __init__(self, power: ctypes.CDLL | None = None, foundation: ctypes.CDLL | None = None) -> None:
        self._power = power
        self._foundation = foundation
        self._id = ctypes.c_uint32()

    def is_there(self) -> bool:
        """All versions have it."""
        return True

    def hold(self) -> bool:
        """Assert that the display is needed."""
        pointer = ctypes.c_void_p
        try:
            power = self._power or ctypes.CDLL(_IOKIT)
            foundation = self._foundation or ctypes.CDLL(_FOUNDATION)
            create, make = power.IOPMAssertionCreateWithName, foundation.CFStringCreateWithCString
            let_go = foundation.CFRelease
        except (OSError, AttributeError) as error:
            _log.info("The screen is not kept on: %s", error)
            return False
        make.restype, make.argtypes = pointer, (pointer, ctypes.c_char_p, ctypes.c_uint32)
        create.restype, create.argtypes = ctypes.c_int, (pointer, ctypes.c_uint32, pointer, pointer)
        let_go.argtypes = (pointer,)
        kind, reason = make(None, _KIND, _UTF8), make(None, _REASON, _UTF8)
        result = create(kind, _LEVEL_ON, reason, ctypes.byref(self._id))
        let_go(kind)
        let_go(reason)
        self._power = power
        return bool(result == _SUCCESS)

    def release(self) -> None:
        """Give the assertion back."""
        if self._power is not None:
            give_back = self._power.IOPMAssertionRelease
            give_back.argtypes = (ctypes.c_uint32,)
            give_back(self._id)
