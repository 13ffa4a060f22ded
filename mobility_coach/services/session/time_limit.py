"""The way of a session that has to be over at one moment, whatever its time is spent with.

Who is in an ad break is called back by the film: it waits neither for a pause, nor for words that are not
rendered yet, nor for a set that is done twice. So the end is a moment of the clock and not a place on the
timeline. Whenever time went by without being heard, less of the routine is left.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from mobility_coach.domain.commands import Command
from mobility_coach.domain.cutting import cut, with_reps
from mobility_coach.domain.score import Timing
from mobility_coach.domain.timeline import SegmentKind, Timeline, frames
from mobility_coach.domain.transport import Outcome, Phase, Transport, shorten, tell
from mobility_coach.services.ports import MonotonicClock

TOLERANCE = frames(0.04)
"""The end may be off by so much before the rest is placed anew."""


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """How long a session lasts, and when it began: both in seconds, the latter of the monotonic clock."""

    seconds: float
    began: float

    @property
    def ends(self) -> float:
        """The moment of the monotonic clock at which it is over."""
        return self.began + self.seconds


class Course:
    """As much of a routine as fits before its end; without a limit it is the whole routine."""

    def __init__(
        self, whole: Timeline, limit: TimeLimit | None, clock: MonotonicClock, timing: Callable[[], Timing]
    ) -> None:
        self._limit = limit
        self._clock = clock
        self._timing = timing
        self._whole = whole
        self._cut: Timeline | None = None

    @property
    def left(self) -> float | None:
        """The seconds that are left, at least 0; None without a limit."""
        return None if self._limit is None else max(0.0, self._limit.ends - self._clock())

    @property
    def passed(self) -> float | None:
        """The seconds that went by; None without a limit."""
        return None if self._limit is None else self._limit.seconds - (self.left or 0.0)

    def is_closing(self, state: Transport, settled: int = 0) -> bool:
        """Whether the end is all that is left behind the frame `settled`: nothing is placed anew there."""
        if self._limit is None:
            return False
        return state.timeline.at(max(state.reached, settled)).kind is SegmentKind.DONE

    def is_off(self, state: Transport) -> bool:
        """Whether it would not end in time."""
        return self._limit is not None and abs(state.timeline.length - self._stop(state)) > TOLERANCE

    def opened(self, state: Transport) -> Transport:
        """`state` on the whole routine, so that one can go on to what was cut off.

        The set that goes on keeps its reps: what was announced holds.
        """
        if self._limit is None or self.is_closing(state):
            return state
        return replace(state, timeline=self._with_set_of(state, self._whole))

    def renewed(self, state: Transport, whole: Timeline) -> Timeline:
        """Another compilation of the routine, with the reps of the set that goes on."""
        return whole if self._limit is None else self._with_set_of(state, whole)

    def kept(self, state: Transport, settled: int = 0) -> Outcome:
        """`state` on as much of the routine as fits now; cues before the frame `settled` stay."""
        if self._limit is None or state.phase is Phase.FINISHED or not self.left:
            return state, ()
        if state.timeline is self._cut:
            if not self.is_off(state):
                return state, ()
            state = self.opened(state)
        elif state.segment.kind is not SegmentKind.DONE:
            self._whole = state.timeline
        outcome = self._shortened(state, settled)
        lead_in = state.lead_in
        if lead_in is not None and outcome[0].segment.kind is SegmentKind.DONE:
            # Nobody is counted in to a rep that does not come.
            outcome = self._shortened(replace(state, position=lead_in.stop, lead_in=None), settled)
        self._cut = outcome[0].timeline
        return outcome

    def ended(self, state: Transport) -> Outcome:
        """Time is up: on the session's last frame, wherever it stands."""
        stopped, events = tell(state, Command.STOP, 0)
        return replace(stopped, position=state.timeline.length, lead_in=None), events

    def _shortened(self, state: Transport, settled: int) -> Outcome:
        settled = max(state.reached, settled)
        stop = max(self._stop(state), settled + 1)
        return shorten(state, cut(state.timeline, settled, stop, self._timing()))

    def _stop(self, state: Transport) -> int:
        """The frame that is heard when time is up."""
        return state.position + frames(self.left or 0.0)

    def _with_set_of(self, state: Transport, whole: Timeline) -> Timeline:
        segment = state.segment
        twin = whole.segment_named(segment.name)
        if segment.grid is None or twin is None or twin.grid is None:
            return whole
        return with_reps(whole, twin, segment.grid.reps, self._timing())
