"""What would be done in a break, in words."""

from typing import TYPE_CHECKING

from mobility_coach.domain.drill import Drill, Equipment, Place, Side, Sides
from mobility_coach.domain.mirror import fill_sides
from mobility_coach.domain.routine import RoutineItem
from mobility_coach.domain.wording import tr
from mobility_coach.services.breaks.break_view import BreakOffer
from mobility_coach.services.presenters.break_times import span_words
from mobility_coach.services.presenters.coverage_words import waited_words
from mobility_coach.services.presenters.plain_words import equipment_title, position_title

if TYPE_CHECKING:
    from mobility_coach.domain.breaks.choice import Choice
    from mobility_coach.services.session.session_plan import SessionPlan


def present_offer(
    plan: "SessionPlan", choice: "Choice | None", worked: float | None, *, has_others: bool
) -> BreakOffer:
    """What would be done.

    Args:
        plan: the session, with a drill at least.
        choice: why it was chosen; None where the person named it.
        worked: seconds of work that led to it; None where the time of day did.
        has_others: whether something else could be chosen.
    """
    first = plan.routine.items[0]
    side = Side.BOTH if first.drill.sides is Sides.TOGETHER else plan.preferences.first_side
    return BreakOffer(
        item=first.drill.id if choice else plan.routine.id,
        drill=first.drill.id,
        movement=first.chosen[0].id,
        side=side,
        title=plan.routine.title,
        text=" ".join(_sentences(plan, choice)),
        since="" if worked is None else tr("After {length} of work").format(length=span_words(worked)),
        has_others=has_others,
        length=span_words(plan.seconds),
    )


def no_offer(seconds: float) -> BreakOffer:
    """What is said where no drill could be read: a break is good without one, too."""
    length = span_words(seconds)
    text = tr("{length} away from the screen. No drill could be read; the messages in the window say why.")
    return BreakOffer("", "", "", Side.BOTH, tr("Stand up"), text.format(length=length), length=length)


def _sentences(plan: "SessionPlan", choice: "Choice | None") -> list[str]:
    items = plan.routine.items
    sentences = [tr("{what}.").format(what=part) for part in _part_of(items, plan)]
    sentences.append(tr("{what}.").format(what=", ".join([span_words(plan.seconds), *_place(items)])))
    if needed := _needed(items):
        sentences.append(tr("You need: {things}.").format(things=", ".join(needed)))
    if choice is not None and choice.cell is not None:
        sentences.append(waited_words(choice.cell, choice.days))
    return sentences


def _part_of(items: tuple[RoutineItem, ...], plan: "SessionPlan") -> list[str]:
    """The one movement of a drill that has more."""
    item = items[0]
    if len(items) > 1 or len(item.chosen) > 1 or len(item.drill.movements) == 1:
        return []
    return [fill_sides(item.chosen[0].title, plan.preferences.first_side)]


def _place(items: tuple[RoutineItem, ...]) -> list[str]:
    """How and where, in a few words: "standing", "in shoes", "in a doorway"."""
    drills = [item.drill for item in items]
    if any(Equipment.FLOOR in drill.equipment for drill in drills):
        return [tr("on the floor")]
    if not all(drill.is_standing for drill in drills):
        return list(dict.fromkeys(position_title(drill.position).lower() for drill in drills))
    words = [tr("standing")]
    if all(drill.suitability(Place.DESK) for drill in drills):
        words += [tr("in shoes"), *dict.fromkeys(note for drill in drills if (note := _note(drill)))]
    return words


def _needed(items: tuple[RoutineItem, ...]) -> list[str]:
    """What has to be there beside the floor; what a note about the desk has said already is left out."""
    things = (equipment for item in items if not _note(item.drill) for equipment in item.drill.equipment)
    return list(
        dict.fromkeys(equipment_title(each).lower() for each in things if each is not Equipment.FLOOR)
    )


def _note(drill: Drill) -> str:
    suitability = drill.suitability(Place.DESK)
    return suitability.note if suitability else ""
