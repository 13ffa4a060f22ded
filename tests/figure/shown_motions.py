"""The shipped motions, and small ones of one's own, for tests of what is shown."""

from functools import cache
from pathlib import Path

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import (
    CameraPlan,
    Highlight,
    Key,
    Limb,
    Motion,
    MovementMotion,
    Point,
    Prop,
    PropKind,
    Rig,
    Root,
    RootMode,
    Track,
)
from mobility_coach.domain.motion_format import parse_motion

_FOLDER = Path(__file__).parents[2] / "resources" / "motions"

DRILLS = (
    "ankle-rolls",
    "straight-leg-ankle-matrix",
    "bent-knee-ankle-matrix",
    "hip-flexor-matrix",
    "modified-pigeon",
    "corner-stretch",
    "side-lying-rotation",
    "side-flexion-rotation",
)

_HAND = Track("hand.right")


@cache
def shipped(name: str) -> Motion:
    motion = parse_motion((_FOLDER / f"{name}.json").read_bytes(), name).motion
    assert motion is not None
    return motion


def raised_arm(
    *props: Prop,
    movements: tuple[str, ...] = ("A",),
    side: Side = Side.RIGHT,
    track: Track | None = _HAND,
    laser: Side | None = None,
    camera: CameraPlan | None = None,
    highlights: tuple[Highlight, ...] = (),
) -> Motion:
    """Somebody who stands and lifts the right arm sideways."""
    rig = Rig(Root(RootMode.FREE), Limb(), Limb())
    base = {"pelvis.y": 0.9275}
    keys = (
        Key(0.0, base | {"shoulder.right.elevation": 10.0}),
        Key(1.0, base | {"shoulder.right.elevation": 90.0}),
    )
    moved = tuple(
        MovementMotion(each, rig, keys, props, highlights, track=track, laser=laser) for each in movements
    )
    return Motion("raised-arm", side, moved, camera or CameraPlan())


def prop(kind: PropKind, place: Point, size: Point, turn: float = 0.0) -> Prop:
    return Prop(kind, place, size, turn)
