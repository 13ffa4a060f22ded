"""What the diagnostics page needs."""

from typing import Protocol

from mobility_coach.services.presenters.diagnostics_view import DiagnosticsView
from mobility_coach.services.work import Work


class DiagnosticsPort(Protocol):
    """Looks at the machine. Looking takes seconds, so it is work with its progress."""

    def look(self) -> Work:
        """Begin to look at everything anew."""
        ...

    def view(self) -> DiagnosticsView:
        """What was found so far."""
        ...
