"""What is offered for a break goes by the practice log, as of the person's own day."""

from datetime import UTC, date, datetime, timedelta

from mobility_coach.domain.drill import Side
from mobility_coach.domain.history import PracticeHistory, summarise
from mobility_coach.domain.library import Library
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.services.breaks.break_chooser import BreakChooser
from mobility_coach.services.settings_book import SettingsBook
from tests.domain.drills_for_tests import shipped_drills
from tests.services.fakes import FakeDayLog, FakeSettingsStore

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Tools:
    """Shipped drills, and whatever was practised."""

    def __init__(self, *records: PracticeRecord, now: datetime = NOON) -> None:
        self.log = FakeDayLog(list(records))
        self.moment = now

    def library(self) -> Library:
        return Library(shipped_drills())

    def history(self) -> PracticeHistory:
        return summarise(self.log.records)

    def practice(self) -> FakeDayLog:
        return self.log

    def settings(self) -> SettingsBook:
        return SettingsBook(FakeSettingsStore())

    def now(self) -> datetime:
        return self.moment


def first_drill(tools: Tools) -> str:
    return BreakChooser(tools, lambda _: 60.0).choices(120, uses_floor=False)[0].routine.items[0].drill.id


def done(drill_id: str, when: datetime, day: date) -> list[PracticeRecord]:
    """Each movement of a drill, done."""
    movements = next(drill.movements for drill in shipped_drills() if drill.id == drill_id)
    return [
        PracticeRecord(
            id=f"{drill_id}-{movement.id}",
            drill=drill_id,
            movement=movement.id,
            side=Side.LEFT,
            reps_done=8,
            reps_planned=8,
            bpm=60,
            started=when,
            offset_minutes=0,
            zone="",
            day=day,
            seconds=30.0,
            routine="",
            version="1",
        )
        for movement in movements
    ]


def test_what_was_done_within_the_hour_is_not_offered_again() -> None:
    offered = first_drill(Tools())
    assert first_drill(Tools(*done(offered, NOON - timedelta(minutes=30), NOON.date()))) != offered


def test_an_hour_that_began_in_the_day_before_counts_too() -> None:
    early = NOON.replace(hour=4, minute=10)
    yesterday = early.date() - timedelta(days=1)
    offered = first_drill(Tools(now=early))
    every = {drill.id for drill in shipped_drills()} - {offered}
    long_ago = [record for each in every for record in done(each, early - timedelta(hours=9), yesterday)]
    assert first_drill(Tools(*long_ago, now=early)) == offered
    just_now = done(offered, early - timedelta(minutes=20), yesterday)
    assert first_drill(Tools(*just_now, now=early)) != offered


def test_the_floor_is_offered_only_where_it_is_wanted() -> None:
    chooser = BreakChooser(Tools(), lambda _: 60.0)
    standing = chooser.choices(120, uses_floor=False)
    every = chooser.choices(120, uses_floor=True)
    assert all(item.drill.is_standing for choice in standing for item in choice.routine.items)
    assert not all(item.drill.is_standing for choice in every for item in choice.routine.items)
