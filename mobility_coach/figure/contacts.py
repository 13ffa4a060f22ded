"""Where the figure rests: the points of a contact, and the bones whose skin touches."""

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import LegMode, Point, Rig
from mobility_coach.figure.kinematics.draft import SIGNS
from mobility_coach.figure.pose import Pose, Vector
from mobility_coach.figure.skeleton import ANKLE_HEIGHT, PALM

# Points of the left side, from the bone's joint in the rest pose; the right ones are mirrored.
_POINTS: dict[str, tuple[tuple[str, Point], ...]] = {
    "foot": (
        ("foot", (0.0, -ANKLE_HEIGHT, -0.045)),
        ("forefoot", (-0.028, -0.030, 0.058)),
        ("forefoot", (0.028, -0.030, 0.040)),
        ("toes", (0.0, -0.020, 0.050)),
    ),
    "big_toe": (("forefoot", (-0.028, -0.030, 0.058)),),
    "toes": (("toes", (0.0, -0.020, 0.020)),),
    "instep": (("toes", (0.0, 0.0, 0.040)),),
    "knee": (("shank", (0.0, 0.0, 0.0)),),
    "shin": (("shank", (0.0, 0.0, 0.0)), ("foot", (0.0, 0.0, 0.0))),
    "hand": (("hand", PALM),),
    "elbow": (("forearm", (0.0, 0.0, 0.0)),),
    "pelvis": (("pelvis", (0.0, 0.0, 0.0)),),
}
_TOUCHING: dict[str, tuple[tuple[str, ...], ...]] = {
    "foot": (("foot",), ("toes",)),
    "big_toe": (("toes",),),
    "toes": (("toes",),),
    "instep": (("toes", "forefoot"),),
    "knee": (("thigh", "shank"),),
    "shin": (("shank",),),
    "hand": (("hand",), ("fingers",)),
    "elbow": (("forearm",),),
    "pelvis": (("pelvis", "thigh"),),
}


def contact_points(pose: Pose, contact: str) -> list[Vector]:
    """The points that should stay where they are while this rests."""
    kind, _, side = contact.partition(".")
    sign = SIGNS.get(side, 1)
    return [
        pose.point(f"{bone}.{side}" if side else bone, (sign * x, y, z)) for bone, (x, y, z) in _POINTS[kind]
    ]


def touching_bones(contact: str, rig: Rig) -> list[frozenset[str]]:
    """The bones whose skin touches: a planted foot's heel and its toes, a hand's palm and its fingers."""
    kind, _, side = contact.partition(".")
    sides = [side] if side else list(SIGNS)
    parts = _TOUCHING[kind]
    if kind == "foot" and rig.limb(Side(side)).leg is not LegMode.PLANT:
        parts = (("foot", "forefoot", "toes"),)
    return [frozenset({*bones, *(f"{bone}.{each}" for bone in bones for each in sides)}) for bones in parts]


def is_lying(rig: Rig) -> bool:
    """Whether the figure lies on the floor."""
    return "pelvis" in rig.contacts
