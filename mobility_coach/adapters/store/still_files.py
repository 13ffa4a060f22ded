"""Stills of the figure as files in the cache folder: small, disposable, the oldest go first."""

import logging
import re
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mobility_coach.adapters.store.storage import FileSystem, write_file

_log = logging.getLogger(__name__)

MOST_FILES = 300
MOST_BYTES = 20 << 20
LARGEST_STILL = 2 << 20
ROOM_LEFT = 0.9
"""How full the folder is after the oldest went."""

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,159}")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
"""Names that mean a device on Windows, whatever follows them."""
_PNG, _END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"


@dataclass(frozen=True, slots=True)
class _File:
    made: float
    size: int
    path: Path


class StillFiles:
    """Implements `services.stills.StillKeeper` in `folder`, which is made with the first still.

    May be used from several threads. What can't be kept or read is made anew each time; the log says so once.
    """

    def __init__(
        self,
        folder: Path,
        files: FileSystem | None = None,
        *,
        most_files: int = MOST_FILES,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self._folder = folder
        self._files = files or FileSystem()
        self._most_files = most_files
        self._most_bytes = most_bytes
        self._writing = threading.Lock()
        self._complained = False

    def get(self, name: str) -> bytes | None:
        """The picture of this name, or None. A file that is no whole PNG is removed."""
        path = self._path(name)
        if path is None:
            return None
        try:
            data = self._files.read(path, LARGEST_STILL + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            self._complain("read", error)
            return None
        if _is_whole(data):
            return data
        _log.info("The still %s is damaged; it is made anew", path)
        with suppress(OSError):
            path.unlink()
        return None

    def put(self, name: str, png: bytes) -> None:
        """Keep a picture; what is no PNG or too large is not kept."""
        path = self._path(name)
        if path is None or not _is_whole(png):
            _log.warning("The still %.80r is not kept: no name, or no picture for it", name)
            return
        with self._writing:
            try:
                write_file(self._files, path, png, durable=False)
                self._make_room()
            except OSError as error:
                self._complain("kept", error)

    def _path(self, name: str) -> Path | None:
        is_name = _NAME.fullmatch(name) and not _DEVICES.fullmatch(name)
        return self._folder / f"{name}.png" if is_name else None

    def _complain(self, what: str, error: OSError) -> None:
        if not self._complained:
            _log.warning("Stills are not %s in %s: %s", what, self._folder, error)
        self._complained = True

    def _make_room(self) -> None:
        files = sorted(self._all(), key=lambda file: file.made)
        size = sum(file.size for file in files)
        if len(files) <= self._most_files and size <= self._most_bytes:
            return
        count = len(files)
        for file in files:
            if count <= self._most_files * ROOM_LEFT and size <= self._most_bytes * ROOM_LEFT:
                break
            file.path.unlink(missing_ok=True)
            count, size = count - 1, size - file.size

    def _all(self) -> list[_File]:
        files = []
        for path in self._folder.glob("*.png"):
            with suppress(FileNotFoundError):  # another process was faster
                status = path.stat()
                files.append(_File(status.st_mtime, status.st_size, path))
        return files


def _is_whole(data: bytes) -> bool:
    """Whether it begins and ends as a PNG does, and is not too large; what reads it judges the rest."""
    return len(data) <= LARGEST_STILL and data.startswith(_PNG) and data.endswith(_END)
