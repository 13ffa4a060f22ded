from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import (
    ArmMode,
    ElbowPlace,
    HandPlace,
    LegMode,
    Limb,
    Rig,
    Root,
    RootMode,
    ShinPlace,
)
from mobility_coach.domain.motion_channels import CHANNELS
from mobility_coach.figure.angles import joint_angles
from mobility_coach.figure.kinematics import solve
from mobility_coach.figure.pose import Pose
from mobility_coach.figure.skeleton import ANKLE_HEIGHT, BONES, FINGERTIP, PALM, REST, SHANK, THIGH
from tests.figure.motions_for_tests import AT_EASE, FREE, SIDES, SIGN, STANDING

HAND = HandPlace((0.2, 1.3, 0.45), (0.0, 0.0, 1.0), (0.0, 1.0, 0.0))
REACHING = replace(STANDING, left=Limb(LegMode.PLANT, ArmMode.REACH, hand=HAND))
LEANING = ElbowPlace((0.4, 1.4, 0.2), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
SHIN = ShinPlace((0.3, 0.8, 0.3), (-0.1, 0.8, 0.4), 10.0)
ON_HEAD = replace(HAND, bone="head", tip=True, pole=(1.0, 0.0, 0.0))
RIGS = (
    FREE,
    STANDING,
    REACHING,
    Rig(Root(RootMode.FOOT, Side.RIGHT), Limb(LegMode.FREE), Limb(LegMode.PLANT)),
    Rig(Root(RootMode.KNEE, Side.LEFT), Limb(LegMode.KNEEL), Limb(LegMode.PLANT), (5.0, 9.0, 90.0)),
    replace(STANDING, left=Limb(LegMode.PLACE, ArmMode.ELBOW, elbow=LEANING, shin=SHIN)),
    # Places that a parsed motion always has.
    replace(STANDING, left=Limb(LegMode.PLACE, ArmMode.REACH), right=Limb(LegMode.KNEEL, ArmMode.ELBOW)),
    replace(STANDING, left=Limb(arm=ArmMode.REACH, hand=ON_HEAD)),
)
RIGID = tuple(
    (f"{a}.{side}", f"{b}.{side}")
    for a, b in (
        ("thigh", "shank"),
        ("shank", "foot"),
        ("clavicle", "upper_arm"),
        ("upper_arm", "forearm"),
        ("forearm", "hand"),
    )
    for side in SIDES
)


def lengths_changed(pose: Pose) -> float:
    changes = [
        np.linalg.norm(pose.place(a) - pose.place(b)) / np.linalg.norm(np.subtract(REST[a], REST[b])) - 1.0
        for a, b in RIGID
    ]
    return float(np.abs(changes).max())


def heel(pose: Pose, side: str) -> float:
    return float(pose.point(f"foot.{side}", (0.0, -ANKLE_HEIGHT, 0.0))[1])


def test_without_channels_the_figure_is_at_rest_on_its_pelvis() -> None:
    pose = solve({}, FREE)
    assert pose.turns == pytest.approx(np.tile(np.eye(3), (len(BONES), 1, 1)))
    assert pose.places - pose.place("pelvis") == pytest.approx(
        np.array([REST[bone] for bone in BONES]) - np.array(REST["pelvis"])
    )


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(RIGS), st.fixed_dictionaries({}, optional={k: st.floats(*v) for k, v in CHANNELS.items()})
)
def test_any_channels_make_a_sound_pose(rig: Rig, channels: dict[str, float]) -> None:
    pose = solve(channels, rig)
    assert np.isfinite(pose.places).all()
    assert np.einsum("nij,nkj->nik", pose.turns, pose.turns) == pytest.approx(
        np.tile(np.eye(3), (len(BONES), 1, 1)), abs=1e-6
    )
    assert lengths_changed(pose) < 1e-3
    assert all(np.isfinite(error) and error >= 0.0 for error in pose.errors.values())
    assert np.isfinite(list(joint_angles(pose).values())).all()


@pytest.mark.parametrize("side", SIDES)
def test_a_planted_foot_stands_where_it_was_put_and_the_knee_follows(side: str) -> None:
    pose = solve(AT_EASE | {f"foot.{side}.z": 0.2, f"foot.{side}.turn": 30.0}, STANDING)
    assert pose.place(f"foot.{side}") == pytest.approx((SIGN[side] * 0.1, ANKLE_HEIGHT, 0.2))
    toes = pose.turn(f"foot.{side}")[:, 2]
    assert toes[0] * SIGN[side] == pytest.approx(0.5)
    assert pose.errors[f"foot.{side}"] == 0.0
    assert joint_angles(pose)[f"knee.{side}.flexion"] > 5.0


def test_a_planted_foot_can_be_lifted_as_a_whole() -> None:
    on_the_floor = solve(AT_EASE, STANDING)
    lifted = solve(AT_EASE | {"foot.left.y": 0.12}, STANDING)
    for bone in ("foot.left", "forefoot.left", "toes.left"):
        assert lifted.place(bone) - on_the_floor.place(bone) == pytest.approx((0.0, 0.12, 0.0))


def test_a_raised_heel_leaves_ball_and_toes_on_the_floor() -> None:
    flat = solve(AT_EASE, STANDING)
    raised = solve(AT_EASE | {"foot.left.heel_raise": 30.0}, STANDING)
    assert raised.place("toes.left") == pytest.approx(flat.place("toes.left"))
    assert raised.turn("toes.left") == pytest.approx(flat.turn("toes.left"))
    assert heel(raised, "left") == pytest.approx(0.06, abs=0.02)
    assert joint_angles(raised)["toes.left.extension"] == pytest.approx(30.0)


def test_a_lowered_heel_lifts_the_forefoot() -> None:
    pose = solve(AT_EASE | {"foot.left.heel_raise": -20.0}, STANDING)
    assert pose.place("toes.left")[1] > 0.07
    assert pose.point("foot.left", (0.0, -ANKLE_HEIGHT, -0.045))[1] == pytest.approx(0.0, abs=1e-9)
    assert joint_angles(pose)["toes.left.extension"] == pytest.approx(0.0, abs=1e-6)


def test_the_forefoot_stays_when_the_rear_foot_rolls() -> None:
    flat, rolled = solve(AT_EASE, STANDING), solve(AT_EASE | {"foot.left.inversion": 15.0}, STANDING)
    assert rolled.turn("forefoot.left") == pytest.approx(flat.turn("forefoot.left"))
    assert rolled.place("toes.left") == pytest.approx(flat.place("toes.left"))
    assert joint_angles(rolled)["ankle.left.inversion"] > 10.0


@pytest.mark.parametrize("raised", [0.0, 12.0])
def test_rolling_and_raising_go_together_without_a_jump(raised: float) -> None:
    channels = AT_EASE | {"foot.left.inversion": 12.0, "foot.left.heel_raise": raised}
    nearly = solve(channels | {"foot.left.heel_raise": raised + 1e-5}, STANDING)
    assert nearly.places == pytest.approx(solve(channels, STANDING).places, abs=1e-6)


def test_a_foot_out_of_reach_is_reached_for_and_told() -> None:
    pose = solve(AT_EASE | {"pelvis.y": 1.2}, STANDING)
    assert pose.errors["foot.left"] > 0.2
    assert lengths_changed(pose) < 1e-9
    assert np.linalg.norm(pose.place("toes.left") - pose.place("foot.left")) == pytest.approx(
        np.linalg.norm(np.subtract(REST["toes.left"], REST["foot.left"]))
    )


def test_standing_on_a_foot_places_the_pelvis() -> None:
    rig = Rig(Root(RootMode.FOOT, Side.RIGHT), Limb(), Limb(LegMode.PLANT))
    pose = solve({"shin.right.forward": 20.0, "knee.right.flexion": 5.0, "foot.right.z": -0.3}, rig)
    angles = joint_angles(pose)
    assert angles["ankle.right.dorsiflexion"] == pytest.approx(20.0)
    assert angles["knee.right.flexion"] == pytest.approx(5.0)
    assert heel(pose, "right") == pytest.approx(0.0, abs=1e-9)
    assert pose.place("pelvis")[1] == pytest.approx(0.9, abs=0.05)


def test_kneeling_puts_the_knee_at_its_height_and_the_shin_behind_it() -> None:
    rig = Rig(Root(RootMode.KNEE, Side.RIGHT, 0.06), Limb(LegMode.KNEEL), Limb(LegMode.KNEEL))
    channels = {"knee.right.x": -0.091, "knee.left.x": 0.091, "shin.right.swing": 20.0}
    pose = solve(channels | {"thigh.right.forward": 10.0}, rig)
    assert pose.place("shank.right") == pytest.approx((-0.091, 0.06, 0.0))
    assert pose.place("thigh.right")[2] == pytest.approx(THIGH * np.sin(np.radians(10.0)))
    assert pose.place("foot.right")[2] == pytest.approx(-SHANK * np.cos(np.radians(20.0)))
    assert pose.place("foot.right")[0] < -0.2
    assert pose.errors["knee.left"] == pytest.approx(0.0, abs=1e-9)


def test_a_shin_lies_on_its_support_however_it_is_turned_in_the_knee() -> None:
    shin = ShinPlace((-0.2, 0.75, 0.37), (0.2, 0.7, 0.5))
    straight, turned = (
        solve(AT_EASE, replace(STANDING, right=Limb(LegMode.PLACE, shin=replace(shin, turn=turn))))
        for turn in (0.0, 8.0)
    )
    for pose in (straight, turned):
        along = pose.place("foot.right") - pose.place("shank.right")
        assert along / np.linalg.norm(along) == pytest.approx(
            np.array((0.4, -0.05, 0.13)) / 0.42356, abs=1e-3
        )
    hips = [joint_angles(pose)["hip.right.external_rotation"] for pose in (straight, turned)]
    assert hips[0] - hips[1] == pytest.approx(8.0)
    assert joint_angles(straight)["knee.right.rotation"] == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("side", SIDES)
def test_a_palm_rests_at_its_place_flat(side: str) -> None:
    sign = SIGN[side]
    place = replace(HAND, position=(sign * 0.2, 1.25, 0.42))
    limb = Limb(LegMode.PLANT, ArmMode.REACH, hand=place)
    pose = solve(AT_EASE | {f"hand.{side}.y": 0.05}, replace(STANDING, left=limb, right=limb))
    palm = pose.point(f"hand.{side}", (sign * PALM[0], PALM[1], PALM[2]))
    assert palm == pytest.approx((sign * 0.2, 1.3, 0.42), abs=1e-7)
    assert pose.turn(f"hand.{side}")[:, 0] * -sign == pytest.approx((0.0, 0.0, 1.0), abs=1e-6)
    assert pose.errors[f"hand.{side}"] < 1e-7


def test_fingertips_follow_the_bone_that_they_touch() -> None:
    place = HandPlace((0.07, 0.09, -0.06), (-0.3, 0.0, 1.0), (-1.0, 0.0, -0.2), bone="head", tip=True)
    limb = Limb(LegMode.PLANT, ArmMode.REACH, hand=place)
    for bend in (0.0, 25.0):
        pose = solve(
            AT_EASE | {"spine.side_bend": bend, "elbow.left.swivel": 90.0}, replace(STANDING, left=limb)
        )
        touched = pose.point("head", (0.07, 0.09, -0.06))
        assert pose.point("hand.left", FINGERTIP) == pytest.approx(touched, abs=1e-4)


def test_a_hand_out_of_reach_is_reached_for_and_told() -> None:
    limb = Limb(LegMode.PLANT, ArmMode.REACH, hand=replace(HAND, position=(0.2, 1.3, 2.0)))
    pose = solve(AT_EASE, replace(STANDING, left=limb))
    assert pose.errors["hand.left"] > 1.0
    assert joint_angles(pose)["elbow.left.flexion"] < 10.0


@settings(max_examples=150, deadline=None)
@given(
    st.tuples(*[st.floats(-3.0, 3.0)] * 3), st.tuples(*[st.floats(-1.0, 1.0)] * 3), st.floats(-180.0, 180.0)
)
def test_no_wish_bends_a_wrist_beyond_its_range(
    position: tuple[float, float, float], normal: tuple[float, float, float], swivel: float
) -> None:
    limb = Limb(LegMode.PLANT, ArmMode.REACH, hand=HandPlace(position, normal, (0.0, 1.0, 0.0)))
    pose = solve(AT_EASE | {"elbow.left.swivel": swivel}, replace(STANDING, left=limb))
    angles = joint_angles(pose)
    assert -80.0 <= angles["wrist.left.extension"] <= 70.0
    assert -45.0 <= angles["wrist.left.radial_deviation"] <= 25.0
    assert abs(angles["forearm.left.pronation"]) <= 90.0
    assert lengths_changed(pose) < 1e-6


def test_an_elbow_stays_on_its_wall_while_the_chest_moves() -> None:
    limb = Limb(
        LegMode.PLANT, ArmMode.ELBOW, elbow=ElbowPlace((0.45, 1.42, 0.15), (0.0, 1.0, 0.0), (0.7, 0.0, 0.7))
    )
    for forward in (0.0, 0.08):
        pose = solve(AT_EASE | {"pelvis.z": forward}, replace(STANDING, left=limb))
        assert pose.place("forearm.left") == pytest.approx((0.45, 1.42, 0.15), abs=1e-9)
        assert pose.turn("forearm.left")[:, 1] == pytest.approx((0.0, -1.0, 0.0))
        assert pose.errors["elbow.left"] == 0.0
