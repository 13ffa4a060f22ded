"""The list of drills and routines, as a window shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mobility_coach.domain.drill import Drill, Region
from mobility_coach.domain.routine import Routine, region_title
from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.presenters.plain_words import (
    SEPARATOR,
    equipment_text,
    last_done_text,
    minutes_text,
    planes_text,
    shortened,
)

_TITLE_LIMIT = 80


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """One drill or routine in the list.

    `note` says when a drill was last done, or how many drills a routine has; `spoken` is the whole row in
    words, for screen readers.
    """

    id: str
    title: str
    detail: str
    length: str
    note: str
    spoken: str


@dataclass(frozen=True, slots=True)
class LibraryGroup:
    """Rows under one heading; without one where `title` is empty."""

    title: str
    rows: tuple[LibraryRow, ...]


@dataclass(frozen=True, slots=True)
class LibraryView:
    """All drills, grouped by region without empty groups; all routines, as one group without a title."""

    groups: tuple[LibraryGroup, ...]
    routines: LibraryGroup


def present_library(
    drills: Sequence[Drill],
    routines: Sequence[Routine],
    seconds: Mapping[str, float],
    routine_seconds: Mapping[str, float],
    last_done: Mapping[str, date],
    today: date,
) -> LibraryView:
    """The list.

    Args:
        drills: in the order in which they are shown within their region.
        routines: in the order in which they are shown.
        seconds: the estimated length of each drill, by drill id.
        routine_seconds: the estimated length of each routine, by routine id.
        last_done: the last day by drill id, where there is one.
        today: the local day.
    """
    rows: dict[Region, list[LibraryRow]] = {region: [] for region in Region}
    for drill in drills:
        rows[drill.region].append(_drill_row(drill, seconds[drill.id], last_done.get(drill.id), today))
    groups = (LibraryGroup(region_title(region), tuple(rows[region])) for region in Region)
    return LibraryView(
        groups=tuple(group for group in groups if group.rows),
        routines=LibraryGroup(
            "", tuple(_routine_row(routine, routine_seconds[routine.id]) for routine in routines)
        ),
    )


def _drill_row(drill: Drill, seconds: float, day: date | None, today: date) -> LibraryRow:
    title = shortened(drill.title, _TITLE_LIMIT)
    detail = equipment_text(drill) + SEPARATOR + planes_text(drill.planes)
    length, last_done = minutes_text(seconds), last_done_text(day, today)
    spoken = tr("{title}, {region}. {detail}. {length}, {last_done}").format(
        title=title, region=region_title(drill.region), detail=detail, length=length, last_done=last_done
    )
    return LibraryRow(drill.id, title, detail, length, last_done, spoken)


def _routine_row(routine: Routine, seconds: float) -> LibraryRow:
    title, detail = shortened(routine.title, _TITLE_LIMIT), shortened(routine.summary, 2 * _TITLE_LIMIT)
    length = minutes_text(seconds)
    drills = ntr("{count} drill", "{count} drills", len(routine.items))
    spoken = tr("{title}. {detail} {drills}, {length}").format(
        title=title, detail=detail, drills=drills, length=length
    )
    return LibraryRow(routine.id, title, detail, length, drills, spoken)
