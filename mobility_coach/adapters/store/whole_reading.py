"""Counting every line of every log, a little at a time."""

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from datetime import date
from os import stat_result
from pathlib import Path

from mobility_coach.adapters.store.log_lines import NOTHING_READ, read_entries, search_entries
from mobility_coach.adapters.store.log_trouble import LogTrouble
from mobility_coach.domain.history import HistoryBuilder
from mobility_coach.services.practice.day_index import FileMark, GrowingIds, KnownIds
from mobility_coach.services.practice.practice_log import Entry, Ledger


class WholeReading:
    """Reads the files as they were found.

    At first they are searched for corrections and removals, which are few. So each line can be counted as it
    comes, and a million records need not be kept at once.

    Args:
        folder: the folder of logs.
        found: its files.
        trouble: is told about what can't be read.
        watched: ids that `days_of` will be asked for.

    Attributes:
        marks: how far each file was read.
        builder: what was counted so far.
        ids: the ids of it; not those of records that were corrected or taken out, before the end.
        is_sound: False where a correction was written in between: what was counted may be wrong then.
    """

    def __init__(
        self,
        folder: Path,
        found: Mapping[str, stat_result],
        trouble: LogTrouble,
        watched: Collection[str] = (),
    ) -> None:
        self._folder = folder
        self._sizes = {name: about.st_size for name, about in found.items()}
        self._trouble = trouble
        self._watched = frozenset(watched)
        self._changes = Ledger()
        self._done = 0
        self.marks: dict[str, FileMark] = {}
        self.builder = HistoryBuilder()
        self.ids = GrowingIds()
        self.is_sound = True

    @property
    def progress(self) -> float:
        """How much was counted, 0 … 1."""
        return self._done / max(1, sum(self._sizes.values()))

    def days_of(self, record_ids: Iterable[str]) -> set[date]:
        """Where records were counted that are watched, or that some line changes."""
        entries = (self._changes.entry(record_id) for record_id in record_ids)
        return {entry.record.day for entry in entries if entry and entry.record}

    def steps(self) -> Generator[None, None, KnownIds]:
        """Read; each step takes 3 ms at most. Returns all ids."""
        yield from self._search()
        before = 0
        for name, size in self._sizes.items():
            try:
                self.marks[name] = yield from self._count(name, before)
            except OSError as error:
                self._trouble.unreadable(error, self._folder / name)
            before += size
            self._done = before
        for record in self._changes.records():
            self.builder.add(record)
            yield
        for record_id in self._changes.ids():
            self.ids.add(record_id)
            yield
        known = yield from self.ids.sort()
        return known

    def _search(self) -> Iterator[None]:
        for name, size in self._sizes.items():
            try:
                for entries in search_entries(self._folder / name, None, size):
                    for entry in entries:
                        if entry.is_change:
                            self._changes.add(entry)
                    yield
            except OSError as error:
                self._trouble.unreadable(error, self._folder / name)

    def _count(self, name: str, before: int) -> Generator[None, None, FileMark]:
        reading = read_entries(
            self._folder / name, NOTHING_READ, self._take, self._trouble, self._sizes[name]
        )
        while True:
            try:
                self._done = before + next(reading)
            except StopIteration as end:
                mark: FileMark = end.value
                return mark
            yield

    def _take(self, entry: Entry) -> None:
        if entry.id in self._changes or entry.id in self._watched:
            self._changes.add(entry)
        elif entry.record is None or entry.is_change:
            self.is_sound = False
        elif self.ids.add(entry.id):
            self.builder.add(entry.record)
