"""A whole session as blocks of sound and as a cue sheet, without a device and faster than real time."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypedDict

from mobility_coach.domain.timeline import SAMPLE_RATE, Cue, Timeline

if TYPE_CHECKING:
    from mobility_coach.services.ports import Block, FrameSource


class SheetCue(TypedDict):
    """One line of a cue sheet; `frame` of a count is the beat that its vowel rises on."""

    frame: int
    kind: str
    text: str
    drill: str
    movement: str
    side: str
    rep: int | None
    segment: str


class CueSheet(TypedDict):
    """All that is heard or begins in a session, by frame."""

    sample_rate: int
    cues: list[SheetCue]


def session_blocks(source: "FrameSource", length: int, block: int = SAMPLE_RATE) -> Iterator["Block"]:
    """The frames 0 … `length` of `source`, in blocks of `block` frames; the last one may be shorter."""
    for start in range(0, length, block):
        yield source.render(start, min(block, length - start))


def cue_sheet(timeline: Timeline) -> CueSheet:
    """The cue sheet of a timeline, as plain values that JSON can hold."""
    return {"sample_rate": SAMPLE_RATE, "cues": [_line(timeline, cue) for cue in timeline.cues]}


def _line(timeline: Timeline, cue: Cue) -> SheetCue:
    return {
        "frame": int(cue.frame),
        "kind": cue.kind.value,
        "text": cue.text,
        "drill": cue.drill,
        "movement": cue.movement,
        "side": cue.side.value,
        "rep": cue.rep,
        "segment": timeline.at(cue.frame).name,
    }
