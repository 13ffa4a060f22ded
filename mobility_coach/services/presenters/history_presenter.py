"""The history page: the years, the streak, coverage, and each drill with its sides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mobility_coach.domain.coverage import Cell, Coverage, coverage_of, filling_drill, freshness
from mobility_coach.domain.day import EARLIEST_DAY
from mobility_coach.domain.day_level import day_level
from mobility_coach.domain.drill import Drill, Plane, Region, Side, Sides
from mobility_coach.domain.history import DrillSide, PracticeHistory
from mobility_coach.domain.mirror import side_word
from mobility_coach.domain.routine import region_title
from mobility_coach.domain.streak import Goal, Streak
from mobility_coach.domain.streak_words import explain_streak
from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.presenters.history_view import (
    CoverageCell,
    CoverageView,
    DrillRow,
    HistoryView,
    SideRow,
    YearView,
)
from mobility_coach.services.presenters.plain_words import last_done_text, plane_title, shortened

TITLE_LIMIT = 80
MOST_NAMED = 5
"""Drills that are named in what is spoken of a cell; the rest is a number."""


@dataclass(frozen=True, slots=True)
class Practised:
    """What the page is made of; `day_start` is the hour at which a day starts."""

    history: PracticeHistory
    streak: Streak
    goal: Goal
    day_start: int
    drills: Sequence[Drill]


def present_history(practised: Practised) -> HistoryView:
    """The whole page."""
    history, streak, drills = practised.history, practised.streak, practised.drills
    coverage = coverage_of(drills, history, streak.today)
    titles = {drill.id: drill.title for drill in drills}
    return HistoryView(
        today=streak.today,
        streak=streak.current,
        title=ntr("day in a row", "days in a row", streak.current)
        if streak.current
        else tr("A good day to begin"),
        explanation=explain_streak(
            streak, history, practised.goal, titles, practised.day_start, is_counted_beside=True
        ),
        years=_years(history, streak, practised.goal),
        coverage=_coverage(coverage, streak.today),
        drills=_drill_rows(drills, coverage, streak.today),
        is_empty=not history.days,
    )


def drill_title(drill_id: str, titles: Mapping[str, str]) -> str:
    """A drill's title; one that is no longer in the library is called by its id."""
    return shortened(titles.get(drill_id, drill_id.replace("-", " ")), TITLE_LIMIT)


# The years


def _years(history: PracticeHistory, streak: Streak, goal: Goal) -> tuple[YearView, ...]:
    """From the present year back to the first one with practice, without gaps; what waits is left out."""
    waiting = set(streak.waiting)
    this_year = streak.today.year
    levels: dict[int, bytearray] = {this_year: _empty_year(this_year)}
    for totals in history.days:
        day = date.fromordinal(totals.day)
        if day in waiting:
            continue
        year = levels.get(day.year)
        if year is None:
            year = levels[day.year] = _empty_year(day.year)
        year[totals.day - _first_of(day.year)] = day_level(totals, goal)
    first, last = max(min(levels), EARLIEST_DAY.year), max(levels)
    return tuple(_year(year, levels.get(year)) for year in range(last, first - 1, -1))


def _first_of(year: int) -> int:
    return date(year, 1, 1).toordinal()


def _empty_year(year: int) -> bytearray:
    return bytearray(date(year, 12, 31).toordinal() - _first_of(year) + 1)


def _year(year: int, levels: bytearray | None) -> YearView:
    held = bytes(_empty_year(year) if levels is None else levels)
    days = ntr("{count} day with practice", "{count} days with practice", len(held) - held.count(0))
    return YearView(year, held, tr("{year}: {days}").format(year=year, days=days))


# Coverage


def _coverage(coverage: Coverage, today: date) -> CoverageView:
    cells = iter(_cell(cell, coverage, today) for cell in coverage.cells)
    return CoverageView(
        regions=tuple(region_title(region) for region in Region),
        planes=tuple(plane_title(plane) for plane in Plane),
        cells=tuple(tuple(next(cells) for _ in Plane) for _ in Region),
    )


def _cell(cell: Cell, coverage: Coverage, today: date) -> CoverageCell:
    titles = tuple(shortened(drill.title, TITLE_LIMIT) for drill in cell.drills)
    place = tr("{region}, {plane}").format(
        region=region_title(cell.region), plane=plane_title(cell.plane).lower()
    )
    if not titles:
        text = tr("no drill")
        return CoverageCell(text, 0, (), "", tr("{place}: {text}").format(place=place, text=text))
    text = tr("not yet") if cell.last is None else last_done_text(cell.last, today)
    drill = filling_drill(cell, coverage.drills, today) if cell.last != today else None
    spoken = tr("{place}: {text}. {drills}").format(place=place, text=text, drills=_named(titles))
    suggestion = drill.id if drill else ""
    return CoverageCell(text, freshness(cell.last, today), titles, suggestion, spoken)


def _named(titles: Sequence[str]) -> str:
    named = [*titles[:MOST_NAMED]]
    if len(titles) > MOST_NAMED:
        named.append(ntr("and {count} more", "and {count} more", len(titles) - MOST_NAMED))
    return ", ".join(named)


# Drills and sides


def _drill_rows(drills: Sequence[Drill], coverage: Coverage, today: date) -> tuple[DrillRow, ...]:
    known = {drill.id: _usual_sides(drill) for drill in drills}
    titles = {drill.id: drill.title for drill in drills}
    done: dict[str, list[Side]] = {}
    for pair in coverage.sides:
        done.setdefault(pair.drill, []).append(pair.side)
    gone = sorted(drill_id for drill_id in done if drill_id not in known)
    rows = []
    for drill_id in (*known, *gone):
        usual, others = known.get(drill_id, ()), done.get(drill_id, ())
        sides = [side for side in Side if side in usual or side in others]
        rows.append(_drill_row(drill_id, drill_title(drill_id, titles), sides, coverage, today))
    return tuple(rows)


def _usual_sides(drill: Drill) -> tuple[Side, ...]:
    return (Side.LEFT, Side.RIGHT) if drill.sides is Sides.EACH else (Side.BOTH,)


def _drill_row(drill_id: str, title: str, sides: Sequence[Side], coverage: Coverage, today: date) -> DrillRow:
    rows = []
    for side in sides:
        word = "" if side is Side.BOTH else side_word(side)
        rows.append(SideRow(word, last_done_text(coverage.sides.get(DrillSide(drill_id, side)), today)))
    spoken = ", ".join([title, *(f"{row.side} {row.last_done}".strip() for row in rows)])
    return DrillRow(drill_id, title, tuple(rows), spoken)
