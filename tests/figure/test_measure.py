from collections.abc import Mapping
from dataclasses import replace

import pytest

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import (
    ArmMode,
    HandPlace,
    LegMode,
    Limb,
    Motion,
    Prop,
    PropKind,
    Rig,
    Root,
    RootMode,
    ShinPlace,
    Stretch,
)
from mobility_coach.figure import measure as m
from mobility_coach.figure.measure import BARS, Bar, Measured, measure
from mobility_coach.figure.mirror import mirrored_motion
from tests.figure.motions_for_tests import STANDING, changed, motion_of, shipped_motions

CALM = {"elbow.left.flexion": 20.0}
DEEPER = {"elbow.left.flexion": 40.0}


def missed(motion: Motion) -> dict[Bar, Measured]:
    return {each.bar: each for each in measure(motion, 24) if not each.is_kept}


@pytest.mark.parametrize("motion", shipped_motions(), ids=lambda motion: motion.drill)
def test_every_bar_of_every_shipped_movement_is_kept(motion: Motion) -> None:
    measured = measure(motion)
    assert len(measured) == len(BARS) * len(motion.movements)
    assert [each for each in measured if not each.is_kept] == []


@pytest.mark.parametrize("motion", shipped_motions(), ids=lambda motion: motion.drill)
def test_the_other_side_measures_the_same(motion: Motion) -> None:
    here = {(each.movement, each.bar): each.value for each in measure(motion, 8)}
    there = {(each.movement, each.bar): each.value for each in measure(mirrored_motion(motion), 8)}
    assert there == pytest.approx(here, abs=1e-3)


def test_a_calm_motion_keeps_every_bar() -> None:
    assert missed(motion_of(CALM, DEEPER)) == {}


def test_each_bar_is_told_once_for_each_movement() -> None:
    assert [each.bar for each in measure(motion_of(CALM, DEEPER), 8)] == list(BARS)


@pytest.mark.parametrize(
    ("channels", "bar", "where"),
    [
        ({"pelvis.y": 1.1}, m.TARGET, "foot"),
        ({"foot.left.y": 0.03}, m.GAP, "foot.left"),
        ({"foot.left.heel_raise": 20.0}, m.GAP, "foot.left"),
        ({"foot.left.y": -0.02}, m.LOWEST, "left"),
        ({"hip.left.flexion": 0.0, "foot.left.x": -0.12}, m.CROSSING, " and "),
        ({"pelvis.z": 0.3}, m.BALANCE, "centre of mass"),
        ({"neck.rotation": 85.0}, m.RANGE, "neck.rotation"),
        ({"shoulder.left.elevation": 90.0, "shoulder.left.plane": 110.0, "shoulder.left.rotation": 60.0},
         m.SHOULDER, "shoulder.left.rotation"),
    ],
)  # fmt: skip
def test_what_is_wrong_at_one_key_misses_its_bar(channels: Mapping[str, float], bar: Bar, where: str) -> None:
    found = missed(motion_of(CALM, dict(channels)))
    assert bar in found
    assert where in found[bar].where


def test_a_ready_pose_is_measured_too() -> None:
    assert m.RANGE in missed(motion_of(CALM, DEEPER, ready={"neck.rotation": 85.0}))


def test_a_contact_that_moves_slides() -> None:
    found = missed(motion_of({"foot.left.z": 0.0}, {"foot.left.z": 0.02}))
    assert found[m.SLIDE].where == "foot.left"


def leaning(depth: float, **limb: object) -> Motion:
    """A left hand whose palm is `depth` behind the face of a wall (metres)."""
    hand = HandPlace((0.2, 1.3, 0.42), (0.0, 0.0, 1.0), (0.0, 1.0, 0.0), **limb)  # type: ignore[arg-type]
    rig = replace(
        STANDING,
        left=Limb(LegMode.PLANT, ArmMode.REACH, hand=hand),
        contacts=("foot.left", "foot.right", "hand.left"),
    )
    wall = Prop(PropKind.WALL, (0.0, 0.0, 0.42 - depth), (2.0, 2.0, 0.1))
    still = {"elbow.left.swivel": 15.0}
    return changed(motion_of(still, {**still, "neck.flexion": 5.0}, rig=rig), props=(wall,))


def test_a_hand_rests_flat_on_its_wall() -> None:
    assert missed(leaning(0.0)) == {}


def test_a_hand_in_the_wall_or_off_it_is_found() -> None:
    assert m.HANDS_IN in missed(leaning(0.03))
    assert missed(leaning(-0.03))[m.GAP].where == "hand.left"


def test_the_rest_of_the_body_stays_out_of_props_altogether() -> None:
    wall = Prop(PropKind.WALL, (0.0, 0.0, 0.16), (2.0, 2.0, 0.1))
    found = missed(changed(motion_of(CALM, DEEPER), props=(wall,)))
    assert found[m.BODY_IN].where.endswith("into wall")
    table = Prop(PropKind.TABLE, (0.0, 0.75, 0.2), (0.6, 0.75, 0.3))
    assert m.BODY_IN in missed(changed(motion_of(CALM, DEEPER), props=(table,)))
    beside = replace(table, place=(0.0, 0.75, 0.45))
    assert missed(changed(motion_of(CALM, DEEPER), props=(beside,))) == {}


def test_soft_things_and_doorways_give_way() -> None:
    soft = tuple(
        Prop(kind, (0.0, 0.9, 0.1), (0.5, 0.2, 0.5))
        for kind in (PropKind.PILLOW, PropKind.MAT, PropKind.DOORWAY)
    )
    assert missed(changed(motion_of(CALM, DEEPER), props=soft)) == {}


def test_the_stretch_is_at_its_extreme_on_its_key() -> None:
    way = motion_of(CALM, {"neck.rotation": 40.0}, {"neck.rotation": 30.0})
    assert missed(changed(way, stretch=Stretch("neck.rotation", is_most=True, at=1.0)))[m.STRETCH].value == (
        pytest.approx(10.0, abs=0.1)
    )
    assert missed(changed(way, stretch=Stretch("neck.rotation", is_most=False, at=0.0))) == {}


def test_a_knee_is_a_hinge_that_gives_a_little() -> None:
    shin = ShinPlace((-0.2, 0.75, 0.37), (0.2, 0.7, 0.5), 30.0)
    rig = replace(STANDING, right=Limb(LegMode.PLACE, shin=shin), contacts=("foot.left",))
    assert missed(motion_of(CALM, DEEPER, rig=rig))[m.KNEE].where == "knee.right"


def test_a_hand_may_rest_on_the_body() -> None:
    hand = HandPlace((0.0, -0.2, 0.085), (0.0, 0.0, -1.0), (-0.4, -1.0, 0.0), bone="thigh.left")
    rig = Rig(
        Root(RootMode.FOOT, Side.LEFT),
        Limb(LegMode.PLANT),
        Limb(LegMode.PLANT, ArmMode.REACH, hand=hand),
        contacts=("foot.left", "foot.right", "hand.right"),
    )
    bent = {
        "shin.left.forward": 25.0,
        "knee.left.flexion": 70.0,
        "pelvis.tilt": 40.0,
        "elbow.right.swivel": 40.0,
    }
    found = missed(motion_of(bent, bent, rig=rig))
    assert found.get(m.GAP) is None


def test_a_stroke_whose_key_is_passed_with_a_jolt_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    motion = motion_of({"neck.rotation": 0.0}, {"neck.rotation": 30.0}, {"neck.rotation": 40.0})
    assert missed(motion) == {}
    monkeypatch.setattr("mobility_coach.figure.ways.eased", lambda t: t)
    assert m.SEAM in missed(motion)


def test_holds_do_not_open_the_loop() -> None:
    held = changed(motion_of(CALM, DEEPER), start_hold=0.2, end_hold=0.4)
    assert missed(held) == {}


def test_bars_tell_their_sense() -> None:
    assert not Measured("A", m.LOWEST, -6.0).is_kept
    assert Measured("A", m.LOWEST, -4.0).is_kept
    assert Measured("A", m.GAP, 10.0).is_kept
    assert not Measured("A", m.GAP, 10.1).is_kept
