"""Neck, head, face and hair."""

from mobility_coach.domain.motion import Point
from mobility_coach.figure.body.shapes import mirrored
from mobility_coach.figure.solids import Cone, Ellipsoid, Group, Material, Solid


def _cone(start: Point, first: float, end: Point, last: float, material: Material, blend: float) -> Cone:
    return Cone("head", start, first, "head", end, last, material, Group.HEAD, blend=blend)


def _ball(
    centre: Point, radii: Point, material: Material, blend: float, cut: tuple[Point, float] | None = None
) -> Ellipsoid:
    return Ellipsoid((("head", 1.0),), centre, radii, material, Group.HEAD, blend=blend, cut=cut)


_NECK = (
    Cone(
        "chest", (0.0, 1.452, -0.012), 0.0500,
        "neck", (0.0, 1.478, -0.018), 0.0515,
        Material.FINE, Group.HEAD, blend=0.02, is_root=True,
    ),
    Cone(
        "neck", (0.0, 1.478, -0.018), 0.0515,
        "head", (0.0, 1.585, -0.004), 0.0505,
        Material.FINE, Group.HEAD, blend=0.02,
    ),
)  # fmt: skip

_SKULL = (
    _ball((0.0, 1.663, 0.004), (0.0785, 0.0985, 0.0960), Material.FINE, 0.02),
    _ball((0.0, 1.604, 0.024), (0.0610, 0.0740, 0.0680), Material.FINE, 0.05),
)

_LEFT_FACE: tuple[Solid, ...] = (
    # Ear, eye, brow, half of the smile.
    _ball((0.079, 1.640, -0.004), (0.011, 0.028, 0.018), Material.FINE, 0.008),
    _ball((0.0310, 1.6470, 0.0885), (0.0095, 0.0120, 0.0085), Material.DARK, 0.001),
    _cone((0.0215, 1.6760, 0.0955), 0.0030, (0.0420, 1.6755, 0.0860), 0.0026, Material.HAIR, 0.001),
    _cone((0.0240, 1.6010, 0.0880), 0.0036, (0.0, 1.5915, 0.0945), 0.0040, Material.DARK, 0.001),
)

_NOSE = _cone((0.0, 1.652, 0.092), 0.0085, (0.0, 1.625, 0.1015), 0.0125, Material.FINE, 0.018)

_HAIR = _ball(
    (0.0, 1.668, 0.0), (0.0840, 0.1000, 0.1005), Material.HAIR, 0.001, cut=((0.0, 0.75, -0.66), -0.010)
)

HEAD: tuple[Solid, ...] = (*_NECK, *_SKULL, *_LEFT_FACE, *mirrored(_LEFT_FACE), _NOSE, _HAIR)
