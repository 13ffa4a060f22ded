"""What the commands need from the rest of the program: one object that makes each thing when asked for it."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TextIO

from mobility_coach.domain.breaks.record import BreakRecord
from mobility_coach.domain.drill import Side
from mobility_coach.domain.history import PracticeHistory
from mobility_coach.domain.keys import KeyMap
from mobility_coach.domain.library import Library
from mobility_coach.domain.motion import CameraName
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.routine import Routine
from mobility_coach.domain.streak import Goal
from mobility_coach.services.doctor import Report
from mobility_coach.services.ports import PracticeLog
from mobility_coach.services.session.session_plan import Wishes

if TYPE_CHECKING:  # it brings the views of all windows
    from mobility_coach.services.ui_ports import PlayerPort


@dataclass(frozen=True, slots=True)
class SessionRequest:
    """A session as it was asked for on the command line.

    Attributes:
        item: id of a drill or a routine that is there.
        wishes: what it shall have beside the settings.
        muted: silence, with captions, in real time.
    """

    item: str
    wishes: Wishes = field(default_factory=Wishes)
    muted: bool = False


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """A picture of a figure as it was asked for; `size` is that of one picture, in pixels.

    `movements` holds one letter, but for a sheet.
    """

    drill: str
    movements: tuple[str, ...]
    side: Side
    camera: CameraName | None
    theme: str
    size: int
    is_sheet: bool


@dataclass(frozen=True, slots=True)
class FilmRequest:
    """A session as a film, as it was asked for: pixels, "light" or "dark", and pictures a second."""

    session: SessionRequest
    width: int
    height: int
    theme: str
    fps: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """What was written: its length, and in plain text what is left out of it or can't be heard."""

    seconds: float
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunningAnswer:
    """What the running program says: `text` is for people, `is_done` whether it did what it was told."""

    is_running: bool
    is_done: bool = False
    text: str = ""


class NotWritten(Exception):
    """A file could not be written; the message names it and the remedy. Nothing half-written is left."""


class Keyboard(Protocol):
    """Where keys come from, by the names that `COMMANDS` uses."""

    @property
    def has_keys(self) -> bool:
        """Whether anybody can press a key at all."""
        ...

    def read(self, timeout: float) -> tuple[str, ...]:
        """The keys pressed meanwhile; waits for one, at most `timeout` seconds."""
        ...

    @property
    def wants_suspend(self) -> bool:
        """Whether the person wants to leave to the shell for a while."""
        ...

    def suspend(self) -> None:
        """Give the terminal back and stop until told to go on."""
        ...


class BreakRecords(Protocol):
    """The log of breaks, as far as it is shown."""

    def records(self) -> tuple[BreakRecord, ...]:
        """All records, in the order in which they happened."""
        ...

    def problems(self) -> tuple[str, ...]:
        """What could not be read, in plain text."""
        ...


class CliContext(Protocol):
    """Everything that commands reach. Nothing is made before it is asked for."""

    def library(self) -> Library:
        """All drills."""
        ...

    def drill_problems(self) -> tuple[str, ...]:
        """What is wrong with the person's own drill files, in plain text."""
        ...

    def routines(self) -> tuple[Routine, ...]:
        """All routines."""
        ...

    def seconds(self, routine: Routine) -> float:
        """How long it takes with the settings of now."""
        ...

    def left_out(self, routine: Routine) -> tuple[str, ...]:
        """What found no place in the routine's own time, in sentences."""
        ...

    def preferences(self) -> CoachingPreferences:
        """How the person wants to be coached."""
        ...

    def practice_log(self) -> PracticeLog:
        """The record of all that was practised."""
        ...

    def history(self) -> PracticeHistory:
        """The same, added up per day."""
        ...

    def break_log(self) -> BreakRecords:
        """The record of what became of breaks."""
        ...

    def break_titles(self) -> Mapping[str, str]:
        """The names of the kinds of breaks, by id."""
        ...

    def goal(self) -> Goal:
        """What makes a day count."""
        ...

    def day_start(self) -> int:
        """The hour at which a day starts."""
        ...

    def now(self) -> datetime:
        """Now, aware, in the local zone."""
        ...

    def doctor(self) -> Report:
        """Look at the machine; takes a few seconds at most."""
        ...

    def screen_problem(self) -> str:
        """Why no window can be opened here and how to go on, or empty."""
        ...

    def open_player(self, request: SessionRequest) -> "PlayerPort":
        """A session, ready to be started."""
        ...

    def unsaved(self) -> str:
        """What is practised and not safe on the disk, with the remedy; empty when all is."""
        ...

    def key_map(self) -> KeyMap:
        """Which keys give which commands."""
        ...

    def keyboard(self, stdin: TextIO) -> AbstractContextManager[Keyboard]:
        """The keys of the terminal at `stdin`, for as long as the context lasts."""
        ...

    def render(
        self, request: SessionRequest, sound: Path, cues: Path | None, progress: Callable[[float], None]
    ) -> Rendered:
        """Write the session to a sound file, and its cue sheet to `cues`.

        `progress` is told the share that is done, 0 … 1, often from its first call on, which comes once the
        words are there. Whatever it raises ends the work. Raises `NotWritten`; what stood at the paths before
        is then still there.
        """
        ...

    def film(
        self, request: FilmRequest, film: Path, cues: Path | None, progress: Callable[[float], None]
    ) -> Rendered:
        """Write the session to a film, and its cue sheet to `cues`. All else is as `render` does it."""
        ...

    def draw_figure(self, request: FigureRequest, target: Path, progress: Callable[[float], None]) -> str:
        """Draw a figure into a file; returns what should be known about it, or empty.

        `progress` is told the share that is done, 0 … 1. Raises `NotWritten`; what stood there before is then
        still there.
        """
        ...

    def ask_running(self, command: str, argument: str) -> RunningAnswer:
        """Tell the running program something about breaks, and wait at most two seconds for its answer."""
        ...

    def log_place(self) -> str:
        """Where the program notes what went wrong in it."""
        ...

    def close(self) -> None:
        """Let go of whatever was made."""
        ...


ContextFactory = Callable[[Path | None], CliContext]
"""Makes the context for a data folder; None is the usual one."""


@dataclass(frozen=True, slots=True)
class WindowRequest:
    """The window is asked for; with `session` it opens on that session's player.

    With `is_hidden` it stays away until somebody asks for it; reminders come all the same.
    """

    data_dir: Path | None
    session: SessionRequest | None = None
    is_hidden: bool = False


OpenWindow = Callable[[WindowRequest], int]
"""Opens the window and returns the process's exit code when it is closed."""
