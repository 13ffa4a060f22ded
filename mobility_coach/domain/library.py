"""The drills that there are: those that come with the program, and a person's own."""

from dataclasses import dataclass
from functools import cached_property

from mobility_coach.domain.drill import Drill


@dataclass(frozen=True)
class Library:
    """An immutable collection of drills with different ids.

    Attributes:
        shipped: the drills that come with the program, in their order.
        own: the person's own drills, in any order.
    """

    shipped: tuple[Drill, ...]
    own: tuple[Drill, ...] = ()

    @cached_property
    def drills(self) -> tuple[Drill, ...]:
        """All drills: the shipped ones in their order, then the person's own by title."""
        by_title = sorted(self.own, key=lambda drill: (drill.title.casefold(), drill.id))
        return (*self.shipped, *by_title)

    @cached_property
    def _by_id(self) -> dict[str, Drill]:
        return {drill.id: drill for drill in self.drills}

    def drill(self, drill_id: str) -> Drill | None:
        """The drill with this id, or None."""
        return self._by_id.get(drill_id)
