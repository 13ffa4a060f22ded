from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import (
    BodyRegion,
    CameraName,
    CameraPlan,
    Highlight,
    Key,
    Motion,
    PropKind,
    Way,
    WayKind,
)
from mobility_coach.figure.body import BODY
from mobility_coach.figure.ink import draw_arrow
from mobility_coach.figure.posed_body import Body
from mobility_coach.figure.raster import Raster
from mobility_coach.figure.shading import shade
from mobility_coach.figure.stage import Stage, StageView, stage_view
from mobility_coach.figure.themes import THEMES
from mobility_coach.figure.ways import Ways
from tests.figure.shown_motions import DRILLS, prop, raised_arm, shipped

SIZE = 240
STROKE = Way(WayKind.STROKE, "A")
WALL = prop(PropKind.WALL, (0.0, 0.0, 0.6), (1.2, 1.9, 0.05))
CAMERAS = (CameraName.FRONT, CameraName.SIDE)


def stage(
    motion: Motion, camera: CameraName | None = CameraName.FRONT, size: int = SIZE, movement: str = "A"
) -> Stage:
    return Stage(motion, stage_view(motion, movement, camera, size, size, "light"))


def body_pixels(motion: Motion, shown: Stage, way: Way, at: float) -> np.ndarray:
    """Where the body alone is."""
    camera = shown.camera
    raster = Raster(camera.width, camera.height, 2)
    raster.draw(Body(BODY).posed(Ways(motion).pose(way, at)), camera)
    layer = shade(raster, camera, THEMES["light"])
    where = np.zeros((camera.height, camera.width), dtype=bool)
    height, width = layer.pixels.shape[:2]
    where[layer.top : layer.top + height, layer.left : layer.left + width] = layer.pixels[..., 3] > 100
    return where


def arrow_pixels(shown: Stage, way: Way, *, is_back: bool) -> np.ndarray:
    arrow = shown.arrow(way, is_back=is_back)
    assert arrow is not None
    pixels = np.full((SIZE, SIZE, 4), 255, dtype=np.uint8)
    draw_arrow(pixels, arrow)
    where: np.ndarray = (pixels != 255).any(axis=2)
    return where


# Views


def test_the_usual_cameras_look_at_the_working_side() -> None:
    right, left = raised_arm(), raised_arm(side=Side.LEFT)
    assert stage_view(right, "A", CameraName.SIDE, 9, 9, "light") == StageView(
        -90.0, 5.0, 9, 9, "light", movement="A"
    )
    assert stage_view(left, "A", CameraName.SIDE, 9, 9, "dark") == StageView(
        90.0, 5.0, 9, 9, "dark", movement="A"
    )
    assert stage_view(right, "A", CameraName.THREE_QUARTER, 9, 9, "light").yaw == -40.0


def test_a_motion_may_have_its_own_angles() -> None:
    plan = CameraPlan(angles={CameraName.SIDE: (12.0, 34.0)})
    view = stage_view(raised_arm(camera=plan), "A", CameraName.SIDE, 9, 9, "light")
    assert (view.yaw, view.pitch) == (12.0, 34.0)


def test_who_stands_before_a_wall_is_seen_from_behind() -> None:
    view = stage_view(raised_arm(WALL), "A", CameraName.THREE_QUARTER, 9, 9, "light")
    assert (view.yaw, view.pitch) == (-128.0, 14.0)


def test_who_lies_is_seen_from_farther_above() -> None:
    motion = shipped("side-lying")
    assert stage_view(motion, "A", CameraName.THREE_QUARTER, 9, 9, "light").pitch > 25.0


def test_all_movements_and_phases_have_the_same_camera_and_stay_in_the_picture() -> None:
    motion = shipped("side-flexion-rotation")
    shown = stage(motion, CameraName.THREE_QUARTER)
    for movement, at in product(motion.movements, (0.0, 0.3, 0.5, 1.0)):
        where = body_pixels(motion, shown, Way(WayKind.STROKE, movement.id), at)
        rows, columns = np.nonzero(where)
        assert rows.min() > 4
        assert columns.min() > 4
        assert rows.max() < SIZE - 5
        assert columns.max() < SIZE - 5


@pytest.mark.parametrize(("width", "height"), [(480, 160), (150, 420)])
def test_wide_and_narrow_pictures_take_in_everything(width: int, height: int) -> None:
    motion = raised_arm()
    shown = Stage(motion, StageView(-40.0, 14.0, width, height, "light", 1))
    for at in (0.0, 1.0):
        where = body_pixels(motion, shown, STROKE, at)
        rows, columns = np.nonzero(where)
        assert rows.min() > 2
        assert columns.min() > 2
        assert rows.max() < height - 3
        assert columns.max() < width - 3


def test_a_movement_with_a_camera_of_its_own_is_framed_alone() -> None:
    motion = raised_arm(movements=("A", "B"))
    low = Key(0.0, motion.movements[0].keys[0].channels)
    near = CameraPlan(CameraName.SIDE, {CameraName.SIDE: (70.0, 20.0)})
    still = replace(motion.movements[1], keys=(low, replace(low, at=1.0)), camera=near)
    two = replace(motion, movements=(motion.movements[0], still))
    first, second = (stage_view(two, each, None, 90, 90, "light") for each in "AB")
    assert (first.yaw, first.pitch) == (-40.0, 14.0)
    assert (second.yaw, second.pitch) == (70.0, 20.0)
    assert (
        Stage(two, second).camera.distance < 0.95 * Stage(two, replace(second, movement="")).camera.distance
    )


def test_a_close_up_has_the_camera_of_its_motion() -> None:
    motion = shipped("ankle-rolls")
    assert motion.camera.target is not None
    assert stage(motion).camera.target == motion.camera.target
    assert stage(motion).camera.distance == motion.camera.distance


# Pictures


def test_a_patch_laid_on_the_background_is_the_picture() -> None:
    shown = stage(shipped("hip-flexor-matrix"))
    patch = shown.patch(STROKE, 0.4)
    height, width = patch.pixels.shape[:2]
    pixels = shown.background().copy()
    pixels[patch.top : patch.top + height, patch.left : patch.left + width] = patch.pixels
    assert np.array_equal(pixels, shown.picture(STROKE, 0.4, with_arrow=False))
    assert (pixels[..., 3] == 255).all()
    assert patch.pixels.flags.c_contiguous
    assert height * width < 0.8 * SIZE * SIZE


def test_a_picture_is_the_same_every_time() -> None:
    motion = shipped("corner-stretch")
    one = stage(motion).picture(STROKE, 0.7)
    assert np.array_equal(one, stage(motion).picture(STROKE, 0.7))
    again = stage(motion)
    again.picture(STROKE, 0.1)
    assert np.array_equal(one, again.picture(STROKE, 0.7))


def test_the_figure_moves() -> None:
    shown = stage(raised_arm())
    low, high = shown.patch(STROKE, 0.0), shown.patch(STROKE, 1.0)
    assert high.pixels.shape[1] > low.pixels.shape[1] + 20


def test_a_dark_picture_is_dark() -> None:
    motion = raised_arm()
    dark = Stage(motion, stage_view(motion, "A", CameraName.FRONT, SIZE, SIZE, "dark")).picture(STROKE, 0.0)
    assert dark[..., :3].mean() < 90 < stage(motion).picture(STROKE, 0.0)[..., :3].mean()


def test_a_stretched_region_glows() -> None:
    glow = Highlight(BodyRegion.FLANK, Side.RIGHT, "shoulder.right.elevation", 20.0, 80.0)
    plain, glowing = stage(raised_arm()), stage(raised_arm(highlights=(glow,)))
    change = np.abs(plain.picture(STROKE, 1.0).astype(int) - glowing.picture(STROKE, 1.0).astype(int))
    assert (change.max(axis=2) > 40).sum() > 30


def test_what_only_one_movement_needs_is_in_its_patch_and_not_in_the_background() -> None:
    motion = raised_arm(movements=("A", "B"))
    bench = prop(PropKind.BENCH, (0.0, 0.45, 0.6), (0.5, 0.45, 0.9))
    one, other = motion.movements
    with_wall = Motion("two", motion.side, (one, other.__class__("B", other.rig, other.keys, (WALL, bench))))
    shown = stage(with_wall, CameraName.REAR)
    assert np.array_equal(shown.background(), stage(with_wall, CameraName.REAR).background())
    first, second = shown.patch(STROKE, 0.0), shown.patch(Way(WayKind.STROKE, "B"), 0.0)
    assert second.pixels.size > 1.25 * first.pixels.size
    there = shown.camera.spot((0.4, 1.6, 0.6))
    row, column = int(there[1]), int(there[0])
    assert np.array_equal(shown.picture(STROKE, 0.0)[row, column], shown.background()[row, column])
    changed = shown.picture(Way(WayKind.STROKE, "B"), 0.0)[row, column].astype(int)
    assert np.abs(changed - shown.background()[row, column]).max() > 15


@pytest.mark.parametrize(("yaw", "pitch"), [(0.0, 90.0), (33.0, -60.0), (725.0, 10.0), (-180.0, 0.0)])
@pytest.mark.parametrize("drill", ["modified-pigeon", "corner-stretch", "ankle-rolls"])
def test_it_can_be_looked_at_from_anywhere(drill: str, yaw: float, pitch: float) -> None:
    picture = Stage(shipped(drill), StageView(yaw, pitch, 200, 150, "light", 1)).picture(STROKE, 0.5)
    assert picture.shape == (150, 200, 4)
    assert (picture[..., 3] == 255).all()


def test_a_movement_that_is_not_there_is_told() -> None:
    with pytest.raises(ValueError, match="raised-arm has no movement Z"):
        stage(raised_arm()).patch(Way(WayKind.STROKE, "Z"), 0.0)


# Arrows and beams


def test_there_is_an_arrow_for_strokes_alone() -> None:
    shown = stage(raised_arm())
    assert shown.arrow(STROKE, is_back=False) is not None
    assert shown.arrow(Way(WayKind.FIRST, "A"), is_back=False) is not None
    assert shown.arrow(Way(WayKind.READY, "A"), is_back=False) is None
    assert stage(raised_arm(track=None)).arrow(STROKE, is_back=False) is None


def test_the_arrow_is_in_the_picture_where_it_is_wanted() -> None:
    shown = stage(raised_arm())
    bare, there, back = (
        shown.picture(STROKE, 0.5, is_back=is_back, with_arrow=with_arrow)
        for is_back, with_arrow in ((False, False), (False, True), (True, True))
    )
    assert not np.array_equal(bare, there)
    assert not np.array_equal(there, back)


@pytest.mark.parametrize("drill", DRILLS)
def test_no_arrow_crosses_the_body(drill: str) -> None:
    motion = shipped(drill)
    for movement in motion.movements:
        way = Way(WayKind.STROKE, movement.id)
        for camera in (None, *CAMERAS):
            shown = stage(motion, camera, movement=movement.id)
            if shown.arrow(way, is_back=False) is None:
                continue
            arrows = [arrow_pixels(shown, way, is_back=is_back) for is_back in (False, True)]
            for at in (0.0, 0.5, 1.0):
                body = body_pixels(motion, shown, way, at)
                assert all((arrow & body).sum() <= 0.03 * arrow.sum() for arrow in arrows), (camera, way, at)


@pytest.mark.parametrize("drill", DRILLS)
def test_each_movement_has_an_arrow_in_its_usual_view(drill: str) -> None:
    motion = shipped(drill)
    for movement in motion.movements:
        shown = stage(motion, None, movement=movement.id)
        assert shown.arrow(Way(WayKind.STROKE, movement.id), is_back=False) is not None, movement.id


def test_there_is_one_arrow_where_one_side_moves() -> None:
    for side in (Side.RIGHT, Side.BOTH):
        arrow = stage(raised_arm(side=side)).arrow(STROKE, is_back=False)
        assert arrow is not None
        assert arrow.twin is None
    head = stage(shipped("side-flexion-rotation")).arrow(STROKE, is_back=False)
    assert head is not None
    assert head.twin is None


def test_where_both_sides_move_alike_two_arrows_point_away_from_each_other() -> None:
    motion = shipped("ankle-rolls")
    arrow = stage(motion, None).arrow(STROKE, is_back=False)
    assert arrow is not None
    assert arrow.twin is not None
    right, left = arrow, arrow.twin  # on the picture
    assert left.points[-1][0] < left.points[0][0] < right.points[0][0] < right.points[-1][0]
    back = stage(motion, None).arrow(STROKE, is_back=True)
    assert back is not None
    assert back.twin is not None
    assert back.twin.points == left.points[::-1]


def test_the_laser_has_its_beam() -> None:
    motion = shipped("bent-knee-ankle-matrix")
    shown = stage(motion, None, movement="B")
    sweep = Way(WayKind.STROKE, "B")
    ends = [shown.beam(sweep, at) for at in (0.0, 1.0)]
    assert all(end is not None for end in ends)
    first, last = ends
    assert first is not None
    assert last is not None
    assert abs(first.end[0] - last.end[0]) > 15.0
    assert all(0.0 < place < SIZE for place in (*first.end, *last.end))
    assert first.colour not in {THEMES["light"].hot, THEMES["light"].arrow}
    assert shown.beam(STROKE, 0.0) is None
    assert (shown.picture(sweep, 0.0) == shown.picture(sweep, 0.0)).all()
