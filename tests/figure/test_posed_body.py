"""Solids in a pose."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobility_coach.figure.body import BODY
from mobility_coach.figure.pose import Pose
from mobility_coach.figure.posed_body import Body
from mobility_coach.figure.skeleton import BONES, REST
from mobility_coach.figure.solids import (
    WORLD,
    Cone,
    Ellipsoid,
    Flat,
    Group,
    Loft,
    Material,
    Ring,
)
from tests.figure.pictures_for_tests import MANNEQUIN, ball, cone, rest_pose, turn_of, wild_pose

SKIN, TORSO = Material.SKIN, Group.TORSO
FOREARM = (("forearm.left", 1.0),)


def turned(bone: str, x: float, y: float, z: float) -> Pose:
    pose = rest_pose()
    pose.turns[BONES.index(bone)] = turn_of(x, y, z)
    return pose


def test_at_rest_all_is_where_it_was_made() -> None:
    posed = MANNEQUIN.posed(rest_pose())
    cones = [each for each in BODY if isinstance(each, Cone)]
    assert posed.cones.a == pytest.approx(np.array([each.a for each in cones]))
    assert posed.cones.b == pytest.approx(np.array([each.b for each in cones]))
    ovals = [each for each in BODY if isinstance(each, Ellipsoid)]
    assert posed.ellipsoids.centre == pytest.approx(np.array([each.centre for each in ovals]))
    lofts = [each for each in BODY if isinstance(each, Loft)]
    upper = np.array([(each.upper.x, each.upper.y, each.upper.z) for each in lofts])
    assert posed.lofts.centre[:, 1] == pytest.approx(upper)


def test_the_order_of_the_solids_is_kept_across_kinds() -> None:
    posed = Body((ball((0, 0, 0), 1), cone((0, 0, 0), 1, (0, 1, 0), 1), ball((1, 0, 0), 1))).posed()
    assert posed.ellipsoids.kind.order.tolist() == [0, 2]
    assert posed.cones.kind.order.tolist() == [1]


def test_a_bone_carries_its_solids_and_no_others() -> None:
    x, y, z = REST["forearm.left"]
    near, far = (x, y - 0.1, z), (x, y - 0.2, z)
    body = Body(
        (
            Cone("forearm.left", near, 0.03, "hand.left", far, 0.02, SKIN, TORSO),
            Ellipsoid(FOREARM, near, (0.1, 0.2, 0.3), SKIN, TORSO),
        )
    )
    posed = body.posed(turned("forearm.left", -np.pi / 2, 0, 0))
    assert posed.cones.a[0] == pytest.approx((x, y, z + 0.1))
    assert posed.cones.b[0] == pytest.approx(far)
    assert posed.ellipsoids.centre[0] == pytest.approx((x, y, z + 0.1))
    assert posed.ellipsoids.axes[0][:, 1] == pytest.approx((0, 0, -1))


def test_a_mix_of_bones_goes_between_them_and_stays_square() -> None:
    x, y, z = REST["forearm.left"]
    mix = (("forearm.left", 0.5), (WORLD, 0.5))
    body = Body((Ellipsoid(mix, (x, y - 0.1, z), (0.1, 0.1, 0.1), SKIN, TORSO),))
    posed = body.posed(turned("forearm.left", -np.pi / 2, 0, 0)).ellipsoids
    assert posed.centre[0] == pytest.approx((x, y - 0.05, z + 0.05))
    assert posed.axes[0].T @ posed.axes[0] == pytest.approx(np.eye(3))
    assert posed.axes[0][:, 1] == pytest.approx((0, 0.5**0.5, -(0.5**0.5)))


def test_things_of_the_world_stay_whatever_the_pose() -> None:
    body = Body((ball((1, 2, 3), 0.5), Flat(((0, 0, 0), (1, 0, 0), (0, 1, 0)), SKIN)))
    posed = body.posed(wild_pose(3))
    assert posed.ellipsoids.centre[0] == pytest.approx((1, 2, 3))
    assert posed.flats.corners[0].tolist() == [[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 1, 0]]


def test_an_upright_ring_has_its_depth_along_the_height() -> None:
    ring = Ring(0.1, 0.2, 0.05, 0.0, 0.0, tilt=90.0)
    other = Ring(0.1, 0.2, 0.05, 0.3, 0.0, tilt=90.0)
    world = ((WORLD, 1.0),)
    posed = Body((Loft(ring, other, world, world, SKIN, TORSO, (0.0, 0.0)),)).posed()
    assert posed.reach((0, 1, 0)) == pytest.approx([0.15])
    assert posed.reach((1, 0, 0)) == pytest.approx([0.2])
    assert posed.reach((0, 0, 1))[0] >= 0.3


def test_how_far_each_solid_reaches() -> None:
    solids = (
        Flat(((0, 0, 0), (1, 0, 0), (0, 2, 0)), SKIN),
        cone((0, 0, 0), 0.1, (0, 1, 0), 0.3),
        Ellipsoid(((WORLD, 1.0),), (0, 0, 5), (0.1, 0.2, 0.3), SKIN, TORSO),
    )
    posed = Body(solids).posed()
    assert posed.reach((0, 1, 0)) == pytest.approx([2.0, 1.3, 0.2])
    assert posed.reach((0, -1, 0)) == pytest.approx([0.0, 0.1, 0.2])
    assert posed.reach((0, 0, 1)) == pytest.approx([0.0, 0.3, 5.3])


def test_a_limbs_cones_know_which_of_their_ends_a_later_one_covers() -> None:
    first, second = cone((0, 0, 0), 0.1, (0, 1, 0), 0.2), cone((0, 1, 0), 0.2, (0, 2, 0), 0.1)
    assert Body((first, second)).posed().cones.is_covered.tolist() == [[False, True], [False, False]]
    assert Body((second, first, second)).posed().cones.is_covered.tolist() == [
        [True, True],
        [False, True],
        [False, False],
    ]
    soft = cone((0, 1, 0), 0.2, (0, 2, 0), 0.1, blend=0.02)
    assert not Body((first, soft)).posed().cones.is_covered.any()


def test_a_body_may_be_empty() -> None:
    posed = Body(()).posed(rest_pose())
    assert len(posed.cones.a) == len(posed.ellipsoids.centre) == len(posed.lofts.centre) == 0
    assert len(posed.reach((0, 1, 0))) == 0


@given(st.integers(0, 10_000))
def test_any_pose_gives_numbers(seed: int) -> None:
    posed = MANNEQUIN.posed(wild_pose(seed))
    for values in (posed.cones.a, posed.cones.b, posed.ellipsoids.axes, posed.lofts.axes, posed.lofts.centre):
        assert np.isfinite(values).all()
