"""What a motion tells of itself."""

from dataclasses import replace

import pytest

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import (
    CameraPlan,
    Key,
    Limb,
    Motion,
    MovementMotion,
    Rig,
    Root,
    RootMode,
)

RIG = Rig(Root(RootMode.FREE), Limb(), Limb(), contacts=("pelvis",))


def movement(start_hold: float = 0.0, end_hold: float = 0.0) -> MovementMotion:
    keys = (Key(0.0, {}), Key(1.0, {}))
    return MovementMotion("A", RIG, keys, start_hold=start_hold, end_hold=end_hold)


@pytest.mark.parametrize(
    ("progress", "is_back", "along"),
    [
        (0.0, False, 0.0),
        (0.2, False, 0.0),
        (0.6, False, 0.5),
        (1.0, False, 1.0),
        (0.0, True, 1.0),
        (0.4, True, 1.0),
        (0.7, True, 0.5),
        (1.0, True, 0.0),
        (-1.0, False, 0.0),
        (2.0, False, 1.0),
    ],
)
def test_a_stroke_begins_with_the_hold_of_the_key_it_leaves(
    progress: float, is_back: bool, along: float
) -> None:
    assert movement(0.2, 0.4).along(progress, is_back=is_back) == pytest.approx(along)


def test_movements_that_are_looked_at_alike() -> None:
    near = CameraPlan(target=(0.0, 1.5, 0.0), distance=2.0)
    first = movement()
    others = (replace(first, id="B", camera=near), replace(first, id="C", camera=CameraPlan()))
    motion = Motion("drill", Side.LEFT, (first, *others, replace(first, id="D", camera=replace(near))))
    assert motion.camera_of("A") == CameraPlan()
    assert motion.camera_of("B") is near
    assert motion.seen_like("C") == ("A", "C")
    assert motion.seen_like("D") == ("B", "D")
    assert motion.seen_like("") == ("A", "C")


def test_keys_fall_on_the_ends_of_strokes() -> None:
    held = movement(0.5, 0.5)
    assert held.along(1.0, is_back=False) == 1.0
    assert held.along(1.0, is_back=True) == 0.0


def test_movements_by_letter() -> None:
    motion = Motion("x", Side.LEFT, (movement(),))
    assert motion.movement("A") is motion.movements[0]
    assert motion.movement("B") is None


def test_limbs_by_side() -> None:
    left, right = Limb(), Limb()
    rig = Rig(Root(RootMode.FREE), left, right)
    assert rig.limb(Side.LEFT) is left
    assert rig.limb(Side.RIGHT) is right
