"""Trying spoken commands out: the microphone is open for a minute at most; nothing is carried out."""

from dataclasses import dataclass, replace

from mobility_coach.domain.commands import Command
from mobility_coach.services.ports import MonotonicClock
from mobility_coach.services.session.player_view import HearingState
from mobility_coach.services.voice.voice_ports import (
    NOISY,
    EarPort,
    EarReport,
    Heard,
    Listening,
    RoomLevel,
)

LONGEST_SECONDS = 60.0
"""Who forgets that the microphone is open does not leave it so."""

LEAST_MARGIN = 0.28
"""So much louder than the room (17 dB) words have to be: else at least a fifth of commands is missed."""


@dataclass(frozen=True, slots=True)
class TrialView:
    """What is heard now.

    Attributes:
        state: how the microphone is doing; `OFF` before and after the trial.
        microphone: what it is called, or empty.
        level, noise: how loud it is now, and what is there between words; 0 (-60 dB) … 1 (full scale).
        loudest: the loudest of the words that are being said; 0 between them.
        is_faint: whether the words heard last were hardly louder than the room.
        words: what was understood last, or empty.
        command: the command in it; None for words that are no command.
        heard_count: how many utterances there were.
        problem: what is wrong and what to do next, or empty.
        seconds_left: until the microphone is closed.
    """

    state: HearingState = HearingState.OFF
    microphone: str = ""
    level: float = 0.0
    noise: float = 0.0
    loudest: float = 0.0
    is_faint: bool = False
    words: str = ""
    command: Command | None = None
    heard_count: int = 0
    problem: str = ""
    seconds_left: float = 0.0

    @property
    def is_noisy(self) -> bool:
        """Whether commands are likely to be missed for the noise."""
        return self.noise >= NOISY or self.is_faint


class HearingTrial:
    """One trial; looked at some times a second while it is open."""

    def __init__(self, port: EarPort, clock: MonotonicClock) -> None:
        self._port = port
        self._clock = clock
        self._ends_at = 0.0
        self._view = TrialView()

    @property
    def is_open(self) -> bool:
        """Whether the microphone is open, or about to be."""
        return self._view.state is not HearingState.OFF

    def start(self) -> None:
        """Open the microphone; returns at once."""
        self._ends_at = self._clock() + LONGEST_SECONDS
        self._view = TrialView(HearingState.STARTING, seconds_left=LONGEST_SECONDS)
        self._port.start()

    def look(self) -> TrialView:
        """What is heard now; closes the microphone once its time is over."""
        if not self.is_open:
            return self._view
        left = self._ends_at - self._clock()
        if left <= 0:
            self.stop()
            return self._view
        for report in self._port.reports():
            self._view = _after(self._view, report)
        self._view = replace(self._view, seconds_left=left)
        return self._view

    def stop(self) -> None:
        """Close the microphone at once. May be called twice; `start` may follow."""
        if self.is_open:
            self._port.stop()
            self._view = TrialView()


def _after(view: TrialView, report: EarReport) -> TrialView:
    match report:
        case Heard(command=command, words=words):
            is_faint = 0.0 < view.loudest < view.noise + LEAST_MARGIN
            count = view.heard_count + 1
            return replace(
                view, command=command, words=words, heard_count=count, loudest=0.0, is_faint=is_faint
            )
        case Listening(microphone=microphone):
            return replace(view, state=HearingState.LISTENING, microphone=microphone, problem="")
        case RoomLevel(level=level, noise=noise, is_hearing_words=is_hearing_words):
            loudest = max(view.loudest, level) if is_hearing_words else view.loudest
            return replace(view, level=level, noise=noise, loudest=loudest)
        case _:
            return replace(view, state=HearingState.TROUBLE, problem=report.problem, level=0.0, noise=0.0)
