"""What the folder of logs says, kept up to date by reading only what is new."""

import gc
import logging
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from os import stat_result
from pathlib import Path

from mobility_coach.adapters.store.day_cache import DayCache
from mobility_coach.adapters.store.log_scan import LogScan, crc_of, log_files
from mobility_coach.adapters.store.log_words import left_words, newer_words, set_aside_words, unreadable_words
from mobility_coach.adapters.store.own_log import Written
from mobility_coach.adapters.store.set_aside import SetAside
from mobility_coach.domain.history import HistoryBuilder, PracticeHistory, summarise
from mobility_coach.services.practice.day_index import TAIL_BYTES, DayIndex, FileMark, KnownIds
from mobility_coach.services.practice.practice_log import Entry, Ledger, LineError, NewerLine, decode_line

_log = logging.getLogger(__name__)

_NOTHING_READ = FileMark(size=0, crc=0, tail_crc=None, inode=0, mtime_ns=0, newer=0)
_MOST_BAD_LINES = 10_000
_WORTH_SAVING = 64
"""Fewer records are quicker read again at the next start than saved in the cache now."""
_MUST_BE_SAVED = 512
"""So many are saved in the cache at once, for a program that is never ended properly."""


class LogIndex:
    """The totals per day of all files, from a cache and what was added since; all records when somebody asks.

    New lines with new ids only add up. Whatever else happens (a correction, a file that shrank, vanished
    or was rewritten, a cache that is odd) is answered by reading everything anew.

    Args:
        folder: the folder of logs.
        cache: keeps the totals.
        set_aside: keeps unreadable lines.
        problems: plain texts for people are put in here as keys.
    """

    def __init__(self, folder: Path, cache: DayCache, set_aside: SetAside, problems: dict[str, None]) -> None:
        self._folder = folder
        self._cache = cache
        self._set_aside = set_aside
        self._problems = problems
        self._marks: dict[str, FileMark] | None = None
        self._builder = HistoryBuilder()
        self._ids: KnownIds | None = None
        self._ids_crc = 0
        self._recent: set[str] = set()
        self._taken: list[Entry] = []
        self._ledger: Ledger | None = None
        self._is_stale = False

    def history(self) -> PracticeHistory:
        """All days with practice, as of now."""
        self._refresh()
        return self._builder.history()

    def ledger(self) -> Ledger:
        """All entries, as of now. The first call reads every line."""
        if self._ledger is None:
            self._ledger = Ledger()
            self._is_stale = True
        self._refresh()
        return self._ledger

    def take(self, entry: Entry) -> None:
        """Count an entry of this process, with an id or a revision that no file holds yet."""
        self._taken.append(entry)
        if self._marks is not None and not self._is_stale:
            self._count_new(entry)

    def skip(self, written: Written, lines: bytes) -> None:
        """Entries that were taken have been written: their lines need not be read."""
        if self._marks is None:
            return
        mark = self._marks.get(written.name, _NOTHING_READ)
        if mark.size == written.start:
            crc = zlib.crc32(lines, mark.crc)
            self._marks[written.name] = FileMark(
                written.stop, crc, None, written.inode, written.mtime_ns, mark.newer
            )

    def save(self) -> None:
        """Write the cache, where that saves the next start some work."""
        if self._marks is not None and not self._is_stale and len(self._recent) >= _WORTH_SAVING:
            self._write_cache()

    def _refresh(self) -> None:
        if self._marks is None:
            self._load()
        try:
            found = log_files(self._folder)
        except OSError as error:
            self._tell_unreadable(error, self._folder)
            if not self._is_stale:
                return
            found = {}
        if not self._catches_up(found):
            with _no_garbage_collection():
                self._rebuild(found)
        elif len(self._recent) >= _MUST_BE_SAVED and not self._taken:
            self._write_cache()

    def _load(self) -> None:
        index = self._cache.load()
        if index is None:
            self._marks, self._is_stale = {}, True
            return
        self._marks = dict(index.files)
        self._builder = HistoryBuilder(index.history)
        self._ids_crc = index.ids_crc
        for name, mark in self._marks.items():
            self._tell_lines(name, [], 0, mark.newer)
        for entry in self._taken:
            self._count_new(entry)

    def _catches_up(self, found: dict[str, stat_result]) -> bool:
        marks = self._marks or {}
        if self._is_stale or not marks.keys() <= found.keys():
            return False
        for name, about in found.items():
            mark = marks.get(name, _NOTHING_READ)
            if (mark.size, mark.inode, mark.mtime_ns) == (about.st_size, about.st_ino, about.st_mtime_ns):
                continue
            try:
                if not self._is_same(name, mark, about):
                    return False
                self._read(name, mark, self._count_line)
            except OSError as error:
                self._tell_unreadable(error, self._folder / name)
        return not self._is_stale

    def _is_same(self, name: str, mark: FileMark, about: stat_result) -> bool:
        """Whether the part of a file that was read is still what it was."""
        if about.st_size < mark.size:
            return False
        path = self._folder / name
        if mark.tail_crc is not None and about.st_ino == mark.inode and about.st_size > mark.size:
            return crc_of(path, max(0, mark.size - TAIL_BYTES), mark.size) == mark.tail_crc
        return crc_of(path, 0, mark.size) == mark.crc

    def _rebuild(self, found: dict[str, stat_result]) -> None:
        self._marks, self._is_stale = {}, False
        ledger = Ledger()
        for name in found:
            try:
                self._read(name, _NOTHING_READ, ledger.add)
            except OSError as error:
                self._tell_unreadable(error, self._folder / name)
        self._adopt(ledger)
        self._write_cache()
        if self._taken:
            # After the cache was written: what is still pending must not outlive this process in it.
            for entry in self._taken:
                ledger.add(entry)
            self._adopt(ledger)
        if self._ledger is not None:
            self._ledger = ledger

    def _adopt(self, ledger: Ledger) -> None:
        self._builder = HistoryBuilder(summarise(ledger.records()))
        self._ids = KnownIds.of(ledger.ids())
        self._recent = set()

    def _read(self, name: str, mark: FileMark, take: Callable[[Entry], None]) -> None:
        scan = LogScan(self._folder / name, mark.size, mark.crc)
        bad: list[bytes] = []
        newer, unkept = mark.newer, 0
        for line in scan.lines():
            try:
                entry = decode_line(line)
            except LineError as error:
                _log.warning("%s: a line was not read: %s", name, error)
                if len(bad) < _MOST_BAD_LINES:
                    bad.append(line)
                else:
                    unkept += 1
                continue
            if isinstance(entry, NewerLine):
                newer += 1
            else:
                take(entry)
        self._take_rest(scan.rest, take)
        if self._marks is not None:
            self._marks[name] = FileMark(scan.size, scan.crc, None, scan.inode, scan.mtime_ns, newer)
        self._tell_lines(name, bad, unkept + scan.oversized, newer)

    def _take_rest(self, rest: bytes, take: Callable[[Entry], None]) -> None:
        """A last line without its newline may be whole; if it is not, its writer may still be at it."""
        try:
            entry = decode_line(rest)
        except LineError:
            return
        if isinstance(entry, Entry):
            take(entry)

    def _count_line(self, entry: Entry) -> None:
        """Count an entry of a file, unless it is known."""
        if entry.revision == 0 and entry.id in self._recent:
            return
        ids = self._known_ids()
        if ids is None:
            self._is_stale = True
        elif entry.revision or entry.id not in ids:
            self._count_new(entry)

    def _count_new(self, entry: Entry) -> None:
        if self._ledger is not None:
            self._ledger.add(entry)
        if entry.revision or entry.record is None:
            self._is_stale = True
        elif entry.id not in self._recent:
            self._recent.add(entry.id)
            self._builder.add(entry.record)

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
        self._recent = set()
        data, self._ids_crc = ids.encode()
        self._cache.save(DayIndex(marks, self._builder.history(), self._ids_crc), data)

    def _tell_lines(self, name: str, bad: list[bytes], unkept: int, newer: int) -> None:
        path = self._folder / name
        if new := self._set_aside.add(bad):
            self._tell(set_aside_words(len(new), path, self._set_aside.path))
        if unkept:
            self._tell(left_words(unkept, path))
        if newer:
            self._tell(newer_words(newer, path))

    def _tell_unreadable(self, error: OSError, path: Path) -> None:
        _log.warning("Not read: %s", error)
        self._tell(unreadable_words(error, path))

    def _tell(self, problem: str) -> None:
        self._problems[problem] = None


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
