"""What tells of the desktop around the program, for the reminders and for the doctor."""

import os
import sys
from functools import cached_property
from typing import TYPE_CHECKING

from mobility_coach.adapters.desktop.blocks import make_blocks
from mobility_coach.adapters.desktop.bus import Bus, BusKind
from mobility_coach.adapters.desktop.desktop_probes import DesktopSubject
from mobility_coach.adapters.desktop.idle import make_idle
from mobility_coach.adapters.desktop.notifications import BusNotifier
from mobility_coach.adapters.desktop.tray_host import has_tray_host
from mobility_coach.adapters.desktop.x11 import X11, open_x11
from mobility_coach.domain.breaks.state import Block

if TYPE_CHECKING:
    from mobility_coach.adapters.desktop.blocks import MachineBlocks
    from mobility_coach.adapters.desktop.idle import MachineIdle


class DesktopEyes:
    """What tells of the person and the desktop; connections are made when they are first needed."""

    def __init__(self) -> None:
        self.session_bus = Bus(BusKind.SESSION)
        self.system_bus = Bus(BusKind.SYSTEM)

    @cached_property
    def x11(self) -> X11 | None:
        """The X server; None where there is none to ask, or where it would not know (Wayland)."""
        return open_x11(os.environ)

    @cached_property
    def idle(self) -> "MachineIdle":
        """How long nobody has touched anything."""
        return make_idle(os.environ, self.x11, self.session_bus)

    @cached_property
    def blocks(self) -> "MachineBlocks":
        """Why nobody is to be disturbed."""
        return make_blocks(os.environ, self.x11, self.session_bus, self.system_bus)

    def close(self) -> None:
        """Let go of the connections."""
        self.session_bus.close()
        self.system_bus.close()
        if "x11" in self.__dict__ and self.x11 is not None:
            self.x11.close()


def desktop_subject() -> DesktopSubject:
    """What the doctor looks at, once, with connections of its own."""
    eyes = DesktopEyes()
    return DesktopSubject(
        has_bus=eyes.session_bus.is_reachable if sys.platform.startswith("linux") else None,
        server=lambda: BusNotifier(eyes.session_bus).server(),
        idle=lambda: eyes.idle,
        has_tray=lambda: has_tray_host(eyes.session_bus, os.environ),
        is_undisturbed=lambda: bool(eyes.blocks.blocks({Block.DO_NOT_DISTURB}, ())),
        close=eyes.close,
    )
