"""What the folder of logs says, kept up to date by reading only what is new."""

import gc
import logging
import zlib
from collections.abc import Collection, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from os import stat_result
from pathlib import Path

from mobility_coach.adapters.store.day_cache import DayCache
from mobility_coach.adapters.store.day_reader import DayReader
from mobility_coach.adapters.store.log_lines import NOTHING_READ, at_once, read_entries
from mobility_coach.adapters.store.log_scan import crc_of, log_files
from mobility_coach.adapters.store.log_trouble import LogTrouble
from mobility_coach.adapters.store.own_log import Written
from mobility_coach.adapters.store.whole_reading import WholeReading
from mobility_coach.domain.history import HistoryBuilder, PracticeHistory
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.services.practice.day_index import TAIL_BYTES, DayIndex, FileMark, GrowingIds, KnownIds
from mobility_coach.services.practice.practice_log import Entry, Ledger

_log = logging.getLogger(__name__)

_WORTH_SAVING = 64
"""Fewer records are quicker read again at the next start than saved in the cache now."""
_MUST_BE_SAVED = 512
"""So many are saved in the cache at once, for a program that is never ended properly."""


class LogIndex:
    """The totals per day of all files, from a cache and what was added since; records when somebody asks.

    New lines with new ids only add up, and a correction of this process costs its day alone. Whatever else
    happens (a correction on another device, a file that shrank, vanished or was rewritten, a cache that is
    odd) is answered by reading everything anew.

    Args:
        folder: the folder of logs.
        cache: keeps the totals.
        trouble: is told about what can't be read.
    """

    def __init__(self, folder: Path, cache: DayCache, trouble: LogTrouble) -> None:
        self._folder = folder
        self._cache = cache
        self._trouble = trouble
        self._day = DayReader(folder, trouble)
        self._marks: dict[str, FileMark] | None = None
        self._builder = HistoryBuilder()
        self._ids: KnownIds | None = None
        self._ids_crc = 0
        self._recent: set[str] = set()
        self._taken: list[Entry] = []
        self._changed: set[date] = set()
        self._is_stale = False
        self._is_cache_behind = False
        self._whole: WholeReading | None = None

    def history(self) -> PracticeHistory:
        """All days with practice, as of now; while `read_all` is under way, what is read so far."""
        if self._whole is not None:
            builder = HistoryBuilder(self._whole.builder.history())
            self._add_taken(builder, self._whole.ids)
            return builder.history()
        self._refresh()
        return self._builder.history()

    def records(self, day: date) -> tuple[PracticeRecord, ...]:
        """The records of a day, as of now, by start."""
        return self._day.records(day, self._found() or {}, self._taken)

    def versions(self, record_id: str) -> Ledger:
        """A ledger with the newest version of a record; at hand if its day was read last."""
        return self._day.versions(record_id, self._found() or {}) or self.ledger()

    def ledger(self) -> Ledger:
        """All entries, as of now. Reads every line."""
        ledger = Ledger()
        with _no_garbage_collection():
            for name in self._found() or {}:
                try:
                    at_once(read_entries(self._folder / name, NOTHING_READ, ledger.add, self._trouble))
                except OSError as error:
                    self._trouble.unreadable(error, self._folder / name)
        for entry in self._taken:
            ledger.add(entry)
        return ledger

    def take(self, entry: Entry, days: Collection[date] = ()) -> None:
        """Count an entry of this process, with an id or a revision that no file holds yet.

        Args:
            entry: what is new.
            days: where it changes something that is known, the days of its old and its new version.
        """
        self._taken.append(entry)
        self._day.take(entry)
        self._changed.update(days)
        if self._marks is None or self._is_stale:
            return
        if not entry.is_change:
            self._count_new(entry)
        self._recent |= {entry.id, *self._recount(self._builder, days)}

    def skip(self, written: Written, lines: bytes) -> None:
        """Entries that were taken have been written: their lines need not be read."""
        self._day.skip(written)
        if self._marks is None:
            return
        mark = self._marks.get(written.name, NOTHING_READ)
        if mark.size == written.start:
            crc = zlib.crc32(lines, mark.crc)
            self._marks[written.name] = FileMark(
                written.stop, crc, None, written.inode, written.mtime_ns, mark.newer
            )

    def save(self) -> None:
        """Write the cache, where that saves the next start some work."""
        if self._marks is None or self._is_stale:
            return
        if self._is_cache_behind or len(self._recent) >= _WORTH_SAVING:
            self._write_cache()

    def unread(self, most_bytes: int) -> WholeReading | None:
        """Everything, to be read by `read_all`, where `history` would have to read more than `most_bytes`."""
        if self._whole is None:
            found = self._found() or {}
            total = sum(about.st_size for about in found.values())
            if total <= most_bytes or (self._new_bytes(found) <= most_bytes and self._catches_up(found)):
                return None
            self._start_whole(found)
        return self._whole

    def read_all(self) -> Generator[None, None, None]:
        """Read what `unread` told of; each step takes a few milliseconds."""
        whole = self._whole
        if whole is None:
            return
        self._ids = yield from whole.steps()
        self._marks, self._builder, self._is_stale = whole.marks, whole.builder, not whole.is_sound
        self._recent, self._whole = set(), None
        # Before what this process has taken is added: what is pending must not outlive it in the cache.
        if whole.is_sound:
            self._write_cache()
        self._changed |= whole.days_of(self._changed_ids())
        self._recent |= self._add_taken(self._builder, self._ids)

    def _refresh(self) -> None:
        found = self._found()
        if found is None and not self._is_stale:
            return
        if not self._catches_up(found or {}):
            self._start_whole(found or {})
            at_once(self.read_all())
        elif len(self._recent) >= _MUST_BE_SAVED and not self._taken:
            self._write_cache()

    def _found(self) -> dict[str, stat_result] | None:
        """The files; None where the folder can't be read."""
        if self._marks is None:
            self._load()
        try:
            return log_files(self._folder)
        except OSError as error:
            self._trouble.unreadable(error, self._folder)
            return None

    def _load(self) -> None:
        index = self._cache.load()
        if index is None:
            self._marks, self._is_stale = {}, True
            return
        self._marks = dict(index.files)
        self._builder = HistoryBuilder(index.history)
        self._ids_crc = index.ids_crc
        for name, mark in self._marks.items():
            self._trouble.lines(self._folder / name, [], 0, mark.newer)
        for entry in self._taken:
            self._count_line(entry)

    def _start_whole(self, found: Mapping[str, stat_result]) -> None:
        self._whole = WholeReading(self._folder, found, self._trouble, self._changed_ids())
        self._marks, self._is_stale = {}, True

    def _new_bytes(self, found: Mapping[str, stat_result]) -> int:
        """How much there is to read; all of it where the totals can't be used."""
        marks = self._marks or {}
        sizes = {name: about.st_size for name, about in found.items()}
        if self._is_stale or any(sizes.get(name, -1) < mark.size for name, mark in marks.items()):
            return sum(sizes.values())
        return sum(size - marks.get(name, NOTHING_READ).size for name, size in sizes.items())

    def _catches_up(self, found: Mapping[str, stat_result]) -> bool:
        marks = self._marks or {}
        if self._is_stale or not marks.keys() <= found.keys():
            return False
        for name, about in found.items():
            mark = marks.get(name, NOTHING_READ)
            if (mark.size, mark.inode, mark.mtime_ns) == (about.st_size, about.st_ino, about.st_mtime_ns):
                continue
            path = self._folder / name
            try:
                if not _is_same(path, mark, about):
                    return False
                marks[name] = at_once(read_entries(path, mark, self._count_line, self._trouble))
            except OSError as error:
                self._trouble.unreadable(error, path)
        return not self._is_stale

    def _count_line(self, entry: Entry) -> None:
        """Count an entry of a file, unless it is known."""
        if entry.is_change:
            self._is_stale = self._is_stale or entry not in self._taken
        elif entry.id not in self._recent:
            ids = self._known_ids()
            if ids is None:
                self._is_stale = True
            elif entry.id not in ids:
                self._count_new(entry)

    def _count_new(self, entry: Entry) -> None:
        if entry.record is not None and entry.id not in self._recent:
            self._recent.add(entry.id)
            self._builder.add(entry.record)

    def _changed_ids(self) -> set[str]:
        """The records that this process has changed."""
        return {entry.id for entry in self._taken if entry.is_change}

    def _add_taken(self, builder: HistoryBuilder, known: KnownIds | GrowingIds) -> set[str]:
        """Count what this process has taken, unless the files held it. Returns the ids that are done with."""
        new: set[str] = set()
        for entry in self._taken:
            if entry.record is None or entry.is_change or entry.id in known or entry.id in new:
                continue
            builder.add(entry.record)
            new.add(entry.id)
        return new | self._changed_ids() | self._recount(builder, self._changed)

    def _recount(self, builder: HistoryBuilder, days: Collection[date]) -> set[str]:
        """Count these days anew. Returns the ids that they hold: among them some whose lines come later."""
        counted: set[str] = set()
        for day in sorted(days):
            records = self.records(day)
            builder.recount(day, records)
            counted.update(record.id for record in records)
            self._is_cache_behind = True
        return counted

    def _known_ids(self) -> KnownIds | None:
        if self._ids is None:
            self._ids = self._cache.load_ids(self._ids_crc)
        return self._ids

    def _write_cache(self) -> None:
        ids, marks = self._known_ids(), self._marks
        if ids is None or marks is None:
            return
        try:
            for name, mark in marks.items():
                start = max(0, mark.size - TAIL_BYTES)
                marks[name] = replace(mark, tail_crc=crc_of(self._folder / name, start, mark.size))
        except OSError as error:
            _log.warning("The day summaries were not cached: %s", error)
            return
        for record_id in self._recent:
            ids.add(record_id)
        self._recent, self._is_cache_behind = set(), False
        data, self._ids_crc = ids.encode()
        self._cache.save(DayIndex(marks, self._builder.history(), self._ids_crc), data)


def _is_same(path: Path, mark: FileMark, about: stat_result) -> bool:
    """Whether the part of a file that was read is still what it was."""
    if about.st_size < mark.size:
        return False
    if mark.tail_crc is not None and about.st_ino == mark.inode and about.st_size > mark.size:
        return crc_of(path, max(0, mark.size - TAIL_BYTES), mark.size) == mark.tail_crc
    return crc_of(path, 0, mark.size) == mark.crc


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Reading a long log makes millions of objects and no cycles; to look for some takes as long again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
