"""What a person wants to be reminded of: kinds of breaks, hours, and how politely."""

from dataclasses import dataclass
from enum import StrEnum

MINUTES_OF_DAY = 1_440

SHORTEST_EVERY, LONGEST_EVERY = 5 * 60, 12 * 3600
"""Seconds of work between two breaks of a kind."""

SHORTEST_BREAK, LONGEST_BREAK = 30, 60 * 60
"""Seconds that a break lasts."""

MOST_KINDS = 12
MOST_TIMES = 24


class Strictness(StrEnum):
    """How a break can be put off. `EASY`: snoozed and skipped. `STRICT`: neither; the person chose so."""

    EASY = "easy"
    STRICT = "strict"


@dataclass(frozen=True, slots=True)
class BreakKind:
    """One kind of break.

    Attributes:
        id: letters, digits, dashes; unique among the kinds.
        title: its name in the person's words.
        seconds: how long it lasts.
        every: seconds of work between two of them; not looked at where `at` says when.
        at: minutes of the local day ("10:00" is 600), in order; empty where `every` counts.
        routine: id of the drill or routine that is done; empty where the coach chooses.
        is_on: whether it is reminded of at all.
        has_chime: whether the popup comes with a soft chime.
        strictness: how it can be put off.
    """

    id: str
    title: str
    seconds: int
    every: int
    at: tuple[int, ...] = ()
    routine: str = ""
    is_on: bool = True
    has_chime: bool = False
    strictness: Strictness = Strictness.EASY

    @property
    def is_strict(self) -> bool:
        """Whether it can be neither snoozed nor skipped."""
        return self.strictness is Strictness.STRICT


@dataclass(frozen=True, slots=True)
class WorkHours:
    """When there are reminders: weekdays (Monday is 0), and minutes of the local day.

    Where `end` lies before `start` the hours go on past midnight, and belong to the day on which they began;
    where they are equal they last all day.
    """

    days: frozenset[int] = frozenset(range(5))
    start: int = 8 * 60
    end: int = 18 * 60


@dataclass(frozen=True, slots=True)
class BreakRules:
    """Everything that the machine goes by. Kinds have ids of their own.

    Attributes:
        notice_seconds: how long before the popup a notice is shown; 0 for none.
        snooze_seconds: how long one snooze lasts.
        most_snoozes: how often in a row a break can be snoozed.
        day_start: the hour at which "tomorrow" begins.
    """

    kinds: tuple[BreakKind, ...]
    hours: WorkHours = WorkHours()
    notice_seconds: int = 30
    snooze_seconds: int = 5 * 60
    most_snoozes: int = 3
    day_start: int = 4

    def kind(self, kind_id: str) -> BreakKind | None:
        """The kind with this id, or None."""
        return next((kind for kind in self.kinds if kind.id == kind_id), None)

    @property
    def reminded(self) -> tuple[BreakKind, ...]:
        """The kinds that are on."""
        return tuple(kind for kind in self.kinds if kind.is_on)
