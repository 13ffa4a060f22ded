"""Gives the keyboard to each window that opens: what a window manager does, on a screen that has none."""

import ctypes
from ctypes import POINTER, byref, c_int, c_long, c_ulong, c_void_p

SUBSTRUCTURE_NOTIFY = 1 << 19
MAP_NOTIFY = 19
REVERT_TO_PARENT = 2
NOW = 0


class MapEvent(ctypes.Structure):
    _fields_ = (
        ("type", c_int),
        ("serial", c_ulong),
        ("send_event", c_int),
        ("display", c_void_p),
        ("event", c_ulong),
        ("window", c_ulong),
        ("override_redirect", c_int),
        ("rest", c_long * 24),  # room for the largest of X's events
    )


def main() -> None:
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = c_void_p
    x11.XDefaultRootWindow.restype = c_ulong
    x11.XDefaultRootWindow.argtypes = (c_void_p,)
    x11.XSelectInput.argtypes = (c_void_p, c_ulong, c_long)
    x11.XNextEvent.argtypes = (c_void_p, POINTER(MapEvent))
    x11.XSetInputFocus.argtypes = (c_void_p, c_ulong, c_int, c_ulong)
    x11.XSync.argtypes = (c_void_p, c_int)
    display = x11.XOpenDisplay(None)
    x11.XSelectInput(display, x11.XDefaultRootWindow(display), SUBSTRUCTURE_NOTIFY)
    x11.XSync(display, 0)
    print("ready", flush=True)
    event = MapEvent()
    while True:
        x11.XNextEvent(display, byref(event))
        if event.type == MAP_NOTIFY and not event.override_redirect:
            x11.XSetInputFocus(display, event.window, REVERT_TO_PARENT, NOW)
            x11.XSync(display, 0)


if __name__ == "__main__":
    main()
