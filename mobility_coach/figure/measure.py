"""What is measured on a motion: bars that its figure keeps, over all of every stroke."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mobility_coach.domain.motion import Motion, MovementMotion, PropKind, Way, WayKind
from mobility_coach.figure.angles import joint_angles
from mobility_coach.figure.balance import balance
from mobility_coach.figure.contacts import contact_points, touching_bones
from mobility_coach.figure.crossings import crossings
from mobility_coach.figure.geometry import split_x_z_y
from mobility_coach.figure.kinematics.draft import SIGNS
from mobility_coach.figure.range_of_motion import leaves_range
from mobility_coach.figure.skeleton import BONE_INDEX, BONES, REST
from mobility_coach.figure.surfaces import HANDS, Floats, Skin, part, solids_beside, solids_of
from mobility_coach.figure.ways import Ways

PHASES = 120
"""Into how many parts a rep is cut."""

_MILLIMETRES = 1000.0
_GAP_EVERY = 5
_JUST = 1e-4
"""A share of a stroke just large enough to tell a speed."""

_RIGID = (
    *((f"{a}.{s}", f"{b}.{s}") for a, b in (
        ("thigh", "shank"), ("shank", "foot"), ("clavicle", "upper_arm"), ("upper_arm", "forearm"),
        ("forearm", "hand"), ("hand", "fingers"),
    ) for s in ("left", "right")),
    ("pelvis", "lumbar"), ("lumbar", "thorax"), ("thorax", "chest"), ("chest", "neck"), ("neck", "head"),
)  # fmt: skip
_RIGID_FROM = np.array([BONE_INDEX[a] for a, _ in _RIGID])
_RIGID_TO = np.array([BONE_INDEX[b] for _, b in _RIGID])
_JOINTS = np.array([REST[bone] for bone in BONES])
_RIGID_LENGTHS = np.linalg.norm(_JOINTS[_RIGID_TO] - _JOINTS[_RIGID_FROM], axis=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """What is measured, and what a motion has to keep: at most `most`, or more than `least`."""

    name: str
    unit: str
    most: float = np.inf
    least: float = -np.inf


BONE = Bar("bone length", "%", most=0.1)
TARGET = Bar("target missed", "mm", most=1.0)
SLIDE = Bar("contact slides", "mm", most=5.0)
GAP = Bar("contact to surface", "mm", most=10.0)
LOWEST = Bar("lowest point", "mm", least=-5.0)
HANDS_IN = Bar("hands into props", "mm", most=10.0)
BODY_IN = Bar("body into props", "mm", most=0.5)
CROSSING = Bar("limbs into each other", "mm", most=12.0)
STRETCH = Bar("stretch off its key", "°", most=0.5)
LOOP = Bar("loop stays open", "mm", most=0.0)
SEAM = Bar("speed jumps", "mm/beat", most=1.0)
BALANCE = Bar("balance", "mm", least=0.0)
RANGE = Bar("angles out of range", "°", most=0.0)
SHOULDER = Bar("shoulder out of its rotation", "°", most=0.0)

KNEE = Bar("knee bends sideways", "°", most=8.0)

BARS = (
    BONE, TARGET, SLIDE, GAP, LOWEST, HANDS_IN, BODY_IN, CROSSING, STRETCH, LOOP, SEAM, BALANCE, RANGE,
    SHOULDER, KNEE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of one movement: its worst value, and where (a bone, a contact, an angle)."""

    movement: str
    bar: Bar
    value: float
    where: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether the bar is kept."""
        return self.bar.least < self.value <= self.bar.most + 1e-9


def measure(motion: Motion, phases: int = PHASES) -> list[Measured]:
    """Every bar of every movement of a motion, over `phases` of a rep and of the first stroke."""
    ways = Ways(motion)
    return [each for movement in motion.movements for each in _Course(ways, movement, phases).measured()]


class _Worst:
    """The worst value so far (the largest, or the least), and where it was."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._sign = 1.0 if bar.most < np.inf else -1.0
        self._value, self._where = -np.inf, ""

    def see(self, value: float, where: str = "") -> None:
        """Look at another value."""
        if value * self._sign > self._value:
            self._value, self._where = value * self._sign, where

    def measured(self, movement: str) -> Measured:
        """What was worst; 0 where nothing was looked at."""
        return Measured(movement, self._bar, self._value * self._sign if self._where else 0.0, self._where)


class _Course:
    """One movement's poses, and what is measured on them."""

    def __init__(self, ways: Ways, movement: MovementMotion, phases: int) -> None:
        self._movement = movement
        self._ways = ways
        self._stroke = Way(WayKind.STROKE, movement.id)
        self._poses = [ways.pose(self._stroke, at) for at in _phases(movement, phases)]
        first = Way(WayKind.FIRST, movement.id)
        count = phases // 5 if movement.ready is not None else 0
        self._all = [*self._poses, *(ways.pose(first, index / count) for index in range(count))]
        self._angles = [joint_angles(pose) for pose in self._all]

    def measured(self) -> Iterator[Measured]:
        """Every bar, in the order of `BARS`."""
        worst = {bar: _Worst(bar) for bar in BARS}
        self._see_bones(worst)
        self._see_slides(worst[SLIDE])
        for index, pose in enumerate(self._all):
            self._see_skin(Skin(pose), worst, with_gaps=index % _GAP_EVERY == 0)
            worst[BALANCE].see(balance(pose, self._movement.rig) * _MILLIMETRES, "centre of mass")
            for limb, error in pose.errors.items():
                worst[TARGET].see(error * _MILLIMETRES, limb)
            for side in SIGNS:
                knee = pose.turn(f"thigh.{side}").T @ pose.turn(f"shank.{side}")
                worst[KNEE].see(abs(split_x_z_y(knee)[1]), f"knee.{side}")
        depth, where = crossings(self._all)
        worst[CROSSING].see(max(0.0, depth) * _MILLIMETRES, where)
        self._see_stretch(worst[STRETCH])
        self._see_ends(worst)
        for angles in self._angles:
            for excess in leaves_range(angles):
                is_turn = excess.angle.startswith("shoulder") and excess.angle.endswith("rotation")
                worst[SHOULDER if is_turn else RANGE].see(excess.amount, excess.angle)
        return (worst[bar].measured(self._movement.id) for bar in BARS)

    def _see_bones(self, worst: Mapping[Bar, _Worst]) -> None:
        places = np.stack([pose.places for pose in self._all])
        lengths = np.linalg.norm(places[:, _RIGID_TO] - places[:, _RIGID_FROM], axis=2)
        change = np.abs(lengths / _RIGID_LENGTHS - 1.0).max(0)
        index = int(change.argmax())
        worst[BONE].see(float(change[index]) * 100.0, " to ".join(_RIGID[index]))

    def _see_slides(self, worst: _Worst) -> None:
        for contact in self._movement.rig.contacts:
            points = np.array([contact_points(pose, contact) for pose in self._poses])
            away = np.linalg.norm(points - points.mean(0), axis=2)
            worst.see(float(away.max()) * _MILLIMETRES, contact)

    def _see_skin(self, skin: Skin, worst: Mapping[Bar, _Worst], *, with_gaps: bool) -> None:
        heights = skin.heights()
        lowest = int(heights.argmin())
        worst[LOWEST].see(float(heights[lowest]) * _MILLIMETRES, part(lowest))
        surfaces = [heights]
        for prop in self._movement.props:
            clear = skin.clearances(prop)
            if clear is not None:
                surfaces.append(clear)
                for bar, chosen in ((HANDS_IN, HANDS), (BODY_IN, ~HANDS)):
                    deepest = int(np.where(chosen, clear, np.inf).argmin())
                    depth = max(0.0, -float(clear[deepest])) * _MILLIMETRES
                    worst[bar].see(depth, f"{part(deepest)} into {prop.kind}")
        if with_gaps:
            for contact, gap in self._gaps(skin, surfaces):
                worst[GAP].see(gap * _MILLIMETRES, contact)

    def _gaps(self, skin: Skin, surfaces: Sequence[Floats]) -> Iterator[tuple[str, float]]:
        """How far each contact is from what it rests on; a hand may rest on the body instead."""
        cushions = [prop for prop in self._movement.props if prop.kind is PropKind.PILLOW]
        for contact in self._movement.rig.contacts:
            for bones in touching_bones(contact, self._movement.rig):
                touching = solids_of(bones)
                nearest = min(abs(float(clear[touching].min())) for clear in surfaces)
                if any(skin.is_in(prop, touching) for prop in cushions):
                    nearest = 0.0
                elif contact.startswith("hand") and nearest * _MILLIMETRES > GAP.most:
                    nearest = min(nearest, abs(skin.apart(touching, solids_beside(contact))))
                yield contact, nearest

    def _see_stretch(self, worst: _Worst) -> None:
        stretch = self._movement.stretch
        if stretch is not None:
            values = [angles[stretch.angle] for angles in self._angles[: len(self._poses)]]
            at_key = values[-1] if stretch.at >= 0.5 else values[0]
            extreme = max(values) if stretch.is_most else min(values)
            worst.see(abs(at_key - extreme), stretch.angle)

    def _see_ends(self, worst: Mapping[Bar, _Worst]) -> None:
        """The loop closes, and no joint's speed jumps at a key."""
        start = self._ways.pose(self._stroke, self._movement.along(0.0, is_back=False))
        end = self._ways.pose(self._stroke, self._movement.along(1.0, is_back=True))
        worst[LOOP].see(_furthest(end.places - start.places) * _MILLIMETRES, "start")
        for key in self._movement.keys:
            before, here, after = (self._joints(key.at + step) for step in (-_JUST, 0.0, _JUST))
            speeds = ((here - before) / _JUST, (after - here) / _JUST)
            worst[SEAM].see(_furthest(speeds[1] - speeds[0]) * _MILLIMETRES, f"key at {key.at:g}")

    def _joints(self, at: float) -> Floats:
        """The joints, a little beyond an end of the stroke too: on the way back."""
        within = -at if at < 0.0 else 2.0 - at if at > 1.0 else at
        return self._ways.pose(self._stroke, within).places


def _phases(movement: MovementMotion, count: int) -> list[float]:
    """Where on the way the figure is during a rep, in and out, with its holds; each place once."""
    places = {
        round(movement.along(2.0 * index / count, is_back=is_back), 9)
        for index in range(count // 2)
        for is_back in (False, True)
    }
    return sorted(places | {0.0, 1.0})


def _furthest(ways: Floats) -> float:
    return float(np.linalg.norm(ways, axis=-1).max())
