"""How deep limbs go into each other, told on capsules inside of the skin (skin may press on skin)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from mobility_coach.domain.motion import Point
from mobility_coach.figure.pose import Pose
from mobility_coach.figure.skeleton import BONE_INDEX

Floats = NDArray[np.float64]

_ORIGIN = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Capsule:
    """A capsule from a point of one bone to a point of another."""

    kind: str
    side: str
    bone_a: str
    a: Point
    bone_b: str
    b: Point
    radius: float

    @property
    def name(self) -> str:
        return f"{self.kind}.{self.side}" if self.side else self.kind


def _limbs(side: str) -> tuple[_Capsule, ...]:
    thigh, shank, foot = (f"{bone}.{side}" for bone in ("thigh", "shank", "foot"))
    upper, fore, hand = (f"{bone}.{side}" for bone in ("upper_arm", "forearm", "hand"))
    return (
        _Capsule("thigh", side, thigh, _ORIGIN, shank, _ORIGIN, 0.055),
        _Capsule("shank", side, shank, _ORIGIN, foot, _ORIGIN, 0.038),
        _Capsule("foot", side, foot, (0.0, -0.030, -0.030), foot, (0.0, -0.045, 0.120), 0.025),
        _Capsule("upper_arm", side, upper, _ORIGIN, fore, _ORIGIN, 0.036),
        _Capsule("forearm", side, fore, _ORIGIN, hand, _ORIGIN, 0.028),
        _Capsule("hand", side, hand, _ORIGIN, hand, (0.0, -0.100, 0.0), 0.020),
    )


_CAPSULES = (
    *_limbs("left"),
    *_limbs("right"),
    _Capsule("trunk", "", "lumbar", _ORIGIN, "chest", (0.0, 0.060, 0.0), 0.088),
    _Capsule("pelvis", "", "pelvis", (-0.050, 0.010, 0.0), "pelvis", (0.050, 0.010, 0.0), 0.090),
    _Capsule("head", "", "head", (0.0, 0.030, 0.010), "head", (0.0, 0.090, 0.0), 0.075),
)
_NEIGHBOURS = frozenset(
    frozenset(pair)
    for pair in (
        ("thigh", "shank"), ("shank", "foot"), ("upper_arm", "forearm"), ("forearm", "hand"),
        ("trunk", "upper_arm"), ("trunk", "pelvis"), ("pelvis", "thigh"), ("trunk", "head"),
    )
)  # fmt: skip


def _can_cross(one: _Capsule, other: _Capsule) -> bool:
    is_joined = not (one.side and other.side) or one.side == other.side
    return not (is_joined and frozenset((one.kind, other.kind)) in _NEIGHBOURS)


_PAIRS = [(i, j) for i, j in combinations(range(len(_CAPSULES)), 2) if _can_cross(_CAPSULES[i], _CAPSULES[j])]
_FIRST = np.array([i for i, _ in _PAIRS])
_SECOND = np.array([j for _, j in _PAIRS])
_RADII = np.array([each.radius for each in _CAPSULES])
_BONES_A = np.array([BONE_INDEX[each.bone_a] for each in _CAPSULES])
_BONES_B = np.array([BONE_INDEX[each.bone_b] for each in _CAPSULES])
_OFFSETS_A = np.array([each.a for each in _CAPSULES])
_OFFSETS_B = np.array([each.b for each in _CAPSULES])


def crossings(poses: Sequence[Pose]) -> tuple[float, str]:
    """How deep two limbs go into each other at worst (metres; negative: how far all are apart), and which."""
    turns = np.stack([pose.turns for pose in poses])
    places = np.stack([pose.places for pose in poses])
    a = places[:, _BONES_A] + np.einsum("pnij,nj->pni", turns[:, _BONES_A], _OFFSETS_A)
    b = places[:, _BONES_B] + np.einsum("pnij,nj->pni", turns[:, _BONES_B], _OFFSETS_B)
    apart = _distances(a[:, _FIRST], b[:, _FIRST], a[:, _SECOND], b[:, _SECOND])
    depth = (_RADII[_FIRST] + _RADII[_SECOND] - apart).max(0)
    worst = int(depth.argmax())
    return float(depth[worst]), f"{_CAPSULES[_FIRST[worst]].name} and {_CAPSULES[_SECOND[worst]].name}"


def _distances(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """Between segments a-b and c-d: the least of one crossing and of four ends."""
    one, other, between = b - a, d - c, a - c
    one_one, other_other, one_other = _dot(one, one), _dot(other, other), _dot(one, other)
    one_between, other_between = _dot(one, between), _dot(other, between)
    spread = np.maximum(one_one * other_other - one_other**2, 1e-12)
    s = np.clip((one_other * other_between - one_between * other_other) / spread, 0.0, 1.0)
    t = np.clip((one_other * s + other_between) / other_other, 0.0, 1.0)
    s = np.clip((one_other * t - one_between) / one_one, 0.0, 1.0)
    distances: Floats = np.linalg.norm(between + one * s[..., None] - other * t[..., None], axis=-1)
    return distances


def _dot(a: Floats, b: Floats) -> Floats:
    product: Floats = np.einsum("...i,...i->...", a, b)
    return product
