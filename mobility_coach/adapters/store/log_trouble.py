"""What is wrong with a folder of logs: kept, logged, and told."""

import logging
from pathlib import Path

from mobility_coach.adapters.store.log_words import left_words, newer_words, set_aside_words, unreadable_words
from mobility_coach.adapters.store.set_aside import SetAside

_log = logging.getLogger(__name__)


class LogTrouble:
    """Puts plain texts for people into `problems`, as keys, each once.

    Args:
        set_aside: keeps unreadable lines.
        problems: where the texts go.
    """

    def __init__(self, set_aside: SetAside, problems: dict[str, None]) -> None:
        self._set_aside = set_aside
        self._problems = problems

    def lines(self, path: Path, bad: list[bytes], unkept: int, newer: int) -> None:
        """Lines of `path` that can't be read, more that are not at hand, and those of newer versions."""
        if new := self._set_aside.add(bad):
            self._tell(set_aside_words(len(new), path, self._set_aside.path))
        if unkept:
            self._tell(left_words(unkept, path))
        if newer:
            self._tell(newer_words(newer, path))

    def unreadable(self, error: OSError, path: Path) -> None:
        """A file or the folder can't be read at all."""
        _log.warning("Not read: %s", error)
        self._tell(unreadable_words(error, path))

    def _tell(self, problem: str) -> None:
        self._problems[problem] = None
