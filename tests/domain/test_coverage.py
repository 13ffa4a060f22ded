"""Coverage of regions and planes, and the drill that fills what waited longest."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobility_coach.domain.coverage import Suggestion, coverage_of, filling_drill, freshness, suggest_drill
from mobility_coach.domain.drill import Drill, Plane, Region, Side
from mobility_coach.domain.history import DrillMovement, DrillSide, PracticeHistory, summarise
from tests.domain.drills_for_tests import drill, movement, shipped_drills
from tests.domain.test_history import record

TODAY = date(2026, 11, 22)


def moving(drill_id: str, region: Region, *planes: Plane) -> Drill:
    return drill(drill_id, region=region, movements=(replace(movement("A"), planes=planes),))


FRONT = moving("front", Region.HIP, Plane.FRONTAL)
TWIST = moving("twist", Region.HIP, Plane.TRANSVERSE, Plane.FRONTAL)
ROLL = moving("roll", Region.ANKLE, Plane.SAGITTAL)


def ago(**days: int) -> dict[str, date]:
    return {drill_id: TODAY - timedelta(number) for drill_id, number in days.items()}


def moved(drills: Sequence[Drill], last: Mapping[str, date]) -> dict[DrillMovement, date]:
    """Every movement of a drill on the drill's last day."""
    return {
        DrillMovement(one.id, each.id): last[one.id]
        for one in drills
        if one.id in last
        for each in one.movements
    }


def suggested(drills: Sequence[Drill], last: Mapping[str, date]) -> Suggestion | None:
    return suggest_drill(drills, last, moved(drills, last), TODAY)


def history(*done: tuple[int, str, Side]) -> PracticeHistory:
    """Movement A of drills, finished so many days ago."""
    records = (
        record(id=f"r{place}", day=TODAY - timedelta(days), drill=drill_id, movement="A", side=side)
        for place, (days, drill_id, side) in enumerate(done)
    )
    return summarise(records)


def test_each_cell_tells_its_drills_and_its_last_day() -> None:
    practice = history(
        (9, "front", Side.LEFT), (4, "front", Side.RIGHT), (2, "gone", Side.BOTH), (-1, "front", Side.LEFT)
    )
    coverage = coverage_of([FRONT, TWIST, ROLL], practice, TODAY)
    assert [(cell.region, cell.plane) for cell in coverage.cells] == [
        (region, plane) for region in Region for plane in Plane
    ]
    cells = {(cell.region, cell.plane): (cell.drills, cell.last) for cell in coverage.cells}
    assert cells[Region.HIP, Plane.FRONTAL] == ((FRONT, TWIST), TODAY - timedelta(4))
    assert cells[Region.HIP, Plane.TRANSVERSE] == ((TWIST,), None)
    assert cells[Region.ANKLE, Plane.SAGITTAL] == ((ROLL,), None)
    assert cells[Region.ANKLE, Plane.FRONTAL] == ((), None)
    assert coverage.drills == ago(front=4, gone=2)
    assert coverage.sides == {
        DrillSide("front", Side.LEFT): TODAY - timedelta(9),
        DrillSide("front", Side.RIGHT): TODAY - timedelta(4),
        DrillSide("gone", Side.BOTH): TODAY - timedelta(2),
    }


def test_a_movement_counts_for_its_own_planes_alone() -> None:
    matrix = drill(
        "matrix",
        region=Region.ANKLE,
        movements=(
            replace(movement("A"), planes=(Plane.SAGITTAL,)),
            replace(movement("B"), planes=(Plane.TRANSVERSE,)),
        ),
    )
    coverage = coverage_of([matrix], history((0, "matrix", Side.LEFT)), TODAY)
    last = {cell.plane: cell.last for cell in coverage.cells if cell.region is Region.ANKLE}
    assert last == {Plane.SAGITTAL: TODAY, Plane.FRONTAL: None, Plane.TRANSVERSE: None}


def test_without_practice_or_drills() -> None:
    coverage = coverage_of([], PracticeHistory(), TODAY)
    assert all(not cell.drills and cell.last is None for cell in coverage.cells)
    assert (coverage.drills, coverage.sides) == ({}, {})
    assert suggested([], {}) is None


@pytest.mark.parametrize(
    ("days", "fresh"), [(None, 0), (0, 3), (1, 3), (2, 2), (3, 2), (4, 1), (7, 1), (8, 0), (4_000, 0)]
)
def test_freshness_goes_by_days(days: int | None, fresh: int) -> None:
    assert freshness(None if days is None else TODAY - timedelta(days), TODAY) == fresh


def test_what_was_never_done_comes_first() -> None:
    found = suggested([FRONT, TWIST, ROLL], ago(front=900, roll=30))
    assert found is not None
    assert (found.drill, found.cell.plane, found.is_first) == (TWIST, Plane.TRANSVERSE, False)


def test_then_the_cell_that_waited_longest_by_the_drill_that_waited_longest() -> None:
    found = suggested([FRONT, TWIST, ROLL], ago(front=2, twist=9, roll=8))
    assert found is not None
    assert (found.drill, found.cell.region, found.cell.plane) == (TWIST, Region.HIP, Plane.TRANSVERSE)
    found = suggested([FRONT, TWIST], ago(front=2, twist=1))
    assert found is not None
    assert (found.drill, found.cell.plane) == (FRONT, Plane.FRONTAL)


def test_what_was_done_today_is_left_alone_if_anything_else_is_there() -> None:
    found = suggested([FRONT, TWIST, ROLL], ago(front=0, twist=0, roll=1))
    assert found is not None
    assert found.drill is ROLL
    found = suggested([FRONT, ROLL], ago(front=0, roll=0))
    assert found is not None
    assert (found.drill, found.cell.region) == (ROLL, Region.ANKLE)


def test_the_first_suggestion_of_all_says_so() -> None:
    found = suggested([FRONT, ROLL], {})
    assert found is not None
    assert (found.drill, found.is_first) == (ROLL, True)


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(-2, 400)), max_size=12))
def test_the_suggestion_follows_its_rule(days: list[tuple[int, int]]) -> None:
    drills = shipped_drills()
    last = {drills[number].id: TODAY - timedelta(max(0, day)) for number, day in days}
    found = suggested(drills, last)
    assert found == suggested(drills, dict(reversed(last.items())))
    assert found is not None
    assert found.drill in found.cell.drills
    waiting = [one for one in drills if last.get(one.id) != TODAY]
    assert (found.drill in waiting) == bool(waiting)
    if waiting:
        assert found.drill == filling_drill(found.cell, last, TODAY)
