from dataclasses import replace

import pytest

from mobility_coach.domain.motion_channels import ANGLES
from mobility_coach.figure.angles import joint_angles
from mobility_coach.figure.kinematics import solve
from tests.figure.motions_for_tests import FREE, SIDES

LED_BY_THEIR_ANGLES = {
    "hip.{side}.flexion": 40.0,
    "hip.{side}.abduction": 15.0,
    "hip.{side}.external_rotation": -20.0,
    "knee.{side}.flexion": 70.0,
    "ankle.{side}.dorsiflexion": -12.0,
    "ankle.{side}.inversion": 8.0,
    "toes.{side}.extension": 25.0,
    "shoulder.{side}.elevation": 65.0,
    "shoulder.{side}.plane": 110.0,
    "shoulder.{side}.rotation": -35.0,
    "elbow.{side}.flexion": 80.0,
    "forearm.{side}.pronation": 30.0,
    "wrist.{side}.extension": -20.0,
    "wrist.{side}.radial_deviation": 9.0,
}


def test_every_angle_is_read_and_none_beside() -> None:
    assert joint_angles(solve({}, FREE)).keys() == ANGLES


@pytest.mark.parametrize("side", SIDES)
def test_angles_read_what_the_channels_of_the_same_name_put_in(side: str) -> None:
    channels = {name.format(side=side): value for name, value in LED_BY_THEIR_ANGLES.items()}
    angles = joint_angles(solve(channels, FREE))
    assert {name: angles[name] for name in channels} == pytest.approx(channels, abs=1e-6)


def test_at_rest_every_angle_is_zero_but_the_plane_of_a_hanging_arm() -> None:
    angles = joint_angles(solve({}, FREE))
    assert {name: value for name, value in angles.items() if abs(value) > 1e-6 and "plane" not in name} == {}


def test_the_pelvis_stands_out_of_the_trunks_angles() -> None:
    turned = {"pelvis.turn": 70.0, "pelvis.tilt": 30.0, "spine.rotation": 25.0}
    angles = joint_angles(solve(turned, replace(FREE, pelvis_turn=(0.0, 0.0, 90.0))))
    assert angles["trunk.rotation"] == pytest.approx(25.0)
    assert angles["trunk.flexion"] == pytest.approx(0.0, abs=1e-6)
    bent = joint_angles(solve({"spine.side_bend": 20.0, "neck.flexion": 15.0}, FREE))
    assert bent["trunk.side_bend"] == pytest.approx(20.0)
    assert bent["neck.flexion"] == pytest.approx(15.0)


@pytest.mark.parametrize("plane", [0.0, 45.0, 90.0])
def test_the_shoulders_rotation_is_defined_overhead(plane: float) -> None:
    channels = {
        "shoulder.left.elevation": 175.0,
        "shoulder.left.plane": plane,
        "shoulder.left.rotation": 20.0,
    }
    assert joint_angles(solve(channels, FREE))["shoulder.left.rotation"] == pytest.approx(20.0)
