"""The rasteriser, against brute force."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mobility_coach.domain.motion import Point
from mobility_coach.figure.camera import Camera
from mobility_coach.figure.posed_body import Body
from mobility_coach.figure.raster import Raster, culling, equations
from mobility_coach.figure.raster.kinds import group_tag
from mobility_coach.figure.raster.merging import EMPTY
from mobility_coach.figure.solids import WORLD, Cone, Ellipsoid, Flat, Group, Loft, Material, Ring
from tests.figure.pictures_for_tests import (
    MANNEQUIN,
    Floats,
    ball,
    cone,
    drawn,
    front_camera,
    heights,
    wild_pose,
)

WORLD_ALONE = ((WORLD, 1.0),)
PLACES = st.tuples(st.floats(-0.5, 0.5), st.floats(0.5, 1.5), st.floats(-0.5, 0.5))
RADII = st.floats(0.03, 0.3)
CAMERAS = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


def pixel_places(camera: Camera) -> tuple[Floats, Floats]:
    rows, columns = np.mgrid[: camera.height, : camera.width]
    return columns + 0.5 - camera.width / 2, camera.height / 2 - rows - 0.5


def brute_cone(camera: Camera, a: Point, radius_a: float, b: Point, radius_b: float) -> Floats:
    """The highest of very many balls between the two ends, at each pixel."""
    ends, scale = camera.project(np.array((a, b)))
    x, y = pixel_places(camera)
    highest = np.full(x.shape, float(EMPTY))
    for t in np.linspace(0, 1, 800):
        place = ends[0] + t * (ends[1] - ends[0])
        radius = radius_a * scale[0] + t * (radius_b * scale[1] - radius_a * scale[0])
        rest = radius**2 - (x - place[0]) ** 2 - (y - place[1]) ** 2
        highest = np.maximum(highest, np.where(rest > 0, place[2] + np.sqrt(np.maximum(rest, 0)), EMPTY))
    return highest


def agree(found: Floats, expected: Floats, *, within: float = 0.1) -> None:
    """Heights agree, but for few pixels at the very outline."""
    seen, wanted = found > EMPTY / 2, expected > EMPTY / 2
    assert (seen != wanted).sum() <= 0.02 * wanted.sum() + 4
    both = seen & wanted
    assert np.quantile(np.abs(found - expected)[both], 0.98) < within


@given(PLACES, RADII, PLACES, RADII, CAMERAS)
@example((0.0, 1.0, 0.0), 0.125, (0.0, 1.0, -0.5), 0.25, (0.0, 0.0))  # seen exactly end on
def test_a_cone_is_what_all_balls_between_its_ends_cover(
    a: Point, radius_a: float, b: Point, radius_b: float, angles: tuple[float, float]
) -> None:
    camera = Camera((0, 1, 0), *angles, 5.0, 80, 64)
    found = heights(drawn(camera, Body((cone(a, radius_a, b, radius_b),))))
    agree(found, brute_cone(camera, a, radius_a, b, radius_b))


@given(PLACES, st.tuples(RADII, RADII, RADII), CAMERAS)
def test_an_ellipsoid_is_where_the_line_of_sight_first_meets_it(
    centre: Point, radii: Point, angles: tuple[float, float]
) -> None:
    camera = Camera((0, 1, 0), *angles, 5.0, 80, 64)
    oval = Ellipsoid(WORLD_ALONE, centre, radii, Material.SKIN, Group.TORSO)
    found = heights(drawn(camera, Body((oval,))))
    (middle,), (scale,) = camera.project(np.array((centre,)))
    x, y = pixel_places(camera)
    way = np.stack((x - middle[0], y - middle[1], np.zeros_like(x)), -1)
    to_unit = (camera.axes * ((1,), (1,), (-1,))) / (np.array(radii) * scale)
    start, step = way @ to_unit, np.array((0, 0, 1.0)) @ to_unit
    lean, size = start @ step, step @ step
    rest = lean**2 - size * ((start**2).sum(-1) - 1)
    high = middle[2] + (np.sqrt(np.maximum(rest, 0)) - lean) / size
    agree(found, np.where(rest > 0, high, EMPTY))


def test_a_ball_covers_as_many_pixels_as_its_circle() -> None:
    camera = front_camera(200)
    radius = 0.3 * camera.scale
    for samples in (1, 2):
        raster = drawn(camera, Body((ball((0, 1, 0), 0.3),)), samples=samples)
        covered = (raster.tags > 0).sum() / samples**2
        assert covered == pytest.approx(np.pi * radius**2, rel=0.01)


def test_a_balls_surface_looks_away_from_its_middle() -> None:
    camera = front_camera(64)
    raster = drawn(camera, Body((ball((0, 1, 0), 0.5),)))
    x, y = pixel_places(camera)
    right, up = (picture_of(raster, facing) for facing in raster.facing)
    inside = np.hypot(x, y) < 0.45 * camera.scale
    assert right[inside] == pytest.approx((x / (0.5 * camera.scale))[inside], abs=0.01)
    assert up[inside] == pytest.approx((y / (0.5 * camera.scale))[inside], abs=0.01)


def picture_of(raster: Raster, values: np.ndarray) -> Floats:
    picture = np.zeros((raster.grid.rows, 8, raster.grid.columns, 8))
    row, column = np.divmod(raster.tiles, raster.grid.columns)
    picture[row, :, column] = values.reshape(-1, 8, 8)
    return picture.reshape(raster.grid.rows * 8, raster.grid.columns * 8)


def test_a_loft_between_equal_rings_is_an_elliptic_tube() -> None:
    lower, upper = Ring(0.6, 0.3, 0.1, 0.0), Ring(1.4, 0.3, 0.1, 0.0)
    loft = Loft(lower, upper, WORLD_ALONE, WORLD_ALONE, Material.SKIN, Group.TORSO, (0, 0), flatness=0.1)
    for yaw, half in ((0.0, 0.3), (90.0, 0.1)):
        camera = Camera((0, 1, 0), yaw, 0.0, 8.0, 128, 128)
        row = heights(drawn(camera, Body((loft,))))[64]
        assert (row > EMPTY / 2).sum() == pytest.approx(2 * half * camera.scale, abs=1.5)
        deep = (0.4 - half) * camera.scale
        assert row[64] == pytest.approx(deep, rel=0.04)


def test_the_near_hides_the_far_in_any_order() -> None:
    camera = front_camera()
    near, far = ball((0, 1, 0.5), 0.2, Group.LEFT_ARM), ball((0, 1, -0.5), 0.2, Group.RIGHT_ARM)
    for solids in ((near, far), (far, near)):
        raster = drawn(camera, Body(solids))
        assert (raster.tags[raster.tags > 0] >> 4 << 4 == group_tag(Group.LEFT_ARM)).all()


def test_things_drawn_before_hide_and_are_hidden() -> None:
    camera = front_camera()
    wall = Flat(((-1, 0, 0.2), (1, 0, 0.2), (1, 2, 0.2), (-1, 2, 0.2)), Material.WALL)
    raster = drawn(camera, Body((wall,)), Body((ball((0, 1, 0.5), 0.2), ball((0.4, 1, -0.5), 0.2))))
    tags = raster.tags[raster.tags > 0]
    assert set((tags & 0x0F).tolist()) == {Material.WALL, Material.SKIN}
    assert (tags & 0x0F == Material.SKIN).sum() == pytest.approx(
        np.pi * (0.2 * camera.focal / 3.5) ** 2, rel=0.05
    )


def test_a_flat_piece_is_a_plane_between_its_corners() -> None:
    camera = Camera((0, 1, 0), 30.0, 20.0, 5.0, 96, 80)
    corners = ((-0.5, 0.6, 0.0), (0.5, 0.6, 0.3), (0.5, 1.4, 0.3), (-0.5, 1.4, 0.0))
    found = heights(drawn(camera, Body((Flat(corners, Material.WOOD),))))
    for across in (0.2, 0.5, 0.8):
        for along in (0.2, 0.5, 0.8):
            point = np.array((-0.5 + across, 0.6 + 0.8 * along, 0.3 * across))
            column, row = camera.spot(point)
            expected = camera.project(point)[0][2]
            assert found[int(row), int(column)] == pytest.approx(expected, abs=1.0)
    outside = camera.spot((0.6, 1.0, 0.33))
    assert found[int(outside[1]), int(outside[0])] == EMPTY


def test_solids_of_one_group_melt_and_others_do_not() -> None:
    camera = front_camera(120)
    stem = cone((-0.3, 1, 0), 0.15, (0.3, 1, 0), 0.15)

    def middle(group: Group) -> Floats:
        knob = cone((0, 0.9, 0), 0.15, (0, 1.4, 0), 0.15, group=group, blend=0.08)
        return heights(drawn(camera, Body((stem, knob))))

    apart, together = middle(Group.HEAD), middle(Group.TORSO)
    seen = apart > EMPTY / 2
    assert (together - apart)[seen].min() > -0.05
    assert (together - apart)[seen].max() > 0.015 * camera.scale


@pytest.mark.parametrize("place", [(0, 1, 6.0), (0, 1, 4.0), (9, 1, 0), (0, -9, 0), (0, 1, 3.9)])
def test_what_is_behind_the_camera_or_beside_the_picture_is_not_drawn(place: Point) -> None:
    plane = Flat(((-9, 0, 5), (9, 0, 5), (9, 0, -5)), Material.WOOD)
    solids = (ball(place, 0.1), cone(place, 0.1, (0, 1, 6.5), 0.1), plane)
    raster = drawn(front_camera(), Body(solids))
    assert not raster.tags.any()


SOLIDS = st.lists(
    st.builds(
        lambda a, ra, b, rb, group, blend: cone(a, ra, b, rb, group=group, blend=blend),
        PLACES,
        RADII,
        PLACES,
        RADII,
        st.sampled_from((Group.TORSO, Group.LEFT_LEG)),
        st.sampled_from((0.0, 0.05)),
    ),
    min_size=1,
    max_size=7,
)


@given(SOLIDS, CAMERAS)
def test_leaving_out_what_is_hidden_changes_nothing(solids: list[Cone], angles: tuple[float, float]) -> None:
    camera = Camera((0, 1, 0), *angles, 4.0, 64, 64)
    limb = [cone((0, 1, 0), 0.1, (0.2, 1.2, 0), 0.12), cone((0.2, 1.2, 0), 0.12, (0.4, 1.1, 0.2), 0.1)]
    # What melts comes last, as in the body: it melts into limbs that are complete.
    chained = sorted((*limb, *solids), key=lambda solid: solid.blend)
    lean = heights(drawn(camera, Body(chained)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(equations, "needed", lambda forms, *_: np.arange(len(forms.rise)))
        full = heights(drawn(camera, Body(chained)))
    assert np.abs(lean - full).max() < 0.02


def test_most_of_what_is_hidden_is_left_out() -> None:
    camera = front_camera(240)
    far = [ball((0.02 * n, 1, -0.5), 0.2, Group.RIGHT_ARM) for n in range(10)]
    near = cone((0, 0.8, 0.5), 0.5, (0, 1.2, 0.5), 0.5, group=Group.LEFT_ARM)
    rows: list[int] = []
    needed = culling.needed

    def counting(*arguments: object) -> object:
        kept = needed(*arguments)  # type: ignore[arg-type]
        rows.append(len(kept))
        return kept

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(equations, "needed", counting)
        drawn(camera, Body(far))
        drawn(camera, Body((*far, near)))
        drawn(camera, Body((near,)))
    assert rows[1] - rows[2] < 0.1 * rows[0]


@given(st.integers(0, 10_000), CAMERAS, st.floats(0.2, 6.0), st.sampled_from((1, 2)))
def test_any_pose_from_anywhere_gives_a_sound_picture(
    seed: int, angles: tuple[float, float], distance: float, samples: int
) -> None:
    camera = Camera((0, 1, 0), *angles, distance, 61, 43)
    raster = drawn(camera, MANNEQUIN, samples=samples, pose=wild_pose(seed))
    assert np.isfinite(raster.height).all()
    assert np.isfinite(raster.facing).all()
    assert np.hypot(*raster.facing).max(initial=0.0) <= 1.001
    assert ((raster.height > EMPTY / 2) == (raster.tags > 0)).all()


def test_a_raster_is_clean_for_the_next_picture() -> None:
    camera = front_camera(100)
    used = drawn(camera, MANNEQUIN, pose=wild_pose(1))
    used.clear()
    used.draw(MANNEQUIN.posed(wild_pose(2)), camera)
    fresh = drawn(camera, MANNEQUIN, pose=wild_pose(2))
    assert (heights(used) == heights(fresh)).all()
    order = np.argsort(used.tiles)
    assert (used.tiles[order] == np.sort(fresh.tiles)).all()


def test_two_samples_find_what_one_finds() -> None:
    camera = Camera((0, 0.9, 0), -40, 10, 5.0, 160, 160)
    coarse = drawn(camera, MANNEQUIN, samples=1, pose=wild_pose(5))
    fine = drawn(camera, MANNEQUIN, samples=2, pose=wild_pose(5))
    share = (fine.tags > 0).sum() / 4
    assert share == pytest.approx((coarse.tags > 0).sum(), rel=0.03)
