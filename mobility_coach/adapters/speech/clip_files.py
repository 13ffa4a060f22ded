"""Rendered clips as files in the cache folder: small, disposable, the least used go first."""

import logging
import os
import re
import time
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger(__name__)

LARGEST_FOLDER = 200 << 20
LARGEST_CLIP = 16 << 20
ROOM_LEFT = 0.9
"""How full the folder is after the least used clips went."""
USED_AGAIN_SECONDS = 24 * 3600.0
"""A clip's time of use is noted at most once a day: a write for each read would be a waste."""
ABANDONED_SECONDS = 3600.0
_KEY = re.compile(r"[0-9a-f]{16,128}")


@dataclass(frozen=True, slots=True)
class _File:
    used: float
    size: int
    path: Path


class ClipFiles:
    """Implements `ports.ClipStore` in `folder`, which is made with the first clip. Used from one thread."""

    def __init__(self, folder: Path, *, limit: int = LARGEST_FOLDER) -> None:
        self._folder = folder
        self._limit = limit
        self._size: int | None = None
        self._complained = False

    def load(self, key: str) -> bytes | None:
        """What was saved under `key`, or None, also where it can't be read."""
        path = self._path(key)
        try:
            with path.open("rb") as stream:
                data = stream.read(LARGEST_CLIP + 1)
                used = os.fstat(stream.fileno()).st_mtime
        except FileNotFoundError:
            return None
        except OSError as error:
            log.warning("The clip %s can't be read: %s", path, error)
            return None
        if abs(time.time() - used) > USED_AGAIN_SECONDS:
            self._note_use(path)
        return data if len(data) <= LARGEST_CLIP else None

    def save(self, key: str, data: bytes) -> None:
        """Keep `data`. A full disk or a folder that can't be written is logged once and forgotten."""
        path = self._path(key)
        part = path.with_suffix(f".{os.getpid()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                part.write_bytes(data)
                part.replace(path)  # whole or not at all; a torn one after a power cut fails its checksum
            finally:
                part.unlink(missing_ok=True)
            self._make_room(len(data))
        except OSError as error:
            if not self._complained:
                log.warning("Clips are not kept in %s: %s", self._folder, error)
            self._complained = True

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key!r} is no key")
        return self._folder / key[:2] / f"{key}.clip"

    def _note_use(self, path: Path) -> None:
        try:
            os.utime(path)
        except OSError as error:
            log.debug("The use of %s is not noted: %s", path, error)

    def _make_room(self, added: int) -> None:
        """Count the folder once a run, add to it, and let the least used clips go where it grew too large."""
        self._size = self._sum(self._files()) if self._size is None else self._size + added
        if self._size <= self._limit:
            return
        files = sorted(self._files(), key=lambda file: file.used)
        self._size = self._sum(files)
        for file in files:
            if self._size <= self._limit * ROOM_LEFT:
                break
            file.path.unlink(missing_ok=True)
            self._size -= file.size

    @staticmethod
    def _sum(files: list[_File]) -> int:
        return sum(file.size for file in files)

    def _files(self) -> list[_File]:
        """All clips; what a crash left half written is removed on the way."""
        files = []
        for path in self._folder.glob("??/*"):
            try:
                status = path.stat()
                if path.suffix == ".part" and time.time() - status.st_mtime > ABANDONED_SECONDS:
                    path.unlink()
                elif path.suffix == ".clip":
                    files.append(_File(status.st_mtime, status.st_size, path))
            except FileNotFoundError:
                continue  # another process was faster
        return files
