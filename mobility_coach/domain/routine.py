"""Routines: ordered drills with doses, and the ones that come with the program."""

from collections.abc import Iterable
from dataclasses import dataclass

from mobility_coach.domain.drill import Drill, Equipment, Movement, Place, Region
from mobility_coach.domain.preferences import Dose
from mobility_coach.domain.wording import tr

SHORT_SECONDS = 180.0

BUILT_IN_IDS = frozenset({"full", "before-run", "desk", "tv", "short", *(region.value for region in Region)})
"""The ids of the routines that come with the program; a drill with one of them would hide the routine."""


AD_BREAK_MINUTES = (1, 2, 3)
"""How long an ad break can be."""

AD_BREAK = "ad-break"
"""The id of what is done in an ad break; it is made anew each time."""

_AD_BREAKS = {f"{AD_BREAK}-{minutes}": minutes for minutes in AD_BREAK_MINUTES}

RESERVED_IDS = BUILT_IN_IDS | {AD_BREAK} | _AD_BREAKS.keys()
"""No drill can have one of these."""


def ad_break_id(minutes: int) -> str:
    """What asks for an ad break of so many minutes."""
    return f"{AD_BREAK}-{minutes}"


def ad_break_minutes(item_id: str) -> int | None:
    """The minutes of the ad break that is asked for; None for everything else."""
    return _AD_BREAKS.get(item_id)


@dataclass(frozen=True, slots=True)
class RoutineItem:
    """A drill in a routine. No `movements` means all of them; no `dose` means the person's own.

    With `reps` each movement has just so many, whatever its range is.

    Raises:
        ValueError: none of the movements is one of the drill's.
    """

    drill: Drill
    movements: tuple[str, ...] = ()
    dose: Dose | None = None
    reps: int | None = None

    def __post_init__(self) -> None:
        if not self.chosen:
            raise ValueError(f"{self.drill.id} has no movement {', '.join(self.movements)}")

    @property
    def chosen(self) -> tuple[Movement, ...]:
        """The movements that are done, in the drill's order."""
        every = self.drill.movements
        return every if not self.movements else tuple(m for m in every if m.id in self.movements)


@dataclass(frozen=True, slots=True)
class Routine:
    """Drills to be done one after the other. With `seconds` it is fitted to that time when it starts."""

    id: str
    title: str
    summary: str
    items: tuple[RoutineItem, ...]
    seconds: float | None = None


def single_drill(drill: Drill) -> Routine:
    """A drill on its own, as a routine."""
    return Routine(drill.id, drill.title, drill.summary, (RoutineItem(drill),))


def region_title(region: Region) -> str:
    """A region's name, as a heading."""
    return {
        Region.ANKLE: tr("Ankle"),
        Region.HIP: tr("Hip"),
        Region.THORACIC_SPINE: tr("Thoracic spine"),
    }[region]


def built_in_routines(drills: Iterable[Drill]) -> tuple[Routine, ...]:
    """The routines that come with the program, made of whatever drills there are; empty ones are left out."""
    every = tuple(drills)
    at_desk = (d for d in every if d.is_standing and d.suitability(Place.DESK) is not None)
    routines = (
        _routine("full", tr("Full session"), tr("Ankles, hips and upper back, everything."), every),
        _routine(
            "before-run",
            tr("Before a run"),
            tr("Wakes up ankles, hips and upper back before you set off."),
            _suited(every, Place.BEFORE_RUN),
        ),
        _routine("desk", tr("At the desk"), tr("Standing, in shoes, beside your desk."), at_desk),
        _routine(
            "tv",
            tr("In front of the TV"),
            tr("Drills that let you face the screen."),
            _suited(every, Place.TV),
        ),
        *(
            _routine(region.value, region_title(region), _region_summary(region), _in_region(every, region))
            for region in Region
        ),
        _routine(
            "short",
            tr("Three minutes"),
            tr("What fits when time is short."),
            _one_for_each_region(every),
            SHORT_SECONDS,
        ),
    )
    return tuple(routine for routine in routines if routine.items)


def _routine(
    routine_id: str, title: str, summary: str, drills: Iterable[Drill], seconds: float | None = None
) -> Routine:
    return Routine(routine_id, title, summary, tuple(RoutineItem(drill) for drill in drills), seconds)


def _suited(drills: Iterable[Drill], place: Place) -> tuple[Drill, ...]:
    return tuple(drill for drill in drills if drill.suitability(place) is not None)


def _in_region(drills: Iterable[Drill], region: Region) -> tuple[Drill, ...]:
    return tuple(drill for drill in drills if drill.region is region)


def _region_summary(region: Region) -> str:
    return {
        Region.ANKLE: tr("Everything for the ankles."),
        Region.HIP: tr("Everything for the hips."),
        Region.THORACIC_SPINE: tr("Everything for the upper back."),
    }[region]


def _one_for_each_region(drills: tuple[Drill, ...]) -> tuple[Drill, ...]:
    """From each region the drill that asks for least: standing, little equipment, few movements."""
    chosen = (min(_in_region(drills, region), key=_effort, default=None) for region in Region)
    return tuple(drill for drill in chosen if drill is not None)


def _effort(drill: Drill) -> tuple[bool, int, int]:
    return Equipment.FLOOR in drill.equipment, len(drill.equipment), len(drill.movements)
