"""The practice log as a folder of files, one per device, and whatever else a synced folder brings."""

import logging
import os
from collections.abc import Iterable
from pathlib import Path

from mobility_coach.adapters.store.day_cache import DayCache
from mobility_coach.adapters.store.log_index import LogIndex
from mobility_coach.adapters.store.own_log import OwnLog
from mobility_coach.adapters.store.set_aside import SetAside
from mobility_coach.adapters.store.storage import FileSystem, reason_words
from mobility_coach.domain.history import PracticeHistory
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.ports import SaveResult
from mobility_coach.services.practice.practice_fields import RecordError
from mobility_coach.services.practice.practice_log import Entry, encode_line

_log = logging.getLogger(__name__)


class PracticeFiles:
    """`mobility_coach.services.ports.PracticeLog` on disk, for one thread; other processes may write too.

    Args:
        folder: the folder of logs. Every ``*.log`` in it is read; this device writes ``DEVICE.log`` alone.
        cache: a folder for what can be made again.
        device: names this device's file; letters, digits and dashes.
        files: the file system.
    """

    def __init__(self, folder: Path, cache: Path, device: str, files: FileSystem | None = None) -> None:
        files = files or FileSystem()
        self._folder = folder
        self._own = OwnLog(folder, device, files)
        self._problems: dict[str, None] = {}
        self._pending: list[bytes] = []
        self._unsaved = ""
        set_aside = SetAside(folder / "unreadable" / f"{device}.log", files)
        self._index = LogIndex(folder, DayCache(cache, files), set_aside, self._problems)

    def append(self, record: PracticeRecord) -> SaveResult:
        """Make the record durable, with those still pending. Never raises."""
        return self._save([Entry(record.id, 0, record)])

    def append_all(self, records: Iterable[PracticeRecord]) -> SaveResult:
        """The same for many records that are not in the log yet, at the cost of one."""
        return self._save([Entry(record.id, 0, record) for record in records])

    def remove(self, record_id: str) -> SaveResult:
        """Take a record out. It stays in the files, and `put_back` undoes this."""
        return self._save([self._index.ledger().removal(record_id)])

    def put_back(self, record: PracticeRecord) -> SaveResult:
        """Put a record back that was taken out, or another version of it in its place."""
        return self._save([self._index.ledger().correction(record)])

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
        """All days with practice, from the cache and what was written since; the pending records too."""
        return self._index.history()

    def problems(self) -> tuple[str, ...]:
        """What could not be read so far, and what is not saved now, in plain text, each once."""
        return (*self._problems, self._unsaved) if self._unsaved else tuple(self._problems)

    def settle(self) -> SaveResult:
        """Save what is pending, and the cache if it fell behind. For quiet moments, and for the end."""
        result = self.flush()
        if not result.pending:
            self._index.save()
        return result

    def _save(self, entries: list[Entry]) -> SaveResult:
        try:
            self._pending += [encode_line(entry) for entry in entries]
        except RecordError as error:
            return self._refused(error)
        for entry in entries:
            self._index.take(entry)
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
