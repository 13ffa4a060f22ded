"""The window's first face, with its size, among what belongs to this machine alone."""

import logging
from pathlib import Path

from mobility_coach.adapters.store.storage import FileSystem, write_file
from mobility_coach.services.first_face import MOST_BYTES, FirstFace, decode_face, encode_face

_log = logging.getLogger(__name__)


class FaceFile:
    """`mobility_coach.services.first_face.FaceStore` on disk."""

    def __init__(self, folder: Path, files: FileSystem | None = None) -> None:
        self._path = folder / "first-face.json"
        self._files = files or FileSystem()

    def recall(self) -> FirstFace | None:
        """As it was kept last; None where there is none that can be used."""
        try:
            return decode_face(self._files.read(self._path, MOST_BYTES + 1))
        except OSError:
            return None

    def keep(self, face: FirstFace) -> None:
        """Remember it; a place that can't be written goes to the log alone."""
        try:
            write_file(self._files, self._path, encode_face(face), durable=False)
        except OSError as error:
            _log.warning("The first face was not kept: %s", error)
