"""The mannequin's body: its structure, its symmetry, and what it stands on. How it looks is for eyes."""

from dataclasses import astuple
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from mobility_coach.domain.motion import Point
from mobility_coach.figure.body import BODY
from mobility_coach.figure.body.shapes import Knot, limb, loft, mirrored, profile_slopes, refined, shared
from mobility_coach.figure.camera import Camera
from mobility_coach.figure.pose import Pose
from mobility_coach.figure.posed_body import Body
from mobility_coach.figure.shading import shade
from mobility_coach.figure.skeleton import BONES, HAND, REST, STATURE
from mobility_coach.figure.solids import Cone, Ellipsoid, Group, Loft, Material, Ring, Solid
from mobility_coach.figure.themes import THEMES
from tests.figure.pictures_for_tests import MANNEQUIN, drawn, luminance, over_ground, rest_pose

LIGHT = THEMES["light"]
FEATURES = (
    # Eyes, brows, the smile.
    (-0.0285, 1.6490, 0.088),
    (0.0285, 1.6490, 0.088),
    (-0.0300, 1.6790, 0.083),
    (0.0300, 1.6790, 0.083),
    (-0.0200, 1.6015, 0.086),
    (0.0000, 1.5955, 0.091),
    (0.0200, 1.6015, 0.086),
)
_MOST_SOLIDS = 190
_MILLIMETRE = 0.001
_AT_REST = Pose(np.array([np.eye(3)] * len(BONES)), np.array([REST[bone] for bone in BONES]))
_POSED = Body(BODY).posed(_AT_REST)
_SOLES = ("foot", "forefoot", "toes")


def _mixes(solid: Solid) -> list[tuple[tuple[str, float], ...]]:
    if isinstance(solid, Cone):
        return [((solid.bone_a, 1.0),), ((solid.bone_b, 1.0),)]
    if isinstance(solid, Ellipsoid):
        return [solid.bones]
    return [solid.lower_bones, solid.upper_bones]


def _bones(solid: Solid) -> set[str]:
    return {bone for mix in _mixes(solid) for bone, _ in mix}


def _radii(solid: Solid) -> tuple[float, ...]:
    if isinstance(solid, Cone):
        return solid.radius_a, solid.radius_b
    if isinstance(solid, Ellipsoid):
        return solid.radii
    return tuple(size for ring in (solid.lower, solid.upper) for size in (ring.half_width, ring.half_depth))


def _numbers(value: object) -> list[float]:
    """All numbers in a solid, in a fixed order."""
    if isinstance(value, tuple):
        return [number for part in value for number in _numbers(part)]
    return [float(value)] if isinstance(value, int | float) else []


def _words(value: object) -> list[str]:
    if isinstance(value, tuple):
        return [word for part in value for word in _words(part)]
    return [value] if isinstance(value, str) else []


def test_every_bone_has_skin_and_every_solid_has_bones_that_exist() -> None:
    skinned = {bone for solid in BODY for bone in _bones(solid)}
    assert skinned == set(BONES)
    for solid in BODY:
        for mix in _mixes(solid):
            assert sum(weight for _, weight in mix) == pytest.approx(1.0)
            assert all(weight > 0 for _, weight in mix)


def test_the_body_stays_cheap_and_every_solid_has_a_size() -> None:
    assert len(BODY) <= _MOST_SOLIDS
    assert all(radius > _MILLIMETRE for solid in BODY for radius in _radii(solid))


def test_left_and_right_are_mirror_images() -> None:
    def both(solids: tuple[Solid, ...]) -> list[tuple[list[str], list[float]]]:
        found = []
        for solid in solids:
            parts = astuple(solid)
            numbers = [round(number, 9) + 0.0 for number in _numbers(parts)]
            found.append((_words(parts), numbers))
        return sorted(found)

    left = [solid for solid in BODY if any(bone.endswith(".left") for bone in _bones(solid))]
    right = [solid for solid in BODY if any(bone.endswith(".right") for bone in _bones(solid))]
    assert len(left) == len(right) > 50
    assert both(mirrored(left)) == both(tuple(right))
    middle = tuple(solid for solid in BODY if solid.group is Group.HEAD)
    reach = Body(middle).posed(_AT_REST)
    assert reach.reach((1.0, 0.0, 0.0)).max() == pytest.approx(reach.reach((-1.0, 0.0, 0.0)).max(), abs=1e-9)


def test_a_limb_stays_in_its_group() -> None:
    groups = {
        "leg": {"thigh", "shank", "foot", "forefoot", "toes"},
        "arm": {"forearm", "hand", "fingers"},
    }
    for solid in BODY:
        for bone in _bones(solid):
            name, _, side = bone.partition(".")
            for limb_name, bones in groups.items():
                if name in bones and solid.group is not Group.TORSO:
                    assert solid.group.name == f"{side}_{limb_name}".upper()


def test_the_soles_are_flat_on_the_floor() -> None:
    lowest = -_POSED.reach((0.0, -1.0, 0.0))
    assert lowest.min() > -_MILLIMETRE
    for side in ("left", "right"):
        for part in ("foot", "toes"):
            touching = [
                low for solid, low in zip(BODY, lowest, strict=True) if f"{part}.{side}" in _bones(solid)
            ]
            assert min(touching) == pytest.approx(0.0, abs=_MILLIMETRE)


def test_all_five_toes_and_both_balls_touch_the_floor() -> None:
    lowest = -_POSED.reach((0.0, -1.0, 0.0))
    toes = [
        low
        for solid, low in zip(BODY, lowest, strict=True)
        if isinstance(solid, Cone) and solid.bone_a == solid.bone_b == "toes.left"
    ]
    assert len(toes) == 5
    assert max(toes) < _MILLIMETRE
    assert (
        min(low for solid, low in zip(BODY, lowest, strict=True) if _bones(solid) == {"forefoot.left"})
        < 0.002
    )


def test_the_arch_leaves_the_floor_between_heel_and_ball() -> None:
    foot = [
        solid
        for solid in BODY
        if isinstance(solid, Loft) and solid.group is Group.LEFT_LEG and solid.upper.tilt == 90
    ]
    lows = [solid.upper.y - solid.upper.half_depth for solid in foot]
    assert max(lows) > 0.010
    assert lows[-1] < 0.002


def test_nothing_but_feet_is_near_the_floor() -> None:
    lowest = -_POSED.reach((0.0, -1.0, 0.0))
    for solid, low in zip(BODY, lowest, strict=True):
        if not any(bone.partition(".")[0] in _SOLES for bone in _bones(solid)):
            assert low > 0.02


def test_the_figure_is_as_tall_as_its_skeleton_says() -> None:
    assert _POSED.reach((0.0, 1.0, 0.0)).max() == pytest.approx(STATURE, abs=0.03)


def test_palm_fingers_and_thumb_end_in_one_plane() -> None:
    x = REST["hand.left"][0]
    inner = Body([solid for solid in BODY if _bones(solid) <= {"hand.left", "fingers.left"}]).posed(_AT_REST)
    depths = x + inner.reach((-1.0, 0.0, 0.0))
    assert depths.max() == pytest.approx(0.0185, abs=_MILLIMETRE)
    assert depths.min() > 0.0185 - 0.002


def test_the_hand_is_as_long_as_a_hand() -> None:
    hand = Body([solid for solid in BODY if "fingers.left" in _bones(solid)]).posed(_AT_REST)
    length = REST["hand.left"][1] + hand.reach((0.0, -1.0, 0.0)).max()
    assert length == pytest.approx(HAND, abs=0.025)


def test_parts_that_follow_each_other_have_no_edge() -> None:
    """Where a cone or ring goes on in the next one, both have the same slope."""
    joints = 0
    for one, other in pairwise(BODY):
        if isinstance(one, Loft) and isinstance(other, Loft) and one.upper == other.lower:
            assert one.upper_bones == other.lower_bones
            assert one.slopes[1] == other.slopes[0]
            assert one.depth_slopes is not None
            assert other.depth_slopes is not None
            assert one.depth_slopes[1] == other.depth_slopes[0]
            joints += 1
        if (
            isinstance(one, Cone)
            and isinstance(other, Cone)
            and one.slopes is not None
            and other.slopes is not None
            and (one.b, one.radius_b, one.bone_b, one.material)
            == (other.a, other.radius_a, other.bone_a, other.material)
        ):
            assert one.slopes[1] == other.slopes[0]
            joints += 1
    assert joints > 60


def test_no_bend_of_the_trunk_changes_the_shirt_s_hem_which_hangs_over_the_shorts() -> None:
    shirt = [
        (place, solid)
        for place, solid in enumerate(BODY)
        if isinstance(solid, Loft) and solid.material is Material.SHIRT
    ]
    place, hem = min(shirt, key=lambda each: each[1].lower.y)
    assert hem.lower_bones == hem.upper_bones == (("pelvis", 1.0),)
    under = [
        number
        for number, solid in enumerate(BODY)
        if solid.material is Material.SHORTS or _bones(solid) & {"thigh.left", "shank.left"}
    ]
    assert max(under) < place


@pytest.mark.parametrize("yaw", [-40.0, 0.0, 40.0])
def test_eyes_brows_and_mouth_are_seen_on_a_small_head(yaw: float) -> None:
    camera = Camera((0.0, 0.87, 0.0), yaw, 10.0, 4.6, 480, 480)
    raster = drawn(camera, MANNEQUIN, samples=2, pose=rest_pose())
    bright = luminance(over_ground(shade(raster, camera, LIGHT), LIGHT, 480, 480))

    def around(place: Point) -> NDArray[np.float64]:
        across, down = (int(value) for value in camera.spot(place))
        return bright[down - 1 : down + 2, across - 1 : across + 2]

    for x, y, z in FEATURES:
        beside = around((x, y - 0.02 if y > 1.6 else y + 0.018, z))
        assert around((x, y, z)).min() < 0.6 * np.median(beside)


def test_a_profile_s_slopes_are_those_of_a_parabola() -> None:
    heights = (0.0, 0.1, 0.3, 0.4)
    radii = [0.05 + 0.2 * height - 0.3 * height**2 for height in heights]
    slopes = profile_slopes([(0.0, height, 0.0) for height in heights], radii)
    assert slopes[1:-1] == pytest.approx([0.2 - 0.6 * height for height in heights[1:-1]])
    assert slopes[0] == pytest.approx((radii[1] - radii[0]) / 0.1)


def test_rings_between_rings_follow_their_curve() -> None:
    rings = [Ring(0.1 * step, 0.05, 0.04, 0.0, 0.02, 90.0) for step in range(4)]
    fine = refined(rings, (1, 2, 1))
    assert [ring.y for ring in fine] == pytest.approx([0.0, 0.1, 0.15, 0.2, 0.3])
    assert {ring.tilt for ring in fine} == {90.0}
    assert fine[0] == rings[0]
    assert fine[-1] == rings[-1]


def test_shares_of_two_bones_end_at_one() -> None:
    assert shared("a", "b", -0.5) == (("a", 1.0),)
    assert shared("a", "b", 1.5) == (("b", 1.0),)
    assert shared("a", "b", 0.25) == (("a", 0.75), ("b", 0.25))


def test_the_first_cone_of_a_limb_may_melt_into_the_torso() -> None:
    knots = [Knot("neck", (0.0, 0.1 * step, 0.0), 0.05) for step in range(3)]
    first, last = limb(knots, Material.FINE, Group.HEAD, root_blend=0.02)
    assert (first.is_root, first.blend) == (True, 0.02)
    assert (last.is_root, last.blend) == (False, 0.0)


def test_a_loft_takes_the_material_of_each_section() -> None:
    bones = (("chest", 1.0),)
    sections = [
        (Ring(0.1 * step, 0.05, 0.04, 0.0), bones, material)
        for step, material in enumerate((Material.SHORTS, Material.SHIRT, Material.SKIN))
    ]
    assert [piece.material for piece in loft(sections, Group.TORSO)] == [Material.SHORTS, Material.SHIRT]
