"""How long nobody has touched keyboard or mouse, by whatever tells it here; and a clock that counts sleep."""

import logging
import sys
import time
from collections.abc import Callable, Mapping
from typing import Protocol

from mobility_coach.adapters.desktop.bus import BusAddress
from mobility_coach.adapters.desktop.x11 import X11, is_wayland
from mobility_coach.domain.wording import tr

_log = logging.getLogger(__name__)

BUS_SECONDS = 0.4
"""How long the desktop may take to answer."""

SILENT_SECONDS = 300.0
"""How long nobody is asked again, after nobody could tell."""

LONGEST_SECONDS = 365 * 86_400.0
"""More is no idle time but a fault."""

_MUTTER = BusAddress("org.gnome.Mutter.IdleMonitor", "/org/gnome/Mutter/IdleMonitor/Core")
_SCREEN_SAVER = BusAddress("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver")


class BusCaller(Protocol):
    """Calls a method over a message bus; None where nobody answers. `adapters.desktop.bus.Bus` does."""

    def call(
        self,
        address: BusAddress,
        interface: str,
        member: str,
        signature: str = "",
        args: tuple[object, ...] = (),
        timeout: float = BUS_SECONDS,
    ) -> tuple[object, ...] | None:
        """What the method gave back; in it a variant is a pair of signature and value."""
        ...


class IdleSource(Protocol):
    """One way to tell. `name` is for people who look for what is wrong."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    def seconds(self) -> float | None:
        """Seconds since the last input; None where this way leads nowhere."""
        ...


class MachineIdle:
    """Implements `mobility_coach.services.breaks.break_ports.IdlePort` over several sources.

    The one that told last is asked first. Where none can tell, they are left alone for five minutes.
    """

    def __init__(
        self,
        sources: tuple[IdleSource, ...],
        why_unknown: Callable[[], str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Ask `sources` in this order; `why_unknown` says why none tells, and what to do."""
        self._sources = sources
        self._why_unknown = why_unknown
        self._clock = clock
        self._chosen: IdleSource | None = None
        self._silent_until = float("-inf")
        self._problem = ""

    @property
    def source(self) -> str:
        """Who told the last time; empty while nobody does."""
        return self._chosen.name if self._chosen else ""

    @property
    def problem(self) -> str:
        """Why nobody can tell, and what to do; empty while it can be told, and before it was asked."""
        return self._problem

    def seconds(self) -> float | None:
        """Seconds since the last input, None where nobody can tell."""
        if self._clock() < self._silent_until:
            return None
        for source in sorted(self._sources, key=lambda each: each is not self._chosen):
            seconds = source.seconds()
            if seconds is not None and 0 <= seconds <= LONGEST_SECONDS:
                if source is not self._chosen:
                    _log.info("Time without input is told by %s", source.name)
                self._chosen, self._problem = source, ""
                return seconds
        self._chosen, self._problem = None, self._why_unknown()
        self._silent_until = self._clock() + SILENT_SECONDS
        return None


class X11Idle:
    """What the X server says."""

    name = "X11"

    def __init__(self, x11: X11) -> None:
        self._x11 = x11

    def seconds(self) -> float | None:
        """Seconds since the last input, None where the server does not tell."""
        return self._x11.idle_seconds()


class MutterIdle:
    """What GNOME's compositor says, in milliseconds."""

    name = "GNOME"

    def __init__(self, bus: BusCaller) -> None:
        self._bus = bus

    def seconds(self) -> float | None:
        """Seconds since the last input, None outside GNOME."""
        answer = self._bus.call(_MUTTER, "org.gnome.Mutter.IdleMonitor", "GetIdletime", timeout=BUS_SECONDS)
        return _milliseconds(answer)


class KdeIdle:
    """What KDE's screen locker says, in milliseconds.

    On some versions under Wayland it says 0 for ever. Zero is believed once there was something else; until
    then it is unknown, which the reminders take for present as well.
    """

    name = "KDE"

    def __init__(self, bus: BusCaller) -> None:
        self._bus = bus
        self._is_trusted = False

    def seconds(self) -> float | None:
        """Seconds since the last input, None outside KDE and where it can't be believed."""
        answer = self._bus.call(
            _SCREEN_SAVER, "org.freedesktop.ScreenSaver", "GetSessionIdleTime", timeout=BUS_SECONDS
        )
        seconds = _milliseconds(answer)
        self._is_trusted = self._is_trusted or bool(seconds)
        return seconds if self._is_trusted else None


class SystemIdle:
    """What a function of the system says (Windows, macOS)."""

    def __init__(self, name: str, ask: Callable[[], float | None]) -> None:
        self.name = name
        self._ask = ask

    def seconds(self) -> float | None:
        """Seconds since the last input, None where the system does not tell."""
        return self._ask()


def make_idle(
    environ: Mapping[str, str], x11: X11 | None, bus: BusCaller, platform: str = sys.platform
) -> MachineIdle:
    """The ways that this machine may have. Windows and macOS are untested."""
    if platform == "win32":
        from mobility_coach.adapters.desktop import windows  # noqa: PLC0415 - there alone

        return MachineIdle((SystemIdle("Windows", windows.idle_seconds),), _unknown_here)
    if platform == "darwin":
        from mobility_coach.adapters.desktop import macos  # noqa: PLC0415 - there alone

        return MachineIdle((SystemIdle("macOS", macos.idle_seconds),), _unknown_here)
    sources: list[IdleSource] = [X11Idle(x11)] if x11 else []
    sources.append(MutterIdle(bus))
    if "KDE" in environ.get("XDG_CURRENT_DESKTOP", "").upper().split(":"):
        sources.append(KdeIdle(bus))  # others count seconds by the same name
    return MachineIdle(
        tuple(sources), lambda: (x11.problem if x11 else "") or _unknown_on(is_on_wayland=is_wayland(environ))
    )


def boot_clock() -> float:
    """Seconds that only go forward and go on while the machine sleeps.

    On Windows Python's own clock does that; on macOS the one that POSIX calls monotonic (both untested).
    """
    number = getattr(time, "CLOCK_BOOTTIME", None)
    if number is None and sys.platform == "darwin":
        number = time.CLOCK_MONOTONIC
    return time.monotonic() if number is None else time.clock_gettime(number)


def _milliseconds(answer: tuple[object, ...] | None) -> float | None:
    value = answer[0] if answer else None
    return value / 1000 if isinstance(value, int) else None


def _unknown_on(*, is_on_wayland: bool) -> str:
    if is_on_wayland:
        return tr(
            "This desktop does not tell how long nobody has touched keyboard or mouse, so time away does not "
            "count as a break. Pause the reminders by hand when you leave, or sign in with an X11 session."
        )
    return _unknown_here()


def _unknown_here() -> str:
    return tr(
        "Nothing here tells how long nobody has touched keyboard or mouse, so time away does not count as a "
        "break. Pause the reminders by hand when you leave."
    )
