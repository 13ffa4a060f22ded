"""What the history page needs."""

from datetime import date
from typing import Protocol

from mobility_coach.domain.drill import Side
from mobility_coach.services.presenters.history_view import DayView, HistoryView


class HistoryPort(Protocol):
    """The practice so far, and how to put it right. All methods are called from the window's thread.

    What changes something returns a problem in plain text, empty when it is kept; ids that are not known (any
    more) raise `KeyError`.
    """

    def view(self) -> HistoryView:
        """The page, anew."""
        ...

    def day_words(self, day: date) -> str:
        """A day in one line, for tooltips and screen readers: "3 November 2026: 2 sides, 6 minutes"."""
        ...

    def open_day(self, day: date) -> DayView:
        """A day's records."""
        ...

    def set_reps(self, record_id: str, reps: int) -> str:
        """Correct how many reps were done; at least one."""
        ...

    def set_side(self, record_id: str, side: Side) -> str:
        """Correct which side worked."""
        ...

    def remove(self, record_id: str) -> str:
        """Take a record out of the count."""
        ...

    @property
    def undo_text(self) -> str:
        """What `undo` would take back ("Removed: Hip flexor matrix, left"), empty where there is nothing."""
        ...

    def undo(self) -> str:
        """Take back the last change of this run; then the one before, and so on."""
        ...
