"""How far joints go (degrees): published limits that no pose of the figure leaves.

Sources, by number:
    1. Merck Manual, Professional Version, Physical Therapy: normal values for range of motion of joints.
    2. American Academy of Orthopaedic Surgeons, Joint Motion: Method of Measuring and Recording (1965), and
       the common clinical tables after it.
    3. Baumbach et al., The influence of knee position on ankle dorsiflexion, BMC Musculoskeletal Disorders
       15:246 (2014): weight-bearing, and that 20 degrees of knee flexion take the calf out of play.
    4. Kapandji, The Physiology of the Joints: turning of the bent knee.
    5. Kurz, Stretching Scientifically.
    6. Boone and Azen, Normal range of motion of joints in male subjects, Journal of Bone and Joint Surgery
       61-A:756 (1979): the shoulder's rotation at 90 degrees of abduction.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from mobility_coach.figure.kinematics.draft import SIGNS

Limits = tuple[float, float]

_MIDDLE: Mapping[str, Limits] = {
    "trunk.flexion": (-30.0, 80.0),  # 2
    "trunk.side_bend": (-38.0, 38.0),  # 5: 35 of the lumbar spine
    "trunk.rotation": (-45.0, 45.0),  # 2
    "neck.flexion": (-60.0, 50.0),  # 2
    "neck.side_bend": (-45.0, 45.0),  # 2
    "neck.rotation": (-80.0, 80.0),  # 2
}
_EACH_SIDE: Mapping[str, Limits] = {
    "hip.flexion": (-30.0, 125.0),  # 2; 1 gives 15 for extension
    "hip.abduction": (-30.0, 45.0),  # 1
    "hip.external_rotation": (-45.0, 60.0),  # 2; 1 gives 45 and 45
    "knee.flexion": (-1.0, 150.0),  # 2
    "ankle.inversion": (-20.0, 35.0),  # 1, eversion a little less
    "ankle.rotation": (-25.0, 25.0),  # the foot's share in a turn of the leg over it, 4
    "toes.extension": (-45.0, 80.0),  # 1
    "shoulder.elevation": (0.0, 180.0),  # 2
    "elbow.flexion": (-1.0, 150.0),  # 2
    "forearm.pronation": (-90.0, 90.0),  # 2
    "wrist.extension": (-80.0, 70.0),  # 1
    "wrist.radial_deviation": (-45.0, 25.0),  # 2
}
_PLANTARFLEXION = -56.0  # 1 and 2: 50 to 65
_DORSIFLEXION_STRAIGHT, _DORSIFLEXION_BENT, _CALF_OUT_OF_PLAY = 25.0, 39.0, 20.0  # 3
_KNEE_INWARD, _KNEE_OUTWARD, _KNEE_LOCKED = 30.0, 40.0, 5.0  # 4
_SHOULDER_PLANE = (-45.0, 135.0)  # 5, 2: horizontal extension and flexion
_PLANE_COUNTS_FROM = 20.0
"""Below this elevation the plane of an arm says nothing: it hangs."""

_ROUNDING = 0.01

# The shoulder's rotation against an arm that is carried to its place without turning about itself (see
# `carried_rotation`), by elevation: inward, outward; sideways (2, 6: 70 and 90 to 104) and forward.
_ROTATION_SIDEWAYS = ((0.0, -95.0, 80.0), (90.0, -80.0, 100.0), (180.0, 10.0, 200.0))
_ROTATION_FORWARD = ((0.0, -95.0, 80.0), (90.0, -70.0, 120.0), (180.0, 10.0, 200.0))


@dataclass(frozen=True, slots=True)
class Excess:
    """An angle that is out of its range, and the range it has in this pose (degrees)."""

    angle: str
    value: float
    limits: Limits

    @property
    def amount(self) -> float:
        """By how much."""
        low, high = self.limits
        return max(low - self.value, self.value - high)


def leaves_range(angles: Mapping[str, float]) -> list[Excess]:
    """The angles of a pose (`angles.joint_angles`) that no body reaches."""
    ranges = limits_of(angles)
    values = dict(angles)
    for side in SIGNS:
        name = f"shoulder.{side}.rotation"
        values[name] = _within_half_a_turn(carried_rotation(angles, side), sum(ranges[name]) / 2.0)
    checked = (Excess(name, values[name], limits) for name, limits in ranges.items())
    return [each for each in checked if each.amount > _ROUNDING]


def limits_of(angles: Mapping[str, float]) -> dict[str, Limits]:
    """The range of each angle of a pose; some depend on other angles.

    That of ``shoulder.S.rotation`` is for `carried_rotation`.
    """
    limits = dict(_MIDDLE)
    for side in SIGNS:
        for name, range_ in _EACH_SIDE.items():
            joint, _, motion = name.partition(".")
            limits[f"{joint}.{side}.{motion}"] = range_
        bent = max(0.0, angles[f"knee.{side}.flexion"])
        limits[f"ankle.{side}.dorsiflexion"] = (_PLANTARFLEXION, _most_dorsiflexion(bent))
        unlocked = min(1.0, bent / 30.0)
        inward, outward = (
            _KNEE_LOCKED + (most - _KNEE_LOCKED) * unlocked for most in (_KNEE_INWARD, _KNEE_OUTWARD)
        )
        limits[f"knee.{side}.rotation"] = (-inward, outward)
        elevation, plane = angles[f"shoulder.{side}.elevation"], angles[f"shoulder.{side}.plane"]
        if elevation > _PLANE_COUNTS_FROM:
            limits[f"shoulder.{side}.plane"] = _SHOULDER_PLANE
        limits[f"shoulder.{side}.rotation"] = _rotation_limits(elevation, plane)
    return limits


def _most_dorsiflexion(knee_flexion: float) -> float:
    share = min(1.0, knee_flexion / _CALF_OUT_OF_PLAY)
    return _DORSIFLEXION_STRAIGHT + (_DORSIFLEXION_BENT - _DORSIFLEXION_STRAIGHT) * share


def carried_rotation(angles: Mapping[str, float], side: str) -> float:
    """The shoulder's rotation as its ligaments feel it (+ outward).

    An arm that is swung from the side to the front at shoulder height turns about itself against one that
    was lifted straight (Codman's paradox), so the plane's share is added: none of it while the arm hangs, all
    at 90 degrees. This is the plain turn about itself of an arm that hangs, and the axial rotation of the
    International Society of Biomechanics (Wu et al. 2005) at 90 degrees; it has no singular pose in between,
    nor overhead.
    """
    elevation, plane = angles[f"shoulder.{side}.elevation"], angles[f"shoulder.{side}.plane"]
    share = 1.0 - math.cos(math.radians(elevation))
    return angles[f"shoulder.{side}.rotation"] + plane * share


def _within_half_a_turn(angle: float, middle: float) -> float:
    """The same turn, told as near to `middle` as can be."""
    return angle - 360.0 * round((angle - middle) / 360.0)


def _rotation_limits(elevation: float, plane: float) -> Limits:
    forward = max(0.0, min(1.0, plane / 90.0))
    sideways_limits = _at_elevation(_ROTATION_SIDEWAYS, elevation)
    forward_limits = _at_elevation(_ROTATION_FORWARD, elevation)
    low, high = (
        one + (other - one) * forward for one, other in zip(sideways_limits, forward_limits, strict=True)
    )
    return low, high


def _at_elevation(table: tuple[tuple[float, float, float], ...], elevation: float) -> Limits:
    upper = next(
        index for index in range(1, len(table)) if elevation <= table[index][0] or index == len(table) - 1
    )
    (start, low_start, high_start), (end, low_end, high_end) = table[upper - 1], table[upper]
    share = (elevation - start) / (end - start)
    return low_start + (low_end - low_start) * share, high_start + (high_end - high_start) * share
