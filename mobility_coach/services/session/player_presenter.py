"""Makes what the player shows out of where the transport stands. Pure: the same state gives the same view."""

from collections.abc import Mapping
from dataclasses import dataclass

from mobility_coach.domain.commands import Command
from mobility_coach.domain.drill import Drill, Movement, Side
from mobility_coach.domain.figure_moment import at_ease, figure_moment
from mobility_coach.domain.mirror import fill_sides
from mobility_coach.domain.motion import FigureMoment
from mobility_coach.domain.phrases import side_title
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.timeline import (
    SAMPLE_RATE,
    SPOKEN,
    Block,
    CueKind,
    RepGrid,
    Segment,
    SegmentKind,
    frames,
)
from mobility_coach.domain.transport import Phase, RepsPractised, Transport, tell
from mobility_coach.domain.wording import tr
from mobility_coach.services.session.outline import Outline, movement_label, with_side
from mobility_coach.services.session.player_view import (
    LONG_REST_SECONDS,
    SOON_SECONDS,
    PlayerView,
    Stroke,
)
from mobility_coach.services.session.session_summary import session_summary

_ALWAYS = frozenset(
    {
        Command.TOGGLE,
        Command.NEXT,
        Command.PREVIOUS,
        Command.REPEAT,
        Command.SKIP_SIDE,
        Command.SLOWER,
        Command.FASTER,
        Command.LOUDER,
        Command.QUIETER,
        Command.MUTE,
        Command.STOP,
    }
)
_BY_PHASE: dict[Phase, frozenset[Command]] = {
    Phase.READY: _ALWAYS | {Command.START, Command.READY},
    Phase.PLAYING: _ALWAYS | {Command.PAUSE, Command.READY},
    Phase.PAUSED: _ALWAYS | {Command.START, Command.RESUME, Command.READY},
    Phase.WAITING: _ALWAYS | {Command.START, Command.RESUME, Command.READY},
    Phase.FINISHED: frozenset(),
}


LONGEST_PHRASE = frames(20.0)
"""No words that began longer ago are still heard."""

_LEADS_TO_ITS_BLOCK = frozenset(
    {SegmentKind.SAFETY, SegmentKind.INTRO, SegmentKind.SETUP, SegmentKind.SWITCH}
)


@dataclass(frozen=True, slots=True)
class PlayerSituation:
    """What the view needs beside the transport."""

    drills: Mapping[str, Drill]
    preferences: CoachingPreferences
    volume: float
    is_muted: bool
    is_preparing: bool
    banner: str
    outline: Outline
    practised: tuple[RepsPractised, ...] = ()
    is_voiced: bool = True
    notice: str = ""


@dataclass(frozen=True, slots=True)
class _Count:
    """Where in the reps a moment lies."""

    rep: int = 0
    reps: int = 0
    stroke: Stroke | None = None
    stroke_progress: float = 0.0
    stroke_beat: int = 0
    stroke_beats: int = 1
    beat_progress: float = 0.0


def player_view(transport: Transport, situation: PlayerSituation) -> PlayerView:
    """The view at the transport's position."""
    segment, block = _segment(transport), transport.block
    timeline = transport.timeline
    is_over = transport.phase is Phase.FINISHED
    was_stopped = is_over and transport.reached < timeline.length
    count = _count(transport)
    block_drill = situation.drills[segment.drill or block.drill]
    movement = block_drill.movement(segment.movement) if segment.movement else None
    stroke_in, stroke_out = _strokes(block_drill, movement, segment.side, situation.preferences)
    is_out = count.stroke is Stroke.OUT and stroke_out
    instruction = stroke_out if is_out else segment.text
    if was_stopped:
        # Of what was being done nothing is left.
        instruction, movement = _stopped_words(situation), None
    is_within = bool(segment.drill) and not was_stopped
    side = side_title(block_drill.sides, segment.side) if is_within else ""
    count_in = _count_in(transport)
    return PlayerView(
        phase=transport.phase,
        session_title=timeline.title,
        drill_title=block_drill.title if is_within else "",
        movement_label=movement_label(block_drill, movement),
        side_label=side,
        instruction=instruction,
        caption="" if was_stopped else _caption(transport, segment, is_preparing=situation.is_preparing),
        rep=count.rep,
        reps=count.reps,
        count_in=count_in,
        stroke=count.stroke,
        stroke_progress=count.stroke_progress,
        stroke_in_text=stroke_in,
        stroke_out_text=stroke_out,
        beat_progress=count.beat_progress,
        next_text=_next_text(transport, segment, situation),
        elapsed_seconds=transport.reached / SAMPLE_RATE,
        remaining_seconds=(timeline.length - transport.reached) / SAMPLE_RATE,
        parts=situation.outline.parts(transport.reached),
        bpm=bpm_now(transport),
        volume=situation.volume,
        is_muted=situation.is_muted,
        commands=_commands(transport),
        banner=situation.banner,
        announcement=_announcement(transport.phase, count, count_in)
        or (instruction if was_stopped else _with_heading(segment, block_drill, movement, side, instruction)),
        stroke_beat=count.stroke_beat,
        stroke_beats=count.stroke_beats,
        summary=session_summary(situation.practised, situation.drills) if is_over else (),
        figure=_figure(transport, situation.preferences.first_side),
        is_speaking=situation.is_voiced and _is_speaking(transport),
        is_resting=segment.kind is SegmentKind.REST and segment.length > frames(LONG_REST_SECONDS),
        notice="" if is_over else situation.notice,
        was_stopped=was_stopped,
    )


def _is_speaking(transport: Transport) -> bool:
    """Whether words are heard at the position or soon after it."""
    if transport.phase is not Phase.PLAYING:
        return False
    position = transport.position
    lead_in = transport.lead_in
    near = transport.timeline.cues_between(position - LONGEST_PHRASE, position + frames(SOON_SECONDS) + 1)
    cues = near if lead_in is None else (*lead_in.cues, *near)
    return any(
        cue.kind in SPOKEN and position - cue.length <= cue.frame <= position + frames(SOON_SECONDS)
        for cue in cues
    )


def tempo_block(transport: Transport) -> Block:
    """The block whose tempo is shown and changed: during a rest already the one that it leads to."""
    is_rest = transport.segment.kind is SegmentKind.REST
    return transport.timeline.blocks[transport.block_index + is_rest]


def bpm_now(transport: Transport) -> int:
    """The tempo that is shown."""
    grid = transport.timeline.at(tempo_block(transport).reps_start).grid
    return 0 if grid is None else grid.bpm


def _frame(transport: Transport) -> int:
    """The frame of what is done now; a segment that waits lasts until the person is ready."""
    return transport.reached - (transport.phase is Phase.WAITING)


def _segment(transport: Transport) -> Segment:
    return transport.timeline.at(_frame(transport))


def _figure(transport: Transport, first_side: Side) -> FigureMoment:
    if transport.phase is Phase.FINISHED:
        return at_ease(0)
    return figure_moment(transport.timeline, _frame(transport), first_side)


def _commands(transport: Transport) -> frozenset[Command]:
    """What can be told now; there is nothing to be ready for once a movement's own words have begun."""
    commands = _BY_PHASE[transport.phase]
    if transport.phase is Phase.PLAYING and not tell(transport, Command.READY, 0)[1]:
        return commands - {Command.READY}
    return commands


def _stopped_words(situation: PlayerSituation) -> str:
    """What is read after a stop before the end."""
    if not situation.practised:
        return tr("Stopped before the first rep was done.")
    return tr("Stopped. What you have done is kept.")


def _count(transport: Transport) -> _Count:
    grid = transport.segment.grid
    if grid is None:
        return _Count()
    if transport.lead_in is not None:
        return _Count(_rep(transport, grid), grid.reps)
    offset = min(transport.position - transport.segment.start, grid.length - 1)
    rep = grid.rep_at(offset)
    first = (rep - 1) * grid.beats
    is_in = offset < grid.beat_frame(first + grid.beats_in)
    first, beats = (first, grid.beats_in) if is_in else (first + grid.beats_in, grid.beats_out)
    start, stop = grid.beat_frame(first), grid.beat_frame(first + beats)
    beat = grid.beat_at(offset)
    beat_start = grid.beat_frame(beat)
    return _Count(
        rep,
        grid.reps,
        Stroke.IN if is_in else Stroke.OUT,
        (offset - start) / (stop - start),
        beat - first,
        beats,
        (offset - beat_start) / (grid.beat_frame(beat + 1) - beat_start),
    )


def _rep(transport: Transport, grid: RepGrid) -> int:
    return grid.rep_at(transport.reached - transport.segment.start)


def _count_in(transport: Transport) -> int:
    """The beats left of a count-in, as they are spoken."""
    lead_in, segment = transport.lead_in, transport.segment
    if lead_in is not None:
        cues = lead_in.cues
    elif segment.kind is SegmentKind.COUNT_IN:
        cues = transport.timeline.cues_between(segment.start, segment.stop)
    else:
        return 0
    spoken = [cue for cue in cues if cue.kind is CueKind.PHRASE]
    # A beat is shown from the moment it falls; before the first one its number is shown already.
    heard = [cue for cue in spoken if cue.frame <= transport.position]
    current = heard[-1:] or spoken[:1]
    return int(current[0].text) if current else 0


def _strokes(
    drill: Drill, movement: Movement | None, side: Side, preferences: CoachingPreferences
) -> tuple[str, str]:
    if movement is None:
        return "", ""
    texts = movement.cue_choice(preferences.choices(drill.id).cue) or movement
    working = preferences.first_side if side is Side.BOTH else side
    return fill_sides(texts.stroke_in, working), fill_sides(texts.stroke_out, working)


def _caption(transport: Transport, segment: Segment, *, is_preparing: bool) -> str:
    """The words that are heard, or were heard last in this segment; in a lead-in its numbers alone."""
    if is_preparing:
        return tr("Getting the voice ready …")
    if transport.phase is Phase.READY:
        return ""
    if transport.lead_in is None:
        cues = transport.timeline.cues_between(segment.start, min(transport.position + 1, segment.stop))
    else:
        cues = tuple(cue for cue in transport.lead_in.cues if cue.frame <= transport.position)
    return next((cue.text for cue in reversed(cues) if cue.kind is CueKind.PHRASE), "")


def _next_text(transport: Transport, segment: Segment, situation: PlayerSituation) -> str:
    timeline = transport.timeline
    here = transport.block_index
    if segment.kind is SegmentKind.DONE or transport.phase is Phase.FINISHED:
        return ""
    if segment.kind in _LEADS_TO_ITS_BLOCK:
        return _block_label(timeline.blocks[here], None, situation)
    if here + 1 >= len(timeline.blocks):
        return tr("You are done")
    return _block_label(timeline.blocks[here + 1], timeline.blocks[here], situation)


def _block_label(block: Block, before: Block | None, situation: PlayerSituation) -> str:
    """A block's name; its drill or side comes first where it changes."""
    drill = situation.drills[block.drill]
    movement = movement_label(drill, drill.movement(block.movement))
    if before is not None and block.drill != before.drill:
        return drill.title
    side = side_title(drill.sides, block.side)
    if before is not None and block.lap != before.lap and side:
        return tr("{side}: {movement}").format(side=side, movement=movement)
    return movement


def _announcement(phase: Phase, count: _Count, count_in: int) -> str:
    """What is read out where the instruction alone does not say it; else empty."""
    if phase is Phase.PAUSED:
        return tr("Paused")
    if phase is Phase.WAITING:
        return tr("Waiting until you are ready")
    if phase is Phase.FINISHED:
        return ""
    if count_in:
        return str(count_in)
    return tr("Rep {rep} of {reps}").format(rep=count.rep, reps=count.reps) if count.rep else ""


def _with_heading(
    segment: Segment, drill: Drill, movement: Movement | None, side: str, instruction: str
) -> str:
    """The instruction, behind the movement and the side that begin with it."""
    if segment.kind is SegmentKind.LINK:
        heading = with_side(movement_label(drill, movement), drill, segment.side)
    elif segment.kind is SegmentKind.SWITCH:
        heading = side
    else:
        return instruction
    return tr("{heading}. {instruction}").format(heading=heading, instruction=instruction)
