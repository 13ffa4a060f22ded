"""What the parts of the body are shaped with: smooth limbs of round cones, lofts, mirroring."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, replace
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


def shared(upper: str, lower: str, share: float) -> Weights:
    """Two bones that move a point together; `share` is the lower one's, held between 0 and 1."""
    if share <= 0.0:
        return ((upper, 1.0),)
    if share >= 1.0:
        return ((lower, 1.0),)
    return ((upper, 1.0 - share), (lower, share))


def limb(
    knots: Sequence[Knot],
    material: Material,
    group: Group,
    *,
    blend: float = 0.0,
    root_blend: float | None = None,
) -> tuple[Cone, ...]:
    """Round cones from knot to knot, whose profile has no edges.

    They melt into their group over `blend`, and with `root_blend` the first one into the torso (metres).
    """
    slopes = profile_slopes([knot.centre for knot in knots], [knot.radius for knot in knots])
    cones = [
        Cone(
            a.bone,
            a.centre,
            a.radius,
            b.bone,
            b.centre,
            b.radius,
            material,
            group,
            blend,
            bump=0.0,
            slopes=ends,
        )
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
    before, start, end, after = (astuple(ring) for ring in around)
    return Ring(*(on_spline(*values, at) for values in zip(before, start, end, after, strict=True)))


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
        centre = _other_point(solid.centre)
        return replace(solid, bones=_other_weights(solid.bones), centre=centre, group=group)
    return replace(
        solid,
        lower=replace(solid.lower, x=-solid.lower.x),
        upper=replace(solid.upper, x=-solid.upper.x),
        lower_bones=_other_weights(solid.lower_bones),
        upper_bones=_other_weights(solid.upper_bones),
        group=group,
    )


def _other_weights(weights: Weights) -> Weights:
    return tuple((_other_bone(bone), weight) for bone, weight in weights)


def _other_bone(bone: str) -> str:
    return bone.replace(".left", ".right")


def _other_point(point: Point) -> Point:
    return (-point[0], point[1], point[2])


def loft(
    sections: Sequence[tuple[Ring, Weights, Material]], group: Group, *, flatness: float = 0.55
) -> tuple[Loft, ...]:
    """A skin over elliptic rings without edges; each ring's material is that of the piece above it."""
    rings = [ring for ring, _, _ in sections]
    centres = [(ring.x, ring.y, ring.z) for ring in rings]
    widths = pairwise(profile_slopes(centres, [ring.half_width for ring in rings]))
    depths = pairwise(profile_slopes(centres, [ring.half_depth for ring in rings]))
    return tuple(
        Loft(lower, upper, lower_bones, upper_bones, material, group, width, flatness, depth)
        for ((lower, lower_bones, material), (upper, upper_bones, _)), width, depth in zip(
            pairwise(sections), widths, depths, strict=True
        )
    )
