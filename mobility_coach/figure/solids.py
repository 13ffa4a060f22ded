"""The solids that a body is made of, in the rest pose. Lengths are metres."""

from dataclasses import dataclass
from enum import IntEnum

from mobility_coach.domain.motion import Point


class Material(IntEnum):
    """What a solid is made of; a theme gives each its colour."""

    SKIN = 0
    SHIRT = 1
    SHORTS = 2
    HAIR = 3
    DARK = 4
    """Eyes, lips."""
    FINE = 5
    """Skin of hands, feet and face, whose relief is kept."""
    PILLOW = 6
    WOOD = 7
    METAL = 8
    CLOTH = 9
    WALL = 10


class Group(IntEnum):
    """Solids of one group melt into each other; so do the roots of limbs and the torso."""

    TORSO = 0
    LEFT_LEG = 1
    RIGHT_LEG = 2
    LEFT_ARM = 3
    RIGHT_ARM = 4
    HEAD = 5
    PROP = 6


@dataclass(frozen=True, slots=True)
class Cone:
    """A round cone: two spheres and what lies between them.

    `blend` is how far it melts into its group. A `root` melts into the torso too. `slopes` are the profile's
    slopes (radius per length) at both ends, for a limb of several cones without edges. `bump` (0 … 1) is how
    much the melting swells.
    """

    bone_a: str
    a: Point
    radius_a: float
    bone_b: str
    b: Point
    radius_b: float
    material: Material
    group: Group
    blend: float = 0.0
    is_root: bool = False
    bump: float = 1.0
    slopes: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Ellipsoid:
    """An ellipsoid that moves with a mix of bones; `bones` holds their weights."""

    bones: tuple[tuple[str, float], ...]
    centre: Point
    radii: Point
    material: Material
    group: Group
    blend: float = 0.0
    is_root: bool = False


@dataclass(frozen=True, slots=True)
class Ring:
    """One elliptic section of a loft: height, half width, half depth, z and x of its middle.

    `tilt` turns it about x, in degrees: 0 for a level ring around a limb that hangs, 90 for an upright one
    around a foot, whose half depth is then its half height.
    """

    y: float
    half_width: float
    half_depth: float
    z: float
    x: float = 0.0
    tilt: float = 0.0


@dataclass(frozen=True, slots=True)
class Loft:
    """The skin between two rings that follow each other; each moves with its own mix of bones.

    `slopes` are the slopes of the half width (per length) at the lower and the upper ring, `depth_slopes`
    those of the half depth, so that lofts in a row show no edges. `flatness` is how far an end is rounded
    along the loft, as a part of its radius.
    """

    lower: Ring
    upper: Ring
    lower_bones: tuple[tuple[str, float], ...]
    upper_bones: tuple[tuple[str, float], ...]
    material: Material
    group: Group
    slopes: tuple[float, float]
    flatness: float = 0.55
    depth_slopes: tuple[float, float] | None = None


Solid = Cone | Ellipsoid | Loft
"""What a body is made of."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A flat, convex piece of a thing that stands still: its three or four corners in the world, in order."""

    corners: tuple[Point, ...]
    material: Material
    group: Group = Group.PROP


WORLD = ""
"""The bone of a solid that stands still: its points are places in the world."""
