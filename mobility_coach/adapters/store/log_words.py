"""What a person is told about a log that can't be read in full."""

from pathlib import Path

from mobility_coach.adapters.store.storage import reason_words
from mobility_coach.domain.wording import ntr, tr


def set_aside_words(count: int, path: Path, aside: Path) -> str:
    """`count` lines of `path` are damaged; a copy of them is at `aside`."""
    lines = ntr("{count} line could not be read", "{count} lines could not be read", count)
    sentence = tr("{path}: {lines}. A copy is kept in {aside}; nothing else is lost.")
    return sentence.format(path=path, lines=lines, aside=aside)


def left_words(count: int, path: Path) -> str:
    """`count` lines of `path` are damaged and were not copied."""
    lines = ntr("{count} line could not be read", "{count} lines could not be read", count)
    return tr("{path}: {lines}. The file stays as it is; nothing else is lost.").format(
        path=path, lines=lines
    )


def newer_words(count: int, path: Path) -> str:
    """`count` lines of `path` are of a newer version."""
    lines = ntr("{count} line comes", "{count} lines come", count)
    sentence = tr("{path}: {lines} from a newer version and will be counted once you update the coach.")
    return sentence.format(path=path, lines=lines)


def stopped_words() -> str:
    """Reading was stopped by the person."""
    return tr(
        "Your history was not read to the end: older days and your streak may be missing. "
        "Open the history to read on, or start the coach again."
    )


def unreadable_words(error: OSError, path: Path) -> str:
    """`path` can't be read at all."""
    return tr("{reason} Until then the practice in it is not counted.").format(
        reason=reason_words(error, path)
    )
