from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import (
    ArmMode,
    HandPlace,
    LegMode,
    Limb,
    Motion,
    Rig,
    Root,
    RootMode,
    Way,
    WayKind,
)
from mobility_coach.figure.angles import joint_angles
from mobility_coach.figure.pose import Pose
from mobility_coach.figure.surfaces import Skin
from mobility_coach.figure.ways import Ways
from tests.figure.motions_for_tests import STANDING, motion_of, shipped_motions

STROKE, FIRST, READY = (Way(kind, "A") for kind in (WayKind.STROKE, WayKind.FIRST, WayKind.READY))
OVER = Way(WayKind.OVER, "B", "A")


def elbow(ways: Ways, way: Way, at: float) -> float:
    return joint_angles(ways.pose(way, at))["elbow.left.flexion"]


def bends(*flexions: float, ready: float | None = None) -> Motion:
    keys = [{"elbow.left.flexion": flexion} for flexion in flexions]
    return motion_of(*keys, ready=None if ready is None else {"elbow.left.flexion": ready})


def apart(one: Pose, other: Pose) -> float:
    return float(np.abs(one.places - other.places).max())


def test_two_keys_are_joined_with_the_least_jerk() -> None:
    ways = Ways(bends(10.0, 90.0))
    shares = {0.0: 0.0, 0.25: 0.103515625, 0.5: 0.5, 0.75: 0.896484375, 1.0: 1.0}
    assert {at: elbow(ways, STROKE, at) for at in shares} == pytest.approx(
        {at: 10.0 + 80.0 * share for at, share in shares.items()}
    )


def test_beyond_its_ends_a_way_stays() -> None:
    ways = Ways(bends(10.0, 90.0))
    assert elbow(ways, STROKE, -0.5) == pytest.approx(10.0)
    assert elbow(ways, STROKE, 1.5) == pytest.approx(90.0)


def test_keys_between_are_passed_on_time_without_stop_or_jerk() -> None:
    ways = Ways(bends(0.0, 50.0, 80.0))
    assert elbow(ways, STROKE, 0.5) == pytest.approx(50.0)
    step = 1e-3
    values = [elbow(ways, STROKE, 0.5 + index * step) for index in range(-3, 4)]
    speeds = np.diff(values) / step
    assert speeds.min() > 60.0
    assert np.abs(np.diff(speeds) / step).max() < 60.0
    rest = [elbow(ways, STROKE, 1e-3), elbow(ways, STROKE, 1.0 - 1e-3)]
    assert rest == pytest.approx([0.0, 80.0], abs=1e-4)


def test_a_key_that_turns_is_not_overshot() -> None:
    ways = Ways(bends(0.0, 60.0, 20.0))
    values = [elbow(ways, STROKE, at) for at in np.linspace(0.0, 1.0, 101)]
    assert max(values) == pytest.approx(60.0)
    assert min(values) == pytest.approx(0.0, abs=1e-6)


def test_without_a_ready_pose_the_first_stroke_is_every_stroke() -> None:
    ways = Ways(bends(10.0, 30.0, 90.0))
    assert elbow(ways, READY, 0.5) == pytest.approx(10.0)
    assert elbow(ways, FIRST, 0.4) == elbow(ways, STROKE, 0.4)


def test_a_ready_pose_near_the_start_goes_by_the_keys_between() -> None:
    ways = Ways(bends(10.0, 70.0, 90.0, ready=0.0))
    assert elbow(ways, READY, 1.0) == pytest.approx(0.0, abs=1e-6)
    assert elbow(ways, FIRST, 0.5) == pytest.approx(70.0)


def test_a_ready_pose_near_the_end_goes_there_straight() -> None:
    ways = Ways(bends(10.0, 20.0, 90.0, ready=80.0))
    assert elbow(ways, FIRST, 0.5) == pytest.approx(85.0)
    assert elbow(ways, FIRST, 1.0) == pytest.approx(90.0)


def test_an_unknown_movement_is_told() -> None:
    with pytest.raises(ValueError, match="mine has no movement Z"):
        Ways(bends(0.0, 1.0)).pose(Way(WayKind.STROKE, "Z"), 0.0)


def two_movements(other: Rig, **channels: float) -> Motion:
    """Movement A stands on both feet; B is in another rig or on another spot."""
    one = motion_of({}, {"elbow.left.flexion": 10.0})
    two = motion_of(channels, channels, rig=other)
    return replace(one, movements=(one.movements[0], replace(two.movements[0], id="B")))


def test_over_goes_from_the_start_of_one_movement_to_the_ready_pose_of_the_next() -> None:
    ways = Ways(two_movements(STANDING, **{"elbow.left.flexion": 40.0}))
    assert elbow(ways, OVER, 0.0) == pytest.approx(0.0, abs=1e-6)
    assert elbow(ways, OVER, 0.5) == pytest.approx(20.0)
    assert elbow(ways, OVER, 1.0) == pytest.approx(40.0)
    assert elbow(ways, Way(WayKind.OVER, "B"), 0.0) == pytest.approx(40.0)


def test_a_foot_that_is_set_elsewhere_is_lifted_and_one_that_stays_is_not() -> None:
    ways = Ways(two_movements(STANDING, **{"foot.left.x": 0.3}))
    heights = np.array([Skin(ways.pose(OVER, at)).heights().min() for at in np.linspace(0.0, 1.0, 11)])
    assert heights == pytest.approx(0.0, abs=2e-3)
    middle = ways.pose(OVER, 0.5)
    assert middle.place("foot.left")[1] - middle.place("foot.right")[1] == pytest.approx(0.045, abs=1e-3)


STANDING_ON_ONE = Rig(Root(RootMode.FOOT, Side.RIGHT), Limb(LegMode.FREE), Limb(LegMode.PLANT))
ON_ONE = {
    "foot.right.x": -0.1,
    "hip.left.flexion": 60.0,
    "knee.left.flexion": 80.0,
    "shin.right.forward": 12.0,
}


def test_between_rigs_the_foot_that_stands_goes_on_standing() -> None:
    motion = two_movements(STANDING_ON_ONE, **ON_ONE)
    ways = Ways(motion)
    assert apart(ways.pose(OVER, 0.0), ways.pose(STROKE, 0.0)) < 1e-6
    assert apart(ways.pose(OVER, 1.0), ways.pose(Way(WayKind.READY, "B"), 0.0)) < 1e-6
    for at in np.linspace(0.0, 1.0, 11):
        pose = ways.pose(OVER, at)
        assert pose.place("foot.right") == pytest.approx((-0.1, 0.039 * 1.75, 0.0), abs=2e-3)
        for a, b in (("thigh", "shank"), ("shank", "foot"), ("upper_arm", "forearm")):
            here = np.linalg.norm(pose.place(f"{a}.left") - pose.place(f"{b}.left"))
            there = ways.pose(STROKE, 0.0)
            assert here == pytest.approx(
                np.linalg.norm(there.place(f"{a}.left") - there.place(f"{b}.left")), rel=1e-3
            )


def test_between_rigs_hands_that_rest_before_and_after_stay_on_the_wall() -> None:
    def leaning(across: float) -> Rig:
        hand = HandPlace((across, 1.3, 0.42), (0.0, 0.0, 1.0), (0.0, 1.0, 0.0))
        return replace(STANDING, left=Limb(LegMode.PLANT, ArmMode.REACH, hand=hand))

    one = motion_of({}, {}, rig=leaning(0.15))
    two = motion_of({"spine.rotation": 10.0}, {}, rig=leaning(0.3))
    ways = Ways(replace(one, movements=(one.movements[0], replace(two.movements[0], id="B"))))
    for at in np.linspace(0.0, 1.0, 11):
        assert ways.pose(OVER, at).point("hand.left", (-0.019, -0.062, 0.004))[2] == pytest.approx(
            0.42, abs=2e-3
        )


def test_a_free_foot_passes_over_the_floor() -> None:
    behind = {"hip.left.flexion": -20.0, "knee.left.flexion": 35.0, "ankle.left.dorsiflexion": -40.0}
    before = {"hip.left.flexion": 45.0, "knee.left.flexion": 25.0, "ankle.left.dorsiflexion": -15.0}
    one = motion_of(ON_ONE | behind, ON_ONE, rig=STANDING_ON_ONE)
    two = motion_of(ON_ONE | before, ON_ONE, rig=STANDING_ON_ONE)
    ways = Ways(replace(one, movements=(one.movements[0], replace(two.movements[0], id="B"))))
    lows = [Skin(ways.pose(OVER, at)).heights().min() for at in np.linspace(0.0, 1.0, 21)]
    assert min(lows) > -5e-3
    knees = [joint_angles(ways.pose(OVER, at))["knee.left.flexion"] for at in np.linspace(0.0, 1.0, 21)]
    assert max(knees) > 40.0


@pytest.mark.parametrize("motion", shipped_motions(), ids=lambda motion: motion.drill)
def test_shipped_figures_change_over_softly_and_on_the_floor(motion: Motion) -> None:
    ways = Ways(motion)
    ids = [movement.id for movement in motion.movements]
    for origin, movement in ((a, b) for a in ids for b in ids if a != b):
        way = Way(WayKind.OVER, movement, origin)
        poses = [ways.pose(way, index / 16) for index in range(17)]
        assert apart(poses[0], ways.pose(Way(WayKind.STROKE, origin), 0.0)) < 3e-3
        assert apart(poses[-1], ways.pose(Way(WayKind.READY, movement), 0.0)) < 3e-3
        assert max(apart(a, b) for a, b in pairwise(poses)) < 0.2
        assert min(float(Skin(pose).heights().min()) for pose in poses) > -5e-3


def test_channels_of_no_key_keep_still() -> None:
    motion = motion_of({"neck.rotation": 20.0}, {"neck.rotation": 20.0, "elbow.left.flexion": 30.0})
    assert joint_angles(Ways(motion).pose(STROKE, 0.3))["neck.rotation"] == pytest.approx(20.0)
