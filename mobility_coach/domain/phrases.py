"""What the coach says beside the drills' own texts. Short, spoken, plain."""

from mobility_coach.domain.drill import Drill, Equipment, Side, Sides
from mobility_coach.domain.wording import tr


def safety_words() -> str:
    """Said once, when a session opens."""
    return tr("A strong stretch is fine. If anything hurts, stop.")


def last_one() -> str:
    """Said before the last rep."""
    return tr("Last one")


def closing_words() -> str:
    """Said when all is done."""
    return tr("All done. Nice work.")


def back_to_film() -> str:
    """Said when an ad break is over, just before the film goes on."""
    return tr("Back to your film.")


def equipment_name(equipment: Equipment) -> str:
    """What a person has to have at hand, with its article."""
    return {
        Equipment.WALL: tr("a wall"),
        Equipment.SUPPORT: tr("something solid to hold on to"),
        Equipment.FLOOR: tr("a soft floor or a mat"),
        Equipment.BENCH: tr("a bench, a table or a couch arm"),
        Equipment.CORNER: tr("a corner or a doorway"),
    }[equipment]


def needs(drill: Drill) -> str:
    """What the drill needs, as a sentence; says so where it needs nothing."""
    names = _things(drill)
    if not names:
        return tr("You need nothing for it.")
    if len(names) == 1:
        return tr("You need {thing}.").format(thing=names[0])
    return tr("You need {things} and {last}.").format(things=", ".join(names[:-1]), last=names[-1])


def _things(drill: Drill) -> list[str]:
    """The names of the equipment; wall and support are one thing, since either will do."""
    either = {Equipment.WALL, Equipment.SUPPORT}
    if not either <= set(drill.equipment):
        return [equipment_name(item) for item in drill.equipment]
    others = [equipment_name(item) for item in drill.equipment if item not in either]
    return [*others, tr("a wall or {thing}").format(thing=equipment_name(Equipment.SUPPORT))]


def introduction(drill: Drill) -> str:
    """Name and equipment, said when a drill opens."""
    return f"{drill.title}. {needs(drill)}"


def rest_words(coming: Drill) -> str:
    """Said when the rest before a drill begins."""
    return tr("Rest for a moment. Next: {drill}.").format(drill=coming.title)


def side_title(sides: Sides, side: Side) -> str:
    """The label of a working side; empty where none is meant."""
    if sides is not Sides.EACH:
        return ""
    return {Side.LEFT: tr("Left side"), Side.RIGHT: tr("Right side"), Side.BOTH: ""}[side]
