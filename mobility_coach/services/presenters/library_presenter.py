"""The list of drills and routines, as a window shows it.

Rows are worded when they are looked at: a long list shows a dozen of thousands.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from mobility_coach.domain.drill import Drill, Region
from mobility_coach.domain.routine import Routine, region_title
from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.presenters.plain_words import (
    SEPARATOR,
    equipment_text,
    last_done_text,
    minutes_text,
    no_equipment_text,
    places_text,
    planes_text,
    shortened,
)

_TITLE_LIMIT = 80


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """One drill or routine in the list.

    `length` is empty where it is not known yet. `note` says when a drill was last done, or how many drills a
    routine has; `spoken` is the whole row in words, for screen readers.
    """

    id: str
    title: str
    detail: str
    length: str
    note: str
    spoken: str


class RowMaker:
    """Words rows, each once.

    Args:
        seconds: the length of a drill, measured where it was not yet.
        planned: a routine as a session would be now, with its length; None where that is not known yet.
        last_done: the last day by drill id, where there is one.
        today: the local day.
    """

    def __init__(
        self,
        seconds: Callable[[Drill], float],
        planned: Callable[[Routine], tuple[Routine, float | None]],
        last_done: Mapping[str, date],
        today: date,
    ) -> None:
        self._seconds = seconds
        self._planned = planned
        self._last_done = last_done
        self._today = today
        self._rows: dict[str, LibraryRow] = {}

    def row(self, entry: Drill | Routine) -> LibraryRow:
        """The row of a drill or routine."""
        if isinstance(entry, Routine):
            return _routine_row(*self._planned(entry))
        row = self._rows.get(entry.id)
        if row is None:
            last_done = self._last_done.get(entry.id)
            row = self._rows[entry.id] = _drill_row(entry, self._seconds(entry), last_done, self._today)
        return row


@dataclass(frozen=True, slots=True)
class LibraryGroup:
    """Drills or routines under one heading; without one where `title` is empty."""

    title: str
    entries: Sequence[Drill | Routine]
    maker: RowMaker

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def rows(self) -> tuple[LibraryRow, ...]:
        """All rows, worded."""
        return tuple(map(self.maker.row, self.entries))

    def row(self, at: int) -> LibraryRow:
        """The row at a place, counted from 0."""
        return self.maker.row(self.entries[at])

    def id_at(self, at: int) -> str:
        """The id of what stands at a place."""
        return self.entries[at].id

    def title_at(self, at: int) -> str:
        """The title of what stands at a place; costs nothing."""
        return shortened(self.entries[at].title, _TITLE_LIMIT)

    def place_of(self, entry_id: str) -> int | None:
        """Where a drill or routine stands; None where it does not."""
        return next((at for at, entry in enumerate(self.entries) if entry.id == entry_id), None)


@dataclass(frozen=True, slots=True)
class LibraryView:
    """Drills, grouped by region without empty groups, and routines, as one group without a title.

    Attributes:
        groups: the drills.
        routines: the routines.
        found: how many drills are shown, in words ("3 of 8 drills"); empty where nothing is left out.
        found_routines: the same of the routines.
        unmeasured: how many drills were left out because their length is not known yet.
    """

    groups: tuple[LibraryGroup, ...]
    routines: LibraryGroup
    found: str = ""
    found_routines: str = ""
    unmeasured: int = 0


def present_library(
    drills: Sequence[Drill],
    routines: Sequence[Routine],
    seconds: Mapping[str, float],
    routine_seconds: Mapping[str, float],
    last_done: Mapping[str, date],
    today: date,
) -> LibraryView:
    """The whole list.

    Args:
        drills: in the order in which they are shown within their region.
        routines: as sessions would be now, in the order in which they are shown.
        seconds: the estimated length of each drill, by drill id.
        routine_seconds: the estimated length of each routine, by routine id.
        last_done: the last day by drill id, where there is one.
        today: the local day.
    """
    maker = RowMaker(
        lambda drill: seconds[drill.id],
        lambda routine: (routine, routine_seconds[routine.id]),
        last_done,
        today,
    )
    return LibraryView(grouped(by_region(drills), maker), LibraryGroup("", routines, maker))


def by_region(drills: Iterable[Drill]) -> list[Drill]:
    """The drills, region after region, else in their order."""
    places = {region: place for place, region in enumerate(Region)}
    return sorted(drills, key=lambda drill: places[drill.region])


def grouped(drills: Iterable[Drill], maker: RowMaker) -> tuple[LibraryGroup, ...]:
    """Drills that are sorted `by_region`, under the names of their regions."""
    return tuple(
        LibraryGroup(region_title(region), tuple(some), maker)
        for region, some in groupby(drills, key=lambda drill: drill.region)
    )


def found_text(found: int, every: int) -> str:
    """How many of all drills are shown."""
    return ntr("{{found}} of {count} drill", "{{found}} of {count} drills", every).format(found=found)


def found_routines_text(found: int, every: int) -> str:
    """How many of all routines are shown."""
    return ntr("{{found}} of {count} routine", "{{found}} of {count} routines", every).format(found=found)


def _drill_row(drill: Drill, seconds: float, day: date | None, today: date) -> LibraryRow:
    title = shortened(drill.title, _TITLE_LIMIT)
    needed = equipment_text(drill) if drill.equipment else no_equipment_text()
    parts = (needed, planes_text(drill.planes), places_text(drill))
    detail = SEPARATOR.join(part for part in parts if part)
    length, last_done = minutes_text(seconds), last_done_text(day, today)
    spoken = tr("{title}, {region}. {detail}. {length}, {last_done}").format(
        title=title, region=region_title(drill.region), detail=detail, length=length, last_done=last_done
    )
    return LibraryRow(drill.id, title, detail, length, last_done, spoken)


def _routine_row(routine: Routine, seconds: float | None) -> LibraryRow:
    title, detail = shortened(routine.title, _TITLE_LIMIT), shortened(routine.summary, 2 * _TITLE_LIMIT)
    drills = ntr("{count} drill", "{count} drills", len(routine.items))
    if seconds is None:
        spoken = tr("{title}. {detail} {drills}").format(title=title, detail=detail, drills=drills)
        return LibraryRow(routine.id, title, detail, "", drills, spoken)
    length = minutes_text(seconds)
    spoken = tr("{title}. {detail} {drills}, {length}").format(
        title=title, detail=detail, drills=drills, length=length
    )
    return LibraryRow(routine.id, title, detail, length, drills, spoken)
