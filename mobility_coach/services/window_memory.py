"""What the main page remembers from run to run. None of it is a setting, and losing it costs nothing.

The window's size is remembered with its first face, which is needed earlier.
"""

from dataclasses import dataclass, field
from typing import Protocol

from mobility_coach.domain.drill_filter import DrillFilter


@dataclass(frozen=True, slots=True)
class WindowMemory:
    """How the window was left.

    Attributes:
        item: id of the drill or routine that was chosen, or empty.
        shows_routines: whether the routines' list was in front.
        filter: what the list was filtered by; its text is not kept.
        knows_safety: whether the safety note was read.
        knows_crash: the newest crash report that was shown, or empty.
    """

    item: str = ""
    shows_routines: bool = False
    filter: DrillFilter = field(default_factory=DrillFilter)
    knows_safety: bool = False
    knows_crash: str = ""


class WindowMemoryPort(Protocol):
    """Keeps it."""

    def recall(self) -> WindowMemory:
        """How the window was left; the usual one where nothing is known, or what can't be used."""
        ...

    def keep(self, memory: WindowMemory) -> None:
        """Remember it; a place that can't be written goes to the log alone."""
        ...
