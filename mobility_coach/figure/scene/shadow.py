"""The soft shadow on the floor: each sphere's own, the higher it is the softer and fainter.

What rests on the floor, or almost, has a narrow dark rim around it: that it stands there is seen by that.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from mobility_coach.domain.motion import Prop, PropKind
from mobility_coach.figure.body import BODY
from mobility_coach.figure.ink import Floats
from mobility_coach.figure.pose import Pose
from mobility_coach.figure.scene.placing import in_world
from mobility_coach.figure.scene.spheres import Spheres

_DENSITY = 72.0
"""Cells of the shadow's map to a metre."""

_SUN = (0.38, -0.22)
"""How far (metres along x and z) light comes from aside, for each metre of height."""
_SLANT = 0.35

_EDGE, _SPREAD = 0.035, 0.22
"""Half width of the soft edge at the floor, and how much it grows with a metre of height."""
_PALING = 0.28
"""How much a metre of height thins the shadow of a small thing."""

_NEAR, _RIM, _DARKEST = 0.045, 0.050, 1.5
"""What is no farther from the floor than `_NEAR` darkens it so far around itself (metres); how much."""

_CASTING = Spheres(BODY, least=0.026, spacing=0.75)
"""What of the body casts a shadow."""

_TOUCHING = Spheres(BODY, least=0.008, spacing=0.6)
"""What may touch the floor."""

_RAISED = frozenset({PropKind.BENCH, PropKind.TABLE, PropKind.COUCH_ARM, PropKind.CHAIR, PropKind.PILLOW})
_PROP_STEPS, _PROP_RADIUS = 6, 0.08


Spots = NDArray[np.float64]
"""Round spots (5, n): x and z of their middles, how far they reach, half their soft edge, how dark."""


class ShadowMap:
    """How dark the floor is: `values` on a grid of cells from `x`, `z` on, `_DENSITY` to a metre.

    0 is none, 1 a whole shadow; it is more where something touches the floor.
    """

    def __init__(self, spots: Spots) -> None:
        x, z, reach, soft, dark = spots
        self.x = float((x - reach).min()) - 2.0 / _DENSITY
        self.z = float((z - reach).min()) - 2.0 / _DENSITY
        columns = int(((x + reach).max() - self.x) * _DENSITY) + 4
        rows = int(((z + reach).max() - self.z) * _DENSITY) + 4
        self.values: Floats = np.zeros((rows, columns), dtype=np.float32)
        places = np.stack(((x - self.x) * _DENSITY - 0.5, (z - self.z) * _DENSITY - 0.5), axis=1)
        for place, whole, edge, depth in zip(places, reach * _DENSITY, soft * _DENSITY, dark, strict=True):
            self._add(place, float(whole), float(edge), np.float32(depth))
        self.values = _smoothed(self.values)

    def _add(self, place: NDArray[np.float64], reach: float, soft: float, dark: np.float32) -> None:
        left, top = max(0, int(place[0] - reach)), max(0, int(place[1] - reach))
        x = np.arange(left, int(place[0] + reach) + 2, dtype=np.float32) - np.float32(place[0])
        z = np.arange(top, int(place[1] + reach) + 2, dtype=np.float32) - np.float32(place[1])
        cells = self.values[top : top + len(z), left : left + len(x)]
        value = np.sqrt(x * x + (z * z)[:, None])
        np.subtract(np.float32(reach), value, out=value)
        value *= np.float32(0.5 / soft)
        np.minimum(value, np.float32(1.0), out=value)
        np.maximum(value, np.float32(0.0), out=value)
        value *= value * (np.float32(3.0) - value * np.float32(2.0))
        value *= dark
        np.maximum(cells, value, out=cells)

    def at(self, x: Floats, z: Floats) -> Floats:
        """How dark the floor is at places (metres); 0 outside of the map."""
        rows, columns = self.values.shape
        column, left = _cells(x - np.float32(self.x), columns)
        row, top = _cells(z - np.float32(self.z), rows)
        cell = top * np.int32(columns) + left
        flat = self.values.ravel()
        upper = flat[cell]
        upper += (flat[cell + 1] - upper) * column
        cell += columns
        lower = flat[cell]
        lower += (flat[cell + 1] - lower) * column
        dark: Floats = upper + (lower - upper) * row
        return dark

    @property
    def corners(self) -> NDArray[np.float64]:
        """The map's corners on the floor, metres."""
        rows, columns = self.values.shape
        right, far = self.x + columns / _DENSITY, self.z + rows / _DENSITY
        return np.array(((self.x, 0.0, self.z), (right, 0.0, self.z), (right, 0.0, far), (self.x, 0.0, far)))


def cast_shadow(pose: Pose, props: Iterable[Prop]) -> ShadowMap:
    """The shadow of the body and of the things that are not flat on the floor."""
    tops = [_top(prop) for prop in props if prop.kind in _RAISED]
    centres = np.concatenate((_CASTING.at(pose), *tops))
    thick = np.full(len(centres) - len(_CASTING.radii), _PROP_RADIUS)
    far = shadow_spots(centres, np.concatenate((_CASTING.radii, thick)))
    return ShadowMap(np.concatenate((far, contact_spots(_TOUCHING.at(pose), _TOUCHING.radii)), axis=1))


def shadow_spots(centres: NDArray[np.float64], radii: NDArray[np.float64]) -> Spots:
    """What spheres darken, whatever their height: their middles (n, 3) and radii, metres."""
    height = np.maximum(centres[:, 1], 0.0)
    soft = _EDGE + _SPREAD * height
    x = centres[:, 0] - _SUN[0] * _SLANT * height
    z = centres[:, 2] - _SUN[1] * _SLANT * height
    return np.stack((x, z, radii + soft, soft, radii / (radii + _PALING * height)))


def contact_spots(centres: NDArray[np.float64], radii: NDArray[np.float64]) -> Spots:
    """What those spheres darken that rest on the floor, or almost."""
    nearness = 1.0 - np.maximum(centres[:, 1] - radii, 0.0) / _NEAR
    is_near = nearness > 0.0
    reach, soft = radii[is_near] + _RIM, np.full(is_near.sum(), _RIM / 2.0)
    return np.stack((centres[is_near, 0], centres[is_near, 2], reach, soft, _DARKEST * nearness[is_near]))


def _top(prop: Prop) -> NDArray[np.float64]:
    """Places all over a thing's upper face."""
    inner = [max(0.0, prop.size[axis] / 2.0 - _PROP_RADIUS) for axis in (0, 2)]
    x, z = np.meshgrid(*(np.linspace(-each, each, _PROP_STEPS) for each in inner))
    return in_world(prop, np.stack((x.ravel(), np.zeros(x.size), z.ravel()), axis=1))


def _cells(metres: Floats, count: int) -> tuple[Floats, NDArray[np.int32]]:
    """Cells, and how far (0 … 1) into the next one places are."""
    place = np.clip(metres * np.float32(_DENSITY) - np.float32(0.5), 0.0, count - 1.001)
    cell = place.astype(np.int32)
    return (place - cell).astype(np.float32), cell


def _smoothed(values: Floats) -> Floats:
    """Without the edges between neighbouring spheres; the outermost cells stay as good as empty."""
    for _ in range(2):
        values[1:-1] = (values[:-2] + values[2:]) * np.float32(0.25) + values[1:-1] * np.float32(0.5)
        values[:, 1:-1] = (values[:, :-2] + values[:, 2:]) * np.float32(0.25) + values[:, 1:-1] * np.float32(
            0.5
        )
    return values
