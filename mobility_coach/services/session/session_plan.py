"""From what a person asks for to what a player plays: the routine, fitted, and the preferences for it."""

from dataclasses import dataclass, replace

from mobility_coach.domain.compiler import compile_routine, rest_frames
from mobility_coach.domain.drill import Drill, Side
from mobility_coach.domain.library import Library
from mobility_coach.domain.planner import fit
from mobility_coach.domain.preferences import CoachingPreferences, Dose, DrillChoices
from mobility_coach.domain.routine import Routine, RoutineItem, built_in_routines, single_drill
from mobility_coach.domain.score import Timing
from mobility_coach.domain.timeline import SAMPLE_RATE, SegmentKind
from mobility_coach.domain.wording import tr


@dataclass(frozen=True, slots=True)
class Wishes:
    """What one session shall have beside the person's settings; None leaves a thing as it is.

    Attributes:
        bpm: tempo of each drill's first movement; the others keep their proportion to it.
        reps: reps of all movements; each keeps to its own range.
        side: the only side that works.
        minutes: the time that the session is fitted to.
    """

    bpm: int | None = None
    reps: int | None = None
    side: Side | None = None
    minutes: float | None = None


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """A session, ready to be played: `left_out` says in sentences what found no place in the time."""

    routine: Routine
    preferences: CoachingPreferences
    seconds: float
    left_out: tuple[str, ...] = ()

    @property
    def notice(self) -> str:
        """What was left out, as one text; empty where nothing was."""
        if not self.left_out:
            return ""
        return tr("Fitted to your time. {what}").format(what=" ".join(self.left_out))


def find_routine(library: Library, item_id: str) -> Routine | None:
    """The drill or routine with this id, as a routine; None where there is neither."""
    drill = library.drill(item_id)
    if drill is not None:
        return single_drill(drill)
    return next((routine for routine in built_in_routines(library.drills) if routine.id == item_id), None)


class SessionLengths:
    """How long routines take, waiting not counted; each drill is compiled once, whatever it is part of."""

    def __init__(self, preferences: CoachingPreferences, timing: Timing) -> None:
        self.preferences = preferences
        self._timing = timing
        self._frames: dict[tuple[str, tuple[str, ...], Dose | None], int] = {}
        self._edges = 0

    def under(self, preferences: CoachingPreferences) -> "SessionLengths":
        """The lengths with other preferences."""
        return self if preferences == self.preferences else SessionLengths(preferences, self._timing)

    def seconds(self, routine: Routine) -> float:
        """The length of the whole routine."""
        parts = sum(map(self._part, routine.items))
        rests = sum(rest_frames(item.drill, self.preferences, self._timing) for item in routine.items[1:])
        return (self._edges + parts + rests) / SAMPLE_RATE

    def _part(self, item: RoutineItem) -> int:
        """Frames of one drill, without what opens and closes a session."""
        key = (item.drill.id, item.movements, item.dose)
        if key not in self._frames:
            alone = compile_routine(Routine("", "", "", (item,)), self.preferences, self._timing)
            edges = (SegmentKind.SAFETY, SegmentKind.DONE)
            self._edges = sum(segment.length for segment in alone.segments if segment.kind in edges)
            self._frames[key] = alone.length - self._edges
        return self._frames[key]


def plan_session(routine: Routine, wishes: Wishes, lengths: SessionLengths) -> SessionPlan:
    """`routine` with the preferences of `lengths` and the wishes, fitted to the wished time or to its own."""
    wished = _wished(lengths.preferences, wishes, [item.drill for item in routine.items])
    takes = lengths.under(wished).seconds
    limit = routine.seconds if wishes.minutes is None else wishes.minutes * 60
    if limit is None:
        return SessionPlan(routine, wished, takes(routine))
    plan = fit(routine, limit, takes)
    return SessionPlan(plan.routine, wished, takes(plan.routine), plan.left_out)


def _wished(preferences: CoachingPreferences, wishes: Wishes, drills: list[Drill]) -> CoachingPreferences:
    side = preferences.only_side if wishes.side is None else wishes.side
    if wishes.bpm is None and wishes.reps is None:
        return replace(preferences, only_side=side)
    choices = {drill.id: _choices(preferences.choices(drill.id), drill, wishes) for drill in drills}
    return replace(preferences, only_side=side, drills={**preferences.drills, **choices})


def _choices(known: DrillChoices, drill: Drill, wishes: Wishes) -> DrillChoices:
    reps = known.reps
    if wishes.reps is not None:
        reps = {movement.id: movement.reps.clamp(wishes.reps) for movement in drill.movements}
    return DrillChoices(reps, known.bpm if wishes.bpm is None else wishes.bpm, known.cue)
