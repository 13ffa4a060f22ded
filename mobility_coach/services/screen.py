"""Whether a window can be opened: asked before Qt is, since Qt ends the whole program where it can't."""

from collections.abc import Mapping
from typing import Protocol

from mobility_coach.domain.wording import tr

_NEEDS_X11 = frozenset({"", "xcb"})
_NEEDS_WAYLAND = frozenset({"wayland", "wayland-egl"})
_OWN_SCREENS = frozenset({"win32", "cygwin", "darwin"})


class ScreenProbe(Protocol):
    """Looks at the machine."""

    def x11_answers(self, display: str) -> bool:
        """Whether the X server of a DISPLAY takes a connection."""
        ...

    def wayland_answers(self, display: str) -> bool:
        """Whether the compositor of a WAYLAND_DISPLAY takes a connection."""
        ...

    def missing_library(self, plugin: str) -> str:
        """Why Qt's plugin for a platform ("xcb", "wayland") can't be loaded, or empty."""
        ...


def screen_problem(environ: Mapping[str, str], platform: str, probe: ScreenProbe | None = None) -> str:
    """Why no window can be opened, in plain text with how to go on; empty where one can.

    Args:
        environ: the environment variables.
        platform: as `sys.platform`.
        probe: looks whether what the environment names is really there; without one it is believed.
    """
    if platform in _OWN_SCREENS:
        return ""
    chosen = environ.get("QT_QPA_PLATFORM", "").partition(";")[0].partition(":")[0]
    x11, wayland = environ.get("DISPLAY", ""), environ.get("WAYLAND_DISPLAY", "")
    if chosen not in _NEEDS_X11 | _NEEDS_WAYLAND:
        return ""  # offscreen, vnc and the like need no screen
    uses_x11 = bool(x11) and chosen in _NEEDS_X11
    uses_wayland = bool(wayland) and chosen in _NEEDS_WAYLAND | {""}
    if not uses_x11 and not uses_wayland:
        return _with_ways_on(tr("There is no screen here to open a window on."))
    if probe is None:
        return ""
    return _problem_seen(x11 if uses_x11 else "", wayland if uses_wayland else "", probe)


def _problem_seen(x11: str, wayland: str, probe: ScreenProbe) -> str:
    """Empty when a named display answers and Qt can use it; else what keeps the last one from it."""
    problem = ""
    for plugin, display, answers in (
        ("wayland", wayland, probe.wayland_answers),
        ("xcb", x11, probe.x11_answers),
    ):
        if not display:
            continue
        if not answers(display):
            problem = tr("The screen {display} does not answer.").format(display=display)
            continue
        missing = probe.missing_library(plugin)
        if not missing:
            return ""
        problem = tr("Qt can't open a window: {reason}. See: mobility-coach doctor").format(reason=missing)
    return _with_ways_on(problem)


def _with_ways_on(problem: str) -> str:
    ways = tr(
        "To go on without a window:\n"
        "  mobility-coach play before-run --no-window     coached here in the terminal\n"
        "  mobility-coach render before-run -o run.wav    the session as a sound file"
    )
    return f"{problem}\n{ways}"
