"""Coverage in words: regions and planes inside a sentence."""

from mobility_coach.domain.coverage import Cell, Suggestion
from mobility_coach.domain.drill import Region
from mobility_coach.domain.wording import ntr, tr
from mobility_coach.services.presenters.plain_words import plane_title


def suggestion_words(suggestion: Suggestion) -> str:
    """Why a drill is suggested: "Hips in the frontal plane waited longest. Next: Hip flexor matrix."."""
    if suggestion.is_first:
        return tr("{drill} is a good one to begin with.").format(drill=suggestion.drill.title)
    why = tr("{place} waited longest.") if suggestion.cell.last else tr("{place}: still new to you.")
    reason = why.format(place=_place_words(suggestion.cell))
    return tr("{reason} Next: {drill}.").format(reason=reason, drill=suggestion.drill.title)


def waited_words(cell: Cell, days: int | None) -> str:
    """How long a cell waited: "Ankles in the frontal plane waited 4 days."; `days` None: it is new."""
    place = _place_words(cell)
    if days is None:
        return tr("{place}: still new to you.").format(place=place)
    waited = ntr("{count} day", "{count} days", days)
    return tr("{place} waited {days}.").format(place=place, days=waited)


def _place_words(cell: Cell) -> str:
    part = {
        Region.ANKLE: tr("Ankles"),
        Region.HIP: tr("Hips"),
        Region.THORACIC_SPINE: tr("The thoracic spine"),
    }[cell.region]
    return tr("{part} in the {plane} plane").format(part=part, plane=plane_title(cell.plane).lower())
