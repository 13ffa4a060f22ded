import numpy as np
import pytest

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import Prop, PropKind
from mobility_coach.figure.body import BODY
from mobility_coach.figure.camera import Camera
from mobility_coach.figure.pose import Pose
from mobility_coach.figure.raster import Raster
from mobility_coach.figure.scene.beams import beam_of
from mobility_coach.figure.scene.floor import Floor
from mobility_coach.figure.scene.framing import MARGIN, Extent, close_up, fitted
from mobility_coach.figure.scene.placing import in_world, is_seen_from_inside, outline_of
from mobility_coach.figure.scene.props import posed_things
from mobility_coach.figure.scene.setting import Setting
from mobility_coach.figure.scene.shadow import ShadowMap, cast_shadow, contact_spots, shadow_spots
from mobility_coach.figure.scene.spheres import Spheres
from mobility_coach.figure.shading import shade
from mobility_coach.figure.skeleton import BONES, REST
from mobility_coach.figure.solids import Cone, Ellipsoid, Group, Loft, Material, Ring
from mobility_coach.figure.themes import THEMES
from tests.figure.shown_motions import prop

THEME = THEMES["light"]
AT_REST = Pose(np.tile(np.eye(3), (len(BONES), 1, 1)), np.array([REST[bone] for bone in BONES]))
WALL = prop(PropKind.WALL, (0.0, 0.0, 0.6), (1.2, 1.9, 0.05))
MAT = prop(PropKind.MAT, (0.0, 0.0, 0.0), (0.8, 0.01, 1.2))
THINGS = [
    prop(PropKind.BENCH, (0.0, 0.45, 0.3), (0.5, 0.45, 0.9)),
    prop(PropKind.TABLE, (0.0, 0.75, 0.3), (0.8, 0.75, 0.6), 20.0),
    prop(PropKind.COUCH_ARM, (0.0, 0.6, 0.3), (0.25, 0.6, 0.8), -30.0),
    prop(PropKind.CHAIR, (0.0, 0.45, 0.4), (0.42, 0.45, 0.42)),
    prop(PropKind.PILLOW, (0.0, 0.06, 0.0), (0.4, 0.1, 0.5), 40.0),
]


def camera(yaw: float = 0.0, pitch: float = 10.0, size: int = 120) -> Camera:
    return Camera((0.0, 0.8, 0.0), yaw, pitch, 5.0, size, size)


def setting(*props: Prop, seen: Camera | None = None) -> Setting:
    seen = seen or camera()
    return Setting(props, seen, Floor(seen, (0.0, 0.0), 1.7), THEME)


def pixel(seen: Camera, place: tuple[float, float, float]) -> tuple[int, int]:
    x, y = seen.spot(place)
    return int(y), int(x)


# Placing


def test_a_turned_wall_looks_toward_the_figure() -> None:
    wall = prop(PropKind.WALL, (0.5, 0.0, 0.3), (1.0, 2.0, 0.05), 45.0)
    away = in_world(wall, np.array(((0.0, 0.0, 1.0),)))[0] - wall.place
    assert away == pytest.approx((0.7071, 0.0, 0.7071), abs=1e-3)
    assert is_seen_from_inside(wall, camera(180.0))
    assert not is_seen_from_inside(wall, camera(0.0))


def test_what_is_behind_the_camera_is_cut_off() -> None:
    near = Camera((0.0, 1.0, 0.0), 0.0, 0.0, 0.5, 100, 100)
    floor = np.array(((-1.0, 0.0, -1.0), (1.0, 0.0, -1.0), (1.0, 0.0, 3.0), (-1.0, 0.0, 3.0)))
    assert np.isfinite(outline_of(near, floor)).all()
    assert len(outline_of(near, floor + np.array((0.0, 0.0, 9.0)))) == 0


# Floor, mats and walls


def test_the_floor_knows_where_each_pixel_looks() -> None:
    seen = camera(30.0, 20.0)
    floor = Floor(seen, (0.0, 0.0), 1.7)
    row, column = pixel(seen, (0.3, 0.0, -0.2))
    assert floor.x[row - floor.top, column] == pytest.approx(0.3, abs=0.03)
    assert floor.z[row - floor.top, column] == pytest.approx(-0.2, abs=0.1)


def test_the_floor_fades_out() -> None:
    seen = camera(0.0, 74.0)
    floor = Floor(seen, (0.0, 0.0), 0.5)
    row, column = pixel(seen, (0.0, 0.0, 0.0))
    middle = floor.fade[row - floor.top, column]
    assert middle > 0.98
    assert floor.fade[0].max() < 0.1


@pytest.mark.parametrize("pitch", [-40.0, 0.0, 90.0, 74.0])
def test_the_floor_is_drawn_from_everywhere(pitch: float) -> None:
    plain = setting(MAT, seen=camera(20.0, pitch)).whole
    assert plain.shape == (120, 120, 4)
    assert (plain[..., 3] == 255).all()


def test_a_floor_that_is_not_in_the_picture_is_not_drawn() -> None:
    up_there = Camera((0.0, 9.0, 0.0), 0.0, -30.0, 2.0, 60, 60)
    assert setting(MAT, seen=up_there).whole.shape == (60, 60, 4)


def test_a_mat_lies_where_it_is_and_is_turned_with_its_corners() -> None:
    seen = camera(0.0, 80.0)
    turned = prop(PropKind.MAT, (0.0, 0.0, 0.0), (0.3, 0.01, 1.4), 90.0)
    across, along = pixel(seen, (0.55, 0.0, 0.0)), pixel(seen, (0.0, 0.0, 0.55))
    plain = setting(turned, seen=seen).whole.astype(int)
    bare = setting(seen=seen).whole.astype(int)
    assert np.abs(plain[across] - bare[across]).max() > 4
    assert np.abs(plain[along] - bare[along]).max() == 0


def test_a_wall_behind_the_figure_is_solid_and_one_before_it_is_glass() -> None:
    changes = {}
    for yaw in (0.0, 180.0):
        seen = camera(yaw)
        change = np.abs(setting(WALL, seen=seen).whole.astype(int) - setting(seen=seen).whole.astype(int))
        changes[yaw] = change[pixel(seen, (0.0, 1.0, 0.6))].max()
    assert 12 < changes[0.0] < 35
    assert changes[180.0] > 35


def test_glass_tints_the_figure_behind_it_a_little_and_draws_no_line_on_it() -> None:
    seen = camera()
    figure = np.zeros((100, 60, 4), dtype=np.uint8)
    figure[:, :50] = (40, 90, 200, 255)
    through = figure.copy()
    setting(WALL, seen=seen).panes.tint(through, 30, 10)
    changes = np.abs(through.astype(int) - figure.astype(int)).max(axis=2)
    assert 3 < changes[50, 25] < 20
    assert changes.max() == changes[50, 25]
    assert (through[:, 50:] == 0).all()
    behind = figure.copy()
    setting(WALL, seen=camera(180.0)).panes.tint(behind, 30, 10)
    assert np.array_equal(behind, figure)


def test_a_pane_that_is_not_in_the_picture_does_no_harm() -> None:
    seen = Camera((0.0, 0.8, 0.0), 0.0, 10.0, 0.5, 60, 60)
    figure = np.full((60, 60, 4), 255, dtype=np.uint8)
    setting(WALL, seen=seen).panes.tint(figure, 0, 0)
    assert (figure == 255).all()


def test_a_doorway_is_open() -> None:
    door = prop(PropKind.DOORWAY, (0.0, 0.0, 0.4), (0.9, 1.9, 0.1))
    seen = camera(180.0, 6.0)
    changed = np.abs(setting(door, seen=seen).whole.astype(int) - setting(seen=seen).whole.astype(int)).max(2)
    assert changed[pixel(seen, (0.0, 1.0, 0.4))] == 0
    assert changed[pixel(seen, (0.6, 1.0, 0.4))] > 25
    assert changed[pixel(seen, (-0.6, 1.0, 0.4))] > 25


# Things


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing.kind.value)
@pytest.mark.parametrize("yaw", [0.0, 130.0])
def test_a_thing_stands_on_the_floor_below_its_upper_face(thing: Prop, yaw: float) -> None:
    (posed,) = posed_things((thing,), camera(yaw))
    lowest, highest = -posed.reach((0.0, -1.0, 0.0)).max(), posed.reach((0.0, 1.0, 0.0)).max()
    raised = {PropKind.PILLOW: 0.05, PropKind.CHAIR: 0.42}.get(thing.kind, 0.0)
    assert highest == pytest.approx(thing.place[1] + raised, abs=0.004)
    assert lowest == pytest.approx(0.01 if thing.kind is PropKind.PILLOW else 0.0, abs=0.004)


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing.kind.value)
def test_a_thing_is_as_wide_and_deep_as_it_says(thing: Prop) -> None:
    straight = Prop(thing.kind, thing.place, thing.size)
    for axis, direction in ((0, (1.0, 0.0, 0.0)), (2, (0.0, 0.0, 1.0))):
        reached = []
        for sign in (1.0, -1.0):
            seen = camera(90.0 * sign if axis == 0 else (0.0 if sign > 0 else 180.0), 20.0)
            (posed,) = posed_things((straight,), seen)
            x, y, z = direction
            reached.append(posed.reach((sign * x, sign * y, sign * z)).max())
        assert sum(reached) == pytest.approx(thing.size[axis], abs=0.01)


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing.kind.value)
def test_a_thing_is_seen(thing: Prop) -> None:
    seen = camera(35.0, 20.0)
    raster = Raster(120, 120, 1)
    for posed in posed_things((thing,), seen):
        raster.draw(posed, seen)
    layer = shade(raster, seen, THEME)
    assert (layer.pixels[..., 3] > 0).sum() > 60


def test_flat_things_and_walls_are_no_solids() -> None:
    assert posed_things((MAT, WALL), camera()) == ()


@pytest.mark.parametrize("kind", list(PropKind))
def test_very_small_things_do_no_harm(kind: PropKind) -> None:
    tiny = setting(prop(kind, (0.0, 0.002, 0.0), (0.002, 0.002, 0.002)))
    raster = Raster(120, 120, 1)
    for posed in tiny.things:
        raster.draw(posed, camera())
    assert tiny.whole.shape == (120, 120, 4)


# Shadow


def test_a_shadow_lies_below_and_is_softer_from_above() -> None:
    low = ShadowMap(shadow_spots(np.array(((0.0, 0.05, 0.0),)), np.array((0.05,))))
    high = ShadowMap(shadow_spots(np.array(((0.0, 1.0, 0.0),)), np.array((0.05,))))
    assert low.values.max() > 0.6
    assert high.values.max() < 0.3
    assert high.values.size > low.values.size
    place = np.zeros(1, dtype=np.float32)
    assert low.at(place, place)[0] > 0.6
    assert low.at(place + 3.0, place)[0] < 1e-4


def test_what_rests_on_the_floor_darkens_it_around_itself() -> None:
    def beside(bottom: float) -> float:
        centres, radii = np.array(((0.0, bottom + 0.05, 0.0),)), np.array((0.05,))
        spots = np.concatenate((shadow_spots(centres, radii), contact_spots(centres, radii)), axis=1)
        return float(ShadowMap(spots).at(np.full(1, 0.06, np.float32), np.zeros(1, np.float32))[0])

    assert beside(0.0) > 0.8
    assert beside(0.0) > beside(0.02) + 0.2 > beside(0.044) + 0.4
    assert contact_spots(np.array(((0.0, 0.2, 0.0),)), np.array((0.05,))).shape == (5, 0)


def test_a_foot_darkens_the_floor_before_its_toes() -> None:
    shadow = cast_shadow(AT_REST, ())
    toes, before = (np.array((value,), np.float32) for value in (0.09, 0.215))
    assert shadow.at(toes, before)[0] > 0.5


def test_a_shadow_is_on_the_floor_and_not_on_the_wall_before_it() -> None:
    seen = camera(180.0, 12.0)
    around = setting(WALL, seen=seen)
    behind = ShadowMap(shadow_spots(np.array(((0.0, 0.1, 0.9),)), np.array((0.2,))))
    pixels = around.whole.copy()
    around.draw_shadow(pixels, behind, seen)
    wall = pixel(seen, (0.0, 0.3, 0.6))
    assert np.array_equal(pixels[wall], around.whole[wall])
    pixels = around.whole.copy()
    around.draw_shadow(pixels, cast_shadow(AT_REST, ()), seen)
    below = pixel(seen, (-0.05, 0.0, 0.02))
    assert pixels[below].astype(int).sum() < around.whole[below].astype(int).sum() - 40


def test_a_raised_thing_casts_a_shadow() -> None:
    place = np.zeros(1, dtype=np.float32)
    bench = cast_shadow(AT_REST, THINGS[:1]).at(place - 0.15, place + 0.6)[0]
    assert bench > cast_shadow(AT_REST, ()).at(place - 0.15, place + 0.6)[0] + 0.1


# Spheres


def test_spheres_fill_cones_ellipsoids_and_lofts() -> None:
    cone = Cone("pelvis", (0, 1, 0), 0.1, "pelvis", (0, 1.6, 0), 0.05, Material.SKIN, Group.TORSO)
    oval = Ellipsoid((("pelvis", 1.0),), (0, 1, 0), (0.3, 0.1, 0.1), Material.SKIN, Group.TORSO)
    rings = Ring(1.0, 0.2, 0.1, 0.0), Ring(1.2, 0.2, 0.1, 0.0)
    loft = Loft(*rings, (("pelvis", 1.0),), (("pelvis", 1.0),), Material.SKIN, Group.TORSO, (0.0, 0.0))
    for solid, width, height in ((cone, 0.2, 0.75), (oval, 0.6, 0.2), (loft, 0.4, 0.4)):
        spheres = Spheres([solid])
        size = (spheres.at(AT_REST) + spheres.radii[:, None]).max(axis=0) - (
            spheres.at(AT_REST) - spheres.radii[:, None]
        ).min(axis=0)
        assert size[:2] == pytest.approx((width, height), abs=1e-6)


def test_spheres_of_the_body_are_as_high_as_the_body_and_move_with_it() -> None:
    spheres = Spheres(BODY)
    places = spheres.at(AT_REST)
    assert (places[:, 1] + spheres.radii).max() == pytest.approx(1.76, abs=0.05)
    moved = Pose(AT_REST.turns, AT_REST.places + np.array((0.0, 0.0, 2.0)))
    assert np.allclose(spheres.at(moved), places + np.array((0.0, 0.0, 2.0)))


def test_fewer_spheres_for_what_needs_fewer() -> None:
    whole, thinned, thick = Spheres(BODY), Spheres(BODY, spacing=0.5), Spheres(BODY, least=0.05)
    assert len(thinned.radii) < 0.6 * len(whole.radii)
    assert thick.radii.min() >= 0.05


# Framing


@pytest.mark.parametrize(("width", "height"), [(300, 300), (600, 200), (180, 420)])
@pytest.mark.parametrize(("yaw", "pitch"), [(0, 6), (-40, 14), (100, 40), (0, 74)])
def test_a_fitted_camera_takes_in_everything_and_no_more(
    width: int, height: int, yaw: float, pitch: float
) -> None:
    spheres = Spheres(BODY)
    extent = Extent(spheres.at(AT_REST), spheres.radii)
    seen = fitted(extent, yaw, pitch, width, height)
    _, scale = seen.project(extent.centres)
    spots = seen.spots(extent.centres) / (width, height)
    reach = (extent.radii * scale)[:, None] / (width, height)
    low, high = (spots - reach).min(axis=0), (spots + reach).max(axis=0)
    assert min(low) == pytest.approx(MARGIN, abs=0.01)
    assert max(high) == pytest.approx(1.0 - MARGIN, abs=0.01)


def test_a_narrow_close_up_is_taken_from_farther_away() -> None:
    assert close_up((0, 0.2, 0), 1.8, 0, 10, 400, 300).distance == pytest.approx(1.8)
    assert close_up((0, 0.2, 0), 1.8, 0, 10, 200, 300).distance == pytest.approx(2.7)


# Beams


def test_a_beam_goes_from_the_kneecap_to_the_floor() -> None:
    seen = camera(-40.0, 14.0, 300)
    beam = beam_of(AT_REST, Side.RIGHT, (), seen, THEME.hot)
    knee = AT_REST.point("shank.right", (0.0, 0.0, 0.055))
    assert beam.start == pytest.approx(seen.spot(knee))
    reach = knee[1] / 0.85
    assert beam.end == pytest.approx(seen.spot((knee[0], 0.0, knee[2] + reach)), abs=0.1)


def test_a_beam_ends_at_a_wall() -> None:
    seen = camera(-90.0, 5.0, 300)
    beam = beam_of(AT_REST, Side.RIGHT, (WALL,), seen, THEME.hot)
    wall = seen.spot((AT_REST.place("shank.right")[0], 0.2, 0.6))
    assert beam.end[0] == pytest.approx(wall[0], abs=0.5)
