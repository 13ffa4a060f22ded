"""Finds drills and routines, and knows how long they take; what that costs is spread over small steps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Generic, TypeVar

from mobility_coach.domain.drill import Drill, Side
from mobility_coach.domain.drill_filter import DrillFilter, folded
from mobility_coach.domain.library import Library
from mobility_coach.domain.mirror import SIDE_TOKENS, side_word
from mobility_coach.domain.routine import Routine, built_in_routines, region_title, single_drill
from mobility_coach.services.presenters.library_presenter import (
    LibraryGroup,
    LibraryView,
    RowMaker,
    by_region,
    found_routines_text,
    found_text,
    grouped,
)
from mobility_coach.services.presenters.plain_words import (
    equipment_text,
    no_equipment_text,
    place_title,
    places_text,
    plane_title,
    planes_text,
    position_title,
)
from mobility_coach.services.session.session_plan import SessionLengths, Wishes, plan_session

MEASURED_AT_ONCE = 40
"""More drills than this are measured step by step before a window asks for their lengths."""


_READ_FOR_ONE_MEASURED = 16
"""Words are read so many times as fast as lengths are measured; so a list can be searched almost at once."""

_Thing = TypeVar("_Thing", Drill, Routine)


class _Entry(Generic[_Thing]):
    """A drill or routine, and the words by which it is found."""

    __slots__ = ("_text_of", "text", "thing")

    def __init__(self, thing: _Thing, text_of: Callable[[_Thing], str]) -> None:
        self.thing: _Thing = thing
        self.text = ""
        self._text_of: Callable[[_Thing], str] = text_of

    def read(self) -> None:
        """Read its words, unless that is done."""
        if not self.text:
            self.text = folded(self._text_of(self.thing))


class SearchIndex:
    """All drills and routines of a library, to be found by words and by what they need."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.drills = by_region(library.drills)
        self.routines = built_in_routines(library.drills)
        self._routines_by_id = {routine.id: routine for routine in self.routines}
        self._drill_entries = [_Entry(drill, _drill_text) for drill in self.drills]
        self._routine_entries = [_Entry(routine, _routine_text) for routine in self.routines]
        self._suited = (DrillFilter(), self._drill_entries)
        self._read = 0

    def routine(self, item_id: str) -> Routine:
        """The drill or routine with this id, as a routine. Raises KeyError."""
        drill = self.library.drill(item_id)
        return self._routines_by_id[item_id] if drill is None else single_drill(drill)

    def read(self, most: int) -> bool:
        """Read the words of up to `most` more drills, as a search else does at once; True when all are."""
        start = self._read
        self._read = min(len(self._drill_entries), start + most)
        for entry in self._drill_entries[start : self._read]:
            entry.read()
        return self._read == len(self._drill_entries)

    def find(self, wanted: DrillFilter) -> list[Drill]:
        """The drills, by region, that fit all but the time."""
        narrowed = replace(wanted, text="", minutes=None)
        if self._suited[0] != narrowed:  # what stays the same from letter to letter
            entries = [entry for entry in self._drill_entries if narrowed.suits(entry.thing)]
            self._suited = (narrowed, entries)
        return [entry.thing for entry in _with_words(self._suited[1], wanted.words)]

    def find_routines(self, wanted: DrillFilter) -> list[Routine]:
        """The routines that hold the words."""
        return [entry.thing for entry in _with_words(self._routine_entries, wanted.words)]


class LibraryShelf:
    """The list as it is at one time; after a session, a day or a change of settings there is another one.

    Args:
        index: what there is.
        lengths: how long drills take.
        last_done: the last day by drill id, where there is one.
        today: the local day.
        minutes: the time that a routine is fitted to, by its id, where one was chosen.
    """

    def __init__(
        self,
        index: SearchIndex,
        lengths: SessionLengths,
        last_done: Mapping[str, date],
        today: date,
        minutes: Mapping[str, int],
    ) -> None:
        self.lengths = lengths
        self._index = index
        self._minutes = dict(minutes)
        self._prepared = 0
        self._maker = RowMaker(self._seconds, self._planned, last_done, today)

    def prepare(self, most: int) -> int:
        """Read and measure up to `most` more drills; returns how many are left."""
        drills, start = self._index.drills, self._prepared
        if self._index.read(most * _READ_FOR_ONE_MEASURED):
            self._prepared = min(len(drills), start + most)
        for drill in drills[start : self._prepared]:
            self._seconds(drill)
        return len(drills) - self._prepared

    def view(self, wanted: DrillFilter) -> LibraryView:
        """What fits; routines are searched by words alone."""
        index = self._index
        drills, unmeasured = self._in_time(index.find(wanted), wanted)
        routines = index.find_routines(wanted)
        is_searched = bool(wanted.words)
        return LibraryView(
            groups=grouped(drills, self._maker),
            routines=LibraryGroup("", routines, self._maker),
            found="" if wanted.is_empty else found_text(len(drills), len(index.drills)),
            found_routines=found_routines_text(len(routines), len(index.routines)) if is_searched else "",
            unmeasured=unmeasured,
        )

    def _in_time(self, drills: list[Drill], wanted: DrillFilter) -> tuple[list[Drill], int]:
        """Those that are short enough, and how many can't be told yet."""
        if wanted.minutes is None:
            return drills, 0
        if len(drills) <= MEASURED_AT_ONCE:
            return [drill for drill in drills if wanted.allows(self._seconds(drill))], 0
        known = [drill for drill in drills if self.lengths.knows(drill)]
        return [drill for drill in known if wanted.allows(self._seconds(drill))], len(drills) - len(known)

    def _seconds(self, drill: Drill) -> float:
        return self.lengths.seconds(single_drill(drill))

    def _planned(self, routine: Routine) -> tuple[Routine, float | None]:
        items = routine.items
        if len(items) > MEASURED_AT_ONCE and not all(self.lengths.knows(item.drill) for item in items):
            return routine, None
        plan = plan_session(routine, Wishes(minutes=self._minutes.get(routine.id)), self.lengths)
        return plan.routine, plan.seconds


def _with_words(entries: list[_Entry[_Thing]], words: Sequence[str]) -> list[_Entry[_Thing]]:
    if words:
        for entry in entries:
            if not entry.text:
                entry.read()
    for word in words:
        entries = [entry for entry in entries if word in entry.text]
    return entries


def _drill_text(drill: Drill) -> str:
    planes = drill.planes
    parts = [drill.title, drill.summary, region_title(drill.region), position_title(drill.position)]
    parts += (equipment_text(drill), planes_text(planes), places_text(drill))
    parts += map(plane_title, planes)
    if not drill.equipment:
        parts.append(no_equipment_text())
    for entry in drill.suits:
        parts += (place_title(entry.place), entry.note)
    for movement in drill.movements:
        parts += (movement.title, movement.felt)
    text = "\n".join(parts)
    both = f"{side_word(Side.LEFT)} {side_word(Side.RIGHT)}"
    if "{" in text:
        for token in SIDE_TOKENS:
            text = text.replace(token, both)
    return text


def _routine_text(routine: Routine) -> str:
    return f"{routine.title}\n{routine.summary}"
