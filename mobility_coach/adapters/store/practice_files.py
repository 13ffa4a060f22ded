"""The practice log as a folder of files, one per device, and whatever else a synced folder brings."""

import logging
import os
import time
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

from mobility_coach.adapters.store.day_cache import DayCache
from mobility_coach.adapters.store.history_reading import HistoryReading
from mobility_coach.adapters.store.log_index import LogIndex
from mobility_coach.adapters.store.log_trouble import LogTrouble
from mobility_coach.adapters.store.log_words import stopped_words
from mobility_coach.adapters.store.own_log import OwnLog
from mobility_coach.adapters.store.set_aside import SetAside
from mobility_coach.adapters.store.storage import FileSystem, reason_words
from mobility_coach.domain.history import PracticeHistory
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.ports import MonotonicClock, SaveResult
from mobility_coach.services.practice.practice_fields import RecordError
from mobility_coach.services.practice.practice_log import Entry, Ledger, encode_line

READ_AT_ONCE_BYTES = 4 * 1024 * 1024
"""More than this is read with progress: it takes longer than a blink."""

_log = logging.getLogger(__name__)


class PracticeFiles:
    """`mobility_coach.services.ports.PracticeLog` on disk, for one thread; other processes may write too.

    Args:
        folder: the folder of logs. Every ``*.log`` in it is read; this device writes ``DEVICE.log`` alone.
        cache: a folder for what can be made again.
        device: names this device's file; letters, digits and dashes.
        files: the file system.
        monotonic: measures how long a step of `reading` takes.
    """

    def __init__(
        self,
        folder: Path,
        cache: Path,
        device: str,
        files: FileSystem | None = None,
        monotonic: MonotonicClock = time.monotonic,
    ) -> None:
        files = files or FileSystem()
        self._folder = folder
        self._own = OwnLog(folder, device, files)
        self._problems: dict[str, None] = {}
        self._pending: list[bytes] = []
        self._unsaved = ""
        set_aside = SetAside(folder / "unreadable" / f"{device}.log", files)
        self._index = LogIndex(folder, DayCache(cache, files), LogTrouble(set_aside, self._problems))
        self._monotonic = monotonic
        self._reading: HistoryReading | None = None

    def append(self, record: PracticeRecord) -> SaveResult:
        """Make the record durable, with those still pending. Never raises."""
        return self._save([Entry(record.id, 0, record)])

    def append_all(self, records: Iterable[PracticeRecord]) -> SaveResult:
        """The same for many records that are not in the log yet, at the cost of one."""
        return self._save([Entry(record.id, 0, record) for record in records])

    def remove(self, record_id: str) -> SaveResult:
        """Take a record out. It stays in the files, and `put_back` undoes this."""
        ledger = self._index.versions(record_id)
        return self._change(ledger, ledger.removal(record_id))

    def put_back(self, record: PracticeRecord) -> SaveResult:
        """Put a record back that was taken out, or another version of it in its place."""
        ledger = self._index.versions(record.id)
        return self._change(ledger, ledger.correction(record))

    def flush(self) -> SaveResult:
        """Try once more to save what is pending."""
        return self._save([])

    def records(self) -> tuple[PracticeRecord, ...]:
        """All records that stand, of all devices, each id once, by start; the pending ones too."""
        return self._index.ledger().records()

    def known_ids(self) -> frozenset[str]:
        """Every id that the log has ever seen."""
        return self._index.ledger().ids()

    def history(self) -> PracticeHistory:
        """All days with practice, from the cache and what was written since; the pending records too.

        Once `reading` has told of something it never blocks: it is what is read so far.
        """
        return self._index.history()

    def day_records(self, day: date) -> tuple[PracticeRecord, ...]:
        """The records of one day, by start; the same as in `records`, without reading all the others."""
        return self._index.records(day)

    def reading(self) -> HistoryReading | None:
        """The reading of a big history that is not at hand; None where there is nothing that takes long.

        One that was cancelled goes on where it stopped.
        """
        whole = self._index.unread(READ_AT_ONCE_BYTES)
        if whole is None:
            self._reading = None
        elif self._reading is None or self._reading.is_over:
            self._reading = HistoryReading(whole, self._index.read_all(), self._monotonic)
        elif self._reading.is_cancelled:
            self._reading = self._reading.resumed()
        return self._reading

    def problems(self) -> tuple[str, ...]:
        """What could not be read so far, and what is not saved now, in plain text, each once."""
        stopped = stopped_words() if self._reading is not None and self._reading.is_cancelled else ""
        return (*self._problems, *filter(None, (stopped, self._unsaved)))

    def settle(self) -> SaveResult:
        """Save what is pending, and the cache if it fell behind. For quiet moments, and for the end."""
        result = self.flush()
        if not result.pending:
            self._index.save()
        return result

    def _change(self, ledger: Ledger, entry: Entry) -> SaveResult:
        versions = (ledger.entry(entry.id), entry)
        return self._save([entry], {each.record.day for each in versions if each and each.record})

    def _save(self, entries: list[Entry], days: Collection[date] = ()) -> SaveResult:
        try:
            self._pending += [encode_line(entry) for entry in entries]
        except RecordError as error:
            return self._refused(error)
        for entry in entries:
            self._index.take(entry, days)
        if not self._pending:
            return SaveResult(0, 0)
        lines = b"".join(self._pending)
        try:
            written = self._own.append(lines)
        except OSError as error:
            return self._not_saved(error)
        self._index.skip(written, lines)
        saved = len(self._pending)
        self._pending = []
        self._unsaved = ""
        return SaveResult(saved, 0)

    def _not_saved(self, error: OSError) -> SaveResult:
        _log.warning("Practice was not saved in %s: %s", self._folder, error)
        count = len(self._pending)
        what = ntr("{count} movement is not saved yet.", "{count} movements are not saved yet.", count)
        place = Path(os.fsdecode(error.filename)) if error.filename else self._folder
        problem = tr("{what} {reason} The coach tries again with the next movement.")
        self._unsaved = problem.format(what=what, reason=reason_words(error, place))
        return SaveResult(0, count, self._unsaved)

    def _refused(self, error: RecordError) -> SaveResult:
        _log.error("A record can't be kept: %s", error)
        problem = tr("The movement can't be saved: {reason}.").format(reason=error)
        self._problems[problem] = None
        return SaveResult(0, len(self._pending), problem)
