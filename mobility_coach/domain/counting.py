"""What is heard while a movement is done: the count-in, the clicks, the counts and the words between them."""

from collections.abc import Sequence

from mobility_coach.domain import phrases
from mobility_coach.domain.score import Score, number_span
from mobility_coach.domain.timeline import Cue, CueKind, RepGrid, Sound, frames

CLEARANCE = frames(0.12)
"""The least silence between a hint and a count; less sounds like one word."""

PICKUP = frames(0.15)
"""Silence before a count-in's first beat: a number starts before the beat that its vowel rises on."""


def count_in_cues(grid: RepGrid, beats: int, go: int) -> tuple[Cue, ...]:
    """The cues of a count-in to the frame `go`: "3, 2, 1" on the beats before it, at the grid's tempo."""
    cues: list[Cue] = []
    for left in range(beats, 0, -1):
        frame = go - grid.beat_frame(left)
        cues.append(Cue(frame, CueKind.CLICK, "", Sound.CLICK_BEAT))
        cues.append(Cue(frame, CueKind.PHRASE, str(left), on_vowel=True))
    return tuple(cues)


def write_count_in(score: Score, grid: RepGrid, beats: int) -> None:
    """Count `beats` down from now on, and go to the frame on which the reps begin."""
    if beats < 1:
        return
    clear = score.quiet + CLEARANCE + score.timing(str(beats)).vowel
    score.now = max(score.now + PICKUP, clear) + grid.beat_frame(beats)
    if not score.keeps:
        for left in range(beats, 0, -1):
            score.number(score.now - grid.beat_frame(left), CueKind.PHRASE, str(left))
        return
    for cue in count_in_cues(grid, beats, score.now):
        if cue.sound is None:
            score.number(cue.frame, cue.kind, cue.text)
        else:
            score.click(cue.frame, cue.sound)


def write_reps(score: Score, grid: RepGrid, hints: Sequence[str]) -> None:
    """Click and count the reps of `grid` from now on, with hints between counts, and go to their end."""
    start = score.now
    if score.keeps:
        _clicks(score, start, grid)
        _counts_and_words(score, start, grid, hints)
    else:
        # Words between counts end before the next count, so that they make nothing longer.
        for rep in range(1, grid.reps + 1):
            score.number(start + grid.turn_frame(rep), CueKind.COUNT, str(rep))
    score.now += grid.length


def _clicks(score: Score, start: int, grid: RepGrid) -> None:
    score.click(start, Sound.CLICK_OUT, rep=1)
    for rep in range(1, grid.reps + 1):
        for within in range(1, grid.beats + 1):
            sound = Sound.CLICK_BEAT
            if within == grid.beats_in:
                sound = Sound.CLICK_LAST if rep == grid.reps else Sound.CLICK_IN
            elif within == grid.beats:
                sound = Sound.CLICK_OUT
            score.click(start + grid.beat_frame((rep - 1) * grid.beats + within), sound, rep=rep)


def _counts_and_words(score: Score, start: int, grid: RepGrid, hints: Sequence[str]) -> None:
    """Count each rep on its turn, and say something in the gaps where it fits; what doesn't stays unsaid."""
    turns = [start + grid.turn_frame(rep) for rep in range(1, grid.reps + 1)]
    spans = [number_span(score.timing(str(rep)), turn) for rep, turn in enumerate(turns, start=1)]
    # A number may outlast its own gap, so each gap is measured against all of them.
    ends = [score.quiet, *(span.stop for span in spans)]
    for rep, turn in enumerate(turns, start=1):
        score.number(turn, CueKind.COUNT, str(rep), rep=rep)
    for rep, words in _words_after(grid.reps, hints):
        opens = max(ends[: rep + 1]) + CLEARANCE
        closes = min(span.start for span in spans[rep:]) - CLEARANCE
        if opens + score.timing(words).length <= closes:
            score.phrase(opens, words, rep=rep)


def _words_after(reps: int, hints: Sequence[str]) -> list[tuple[int, str]]:
    """What to say after the count of which rep: hints, spread out, and the announcement of the last one."""
    gaps = reps - 2
    stride = max(2, gaps // max(1, len(hints)))
    words = list(zip(range(1, gaps + 1, stride), hints, strict=False))
    return [*words, (reps - 1, phrases.last_one())] if reps > 1 else words
