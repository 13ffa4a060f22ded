"""What to do in a break: what fits the place and the time, was neglected, and was not just done."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

from mobility_coach.domain.coverage import Cell, cells_of
from mobility_coach.domain.drill import Drill, Equipment, Movement, Place
from mobility_coach.domain.history import DrillMovement
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.domain.preferences import Dose
from mobility_coach.domain.routine import Routine, RoutineItem
from mobility_coach.domain.wording import tr

BREAK_ROUTINE = "break"
"""The id of what is chosen; records of a break carry it as their routine."""

MOST_CHOICES = 8
MOST_DRILLS = 12
"""Drills in one break."""

_STRETCH = 1.1
"""A break may take this much longer than asked for: people are told whole minutes."""

_JUST_DONE = timedelta(hours=1)

_MOST_MEASURED = 200
"""More movements than these, the best ones, are not measured: thousands of own drills must not hold up a
reminder."""


@dataclass(frozen=True, slots=True)
class ChoiceRequest:
    """What a choice goes by.

    Attributes:
        drills: all drills, in the order in which they are shown.
        seconds: how long the break lasts.
        uses_floor: whether any position and place will do; else only standing at a desk.
        last: the last day by drill id.
        moved: the last day by movement.
        recent: what was done within the last hour.
        today: the local day.
        length: how many seconds a routine takes.
        times: how often a movement was done today; none where it is not known.
    """

    drills: tuple[Drill, ...]
    seconds: float
    uses_floor: bool
    last: Mapping[str, date]
    moved: Mapping[DrillMovement, date]
    recent: frozenset[DrillMovement]
    today: date
    length: Callable[[Routine], float]
    times: Mapping[DrillMovement, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to do in a break.

    Attributes:
        routine: what is done; its id is `BREAK_ROUTINE`.
        seconds: how long it takes.
        cell: the region and plane that waited longest of those that its first movement moves; None where it
            moves nothing that was not moved today.
        days: how many days the cell waited; None where it was never moved, or where there is no cell.
    """

    routine: Routine
    seconds: float
    cell: Cell | None
    days: int | None


def recent_movements(records: Iterable[PracticeRecord], now: datetime) -> frozenset[DrillMovement]:
    """What was done in the last hour before `now` (aware)."""
    since = now.astimezone(UTC) - _JUST_DONE
    return frozenset(
        DrillMovement(record.drill, record.movement)
        for record in records
        if record.started + timedelta(seconds=record.seconds) > since
    )


def movement_times(records: Iterable[PracticeRecord]) -> Mapping[DrillMovement, int]:
    """How often each movement comes up in `records`; both sides of one are two."""
    return Counter(DrillMovement(record.drill, record.movement) for record in records)


def choose_break(request: ChoiceRequest) -> tuple[Choice, ...]:
    """What to do in a break, best first, at most `MOST_CHOICES`; empty only without drills.

    Each begins with another movement, as far as possible of another drill. A long break goes on with what
    fits: other regions first, then other drills, then more of the same. Reps are at the low end where the
    usual ones take too long. Where nothing fits, the shortest comes first.
    """
    chooser = _Chooser(request)
    choices: dict[frozenset[DrillMovement], Choice] = {}
    for first in chooser.begun():
        choice = chooser.choice(first)
        choices.setdefault(_contents(choice.routine), choice)
        if len(choices) == MOST_CHOICES:
            break
    return tuple(choices.values())


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One movement that suits the place."""

    drill: Drill
    movement: Movement

    @property
    def name(self) -> DrillMovement:
        return DrillMovement(self.drill.id, self.movement.id)


_Items = tuple[RoutineItem, ...]
_Rank = tuple[bool, bool, bool, date, int, date, date]


class _Chooser:
    """Ranks the movements once, and builds breaks of them."""

    def __init__(self, request: ChoiceRequest) -> None:
        self._request = request
        self._limit = request.seconds * _STRETCH
        self._cells = {(cell.region, cell.plane): cell for cell in cells_of(request.drills, request.moved)}
        self._busy = frozenset(done.drill for done in request.recent)
        every = [_Candidate(drill, movement) for drill in _suited(request) for movement in drill.movements]
        # Where several wait equally long, each day begins with another one.
        turn = request.today.toordinal() % max(1, len(every))
        ranked = sorted((*every[turn:], *every[:turn]), key=self._rank)
        self._ranked = tuple(ranked[:_MOST_MEASURED])
        self._fresh = tuple(each for each in self._ranked if each.name not in request.recent)

    def begun(self) -> list[_Items]:
        """What a break can begin with, best first; no drill comes twice before all had their turn.

        Where nothing fits it is everything, the shortest first.
        """
        candidates = self._fresh or self._ranked
        fitting = [items for each in candidates if (items := self._fitted((), each)) is not None]
        if fitting:
            return _by_turns(fitting)
        return sorted(((_item(each, Dose.GENTLE),) for each in candidates), key=self._seconds)

    def choice(self, begun: _Items) -> Choice:
        """A break that begins with `begun`, filled up."""
        cell, items = self._neglected(begun[0]), self._filled_up(begun)
        days = None if cell is None or cell.last is None else (self._request.today - cell.last).days
        return Choice(_routine(items), self._seconds(items), cell, days)

    def _rank(self, candidate: _Candidate) -> _Rank:
        request, name = self._request, candidate.name
        return (
            name in request.recent,
            name.drill in self._busy,
            request.last.get(name.drill) == request.today,
            min(_waited(cell.last) for cell in self._cells_of(candidate.drill, candidate.movement)),
            request.times.get(name, 0),
            _waited(request.moved.get(name)),
            _waited(request.last.get(name.drill)),
        )

    def _filled_up(self, items: _Items) -> _Items:
        """`items` and whatever fits beside them, the best first; each movement is tried once."""
        is_full = self._seconds(items) > self._limit
        left = [] if is_full else [each for each in self._fresh if not _holds(items, each)]
        while left:
            regions = {item.drill.region for item in items}
            drills = {item.drill.id for item in items}
            best = min(left, key=lambda each: (each.drill.region in regions) + (each.drill.id in drills))
            left.remove(best)
            items = self._fitted(items, best) or items
        return items

    def _fitted(self, items: _Items, candidate: _Candidate) -> _Items | None:
        """`items` with one movement more, with as many reps as fit; None where it takes too long."""
        for dose in (None, Dose.GENTLE):
            more = _with(items, candidate, dose)
            if len(more) <= MOST_DRILLS and self._seconds(more) <= self._limit:
                return more
        return None

    def _neglected(self, item: RoutineItem) -> Cell | None:
        cells = self._cells_of(item.drill, item.chosen[0])
        longest = min(cells, key=lambda cell: _waited(cell.last))
        return None if longest.last is not None and longest.last >= self._request.today else longest

    def _cells_of(self, drill: Drill, movement: Movement) -> list[Cell]:
        return [self._cells[drill.region, plane] for plane in movement.planes]

    def _seconds(self, items: _Items) -> float:
        return self._request.length(_routine(items))


def _suited(request: ChoiceRequest) -> tuple[Drill, ...]:
    """The drills that can be done where the person is; all of them where that would leave none."""
    if request.uses_floor:
        return request.drills
    at_desk = (each for each in request.drills if each.is_standing and Equipment.FLOOR not in each.equipment)
    return tuple(each for each in at_desk if each.suitability(Place.DESK) is not None) or request.drills


def _by_turns(begun: Iterable[_Items]) -> list[_Items]:
    """The best of each drill, then the second best of each, and so on."""
    seen: Counter[str] = Counter()
    turns: list[tuple[int, _Items]] = []
    for items in begun:
        drill = items[0].drill.id
        turns.append((seen[drill], items))
        seen[drill] += 1
    return [items for _, items in sorted(turns, key=lambda turn: turn[0])]


def _item(candidate: _Candidate, dose: Dose | None) -> RoutineItem:
    return RoutineItem(candidate.drill, (candidate.movement.id,), dose)


def _with(items: _Items, candidate: _Candidate, dose: Dose | None) -> _Items:
    """`items` and one movement; a drill that is there already is not set up a second time."""
    for place, item in enumerate(items):
        if item.drill.id == candidate.drill.id:
            more = replace(item, movements=(*item.movements, candidate.movement.id))
            return (*items[:place], more, *items[place + 1 :])
    return (*items, _item(candidate, dose))


def _holds(items: _Items, candidate: _Candidate) -> bool:
    return any(
        item.drill.id == candidate.drill.id and candidate.movement.id in item.movements for item in items
    )


def _routine(items: _Items) -> Routine:
    first, others = items[0].drill, len(items) - 1
    if not others:
        return Routine(BREAK_ROUTINE, first.title, first.summary, items)
    title = tr("{first}, and more") if others > 1 else tr("{first}, then {second}")
    words = title.format(first=first.title, second=items[-1].drill.title)
    return Routine(BREAK_ROUTINE, words, tr("One movement after the other, for different parts."), items)


def _contents(routine: Routine) -> frozenset[DrillMovement]:
    return frozenset(DrillMovement(item.drill.id, part.id) for item in routine.items for part in item.chosen)


def _waited(last: date | None) -> date:
    return last or date.min
