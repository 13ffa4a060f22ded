"""A context of the command line without a machine behind it, and a way to run commands in it."""

import contextlib
import io
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import TextIO

import pytest

from mobility_coach.cli.context import (
    FigureRequest,
    FilmRequest,
    Keyboard,
    NotWritten,
    Rendered,
    RunningAnswer,
    SessionRequest,
    WindowRequest,
)
from mobility_coach.cli.main import run
from mobility_coach.cli.output import Streams
from mobility_coach.domain.breaks.record import BreakRecord
from mobility_coach.domain.commands import Command
from mobility_coach.domain.drill import (
    CueChoice,
    Drill,
    Equipment,
    Movement,
    Place,
    Plane,
    Position,
    Region,
    RepRange,
    Side,
    Sides,
    Step,
    Suitability,
    Tempo,
)
from mobility_coach.domain.history import PracticeHistory, summarise
from mobility_coach.domain.keys import USUAL_KEYS, KeyMap
from mobility_coach.domain.library import Library
from mobility_coach.domain.practice import PracticeRecord
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.routine import Routine, RoutineItem
from mobility_coach.domain.streak import Goal
from mobility_coach.domain.transport import Phase
from mobility_coach.services.doctor import Finding, Report, Section
from mobility_coach.services.ports import SaveResult
from mobility_coach.services.session.player_view import PlayerView, ProgressPart, Stroke

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=timezone(timedelta(hours=1)))


def drill(drill_id: str, title: str, region: Region, **changes: object) -> Drill:
    movement = Movement(
        id="A",
        title="Forward drive",
        planes=(Plane.SAGITTAL,),
        reps=RepRange(5, 10),
        tempo=Tempo(60, 2, 2),
        step=Step("Drive forward.", "Drive the {side} hip forward and back."),
        stroke_in="Forward",
        stroke_out="Back",
        felt="front of the {side} thigh",
        hints=("Stay tall.",),
        cautions=("Stop where it pinches.",),
        cue_choices=(CueChoice("foot", "Foot-led", "Roll out.", "Out", "In"),),
    )
    whole = Drill(
        id=drill_id,
        title=title,
        region=region,
        summary="Frees the {side} hip.",
        read="A longer text about the {side} hip.",
        position=Position.HALF_KNEELING,
        equipment=(Equipment.WALL,),
        suits=(Suitability(Place.TV, "on a mat"),),
        sides=Sides.EACH,
        setup=(Step("Kneel down.", "Kneel on the {side} knee."),),
        movements=(movement, replace(movement, id="B", title="Across", cue_choices=())),
        switch=Step("Change sides.", "Now the {side} knee."),
        cautions=("Stay below pain.",),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def record(record_id: str = "r-1", **changes: object) -> PracticeRecord:
    whole = PracticeRecord(
        id=record_id,
        drill="hip-flexor-matrix",
        movement="A",
        side=Side.LEFT,
        reps_done=8,
        reps_planned=8,
        bpm=60,
        started=datetime(2026, 11, 21, 17, 30, tzinfo=UTC),
        offset_minutes=60,
        zone="Europe/Berlin",
        day=date(2026, 11, 21),
        seconds=32.0,
        routine="",
        version="0.1.0",
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def view(**changes: object) -> PlayerView:
    whole = PlayerView(
        phase=Phase.PLAYING,
        session_title="Hip flexor matrix",
        drill_title="Hip flexor matrix",
        movement_label="A · Forward drive",
        side_label="Left side",
        instruction="Drive forward.",
        caption="Drive forward.",
        rep=6,
        reps=10,
        count_in=0,
        stroke=Stroke.IN,
        stroke_progress=0.5,
        stroke_in_text="Forward",
        stroke_out_text="Back",
        beat_progress=0.0,
        next_text="B · Across",
        elapsed_seconds=10.0,
        remaining_seconds=95.0,
        parts=(ProgressPart(0.5, 1.0, "A", True), ProgressPart(0.5, 0.0, "B", False)),
        bpm=60,
        volume=0.8,
        is_muted=False,
        commands=frozenset(Command) - {Command.START},
        banner="",
        announcement="",
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


class FakeLog:
    """A practice log in memory."""

    def __init__(self) -> None:
        self.kept: list[PracticeRecord] = []
        self.removed: frozenset[str] = frozenset()
        self.problem = ""
        self.troubles: tuple[str, ...] = ()

    def append(self, record: PracticeRecord) -> SaveResult:
        if self.problem:
            return SaveResult(0, 1, self.problem)
        self.kept.append(record)
        return SaveResult(1, 0)

    def append_all(self, records: Iterable[PracticeRecord]) -> SaveResult:
        results = [self.append(record) for record in records]
        return results[-1]

    def known_ids(self) -> frozenset[str]:
        return frozenset(record.id for record in self.kept) | self.removed

    def records(self) -> tuple[PracticeRecord, ...]:
        return tuple(self.kept)

    def problems(self) -> tuple[str, ...]:
        return self.troubles


class FakeBreakLog:
    """A log of breaks in memory."""

    def __init__(self) -> None:
        self.kept: list[BreakRecord] = []
        self.troubles: tuple[str, ...] = ()

    def records(self) -> tuple[BreakRecord, ...]:
        return tuple(self.kept)

    def problems(self) -> tuple[str, ...]:
        return self.troubles


class FakePlayer:
    """Shows its views one after the other; the last one stays until it is stopped."""

    def __init__(self, views: Sequence[PlayerView] = (), *, ends: bool = True) -> None:
        self.views = list(views) or [view()]
        self.ends = ends
        self.told: list[Command] = []
        self.closed = 0
        self.shown = 0
        self.final: PlayerView | None = None

    @property
    def is_over(self) -> bool:
        return Command.STOP in self.told or (self.ends and self.shown >= len(self.views))

    def view(self) -> PlayerView:
        if Command.STOP in self.told and self.final is not None:
            return self.final
        current = self.views[min(self.shown, len(self.views) - 1)]
        self.shown += 1
        return current

    def tell(self, command: Command) -> None:
        self.told.append(command)

    def go_to(self, part: int) -> None:
        raise AssertionError("a terminal has no bar to click on")

    def close(self) -> None:
        self.closed += 1


class FakeKeyboard:
    """Presses keys: each entry of `presses` is what one call of `read` gives, or is called there."""

    def __init__(self, presses: Sequence[str | Callable[[], None]] = (), *, has_keys: bool = True) -> None:
        self.presses = list(presses)
        self.has_keys = has_keys
        self.wants_suspend = False
        self.waited: list[float] = []
        self.suspended = 0

    def read(self, timeout: float) -> tuple[str, ...]:
        self.waited.append(timeout)
        if not self.presses:
            return ()
        press = self.presses.pop(0)
        if isinstance(press, str):
            return (press,) if press else ()
        press()
        return ()

    def suspend(self) -> None:
        self.suspended += 1
        self.wants_suspend = False


class FakeContext:
    """Everything that commands reach, as plain values that a test sets."""

    def __init__(self) -> None:
        hip = drill("hip-flexor-matrix", "Hip flexor matrix", Region.HIP)
        ankle = drill("ankle-rolls", "Ankle rolls", Region.ANKLE, equipment=(), sides=Sides.TOGETHER)
        self.drills = Library((ankle, hip))
        self.every_routine: tuple[Routine, ...] = (
            Routine("short", "Three minutes", "A little.", (RoutineItem(ankle), RoutineItem(hip)), 180.0),
        )
        self.gone: tuple[str, ...] = ()
        self.log = FakeLog()
        self.breaks = FakeBreakLog()
        self.problems: tuple[str, ...] = ()
        self.report = Report((Section("versions", "Versions", (Finding("python", "Python", "3.11"),)),))
        self.no_screen = "There is no screen here.\nPlay in the terminal."
        self.player = FakePlayer()
        self.keys = FakeKeyboard()
        self.chosen_keys = USUAL_KEYS
        self.not_saved = ""
        self.rendered = Rendered(90.0)
        self.render_error: NotWritten | None = None
        self.requests: list[SessionRequest] = []
        self.running = RunningAnswer(is_running=False)
        self.asked: list[tuple[str, str]] = []
        self.renders: list[tuple[Path, Path | None]] = []
        self.films: list[FilmRequest] = []
        self.figures: list[tuple[FigureRequest, Path]] = []
        self.figure_note = ""
        self.figure_error: NotWritten | None = None
        self.closed = 0
        self.fault: Exception | None = None

    def library(self) -> Library:
        if self.fault:
            raise self.fault
        return self.drills

    def drill_problems(self) -> tuple[str, ...]:
        return self.problems

    def routines(self) -> tuple[Routine, ...]:
        return self.every_routine

    def seconds(self, routine: Routine) -> float:
        return 60.0 * len(routine.items)

    def left_out(self, routine: Routine) -> tuple[str, ...]:
        return self.gone

    def preferences(self) -> CoachingPreferences:
        return CoachingPreferences()

    def practice_log(self) -> FakeLog:
        return self.log

    def history(self) -> PracticeHistory:
        return summarise(self.log.records())

    def break_log(self) -> FakeBreakLog:
        return self.breaks

    def break_titles(self) -> Mapping[str, str]:
        return {"short": "Short break", "long": "Long break"}

    def goal(self) -> Goal:
        return Goal()

    def day_start(self) -> int:
        return 4

    def now(self) -> datetime:
        return NOW

    def doctor(self) -> Report:
        return self.report

    def screen_problem(self) -> str:
        return self.no_screen

    def open_player(self, request: SessionRequest) -> FakePlayer:
        self.requests.append(request)
        return self.player

    def unsaved(self) -> str:
        return self.not_saved

    def key_map(self) -> KeyMap:
        return self.chosen_keys

    def keyboard(self, stdin: TextIO) -> contextlib.AbstractContextManager[Keyboard]:
        return contextlib.nullcontext(self.keys)

    def render(
        self, request: SessionRequest, sound: Path, cues: Path | None, progress: Callable[[float], None]
    ) -> Rendered:
        self.requests.append(request)
        if self.render_error:
            raise self.render_error
        for share in (0.0, 0.5, 0.501, 1.0):
            progress(share)
        self.renders.append((sound, cues))
        return self.rendered

    def film(
        self, request: FilmRequest, film: Path, cues: Path | None, progress: Callable[[float], None]
    ) -> Rendered:
        self.films.append(request)
        return self.render(request.session, film, cues, progress)

    def draw_figure(self, request: FigureRequest, target: Path, progress: Callable[[float], None]) -> str:
        if self.figure_error:
            raise self.figure_error
        for share in (0.0, 1.0):
            progress(share)
        self.figures.append((request, target))
        return self.figure_note

    def ask_running(self, command: str, argument: str) -> RunningAnswer:
        self.asked.append((command, argument))
        return self.running

    def log_place(self) -> str:
        return "/place/of/the.log"

    def close(self) -> None:
        self.closed += 1


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


class Cli:
    """Runs command lines in a fake context."""

    drill = staticmethod(drill)
    record = staticmethod(record)
    view = staticmethod(view)
    Player = FakePlayer
    Keyboard = FakeKeyboard
    Terminal = Terminal

    def __init__(self) -> None:
        self.context = FakeContext()
        self.data_dirs: list[Path | None] = []
        self.windows: list[WindowRequest] = []

    def factory(self, data_dir: Path | None) -> FakeContext:
        self.data_dirs.append(data_dir)
        return self.context

    def window(self, request: WindowRequest) -> int:
        self.windows.append(request)
        return 0

    def __call__(self, *argv: str, stdout: TextIO | None = None, stderr: TextIO | None = None) -> Ran:
        out, err = stdout or io.StringIO(), stderr or io.StringIO()
        code = run(argv, self.factory, self.window, Streams(io.StringIO(), out, err))
        texts = [stream.getvalue() if isinstance(stream, io.StringIO) else "" for stream in (out, err)]
        return Ran(code, *texts)


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "24")
    monkeypatch.setenv("TERM", "xterm")
    return Cli()


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """Ctrl-C is heard, although whoever started the tests in the background may have had it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
