"""What was practised: one immutable record per movement and side."""

from dataclasses import dataclass
from datetime import date, datetime

from mobility_coach.domain.drill import Side


@dataclass(frozen=True, slots=True)
class PracticeRecord:
    """One movement, on one side, practised.

    The local day, the offset and the zone are fixed when the practice started and never recomputed.

    Attributes:
        id: unique in the whole log, on all devices; letters, digits and dashes.
        drill, movement: ids of the library; they may name a drill that is no longer there.
        side: the side that worked.
        reps_done, reps_planned: whole reps; ``0 < reps_done``.
        bpm: beats per minute at the end of the movement.
        started: when the first rep began, in UTC (timezone-aware).
        offset_minutes: local time minus UTC at that moment.
        zone: the zone's name ("Europe/Berlin"), or empty where it is not known.
        day: the local day that the practice counts for (starts at the rollover hour).
        seconds: how long the reps took.
        routine: id of the routine it was part of, or empty.
        version: version of the program that wrote it.
    """

    id: str
    drill: str
    movement: str
    side: Side
    reps_done: int
    reps_planned: int
    bpm: int
    started: datetime
    offset_minutes: int
    zone: str
    day: date
    seconds: float
    routine: str
    version: str
