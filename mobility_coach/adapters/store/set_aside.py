"""Lines that could not be read, kept byte for byte beside the log."""

import logging
import os
from pathlib import Path

from mobility_coach.adapters.store.storage import FileSystem, append, make_folder

_log = logging.getLogger(__name__)

MOST_BYTES = 16 * 1024 * 1024
"""Beyond this no more is copied; the lines stay in the log that they came from in any case."""


class SetAside:
    """One file of unreadable lines. What is in it was told before."""

    def __init__(self, path: Path, files: FileSystem) -> None:
        self.path = path
        self._files = files
        self._known: set[bytes] | None = None

    def add(self, lines: list[bytes]) -> list[bytes]:
        """Keep those of `lines` that are new. Returns them, also where they could not be written down."""
        if self._known is None:
            self._known = self._load()
        new = [line for line in dict.fromkeys(lines) if line not in self._known]
        room = MOST_BYTES - sum(map(len, self._known))
        self._known.update(new)
        kept = b"".join(line + b"\n" for line in new)
        if new and len(kept) <= room:
            try:
                self._write(kept)
            except OSError as error:
                _log.warning("Unreadable lines were not copied to %s: %s", self.path, error)
        return new

    def _load(self) -> set[bytes]:
        try:
            return set(self._files.read(self.path, MOST_BYTES + 1).split(b"\n"))
        except OSError:
            return set()

    def _write(self, kept: bytes) -> None:
        make_folder(self.path.parent)
        descriptor = self._files.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT)
        try:
            append(self._files, descriptor, kept)
        finally:
            self._files.close(descriptor)
