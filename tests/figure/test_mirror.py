from dataclasses import replace

import numpy as np
import pytest

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import (
    ArmMode,
    BodyRegion,
    CameraName,
    CameraPlan,
    ElbowPlace,
    HandPlace,
    Highlight,
    Limb,
    Motion,
    Prop,
    PropKind,
    Stretch,
    Track,
    Way,
    WayKind,
)
from mobility_coach.domain.motion_channels import CHANNELS
from mobility_coach.figure.angles import joint_angles
from mobility_coach.figure.kinematics import solve
from mobility_coach.figure.measure import PHASES
from mobility_coach.figure.mirror import mirrored, mirrored_channels, mirrored_motion, mirrored_rig
from mobility_coach.figure.pose import Pose
from mobility_coach.figure.ways import Ways
from tests.figure.motions_for_tests import AT_EASE, FREE, motion_of, shipped_motions

EXACT = 1e-6


def unlikeness(one: Pose, other: Pose) -> float:
    return float(max(np.abs(one.turns - other.turns).max(), np.abs(one.places - other.places).max()))


def ways_of(motion: Motion) -> list[Way]:
    ids = [movement.id for movement in motion.movements]
    along = [Way(kind, each) for each in ids for kind in (WayKind.STROKE, WayKind.FIRST, WayKind.READY)]
    return along + [Way(WayKind.OVER, each, origin) for each in ids for origin in ids if origin != each]


@pytest.mark.parametrize("motion", shipped_motions(), ids=lambda motion: motion.drill)
def test_the_mirrored_motion_makes_the_mirrored_poses(motion: Motion) -> None:
    here, there = Ways(motion), Ways(mirrored_motion(motion))
    for way in ways_of(motion):
        count = PHASES if way.kind is WayKind.STROKE else 3
        for index in range(count + 1):
            pose, twin = here.pose(way, index / count), there.pose(way, index / count)
            assert unlikeness(mirrored(twin), pose) < EXACT
            assert mirrored(twin).errors == pytest.approx(pose.errors, abs=EXACT)


@pytest.mark.parametrize("name", sorted(CHANNELS))
def test_every_channel_is_mirrored(name: str) -> None:
    channels = AT_EASE | {name: CHANNELS[name][1] * 0.3 + 0.01, "pelvis.y": 0.9}
    rig = motion_of({}, {}).movements[0].rig
    for each in (rig, FREE):
        there = solve(mirrored_channels(channels), mirrored_rig(each))
        assert unlikeness(mirrored(there), solve(channels, each)) < EXACT


def test_angles_change_sides() -> None:
    pose = solve({"hip.left.flexion": 30.0, "spine.rotation": 20.0, "shoulder.left.rotation": 15.0}, FREE)
    angles, twin = joint_angles(pose), joint_angles(mirrored(pose))
    assert twin["hip.right.flexion"] == pytest.approx(30.0)
    assert twin["trunk.rotation"] == pytest.approx(-20.0)
    assert twin["shoulder.right.rotation"] == pytest.approx(angles["shoulder.left.rotation"])


def test_all_parts_of_a_motion_are_mirrored() -> None:
    motion = motion_of({"foot.left.z": 0.1}, {"spine.side_bend": 10.0}, ready={"neck.rotation": 5.0})
    hand = HandPlace(
        (0.1, 1.0, 0.2), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), bone="thigh.left", pole=(0.5, 0.0, 0.0)
    )
    elbow = ElbowPlace((-0.4, 1.4, 0.2), (-0.1, 1.0, 0.0), (-0.7, 0.0, 0.7))
    movement = replace(
        motion.movements[0],
        rig=replace(FREE, left=Limb(arm=ArmMode.REACH, hand=hand), right=Limb(arm=ArmMode.ELBOW, elbow=elbow),
                    pelvis_turn=(1.0, 2.0, 3.0), contacts=("knee.left", "pelvis")),
        props=(Prop(PropKind.WALL, (0.3, 0.0, 0.5), (1.0, 2.0, 0.1), 30.0),),
        highlights=(
            Highlight(BodyRegion.FLANK, Side.LEFT, "trunk.side_bend", 3.0, 30.0),
            Highlight(BodyRegion.CALF, Side.RIGHT, "ankle.right.dorsiflexion", 3.0, 30.0),
        ),
        stretch=Stretch("trunk.rotation", is_most=True, at=1.0),
        track=Track("shank.left", (0.1, 0.2, 0.3)),
        laser=Side.RIGHT,
        camera=CameraPlan(target=(-0.1, 0.4, 0.2), distance=2.0),
    )  # fmt: skip
    camera = CameraPlan(angles={CameraName.SIDE: (-90.0, 5.0)}, target=(0.2, 1.0, 0.0))
    twin = mirrored_motion(replace(motion, movements=(movement,), camera=camera))
    part = twin.movements[0]
    assert twin.side is Side.LEFT
    assert twin.camera.angles == {CameraName.SIDE: (90.0, 5.0)}
    assert twin.camera.target == (-0.2, 1.0, 0.0)
    assert part.camera == CameraPlan(target=(0.1, 0.4, 0.2), distance=2.0)
    assert part.keys[0].channels["foot.right.z"] == 0.1
    assert part.keys[1].channels["spine.side_bend"] == -10.0
    assert part.ready is not None
    assert part.ready["neck.rotation"] == -5.0
    assert part.rig.contacts == ("knee.right", "pelvis")
    assert part.rig.pelvis_turn == (1.0, -2.0, -3.0)
    assert part.rig.right.hand == HandPlace(
        (-0.1, 1.0, 0.2), (-1.0, 0.0, 0.0), (0.0, 1.0, 0.0), bone="thigh.right", pole=(-0.5, 0.0, 0.0)
    )
    assert part.rig.left.elbow == ElbowPlace((0.4, 1.4, 0.2), (0.1, 1.0, 0.0), (0.7, 0.0, 0.7))
    assert part.props == (Prop(PropKind.WALL, (-0.3, 0.0, 0.5), (1.0, 2.0, 0.1), -30.0),)
    assert part.highlights == (
        Highlight(BodyRegion.FLANK, Side.RIGHT, "trunk.side_bend", -3.0, -30.0),
        Highlight(BodyRegion.CALF, Side.LEFT, "ankle.left.dorsiflexion", 3.0, 30.0),
    )
    assert part.stretch == Stretch("trunk.rotation", is_most=False, at=1.0)
    assert part.track == Track("shank.right", (-0.1, 0.2, 0.3))
    assert part.laser is Side.LEFT


@pytest.mark.parametrize("motion", shipped_motions(), ids=lambda motion: motion.drill)
def test_twice_mirrored_is_the_same_motion(motion: Motion) -> None:
    assert mirrored_motion(mirrored_motion(motion)) == motion
