"""Stills: movements that have no motion of their own."""

from dataclasses import replace

from mobility_coach.domain.drill import Drill
from mobility_coach.domain.motion import Key, Motion, MovementMotion


def still_of(motion: Motion, drill: Drill) -> Motion:
    """`motion` as a still for all movements of `drill`: the figure stays in its first pose."""
    pose = motion.movements[0]
    return replace(
        motion, drill=drill.id, movements=tuple(_held(pose, movement.id) for movement in drill.movements)
    )


def completed(motion: Motion, drill: Drill) -> Motion:
    """`motion` with all movements of `drill`: those that it lacks stay in the first pose of its first one."""
    pose = motion.movements[0]
    movements = tuple(
        motion.movement(movement.id) or _held(pose, movement.id) for movement in drill.movements
    )
    return replace(motion, movements=movements)


def _held(movement: MovementMotion, movement_id: str) -> MovementMotion:
    """`movement` at rest in its ready pose."""
    channels = movement.keys[0].channels if movement.ready is None else movement.ready
    keys = (Key(0.0, channels), Key(1.0, channels))
    return MovementMotion(movement_id, movement.rig, keys, movement.props, camera=movement.camera)
