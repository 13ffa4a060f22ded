"""Light and colour of what a raster holds."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import BodyRegion, Highlight, Prop, PropKind
from mobility_coach.figure.camera import Camera
from mobility_coach.figure.glows import Glow, glows_of
from mobility_coach.figure.posed_body import Body
from mobility_coach.figure.raster import Raster
from mobility_coach.figure.scene.props import posed_things
from mobility_coach.figure.shading import Layer, shade
from mobility_coach.figure.solids import Flat, Group, Material
from mobility_coach.figure.themes import THEMES
from tests.figure.pictures_for_tests import (
    MANNEQUIN,
    SMALL,
    Floats,
    ball,
    cone,
    contrast,
    drawn,
    front_camera,
    lab,
    luminance,
    material_mask,
    over_ground,
    rest_pose,
    small,
    wild_pose,
)

LIGHT = THEMES["light"]
SIZE = 240
CALVES = (Highlight(BodyRegion.CALF, Side.BOTH, "ankle.left.dorsiflexion", 0.0, 10.0),)


def standing(yaw: float) -> Camera:
    return Camera((0.0, 0.87, 0.0), yaw, 6.0, 4.7, SIZE, SIZE)


def colours(layer: Layer, camera: Camera) -> Floats:
    return over_ground(layer, LIGHT, camera.width, camera.height)


def test_nothing_is_drawn_of_nothing() -> None:
    layer = shade(Raster(50, 40), front_camera(), LIGHT)
    assert layer.pixels.shape == (0, 0, 4)


def test_a_layer_is_premultiplied_opaque_inside_and_clear_outside() -> None:
    camera = front_camera(100)
    layer = shade(drawn(camera, Body((ball((0, 1, 0), 0.4),)), samples=2), camera, LIGHT)
    alpha = layer.pixels[..., 3]
    assert (layer.pixels[..., :3] <= alpha[..., None]).all()
    assert alpha[50 - layer.top, 50 - layer.left] == 255
    assert alpha[0, 0] == 0
    assert {64, 128, 191} & set(np.unique(alpha).tolist())
    assert (layer.pixels[alpha == 0] == 0).all()
    assert alpha.sum() / 255 == pytest.approx(np.pi * (0.4 * camera.scale) ** 2, rel=0.03)


@pytest.mark.parametrize(("width", "height"), [(61, 43), (8, 8), (9, 100), (1, 1)])
@pytest.mark.parametrize("samples", [1, 2])
def test_a_layer_stays_within_its_picture(width: int, height: int, samples: int) -> None:
    camera = Camera((0, 1, 0), 0, 0, 1.0, width, height)
    layer = shade(drawn(camera, Body((ball((0, 1, 0), 0.7),)), samples=samples), camera, LIGHT)
    rows, columns = layer.pixels.shape[:2]
    assert layer.left + columns <= width
    assert layer.top + rows <= height
    assert layer.pixels.flags.c_contiguous


def test_the_same_is_drawn_again() -> None:
    camera = standing(-40)
    layers = [shade(drawn(camera, MANNEQUIN, pose=wild_pose(4)), camera, LIGHT) for _ in range(2)]
    assert (layers[0].pixels == layers[1].pixels).all()


@given(st.integers(0, 10_000), st.floats(-180, 180), st.floats(-90, 90), st.floats(0.3, 6))
def test_any_picture_can_be_lit(seed: int, yaw: float, pitch: float, distance: float) -> None:
    camera = Camera((0, 1, 0), yaw, pitch, distance, 53, 47)
    pose = wild_pose(seed)
    highlights = [Highlight(region, Side.BOTH, "", 0, 0) for region in BodyRegion]
    for theme in THEMES.values():
        layer = shade(drawn(camera, MANNEQUIN, pose=pose), camera, theme, glows_of(highlights, pose, {}))
        assert (layer.pixels[..., :3] <= layer.pixels[..., 3:]).all()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("yaw", [0.0, -90.0, -40.0, 128.0, 180.0])
def test_skin_stands_out_from_the_ground(theme: str, yaw: float) -> None:
    camera, looks = standing(yaw), THEMES[theme]
    raster = drawn(camera, MANNEQUIN, samples=2, pose=rest_pose())
    picture = over_ground(shade(raster, camera, looks), looks, SIZE, SIZE)
    skin = luminance(picture[material_mask(raster, Material.SKIN, Material.FINE)])
    ground = np.median(luminance(picture[:, :20]))
    assert contrast(float(np.median(skin)), float(ground)) >= 3.0
    assert contrast(float(skin.mean()), float(ground)) >= 3.0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_skin_is_warm(theme: str) -> None:
    camera, looks = standing(-40), THEMES[theme]
    raster = drawn(camera, MANNEQUIN, samples=2, pose=rest_pose())
    picture = over_ground(shade(raster, camera, looks), looks, SIZE, SIZE)
    _, red, yellow = lab(np.median(picture[material_mask(raster, Material.SKIN, Material.FINE)], axis=0))
    assert red > 8
    assert yellow > 12


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("yaw", [180.0, -120.0, 128.0])
def test_a_glow_stands_out_from_skin(theme: str, yaw: float) -> None:
    camera, looks, pose = standing(yaw), THEMES[theme], rest_pose()
    raster = drawn(camera, MANNEQUIN, samples=2, pose=pose)
    plain = over_ground(shade(raster, camera, looks), looks, SIZE, SIZE)
    glows = glows_of(CALVES, pose, {"ankle.left.dorsiflexion": 10.0})
    hot = over_ground(shade(raster, camera, looks, glows), looks, SIZE, SIZE)
    skin = lab(np.median(plain[material_mask(raster, Material.SKIN, Material.FINE)], axis=0))
    change = np.abs(hot - plain).sum(-1)
    apart = np.linalg.norm(lab(hot) - skin, axis=-1)[change > 0.5 * change.max()]
    assert len(apart) > 100
    assert np.median(apart) >= 40


def test_a_glow_without_weight_changes_nothing() -> None:
    camera = standing(180)
    raster = drawn(camera, MANNEQUIN, pose=rest_pose())
    cold = [replace(each, weight=0.0) for each in glows_of(CALVES, rest_pose(), {})]
    assert (shade(raster, camera, LIGHT, cold).pixels == shade(raster, camera, LIGHT).pixels).all()


def test_a_glow_stays_on_its_part_of_the_body() -> None:
    camera = front_camera(100)
    arm, leg = ball((-0.3, 1, 0), 0.25, Group.LEFT_ARM), ball((0.3, 1, 0), 0.25, Group.LEFT_LEG)
    raster = drawn(camera, Body((arm, leg)))
    middle = np.array((0.0, 1.0, 0.1))
    glow = Glow(middle, middle, 0.6, 1.0, frozenset({Group.LEFT_ARM}))
    change = np.abs(
        colours(shade(raster, camera, LIGHT, [glow]), camera) - colours(shade(raster, camera, LIGHT), camera)
    )
    assert change[:, :50].max() > 60
    assert change[:, 50:].max() == 0


def test_a_glow_out_of_the_picture_is_left_out() -> None:
    camera = front_camera(100)
    raster = drawn(camera, Body((ball((0, 1, 0), 0.3),)))
    far = np.array((5.0, 1.0, 0.0))
    glow = Glow(far, far, 0.1, 1.0, frozenset({Group.TORSO}))
    assert (shade(raster, camera, LIGHT, [glow]).pixels == shade(raster, camera, LIGHT).pixels).all()


CLOTHES = (Material.SKIN, Material.SHIRT, Material.SHORTS)


def glowing(material: Material, weight: float, theme: str = "light") -> Floats:
    """The middle row of a ball that glows about its middle, red, green, blue."""
    camera, front = front_camera(100), np.array((0.0, 1.0, 0.4))
    raster = drawn(camera, Body((ball((0, 1, 0), 0.4, material=material),)))
    glow = Glow(front, front, 0.2, weight, frozenset({Group.TORSO}))
    row: Floats = over_ground(shade(raster, camera, THEMES[theme], [glow]), THEMES[theme], 100, 100)[50]
    return row


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_glow_has_one_colour_on_skin_and_cloth(theme: str) -> None:
    middles = [lab(glowing(material, 1.0, theme)[50]) for material in CLOTHES]
    assert all(np.linalg.norm(one - middles[0]) < 6 for one in middles)


@pytest.mark.parametrize("material", CLOTHES)
def test_a_glow_that_grows_is_warm_and_not_purple(material: Material) -> None:
    red, green, blue = glowing(material, 0.6)[50]
    assert red > 1.35 * max(green, blue)


@pytest.mark.parametrize("material", CLOTHES)
def test_a_glow_has_soft_edges(material: Material) -> None:
    change = np.abs(glowing(material, 1.0) - glowing(material, 0.0)).sum(-1)
    assert np.abs(np.diff(change)).max() < 0.2 * change.max()


def test_glows_that_meet_have_no_seam() -> None:
    camera = front_camera(200, 2.0)
    raster = drawn(camera, Body((ball((0, 1, 0), 0.4),)))
    glows = [
        Glow(place, place, 0.1, 1.0, frozenset({Group.TORSO}))
        for place in (np.array((x, 1.0, 0.38)) for x in (-0.08, 0.08))
    ]
    between = lab(over_ground(shade(raster, camera, LIGHT, glows), LIGHT, 200, 200)[100, 85:116])
    assert np.linalg.norm(between - between[15], axis=-1).max() < 12


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_limbs_that_stand_are_as_bright_as_limbs_that_lie(theme: str) -> None:
    camera = Camera((0.0, 1.0, 0.0), 0.0, 22.0, 4.0, 160, 160)
    looks = THEMES[theme]
    ways = [((0, 0.6, 0), (0, 1.4, 0)), ((0.3, 1, 0.3), (-0.3, 1, -0.3)), ((-0.4, 1, 0), (0.4, 1, 0))]
    bright = []
    for start, end in ways:
        raster = drawn(camera, Body((cone(start, 0.09, end, 0.09),)))
        picture = over_ground(shade(raster, camera, looks), looks, 160, 160)
        bright.append(float(np.percentile(luminance(picture[material_mask(raster, Material.SKIN)]), 75)))
    assert max(bright) < 1.6 * min(bright)


def test_a_limb_that_swings_does_not_jump_in_brightness() -> None:
    camera = Camera((0.0, 1.0, 0.0), 30.0, 38.0, 4.0, 160, 160)
    bright = []
    for angle in np.linspace(0.0, np.pi, 25):
        end = (0.7 * float(np.cos(angle)), 1 + 0.7 * float(np.sin(angle)), 0.0)
        raster = drawn(camera, Body((cone((0, 1, 0), 0.07, end, 0.05),)))
        picture = over_ground(shade(raster, camera, LIGHT), LIGHT, 160, 160)
        bright.append(float(luminance(picture[material_mask(raster, Material.SKIN)]).mean()))
    steps = np.abs(np.diff(bright)) / np.mean(bright)
    assert steps.max() < 0.08
    assert max(bright) < 1.7 * min(bright)


def test_light_comes_from_the_upper_left() -> None:
    camera = front_camera(100)
    picture = luminance(colours(shade(drawn(camera, Body((ball((0, 1, 0), 0.5),))), camera, LIGHT), camera))
    assert picture[35, 35] > 1.5 * picture[65, 65]


def wall(z: float) -> Flat:
    return Flat(((-2, -1, z), (2, -1, z), (2, 3, z), (-2, 3, z)), Material.WALL)


def test_a_contact_is_darker_than_the_open_wall() -> None:
    camera = front_camera(160)
    stem = cone((-0.6, 1, 0.08), 0.08, (0.6, 1, 0.08), 0.08)
    open_wall = colours(shade(drawn(camera, Body((wall(0.0),))), camera, LIGHT), camera)
    leant_on = colours(shade(drawn(camera, Body((wall(0.0), stem))), camera, LIGHT), camera)
    beside = 80 + int(0.11 * camera.scale)
    assert luminance(leant_on[beside, 80]) < 0.93 * luminance(open_wall[beside, 80])
    assert luminance(leant_on[beside + 40, 80]) == pytest.approx(
        luminance(open_wall[beside + 40, 80]), rel=0.02
    )


def test_a_line_parts_what_is_before_from_what_is_behind() -> None:
    camera = front_camera(160)
    stem = cone((-0.6, 1, 0.5), 0.08, (0.6, 1, 0.5), 0.08)
    picture = luminance(colours(shade(drawn(camera, Body((wall(-0.5), stem))), camera, LIGHT), camera))
    edge = 80 + int(0.08 * camera.focal / 3.5)
    column = picture[edge - 2 : edge + 6, 80]
    assert column.min() < 0.8 * picture[edge + 20, 80]


def test_what_is_far_fades_into_the_ground() -> None:
    camera = Camera((0, 1, 0), 0, 0, 5.0, 100, 100)
    near, far = (
        colours(shade(drawn(camera, Body((wall(z),))), camera, LIGHT), camera)[50, 50] for z in (0.5, -1.0)
    )
    ground = np.mean((LIGHT.ground_top, LIGHT.ground_bottom), axis=0)
    assert np.abs(far - ground).sum() < 0.95 * np.abs(near - ground).sum()


def test_cloth_is_smooth_where_its_solids_meet() -> None:
    camera = front_camera(200, 2.0)
    lumps = [cone((x, 0.6, 0), 0.2, (x, 1.4, 0), 0.2) for x in (-0.1, -0.05, 0.0, 0.05, 0.1)]
    shirt = [replace(each, material=Material.SHIRT) for each in lumps]
    fine = [replace(each, material=Material.METAL) for each in lumps]
    smooth, rough = (
        luminance(colours(shade(drawn(camera, Body(each)), camera, LIGHT), camera))[100, 50:150]
        for each in (shirt, fine)
    )
    bend = [np.abs(np.diff(row / row.mean(), 2)).max() for row in (smooth, rough)]
    assert bend[0] < 0.6 * bend[1]


def test_a_small_picture_keeps_the_colours() -> None:
    pixels = np.zeros((100, 130, 4), np.uint8)
    pixels[..., 2] = 200
    pixels[50:, :, 1] = 100
    kept = small(pixels)
    assert kept.shape == (SMALL, SMALL, 3)
    assert kept[..., 0] == pytest.approx(np.full((SMALL, SMALL), 200.0))
    assert kept[..., 1].mean() == pytest.approx(50.0, abs=1.0)


@pytest.mark.parametrize("pitch", [4.0, 8.0, 40.0])
def test_a_top_that_is_seen_from_its_edge_is_not_taken_for_steps(pitch: float) -> None:
    bench = Prop(PropKind.BENCH, (0.0, 0.5, 0.0), (0.8, 0.5, 0.8))
    seen = Camera((0.0, 0.5, 0.0), 0.0, pitch, 3.0, 240, 240)
    raster = Raster(240, 240, 2)
    for thing in posed_things((bench,), seen):
        raster.draw(thing, seen)
    layer = shade(raster, seen, THEMES["light"])
    x, y = seen.spot((0.0, 0.5, 0.0))
    red, green, blue = layer.pixels[int(y) - layer.top, int(x) - layer.left, 2::-1].tolist()
    assert min(red, green, blue) > 120
