"""Reads how channels become a pose: the root, the limbs, the contacts."""

from collections.abc import Iterator

from mobility_coach.domain.drill import Side
from mobility_coach.domain.drill_format.fields import Fields
from mobility_coach.domain.drill_format.problems import quoted
from mobility_coach.domain.motion import (
    ArmMode,
    ElbowPlace,
    HandPlace,
    LegMode,
    Limb,
    Point,
    Rig,
    Root,
    RootMode,
    ShinPlace,
)
from mobility_coach.domain.motion_channels import BONES, CONTACTS
from mobility_coach.domain.motion_format.values import (
    ORIGIN,
    REACH,
    direction,
    directions,
    point,
    single_side,
)
from mobility_coach.domain.wording import tr

_ROOT_LEGS = {RootMode.FOOT: LegMode.PLANT, RootMode.KNEE: LegMode.KNEEL}
_CONTACT_MODES: dict[str, tuple[LegMode | ArmMode, ...]] = {
    "big_toe": (LegMode.PLANT,),
    "shin": (LegMode.PLACE, LegMode.KNEEL),
    "hand": (ArmMode.REACH,),
    "elbow": (ArmMode.ELBOW,),
}
_RESTS_FOR_HANDS = tuple(
    bone
    for bone in BONES
    if not bone.startswith(("clavicle.", "upper_arm.", "forearm.", "hand.", "fingers."))
)

_PLAIN_LIMB = Limb()
PLAIN_RIG = Rig(Root(RootMode.FREE), _PLAIN_LIMB, _PLAIN_LIMB)


def read_rig(fields: Fields, before: Rig) -> Rig:
    """A rig; what the file leaves out is as in `before`."""
    fields.expect((), ("root", "left", "right", "pelvis_turn", "contacts"))
    return Rig(
        root=fields.part("root", _root) if "root" in fields else before.root,
        left=fields.part("left", lambda part: _limb(part, before.left)),
        right=fields.part("right", lambda part: _limb(part, before.right)),
        pelvis_turn=point(fields, "pelvis_turn", 180.0) or before.pelvis_turn,
        contacts=fields.names("contacts", CONTACTS, len(CONTACTS))
        if "contacts" in fields
        else before.contacts,
    )


def faults_of_rig(rig: Rig) -> Iterator[tuple[str, str]]:
    """What in a whole rig does not fit together: the place in it, and what to do."""
    needed = _ROOT_LEGS.get(rig.root.mode)
    if needed and rig.limb(rig.root.side).leg is not needed:
        rule = tr("a root '{mode}' on the {side} needs 'leg' '{leg}' on that side")
        yield "root", rule.format(mode=rig.root.mode, side=rig.root.side, leg=needed)
    for side in (Side.LEFT, Side.RIGHT):
        yield from _missing_places(side, rig.limb(side))
    for contact in rig.contacts:
        yield from _faults_of_contact(contact, rig)


def _missing_places(side: Side, limb: Limb) -> Iterator[tuple[str, str]]:
    places: tuple[tuple[ArmMode | LegMode, str, object], ...] = (
        (ArmMode.REACH, "hand", limb.hand),
        (ArmMode.ELBOW, "elbow", limb.elbow),
        (LegMode.PLACE, "shin", limb.shin),
    )
    for mode, name, place in places:
        if mode in (limb.arm, limb.leg) and place is None:
            yield side, tr("'{name}' is missing; '{mode}' needs it").format(name=name, mode=mode)


def _faults_of_contact(contact: str, rig: Rig) -> Iterator[tuple[str, str]]:
    part, _, side = contact.partition(".")
    wanted = _CONTACT_MODES.get(part)
    if not wanted:
        return
    limb = rig.limb(Side(side))
    actual = limb.arm if isinstance(wanted[0], ArmMode) else limb.leg
    if actual not in wanted:
        rule = tr("{contact} can't rest while that limb is '{actual}'; it must be {wanted}")
        modes = " / ".join(quoted(mode) for mode in wanted)
        yield "contacts", rule.format(contact=quoted(contact), actual=actual, wanted=modes)


def _root(fields: Fields) -> Root:
    fields.expect(("mode",), ("side", "knee_height"))
    mode = fields.word("mode", RootMode)
    if mode is None:
        return PLAIN_RIG.root
    if mode is RootMode.FREE:
        if "side" in fields:
            fields.note("side", tr("only a root 'foot' or 'knee' has a side; take it out"))
        return Root(mode)
    if "side" not in fields:
        fields.note("", tr("'side' is missing; say 'left' or 'right'"))
    height = fields.number("knee_height", 0.0, 1.5)
    side = single_side(fields, "side") or Side.LEFT
    return Root(mode, side) if height is None else Root(mode, side, height)


def _limb(fields: Fields, before: Limb) -> Limb:
    fields.expect((), ("leg", "arm", "hand", "elbow", "shin"))
    return Limb(
        leg=fields.word("leg", LegMode) or before.leg,
        arm=fields.word("arm", ArmMode) or before.arm,
        hand=fields.part("hand", _hand) if "hand" in fields else before.hand,
        elbow=fields.part("elbow", _elbow) if "elbow" in fields else before.elbow,
        shin=fields.part("shin", _shin) if "shin" in fields else before.shin,
    )


def _hand(fields: Fields) -> HandPlace:
    fields.expect(("position", "normal", "fingers"), ("bone", "tip", "pole"))
    normal, fingers = directions(fields, "normal", "fingers")
    return HandPlace(
        position=_place(fields, "position"),
        normal=normal,
        fingers=fingers,
        bone=fields.name("bone", _RESTS_FOR_HANDS),
        tip=fields.flag("tip"),
        pole=direction(fields, "pole") if "pole" in fields else None,
    )


def _elbow(fields: Fields) -> ElbowPlace:
    fields.expect(("position", "forearm", "normal"))
    forearm, normal = directions(fields, "forearm", "normal")
    return ElbowPlace(_place(fields, "position"), forearm, normal)


def _shin(fields: Fields) -> ShinPlace:
    fields.expect(("knee", "ankle"), ("turn",))
    knee, ankle = _place(fields, "knee"), _place(fields, "ankle")
    return ShinPlace(knee, ankle, fields.number("turn", -60.0, 60.0) or 0.0)


def _place(fields: Fields, key: str) -> Point:
    return point(fields, key, REACH) or ORIGIN
