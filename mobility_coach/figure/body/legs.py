"""The left leg from the hip to the ankle."""

from mobility_coach.figure.body.shapes import Knot, limb
from mobility_coach.figure.solids import Cone, Ellipsoid, Group, Material, Solid

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
        Knot("thigh.left", (0.0910, 0.555, 0.004), 0.0560),
        Knot("thigh.left", (0.0910, 0.500, 0.000), 0.0510),
    ),
    Material.SKIN,
    Group.LEFT_LEG,
)

_KNEECAP = Cone(
    "thigh.left", (0.091, 0.530, 0.018), 0.036,
    "shank.left", (0.091, 0.470, 0.014), 0.034,
    Material.SKIN, Group.LEFT_LEG, blend=0.025,
)  # fmt: skip

_SHANK = limb(
    (
        Knot("thigh.left", (0.091, 0.495, 0.000), 0.0500),
        Knot("shank.left", (0.091, 0.455, -0.004), 0.0500),
        Knot("shank.left", (0.091, 0.385, -0.012), 0.0535),
        Knot("shank.left", (0.091, 0.300, -0.008), 0.0450),
        Knot("shank.left", (0.091, 0.200, -0.002), 0.0340),
        Knot("shank.left", (0.091, 0.130, 0.000), 0.0305),
        Knot("shank.left", (0.091, 0.085, 0.000), 0.0305),
    ),
    Material.SKIN,
    Group.LEFT_LEG,
)

_CALF = (
    Ellipsoid(
        (("shank.left", 1.0),),
        (0.078, 0.375, -0.030),
        (0.030, 0.085, 0.032),
        Material.SKIN,
        Group.LEFT_LEG,
        blend=0.03,
    ),
    Ellipsoid(
        (("shank.left", 1.0),),
        (0.106, 0.385, -0.028),
        (0.027, 0.075, 0.030),
        Material.SKIN,
        Group.LEFT_LEG,
        blend=0.03,
    ),
)

LEFT_LEG: tuple[Solid, ...] = (_HIP, *_SHORTS, *_THIGH, _KNEECAP, *_SHANK, *_CALF)
