"""A camera that takes in everything that a drill shows, once for all of its movements."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mobility_coach.figure.camera import NEAR, Camera

MARGIN = 0.06
"""What stays free at each edge, as a part of the picture."""

_START = 4.5
_ROUNDS = 6


@dataclass(frozen=True, slots=True, eq=False)
class Extent:
    """What has to be in the picture: balls, `centres` (n, 3) and `radii` (n,) in metres."""

    centres: NDArray[np.float64]
    radii: NDArray[np.float64]

    @property
    def size(self) -> NDArray[np.float64]:
        """How far it goes along x, y and z."""
        size: NDArray[np.float64] = self.centres.max(axis=0) - self.centres.min(axis=0)
        return size


def fitted(extent: Extent, yaw: float, pitch: float, width: int, height: int) -> Camera:
    """The camera at these angles (degrees) that sees all of it, as large as its picture allows."""
    target = (extent.centres.min(axis=0) + extent.centres.max(axis=0)) / 2.0
    camera = Camera((0.0, 0.0, 0.0), yaw, pitch, _START, width, height)
    for _ in range(_ROUNDS):
        camera = _moved(camera, target, camera.distance)
        low, high = _bounds(camera, extent)
        aside, above = (low + high) / 2.0 * camera.distance
        target = target + camera.axes[0] * aside + camera.axes[1] * above
        half = max((high[0] - low[0]) * height / width, high[1] - low[1]) / 2.0
        filled = half * camera.focal / (height / 2.0) / (1.0 - 2.0 * MARGIN)
        camera = _moved(camera, target, max(camera.distance * filled, 2.0 * NEAR))
    return camera


def close_up(
    target: tuple[float, float, float], distance: float, yaw: float, pitch: float, width: int, height: int
) -> Camera:
    """The camera of a close-up; a narrow picture is taken from farther away, so that nothing is cut off."""
    return Camera(target, yaw, pitch, distance * max(1.0, height / width), width, height)


def _moved(camera: Camera, target: NDArray[np.float64], distance: float) -> Camera:
    x, y, z = (float(each) for each in target)
    return replace(camera, target=(x, y, z), distance=distance)


def _bounds(camera: Camera, extent: Extent) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The lowest and highest slopes (across, up) at which something is seen."""
    seen = camera.view(extent.centres)
    away = np.maximum(seen[:, 2:], NEAR)
    slopes, reach = seen[:, :2] / away, extent.radii[:, None] / away
    return (slopes - reach).min(axis=0), (slopes + reach).max(axis=0)
