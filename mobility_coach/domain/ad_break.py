"""What to do in an ad break: little, that faces the screen, was neglected, and fits one to three minutes."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

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


def hurried(preferences: CoachingPreferences, *, knows_safety: bool = True) -> CoachingPreferences:
    """The preferences with no more waiting than getting into position takes: the film waits for nobody.

    Only who does not know yet what everybody should know before the first drill is told that.
    """
    return replace(
        preferences,
        safety=preferences.safety and not knows_safety,
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
    bare, others = (_ranked(request, drills) for drills in _by_need(_suited(request)))
    ranked = [*bare, *others]
    if not ranked:
        raise ValueError("there are no drills to choose from")
    chooser = _Chooser(request)
    if (begun := chooser.begun(bare)) is not None:
        # Nobody fetches a chair for what is left of a minute.
        return chooser.filled(begun, bare, others)
    if (begun := chooser.begun(others)) is not None:
        return chooser.filled(begun, ranked, [])
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

    def begun(self, items: list[RoutineItem]) -> AdBreak | None:
        """The first of `items` that fits; None where none does.

        In a minute it may be one side; where there is more time, what fits on both sides comes first.
        """
        whole, halved = map(self._whole, items), map(self._halved, items)
        found: Iterable[AdBreak | None] = chain(whole, halved)
        if self._request.minutes == 1:
            found = (self._whole(item) or self._halved(item) for item in items)
        return next(filter(None, found), None)

    def filled(self, begun: AdBreak, others: list[RoutineItem], more: list[RoutineItem]) -> AdBreak:
        """`begun` with `others` and more reps as far as they fit; behind it some to spare, also of `more`."""
        items, side = begun.routine.items, begun.only_side
        spare = []
        for other in others:
            gentle = _gentle(other)
            if other.drill.id == items[0].drill.id:
                continue
            if side is None and self._fits((*items, gentle), side):
                items = (*items, gentle)
            else:
                spare.append(gentle)
        spare += map(_gentle, more)
        while (longer := tuple(map(_with_one_more, items))) != items and self._fits(longer, side):
            items = longer
        return AdBreak(self.routine((*items, *spare[:_MOST_SPARE])), side)

    def _whole(self, item: RoutineItem) -> AdBreak | None:
        return self._on(item, None)

    def _halved(self, item: RoutineItem) -> AdBreak | None:
        return self._on(item, self._neglected_side(item.drill)) if item.drill.sides is Sides.EACH else None

    def _on(self, item: RoutineItem, side: Side | None) -> AdBreak | None:
        """A movement on one side or, for None, on both; with as many reps as fit, or None for hardly any."""
        low = item.chosen[0].reps.low
        counts = range(min(low, LEAST_REPS), low + 1)
        fitting = bisect_right(counts, self._limit, key=lambda reps: self._seconds(item, reps, side))
        if not fitting:
            return None
        return AdBreak(self.routine((replace(item, reps=counts[fitting - 1]),)), side)

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


def _gentle(item: RoutineItem) -> RoutineItem:
    return replace(item, reps=item.chosen[0].reps.low)


def _with_one_more(item: RoutineItem) -> RoutineItem:
    reps = item.chosen[0].reps
    return replace(item, reps=reps.clamp((item.reps or reps.low) + 1))


def _ranked(request: AdBreakRequest, drills: tuple[Drill, ...]) -> list[RoutineItem]:
    """One movement of each of `drills`, what waited longest first."""
    choices = choose_break(
        ChoiceRequest(
            drills=drills,
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
    """Drills that face the screen and were not just done; where there are none, others that were not.

    None needs the floor, as long as there are such, or it is allowed.
    """
    allowed = tuple(each for each in request.drills if request.uses_floor or not needs_floor(each))
    facing = tuple(each for each in allowed if each.suitability(Place.TV) is not None)
    for drills in (facing, allowed):
        if fresh := tuple(each for each in drills if _is_fresh(each, request)):
            return fresh
    return facing or allowed or request.drills


def _is_fresh(drill: Drill, request: AdBreakRequest) -> bool:
    return any(DrillMovement(drill.id, part.id) not in request.recent for part in drill.movements)


def _by_need(drills: tuple[Drill, ...]) -> tuple[tuple[Drill, ...], tuple[Drill, ...]]:
    """Those that need nothing at hand, and the others."""
    bare = tuple(each for each in drills if not needs_things(each))
    return bare, tuple(each for each in drills if needs_things(each))


def needs_things(drill: Drill) -> bool:
    """Whether something has to be at hand for it, be it a wall; there is always a floor."""
    return any(each is not Equipment.FLOOR for each in drill.equipment)


def needs_floor(drill: Drill) -> bool:
    """Whether one has to get down to the floor for it."""
    return not drill.is_standing or Equipment.FLOOR in drill.equipment
