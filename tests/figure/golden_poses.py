"""A few joints and angles of every key pose, as they were when somebody looked at them.

`python -m tests.benchmarks.figure_table --golden` writes them anew; look at the figures before and after.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from mobility_coach.domain.motion import Motion, Way, WayKind
from mobility_coach.figure.angles import joint_angles
from mobility_coach.figure.pose import Pose
from mobility_coach.figure.ways import Ways

FILE = Path(__file__).with_name("golden_poses.json")

Golden = dict[str, dict[str, dict[str, list[float]]]]
"""By drill, and by pose (``A start``): joints (millimetres) and angles (degrees) by name."""

_MOMENTS = {
    "ready": (WayKind.READY, 0.0),
    "start": (WayKind.STROKE, 0.0),
    "middle": (WayKind.STROKE, 0.5),
    "end": (WayKind.STROKE, 1.0),
}
_JOINTS = (
    "pelvis",
    "head",
    *(f"{bone}.{side}" for bone in ("shank", "foot", "forearm", "hand") for side in ("left", "right")),
)
_ANGLES = (
    *(f"trunk.{name}" for name in ("flexion", "side_bend", "rotation")),
    *(
        f"{name}.{side}.{motion}"
        for name, motion in (
            ("hip", "flexion"),
            ("hip", "external_rotation"),
            ("knee", "flexion"),
            ("ankle", "dorsiflexion"),
            ("ankle", "inversion"),
            ("shoulder", "elevation"),
            ("shoulder", "rotation"),
            ("elbow", "flexion"),
            ("wrist", "extension"),
        )
        for side in ("left", "right")
    ),
)


def golden_of(motions: Iterable[Motion]) -> Golden:
    """The numbers of these motions."""
    return {motion.drill: _poses(motion) for motion in motions}


def _poses(motion: Motion) -> dict[str, dict[str, list[float]]]:
    ways = Ways(motion)
    return {
        f"{movement.id} {name}": _numbers(ways.pose(Way(kind, movement.id), at))
        for movement in motion.movements
        for name, (kind, at) in _MOMENTS.items()
    }


def _numbers(pose: Pose) -> dict[str, list[float]]:
    angles = joint_angles(pose)
    joints = {bone: [round(float(each) * 1000.0, 1) + 0.0 for each in pose.place(bone)] for bone in _JOINTS}
    return joints | {name: [round(angles[name], 2) + 0.0] for name in _ANGLES}


def read_golden() -> Golden:
    """What the file holds."""
    golden: Golden = json.loads(FILE.read_text(encoding="utf-8"))
    return golden


def write_golden(motions: Iterable[Motion]) -> None:
    """Write the file anew, a line for each pose."""
    lines = [
        f"  {json.dumps(drill)}: {{\n"
        + ",\n".join(f"    {json.dumps(name)}: {json.dumps(numbers)}" for name, numbers in poses.items())
        + "\n  }"
        for drill, poses in golden_of(motions).items()
    ]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8", newline="\n")
