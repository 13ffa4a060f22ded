"""The history, as a window shows it: years of days, the streak explained, coverage, and one day's records."""

from dataclasses import dataclass
from datetime import date

from mobility_coach.domain.drill import Side

MOST_LEVEL = 4
"""A day's level on the heatmap: 0 nothing, 1 some practice but not the goal, 2 … 4 the goal and more."""


@dataclass(frozen=True, slots=True)
class YearView:
    """One calendar year: `levels` holds a byte for each day from 1 January on, 0 … `MOST_LEVEL`.

    `summary` is "2026: 210 days with practice" in words.
    """

    year: int
    levels: bytes
    summary: str


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """One region in one plane: when it was last done ("3 days ago", "not yet"), and how fresh that is.

    `freshness` is 0 (not yet, or long ago) … 3 (today or yesterday); `drills` are the titles that train it,
    empty where no drill does; `suggestion` is the id of a drill that would fill it, or empty.
    """

    text: str
    freshness: int
    drills: tuple[str, ...]
    suggestion: str
    spoken: str


@dataclass(frozen=True, slots=True)
class CoverageView:
    """Regions as rows, planes as columns; ``cells[row][column]``."""

    regions: tuple[str, ...]
    planes: tuple[str, ...]
    cells: tuple[tuple[CoverageCell, ...], ...]


@dataclass(frozen=True, slots=True)
class SideRow:
    """One side of a drill, or both at once (then `side` is empty), and when it was last done."""

    side: str
    last_done: str


@dataclass(frozen=True, slots=True)
class DrillRow:
    """One drill with its sides; drills that were practised but are no longer in the library come last."""

    id: str
    title: str
    sides: tuple[SideRow, ...]
    spoken: str


@dataclass(frozen=True, slots=True)
class HistoryView:
    """The whole page. `years` has the newest first and always the present one; `today` is the local day."""

    today: date
    streak: int
    title: str
    explanation: str
    years: tuple[YearView, ...]
    coverage: CoverageView
    drills: tuple[DrillRow, ...]
    is_empty: bool


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record of a day, with what can be corrected in it: the reps, and the side.

    `sides` are the sides it can be put on, with their words; empty where both work at once.
    """

    id: str
    time: str
    title: str
    detail: str
    reps: int
    most_reps: int
    side: Side
    sides: tuple[tuple[Side, str], ...]
    spoken: str


@dataclass(frozen=True, slots=True)
class DayView:
    """One day, opened: `title` is its date in words, `summary` what it held and whether it counts.

    `breaks` says what became of the day's breaks ("Breaks: 4 done, 1 skipped."), empty where there were none.
    """

    day: date
    title: str
    summary: str
    records: tuple[RecordRow, ...]
    breaks: str = ""
