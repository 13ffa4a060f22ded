"""The left leg from the hip to the ankle."""

from mobility_coach.figure.body.shapes import Knot, Weights, limb, loft, shared
from mobility_coach.figure.skeleton import REST
from mobility_coach.figure.solids import Cone, Ellipsoid, Group, Material, Ring, Solid

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

_X = 0.0905

_THIGH = limb(
    (
        Knot("thigh.left", (0.0925, 0.705, 0.009), 0.0705),
        Knot("thigh.left", (0.0915, 0.590, 0.006), 0.0605),
        # The knee: what lies between these two spheres takes half of its bend at each end.
        Knot("thigh.left", (_X, 0.524, 0.003), 0.0522),
        Knot("shank.left", (_X, 0.470, -0.001), 0.0505),
    ),
    Material.FINE,
    Group.LEFT_LEG,
)

_CONDYLES = Ellipsoid(
    (("thigh.left", 0.5), ("shank.left", 0.5)),
    (_X, REST["shank.left"][1], 0.0),
    (0.0520, 0.0495, 0.0490),
    Material.FINE,
    Group.LEFT_LEG,
    blend=0.005,
)
"""Come out when the knee bends."""

_KNEECAP = Ellipsoid(
    (("thigh.left", 0.88), ("shank.left", 0.12)),
    (_X, 0.5050, 0.0330),
    (0.0340, 0.0440, 0.0235),
    Material.FINE,
    Group.LEFT_LEG,
    blend=0.022,
)

_RINGS = (
    # Calf.
    Ring(0.470, 0.0500, 0.0505, -0.0010, _X),
    Ring(0.395, 0.0542, 0.0546, -0.0118, _X),
    Ring(0.345, 0.0534, 0.0546, -0.0154, _X),
    Ring(0.300, 0.0480, 0.0512, -0.0142, _X),
    Ring(0.240, 0.0384, 0.0442, -0.0112, _X),
    Ring(0.185, 0.0316, 0.0382, -0.0088, _X),
    # Ankle; the lowest rings are inside the foot, and reach from the instep to the heel.
    Ring(0.130, 0.0280, 0.0360, -0.0090, _X),
    Ring(0.104, 0.0280, 0.0390, -0.0110, _X),
    Ring(0.086, 0.0290, 0.0450, -0.0095, _X),
    Ring(0.070, 0.0300, 0.0530, -0.0080, 0.0900),
    Ring(0.052, 0.0300, 0.0580, -0.0080, 0.0900),
)

_ANKLE = (0.125, 0.055)
"""From where to where the foot takes over from the shank, metres above the floor."""


def _weights(height: float) -> Weights:
    return shared("shank.left", "foot.left", (_ANKLE[0] - height) / (_ANKLE[0] - _ANKLE[1]))


_SHANK = loft(
    [(ring, _weights(ring.y), Material.FINE) for ring in _RINGS],
    Group.LEFT_LEG,
    # Round enough to leave no steps where the ankle bends.
    flatness=0.9,
)

LEFT_LEG: tuple[Solid, ...] = (_HIP, *_SHORTS, *_THIGH, *_SHANK, _CONDYLES, _KNEECAP)
