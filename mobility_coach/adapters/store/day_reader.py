"""The records of one day, without reading all the others."""

from collections.abc import Iterable, Mapping
from datetime import date
from os import stat_result
from pathlib import Path

from mobility_coach.adapters.store.log_lines import search_entries
from mobility_coach.adapters.store.log_trouble import LogTrouble
from mobility_coach.adapters.store.own_log import Written
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.services.practice.practice_log import Entry, Ledger

_Seen = dict[str, tuple[int, int, int]]


class DayReader:
    """Keeps the day that was read last, and knows when it has to be read again.

    Like the totals it takes for granted that the first version of a record is the same wherever it stands.

    Args:
        folder: the folder of logs.
        trouble: is told about files that can't be read.
    """

    def __init__(self, folder: Path, trouble: LogTrouble) -> None:
        self._folder = folder
        self._trouble = trouble
        self._day: date | None = None
        self._seen: _Seen = {}
        self._ledger = Ledger()

    def records(
        self, day: date, found: Mapping[str, stat_result], taken: Iterable[Entry]
    ) -> tuple[PracticeRecord, ...]:
        """The records that stand on `day`, by start.

        Args:
            day: the local day.
            found: the files as they are now.
            taken: entries of this process, which may not be in the files.
        """
        if self._day != day or self._seen != _marks(found):
            self._read(day, found)
            for entry in taken:
                self._ledger.add(entry)
        return tuple(record for record in self._ledger.records() if record.day == day)

    def versions(self, record_id: str, found: Mapping[str, stat_result]) -> Ledger | None:
        """What was read last, if that holds the newest version of this record; otherwise None."""
        is_current = self._day is not None and self._seen == _marks(found)
        return self._ledger if is_current and record_id in self._ledger else None

    def take(self, entry: Entry) -> None:
        """Take in an entry of this process."""
        self._ledger.add(entry)

    def skip(self, written: Written) -> None:
        """An entry that was taken has been written."""
        if self._seen.get(written.name, (0, 0, 0))[0] == written.start:
            self._seen[written.name] = (written.stop, written.inode, written.mtime_ns)

    def _read(self, day: date, found: Mapping[str, stat_result]) -> None:
        self._ledger, self._day, self._seen = Ledger(), day, _marks(found)
        for name in found:
            try:
                for entries in search_entries(self._folder / name, day):
                    for entry in entries:
                        self._ledger.add(entry)
            except OSError as error:
                self._trouble.unreadable(error, self._folder / name)
                self._day = None


def _marks(found: Mapping[str, stat_result]) -> _Seen:
    return {name: (about.st_size, about.st_ino, about.st_mtime_ns) for name, about in found.items()}
