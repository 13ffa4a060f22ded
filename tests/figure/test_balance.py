from dataclasses import replace

import numpy as np
import pytest

from mobility_coach.domain.motion import Rig, Root, RootMode
from mobility_coach.figure.balance import balance, centre_of_mass, hull, margin
from mobility_coach.figure.kinematics import solve
from tests.figure.motions_for_tests import AT_EASE, FREE, STANDING

SQUARE = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]


def test_the_hull_leaves_out_what_is_inside_or_on_an_edge() -> None:
    assert set(hull([*SQUARE, (0.5, 0.5), (0.5, 0.0), (1.0, 1.0)])) == set(SQUARE)
    assert hull([(2.0, 1.0)]) == [(2.0, 1.0)]


@pytest.mark.parametrize(
    ("spot", "expected"), [((0.5, 0.5), 0.5), ((0.9, 0.4), 0.1), ((1.2, 0.5), -0.2), ((1.0, 0.3), 0.0)]
)
def test_the_margin_is_the_way_to_the_nearest_edge(spot: tuple[float, float], expected: float) -> None:
    assert margin(np.array(spot), np.array(SQUARE)) == pytest.approx(expected)


def test_nothing_balances_on_a_line() -> None:
    assert margin(np.zeros(2), np.array([(-1.0, 0.0), (1.0, 0.0)])) == -np.inf


def test_the_mass_of_a_standing_body_is_a_little_above_the_hips() -> None:
    centre = centre_of_mass(solve(AT_EASE, STANDING))
    assert centre[0] == pytest.approx(0.0, abs=1e-9)
    assert 0.92 < centre[1] < 1.02
    assert centre[2] == pytest.approx(0.0, abs=0.02)


def test_leaning_out_of_the_feet_falls() -> None:
    assert balance(solve(AT_EASE, STANDING), STANDING) > 0.02
    assert balance(solve(AT_EASE | {"pelvis.z": 0.25}, STANDING), STANDING) < 0.0


def test_a_hand_that_rests_supports() -> None:
    leaning = solve(
        AT_EASE | {"pelvis.z": 0.25, "shoulder.left.elevation": 80.0, "shoulder.left.plane": 90.0}, STANDING
    )
    assert balance(leaning, replace(STANDING, contacts=(*STANDING.contacts, "hand.left"))) > 0.0


def test_a_point_of_contact_alone_counts_as_standing_on_both_feet() -> None:
    rig = replace(STANDING, contacts=("big_toe.left",))
    pose = solve(AT_EASE, rig)
    assert balance(pose, rig) == pytest.approx(balance(pose, STANDING))


def test_a_lying_body_rests_on_what_is_near_the_floor() -> None:
    lying = Rig(
        Root(RootMode.FREE), FREE.left, FREE.right, pelvis_turn=(0.0, 0.0, 90.0), contacts=("pelvis",)
    )
    assert balance(solve({"pelvis.y": 0.18, "hip.right.flexion": 60.0}, lying), lying) > 0.0
