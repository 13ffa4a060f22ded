"""What the windows remember from run to run. None of it is a setting, and losing it costs nothing.

The window's size is remembered with its first face, which is needed earlier.
"""

from dataclasses import dataclass, field, replace
from typing import Protocol

from mobility_coach.domain.drill_filter import DrillFilter

MOST_MINI_PLACES = 8
"""Of so many sets of monitors the small player's place is known; the one that was used longest ago goes."""


@dataclass(frozen=True, slots=True)
class MiniPlace:
    """Where the small player stood. All numbers are pixels.

    Attributes:
        monitors: which monitors there were, as one word for each.
        x, y: of its upper left corner, on the desktop of all monitors.
        width, height: its size.
    """

    monitors: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class WindowMemory:
    """How the windows were left.

    Attributes:
        item: id of the drill or routine that was chosen, or empty.
        shows_routines: whether the routines' list was in front.
        filter: what the list was filtered by; its text is not kept.
        knows_safety: whether the safety note was read.
        knows_crash: the newest crash report that was shown, or empty.
        mini_places: where the small player stood, the latest set of monitors first.
        mini_is_on_top: whether the small player stays above other windows.
        tv_screen: name of the screen that was chosen as the TV, or empty.
    """

    item: str = ""
    shows_routines: bool = False
    filter: DrillFilter = field(default_factory=DrillFilter)
    knows_safety: bool = False
    knows_crash: str = ""
    mini_places: tuple[MiniPlace, ...] = ()
    mini_is_on_top: bool = True
    tv_screen: str = ""

    def mini_place(self, monitors: str) -> MiniPlace | None:
        """Where the small player stood with these monitors; None where that is not known."""
        return next((each for each in self.mini_places if each.monitors == monitors), None)

    def with_mini_place(self, place: MiniPlace) -> "WindowMemory":
        """The same with another place of the small player."""
        others = (each for each in self.mini_places if each.monitors != place.monitors)
        return replace(self, mini_places=(place, *others)[:MOST_MINI_PLACES])


class WindowMemoryPort(Protocol):
    """Keeps it."""

    def recall(self) -> WindowMemory:
        """How the window was left; the usual one where nothing is known, or what can't be used."""
        ...

    def keep(self, memory: WindowMemory) -> None:
        """Remember it; a place that can't be written goes to the log alone."""
        ...
