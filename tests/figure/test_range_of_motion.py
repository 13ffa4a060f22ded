from dataclasses import replace

import pytest

from mobility_coach.domain.motion import ArmMode, Channels, HandPlace, LegMode, Limb, Point, Rig
from mobility_coach.figure.angles import joint_angles
from mobility_coach.figure.kinematics import solve
from mobility_coach.figure.range_of_motion import carried_rotation, leaves_range
from tests.figure.motions_for_tests import AT_EASE, FREE, SIDES, STANDING


def excesses(channels: Channels, rig: Rig = FREE) -> dict[str, float]:
    return {each.angle: round(each.amount, 3) for each in leaves_range(joint_angles(solve(channels, rig)))}


def arm(elevation: float, plane: float, rotation: float, side: str = "left") -> dict[str, float]:
    names = (f"shoulder.{side}.{name}" for name in ("elevation", "plane", "rotation"))
    return dict(zip(names, (elevation, plane, rotation), strict=True))


def test_the_rest_pose_is_in_range() -> None:
    assert excesses({}) == {}


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(
    ("channel", "just_in", "out"),
    [
        ("hip.{}.flexion", 124.0, 128.0),
        ("hip.{}.flexion", -29.0, -33.0),
        ("hip.{}.abduction", 44.0, 48.0),
        ("hip.{}.external_rotation", 59.0, 63.7),
        ("knee.{}.flexion", 149.0, 155.0),
        ("ankle.{}.inversion", 34.0, 38.0),
        ("toes.{}.extension", 79.0, 85.0),
        ("toes.{}.extension", -44.0, -45.5),
        ("wrist.{}.extension", 69.0, 75.0),
        ("elbow.{}.flexion", 149.0, 154.0),
    ],
)
def test_each_joint_has_its_range_on_both_sides(channel: str, just_in: float, out: float, side: str) -> None:
    name = channel.format(side)
    assert excesses({name: just_in}) == {}
    assert list(excesses({name: out})) == [name]


def test_a_bent_knee_gives_the_ankle_more_way() -> None:
    assert list(excesses({"ankle.left.dorsiflexion": 30.0})) == ["ankle.left.dorsiflexion"]
    assert excesses({"ankle.left.dorsiflexion": 38.0, "knee.left.flexion": 20.0}) == {}
    assert excesses({"ankle.left.dorsiflexion": 41.0, "knee.left.flexion": 60.0}) == {
        "ankle.left.dorsiflexion": 2.0
    }


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(
    ("elevation", "plane", "rotation", "pose"),
    [
        (0.0, 0.0, 75.0, "the forearm out to the side, the elbow at the waist"),
        (0.0, 0.0, -90.0, "the hand on the belly, or behind the back"),
        (90.0, 0.0, 90.0, "a referee's touchdown"),
        (90.0, 0.0, -70.0, "the forearm hangs from a lifted elbow"),
        (90.0, 90.0, 0.0, "elbow forward, forearm up"),
        (90.0, 90.0, -90.0, "arms folded before the chest"),
        (90.0, 120.0, -60.0, "the hand on the other shoulder"),
        (120.0, 10.0, 85.0, "hands behind the head"),
        (170.0, 90.0, -30.0, "arms overhead"),
        (175.0, 0.0, 90.0, "arms overhead, lifted sideways"),
    ],
)
def test_arms_that_people_hold_are_in_range(
    elevation: float, plane: float, rotation: float, pose: str, side: str
) -> None:
    assert excesses(arm(elevation, plane, rotation, side)) == {}, pose


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(
    ("elevation", "plane", "rotation", "pose"),
    [
        (5.0, 20.0, 110.0, "hanging, the elbow's crease looks back from outside"),
        (5.0, 20.0, -110.0, "hanging, twisted inward beyond the back"),
        (90.0, 0.0, -105.0, "sideways, the forearm past straight down"),
        (90.0, 0.0, 120.0, "sideways, the forearm well behind the ear"),
        (90.0, 120.0, 60.0, "across the body, the forearm bent away outward"),
        (90.0, 90.0, 80.0, "forward, the forearm out to the side"),
        (90.0, 120.0, -200.0, "across the body, twisted until the elbow looks up"),
        (90.0, -30.0, -80.0, "behind, twisted inward"),
        (150.0, 90.0, -215.0, "overhead, twisted inward"),
        (170.0, 0.0, -60.0, "lifted sideways overhead, twisted inward"),
    ],
)
def test_an_arm_twisted_about_itself_is_caught(
    elevation: float, plane: float, rotation: float, pose: str, side: str
) -> None:
    assert f"shoulder.{side}.rotation" in excesses(arm(elevation, plane, rotation, side)), pose


@pytest.mark.parametrize(
    ("pole", "is_fine"),
    [
        ((0.0, -1.0, 0.0), True),
        ((1.0, 0.0, 0.0), True),
        ((-1.0, 0.0, 0.0), False),
        ((-1.0, 1.0, 0.0), False),
    ],
)
def test_an_elbow_that_is_led_across_the_body_twists_the_arm(pole: Point, *, is_fine: bool) -> None:
    hand = HandPlace((0.35, 1.2, 0.35), (0.0, 0.0, 1.0), (0.0, 1.0, 0.0), pole=pole)
    rig = replace(STANDING, left=Limb(LegMode.PLANT, ArmMode.REACH, hand=hand))
    assert ("shoulder.left.rotation" not in excesses(AT_EASE, rig)) is is_fine


def test_the_arm_across_the_body_as_the_eye_sees_it() -> None:
    """Elevation and plane are those of a hug; the twist alone is what no shoulder does."""
    hug = arm(80.0, 125.0, -70.0) | {"elbow.left.flexion": 80.0}
    assert excesses(hug) == {}
    assert list(excesses(hug | {"shoulder.left.rotation": 70.0})) == ["shoulder.left.rotation"]


def test_the_carried_rotation_does_not_jump_overhead() -> None:
    def rotation(plane: float) -> float:
        # The same arm, nearly straight up, told by two planes.
        angles = joint_angles(solve(arm(179.9, plane, 60.0 - 2.0 * plane), FREE))
        return carried_rotation(angles, "left")

    assert rotation(10.0) == pytest.approx(rotation(80.0), abs=0.5)


def test_a_hanging_arm_has_no_plane_to_leave() -> None:
    assert excesses(arm(10.0, 150.0, 0.0)) == {}
    assert list(excesses(arm(60.0, 150.0, -60.0))) == ["shoulder.left.plane"]
