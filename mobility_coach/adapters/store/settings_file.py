"""Settings in one JSON file. What can't be read is set aside byte for byte, never written over."""

import errno
import json
import logging
from collections.abc import Mapping
from pathlib import Path

from mobility_coach.adapters.store.storage import FileSystem, reason_words, write_file
from mobility_coach.domain.wording import tr
from mobility_coach.services.json_text import JsonError, parse_json

_log = logging.getLogger(__name__)

FORMAT_VERSION = 1
MOST_BYTES = 1_048_576
_MOST_COPIES = 1_000


class SettingsFile:
    """`mobility_coach.services.ports.SettingsStore` on disk.

    Args:
        path: the file; ``PATH.bad-1`` … had to be set aside, ``PATH.version-1`` … were a newer version's.
        files: the file system.
    """

    def __init__(self, path: Path, files: FileSystem | None = None) -> None:
        self._path = path
        self._files = files or FileSystem()
        self._problems: dict[str, None] = {}
        self._in_the_way = False
        self._newer: bytes | None = None

    def load(self) -> Mapping[str, object]:
        """What was saved; empty at the first start, and where nothing can be read (`problems` says why)."""
        self._in_the_way, self._newer = False, None
        try:
            data = self._files.read(self._path, MOST_BYTES + 1)
        except FileNotFoundError:
            return {}
        except OSError as error:
            self._in_the_way = True
            self._tell(
                tr("{reason} The usual settings are used.").format(reason=reason_words(error, self._path))
            )
            return {}
        try:
            return self._values(data)
        except JsonError as error:
            self._reject(str(error))
            return {}

    def save(self, values: Mapping[str, object]) -> str:
        """Make `values` durable. Returns a problem in plain text, empty when saved."""
        document = {"version": FORMAT_VERSION, **values}
        data = json.dumps(document, ensure_ascii=True, indent=2, allow_nan=False).encode("ascii") + b"\n"
        try:
            self._clear_the_way()
            write_file(self._files, self._path, data)
        except OSError as error:
            _log.warning("Settings were not saved: %s", error)
            problem = tr("Your settings are not saved. {reason}")
            return problem.format(reason=reason_words(error, self._path))
        return ""

    def problems(self) -> tuple[str, ...]:
        """What could not be read so far, in plain text, each once."""
        return tuple(self._problems)

    def _values(self, data: bytes) -> Mapping[str, object]:
        document = parse_json(data, MOST_BYTES)
        if not isinstance(document, dict):
            raise JsonError(tr("it is no JSON object"))
        version = document.pop("version", FORMAT_VERSION)
        if type(version) is not int or version < 1:
            raise JsonError(tr("its version is no number"))
        if version > FORMAT_VERSION:
            self._newer = data
            sentence = tr(
                "{path} was written by a newer version. What this one knows is used; a copy is kept."
            )
            self._tell(sentence.format(path=self._path))
        return document

    def _reject(self, reason: str) -> None:
        sentence = tr("{path} can't be used: {reason}. The usual settings are used.")
        problem = sentence.format(path=self._path, reason=reason)
        try:
            aside = self._set_aside()
        except OSError as error:
            _log.warning("%s could not be set aside: %s", self._path, error)
            self._in_the_way = True
        else:
            problem = tr("{problem} The file is kept as {name}.").format(problem=problem, name=aside.name)
        self._tell(problem)

    def _clear_the_way(self) -> None:
        """Before the first writing: what could not be read must not be replaced."""
        if self._in_the_way:
            self._set_aside()
            self._in_the_way = False
        if self._newer is not None:
            write_file(self._files, self._free_name("version"), self._newer)
            self._newer = None

    def _set_aside(self) -> Path:
        aside = self._free_name("bad")
        self._files.replace(self._path, aside)
        return aside

    def _free_name(self, why: str) -> Path:
        for number in range(1, _MOST_COPIES):
            path = self._path.with_name(f"{self._path.name}.{why}-{number}")
            if not path.exists():
                return path
        raise OSError(errno.EEXIST, tr("there are too many copies"), str(self._path))

    def _tell(self, problem: str) -> None:
        self._problems[problem] = None
