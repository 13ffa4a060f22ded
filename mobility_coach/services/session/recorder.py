"""The recorder: what was practised becomes a record in the log, at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from mobility_coach.domain.day import practice_moment
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.domain.transport import RepsPractised
from mobility_coach.services.ports import PracticeLog
from mobility_coach.services.practice.practice_fields import safe_zone


@dataclass(frozen=True, slots=True)
class Recorder:
    """Writes records.

    Attributes:
        log: where they go.
        new_id: makes an id that no other record has.
        zone: name of the local time zone, or empty.
        day_start: the hour at which a day starts, as it is set now.
        version: the program's version.
    """

    log: PracticeLog
    new_id: Callable[[], str]
    zone: Callable[[], str]
    day_start: Callable[[], int]
    version: str

    def practised(self, event: RepsPractised, routine: str, started: datetime) -> str:
        """Record the reps. Returns a problem in plain text with the remedy, empty when they are safe."""
        segment, grid = event.segment, event.segment.grid
        if grid is None:
            raise ValueError(f"{segment.name} has no reps to record")
        moment = practice_moment(started, safe_zone(self.zone()), self.day_start())
        record = PracticeRecord(
            id=self.new_id(),
            drill=segment.drill,
            movement=segment.movement,
            side=segment.side,
            reps_done=event.reps_done,
            reps_planned=grid.reps,
            bpm=grid.bpm,
            started=moment.started,
            offset_minutes=moment.offset_minutes,
            zone=moment.zone,
            day=moment.day,
            seconds=round(grid.beat_frame(event.reps_done * grid.beats) / SAMPLE_RATE, 3),
            routine="" if routine == segment.drill else routine,
            version=self.version,
        )
        return self.log.append(record).problem
