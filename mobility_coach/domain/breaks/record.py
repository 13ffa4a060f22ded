"""What became of a break: one immutable record each."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a break that was due.

    `DONE`: practised. `AWAY`: the person was away for at least its length. `SNOOZED`: put off for some
    minutes. `SKIPPED`: left out, or started and ended without a rep.
    """

    DONE = "done"
    AWAY = "away"
    SNOOZED = "snoozed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class BreakRecord:
    """One thing that happened to a break. What was practised in it is in the practice log as well.

    Attributes:
        id: unique on all devices; letters, digits and dashes.
        kind: id of the kind of break; it may be one that is no longer there.
        outcome: what became of it.
        at: when that was, in UTC (timezone-aware).
        offset_minutes: local time minus UTC at that moment.
        day: the local day that it counts for.
        seconds: how long the break took, 0 where none was taken.
        version: version of the program that wrote it.
    """

    id: str
    kind: str
    outcome: Outcome
    at: datetime
    offset_minutes: int
    day: date
    seconds: float
    version: str
