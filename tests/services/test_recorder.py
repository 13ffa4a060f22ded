from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from mobility_coach.domain.drill import Side
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.domain.timeline import RepGrid, Segment, SegmentKind
from mobility_coach.domain.transport import RepsPractised
from mobility_coach.services.ports import SaveResult
from mobility_coach.services.session.recorder import Recorder

AT_ONE_IN_THE_MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=timezone(timedelta(hours=1)))


class FakeLog:
    def __init__(self, problem: str = "") -> None:
        self.appended: list[PracticeRecord] = []
        self._problem = problem

    def append(self, record: PracticeRecord) -> SaveResult:
        self.appended.append(record)
        return SaveResult(0 if self._problem else 1, 1 if self._problem else 0, self._problem)

    def append_all(self, records: Iterable[PracticeRecord]) -> SaveResult:
        raise AssertionError("one movement at a time")

    def known_ids(self) -> tuple[str, ...]:
        return tuple(record.id for record in self.appended)

    def records(self) -> tuple[PracticeRecord, ...]:
        return tuple(self.appended)

    def problems(self) -> tuple[str, ...]:
        return ()


def reps(grid: RepGrid | None, done: int) -> RepsPractised:
    segment = Segment(
        "0/calf/reps/0/A", SegmentKind.REPS, 0, 960_000, "Drive forward", "calf", "A", Side.LEFT, grid
    )
    return RepsPractised(segment, done)


def recorder(log: FakeLog) -> Recorder:
    return Recorder(log, lambda: "id-1", lambda: "Europe/Berlin", lambda: 4, "0.1.0")


def test_reps_become_a_record_of_the_day_on_which_they_started() -> None:
    log = FakeLog()
    problem = recorder(log).practised(reps(RepGrid(8, 60, 2, 2), 5), "full", AT_ONE_IN_THE_MORNING)
    assert problem == ""
    assert log.appended == [
        PracticeRecord(
            id="id-1",
            drill="calf",
            movement="A",
            side=Side.LEFT,
            reps_done=5,
            reps_planned=8,
            bpm=60,
            started=datetime(2026, 11, 23, 0, 0, tzinfo=UTC),
            offset_minutes=60,
            zone="Europe/Berlin",
            day=date(2026, 11, 22),
            seconds=20.0,
            routine="full",
            version="0.1.0",
        )
    ]


def test_a_drill_on_its_own_names_no_routine() -> None:
    log = FakeLog()
    recorder(log).practised(reps(RepGrid(8, 60, 2, 2), 8), "calf", AT_ONE_IN_THE_MORNING)
    assert log.appended[0].routine == ""


def test_what_is_not_saved_is_said() -> None:
    log = FakeLog("Not saved: the disk is full.")
    problem = recorder(log).practised(reps(RepGrid(8, 60, 2, 2), 8), "calf", AT_ONE_IN_THE_MORNING)
    assert problem == "Not saved: the disk is full."
    assert len(log.appended) == 1


def test_a_segment_without_reps_is_refused() -> None:
    with pytest.raises(ValueError, match="no reps"):
        recorder(FakeLog()).practised(reps(None, 1), "calf", AT_ONE_IN_THE_MORNING)
