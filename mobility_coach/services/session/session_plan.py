"""From what a person asks for to what a player plays: the routine, fitted, and the preferences for it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mobility_coach.domain.compiler import drill_length, rest_frames
from mobility_coach.domain.drill import Drill, Side
from mobility_coach.domain.library import Library
from mobility_coach.domain.planner import fit
from mobility_coach.domain.preferences import CoachingPreferences, Dose, DrillChoices
from mobility_coach.domain.routine import Routine, RoutineItem, built_in_routines, single_drill
from mobility_coach.domain.score import Timing
from mobility_coach.domain.timeline import SAMPLE_RATE
from mobility_coach.domain.wording import tr

if TYPE_CHECKING:  # it brings what moves a session, which lists and command lines don't need
    from mobility_coach.services.session.time_limit import TimeLimit


@dataclass(frozen=True, slots=True)
class Wishes:
    """What one session shall have beside the person's settings; None leaves a thing as it is.

    Attributes:
        bpm: tempo of each drill's first movement; the others keep their proportion to it.
        reps: reps of all movements; each keeps to its own range.
        side: the only side that works.
        minutes: the time that the session is fitted to.
        uses_floor: whether an ad break may use the floor, also where the settings say that it may not.
    """

    bpm: int | None = None
    reps: int | None = None
    side: Side | None = None
    minutes: float | None = None
    uses_floor: bool = False


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """A session, ready to be played: `left_out` says in sentences what found no place in the time.

    With a `limit` it is over at that moment, however long the routine is.
    """

    routine: Routine
    preferences: CoachingPreferences
    seconds: float
    left_out: tuple[str, ...] = ()
    limit: "TimeLimit | None" = None

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
    """How long routines take, waiting not counted; each drill is measured once, whatever it is part of."""

    def __init__(self, preferences: CoachingPreferences, timing: Timing) -> None:
        self.preferences = preferences
        self._timing = timing
        self._frames: dict[tuple[str, tuple[str, ...], Dose | None, int | None], int] = {}
        self._edges = 0

    def under(self, preferences: CoachingPreferences) -> "SessionLengths":
        """The lengths with other preferences; what these leave as it was is not measured again."""
        if preferences == self.preferences:
            return self
        other = SessionLengths(preferences, self._timing)
        if replace(preferences, drills={}) == replace(self.preferences, drills={}):
            before, after = self.preferences.drills, preferences.drills
            changed = {each for each in {*before, *after} if before.get(each) != after.get(each)}
            other._frames = {key: length for key, length in self._frames.items() if key[0] not in changed}
            other._edges = self._edges
        return other

    def seconds(self, routine: Routine) -> float:
        """The length of the whole routine."""
        parts = sum(map(self._part, routine.items))
        rests = sum(rest_frames(item.drill, self.preferences, self._timing) for item in routine.items[1:])
        return (self._edges + parts + rests) / SAMPLE_RATE

    def knows(self, drill: Drill) -> bool:
        """Whether the whole drill was measured, so that its length costs nothing."""
        return (drill.id, (), None, None) in self._frames

    def _part(self, item: RoutineItem) -> int:
        """Frames of one drill, without what opens and closes a session."""
        key = (item.drill.id, item.movements, item.dose, item.reps)
        if key not in self._frames:
            measured = drill_length(item, self.preferences, self._timing)
            self._edges = measured.edges
            self._frames[key] = measured.drill
        return self._frames[key]


def plan_session(routine: Routine, wishes: Wishes, lengths: SessionLengths) -> SessionPlan:
    """`routine` with the preferences of `lengths` and the wishes, fitted to the wished time or to its own."""
    wished = wished_preferences(lengths.preferences, wishes, [item.drill for item in routine.items])
    takes = lengths.under(wished).seconds
    limit = routine.seconds if wishes.minutes is None else wishes.minutes * 60
    if limit is None:
        return SessionPlan(routine, wished, takes(routine))
    plan = fit(routine, limit, takes)
    return SessionPlan(plan.routine, wished, takes(plan.routine), plan.left_out)


def wished_preferences(
    preferences: CoachingPreferences, wishes: Wishes, drills: Iterable[Drill]
) -> CoachingPreferences:
    """`preferences` with the wishes for side, tempo and reps of these drills."""
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
