"""A history without a store behind it: made-up years of practice, and records that can be changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from mobility_coach.domain.drill import Side
from mobility_coach.services.presenters.history_view import (
    MOST_LEVEL,
    CoverageCell,
    CoverageView,
    DayView,
    DrillRow,
    HistoryView,
    RecordRow,
    SideRow,
    YearView,
)

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = date(2026, 11, 22)

SIDES = ((Side.LEFT, "left"), (Side.RIGHT, "right"))

DRILLS = (
    ("Ankle rolls", "Roll", ()),
    ("Hip flexor matrix", "C · Across the midline", SIDES),
    ("Corner stretch", "Chest", SIDES),
)

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def level_of(day: date) -> int:
    """What was done on a day: more and more over the years, with days of rest; the same each time."""
    mixed = (day.toordinal() * 2_654_435_761) % 2**32 >> 16
    if mixed % 11 < 3:
        return 0
    return 1 + mixed // 13 % MOST_LEVEL


def record(record_id: str, place: int, **changes: object) -> RecordRow:
    """A record; which drill depends on its place in the day."""
    title, detail, sides = DRILLS[place % len(DRILLS)]
    side = sides[place // 3 % 2][0] if sides else Side.BOTH
    made = RecordRow(
        id=record_id,
        time=f"{7 + place % 14:02}:{place * 7 % 60:02}",
        title=title,
        detail=detail,
        reps=8 - place % 3,
        most_reps=20,
        side=side,
        sides=sides,
        spoken=f"{title}, {detail}",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # checked by the dataclass


def coverage() -> CoverageView:
    """Three regions in three planes, of which one waits, one was never done, and one has no drill."""
    done = (
        (("3 days ago", 2), ("not yet", 0), ("yesterday", 3)),
        (("today", 3), ("2 weeks ago", 1), ("3 days ago", 2)),
        (("5 weeks ago", 0), ("no drill", 0), ("yesterday", 3)),
    )
    ids = ("ankle-rolls", "hip-flexor-matrix", "corner-stretch")
    regions, planes = ("Ankle", "Hip", "Thoracic spine"), ("Sagittal", "Frontal", "Transverse")
    rows = []
    for row, region in enumerate(regions):
        cells = []
        for column, plane in enumerate(planes):
            text, freshness = done[row][column]
            drills = () if text == "no drill" else (DRILLS[row][0],)
            suggestion = ids[row] if drills and freshness < 2 else ""
            spoken = f"{region}, {plane.lower()}: {text}"
            cells.append(CoverageCell(text, freshness, drills, suggestion, spoken))
        rows.append(tuple(cells))
    return CoverageView(regions, planes, tuple(rows))


def drill_rows(count: int = 3) -> tuple[DrillRow, ...]:
    rows = []
    for at in range(count):
        title, _, sides = DRILLS[at % len(DRILLS)]
        words = tuple(
            SideRow(text, "today" if place else "3 days ago") for place, (_, text) in enumerate(sides)
        )
        rows.append(DrillRow(f"drill-{at}", title, words or (SideRow("", "5 days ago"),), title))
    return tuple(rows)


@dataclass
class _Change:
    text: str
    undo: Callable[[], None]


class FakeHistory:
    """Years of practice up to `today`; each day has as many records as its level."""

    def __init__(self, years: int = 2, today: date = TODAY, *, is_empty: bool = False) -> None:
        self.today = today
        self.streak = 0 if is_empty else 12
        self.is_empty = is_empty
        self.drills = drill_rows()
        self.year_numbers = [today.year - at for at in range(years)]
        self.days: dict[date, list[RecordRow]] = {}
        self.breaks = ""
        self.refusal = ""
        self.views = 0
        self._changes: list[_Change] = []

    def view(self) -> HistoryView:
        self.views += 1
        return HistoryView(
            today=self.today,
            streak=self.streak,
            title="A good day to begin" if self.is_empty else "days in a row",
            explanation=""
            if self.is_empty
            else "Each day since 11 November had at least one finished side. 15 November was a rest day: "
            "it holds the row together, and adds nothing to it.",
            years=tuple(self._year(year) for year in self.year_numbers),
            coverage=coverage(),
            drills=self.drills,
            is_empty=self.is_empty,
        )

    def day_words(self, day: date) -> str:
        many = len(self.records(day))
        what = f"{many} sides, {2 * many} minutes" if many else "nothing"
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}: {what}"

    def open_day(self, day: date) -> DayView:
        records = self.records(day)
        summary = f"{len(records)} records. This day counts." if records else "No practice."
        title = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        return DayView(day, title, summary, tuple(records), self.breaks)

    def set_reps(self, record_id: str, reps: int) -> str:
        return self._replace(record_id, "Reps changed", reps=reps)

    def set_side(self, record_id: str, side: Side) -> str:
        return self._replace(record_id, "Side changed", side=side)

    def remove(self, record_id: str) -> str:
        day, at = self._find(record_id)
        if not self.refusal:
            removed = self.days[day].pop(at)
            undo = self._putting_back(day, at, removed)
            self._changes.append(_Change(f"Removed: {removed.title}", undo))
        return self.refusal

    @property
    def undo_text(self) -> str:
        return self._changes[-1].text if self._changes else ""

    def undo(self) -> str:
        if not self.refusal:
            self._changes.pop().undo()
        return self.refusal

    def records(self, day: date) -> list[RecordRow]:
        """The records of a day; what is changed in the list is kept."""
        if day not in self.days:
            many = 0 if self.is_empty or day > self.today else level_of(day)
            self.days[day] = [record(f"{day}/{place}", place) for place in range(many)]
        return self.days[day]

    def _putting_back(self, day: date, at: int, removed: RecordRow) -> Callable[[], None]:
        return lambda: self.days[day].insert(at, removed)

    def _replace(self, record_id: str, words: str, **changes: object) -> str:
        day, at = self._find(record_id)
        if not self.refusal:
            before = self.days[day][at]
            self.days[day][at] = replace(before, **changes)  # type: ignore[arg-type]  # checked by the dataclass

            def undo() -> None:
                self.days[day][at] = before

            self._changes.append(_Change(f"{words}: {before.title}", undo))
        return self.refusal

    def _find(self, record_id: str) -> tuple[date, int]:
        for day, rows in self.days.items():
            for at, row in enumerate(rows):
                if row.id == record_id:
                    return day, at
        raise KeyError(record_id)

    def _year(self, year: int) -> YearView:
        first = date(year, 1, 1)
        last = min(self.today, date(year, 12, 31))
        days = [first + timedelta(at) for at in range((last - first).days + 1)]
        levels = bytes(self._level(day) for day in days)
        return YearView(year, levels, f"{year}: {sum(map(bool, levels))} days with practice")

    def _level(self, day: date) -> int:
        if day in self.days:
            return min(MOST_LEVEL, len(self.days[day]))
        return 0 if self.is_empty else level_of(day)
