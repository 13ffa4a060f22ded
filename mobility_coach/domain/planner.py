"""The planner: fits a routine into the time that there is, and says what it left out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from mobility_coach.domain.drill import Movement
from mobility_coach.domain.preferences import Dose
from mobility_coach.domain.routine import Routine, RoutineItem
from mobility_coach.domain.wording import tr

Estimate = Callable[[Routine], float]
"""How many seconds a routine takes."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A routine that fits, and what had to go for it, in plain sentences."""

    routine: Routine
    left_out: tuple[str, ...]


_Items = tuple[RoutineItem | None, ...]
"""What stays of each item of a routine, in its order; None where the drill is left out."""


def fit(routine: Routine, seconds: float, estimate: Estimate) -> Plan:
    """`routine`, cut so that it takes at most `seconds`.

    It gives up the least useful things first: reps down to the low end, then movements of the drill that has
    most of them, then drills from the region that has most of them. One movement always stays, even where it
    takes longer. What then fits again is taken back.
    """

    def takes(items: _Items) -> float:
        return estimate(_cut(routine, items))

    if estimate(routine) <= seconds:
        return Plan(routine, ())
    items: _Items = tuple(replace(item, dose=Dose.GENTLE) for item in routine.items)
    while takes(items) > seconds:
        shorter = _without_a_movement(items) or _without_a_drill(items)
        if shorter is None:
            break
        items = shorter
    limit = max(seconds, takes(items))
    items = _filled_up(routine, items, lambda fuller: takes(fuller) <= limit)
    return Plan(_cut(routine, items), tuple(_left_out(routine, items, seconds, takes(items))))


def _cut(routine: Routine, items: _Items) -> Routine:
    return replace(routine, items=tuple(item for item in items if item is not None))


def _with(items: _Items, index: int, item: RoutineItem | None) -> _Items:
    return (*items[:index], item, *items[index + 1 :])


def _without_a_movement(items: _Items) -> _Items | None:
    """Without the last movement of the drill that has most; None where each has only one."""
    counts = [0 if item is None else len(item.chosen) for item in items]
    index = counts.index(max(counts))
    item = items[index]
    if item is None or len(item.chosen) <= 1:
        return None
    kept = tuple(movement.id for movement in item.chosen[:-1])
    return _with(items, index, replace(item, movements=kept))


def _without_a_drill(items: _Items) -> _Items | None:
    """Without the last drill of the region that has most; None where only one is left."""
    regions = {index: item.drill.region for index, item in enumerate(items) if item is not None}
    if len(regions) == 1:
        return None
    every = list(regions.values())
    fullest = max(reversed(every), key=every.count)
    return _with(items, max(index for index, region in regions.items() if region is fullest), None)


def _filled_up(routine: Routine, items: _Items, fits: Callable[[_Items], bool]) -> _Items:
    """With what may be taken back, best first: drills with one movement, other movements, the usual reps."""
    kept = {item.drill.region for item in items if item is not None}
    lost = [(index, whole) for index, whole in enumerate(routine.items) if items[index] is None]
    for index, whole in sorted(lost, key=lambda entry: entry[1].drill.region in kept):
        first = replace(whole, movements=(whole.chosen[0].id,), dose=Dose.GENTLE)
        if fits(_with(items, index, first)):
            items = _with(items, index, first)
    for index, (whole, item) in enumerate(zip(routine.items, items, strict=True)):
        if item is not None:
            items = _with_movements(items, index, item, _missing(whole, item), fits)
    usual = tuple(
        item and replace(item, dose=whole.dose) for whole, item in zip(routine.items, items, strict=True)
    )
    return usual if fits(usual) else items


def _with_movements(
    items: _Items,
    index: int,
    item: RoutineItem,
    missing: Iterable[Movement],
    fits: Callable[[_Items], bool],
) -> _Items:
    """With those of the missing movements of the drill at `index` that fit."""
    for movement in missing:
        fuller = _with(items, index, _and(item, movement))
        if fits(fuller):
            items, item = fuller, _and(item, movement)
    return items


def _and(item: RoutineItem, movement: Movement) -> RoutineItem:
    return replace(item, movements=(*(own.id for own in item.chosen), movement.id))


def _missing(whole: RoutineItem, item: RoutineItem) -> tuple[Movement, ...]:
    return tuple(movement for movement in whole.chosen if movement not in item.chosen)


def _left_out(routine: Routine, items: _Items, seconds: float, takes: float) -> Iterator[str]:
    reps_cut = False
    for whole, item in zip(routine.items, items, strict=True):
        if item is None:
            yield tr("{drill} is left out.").format(drill=whole.drill.title)
            continue
        gone = [movement.id for movement in _missing(whole, item)]
        if gone:
            yield tr("{drill}: {movements} left out.").format(
                drill=whole.drill.title, movements=", ".join(gone)
            )
        reps_cut = reps_cut or item.dose is not whole.dose
    if reps_cut:
        yield tr("Reps are at the low end.")
    if takes > seconds:
        yield tr("It still takes {minutes} minutes; shorter is not possible.").format(
            minutes=f"{takes / 60:.1f}"
        )
