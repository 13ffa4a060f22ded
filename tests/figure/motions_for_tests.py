"""Motions that are small enough to be read, and the shipped ones."""

from dataclasses import replace
from functools import cache

from mobility_coach.adapters.machine.resources import resources_folder
from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import (
    Channels,
    Key,
    LegMode,
    Limb,
    Motion,
    MovementMotion,
    Rig,
    Root,
    RootMode,
)
from mobility_coach.domain.motion_format import parse_motion

FREE = Rig(Root(RootMode.FREE), Limb(), Limb())
STANDING = Rig(
    Root(RootMode.FREE),
    Limb(LegMode.PLANT),
    Limb(LegMode.PLANT),
    contacts=("foot.left", "foot.right"),
)
AT_EASE: dict[str, float] = {"pelvis.y": 0.9, "foot.left.x": 0.1, "foot.right.x": -0.1}
SIDES = ("left", "right")
SIGN = {"left": 1, "right": -1}


def motion_of(*keys: Channels, rig: Rig = STANDING, ready: Channels | None = None) -> Motion:
    """One movement through these keys, at equal distances."""
    last = len(keys) - 1
    steps = tuple(Key(index / last, {**AT_EASE, **channels}) for index, channels in enumerate(keys))
    whole = None if ready is None else {**AT_EASE, **ready}
    return Motion("mine", Side.RIGHT, (MovementMotion("A", rig, steps, ready=whole),))


def changed(motion: Motion, **changes: object) -> Motion:
    """The same motion with other parts of its one movement."""
    return replace(motion, movements=(replace(motion.movements[0], **changes),))  # type: ignore[arg-type]


@cache
def shipped_motions() -> tuple[Motion, ...]:
    """Every motion of the package: drills, positions, the relaxed figure."""
    files = sorted((resources_folder() / "motions").glob("*.json"))
    parsed = [parse_motion(file.read_bytes(), file.name) for file in files]
    assert [each.problems for each in parsed if each.problems] == []
    return tuple(each.motion for each in parsed if each.motion is not None)
