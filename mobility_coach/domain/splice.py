"""Two compilations of the same routine, joined: what is settled stays, what comes later is the new one's."""

from dataclasses import replace

from mobility_coach.domain.timeline import Block, Cue, CueKind, Segment, Timeline


def splice(old: Timeline, new: Timeline, settled: int) -> Timeline:
    """`old` up to the first seam at or after the frame `settled`, and what `new` has after that seam.

    A seam is a count within reps, else the end of a segment: no words are heard on both sides of it. Both are
    compilations of the same routine with the same preferences; only the lengths of clips differ.
    """
    here = old.segments.index(old.at(settled))
    segment, twin = old.segments[here], new.segments[here]
    counts = (cue.frame for cue in old.cues_between(settled, segment.stop) if cue.kind is CueKind.COUNT)
    seam = next(counts, segment.stop)
    # Reps take as long in both, so that the distance to the segment's end is the same.
    shift = segment.stop - twin.stop
    later = new.cues_between(seam - shift, new.length + 1)
    return Timeline(
        old.routine,
        old.title,
        (*old.segments[: here + 1], *(_moved_segment(one, shift) for one in new.segments[here + 1 :])),
        (*old.cues_between(0, seam), *(_moved_cue(cue, shift) for cue in later)),
        tuple(_joined(*pair, seam, shift) for pair in zip(old.blocks, new.blocks, strict=True)),
    )


def _moved_segment(segment: Segment, shift: int) -> Segment:
    return replace(segment, start=segment.start + shift, stop=segment.stop + shift)


def _moved_cue(cue: Cue, shift: int) -> Cue:
    return replace(cue, frame=cue.frame + shift)


def _joined(old: Block, new: Block, seam: int, shift: int) -> Block:
    """A block with each of its frames from the side of the seam that it lies on."""

    def place(before: int, after: int) -> int:
        return before if before < seam else after + shift

    return replace(
        old,
        start=place(old.start, new.start),
        instruction=place(old.instruction, new.instruction),
        reps_start=place(old.reps_start, new.reps_start),
        stop=place(old.stop, new.stop),
    )
