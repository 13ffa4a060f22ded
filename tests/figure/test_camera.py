"""The camera: where things are on a picture."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobility_coach.figure.camera import FIELD_OF_VIEW, NEAR, Camera

ANGLES = st.tuples(st.floats(-400, 400), st.floats(-90, 90))


def camera(yaw: float = 0.0, pitch: float = 0.0, distance: float = 4.0) -> Camera:
    return Camera((0.1, 1.0, -0.2), yaw, pitch, distance, 320, 240)


@given(ANGLES)
def test_what_is_looked_at_is_in_the_middle(angles: tuple[float, float]) -> None:
    assert camera(*angles).spot((0.1, 1.0, -0.2)) == pytest.approx((160.0, 120.0))


@given(ANGLES)
def test_the_axes_stand_square_on_each_other(angles: tuple[float, float]) -> None:
    axes = camera(*angles).axes
    assert axes @ axes.T == pytest.approx(np.eye(3), abs=1e-9)
    assert np.cross(axes[0], axes[1]) == pytest.approx(-axes[2], abs=1e-9)


@pytest.mark.parametrize(
    ("yaw", "point", "is_right"),
    [
        (0.0, (1.1, 1.0, -0.2), True),
        (180.0, (1.1, 1.0, -0.2), False),
        (90.0, (0.1, 1.0, 0.8), False),
        (-90.0, (0.1, 1.0, 0.8), True),
    ],
)
def test_from_before_the_figures_left_is_on_the_right(
    yaw: float, point: tuple[float, float, float], is_right: bool
) -> None:
    x, y = camera(yaw).spot(point)
    assert (x > 160) is is_right
    assert y == pytest.approx(120.0)


def test_what_is_higher_is_higher_on_the_picture() -> None:
    assert camera(30.0, 20.0).spot((0.1, 1.4, -0.2))[1] < 110


@pytest.mark.parametrize("pitch", [90.0, 89.5])
def test_from_straight_above_the_feet_point_down(pitch: float) -> None:
    x, y = camera(0.0, pitch).spot((0.1, 1.0, 0.5))
    assert x == pytest.approx(160.0)
    assert y > 150


def test_from_straight_below_the_picture_is_not_mirrored() -> None:
    assert camera(0.0, -90.0).spot((0.5, 1.0, -0.2))[0] > 170


def test_the_height_of_the_picture_is_the_field_of_view() -> None:
    half = math.tan(math.radians(FIELD_OF_VIEW / 2)) * 4.0
    assert camera().spot((0.1, 1.0 + half, -0.2)) == pytest.approx((160.0, 0.0))


def test_near_a_place_depth_has_the_scale_of_the_picture() -> None:
    seen = camera()
    places, scale = seen.project(np.array(((0.1, 1.0, -0.2), (0.1, 1.0, -0.19))))
    assert scale[0] == pytest.approx(seen.scale)
    assert places[1, 2] - places[0, 2] == pytest.approx(0.01 * scale[0], rel=0.01)


def test_what_is_behind_the_eye_is_told_and_stays_finite() -> None:
    points = np.array(((0.1, 1.0, 9.0), (0.1, 1.0, 4.0 - 0.2 - NEAR / 2), (0.1, 1.0, 0.0)))
    places, scale = camera().project(points)
    assert np.isfinite(places).all()
    assert np.isfinite(scale).all()
    assert camera().is_before(points).tolist() == [False, False, True]
