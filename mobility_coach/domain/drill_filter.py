"""What a person looks for in the list: words, and what the drill must fit."""

from dataclasses import dataclass

from mobility_coach.domain.drill import Equipment, Place, Plane

LONGEST_TEXT = 200
"""More letters than this are not looked at."""


@dataclass(frozen=True, slots=True)
class DrillFilter:
    """What a drill must fit to be shown; an empty part lets everything pass.

    Attributes:
        text: words that all occur in the drill, in any order, whatever the case and the accents.
        place: a place that suits it.
        equipment: what is at hand; a drill that needs anything else does not fit. None: not asked.
        plane: a plane that it trains.
        minutes: it takes no longer than that.
    """

    text: str = ""
    place: Place | None = None
    equipment: frozenset[Equipment] | None = None
    plane: Plane | None = None
    minutes: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether everything passes."""
        return self == DrillFilter()
