"""Why nobody is to be disturbed now: what the machine is asked around a reminder."""

import os
import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Protocol

from mobility_coach.adapters.desktop.bus_blocks import DesktopBlocks
from mobility_coach.adapters.desktop.idle import BusCaller
from mobility_coach.adapters.desktop.running_programs import make_running_programs
from mobility_coach.adapters.desktop.x11 import X11
from mobility_coach.domain.breaks.state import Block


class Programs(Protocol):
    """Knows what runs."""

    def is_any_running(self, names: Iterable[str]) -> bool:
        """Whether a program of one of these names runs."""
        ...


class Desktop(Protocol):
    """Knows what holds on this desktop."""

    def blocks(self, wanted: Collection[Block]) -> frozenset[Block]:
        """Those of `wanted` that hold; takes a third of a second at most."""
        ...


class MachineBlocks:
    """Implements `mobility_coach.services.breaks.break_ports.BlocksPort`.

    What nobody can tell does not block: a reminder too many is better than none.
    """

    def __init__(self, desktops: tuple[Desktop, ...], programs: Programs) -> None:
        self._desktops = desktops
        self._programs = programs

    def blocks(self, wanted: Collection[Block], programs: Iterable[str]) -> frozenset[Block]:
        """Those of `wanted` that are so now; `programs` are names that make `Block.PROGRAM`."""
        found: set[Block] = set()
        if Block.PROGRAM in wanted and self._programs.is_any_running(programs):
            found.add(Block.PROGRAM)
        for desktop in self._desktops:
            missing = frozenset(wanted) - found
            if missing:
                found |= desktop.blocks(missing)
        return frozenset(found)


class X11Blocks:
    """What the X server sees."""

    def __init__(self, x11: X11) -> None:
        self._x11 = x11

    def blocks(self, wanted: Collection[Block]) -> frozenset[Block]:
        """A full screen, and a screen saver that is on. Takes a fraction of a millisecond."""
        found: set[Block] = set()
        if Block.FULL_SCREEN in wanted and self._x11.is_full_screen():
            found.add(Block.FULL_SCREEN)
        if Block.LOCKED in wanted and self._x11.is_saver_on():
            found.add(Block.LOCKED)
        return frozenset(found)


class SystemBlocks:
    """What the functions of a system say (Windows, macOS)."""

    def __init__(self, ask: Callable[[Collection[Block], int], frozenset[Block]]) -> None:
        self._ask = ask

    def blocks(self, wanted: Collection[Block]) -> frozenset[Block]:
        """Those of `wanted` that hold."""
        return self._ask(wanted, os.getpid())


def make_blocks(
    environ: Mapping[str, str],
    x11: X11 | None,
    session_bus: BusCaller,
    system_bus: BusCaller,
    platform: str = sys.platform,
) -> MachineBlocks:
    """What this machine can be asked. Windows and macOS are untested."""
    programs = make_running_programs(platform)
    if platform == "win32":
        from mobility_coach.adapters.desktop import windows  # noqa: PLC0415 - there alone

        return MachineBlocks((SystemBlocks(windows.blocks),), programs)
    if platform == "darwin":
        from mobility_coach.adapters.desktop import macos  # noqa: PLC0415 - there alone

        return MachineBlocks((SystemBlocks(macos.blocks),), programs)
    on_bus = DesktopBlocks(session_bus, system_bus, environ)
    return MachineBlocks((X11Blocks(x11), on_bus) if x11 else (on_bus,), programs)
