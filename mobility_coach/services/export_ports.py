"""A session as a file: what is wished for, and the program that writes it."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

SIZES = ("720p", "1080p")
THEMES = ("dark", "light")


@dataclass(frozen=True, slots=True)
class ExportWish:
    """A file that a person wants.

    Attributes:
        item: id of a drill or a routine.
        target: the file; its ending says which kind it is.
        size, theme: of a film, out of `SIZES` and `THEMES`; empty for sound.
    """

    item: str
    target: str
    size: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """A wish, and the time that its routine is fitted to, if any."""

    wish: ExportWish
    minutes: int | None = None


class ExportState(Enum):
    """How far the program is; all but the first are final."""

    RUNNING = auto()
    DONE = auto()
    CANCELLED = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What the program says: the share that is done, 0 … 1, and how long the rest takes, where it can tell.

    `words` is plain text for people: why it failed and what to do, or what should be known of the file.
    """

    state: ExportState = ExportState.RUNNING
    share: float = 0.0
    seconds_left: float | None = None
    words: str = ""


class ExportPort(Protocol):
    """One program that writes one file. No method blocks or raises."""

    def report(self) -> ExportReport:
        """How far it is."""
        ...

    def cancel(self) -> None:
        """End it; no half file is left. May be called twice, and when it has ended."""
        ...
