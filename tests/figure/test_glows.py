"""Where the body glows, and how much."""

import numpy as np
import pytest

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import BodyRegion, Highlight, Way, WayKind
from mobility_coach.figure.angles import joint_angles
from mobility_coach.figure.camera import Camera
from mobility_coach.figure.glows import glows_of, weight_of
from mobility_coach.figure.shading import shade
from mobility_coach.figure.solids import Group
from mobility_coach.figure.stage import Stage, stage_view
from mobility_coach.figure.themes import THEMES
from mobility_coach.figure.ways import Ways
from tests.figure.pictures_for_tests import MANNEQUIN, drawn, rest_pose
from tests.figure.shown_motions import DRILLS, shipped

ANGLE = "ankle.left.dorsiflexion"
SIZE = 160


def highlight(region: BodyRegion = BodyRegion.CALF, side: Side = Side.LEFT) -> Highlight:
    return Highlight(region, side, ANGLE, 0.0, 20.0)


@pytest.mark.parametrize(
    ("angle", "weight"), [(-30.0, 0.18), (0.0, 0.18), (10.0, 0.59), (20.0, 1.0), (50.0, 1.0)]
)
def test_a_region_glows_by_its_measured_angle(angle: float, weight: float) -> None:
    assert weight_of(highlight(), angle) == pytest.approx(weight)
    assert glows_of([highlight()], rest_pose(), {ANGLE: angle})[0].weight == pytest.approx(weight)


def test_an_angle_may_get_hotter_as_it_gets_smaller() -> None:
    falling = Highlight(BodyRegion.CALF, Side.LEFT, ANGLE, 30.0, 10.0, least=0.0)
    assert [weight_of(falling, angle) for angle in (40.0, 20.0, 0.0)] == pytest.approx([0.0, 0.5, 1.0])


def test_a_region_without_a_way_is_hot() -> None:
    assert weight_of(Highlight(BodyRegion.CALF, Side.LEFT, ANGLE, 5.0, 5.0), 0.0) == 1.0


def test_an_angle_that_was_not_measured_is_cold() -> None:
    assert glows_of([highlight()], rest_pose(), {})[0].weight == pytest.approx(0.18)


@pytest.mark.parametrize("region", list(BodyRegion))
def test_the_sides_are_mirrored(region: BodyRegion) -> None:
    left, right = glows_of([highlight(region, Side.BOTH)], rest_pose(), {})
    for one, other in ((left.a, right.a), (left.b, right.b)):
        assert one == pytest.approx(other * (-1, 1, 1))
    assert left.radius == right.radius
    assert (Group.LEFT_LEG in left.groups) == (Group.RIGHT_LEG in right.groups)
    assert (Group.LEFT_ARM in left.groups) == (Group.RIGHT_ARM in right.groups)


def test_a_side_alone_glows_alone() -> None:
    (glow,) = glows_of([highlight(BodyRegion.GROIN, Side.RIGHT)], rest_pose(), {})
    assert glow.a[0] < 0
    assert glow.groups == {Group.RIGHT_LEG, Group.TORSO}


@pytest.mark.parametrize("region", list(BodyRegion))
def test_every_region_is_seen_from_somewhere(region: BodyRegion) -> None:
    glows = glows_of([highlight(region)], rest_pose(), {ANGLE: 20.0})
    hottest = 0
    for yaw in (0.0, 90.0, 180.0):
        camera = Camera((0.0, 0.87, 0.0), yaw, 6.0, 4.7, SIZE, SIZE)
        raster = drawn(camera, MANNEQUIN, pose=rest_pose())
        plain, hot = (shade(raster, camera, THEMES["light"], each).pixels.astype(int) for each in ((), glows))
        hottest = max(hottest, int((np.abs(hot - plain).sum(-1) > 80).sum()))
    assert hottest >= 12


MOVEMENTS = [(drill, each.id) for drill in DRILLS for each in shipped(drill).movements]
SMALL = 200
"""Pixels along the edge of the smallest picture in which a stretch must be found."""

RELAXED, STRETCHED = 0.25, 0.75


def hottest(drill: str, movement_id: str, at: float) -> float:
    """How strongly the hottest region of a shipped movement glows at a place on its stroke."""
    motion = shipped(drill)
    angles = joint_angles(Ways(motion).pose(Way(WayKind.STROKE, movement_id), at))
    movement = motion.movement(movement_id)
    assert movement is not None
    return max(weight_of(each, angles[each.angle]) for each in movement.highlights)


@pytest.mark.parametrize(("drill", "movement"), MOVEMENTS)
def test_a_movement_is_nearly_cold_where_it_is_relaxed_and_hot_where_it_stretches(
    drill: str, movement: str
) -> None:
    weights = [hottest(drill, movement, at) for at in (0.0, 0.5, 1.0)]
    assert min(weights) <= RELAXED
    assert max(weights) >= 0.9


@pytest.mark.parametrize(("drill", "movement"), MOVEMENTS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_stretch_is_seen_from_the_usual_camera(drill: str, movement: str, theme: str) -> None:
    motion, way = shipped(drill), Way(WayKind.STROKE, movement)
    stage = Stage(motion, stage_view(motion, movement, None, SMALL, SMALL, theme))
    for at in (0.0, 1.0):
        if hottest(drill, movement, at) >= STRETCHED:
            red, green, blue = np.moveaxis(
                stage.picture(way, at, with_arrow=False)[..., 2::-1].astype(int), 2, 0
            )
            assert int(((red > 150) & (red > 1.8 * green) & (red > 2 * blue)).sum()) >= 20
