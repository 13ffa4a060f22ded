"""The joint angles of a pose, by anatomical name (degrees), as a clinician would measure them."""

import math

from mobility_coach.figure.geometry import split_x_z_y, split_y_z_x
from mobility_coach.figure.kinematics.arms import raised
from mobility_coach.figure.kinematics.draft import SIGNS
from mobility_coach.figure.kinematics.shoulder import arm_direction
from mobility_coach.figure.pose import Matrix, Pose


def joint_angles(pose: Pose) -> dict[str, float]:
    """Every angle of `domain.motion_channels.ANGLES` on a pose.

    `shoulder.S.rotation` is the turn of the upper arm about itself, + outward, against an arm that was
    lifted straight into its plane from hanging (with the elbow bent, its forearm then points forward when the
    arm hangs or is lifted sideways).
    """
    angles: dict[str, float] = {}
    for side in SIGNS:
        angles |= _leg(pose, side) | _arm(pose, side)
    return angles | _spine(pose, "trunk", "pelvis", "chest") | _spine(pose, "neck", "chest", "head")


def _between(pose: Pose, parent: str, bone: str) -> Matrix:
    turn: Matrix = pose.turn(parent).T @ pose.turn(bone)
    return turn


def _spine(pose: Pose, part: str, lower: str, upper: str) -> dict[str, float]:
    rotation, bend, flexion = split_y_z_x(_between(pose, lower, upper))
    return {f"{part}.flexion": flexion, f"{part}.side_bend": -bend, f"{part}.rotation": rotation}


def _leg(pose: Pose, side: str) -> dict[str, float]:
    sign = SIGNS[side]
    hip = split_x_z_y(_between(pose, "pelvis", f"thigh.{side}"))
    knee = split_x_z_y(_between(pose, f"thigh.{side}", f"shank.{side}"))
    ankle = split_x_z_y(_between(pose, f"shank.{side}", f"foot.{side}"))
    toes = split_x_z_y(_between(pose, f"forefoot.{side}", f"toes.{side}"))
    return {
        f"hip.{side}.flexion": -hip[0],
        f"hip.{side}.abduction": sign * hip[1],
        f"hip.{side}.external_rotation": sign * hip[2],
        f"knee.{side}.flexion": knee[0],
        f"knee.{side}.rotation": sign * knee[2],
        f"ankle.{side}.dorsiflexion": -ankle[0],
        f"ankle.{side}.inversion": -sign * ankle[1],
        f"ankle.{side}.rotation": sign * ankle[2],
        f"toes.{side}.extension": -toes[0],
    }


def _arm(pose: Pose, side: str) -> dict[str, float]:
    sign = SIGNS[side]
    upper = _between(pose, "chest", f"upper_arm.{side}")
    elevation, plane = arm_direction(side, -upper[:, 1])
    about_itself = raised(side, elevation, plane).T @ upper
    elbow = split_x_z_y(_between(pose, f"upper_arm.{side}", f"forearm.{side}"))
    pronation, extension, deviation = split_y_z_x(_between(pose, f"forearm.{side}", f"hand.{side}"))
    return {
        f"shoulder.{side}.elevation": elevation,
        f"shoulder.{side}.plane": plane,
        f"shoulder.{side}.rotation": sign * math.degrees(math.atan2(about_itself[0, 2], about_itself[0, 0])),
        f"elbow.{side}.flexion": -elbow[0],
        f"forearm.{side}.pronation": -sign * pronation,
        f"wrist.{side}.extension": sign * extension,
        f"wrist.{side}.radial_deviation": -deviation,
    }
