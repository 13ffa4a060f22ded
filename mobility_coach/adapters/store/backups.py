"""A copy of what must not be lost, once a day, in one zip file a day."""

import contextlib
import io
import logging
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from mobility_coach.adapters.store.storage import FileSystem, reason_words, write_file
from mobility_coach.domain.wording import tr
from mobility_coach.services.practice.backup_plan import kept_backups

_log = logging.getLogger(__name__)

PATTERNS = ("settings.json", "routines.json", "practice/*.log", "breaks/*.log", "drills/*.json")
MOST_FILE_BYTES = 64 * 1024 * 1024
MOST_BYTES = 128 * 1024 * 1024
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})\.zip")


class Backups:
    """Backs up the data folder. Costs a look at a few files when there is nothing to do.

    Args:
        data: the folder whose small files are copied.
        folder: where the copies go; left over from earlier days they thin out.
        files: the file system.
    """

    def __init__(self, data: Path, folder: Path, files: FileSystem | None = None) -> None:
        self._data = data
        self._folder = folder
        self._files = files or FileSystem()

    def make(self, today: date) -> str:
        """Make today's copy, if there is none and something changed since the last; remove what is not kept.

        Returns:
            A problem in plain text, empty when all is well.
        """
        try:
            known = self._known()
            sources = list(self._sources())
            if today in known or not self._has_changed(sources, known):
                return ""
            write_file(self._files, self._path(today), self._zip(sources))
        except OSError as error:
            _log.warning("No backup: %s", error)
            problem = tr("Today's backup could not be made. {reason}")
            return problem.format(reason=reason_words(error, self._folder))
        days = {*known, today}
        for day in days - kept_backups(days, today):
            with contextlib.suppress(OSError):
                self._path(day).unlink()
        return ""

    def _path(self, day: date) -> Path:
        return self._folder / f"{day.isoformat()}.zip"

    def _known(self) -> set[date]:
        if not self._folder.is_dir():
            return set()
        days = set()
        for path in self._folder.iterdir():
            if match := _NAME.fullmatch(path.name):
                with contextlib.suppress(ValueError):
                    days.add(date.fromisoformat(match[1]))
        return days

    def _sources(self) -> Iterator[Path]:
        """What is copied; the sum is bounded, and a file that is too large is left out."""
        room = MOST_BYTES
        for pattern in PATTERNS:
            for path in sorted(self._data.glob(pattern)):
                size = path.stat().st_size if path.is_file() else MOST_BYTES + 1
                if size > min(room, MOST_FILE_BYTES):
                    _log.info("Not in the backup: %s", path)
                    continue
                room -= size
                yield path

    def _has_changed(self, sources: list[Path], known: set[date]) -> bool:
        if not known:
            return bool(sources)
        last = self._path(max(known)).stat().st_mtime_ns
        return any(path.stat().st_mtime_ns > last for path in sources)

    def _zip(self, sources: list[Path]) -> bytes:
        import zipfile  # noqa: PLC0415 - costs 10 ms, once a day

        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for path in sources:
                # Without a date of its own a file can't trip over a clock before 1980.
                about = zipfile.ZipInfo(path.relative_to(self._data).as_posix())
                about.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(about, self._files.read(path, MOST_FILE_BYTES))
        return packed.getvalue()
