"""What the player shows at one moment: a frozen value that a window paints and a terminal prints."""

from dataclasses import dataclass
from enum import StrEnum

from mobility_coach.domain.commands import Command
from mobility_coach.domain.motion import FigureMoment
from mobility_coach.domain.transport import Phase

SOON_SECONDS = 0.4
"""So long before words other sound makes room for them."""

LONG_REST_SECONDS = 15.0
"""In a rest that lasts longer whatever else plays may be heard again."""


class Stroke(StrEnum):
    """Which way the movement goes now."""

    IN = "in"
    OUT = "out"


class HearingState(StrEnum):
    """How the microphone is doing."""

    OFF = "off"
    STARTING = "starting"
    LISTENING = "listening"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Hearing:
    """What comes of the microphone.

    Attributes:
        state: how it is doing; while it is not `OFF` a sign is shown.
        heard: the command that was understood last, for a few seconds, else None.
        is_acted_on: whether `heard` could be done.
        level: how loud the room is, 0 … 1.
        problem: what is wrong and what to do next in plain text, or empty.
    """

    state: HearingState = HearingState.OFF
    heard: Command | None = None
    is_acted_on: bool = True
    level: float = 0.0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ProgressPart:
    """One block on the progress bar: its share of the session, and how much of it is done (both 0 … 1)."""

    share: float
    done: float
    label: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class PlayerView:
    """Everything on the player's screen, as plain text and numbers, in the language of the catalogue.

    Attributes:
        phase: where the transport stands.
        session_title: the drill or routine.
        drill_title, movement_label ("C · Across the midline"), side_label ("Left side"): empty where none.
        instruction: the one thing to do now, shown largest.
        caption: what is being said, or was said last.
        rep, reps: "6 of 10"; 0 and 0 outside of reps.
        count_in: the beats left of a count-in ("3"), else 0.
        stroke, stroke_progress: which way, and how far (0 … 1); None and 0 outside of reps.
        stroke_beat, stroke_beats: which of its beats lasts now, counted from 0, and how many it has.
        stroke_in_text, stroke_out_text: captions of the two strokes.
        beat_progress: 0 at a beat … 1 just before the next; 0 when nothing beats.
        next_text: what comes next, or empty at the end.
        elapsed_seconds, remaining_seconds: of the session, waiting not counted.
        parts: the progress bar.
        bpm: tempo of the current movement.
        volume: 0 … 1. is_muted: whether all is silent.
        commands: what can be told now.
        banner: a problem in plain text with what to do next (no sound, no voice, not saved), else empty.
        announcement: for screen readers, changes when something new should be read out ("Rep 3 of 10").
        summary: at the end what was practised, a line for each drill and one for the time; else empty.
        figure: what the figure does; None where there is none to show.
        is_speaking: whether words are heard now, or will be within `SOON_SECONDS`.
        is_resting: whether a rest between drills goes on that is longer than `LONG_REST_SECONDS`.
        hearing: what comes of the microphone.
        notice: what is worth knowing although nothing is wrong (the night has captions alone), in plain text,
            for a while; else empty.
        was_stopped: whether it ended before its end; `instruction` says so.
    """

    phase: Phase
    session_title: str
    drill_title: str
    movement_label: str
    side_label: str
    instruction: str
    caption: str
    rep: int
    reps: int
    count_in: int
    stroke: Stroke | None
    stroke_progress: float
    stroke_in_text: str
    stroke_out_text: str
    beat_progress: float
    next_text: str
    elapsed_seconds: float
    remaining_seconds: float
    parts: tuple[ProgressPart, ...]
    bpm: int
    volume: float
    is_muted: bool
    commands: frozenset[Command]
    banner: str
    announcement: str
    stroke_beat: int = 0
    stroke_beats: int = 1
    summary: tuple[str, ...] = ()
    figure: FigureMoment | None = None
    is_speaking: bool = False
    is_resting: bool = False
    hearing: Hearing = Hearing()
    notice: str = ""
    was_stopped: bool = False

    @property
    def problem(self) -> str:
        """What is wrong and what to do next: of the session, then of the microphone; else empty."""
        return " ".join(filter(None, (self.banner, self.hearing.problem)))
