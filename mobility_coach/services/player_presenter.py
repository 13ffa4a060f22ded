"""Makes what the player shows out of where the transport stands. Pure: the same state gives the same view."""

from collections.abc import Mapping
from dataclasses import dataclass

from mobility_coach.domain.commands import Command
from mobility_coach.domain.drill import Drill, Movement, Side
from mobility_coach.domain.mirror import fill_sides
from mobility_coach.domain.phrases import side_title
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.timeline import SAMPLE_RATE, Block, CueKind, RepGrid, Segment, SegmentKind
from mobility_coach.domain.transport import Phase, Transport
from mobility_coach.domain.wording import tr
from mobility_coach.services.player_view import PlayerView, ProgressPart, Stroke

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
    Phase.WAITING: _ALWAYS | {Command.START, Command.RESUME, Command.PAUSE, Command.READY},
    Phase.FINISHED: frozenset(),
}


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


@dataclass(frozen=True, slots=True)
class _Count:
    """Where in the reps a moment lies."""

    rep: int = 0
    reps: int = 0
    stroke: Stroke | None = None
    stroke_progress: float = 0.0
    beat_progress: float = 0.0


def player_view(transport: Transport, situation: PlayerSituation) -> PlayerView:
    """The view at the transport's position."""
    segment, block = transport.segment, transport.block
    timeline = transport.timeline
    count = _count(transport)
    block_drill = situation.drills[segment.drill or block.drill]
    movement = block_drill.movement(segment.movement) if segment.movement else None
    stroke_in, stroke_out = _strokes(block_drill, movement, segment.side, situation.preferences)
    moving = segment.kind is SegmentKind.REPS and count.stroke is Stroke.OUT and stroke_out
    instruction = stroke_out if moving else segment.text
    count_in = _count_in(transport)
    return PlayerView(
        phase=transport.phase,
        session_title=timeline.title,
        drill_title=block_drill.title if segment.drill else "",
        movement_label=_movement_label(block_drill, movement),
        side_label=side_title(block_drill.sides, segment.side) if segment.drill else "",
        instruction=instruction,
        caption=_caption(transport, is_preparing=situation.is_preparing),
        rep=count.rep,
        reps=count.reps,
        count_in=count_in,
        stroke=count.stroke,
        stroke_progress=count.stroke_progress,
        stroke_in_text=stroke_in,
        stroke_out_text=stroke_out,
        beat_progress=count.beat_progress,
        next_text=_next_text(transport, situation),
        elapsed_seconds=transport.reached / SAMPLE_RATE,
        remaining_seconds=(timeline.length - transport.reached) / SAMPLE_RATE,
        parts=_parts(transport, situation),
        bpm=_bpm(transport),
        volume=situation.volume,
        is_muted=situation.is_muted,
        commands=_BY_PHASE[transport.phase],
        banner=situation.banner,
        announcement=_announcement(transport.phase, segment, count, count_in),
    )


def _count(transport: Transport) -> _Count:
    grid = transport.segment.grid
    if grid is None:
        return _Count()
    if transport.lead_in is not None:
        return _Count(_rep(transport, grid), grid.reps)
    offset = min(transport.position - transport.segment.start, grid.length - 1)
    rep = grid.rep_at(offset)
    first = (rep - 1) * grid.beats
    turn = grid.beat_frame(first + grid.beats_in)
    stroke = Stroke.IN if offset < turn else Stroke.OUT
    start = grid.beat_frame(first) if stroke is Stroke.IN else turn
    stop = turn if stroke is Stroke.IN else grid.beat_frame(first + grid.beats)
    beat = offset * grid.reps * grid.beats / grid.length
    return _Count(rep, grid.reps, stroke, (offset - start) / (stop - start), beat % 1.0)


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


def _movement_label(drill: Drill, movement: Movement | None) -> str:
    if movement is None:
        return ""
    return movement.title if len(drill.movements) == 1 else f"{movement.id} · {movement.title}"


def _caption(transport: Transport, *, is_preparing: bool) -> str:
    """The words that are heard, or were heard last in this segment."""
    if is_preparing:
        return tr("Getting the voice ready …")
    if transport.phase is Phase.READY:
        return ""
    cues = transport.timeline.cues_between(transport.segment.start, transport.position + 1)
    return next((cue.text for cue in reversed(cues) if cue.kind is CueKind.PHRASE), "")


def _next_text(transport: Transport, situation: PlayerSituation) -> str:
    timeline = transport.timeline
    here = transport.block_index
    segment = transport.segment
    if segment.kind is SegmentKind.DONE:
        return ""
    if segment.kind in _LEADS_TO_ITS_BLOCK:
        return _block_label(timeline.blocks[here], None, situation)
    if here + 1 >= len(timeline.blocks):
        return tr("Then you are done")
    return _block_label(timeline.blocks[here + 1], timeline.blocks[here], situation)


def _block_label(block: Block, before: Block | None, situation: PlayerSituation) -> str:
    """A block's name; its drill or side comes first where it changes."""
    drill = situation.drills[block.drill]
    movement = _movement_label(drill, drill.movement(block.movement))
    if before is not None and block.drill != before.drill:
        return drill.title
    side = side_title(drill.sides, block.side)
    if before is not None and block.lap != before.lap and side:
        return tr("{side}: {movement}").format(side=side, movement=movement)
    return movement


def _parts(transport: Transport, situation: PlayerSituation) -> tuple[ProgressPart, ...]:
    timeline, here = transport.timeline, transport.block_index
    edges = [0, *(block.start for block in timeline.blocks[1:]), timeline.length]
    parts = []
    for index, block in enumerate(timeline.blocks):
        start, stop = edges[index], edges[index + 1]
        done = min(1.0, max(0.0, (transport.reached - start) / (stop - start)))
        label = f"{situation.drills[block.drill].title} · {_block_label(block, None, situation)}"
        parts.append(ProgressPart((stop - start) / timeline.length, done, label, index == here))
    return tuple(parts)


def _bpm(transport: Transport) -> int:
    grid = transport.timeline.at(transport.block.reps_start).grid
    return 0 if grid is None else grid.bpm


def _announcement(phase: Phase, segment: Segment, count: _Count, count_in: int) -> str:
    if phase is Phase.PAUSED:
        return tr("Paused")
    if phase is Phase.WAITING:
        return tr("Waiting until you are ready")
    if count_in:
        return str(count_in)
    if count.rep:
        return tr("Rep {rep} of {reps}").format(rep=count.rep, reps=count.reps)
    return segment.text
