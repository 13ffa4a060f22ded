"""The left leg from the hip to the ankle."""

from mobility_coach.figure.body.shapes import Knot, Weights, limb, loft
from mobility_coach.figure.solids import Cone, Group, Material, Ring, Solid

_HIP = Cone(
    "pelvis", (0.076, 0.930, 0.0), 0.088,
    "thigh.left", (0.090, 0.865, 0.004), 0.082,
    Material.SHORTS, Group.LEFT_LEG, blend=0.045, is_root=True, bump=0.0,
)  # fmt: skip

_SHORTS = limb(
    (
        Knot("thigh.left", (0.0900, 0.865, 0.004), 0.0820),
        Knot("thigh.left", (0.0925, 0.775, 0.010), 0.0785),
        Knot("thigh.left", (0.0925, 0.700, 0.010), 0.0725),
    ),
    Material.SHORTS,
    Group.LEFT_LEG,
    root_blend=0.03,
)

_THIGH = limb(
    (
        Knot("thigh.left", (0.0925, 0.700, 0.010), 0.0705),
        Knot("thigh.left", (0.0920, 0.620, 0.007), 0.0635),
        Knot("thigh.left", (0.0910, 0.550, 0.004), 0.0550),
        Knot("thigh.left", (0.0910, 0.500, 0.002), 0.0515),
    ),
    Material.FINE,
    Group.LEFT_LEG,
)

_KNEE = limb(
    (
        Knot("thigh.left", (0.0910, 0.500, 0.002), 0.0515),
        Knot("shank.left", (0.0910, 0.460, -0.002), 0.0495),
        Knot("shank.left", (0.0905, 0.420, -0.009), 0.0523),
    ),
    Material.FINE,
    Group.LEFT_LEG,
)

_SHANK_RINGS = (
    Ring(0.425, 0.0520, 0.0525, -0.0090, 0.0905),
    Ring(0.375, 0.0550, 0.0550, -0.0140, 0.0905),
    Ring(0.325, 0.0515, 0.0535, -0.0150, 0.0905),
    Ring(0.260, 0.0412, 0.0465, -0.0120, 0.0905),
    Ring(0.190, 0.0320, 0.0385, -0.0088, 0.0905),
    Ring(0.130, 0.0280, 0.0360, -0.0090, 0.0905),
    Ring(0.104, 0.0280, 0.0390, -0.0110, 0.0905),
    Ring(0.086, 0.0290, 0.0450, -0.0095, 0.0902),
    Ring(0.070, 0.0300, 0.0530, -0.0080, 0.0900),
    Ring(0.052, 0.0300, 0.0580, -0.0080, 0.0900),
)


def _shank_weights(height: float) -> Weights:
    share = min(max((0.115 - height) / 0.055, 0.0), 1.0)
    if share in (0.0, 1.0):
        return (("foot.left" if share else "shank.left", 1.0),)
    return (("shank.left", 1.0 - share), ("foot.left", share))


_SHANK = loft(
    [(ring, _shank_weights(ring.y), Material.FINE) for ring in reversed(_SHANK_RINGS)],
    Group.LEFT_LEG,
)

LEFT_LEG: tuple[Solid, ...] = (_HIP, *_SHORTS, *_THIGH, *_KNEE, *_SHANK)
