"""Where each day lies on the heatmap: weeks are columns, Monday is on top. Days are counted as ordinals.

Where a year is too wide for the window, it is cut into halves or quarters that lie below each other (bands).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mobility_coach.services.presenters.history_view import YearView

_COLUMNS = {1: 54, 2: 28, 4: 15}
"""By the number of bands: the most weeks that a band can touch."""

ROWS = 7


class Band(NamedTuple):
    """A part of a year: its first and last day, and the Monday on or before the first."""

    first: int
    last: int
    monday: int


@dataclass(frozen=True, slots=True)
class Cells:
    """Sizes in pixels: `pitch` from cell to cell, `left` for weekdays' names, `head` for those of months."""

    bands: int
    pitch: int
    left: int
    head: int

    @property
    def width(self) -> int:
        """Of all columns with the names of weekdays."""
        return self.left + _COLUMNS[self.bands] * self.pitch

    @property
    def band_height(self) -> int:
        """Of one band with the names of its months."""
        return self.head + ROWS * self.pitch

    @property
    def height(self) -> int:
        """Of a whole year."""
        return self.bands * self.band_height

    def place(self, day: int) -> tuple[int, int]:
        """The left upper corner of a day's cell in its year, where weeks run from left to right."""
        found = date.fromordinal(day)
        number = (found.month - 1) * self.bands // 12
        column = (day - self.band(found.year, number).monday) // ROWS
        return self.left + column * self.pitch, number * self.band_height + self.head + weekday(
            day
        ) * self.pitch

    def day_at(self, year: int, x: int, y: int) -> int | None:
        """The day of the year whose cell lies there, or None."""
        number, below = divmod(y, self.band_height)
        if not 0 <= number < self.bands or x < self.left or below < self.head:
            return None
        band = self.band(year, number)
        day = band.monday + (x - self.left) // self.pitch * ROWS + (below - self.head) // self.pitch
        return day if band.first <= day <= band.last else None

    def band(self, year: int, number: int) -> Band:
        """The days of a band."""
        months = 12 // self.bands
        first = date(year, number * months + 1, 1).toordinal()
        last = date(year, 12, 31).toordinal()
        if number + 1 < self.bands:
            last = date(year, (number + 1) * months + 1, 1).toordinal() - 1
        return Band(first, last, first - weekday(first))


def weekday(day: int) -> int:
    """0 for Monday … 6 for Sunday."""
    return (day - 1) % ROWS


def fitting_cells(room: int, least: int, most: int, left: int, head: int) -> Cells:
    """The fewest bands with a pitch of at least `least` in `room`; else quarters, as wide as they can be."""
    for bands, columns in _COLUMNS.items():
        pitch = min(most, (room - left) // columns)
        if pitch >= least:
            return Cells(bands, pitch, left, head)
    return Cells(4, max(4, min(most, (room - left) // _COLUMNS[4])), left, head)


class Years:
    """The years of a history, and how keys walk through their days; years without practice may be missing."""

    def __init__(self, years: tuple[YearView, ...], today: date) -> None:
        self._by_year = {each.year: each for each in years}
        self._oldest_first = sorted(self._by_year)
        self.today = today.toordinal()
        # A day to come is shown only where something is recorded on it, so that it can be put right.
        self._last = max(self.today, *(_last_practised(each) for each in years))

    def __iter__(self) -> Iterator[YearView]:
        """The newest first."""
        return (self._by_year[year] for year in reversed(self._oldest_first))

    def view(self, year: int) -> YearView:
        """One year."""
        return self._by_year[year]

    def is_reachable(self, day: int) -> bool:
        """Whether a day can be walked to: none to come, but where something is recorded there."""
        return day <= self._last

    def start(self, year: int) -> int:
        """A year's first day."""
        return date(year, 1, 1).toordinal()

    def end(self, year: int) -> int:
        """A year's last day that can be reached."""
        return min(self._last, date(year, 12, 31).toordinal())

    def stepped(self, day: int, days: int) -> int:
        """So many days on; over years that are missing, and not beyond the ends."""
        wanted = min(max(day + days, self.start(self._oldest_first[0])), self._last)
        year = date.fromordinal(wanted).year
        if year in self._by_year:
            return wanted
        if days > 0:
            return self.start(min(each for each in self._oldest_first if each > year))
        return self.end(max(each for each in self._oldest_first if each < year))

    def in_other_year(self, day: int, years: int) -> int:
        """The same date so many years of the history on, or `day` where there is none."""
        found = date.fromordinal(day)
        at = self._oldest_first.index(found.year) + years
        if not 0 <= at < len(self._oldest_first):
            return day
        year = self._oldest_first[at]
        last_of_february = 28 if (found.month, found.day) == (2, 29) else found.day
        return min(self._last, date(year, found.month, last_of_february).toordinal())

    def has_other_year(self, year: int, years: int) -> bool:
        """Whether there is one so many years of the history on."""
        return 0 <= self._oldest_first.index(year) + years < len(self._oldest_first)


def _last_practised(year: YearView) -> int:
    practised = len(year.levels.rstrip(b"\0"))
    return date(year.year, 1, 1).toordinal() + practised - 1 if practised else 0
