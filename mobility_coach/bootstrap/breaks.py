"""The reminders with the real machine behind them; each part is made when it is first asked for."""

import os
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a start without reminders needs none of it
    from mobility_coach.adapters.desktop.notifications import BusNotifier
    from mobility_coach.bootstrap.desktop import DesktopEyes
    from mobility_coach.bootstrap.workshop import Workshop
    from mobility_coach.services.breaks.break_ports import Autostart
    from mobility_coach.services.breaks.break_settings import Closing
    from mobility_coach.services.breaks.reminders import Reminders
    from mobility_coach.services.instance import Response
    from mobility_coach.services.presenters.break_plan import BreakPlan


class BreakService:
    """Implements `mobility_coach.services.breaks.break_ports.BreaksPort`."""

    def __init__(self, workshop: "Workshop", data_dir: Path | None) -> None:
        self._workshop = workshop
        self._data_dir = data_dir
        self._changed: list[Callable[[], None]] = []

    @cached_property
    def reminders(self) -> "Reminders":
        """The reminders themselves."""
        from mobility_coach.bootstrap.reminders import ReminderParts  # noqa: PLC0415 - see above
        from mobility_coach.services.breaks.reminders import Reminders  # noqa: PLC0415 - see above

        made = Reminders(ReminderParts(self._workshop, self._eyes))
        made.listen(self._see_to_break)
        return made

    @cached_property
    def plan(self) -> "BreakPlan":
        """How they are set."""
        from mobility_coach.services.presenters.break_plan import BreakPlan  # noqa: PLC0415 - see above

        return BreakPlan(self._workshop.book, self._routines, self._tell_changed)

    @cached_property
    def autostart(self) -> "Autostart":
        """Whether the program starts with the computer."""
        from mobility_coach.adapters.desktop.autostart import make_autostart  # noqa: PLC0415 - see above

        return make_autostart(os.environ, self._data_dir)

    @cached_property
    def notifier(self) -> "BusNotifier":
        """Notifications of the desktop."""
        from mobility_coach.adapters.desktop.bus import Bus, BusKind  # noqa: PLC0415 - see above
        from mobility_coach.adapters.desktop.notifications import BusNotifier  # noqa: PLC0415 - see above
        from mobility_coach.adapters.machine.resources import resources_folder  # noqa: PLC0415 - see above

        # A bus of its own: presses of buttons are told to the connection that showed them.
        return BusNotifier(Bus(BusKind.SESSION), str(resources_folder() / "icons" / "app.svg"))

    @property
    def is_on(self) -> bool:
        """Whether the person wants reminders."""
        return self._workshop.book.settings.breaks.is_on

    @property
    def is_active(self) -> bool:
        """Whether there is anything to carry out: reminders are on, or a break was started without them."""
        return self.is_on or ("reminders" in self.__dict__ and self.reminders.view().is_practising)

    @property
    def closing(self) -> "Closing":
        """What closing the window means while reminders are on."""
        return self._workshop.book.settings.breaks.closing

    def set_closing(self, closing: "Closing") -> str:
        """Remember it. Returns a problem in plain text, or empty."""
        return self.plan.change("closing", closing.value)

    def listen(self, changed: Callable[[], None]) -> None:
        """Have `changed` called whenever something was set."""
        self._changed.append(changed)

    def chime(self) -> None:
        """The soft chime of a popup; returns at once."""
        self._workshop.chime()

    def answer(self, arguments: Mapping[str, object]) -> "Response":
        """What the command line asks. Raises `BadLine`."""
        from mobility_coach.services.breaks.break_requests import BreakRequests  # noqa: PLC0415 - see above

        return BreakRequests(self.reminders).answer(arguments)

    def close(self) -> None:
        """Let go of the desktop."""
        if "notifier" in self.__dict__:
            self.notifier.close()
        if "_eyes" in self.__dict__:
            self._eyes.close()

    def _see_to_break(self) -> None:
        """Somebody has to lead a break that is taken while reminders are off."""
        if not self.is_on and self.is_active:
            self._tell_changed()

    def _tell_changed(self) -> None:
        for changed in tuple(self._changed):
            changed()

    @cached_property
    def _eyes(self) -> "DesktopEyes":
        from mobility_coach.bootstrap.desktop import DesktopEyes  # noqa: PLC0415 - see above

        return DesktopEyes()

    def _routines(self) -> list[tuple[str, str]]:
        from mobility_coach.domain.routine import built_in_routines  # noqa: PLC0415 - see above

        drills = self._workshop.library().drills
        routines = [(routine.id, routine.title) for routine in built_in_routines(drills)]
        return routines + [(drill.id, drill.title) for drill in drills]
