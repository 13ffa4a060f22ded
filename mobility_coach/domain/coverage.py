"""Coverage: when each region was last moved in each plane, and which drill fills what waited longest.

A movement counts for the planes that it trains itself, not for those of its drill's other movements.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mobility_coach.domain.drill import Drill, Plane, Region
from mobility_coach.domain.history import (
    DrillMovement,
    DrillSide,
    PracticeHistory,
    last_days,
    last_done,
    last_moved,
)

FRESH_DAYS = (7, 3, 1)
"""What was done so many days ago at most has freshness 1, 2, 3."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One region in one plane: the drills that train it, and the last day on which a movement of them did."""

    region: Region
    plane: Plane
    drills: tuple[Drill, ...]
    last: date | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """When things were last done.

    Attributes:
        cells: every region in every plane, by region and then by plane.
        drills: the last day by drill id, also of drills that are no longer there.
        sides: the same by drill and side.
    """

    cells: tuple[Cell, ...]
    drills: Mapping[str, date]
    sides: Mapping[DrillSide, date]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A drill that would do good today, and the cell that it fills; `is_first` before any practice."""

    drill: Drill
    cell: Cell
    is_first: bool


def coverage_of(drills: Sequence[Drill], history: PracticeHistory, today: date) -> Coverage:
    """What was done when, as of `today`; later days wait."""
    cells = cells_of(drills, last_moved(history, today))
    return Coverage(cells, last_done(history, today), last_days(history, today))


def cells_of(drills: Sequence[Drill], moved: Mapping[DrillMovement, date]) -> tuple[Cell, ...]:
    """Every region in every plane, by region and then by plane, with the last day of what was moved."""
    cells = [(region, plane) for region in Region for plane in Plane]
    trained: dict[tuple[Region, Plane], list[Drill]] = {cell: [] for cell in cells}
    days: dict[tuple[Region, Plane], list[date]] = {cell: [] for cell in cells}
    for drill in drills:
        for plane in drill.planes:
            trained[drill.region, plane].append(drill)
        for movement in drill.movements:
            day = moved.get(DrillMovement(drill.id, movement.id))
            if day is not None:
                for plane in movement.planes:
                    days[drill.region, plane].append(day)
    return tuple(Cell(*cell, tuple(trained[cell]), max(days[cell], default=None)) for cell in cells)


def freshness(last: date | None, today: date) -> int:
    """How fresh something is: 0 (not yet, or more than a week ago) … 3 (today or yesterday)."""
    if last is None:
        return 0
    return sum((today - last).days <= days for days in FRESH_DAYS)


def suggest_drill(
    drills: Sequence[Drill],
    last: Mapping[str, date],
    moved: Mapping[DrillMovement, date],
    today: date,
) -> Suggestion | None:
    """The drill that fills what was neglected; None without drills.

    The region and plane that waited longest comes first (never done before all others), in it the drill that
    waited longest; one that was done today only where nothing else is left. Equal ones keep the order of
    regions, planes and drills.

    Args:
        drills: all drills, in the order in which they are shown.
        last: the last day by drill id.
        moved: the last day by movement.
        today: the local day.
    """
    cells = sorted(
        (cell for cell in cells_of(drills, moved) if cell.drills), key=lambda cell: _waited(cell.last)
    )
    for cell in cells:
        drill = filling_drill(cell, last, today)
        if drill is not None:
            return Suggestion(drill, cell, not last)
    return Suggestion(_longest(cells[0].drills, last), cells[0], is_first=False) if cells else None


def filling_drill(cell: Cell, last: Mapping[str, date], today: date) -> Drill | None:
    """The drill of a cell that waited longest, other than those done today; None where there is none."""
    waiting = [drill for drill in cell.drills if last.get(drill.id) != today]
    return _longest(waiting, last) if waiting else None


def _longest(drills: Sequence[Drill], last: Mapping[str, date]) -> Drill:
    return min(drills, key=lambda drill: _waited(last.get(drill.id)))


def _waited(last: date | None) -> date:
    return last or date.min
