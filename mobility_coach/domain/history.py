"""Practice, added up per local day: all that a streak needs to know, small enough to be kept at hand."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from mobility_coach.domain.drill import Side
from mobility_coach.domain.practice import PracticeRecord

_Name = TypeVar("_Name", bound=tuple[object, ...])


class DrillSide(NamedTuple):
    """One side of one drill, by the drill's id."""

    drill: str
    side: Side


class DrillMovement(NamedTuple):
    """One movement of one drill, by their ids, whatever side worked."""

    drill: str
    movement: str


class DayTotals(NamedTuple):
    """One local day with practice.

    A plain tuple, because a long history holds tens of thousands of them at start-up.

    Attributes:
        day: the proleptic ordinal of the date (`datetime.date.toordinal`).
        done: a bit set: bit i stands for ``PracticeHistory.pairs[i]``.
        seconds: how long the reps took, all records added up.
        first, last: when the first and the last record of the day started, in seconds since 1970 (UTC).
        first_offset, last_offset: local time minus UTC of these two, in minutes.
        moved: a bit set of finished movements: bit i stands for ``PracticeHistory.movements[i]``.
    """

    day: int
    done: int
    seconds: float
    first: float
    last: float
    first_offset: int
    last_offset: int
    moved: int = 0


@dataclass(frozen=True, slots=True)
class PracticeHistory:
    """All days with practice, in order, each once.

    `pairs` names the bits of ``DayTotals.done``, `movements` those of ``DayTotals.moved``.
    """

    days: tuple[DayTotals, ...] = ()
    pairs: tuple[DrillSide, ...] = ()
    movements: tuple[DrillMovement, ...] = ()

    def day(self, ordinal: int) -> DayTotals | None:
        """The totals of a day, or None where nothing was practised."""
        place = bisect_left(self.days, (ordinal,))
        return self.days[place] if place < len(self.days) and self.days[place].day == ordinal else None

    def finished(self, day: date) -> tuple[DrillSide, ...]:
        """The sides of drills that were finished on a day, in the order in which they first came up."""
        totals = self.day(day.toordinal())
        done = 0 if totals is None else totals.done
        return tuple(pair for bit, pair in enumerate(self.pairs) if done >> bit & 1)


def last_done(history: PracticeHistory, today: date) -> dict[str, date]:
    """The last day on which a side of a drill was finished, by drill id; days after `today` wait."""
    last: dict[str, date] = {}
    for pair, day in last_days(history, today).items():
        last[pair.drill] = max(day, last.get(pair.drill, day))
    return last


def last_days(history: PracticeHistory, today: date) -> dict[DrillSide, date]:
    """The last day on which each side of a drill was finished; days after `today` wait."""
    return _last_days(history.pairs, ((each.day, each.done) for each in reversed(history.days)), today)


def last_moved(history: PracticeHistory, today: date) -> dict[DrillMovement, date]:
    """The last day on which each movement was finished, on whatever side; days after `today` wait."""
    return _last_days(history.movements, ((each.day, each.moved) for each in reversed(history.days)), today)


def _last_days(names: tuple[_Name, ...], days: Iterable[tuple[int, int]], today: date) -> dict[_Name, date]:
    """The first of `days` (ordinals with bit sets, the latest first) that has the bit of each name."""
    last: dict[_Name, date] = {}
    missing, latest = (1 << len(names)) - 1, today.toordinal()
    for day, bits in days:
        found = bits & missing if day <= latest else 0
        missing &= ~found
        while found:
            bit = found.bit_length() - 1
            last[names[bit]] = date.fromordinal(day)
            found ^= 1 << bit
        if not missing:
            break
    return last


def is_finished(record: PracticeRecord) -> bool:
    """Whether a record finishes its side of its drill for the day.

    One movement, done to its last planned rep, is enough: a person who stops after the first of three
    movements has practised that side, and a rule told in one sentence is worth more than a strict one.
    """
    return record.reps_done >= record.reps_planned


class _Bits(Generic[_Name]):
    """Gives each name a bit, in the order in which they come."""

    def __init__(self, names: tuple[_Name, ...]) -> None:
        self.names = list(names)
        self._bits = {name: 1 << place for place, name in enumerate(names)}

    def of(self, name: _Name) -> int:
        """The bit of a name."""
        bit = self._bits.get(name)
        if bit is None:
            bit = self._bits[name] = 1 << len(self.names)
            self.names.append(name)
        return bit


class HistoryBuilder:
    """Adds records up, one by one, in any order; starts from an existing history or from nothing."""

    def __init__(self, history: PracticeHistory | None = None) -> None:
        self._built = history or PracticeHistory()
        self._is_current = True
        self._days = {totals.day: totals for totals in self._built.days}
        self._pairs = _Bits(self._built.pairs)
        self._movements = _Bits(self._built.movements)

    def add(self, record: PracticeRecord) -> None:
        """Count one more record. The caller sees to it that each id comes once."""
        self._is_current = False
        ordinal, moment = record.day.toordinal(), record.started.timestamp()
        done = moved = 0
        if is_finished(record):
            done = self._pairs.of(DrillSide(record.drill, record.side))
            moved = self._movements.of(DrillMovement(record.drill, record.movement))
        offset, seconds = record.offset_minutes, record.seconds
        old = self._days.get(ordinal)
        if old is None:
            self._days[ordinal] = DayTotals(ordinal, done, seconds, moment, moment, offset, offset, moved)
            return
        first, first_offset = min((old.first, old.first_offset), (moment, offset))
        last, last_offset = max((old.last, old.last_offset), (moment, offset))
        done, seconds, moved = old.done | done, old.seconds + seconds, old.moved | moved
        self._days[ordinal] = DayTotals(ordinal, done, seconds, first, last, first_offset, last_offset, moved)

    def recount(self, day: date, records: Iterable[PracticeRecord]) -> None:
        """Count `records`, all of `day`, in the place of all that was counted for it."""
        self._is_current = False
        self._days.pop(day.toordinal(), None)
        for record in records:
            self.add(record)

    def history(self) -> PracticeHistory:
        """What was added up so far."""
        if not self._is_current:
            days = tuple(sorted(self._days.values()))
            self._built = PracticeHistory(days, tuple(self._pairs.names), tuple(self._movements.names))
            self._is_current = True
        return self._built


def summarise(records: Iterable[PracticeRecord]) -> PracticeHistory:
    """The history of `records`, each of which counts."""
    builder = HistoryBuilder()
    for record in records:
        builder.add(record)
    return builder.history()
