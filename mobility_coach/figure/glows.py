"""Regions that glow as they are stretched: capsules of heat in the body."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from mobility_coach.domain.drill import Side
from mobility_coach.domain.motion import BodyRegion, Highlight, Point
from mobility_coach.figure.camera import Camera
from mobility_coach.figure.pose import Pose, Vector
from mobility_coach.figure.raster import Raster
from mobility_coach.figure.raster.kinds import GROUP_MASK, group_tag
from mobility_coach.figure.raster.tiles import TILE, Singles, sample_powers
from mobility_coach.figure.solids import Group

_PIXELS_OF_TILE = sample_powers(1)[1:3]
_LEAST_WEIGHT = 0.02
_TAPER = np.float32(0.4)
"""How much less a glow reaches at its ends than in its middle: it has no edges, it is no block."""

_FARTHEST = np.float32(4.0)
_REACH = 2.2
"""Radii beyond which a glow is not seen."""


@dataclass(frozen=True, slots=True, eq=False)
class Glow:
    """Heat around the stretch from `a` to `b` (metres, world), on the solids of `groups`; weight 0 … 1."""

    a: Vector
    b: Vector
    radius: float
    weight: float
    groups: frozenset[Group]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a region of the left side is: two points from their bones' joints at rest, metres."""

    bone_a: str
    a: Point
    bone_b: str
    b: Point
    radius: float
    parts: tuple[str, ...]


_REGIONS: Mapping[BodyRegion, _Place] = MappingProxyType(
    {
        BodyRegion.CALF: _Place(
            "shank", (0.0, -0.06, -0.060), "shank", (0.0, -0.20, -0.066), 0.062, ("leg",)
        ),
        BodyRegion.SOLEUS: _Place(
            "shank", (0.0, -0.21, -0.052), "shank", (0.0, -0.37, -0.042), 0.050, ("leg",)
        ),
        BodyRegion.ANKLE: _Place("shank", (0.0, -0.385, 0.022), "foot", (0.0, -0.01, 0.03), 0.048, ("leg",)),
        BodyRegion.ARCH: _Place(
            "foot", (-0.03, -0.03, 0.0), "forefoot", (-0.028, 0.0, 0.04), 0.045, ("leg",)
        ),
        BodyRegion.OUTER_ANKLE: _Place(
            "shank", (0.033, -0.39, 0.005), "foot", (0.033, -0.03, 0.012), 0.042, ("leg",)
        ),
        BodyRegion.HIP_FLEXOR: _Place(
            "pelvis", (0.088, 0.045, 0.098), "thigh", (0.0, -0.15, 0.082), 0.072, ("leg", "torso")
        ),
        BodyRegion.GROIN: _Place(
            "pelvis", (0.045, -0.045, 0.06), "thigh", (-0.05, -0.16, 0.03), 0.068, ("leg", "torso")
        ),
        BodyRegion.OUTER_THIGH: _Place(
            "pelvis", (0.15, -0.02, 0.02), "thigh", (0.075, -0.16, 0.025), 0.058, ("leg", "torso")
        ),
        BodyRegion.HIP: _Place(
            "pelvis", (0.145, 0.02, 0.02), "thigh", (0.08, -0.06, 0.02), 0.080, ("leg", "torso")
        ),
        BodyRegion.GLUTE: _Place(
            "pelvis", (0.095, 0.01, -0.110), "thigh", (0.010, -0.05, -0.095), 0.092, ("leg", "torso")
        ),
        BodyRegion.CHEST: _Place(
            "chest", (0.06, 0.045, 0.112), "upper_arm", (0.0, -0.02, 0.045), 0.070, ("arm", "torso")
        ),
        BodyRegion.SHOULDER: _Place(
            "chest", (0.085, 0.120, 0.020), "upper_arm", (0.0, -0.03, 0.0), 0.085, ("arm", "torso")
        ),
        BodyRegion.SHOULDER_BLADE: _Place(
            "chest", (0.065, 0.085, -0.095), "chest", (0.160, 0.050, -0.040), 0.102, ("torso",)
        ),
        BodyRegion.MID_BACK: _Place(
            "lumbar", (0.0, 0.04, -0.095), "chest", (0.0, 0.06, -0.1), 0.080, ("torso",)
        ),
        BodyRegion.FLANK: _Place("pelvis", (0.14, 0.11, 0.0), "chest", (0.15, 0.02, 0.02), 0.088, ("torso",)),
        BodyRegion.NECK: _Place(
            "neck", (0.03, 0.0, 0.0), "neck", (0.045, 0.1, 0.0), 0.050, ("head", "torso")
        ),
    }
)
"""Where each is, near the skin of the side on which it is felt, so that no limb glows all around."""

_MIDDLE = frozenset({"pelvis", "lumbar", "thorax", "chest", "neck", "head"})
_GROUPS: Mapping[str, Mapping[Side, Group]] = MappingProxyType(
    {
        "torso": {Side.LEFT: Group.TORSO, Side.RIGHT: Group.TORSO},
        "head": {Side.LEFT: Group.HEAD, Side.RIGHT: Group.HEAD},
        "leg": {Side.LEFT: Group.LEFT_LEG, Side.RIGHT: Group.RIGHT_LEG},
        "arm": {Side.LEFT: Group.LEFT_ARM, Side.RIGHT: Group.RIGHT_ARM},
    }
)


def glows_of(highlights: Iterable[Highlight], pose: Pose, angles: Mapping[str, float]) -> tuple[Glow, ...]:
    """The glows of a pose whose joint angles (degrees) are measured; BOTH glows on either side."""
    return tuple(
        _glow(each.region, side, pose, weight_of(each, angles.get(each.angle, each.cold)))
        for each in highlights
        for side in ((Side.LEFT, Side.RIGHT) if each.side is Side.BOTH else (each.side,))
    )


def weight_of(highlight: Highlight, angle: float) -> float:
    """How strongly a region glows at an angle (degrees): `least` … 1."""
    way = highlight.hot - highlight.cold
    share = (angle - highlight.cold) / way if way else 1.0
    return highlight.least + (1.0 - highlight.least) * min(1.0, max(0.0, share))


def _glow(region: BodyRegion, side: Side, pose: Pose, weight: float) -> Glow:
    place = _REGIONS[region]
    a, b = (
        _point(pose, side, bone, offset)
        for bone, offset in ((place.bone_a, place.a), (place.bone_b, place.b))
    )
    groups = frozenset(_GROUPS[part][side] for part in place.parts)
    return Glow(a, b, place.radius, weight, groups)


def _point(pose: Pose, side: Side, bone: str, offset: Point) -> Vector:
    x, y, z = offset
    name = bone if bone in _MIDDLE else f"{bone}.{side.value}"
    return pose.point(name, (x if side is Side.LEFT else -x, y, z))


def heat_of(
    glows: Sequence[Glow], camera: Camera, raster: Raster, height: Singles, tag: NDArray[np.uint8]
) -> Singles | None:
    """How hot each pixel is (0 … 1), (tiles, pixels); None where nothing glows."""
    shining = [each for each in glows if each.weight >= _LEAST_WEIGHT]
    if not shining:
        return None
    heat = np.zeros_like(height)
    x, y = raster.grid.middles(raster.tiles)
    for glow in shining:
        tiles = _tiles_near(glow, camera, x, y)
        if not len(tiles):
            continue
        # Where nothing is seen the height is far below everything.
        away = np.exp(np.minimum(height[tiles] * np.float32(-1 / camera.focal), _FARTHEST))
        away *= np.float32(camera.distance)
        right, up = (
            (middle[tiles, None] / camera.focal).astype(np.float32) + offset * np.float32(1 / camera.focal)
            for middle, offset in zip((x, y), _PIXELS_OF_TILE, strict=True)
        )
        right *= away
        up *= away
        warm = _distance(glow, camera, right, up, away)
        warm *= warm
        warm += 1
        np.divide(_tags_of(glow)[tag[tiles]], warm, out=warm)
        # Glows that lie over each other are one, without a seam.
        before = heat[tiles]
        warm *= 1 - before
        heat[tiles] = before + warm
    # Smooth at its rim and in its middle.
    heat *= heat * (np.float32(3) - np.float32(2) * heat)
    return heat


def _tags_of(glow: Glow) -> Singles:
    """The glow's weight at each tag of its groups, 0 at all others."""
    groups_of_tags = np.arange(256) & GROUP_MASK
    table: Singles = np.zeros(256, np.float32)
    for group in glow.groups:
        table[groups_of_tags == group_tag(group)] = glow.weight
    return table


def _tiles_near(
    glow: Glow, camera: Camera, x: NDArray[np.float64], y: NDArray[np.float64]
) -> NDArray[np.intp]:
    """The tiles, by their middles, that a glow may be seen in."""
    places, scale = camera.project(np.stack((glow.a, glow.b)))
    reach = glow.radius * _REACH * float(scale.max()) + TILE / 2
    (left, bottom, _), (right, top, _) = places.min(0) - reach, places.max(0) + reach
    near: NDArray[np.intp] = np.flatnonzero((x >= left) & (x <= right) & (y >= bottom) & (y <= top))
    return near


def _distance(glow: Glow, camera: Camera, right: Singles, up: Singles, away: Singles) -> Singles:
    """Squares of the distances (the glow's radii) of what is seen from its stretch, more at its ends."""
    start, end = camera.view(glow.a), camera.view(glow.b)
    way = end - start
    length = max(float(way @ way), 1e-9)
    x, y, z = (part - np.float32(at) for part, at in zip((right, up, away), start, strict=True))
    along = x * np.float32(way[0] / length)
    along += y * np.float32(way[1] / length)
    along += z * np.float32(way[2] / length)
    np.clip(along, 0, 1, out=along)
    total = np.zeros_like(x)
    for part, step in zip((x, y, z), way, strict=True):
        aside = part - along * np.float32(step)
        total += aside * aside
    total *= np.float32(1 / glow.radius**2)
    along -= np.float32(0.5)
    along *= along
    along *= 4 * _TAPER
    total += along
    return total
