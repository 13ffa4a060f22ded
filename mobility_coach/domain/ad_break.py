"""What to do in an ad break: little, that faces the screen, was neglected, and fits one to three minutes."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from mobility_coach.domain.breaks.choice import ChoiceRequest, choose_break, movement_times
from mobility_coach.domain.drill import Drill, Equipment, Place, Side, Sides
from mobility_coach.domain.history import DrillMovement
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.routine import AD_BREAK, Routine, RoutineItem
from mobility_coach.domain.wording import ntr

LEAST_REPS = 5
"""With fewer a side is not worth getting into position for, unless the movement never has more."""

_SLACK_SECONDS = 2.0
"""What the plan leaves free: sound has to start, and words take a little longer than they were thought to."""

_MOST_SPARE = 3
"""Drills that stand ready for whoever goes on to the next one."""


@dataclass(frozen=True, slots=True)
class AdBreakRequest:
    """What an ad break goes by.

    Attributes:
        drills: all drills, in the order in which they are shown.
        minutes: how long it lasts.
        uses_floor: whether one may get down to the floor.
        side: the side that begins, and that a drill is done on where both can't be.
        last, moved: the last day by drill id and by movement.
        recent: what was done within the last hour.
        records: what was practised today.
        today: the local day.
        length: how many seconds a routine takes, with one side alone or, for None, with all that work.
    """

    drills: tuple[Drill, ...]
    minutes: int
    uses_floor: bool
    side: Side
    last: Mapping[str, date]
    moved: Mapping[DrillMovement, date]
    recent: frozenset[DrillMovement]
    records: tuple[PracticeRecord, ...]
    today: date
    length: Callable[[Routine, Side | None], float]


@dataclass(frozen=True, slots=True)
class AdBreak:
    """What is done, and the side that it is done on where there is no time for both.

    Behind what fits stand more drills: for whoever skips one, and for time that is left.
    """

    routine: Routine
    only_side: Side | None = None


def hurried(preferences: CoachingPreferences) -> CoachingPreferences:
    """The preferences with no more waiting than getting into position takes: the film waits for nobody."""
    return replace(
        preferences,
        safety=False,
        wait_for_ready=False,
        setup_seconds=min(2.0, preferences.setup_seconds),
        link_seconds=min(1.0, preferences.link_seconds),
        switch_seconds=min(3.0, preferences.switch_seconds),
        rest_seconds=min(3.0, preferences.rest_seconds),
    )


def choose_ad_break(request: AdBreakRequest) -> AdBreak:
    """What to do in an ad break; the reps are those that there is time for.

    Raises:
        ValueError: there are no drills.
    """
    ranked = _ranked(request)
    if not ranked:
        raise ValueError("there are no drills to choose from")
    chooser = _Chooser(request)
    for first in ranked:
        fitted = chooser.fitted(first)
        if fitted is not None:
            return chooser.filled(fitted, [each for each in ranked if each is not first])
    shortest = min(ranked, key=lambda item: request.length(chooser.routine((item,)), None))
    return AdBreak(chooser.routine((replace(shortest, reps=LEAST_REPS), *ranked[:_MOST_SPARE])))


class _Chooser:
    """Finds out what fits."""

    def __init__(self, request: AdBreakRequest) -> None:
        self._request = request
        self._limit = request.minutes * 60 - _SLACK_SECONDS

    def routine(self, items: tuple[RoutineItem, ...]) -> Routine:
        """The items, as what is done in an ad break."""
        title = ntr("Ad break: {count} minute", "Ad break: {count} minutes", self._request.minutes)
        return Routine(AD_BREAK, title, "", items)

    def fitted(self, item: RoutineItem) -> AdBreak | None:
        """A movement on both sides, else on one, with as many reps as fit; None where hardly any do."""
        sides = [None, self._neglected_side(item.drill)] if item.drill.sides is Sides.EACH else [None]
        low = item.chosen[0].reps.low
        for side in sides:
            counts = range(min(low, LEAST_REPS), low + 1)
            fitting = bisect_right(counts, self._limit, key=lambda reps: self._seconds(item, reps, side))
            if fitting:
                return AdBreak(self.routine((replace(item, reps=counts[fitting - 1]),)), side)
        return None

    def filled(self, begun: AdBreak, others: list[RoutineItem]) -> AdBreak:
        """`begun` with other drills and more reps as far as they fit, and some to spare."""
        items, side = begun.routine.items, begun.only_side
        spare = []
        for other in others:
            gentle = replace(other, reps=other.chosen[0].reps.low)
            if side is None and self._fits((*items, gentle), side):
                items = (*items, gentle)
            else:
                spare.append(gentle)
        while (more := tuple(map(_with_one_more, items))) != items and self._fits(more, side):
            items = more
        return AdBreak(self.routine((*items, *spare[:_MOST_SPARE])), side)

    def _fits(self, items: tuple[RoutineItem, ...], side: Side | None) -> bool:
        return self._request.length(self.routine(items), side) <= self._limit

    def _seconds(self, item: RoutineItem, reps: int, side: Side | None) -> float:
        return self._request.length(self.routine((replace(item, reps=reps),)), side)

    def _neglected_side(self, drill: Drill) -> Side:
        """The side that was done less often today; else the one that begins today."""
        request = self._request
        done = [record.side for record in request.records if record.drill == drill.id]
        is_behind = done.count(request.side) <= done.count(request.side.opposite)
        return request.side if is_behind else request.side.opposite


def _with_one_more(item: RoutineItem) -> RoutineItem:
    reps = item.chosen[0].reps
    return replace(item, reps=reps.clamp((item.reps or reps.low) + 1))


def _ranked(request: AdBreakRequest) -> list[RoutineItem]:
    """One movement of each drill, what waited longest first."""
    choices = choose_break(
        ChoiceRequest(
            drills=_suited(request),
            seconds=1,
            uses_floor=True,
            last=request.last,
            moved=request.moved,
            recent=request.recent,
            today=request.today,
            # Measured in movements: then the choices are single ones, in the order of their rank.
            length=lambda routine: sum(len(item.chosen) for item in routine.items),
            times=movement_times(request.records),
        )
    )
    first: dict[str, RoutineItem] = {}
    for choice in choices:
        item = choice.routine.items[0]
        first.setdefault(item.drill.id, RoutineItem(item.drill, item.movements))
    return list(first.values())


def _suited(request: AdBreakRequest) -> tuple[Drill, ...]:
    """Drills that face the screen, as long as any of them was not just done; else all that need no floor."""
    allowed = tuple(each for each in request.drills if request.uses_floor or not needs_floor(each))
    facing = tuple(each for each in allowed if each.suitability(Place.TV) is not None)
    for drills in (facing, allowed):
        if any(
            DrillMovement(each.id, part.id) not in request.recent
            for each in drills
            for part in each.movements
        ):
            return drills
    return facing or allowed or request.drills


def needs_floor(drill: Drill) -> bool:
    """Whether one has to get down to the floor for it."""
    return not drill.is_standing or Equipment.FLOOR in drill.equipment
