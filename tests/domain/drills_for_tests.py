"""Small drills, routines and timings for the tests of the domain."""

from dataclasses import replace
from functools import cache
from hashlib import blake2b
from pathlib import Path

from hypothesis import strategies as st

from mobility_coach.domain.compiler import compile_routine
from mobility_coach.domain.drill import (
    CueChoice,
    Drill,
    Movement,
    Plane,
    Position,
    Region,
    RepRange,
    Side,
    Sides,
    Step,
    Tempo,
)
from mobility_coach.domain.drill_format import parse_drill
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.routine import Routine, RoutineItem
from mobility_coach.domain.score import Timing
from mobility_coach.domain.speech_timing import ClipTiming
from mobility_coach.domain.timeline import SAMPLE_RATE, Timeline, frames

HINTS = ("Breathe, {side}.", "Stay tall.", "Let go.")


FEW = RepRange(2, 4)
EASY = Tempo(60, 2, 2)


def movement(letter: str = "A", reps: RepRange = FEW, tempo: Tempo = EASY) -> Movement:
    """A movement that names both sides in its texts."""
    return Movement(
        letter,
        f"Move {letter}",
        (Plane.SAGITTAL,),
        reps,
        tempo,
        Step(f"{letter}: swing your {{side}} leg.", "Longer."),
        "In {side}",
        "Out {other}",
        hints=HINTS,
    )


def drill(
    drill_id: str = "swing",
    sides: Sides = Sides.EACH,
    movements: tuple[Movement, ...] = (movement("A"), movement("B")),
    region: Region = Region.HIP,
    **changes: object,
) -> Drill:
    """A drill with two set-up steps; `changes` are other fields."""
    made = Drill(
        id=drill_id,
        title=drill_id.capitalize(),
        region=region,
        summary="A drill.",
        read="A drill.",
        position=Position.STANDING,
        equipment=(),
        suits=(),
        sides=sides,
        setup=(Step("Stand tall.", "Stand."), Step("{Side} foot behind.", "Behind.")),
        movements=movements,
        switch=Step("Change: {side} foot behind.", "Change.") if sides is Sides.EACH else None,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def routine(*drills: Drill, seconds: float | None = None) -> Routine:
    """The drills, whole, as a routine."""
    return Routine("r", "Routine", "", tuple(RoutineItem(one) for one in drills), seconds)


def plain_timing(text: str) -> ClipTiming:
    """Numbers take 0.4 s, other words a second."""
    return ClipTiming(frames(0.4 if text.isdigit() else 1.0), frames(0.05))


def compiled(
    *drills: Drill, preferences: CoachingPreferences | None = None, timing: Timing = plain_timing
) -> Timeline:
    """The drills as a timeline."""
    return compile_routine(routine(*drills), preferences or CoachingPreferences(), timing)


@cache
def shipped_drills() -> tuple[Drill, ...]:
    """The eight drills that come with the program, in their order."""
    folder = Path(__file__).parents[2] / "resources" / "drills"
    parsed = [parse_drill(path.read_bytes(), path.name).drill for path in sorted(folder.glob("*.json"))]
    return tuple(one for one in parsed if one is not None)


def scattered_timing(seed: int, longest: float) -> Timing:
    """Each text has a length of its own, 0.1 s to `longest`, and its vowel within the first 0.3 s."""

    def timing(text: str) -> ClipTiming:
        dice = blake2b(f"{seed}/{text}".encode(), digest_size=8).digest()
        length = 0.1 + (longest - 0.1) * int.from_bytes(dice[:4], "big") / 2**32
        vowel = min(length, 0.3) * dice[4] / 256
        return ClipTiming(round(length * SAMPLE_RATE), round(vowel * SAMPLE_RATE))

    return timing


def timings() -> st.SearchStrategy[Timing]:
    """Timings of every kind: all clips short, or up to 8 s long."""
    return st.builds(scattered_timing, st.integers(0, 2**32), st.sampled_from((0.5, 2.0, 8.0)))


def movements() -> st.SearchStrategy[tuple[Movement, ...]]:
    """One to three movements with any tempo."""
    tempi = st.builds(Tempo, st.integers(20, 200), st.integers(1, 3), st.integers(1, 3))
    ranges = st.builds(lambda low, more: RepRange(low, low + more), st.integers(1, 6), st.integers(0, 6))
    choices = (CueChoice("foot", "Foot", "From the {side} foot.", "Foot", "Back"),)

    def build(index: int, reps: RepRange, tempo: Tempo, hints: int, has_choice: bool) -> Movement:
        made = movement("ABC"[index], reps, tempo)
        return replace(made, hints=HINTS[:hints], cue_choices=choices if has_choice else ())

    def one(index: int) -> st.SearchStrategy[Movement]:
        return st.builds(build, st.just(index), ranges, tempi, st.integers(0, 3), st.booleans())

    return st.integers(1, 3).flatmap(lambda count: st.tuples(*(one(index) for index in range(count))))


def routines(most: int = 2) -> st.SearchStrategy[Routine]:
    """One to `most` drills of every kind."""
    drills = st.builds(drill, st.sampled_from(("swing", "roll")), st.sampled_from(Sides), movements())
    return st.lists(drills, min_size=1, max_size=most).map(lambda some: routine(*some))


def preferences() -> st.SearchStrategy[CoachingPreferences]:
    """Settings of every kind."""
    return st.builds(
        CoachingPreferences,
        wait_for_ready=st.booleans(),
        setup_seconds=st.sampled_from((0.0, 4.0)),
        link_seconds=st.sampled_from((0.0, 1.0)),
        switch_seconds=st.sampled_from((0.0, 5.0)),
        rest_seconds=st.sampled_from((0.0, 8.0)),
        count_in_beats=st.integers(0, 4),
        first_side=st.sampled_from((Side.LEFT, Side.RIGHT)),
        only_side=st.sampled_from((None, Side.LEFT, Side.RIGHT)),
        hints=st.booleans(),
        safety=st.booleans(),
    )
