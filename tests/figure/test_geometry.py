import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobility_coach.figure import geometry as g
from mobility_coach.figure.pose import Matrix, Vector

ANGLES = st.floats(-170.0, 170.0)
NUMBERS = st.floats(-2.0, 2.0)
VECTORS = st.builds(g.vector, NUMBERS, NUMBERS, NUMBERS)


def is_rotation(turn: Matrix) -> bool:
    return bool(np.allclose(turn @ turn.T, np.eye(3), atol=1e-9)) and float(np.linalg.det(turn)) > 0.0


def test_turns_go_the_way_that_their_docs_say() -> None:
    assert g.turn_x(90.0) @ g.UP == pytest.approx(g.FORWARD)
    assert g.turn_y(90.0) @ g.FORWARD == pytest.approx((1.0, 0.0, 0.0))
    assert g.turn_z(90.0) @ (1.0, 0.0, 0.0) == pytest.approx(g.UP)


@given(VECTORS, VECTORS)
def test_frames_are_rotations_for_any_input(y: Vector, hint: Vector) -> None:
    for made in (g.frame_of_y_z(y, hint), g.frame_of_y_x(y, hint)):
        assert is_rotation(made)
        if g.length(y) > 1e-6:
            assert made[:, 1] == pytest.approx(y / g.length(y))


@given(VECTORS, VECTORS)
def test_a_swing_takes_one_direction_to_the_other(a: Vector, b: Vector) -> None:
    start, end = g.unit(a), g.unit(b)
    turn = g.swing(start, end)
    assert is_rotation(turn) or float(start @ end) < -0.9999
    assert turn @ start == pytest.approx(end, abs=1e-4)


def test_a_swing_to_the_opposite_is_half_a_turn() -> None:
    turn = g.swing(g.UP, g.DOWN)
    assert is_rotation(turn)
    assert turn @ g.UP == pytest.approx(g.DOWN)


@given(ANGLES, st.floats(-80.0, 80.0), ANGLES)
def test_angles_are_read_as_they_were_put_together(a: float, b: float, c: float) -> None:
    assert g.split_x_z_y(g.turn_x(a) @ g.turn_z(b) @ g.turn_y(c)) == pytest.approx((a, b, c), abs=1e-6)
    assert g.split_y_z_x(g.turn_y(a) @ g.turn_z(b) @ g.turn_x(c)) == pytest.approx((a, b, c), abs=1e-6)


@given(VECTORS, st.floats(-179.0, 179.0), st.floats(0.0, 1.0))
def test_a_share_of_a_turn(axis: Vector, angle: float, share: float) -> None:
    around = g.unit(axis)
    start = g.turn_x(20.0) @ g.turn_y(50.0)
    between = g.turned_toward(start, start @ g.turned_about(around, angle), share)
    assert between == pytest.approx(start @ g.turned_about(around, angle * share), abs=1e-5)


@pytest.mark.parametrize("half", [g.turn_x(180.0), g.turn_y(180.0), g.turn_z(180.0)])
def test_half_a_turn_has_a_middle(half: Matrix) -> None:
    middle = g.turned_toward(np.eye(3), half, 0.5)
    assert is_rotation(middle)
    assert middle @ middle == pytest.approx(half, abs=1e-6)


def test_no_turn_at_all_stays() -> None:
    assert g.turned_toward(np.eye(3), np.eye(3), 0.3) == pytest.approx(np.eye(3))


@given(VECTORS, VECTORS, VECTORS)
def test_two_bones_keep_their_lengths_and_tell_by_how_much_they_miss(
    root: Vector, target: Vector, pole: Vector
) -> None:
    middle, end, axis, error = g.two_bones(root, target, (0.4, 0.3), pole)
    assert np.linalg.norm(middle - root) == pytest.approx(0.4, abs=1e-9)
    assert np.linalg.norm(end - middle) == pytest.approx(0.3, abs=1e-9)
    assert np.linalg.norm(end - target) == pytest.approx(error, abs=1e-6)
    assert np.linalg.norm(axis) == pytest.approx(1.0)
    assert axis @ (middle - root) == pytest.approx(0.0, abs=1e-9)


def test_the_joint_of_two_bones_is_on_the_side_of_the_pole() -> None:
    middle, end, axis, error = g.two_bones(np.zeros(3), g.vector(0.0, -0.6, 0.0), (0.4, 0.4), g.FORWARD)
    assert middle[2] > 0.2
    assert end == pytest.approx((0.0, -0.6, 0.0))
    assert axis == pytest.approx((1.0, 0.0, 0.0))
    assert error == 0.0
