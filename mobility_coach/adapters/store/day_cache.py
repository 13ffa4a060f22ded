"""The cache of the history: two small files, thrown away whenever they are odd."""

import logging
from pathlib import Path

from mobility_coach.adapters.store.storage import FileSystem, write_file
from mobility_coach.services.practice.day_index import DayIndex, KnownIds, decode_index, encode_index

_log = logging.getLogger(__name__)

_MOST_BYTES = 1 << 30


class DayCache:
    """Keeps a `DayIndex` and its ids under a folder. Losing it costs one slow start."""

    def __init__(self, folder: Path, files: FileSystem) -> None:
        self._days = folder / "practice-days.bin"
        self._ids = folder / "practice-ids.bin"
        self._files = files

    def load(self) -> DayIndex | None:
        """What was saved last, or None."""
        try:
            return decode_index(self._files.read(self._days, _MOST_BYTES))
        except OSError:
            return None

    def load_ids(self, crc: int) -> KnownIds | None:
        """The ids with this CRC, or None."""
        try:
            return KnownIds.decode(self._files.read(self._ids, _MOST_BYTES), crc)
        except OSError:
            return None

    def save(self, index: DayIndex, ids: bytes) -> None:
        """Keep both; where that fails it is logged."""
        try:
            # Ids first: killed in between, the old index meets ids that are not its own, and is thrown away.
            write_file(self._files, self._ids, ids, durable=False)
            write_file(self._files, self._days, encode_index(index), durable=False)
        except OSError as error:
            _log.warning("The day summaries were not cached: %s", error)
