"""What a person looks for in the list: words, and what the drill must fit."""

import unicodedata
from dataclasses import dataclass

from mobility_coach.domain.drill import Drill, Equipment, Place, Plane

LONGEST_TEXT = 200
"""More letters than this are not looked at."""

MINUTES = (2, 5, 10)
"""The times that a list can be bounded to."""

_EITHER = frozenset({Equipment.WALL, Equipment.SUPPORT})
"""A drill that names both can be done with any of them."""


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
        return not self.words and not self.is_narrowed

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but words is asked for."""
        asked = (self.place, self.equipment, self.plane, self.minutes)
        return any(each is not None for each in asked)

    @property
    def words(self) -> tuple[str, ...]:
        """What is searched for, folded."""
        return tuple(folded(self.text[:LONGEST_TEXT]).split())

    def suits(self, drill: Drill) -> bool:
        """Whether a drill fits place, equipment and plane; words and time are not looked at."""
        return (
            (self.place is None or drill.suitability(self.place) is not None)
            and (self.plane is None or self.plane in drill.planes)
            and (self.equipment is None or _is_at_hand(drill, self.equipment))
        )

    def allows(self, seconds: float) -> bool:
        """Whether something of this length is short enough, in the whole minutes that people are shown."""
        return self.minutes is None or round(seconds / 60) <= self.minutes


def folded(text: str) -> str:
    """`text` without case and accents, so that what looks alike is found."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter)).casefold()


def _is_at_hand(drill: Drill, things: frozenset[Equipment]) -> bool:
    needed = frozenset(drill.equipment)
    if needed >= _EITHER and things & _EITHER:
        needed -= _EITHER
    return needed <= things
