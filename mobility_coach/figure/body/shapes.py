"""What the parts of the body are shaped with: smooth limbs of round cones, lofts, mirroring."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import dist

from mobility_coach.domain.motion import Point
from mobility_coach.figure.solids import Cone, Ellipsoid, Group, Loft, Material, Ring, Solid

Weights = tuple[tuple[str, float], ...]
"""Bones and how much of each moves a point; they add up to one."""

_OTHER_GROUP = {Group.LEFT_LEG: Group.RIGHT_LEG, Group.LEFT_ARM: Group.RIGHT_ARM}


@dataclass(frozen=True, slots=True)
class Knot:
    """A sphere of a limb: its bone, its centre in the rest pose and its radius, in metres."""

    bone: str
    centre: Point
    radius: float


def limb(
    knots: Sequence[Knot], material: Material, group: Group, *, root_blend: float | None = None
) -> tuple[Cone, ...]:
    """Round cones from knot to knot, whose profile has no edges.

    With `root_blend` the first one melts into the torso over that length (metres).
    """
    slopes = profile_slopes([knot.centre for knot in knots], [knot.radius for knot in knots])
    cones = [
        Cone(a.bone, a.centre, a.radius, b.bone, b.centre, b.radius, material, group, bump=0.0, slopes=ends)
        for (a, b), ends in zip(pairwise(knots), pairwise(slopes), strict=True)
    ]
    if root_blend is not None:
        cones[0] = replace(cones[0], blend=root_blend, is_root=True)
    return tuple(cones)


def profile_slopes(centres: Sequence[Point], radii: Sequence[float]) -> tuple[float, ...]:
    """How steeply the radius changes at each centre (radius per length), after its neighbours."""
    lengths = [dist(a, b) for a, b in pairwise(centres)]
    steps = [
        (after - before) / length for (before, after), length in zip(pairwise(radii), lengths, strict=True)
    ]
    inner = (
        (steps[i + 1] * lengths[i] + steps[i] * lengths[i + 1]) / (lengths[i] + lengths[i + 1])
        for i in range(len(steps) - 1)
    )
    return (steps[0], *inner, steps[-1])


def on_spline(before: float, start: float, end: float, after: float, at: float) -> float:
    """A value between `start` and `end` (`at` 0 to 1) on a Catmull-Rom spline."""
    linear = end - before
    square = 2 * before - 5 * start + 4 * end - after
    cube = 3 * start - before - 3 * end + after
    return 0.5 * (2 * start + linear * at + square * at**2 + cube * at**3)


def refined(rings: Sequence[Ring], pieces: Sequence[int]) -> tuple[Ring, ...]:
    """The rings, and between each two of them so many `pieces` that follow the same curve."""
    fine: list[Ring] = []
    for index, count in enumerate(pieces):
        around = [rings[min(max(index + step, 0), len(rings) - 1)] for step in (-1, 0, 1, 2)]
        fine += (_between(around, piece / count) for piece in range(count))
    return (*fine, rings[-1])


def _between(around: Sequence[Ring], at: float) -> Ring:
    a, b, c, d = around
    return Ring(
        on_spline(a.y, b.y, c.y, d.y, at),
        on_spline(a.half_width, b.half_width, c.half_width, d.half_width, at),
        on_spline(a.half_depth, b.half_depth, c.half_depth, d.half_depth, at),
        on_spline(a.z, b.z, c.z, d.z, at),
    )


def mirrored(solids: Iterable[Solid]) -> tuple[Solid, ...]:
    """The right side's solids out of the left side's."""
    return tuple(_mirrored(solid) for solid in solids)


def _mirrored(solid: Solid) -> Solid:
    group = _OTHER_GROUP.get(solid.group, solid.group)
    if isinstance(solid, Cone):
        return replace(
            solid,
            bone_a=_other_bone(solid.bone_a),
            a=_other_point(solid.a),
            bone_b=_other_bone(solid.bone_b),
            b=_other_point(solid.b),
            group=group,
        )
    if isinstance(solid, Ellipsoid):
        cut = None if solid.cut is None else (_other_point(solid.cut[0]), solid.cut[1])
        centre = _other_point(solid.centre)
        return replace(solid, bones=_other_weights(solid.bones), centre=centre, group=group, cut=cut)
    lower, upper = _other_weights(solid.lower_bones), _other_weights(solid.upper_bones)
    return replace(solid, lower_bones=lower, upper_bones=upper, group=group)


def _other_weights(weights: Weights) -> Weights:
    return tuple((_other_bone(bone), weight) for bone, weight in weights)


def _other_bone(bone: str) -> str:
    return bone.replace(".left", ".right")


def _other_point(point: Point) -> Point:
    return (-point[0], point[1], point[2])


def loft(
    rings: Sequence[tuple[Ring, Weights, Material]], group: Group, *, flatness: float = 0.55
) -> tuple[Loft, ...]:
    """A skin over elliptic rings without edges; each ring's material is that of the piece above it."""
    heights = [ring.y for ring, _, _ in rings]
    widths = [ring.half_width for ring, _, _ in rings]
    slopes = [flatness * slope for slope in profile_slopes([(0.0, y, 0.0) for y in heights], widths)]
    return tuple(
        Loft(lower, upper, lower_bones, upper_bones, material, group, ends, flatness)
        for ((lower, lower_bones, material), (upper, upper_bones, _)), ends in zip(
            pairwise(rings), pairwise(slopes), strict=True
        )
    )
