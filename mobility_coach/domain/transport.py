"""The transport: where a session stands and what a command or the passing of frames makes of it.

Everything that moves the position lives here. `tell` and `advance` are pure: they return the new state and
what happened. The position is the frame that is heard; after a pause it runs through a lead-in, which lies
before the frame that the session goes on from and may be negative.

    ready ──start──▶ playing ──pause──▶ paused ──resume──▶ playing
                      │   ▲                                  │
          end of a waiting segment                        the end, stop
                      ▼   │ ready                            ▼
                     waiting                              finished
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from mobility_coach.domain.commands import Command
from mobility_coach.domain.counting import PICKUP, count_in_cues
from mobility_coach.domain.moments import resume_point, same_moment
from mobility_coach.domain.timeline import Block, Cue, Segment, SegmentKind, Timeline


class Phase(StrEnum):
    """Where the transport stands."""

    READY = "ready"
    PLAYING = "playing"
    PAUSED = "paused"
    WAITING = "waiting"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class LeadIn:
    """A count-in before the frame `stop`, heard instead of the timeline from `start` on."""

    start: int
    stop: int
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Transport:
    """A session's state."""

    timeline: Timeline
    phase: Phase = Phase.READY
    position: int = 0
    lead_in: LeadIn | None = None

    @property
    def reached(self) -> int:
        """The frame of the timeline that stands now; while a lead-in lasts, the one that it leads to."""
        return self.position if self.lead_in is None else max(self.position, self.lead_in.stop)

    @property
    def segment(self) -> Segment:
        """The segment that is done now."""
        return self.timeline.at(self.reached)

    @property
    def block_index(self) -> int:
        """Index in the timeline's blocks of the one that is done now."""
        return self.timeline.block_at(self.reached)

    @property
    def block(self) -> Block:
        """The block that is done now."""
        return self.timeline.blocks[self.block_index]

    @property
    def sound_stop(self) -> int:
        """The frame that sound plays up to: the end of the next segment that waits, else of the session."""
        wait = self.timeline.next_wait(self.reached)
        return self.timeline.length if wait is None else wait


@dataclass(frozen=True, slots=True)
class PhaseChanged:
    """The transport came to stand elsewhere."""

    phase: Phase


@dataclass(frozen=True, slots=True)
class Jumped:
    """The position changed by something else than passing: sound starts afresh there."""

    position: int


@dataclass(frozen=True, slots=True)
class SegmentEntered:
    """A segment began."""

    segment: Segment


@dataclass(frozen=True, slots=True)
class RepsPractised:
    """Reps of a movement on a side were done, and the segment is left; ``0 < reps_done``."""

    segment: Segment
    reps_done: int


Event = PhaseChanged | Jumped | SegmentEntered | RepsPractised
Outcome = tuple[Transport, tuple[Event, ...]]


def advance(state: Transport, position: int) -> Outcome:
    """The sound was heard up to `position`. A position behind changes nothing."""
    if state.phase is not Phase.PLAYING or position <= state.position:
        return state, ()
    stop = state.sound_stop
    position = min(position, stop)
    events: list[Event] = []
    segment = state.segment
    while position >= segment.stop and segment.stop < state.timeline.length:
        if segment.grid is not None:
            events.append(RepsPractised(segment, segment.grid.reps))
        if segment.stop == stop:
            break
        segment = state.timeline.at(segment.stop)
        events.append(SegmentEntered(segment))
    lead_in = state.lead_in if state.lead_in is not None and position < state.lead_in.stop else None
    moved = replace(state, position=position, lead_in=lead_in)
    if position < stop:
        return moved, tuple(events)
    phase = Phase.FINISHED if position >= state.timeline.length else Phase.WAITING
    return replace(moved, phase=phase), (*events, PhaseChanged(phase))


def tell(state: Transport, command: Command, count_in_beats: int) -> Outcome:
    """`command` was given at the state's position. A command that means nothing here changes nothing.

    `count_in_beats` is how long the count-in after a pause is. Tempo and volume are not the transport's: see
    `retime`.
    """
    meaning = _MEANINGS.get((command, state.phase), command)
    if state.phase is Phase.FINISHED or meaning not in _MOVES:
        return state, ()
    return _MOVES[meaning](state, count_in_beats)


def go_to(state: Transport, index: int) -> Outcome:
    """Go to what leads to the block `index`. There is nowhere to go after the end, or for another index."""
    if state.phase is Phase.FINISHED or not 0 <= index < len(state.timeline.blocks):
        return state, ()
    return _go_to_block(state, index)


def retime(state: Transport, timeline: Timeline) -> Transport:
    """The same moment of the same routine in another compilation of it: another tempo, other clip lengths.

    A lead-in is dropped to the point that it leads to.
    """
    position = same_moment(state.timeline, state.reached, timeline)
    return replace(state, timeline=timeline, position=position, lead_in=None)


def shorten(state: Transport, timeline: Timeline) -> Outcome:
    """The same frame of a timeline that is the state's up to there and ends sooner, or later.

    Reps that it has no more room for are left.
    """
    moved = replace(state, timeline=timeline)
    if moved.segment.name == state.segment.name:
        return moved, ()
    return moved, (*_leave_reps(state), SegmentEntered(moved.segment))


def lead_in_to(timeline: Timeline, position: int, beats: int) -> LeadIn | None:
    """The count-in to a frame within reps; None elsewhere, where nothing is counted."""
    segment = timeline.at(position)
    if segment.grid is None or beats < 1:
        return None
    start = position - segment.grid.beat_frame(beats) - PICKUP
    return LeadIn(start, position, count_in_cues(segment.grid, beats, position))


def _pause(state: Transport, _beats: int) -> Outcome:
    return _change_phase(state, Phase.PAUSED)


def _start(state: Transport, _beats: int) -> Outcome:
    """Start, or leave a waiting point."""
    playing, events = _change_phase(state, Phase.PLAYING)
    return playing, (*events, Jumped(playing.position), SegmentEntered(playing.segment))


def _be_ready(state: Transport, _beats: int) -> Outcome:
    """Cut short a rest, or the time to get into position; elsewhere there is nothing to cut."""
    if state.segment.kind in _BEFORE_INTRODUCTION:
        return _jump(state, state.segment.stop)
    if state.segment.kind in _BEFORE_INSTRUCTION:
        return _jump(state, state.block.instruction)
    return state, ()


def _next(state: Transport, _beats: int) -> Outcome:
    """To what is announced as next: out of the safety words, out of a set-up to its movement."""
    kind = state.segment.kind
    if kind is SegmentKind.SAFETY:
        return _go_to_block(state, 0)
    if state.phase is Phase.WAITING or kind in _BEFORE_INSTRUCTION:
        return _jump(state, state.block.instruction)
    return _go_to_block(state, state.block_index + 1)


def _previous(state: Transport, _beats: int) -> Outcome:
    """To the block before; in a rest and at the end that is the one just done."""
    blocks = state.timeline.blocks
    index = state.block_index - (state.segment.kind not in _AFTER_REPS)
    if index < 0:
        return _jump(state, _last_before(state, 0, blocks[0].start))
    return _jump(state, blocks[index].start)


def _repeat(state: Transport, _beats: int) -> Outcome:
    """To the start of the movement, or of what leads to it while that is not over."""
    return _jump(state, _last_before(state, 0, state.block.start, state.block.instruction))


def _last_before(state: Transport, *marks: int) -> int:
    """The last of the rising `marks` that is not ahead; who waits at a mark has not come to it yet."""
    here = state.reached - (state.phase is Phase.WAITING)
    return max(mark for mark in marks if mark <= here)


def _skip_side(state: Transport, _beats: int) -> Outcome:
    return _go_to_block(state, _block_after_side(state))


def _stop(state: Transport, _beats: int) -> Outcome:
    return replace(state, phase=Phase.FINISHED), (*_leave_reps(state), PhaseChanged(Phase.FINISHED))


def _change_phase(state: Transport, phase: Phase) -> Outcome:
    return replace(state, phase=phase), (PhaseChanged(phase),)


def _resume(state: Transport, beats: int) -> Outcome:
    timeline, paused_at = state.timeline, state.reached
    waited = timeline.at(paused_at - 1)
    if waited.waits and waited.stop == paused_at:
        return _start(state, beats)
    point = resume_point(timeline, paused_at)
    lead_in = lead_in_to(timeline, point, beats)
    position = point if lead_in is None else lead_in.start
    playing = replace(state, phase=Phase.PLAYING, position=position, lead_in=lead_in)
    return playing, (PhaseChanged(Phase.PLAYING), Jumped(position))


def _block_after_side(state: Transport) -> int:
    """Index of the next block that an introduction or a switch leads to; the number of blocks without one."""
    blocks = state.timeline.blocks
    coming = range(state.block_index + 1, len(blocks))
    return next((index for index in coming if blocks[index].start < blocks[index].instruction), len(blocks))


def _go_to_block(state: Transport, index: int) -> Outcome:
    blocks = state.timeline.blocks
    if index < len(blocks):
        return _jump(state, blocks[index].start)
    done = state.timeline.segments[-1]
    if state.segment is done:
        # Who leaves out the last words has come to the end, and has not stopped before it.
        finished, events = _stop(replace(state, position=done.stop), 0)
        return finished, (*events, Jumped(done.stop))
    return _jump(state, done.start)


def _jump(state: Transport, position: int) -> Outcome:
    """Go to a segment's start. Who paused stays paused; who waited goes on."""
    practised = _leave_reps(state)
    moved = replace(state, position=position, lead_in=None)
    if state.phase is Phase.WAITING:
        moved = replace(moved, phase=Phase.PLAYING)
        practised = (*practised, PhaseChanged(Phase.PLAYING))
    return moved, (*practised, Jumped(position), SegmentEntered(moved.segment))


def _leave_reps(state: Transport) -> tuple[Event, ...]:
    """What was done of the reps that are left in the middle."""
    segment = state.segment
    done = 0 if segment.grid is None else segment.grid.done_at(state.reached - segment.start)
    return (RepsPractised(segment, done),) if done > 0 else ()


_BEFORE_INTRODUCTION = frozenset({SegmentKind.SAFETY, SegmentKind.REST})
_BEFORE_INSTRUCTION = frozenset({SegmentKind.INTRO, SegmentKind.SETUP, SegmentKind.SWITCH})
_AFTER_REPS = frozenset({SegmentKind.REST, SegmentKind.DONE})

_MEANINGS: dict[tuple[Command, Phase], Command | None] = {
    (Command.START, Phase.PLAYING): None,
    (Command.START, Phase.PAUSED): Command.RESUME,
    (Command.READY, Phase.READY): Command.START,
    (Command.READY, Phase.PAUSED): Command.RESUME,
    (Command.READY, Phase.WAITING): Command.START,
    (Command.PAUSE, Phase.READY): None,
    (Command.PAUSE, Phase.PAUSED): None,
    (Command.PAUSE, Phase.WAITING): None,
    (Command.RESUME, Phase.READY): Command.START,
    (Command.RESUME, Phase.PLAYING): None,
    (Command.RESUME, Phase.WAITING): Command.START,
    (Command.TOGGLE, Phase.READY): Command.START,
    (Command.TOGGLE, Phase.PLAYING): Command.PAUSE,
    (Command.TOGGLE, Phase.PAUSED): Command.RESUME,
    (Command.TOGGLE, Phase.WAITING): Command.START,
}
"""Where a command means another one, or nothing, because of the phase; elsewhere it means itself."""

_MOVES: dict[Command | None, Callable[[Transport, int], Outcome]] = {
    Command.START: _start,
    Command.PAUSE: _pause,
    Command.RESUME: _resume,
    Command.READY: _be_ready,
    Command.NEXT: _next,
    Command.PREVIOUS: _previous,
    Command.REPEAT: _repeat,
    Command.SKIP_SIDE: _skip_side,
    Command.STOP: _stop,
}
"""What each command does to the position, once its meaning is known."""
