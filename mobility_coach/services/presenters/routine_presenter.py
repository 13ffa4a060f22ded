"""The page of one routine."""

from collections.abc import Sequence
from dataclasses import dataclass

from mobility_coach.domain.drill import Equipment
from mobility_coach.domain.routine import Routine, RoutineItem
from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.presenters.drill_presenter import Range
from mobility_coach.services.presenters.plain_words import (
    equipment_text,
    equipment_title,
    minutes_text,
    whole_minutes,
)

SHORTEST_MINUTES = 2
"""A routine can't be fitted to less than this."""


@dataclass(frozen=True, slots=True)
class RoutineDrillView:
    """One drill of a routine: its title, and what of it is done and needed."""

    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class RoutinePageView:
    """Everything on a routine's page.

    `minutes` is the time that it is fitted to, at most what everything takes; None where it is too short to
    be cut. `left_out` says in sentences what found no place.
    """

    id: str
    title: str
    summary: str
    chips: tuple[str, ...]
    drills: tuple[RoutineDrillView, ...]
    left_out: tuple[str, ...]
    minutes: Range | None
    start_text: str


def present_routine(
    routine: Routine, seconds: float, whole_seconds: float, left_out: Sequence[str] = ()
) -> RoutinePageView:
    """The page of a routine as it is fitted now.

    Args:
        routine: with the drills that are done.
        seconds: how long they take.
        whole_seconds: how long everything in the routine would take.
        left_out: what the fitting left out, in sentences.
    """
    whole = whole_minutes(whole_seconds)
    minutes = min(whole, max(SHORTEST_MINUTES, whole_minutes(routine.seconds or whole_seconds)))
    needed = {equipment for item in routine.items for equipment in item.drill.equipment}
    return RoutinePageView(
        id=routine.id,
        title=routine.title,
        summary=routine.summary,
        chips=tuple(equipment_title(entry) for entry in Equipment if entry in needed),
        drills=tuple(map(_drill_view, routine.items)),
        left_out=tuple(left_out),
        minutes=Range(minutes, SHORTEST_MINUTES, whole) if whole > SHORTEST_MINUTES else None,
        start_text=tr("Start · {length}").format(length=minutes_text(seconds)),
    )


def _drill_view(item: RoutineItem) -> RoutineDrillView:
    count = ntr("{count} movement", "{count} movements", len(item.chosen))
    return RoutineDrillView(item.drill.title, f"{equipment_text(item.drill)} · {count}")
