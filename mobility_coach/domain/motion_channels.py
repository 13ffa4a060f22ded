"""The channels of a motion: the numbers that make a pose, each with the range that a file may give it."""

from collections.abc import Mapping
from types import MappingProxyType

_SIDES = ("left", "right")

_MIDDLE = {
    # Where the pelvis is (metres; read in a rig whose root is free), and how it stands.
    "pelvis.x": (-2.0, 2.0),
    "pelvis.y": (0.0, 1.5),
    "pelvis.z": (-2.0, 2.0),
    "pelvis.turn": (-180.0, 180.0),  # + to the figure's left
    "pelvis.lean": (-90.0, 90.0),  # + to the figure's left
    "pelvis.tilt": (-90.0, 90.0),  # + forward
    # Of the whole spine; its three parts share it.
    "spine.flexion": (-40.0, 90.0),
    "spine.side_bend": (-45.0, 45.0),  # + to the figure's left
    "spine.rotation": (-60.0, 60.0),  # + to the figure's left
    "neck.flexion": (-60.0, 60.0),
    "neck.side_bend": (-45.0, 45.0),
    "neck.rotation": (-80.0, 80.0),
}
_EACH_SIDE = {
    # A planted foot: where its ankle stands plumb over the floor, and how the foot stands.
    "foot.{side}.x": (-2.0, 2.0),
    "foot.{side}.y": (-0.1, 2.0),  # height of the sole
    "foot.{side}.z": (-2.0, 2.0),
    "foot.{side}.turn": (-90.0, 90.0),  # + toes outward
    "foot.{side}.inversion": (-25.0, 35.0),
    "foot.{side}.heel_raise": (-45.0, 80.0),  # about the ball of the foot
    # The shin over a foot that carries the figure.
    "shin.{side}.forward": (-40.0, 60.0),
    "shin.{side}.lean": (-30.0, 30.0),
    "shin.{side}.turn": (-45.0, 45.0),
    # The shin behind a kneeling knee.
    "shin.{side}.swing": (-60.0, 60.0),  # + the foot goes outward
    "shin.{side}.drop": (-60.0, 60.0),
    "thigh.{side}.forward": (-60.0, 90.0),
    "thigh.{side}.lean": (-45.0, 45.0),
    "knee.{side}.x": (-2.0, 2.0),
    "knee.{side}.z": (-2.0, 2.0),
    "knee.{side}.flexion": (-5.0, 160.0),
    "knee.{side}.outward": (-60.0, 60.0),  # where the knee of a planted leg points
    "hip.{side}.flexion": (-40.0, 130.0),
    "hip.{side}.abduction": (-40.0, 60.0),
    "hip.{side}.external_rotation": (-60.0, 70.0),
    "ankle.{side}.dorsiflexion": (-60.0, 45.0),
    "ankle.{side}.inversion": (-25.0, 40.0),
    "toes.{side}.extension": (-45.0, 90.0),
    "clavicle.{side}.elevation": (-20.0, 40.0),
    "clavicle.{side}.protraction": (-30.0, 40.0),
    "shoulder.{side}.elevation": (0.0, 180.0),
    "shoulder.{side}.plane": (-90.0, 150.0),  # 0 sideways, 90 forward
    "shoulder.{side}.rotation": (-110.0, 110.0),
    "elbow.{side}.flexion": (0.0, 155.0),
    "elbow.{side}.swivel": (-180.0, 180.0),  # of an arm whose hand is placed
    "forearm.{side}.pronation": (-95.0, 95.0),
    "wrist.{side}.extension": (-80.0, 80.0),
    "wrist.{side}.radial_deviation": (-45.0, 30.0),
    "hand.{side}.x": (-1.0, 1.0),  # moves a placed hand
    "hand.{side}.y": (-1.0, 1.0),
    "hand.{side}.z": (-1.0, 1.0),
    "fingers.{side}.curl": (-20.0, 100.0),
}

CHANNELS: Mapping[str, tuple[float, float]] = MappingProxyType(
    _MIDDLE | {name.format(side=side): limits for side in _SIDES for name, limits in _EACH_SIDE.items()}
)
"""Lowest and highest value by channel; one that a pose does not name is 0."""

ANGLES: frozenset[str] = frozenset(
    {f"{part}.{motion}" for part in ("trunk", "neck") for motion in ("flexion", "side_bend", "rotation")}
    | {
        f"{joint}.{side}.{motion}"
        for side in _SIDES
        for joint, motions in {
            "hip": ("flexion", "abduction", "external_rotation"),
            "knee": ("flexion", "rotation"),
            "ankle": ("dorsiflexion", "inversion", "rotation"),
            "toes": ("extension",),
            "shoulder": ("elevation", "plane", "rotation"),
            "elbow": ("flexion",),
            "forearm": ("pronation",),
            "wrist": ("extension", "radial_deviation"),
        }.items()
        for motion in motions
    }
)
"""The joint angles that are measured on a pose, by anatomical name."""

BONES: tuple[str, ...] = (
    *("pelvis", "lumbar", "thorax", "chest", "neck", "head"),
    *(
        f"{bone}.{side}"
        for side in _SIDES
        for bone in (
            *("clavicle", "upper_arm", "forearm", "hand", "fingers"),
            *("thigh", "shank", "foot", "forefoot", "toes"),
        )
    ),
)
"""The bones by name, as a motion may name them."""

CONTACTS: tuple[str, ...] = (
    *(
        f"{part}.{side}"
        for side in _SIDES
        for part in ("foot", "big_toe", "toes", "instep", "knee", "shin", "hand", "elbow")
    ),
    "pelvis",
)
"""What can rest on the floor or a prop."""
