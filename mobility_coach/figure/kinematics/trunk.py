"""How the pelvis stands, and the spine above it."""

from mobility_coach.domain.motion import Point
from mobility_coach.figure.geometry import turn_x, turn_y, turn_z
from mobility_coach.figure.kinematics.draft import Draft
from mobility_coach.figure.pose import Matrix

# How the parts of the spine share a motion: the lumbar spine flexes most and hardly rotates, the thoracic
# spine rotates most (White and Panjabi, Clinical Biomechanics of the Spine, 1990).
_SPINE_SHARES = {
    "lumbar": (0.50, 0.36, 0.16),  # flexion, side bend, rotation
    "thorax": (0.28, 0.34, 0.46),
    "chest": (0.22, 0.30, 0.38),
}
_NECK_SHARES = {"neck": (0.5, 0.5, 0.5), "head": (0.5, 0.5, 0.5)}


def pelvis_turn(draft: Draft, base: Point) -> Matrix:
    """How the pelvis is turned: `base` (tilt, turn, roll of the rig) first, then its channels."""
    turn: Matrix = (
        turn_y(draft.value("pelvis.turn"))
        @ turn_z(-draft.value("pelvis.lean"))
        @ turn_x(draft.value("pelvis.tilt"))
    )
    if any(base):
        pitch, yaw, roll = base
        turn = turn_y(yaw) @ turn_x(pitch) @ turn_z(roll) @ turn
    return turn


def place_spine(draft: Draft) -> None:
    """Put spine, neck and head on the pelvis, which is placed."""
    parent = "pelvis"
    for part, parts in (("spine", _SPINE_SHARES), ("neck", _NECK_SHARES)):
        flexion, bend, rotation = (
            draft.value(f"{part}.{name}") for name in ("flexion", "side_bend", "rotation")
        )
        for bone, (flexion_share, bend_share, rotation_share) in parts.items():
            bent = turn_z(-bend * bend_share) @ turn_x(flexion * flexion_share)
            draft.attach(bone, parent, draft.turn(parent) @ turn_y(rotation * rotation_share) @ bent)
            parent = bone
