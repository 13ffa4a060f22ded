"""Sessions, look by look: whether one goes on or was left alone, and how long was practised in it."""

from dataclasses import dataclass

from mobility_coach.domain.breaks.counting import GAP_SECONDS

STANDS_SECONDS = 60.0
"""Who stands still for no longer takes up a position, or looks something up: that belongs to the session."""

LEFT_ALONE_SECONDS = 600.0
"""A session that stands still for so long was left alone: its person works on, and needs reminders."""


@dataclass(frozen=True, slots=True)
class SessionGlance:
    """One look at the session that was opened last.

    Attributes:
        is_open: whether it has not come to its end.
        is_moving: whether it is led on; else it is paused, or waits for the person.
        has_practised: whether any rep of it is in the log.
    """

    is_open: bool = False
    is_moving: bool = False
    has_practised: bool = False


class SessionWatch:
    """Follows one session after the other; time in which the machine slept counts for nothing."""

    def __init__(self) -> None:
        self.is_going_on = False
        self._looked_at = 0.0
        self._stands_since: float | None = None
        self._seconds = 0.0
        self._practised = 0.0

    def look(self, session: SessionGlance, clock: float) -> None:
        """Look at the session at this clock."""
        if self.is_going_on:
            self._count(clock)
        self._looked_at = clock
        if session.is_moving or not session.is_open:
            self._stands_since = None
        elif self._stands_since is None:
            self._stands_since = clock
        goes_on = session.is_open and self._stood(clock) < LEFT_ALONE_SECONDS
        if self.is_going_on and not goes_on:
            self._practised = self._seconds if session.has_practised else 0.0
            self._seconds = 0.0
        self.is_going_on = goes_on

    def take_practised(self) -> float:
        """Seconds of the session that has ended, or was left alone; once, then 0."""
        practised, self._practised = self._practised, 0.0
        return practised

    def _count(self, clock: float) -> None:
        passed = clock - self._looked_at
        if passed <= GAP_SECONDS and self._stood(clock) <= STANDS_SECONDS:
            self._seconds += passed

    def _stood(self, clock: float) -> float:
        return 0.0 if self._stands_since is None else clock - self._stands_since
