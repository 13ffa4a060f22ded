"""Reads the drill files of a folder, bounded in number and size."""

import logging
import stat
from collections.abc import Iterator
from pathlib import Path

from mobility_coach.domain.drill_format import MAX_BYTES
from mobility_coach.domain.wording import tr
from mobility_coach.services.drill_files import DrillFile

MOST_FILES = 500

_log = logging.getLogger(__name__)


class JsonFolder:
    """The `*.json` files of a folder, hidden ones left out; implements `DrillFolder`.

    A folder that is not there has no files and no problem: a person's own one is made only when it is needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def files(self) -> Iterator[DrillFile]:
        """See `DrillFolder.files`."""
        try:
            names = sorted(entry.name for entry in self._folder.iterdir() if _is_wanted(entry))
        except FileNotFoundError:
            return
        except OSError as error:
            _log.warning("drill folder %s: %s", self._folder, error)
            rule = tr("the folder can't be read ({reason}); check that you may open it")
            yield DrillFile(str(self._folder), problem=rule.format(reason=error.strerror))
            return
        for name in names[:MOST_FILES]:
            yield _read(self._folder / name)
        if len(names) > MOST_FILES:
            rule = tr("the folder has {count} drill files; the first {most} are read, move the others away")
            yield DrillFile(str(self._folder), problem=rule.format(count=len(names), most=MOST_FILES))


def _is_wanted(path: Path) -> bool:
    return path.suffix.lower() == ".json" and not path.name.startswith(".")


def _read(path: Path) -> DrillFile:
    try:
        # Opening a named pipe would wait for its writer for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            return DrillFile(path.name, problem=tr("this is not a file; move it out of the folder"))
        with path.open("rb") as file:
            return DrillFile(path.name, file.read(MAX_BYTES + 1))
    except OSError as error:
        _log.warning("drill file %s: %s", path, error)
        rule = tr("the file can't be read ({reason}); check that it is there and that you may open it")
        return DrillFile(path.name, problem=rule.format(reason=error.strerror))
