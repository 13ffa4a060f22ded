"""The words that several views share: lengths, days, names of planes and equipment."""

from datetime import date

from mobility_coach.domain.drill import Drill, Equipment, Place, Plane, Position
from mobility_coach.domain.wording import ntr, tr

SEPARATOR = " · "

_DAYS_SHOWN = 14
_WEEKS_SHOWN = 9
_DAYS_A_MONTH = 30.44


def shortened(text: str, limit: int) -> str:
    """`text` on one line and with at most `limit` characters; what is cut ends in an ellipsis."""
    line = " ".join(text[: 4 * limit].split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def minutes_text(seconds: float) -> str:
    """A length for people: whole minutes, at least one ("6 min")."""
    return ntr("{count} min", "{count} min", whole_minutes(seconds))


def whole_minutes(seconds: float) -> int:
    """A length in the minutes in which it is shown everywhere."""
    return max(1, round(seconds / 60))


def last_done_text(day: date | None, today: date) -> str:
    """When something was last done, seen from `today`; a day that is still to come counts as today."""
    if day is None:
        return tr("not yet done")
    days = max(0, (today - day).days)
    if days == 0:
        return tr("today")
    if days == 1:
        return tr("yesterday")
    if days < _DAYS_SHOWN:
        return ntr("{count} day ago", "{count} days ago", days)
    if days < _WEEKS_SHOWN * 7:
        return ntr("{count} week ago", "{count} weeks ago", days // 7)
    return ntr("{count} month ago", "{count} months ago", round(days / _DAYS_A_MONTH))


def plane_title(plane: Plane) -> str:
    """The name of a plane of motion."""
    return {
        Plane.SAGITTAL: tr("Sagittal"),
        Plane.FRONTAL: tr("Frontal"),
        Plane.TRANSVERSE: tr("Transverse"),
    }[plane]


def equipment_title(equipment: Equipment) -> str:
    """The name of something that a drill needs."""
    return {
        Equipment.WALL: tr("Wall"),
        Equipment.SUPPORT: tr("Support"),
        Equipment.FLOOR: tr("Floor"),
        Equipment.BENCH: tr("Bench"),
        Equipment.CORNER: tr("Corner"),
    }[equipment]


def position_title(position: Position) -> str:
    """The name of a position."""
    return {
        Position.STANDING: tr("Standing"),
        Position.HALF_KNEELING: tr("Half kneeling"),
        Position.KNEELING: tr("Kneeling"),
        Position.SIDE_LYING: tr("Lying on the side"),
    }[position]


def place_title(place: Place) -> str:
    """The name of a place or moment that suits a drill."""
    return {
        Place.DESK: tr("At the desk"),
        Place.TV: tr("In front of the TV"),
        Place.BEFORE_RUN: tr("Before a run"),
    }[place]


def places_text(drill: Drill) -> str:
    """The places that suit a drill, in one short word each; empty where none is named."""
    short = {Place.DESK: tr("desk"), Place.TV: tr("TV"), Place.BEFORE_RUN: tr("run")}
    return ", ".join(short[entry.place] for entry in drill.suits)


def equipment_text(drill: Drill) -> str:
    """What a drill needs, on one line."""
    if not drill.equipment:
        return tr("Nothing needed")
    first, *others = (equipment_title(entry) for entry in drill.equipment)
    return ", ".join([first, *(other.lower() for other in others)])


def no_equipment_text() -> str:
    """That a drill needs none, among other facts on one line."""
    return tr("No equipment")


def planes_text(planes: tuple[Plane, ...]) -> str:
    """The planes on one line: one by its name, several by their number."""
    if len(planes) == 1:
        return plane_title(planes[0]).lower()
    return tr("two planes") if len(planes) == 2 else tr("three planes")
