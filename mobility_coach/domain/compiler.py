"""The compiler: a routine and a person's preferences become a timeline.

A drill goes: name and equipment, set-up steps, then for each working side and each movement its instruction,
a count-in and its reps. Counts rise on the beat at the turn; hints are spoken between counts and never touch
one.
"""

from dataclasses import dataclass

from mobility_coach.domain import phrases
from mobility_coach.domain.counting import write_count_in, write_reps
from mobility_coach.domain.drill import Drill, Equipment, Movement, Side, Sides
from mobility_coach.domain.mirror import fill_sides
from mobility_coach.domain.preferences import CoachingPreferences
from mobility_coach.domain.routine import Routine, RoutineItem
from mobility_coach.domain.score import BREATH, CHIME_LEAD, Place, Ruler, Score, Timing
from mobility_coach.domain.timeline import RepGrid, SegmentKind, Sound, Timeline, frames

FIRST_HINTS = 2
"""The second side begins with the hint after so many; the first side had room for these."""


GETTING_DOWN = 3
"""Getting down to the floor, or onto a bench, takes so many times as long as standing there."""

STEP_SECONDS = 2.0
"""Time to follow each set-up step on the floor or at a bench before the next one is said."""


def compile_routine(routine: Routine, preferences: CoachingPreferences, timing: Timing) -> Timeline:
    """`routine` as a timeline.

    Raises:
        ValueError: the routine has no drill, or one of them does not say how to switch sides.
    """
    if not routine.items:
        raise ValueError("a routine without drills can't be compiled")
    score = Score(timing)
    if preferences.safety:
        _open(score)
    for index, item in enumerate(routine.items):
        _DrillPart(score, preferences, item, index).write()
    _close(score)
    return score.timeline(routine)


@dataclass(frozen=True, slots=True)
class DrillLength:
    """Frames of a session of one drill: of the drill itself, and of what opens and closes the session."""

    drill: int
    edges: int


def drill_length(item: RoutineItem, preferences: CoachingPreferences, timing: Timing) -> DrillLength:
    """How long a drill takes: to the frame what `compile_routine` makes of it, several times as fast.

    Raises:
        ValueError: the drill does not say how to switch sides.
    """
    ruler = Ruler(timing)
    if preferences.safety:
        _open(ruler)
    opened = ruler.now
    _DrillPart(ruler, preferences, item, 0).write()
    done = ruler.now
    _close(ruler)
    return DrillLength(done - opened, opened + ruler.now - done)


def rest_frames(coming: Drill, preferences: CoachingPreferences, timing: Timing) -> int:
    """How long the rest before a drill takes."""
    spoken = CHIME_LEAD + timing(phrases.rest_words(coming)).length + BREATH
    return max(spoken, frames(preferences.rest_seconds))


def _open(score: Score) -> None:
    score.chime(Sound.CHIME_START)
    score.say(phrases.safety_words())
    score.segment("safety", SegmentKind.SAFETY, 0, phrases.safety_words())


def _close(score: Score) -> None:
    start = score.now
    score.place = Place()
    score.now += BREATH
    score.chime(Sound.CHIME_DONE)
    score.say(phrases.closing_words())
    score.now += frames(0.5)
    score.segment("done", SegmentKind.DONE, start, phrases.closing_words())


@dataclass(slots=True)
class _DrillPart:
    """Writes one drill of the routine into the score."""

    score: Score
    preferences: CoachingPreferences
    item: RoutineItem
    index: int

    @property
    def drill(self) -> Drill:
        return self.item.drill

    def write(self) -> None:
        sides = self._working_sides()
        self.score.place = Place(self.drill.id, side=sides[0])
        if self.index:
            self._rest()
        start = self.score.now
        self._introduce(sides[0])
        for lap, side in enumerate(sides):
            self.score.place = Place(self.drill.id, side=side)
            if lap:
                start = self.score.now
                self._switch(side, lap)
            for movement in self.item.chosen:
                self._movement(movement, side, lap, start)
                start = self.score.now

    def _name(self, *parts: object) -> str:
        return "/".join(str(part) for part in (self.index, self.drill.id, *parts))

    def _working_sides(self) -> tuple[Side, ...]:
        if self.drill.sides is not Sides.EACH:
            return (Side.BOTH,)
        if self.preferences.only_side is not None:
            return (self.preferences.only_side,)
        first = self.preferences.first_side
        return (first, first.opposite)

    def _text(self, text: str, side: Side) -> str:
        """`text` for a side; a drill that alternates begins with the day's first side."""
        return fill_sides(text, self.preferences.first_side if side is Side.BOTH else side)

    def _rest(self) -> None:
        start = self.score.now
        text = phrases.rest_words(self.drill)
        self.score.chime(Sound.CHIME_REST)
        self.score.say(text)
        self.score.now = max(self.score.now, start + frames(self.preferences.rest_seconds))
        self.score.segment(self._name("rest"), SegmentKind.REST, start, text)

    def _introduce(self, side: Side) -> None:
        start = self.score.now
        text = phrases.introduction(self.drill)
        self.score.say(text)
        for caution in self.drill.cautions:
            self.score.say(self._text(caution, side))
        self.score.segment(self._name("intro"), SegmentKind.INTRO, start, text)
        last = len(self.drill.setup) - 1
        for number, step in enumerate(self.drill.setup):
            start = self.score.now
            say = self._text(step.say, side)
            self.score.say(say)
            self.score.now += frames(STEP_SECONDS) if self._takes_time else 0
            waits = number == last and self._allow_time(self.preferences.setup_seconds)
            self.score.segment(self._name("setup", number), SegmentKind.SETUP, start, say, waits=waits)

    def _switch(self, side: Side, lap: int) -> None:
        start = self.score.now
        if self.drill.switch is None:
            raise ValueError(f"{self.drill.id} is done on each side, but does not say how to switch")
        say = self._text(self.drill.switch.say, side)
        self.score.chime(Sound.CHIME_SWITCH)
        self.score.say(say)
        waits = self._allow_time(self.preferences.switch_seconds)
        self.score.segment(self._name("switch", lap), SegmentKind.SWITCH, start, say, waits=waits)

    def _allow_time(self, seconds: float) -> bool:
        """Leave time to get into position; True where the person says when that is."""
        if self.preferences.wait_for_ready:
            self.score.chime(Sound.CHIME_READY)
            return True
        self.score.now += frames(seconds * (GETTING_DOWN if self._takes_time else 1))
        return False

    @property
    def _takes_time(self) -> bool:
        """Whether getting into position is more than standing there."""
        return not self.drill.is_standing or Equipment.BENCH in self.drill.equipment

    def _movement(self, movement: Movement, side: Side, lap: int, block_start: int) -> None:
        score = self.score
        score.place = Place(self.drill.id, movement.id, side)
        tempo = self.preferences.tempo(self.drill, movement)
        reps = self._reps(movement)
        grid = RepGrid(reps, tempo.bpm, tempo.beats_in, tempo.beats_out)
        instruction = score.now
        self._instruct(movement, side, lap)
        start = score.now
        write_count_in(score, grid, self.preferences.count_in_beats)
        score.segment(self._name("count-in", lap, movement.id), SegmentKind.COUNT_IN, start, movement.title)
        score.block(block_start, instruction, lap)
        start = score.now
        write_reps(score, grid, self._hints(movement, side, lap))
        choice = movement.cue_choice(self.preferences.choices(self.drill.id).cue)
        text = self._text((choice or movement).stroke_in, side)
        score.segment(self._name("reps", lap, movement.id), SegmentKind.REPS, start, text, grid)

    def _reps(self, movement: Movement) -> int:
        if self.item.reps is not None:
            return self.item.reps
        if self.item.dose is not None:
            return self.item.dose.of(movement.reps)
        return self.preferences.reps(self.drill, movement)

    def _hints(self, movement: Movement, side: Side, lap: int) -> tuple[str, ...]:
        """The hints; a short set has no room for all, so that each side begins with another one."""
        if not self.preferences.hints or not movement.hints:
            return ()
        first = lap * FIRST_HINTS % len(movement.hints)
        return tuple(self._text(hint, side) for hint in movement.hints[first:] + movement.hints[:first])

    def _instruct(self, movement: Movement, side: Side, lap: int) -> None:
        start = self.score.now
        choice = movement.cue_choice(self.preferences.choices(self.drill.id).cue)
        say = self._text(movement.step.say if choice is None else choice.say, side)
        self.score.now += frames(self.preferences.link_seconds)
        self.score.say(say)
        for caution in movement.cautions if not lap else ():
            self.score.say(self._text(caution, side))
        self.score.segment(self._name("link", lap, movement.id), SegmentKind.LINK, start, say)
