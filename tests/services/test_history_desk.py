"""The history as the window asks for it: what it tells, and how records are put right."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from mobility_coach.domain.breaks.record import Outcome
from mobility_coach.domain.drill import Drill, Plane, Region, Side, Sides
from mobility_coach.domain.history import summarise
from mobility_coach.domain.library import Library
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.services.history_desk import HistoryDesk
from mobility_coach.services.presenters.history_view import DrillRow, HistoryView, SideRow
from mobility_coach.services.settings_book import SettingsBook
from tests.domain.drills_for_tests import drill, movement
from tests.services.fakes import FakeDayLog
from tests.services.test_settings_book import FakeStore

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = NOW.date()


class Tools:
    """Three drills, and a log in memory."""

    def __init__(self, *drills: Drill) -> None:
        shipped = drills or (
            drill("swing", Sides.EACH, (replace(movement("A"), title="Swing {side}"),)),
            drill("roll", Sides.TOGETHER, region=Region.ANKLE),
        )
        self._library = Library(shipped)
        self.book = SettingsBook(FakeStore())
        self.log = FakeDayLog()
        self.breaks: dict[date, dict[Outcome, int]] = {}
        self.moment = NOW

    def library(self) -> Library:
        return self._library

    def settings(self) -> SettingsBook:
        return self.book

    def practice(self) -> FakeDayLog:
        return self.log

    def break_outcomes(self, day: date) -> Mapping[Outcome, int]:
        return self.breaks.get(day, {})

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def tools() -> Tools:
    return Tools()


@pytest.fixture
def desk(tools: Tools) -> HistoryDesk:
    return desk_of(tools)


def desk_of(tools: Tools) -> HistoryDesk:
    return HistoryDesk(tools, lambda: summarise(tools.log.records))


def done(number: int = 0, day: date = TODAY, drill_id: str = "swing", **changes: object) -> PracticeRecord:
    started = datetime(day.year, day.month, day.day, 7, 30, tzinfo=UTC) + timedelta(seconds=number)
    made = PracticeRecord(
        id=f"id-{number}-{day}", drill=drill_id, movement="A", side=Side.LEFT, reps_done=8, reps_planned=8,
        bpm=60, started=started, offset_minutes=60, zone="Europe/Berlin", day=day, seconds=40.0, routine="",
        version="1",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def rows(view: HistoryView) -> dict[str, DrillRow]:
    return {row.id: row for row in view.drills}


# The page


def test_an_empty_history_has_this_year_and_all_drills(desk: HistoryDesk) -> None:
    view = desk.view()
    assert (view.today, view.streak, view.title, view.is_empty) == (TODAY, 0, "A good day to begin", True)
    assert view.explanation.startswith("No days in a row yet.")
    [year] = view.years
    assert (year.year, year.levels, year.summary) == (2026, bytes(365), "2026: 0 days with practice")
    assert view.coverage.regions == ("Ankle", "Hip", "Thoracic spine")
    assert view.coverage.planes == ("Sagittal", "Frontal", "Transverse")
    assert rows(view)["swing"].sides == (SideRow("left", "not yet done"), SideRow("right", "not yet done"))
    assert rows(view)["roll"].sides == (SideRow("", "not yet done"),)
    assert rows(view)["swing"].spoken == "Swing, left not yet done, right not yet done"
    assert rows(view)["roll"].spoken == "Roll, not yet done"


def test_years_go_back_to_the_first_practice_with_a_level_for_each_day(
    desk: HistoryDesk, tools: Tools
) -> None:
    tools.log.records += [
        done(day=date(2024, 2, 29)),
        done(1, day=date(2024, 2, 29), side=Side.RIGHT),
        done(day=date(2024, 12, 31), reps_done=3),
        done(),
    ]
    view = desk.view()
    assert [year.year for year in view.years] == [2026, 2025, 2024]
    assert [len(year.levels) for year in view.years] == [365, 365, 366]
    assert [year.summary for year in view.years] == [
        "2026: 1 day with practice",
        "2025: 0 days with practice",
        "2024: 2 days with practice",
    ]
    leap = view.years[2].levels
    assert {day: level for day, level in enumerate(leap) if level} == {59: 3, 365: 1}
    assert view.years[0].levels[TODAY.timetuple().tm_yday - 1] == 2
    assert (view.streak, view.title, view.is_empty) == (1, "day in a row", False)


def test_levels_follow_the_goal_at_once(desk: HistoryDesk, tools: Tools) -> None:
    tools.log.records.append(done())
    place = TODAY.timetuple().tm_yday - 1
    assert desk.view().years[0].levels[place] == 2
    assert tools.book.change("goal_amount", 4) == ""
    assert desk.view().years[0].levels[place] == 1


def test_coverage_tells_the_last_time_and_what_would_fill_it(desk: HistoryDesk, tools: Tools) -> None:
    tools.log.records.append(done(day=TODAY - timedelta(5)))
    cell = desk.view().coverage.cells[1][0]
    assert (cell.text, cell.freshness, cell.drills, cell.suggestion) == ("5 days ago", 1, ("Swing",), "swing")
    assert cell.spoken == "Hip, sagittal: 5 days ago. Swing"
    ankle, none = desk.view().coverage.cells[0][0], desk.view().coverage.cells[0][1]
    assert (ankle.text, ankle.freshness, ankle.suggestion) == ("not yet", 0, "roll")
    assert (none.text, none.drills, none.suggestion) == ("no drill", (), "")
    assert none.spoken == "Ankle, frontal: no drill"
    tools.log.records.append(done())
    cell = desk.view().coverage.cells[1][0]
    assert (cell.text, cell.freshness, cell.suggestion) == ("today", 3, "")


def test_a_cell_with_many_drills_names_a_few() -> None:
    drills = [drill(f"swing-{number}") for number in range(7)]
    cell = desk_of(Tools(*drills)).view().coverage.cells[1][0]
    assert len(cell.drills) == 7
    assert cell.spoken.endswith("Swing-3, Swing-4, and 2 more")


def test_drills_that_are_no_longer_there_come_last_under_their_id(desk: HistoryDesk, tools: Tools) -> None:
    tools.log.records += [
        done(drill_id="old-" + "x" * 60, side=Side.RIGHT, day=TODAY - timedelta(1)),
        done(1, drill_id="roll"),
    ]
    view = desk.view()
    last = view.drills[-1]
    assert [row.id for row in view.drills] == ["swing", "roll", "old-" + "x" * 60]
    assert (last.title, last.sides) == ("old " + "x" * 60, (SideRow("right", "yesterday"),))
    # Done by the left side alone, in times in which it was another drill.
    assert rows(view)["roll"].sides == (SideRow("left", "today"), SideRow("", "not yet done"))


def test_days_of_the_future_wait(desk: HistoryDesk, tools: Tools) -> None:
    far = date(2027, 3, 1)
    tools.log.records += [done(), done(day=far)]
    view = desk.view()
    assert [year.year for year in view.years] == [2026]
    assert "1 day is kept, but lies in the future" in view.explanation
    opened = desk.open_day(far)
    assert len(opened.records) == 1
    assert opened.summary == (
        "1 side, 40 seconds. It lies in the future of this computer's clock: it is kept, and counts when its "
        "time comes."
    )
    # The clock was set back by years: nothing is lost, and nothing breaks.
    tools.moment = datetime(1971, 1, 1, tzinfo=UTC)
    past = desk.view()
    assert [year.year for year in past.years] == [1970]
    assert (past.streak, past.is_empty) == (0, False)


def test_a_history_from_the_first_day_of_time_to_the_last(desk: HistoryDesk, tools: Tools) -> None:
    tools.log.records += [done(day=date(1970, 1, 1)), done(day=date(2200, 12, 31))]
    view = desk.view()
    assert len(view.years) == 57
    assert view.years[-1].levels[0] == 2


# A day in a line, and opened


def test_a_day_tells_what_became_of_its_breaks(desk: HistoryDesk, tools: Tools) -> None:
    assert desk.open_day(TODAY).breaks == ""
    tools.breaks[TODAY] = {Outcome.SKIPPED: 1, Outcome.DONE: 4, Outcome.AWAY: 0}
    assert desk.open_day(TODAY).breaks == "Breaks: 4 done, 1 skipped."
    tools.breaks[TODAY] = {Outcome.SNOOZED: 2, Outcome.AWAY: 3}
    assert desk.open_day(TODAY).breaks == "Breaks: 3 while away, 2 snoozed."
    assert desk.open_day(TODAY - timedelta(1)).breaks == ""


def test_a_day_in_a_line(desk: HistoryDesk, tools: Tools) -> None:
    day = date(2026, 11, 3)
    assert desk.day_words(day) == "3 November 2026: no practice"
    tools.log.records += [
        done(number, day, side=(Side.LEFT, Side.RIGHT)[number % 2], seconds=90.0) for number in range(4)
    ]
    assert desk.day_words(day) == "3 November 2026: no practice"
    desk.view()
    assert desk.day_words(day) == "3 November 2026: 2 sides, 6 minutes"
    tools.log.records[:] = [done(day=day, reps_done=2, seconds=12.0)]
    desk.view()
    assert desk.day_words(day) == "3 November 2026: 12 seconds"


def test_a_day_opens_into_its_records(desk: HistoryDesk, tools: Tools) -> None:
    tools.log.records += [
        done(5, drill_id="roll", side=Side.BOTH, movement="Q", reps_done=20, reps_planned=150),
        done(offset_minutes=-300, reps_done=6),
        done(day=TODAY - timedelta(1)),
    ]
    view = desk.open_day(TODAY)
    assert (view.day, view.title) == (TODAY, "22 November 2026")
    assert view.summary == "1 minute. A day counts with 1 side of a drill or 3 minutes."
    first, second = view.records
    assert (first.time, first.title, first.detail) == ("02:30", "Swing, left", "Swing left · 6 of 8 reps")
    assert (first.reps, first.most_reps, first.side) == (6, 100, Side.LEFT)
    assert first.sides == ((Side.LEFT, "left"), (Side.RIGHT, "right"))
    assert first.spoken == "02:30, Swing, left, Swing left, 6 of 8 reps"
    assert (second.time, second.title, second.detail) == ("08:30", "Roll", "Q · 20 of 150 reps")
    assert (second.most_reps, second.sides) == (150, ())


def test_a_day_that_counts_and_one_without_practice(desk: HistoryDesk, tools: Tools) -> None:
    tools.log.records.append(done())
    assert desk.open_day(TODAY).summary == "1 side, 40 seconds. This day counts."
    empty = desk.open_day(TODAY - timedelta(1))
    assert (empty.summary, empty.records) == ("No practice.", ())


def test_a_record_of_a_drill_that_is_gone_can_be_read_and_corrected(desk: HistoryDesk, tools: Tools) -> None:
    tools.log.records.append(done(drill_id="old-one", reps_done=2))
    [row] = desk.open_day(TODAY).records
    assert (row.title, row.detail) == ("old one, left", "A · 2 of 8 reps")
    assert desk.set_reps(row.id, 8) == ""
    assert desk.view().streak == 1


def test_a_day_with_thousands_of_records_lists_the_latest(desk: HistoryDesk, tools: Tools) -> None:
    tools.log.records += [done(number) for number in range(1_434)]
    view = desk.open_day(TODAY)
    assert len(view.records) == 200
    assert view.records[-1].id == done(1_433).id
    assert view.summary.endswith("The latest ones are listed; 1234 earlier records are not.")
    # Also the others can be named.
    assert desk.remove(done(0).id) == ""
    assert "1233 earlier" in desk.open_day(TODAY).summary


# Putting it right


def test_corrected_reps_finish_and_unfinish_a_side(desk: HistoryDesk, tools: Tools) -> None:
    tools.log.records.append(done(reps_done=3))
    assert desk.view().streak == 0
    [row] = desk.open_day(TODAY).records
    assert desk.set_reps(row.id, 8) == ""
    assert desk.day_words(TODAY) == "22 November 2026: 1 side, 40 seconds"
    assert desk.view().streak == 1
    assert desk.undo_text == "Corrected: Swing, left"
    assert desk.set_reps(row.id, 7) == ""
    assert desk.view().streak == 0
    assert desk.undo() == ""
    assert desk.view().streak == 1


@pytest.mark.parametrize(("asked", "reps"), [(-5, 1), (0, 1), (7, 7), (10**9, 100)])
def test_reps_are_bounded(desk: HistoryDesk, tools: Tools, asked: int, reps: int) -> None:
    tools.log.records.append(done())
    [row] = desk.open_day(TODAY).records
    desk.set_reps(row.id, asked)
    assert desk.open_day(TODAY).records[0].reps == reps


def test_a_record_goes_to_the_other_side(desk: HistoryDesk, tools: Tools) -> None:
    tools.log.records += [done(), done(1, drill_id="roll", side=Side.BOTH)]
    one, both = desk.open_day(TODAY).records
    assert desk.set_side(one.id, Side.RIGHT) == ""
    assert desk.open_day(TODAY).records[0].title == "Swing, right"
    assert rows(desk.view())["swing"].sides == (SideRow("left", "not yet done"), SideRow("right", "today"))
    for row, side in ((one, Side.BOTH), (both, Side.LEFT)):
        with pytest.raises(ValueError, match="can't be changed"):
            desk.set_side(row.id, side)


def test_what_is_the_same_already_is_no_change(desk: HistoryDesk, tools: Tools) -> None:
    tools.log.records.append(done())
    [row] = desk.open_day(TODAY).records
    assert (desk.set_reps(row.id, 8), desk.set_side(row.id, Side.LEFT)) == ("", "")
    assert desk.undo_text == ""


def test_changes_are_taken_back_from_the_last_one_on(desk: HistoryDesk, tools: Tools) -> None:
    before = [done(), done(1, side=Side.RIGHT)]
    tools.log.records += before
    first, second = desk.open_day(TODAY).records
    desk.set_reps(first.id, 20)
    desk.remove(first.id)
    desk.set_side(second.id, Side.LEFT)
    assert [row.id for row in desk.open_day(TODAY).records] == [second.id]
    told = []
    while desk.undo_text:
        told.append(desk.undo_text)
        assert desk.undo() == ""
    assert told == ["Corrected: Swing, right", "Removed: Swing, left", "Corrected: Swing, left"]
    assert list(tools.log.day_records(TODAY)) == before
    assert desk.undo() == ""


def test_a_day_that_was_opened_later_does_not_hinder_the_undo(desk: HistoryDesk, tools: Tools) -> None:
    tools.log.records += [done(), done(day=TODAY - timedelta(1))]
    [row] = desk.open_day(TODAY).records
    desk.remove(row.id)
    desk.open_day(TODAY - timedelta(1))
    assert desk.undo() == ""
    assert len(tools.log.records) == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda desk, record_id: desk.set_reps(record_id, 3),
        lambda desk, record_id: desk.set_side(record_id, Side.RIGHT),
        lambda desk, record_id: desk.remove(record_id),
    ],
)
def test_what_is_not_saved_is_told_counts_and_can_be_taken_back(
    desk: HistoryDesk, tools: Tools, change: Callable[[HistoryDesk, str], str]
) -> None:
    tools.log.records.append(done())
    [row] = desk.open_day(TODAY).records
    tools.log.problem = "The disk is full. Free some space."
    assert change(desk, row.id) == "The disk is full. Free some space."
    assert desk.open_day(TODAY).records != (row,)
    assert desk.undo() == "The disk is full. Free some space."
    assert desk.open_day(TODAY).records == (row,)


def test_ids_that_are_not_known_any_more_are_errors(desk: HistoryDesk, tools: Tools) -> None:
    tools.log.records.append(done())
    row_id = done().id
    with pytest.raises(KeyError):
        desk.remove(row_id)
    desk.open_day(TODAY)
    assert desk.remove(row_id) == ""
    for change in (desk.remove, lambda record_id: desk.set_reps(record_id, 2)):
        with pytest.raises(KeyError):
            change(row_id)
    with pytest.raises(KeyError):
        desk.set_side("nobody", Side.LEFT)


def test_planes_stand_in_their_order(desk: HistoryDesk) -> None:
    assert len(desk.view().coverage.cells[0]) == len(Plane)
