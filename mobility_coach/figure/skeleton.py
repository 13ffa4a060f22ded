"""The skeleton at rest: its bones, and where their joints are.

Segment lengths are fractions of stature after Winter, Biomechanics and Motor Control of Human Movement
(2009), who gives them after Drillis and Contini (1966).
"""

STATURE = 1.75
"""Metres."""

THIGH, SHANK = 0.245 * STATURE, 0.246 * STATURE
UPPER_ARM, FOREARM, HAND = 0.186 * STATURE, 0.146 * STATURE, 0.108 * STATURE
ANKLE_HEIGHT = 0.039 * STATURE
HIP_HEIGHT = 0.530 * STATURE
SHOULDER_HEIGHT = 0.812 * STATURE
HALF_HIPS = 0.052 * STATURE
HALF_SHOULDERS = 0.104 * STATURE


def _joints() -> dict[str, tuple[float, float, float]]:
    joints = {
        "pelvis": (0.0, HIP_HEIGHT, 0.0),
        "lumbar": (0.0, 1.030, -0.012),
        "thorax": (0.0, 1.165, -0.016),
        "chest": (0.0, 1.300, -0.022),
        "neck": (0.0, 1.470, -0.020),
        "head": (0.0, 1.580, -0.004),
    }
    for side, sign in (("left", 1), ("right", -1)):
        shoulder, hip = sign * HALF_SHOULDERS, sign * HALF_HIPS
        elbow_height = SHOULDER_HEIGHT - UPPER_ARM
        wrist_height = elbow_height - FOREARM
        joints |= {
            f"clavicle.{side}": (sign * 0.025, 1.428, -0.004),
            f"upper_arm.{side}": (shoulder, SHOULDER_HEIGHT, -0.014),
            f"forearm.{side}": (shoulder, elbow_height, -0.014),
            f"hand.{side}": (shoulder, wrist_height, -0.014),
            f"fingers.{side}": (shoulder, wrist_height - 0.088, -0.014),
            f"thigh.{side}": (hip, HIP_HEIGHT, 0.0),
            f"shank.{side}": (hip, HIP_HEIGHT - THIGH, 0.0),
            f"foot.{side}": (hip, ANKLE_HEIGHT, 0.0),
            f"forefoot.{side}": (hip, 0.030, 0.070),
            f"toes.{side}": (hip, 0.020, 0.132),
        }
    return joints


REST = _joints()
"""The joint at which each bone begins, in the rest pose (standing, arms down), in metres."""

BONES = tuple(REST)
BONE_INDEX = {bone: index for index, bone in enumerate(BONES)}

PALM = (-0.019, -0.062, 0.004)
"""The middle of the left palm's skin, from the wrist at rest."""

FINGERTIP = (-0.012, -0.150, -0.003)
"""The pads of the left fingertips, from the wrist at rest."""
