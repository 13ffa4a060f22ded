"""What the reminders work with. The bootstrap makes these real, tests make them simple."""

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from mobility_coach.services.breaks.break_ports import BlocksPort, BreakLog, BreakMemory, IdlePort
from mobility_coach.services.breaks.session_watch import SessionGlance
from mobility_coach.services.settings_book import SettingsBook

if TYPE_CHECKING:
    from mobility_coach.domain.breaks.choice import Choice
    from mobility_coach.domain.routine import Routine
    from mobility_coach.services.session.session_plan import SessionPlan
    from mobility_coach.services.ui_ports import PlayerPort


class ReminderTools(Protocol):
    """What the reminders work with; each is made when it is first asked for. One thread uses them."""

    @property
    def version(self) -> str:
        """The program's version."""
        ...

    @property
    def idle(self) -> IdlePort:
        """How long nobody has touched anything."""
        ...

    @property
    def blocks(self) -> BlocksPort:
        """Why nobody is to be disturbed."""
        ...

    @property
    def log(self) -> BreakLog:
        """What became of breaks."""
        ...

    @property
    def memory(self) -> BreakMemory:
        """Where the reminders stood at the last start."""
        ...

    def settings(self) -> SettingsBook:
        """What the person set."""
        ...

    def now(self) -> datetime:
        """Now, aware, in the local zone."""
        ...

    def clock(self) -> float:
        """Seconds that only go forward and go on while the machine sleeps."""
        ...

    def new_id(self) -> str:
        """An id that no other record has."""
        ...

    def session(self) -> SessionGlance:
        """The session that the person opened last; a break's is none of them."""
        ...

    def choices(self, seconds: float, *, uses_floor: bool) -> "tuple[Choice, ...]":
        """What could be done in so many seconds, best first; empty only without drills."""
        ...

    def plan(self, item: "Routine | str", seconds: float) -> "SessionPlan":
        """A session of a routine, or of a named drill or routine fitted to so many seconds.

        Raises:
            KeyError: there is no drill or routine of that name.
        """
        ...

    def open_break(self, plan: "SessionPlan", *, is_quiet: bool) -> "PlayerPort":
        """A session, ready to be started; a quiet one has captions and soft clicks, but no voice."""
        ...

    def streak(self) -> int:
        """Days in a row, with today where it counts already."""
        ...
