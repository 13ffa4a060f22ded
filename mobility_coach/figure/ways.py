"""The ways of a motion: which pose the figure is in, anywhere on a stroke or between two movements."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import (
    ArmMode,
    Channels,
    Key,
    LegMode,
    Motion,
    MovementMotion,
    Rig,
    RootMode,
    Way,
    WayKind,
)
from mobility_coach.figure.blend import arc, blended, eased, lift_foot, step_height
from mobility_coach.figure.kinematics import solve
from mobility_coach.figure.pose import Pose

_CLEARANCE = 0.03
"""How high a swinging foot passes over the floor between movements (metres)."""

_SINKING = 0.003
"""By how much a key may press a sole into the floor (metres)."""


class Ways:
    """The poses of one motion. A way's course is worked out when it is first asked for."""

    def __init__(self, motion: Motion) -> None:
        self._motion = motion
        self._courses: dict[Way, _Course] = {}

    def pose(self, way: Way, at: float) -> Pose:
        """The pose at `at` (0 … 1) of the time along the way, holds left out.

        Raises:
            ValueError: the motion has no such movement.
        """
        course = self._courses.get(way)
        if course is None:
            course = self._courses[way] = self._course(way)
        return course.pose(max(0.0, min(1.0, at)))

    def _course(self, way: Way) -> "_Course":
        movement = self._movement(way.movement)
        if way.kind is WayKind.STROKE:
            return _Stroke(movement.rig, movement.keys)
        if way.kind is WayKind.FIRST:
            return _step(movement.rig, first_keys(movement))
        ready = ready_channels(movement)
        if way.kind is WayKind.READY or not way.origin:
            return _Stroke(movement.rig, (Key(0.0, ready), Key(1.0, ready)))
        return self._over(self._movement(way.origin), movement, ready)

    def _over(self, origin: MovementMotion, movement: MovementMotion, ready: Channels) -> "_Course":
        start = origin.keys[0].channels
        if replace(origin.rig, contacts=()) == replace(movement.rig, contacts=()):
            return _step(movement.rig, (Key(0.0, start), Key(1.0, ready)))
        return _Change(origin, movement)

    def _movement(self, movement_id: str) -> MovementMotion:
        movement = self._motion.movement(movement_id)
        if movement is None:
            raise ValueError(f"{self._motion.drill} has no movement {movement_id}")
        return movement


def ready_channels(movement: MovementMotion) -> Channels:
    """The pose before the first rep."""
    return movement.keys[0].channels if movement.ready is None else movement.ready


def first_keys(movement: MovementMotion) -> tuple[Key, ...]:
    """The keys of the first stroke in, which leaves the ready pose.

    Keys in the middle are passed where the ready pose is nearer to the start of the stroke than to its end:
    from elsewhere they would be a detour.
    """
    if movement.ready is None:
        return movement.keys
    first, *middle, last = movement.keys
    ready = Key(0.0, movement.ready)
    if _unlikeness(ready.channels, first.channels) <= _unlikeness(ready.channels, last.channels):
        return (ready, *middle, last)
    return (ready, last)


def _unlikeness(one: Channels, other: Channels) -> float:
    """How far two poses are apart: degrees, and half a degree for each millimetre."""
    names = one.keys() | other.keys()
    return sum(_weight(name) * abs(one.get(name, 0.0) - other.get(name, 0.0)) for name in names)


def _weight(name: str) -> float:
    return 500.0 if name.endswith((".x", ".y", ".z")) else 1.0


class _Course(Protocol):
    """What leads from one end of a way to the other."""

    def pose(self, at: float) -> Pose:
        """The pose at `at` (0 … 1) of the time."""
        ...


class _Stroke:
    """Channels from key to key; from rest to rest, and smoothly past the keys between.

    `lifts` raise channels in a flat arc; the feet of `swinging` legs stay off the floor on their way.
    """

    def __init__(
        self,
        rig: Rig,
        keys: Sequence[Key],
        lifts: Mapping[str, float] | None = None,
        swinging: Sequence[str] = (),
    ) -> None:
        self._rig = rig
        self._lifts = lifts or {}
        self._swinging = swinging
        names = sorted({name for key in keys for name in key.channels})
        times = [key.at for key in keys]
        self._still: dict[str, float] = {}
        self._curves: dict[str, _Curve] = {}
        for name in names:
            values = [key.channels.get(name, 0.0) for key in keys]
            if min(values) == max(values):
                self._still[name] = values[0]
            else:
                self._curves[name] = _Curve(times, values)

    def pose(self, at: float) -> Pose:
        channels = dict(self._still)
        for name, curve in self._curves.items():
            channels[name] = curve.value(at)
        height = arc(eased(at))
        for name, lift in self._lifts.items():
            channels[name] = channels.get(name, 0.0) + lift * height
        pose = solve(channels, self._rig)
        for side in self._swinging:
            lift_foot(pose, side, _CLEARANCE * height - _SINKING)
        return pose


def _step(rig: Rig, keys: Sequence[Key]) -> _Stroke:
    """A way that no stroke takes: feet that are set elsewhere are lifted, unless keys between lead them."""
    if len(keys) > 2:
        return _Stroke(rig, keys)
    return _Stroke(rig, keys, _lifts(rig, keys), _swinging(rig))


def _swinging(rig: Rig) -> list[str]:
    """The sides whose leg is free while the figure stands on the other one."""
    others = {"left": rig.right, "right": rig.left}
    return [
        side
        for side, other in others.items()
        if rig.limb(Side(side)).leg is LegMode.FREE and other.leg is LegMode.PLANT
    ]


def _lifts(rig: Rig, keys: Sequence[Key]) -> Mapping[str, float]:
    """How high planted feet are lifted that are set elsewhere, by their channel."""
    start, end = keys[0].channels, keys[-1].channels
    heights = {}
    for side in ("left", "right"):
        is_root = rig.root.mode is RootMode.FOOT and rig.root.side.value == side
        if rig.limb(Side(side)).leg is LegMode.PLANT and not is_root:
            here, there = (
                np.array([channels.get(f"foot.{side}.{axis}", 0.0) for axis in "xyz"])
                for channels in (start, end)
            )
            heights[f"foot.{side}.y"] = step_height(here, there)
    return heights


class _Change:
    """From a pose of one rig to a pose of another."""

    def __init__(self, origin: MovementMotion, movement: MovementMotion) -> None:
        self._start = solve(origin.keys[0].channels, origin.rig)
        self._end = solve(ready_channels(movement), movement.rig)
        self._led = _led(origin.rig, movement.rig)

    def pose(self, at: float) -> Pose:
        return blended(self._start, self._end, eased(at), self._led)


def _led(start: Rig, end: Rig) -> list[str]:
    """The feet, and the hands that rest somewhere before and after."""
    resting = [
        f"hand.{side}"
        for side in ("left", "right")
        if ArmMode.FREE not in {start.limb(Side(side)).arm, end.limb(Side(side)).arm}
    ]
    return ["foot.left", "foot.right", *resting]


class _Curve:
    """One channel through its keys: quintic pieces that meet with equal speed and no acceleration.

    Between two keys alone this is the minimum-jerk motion (Flash and Hogan 1985).
    """

    def __init__(self, times: Sequence[float], values: Sequence[float]) -> None:
        self._times, self._values = times, values
        self._speeds = [0.0, *(self._speed(index) for index in range(1, len(times) - 1)), 0.0]

    def _speed(self, index: int) -> float:
        """The speed past a key: 0 at a turn, else the harmonic mean of its sides, which never overshoots."""
        before = self._slope(index - 1)
        after = self._slope(index)
        return 0.0 if before * after <= 0.0 else 2.0 * before * after / (before + after)

    def _slope(self, index: int) -> float:
        way = self._values[index + 1] - self._values[index]
        return way / (self._times[index + 1] - self._times[index])

    def value(self, at: float) -> float:
        index = max(0, min(len(self._times) - 2, bisect_right(self._times, at) - 1))
        span = self._times[index + 1] - self._times[index]
        t = (at - self._times[index]) / span
        start, end = self._values[index], self._values[index + 1]
        leave, arrive = self._speeds[index] * span, self._speeds[index + 1] * span
        cubed = t**3
        return (
            start
            + (end - start) * eased(t)
            + leave * (t - cubed * (6.0 - 8.0 * t + 3.0 * t * t))
            - arrive * cubed * (4.0 - 7.0 * t + 3.0 * t * t)
        )
