"""The camera: where things of the world are on a picture, in perspective."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mobility_coach.figure.picture import Spot

Floats = NDArray[np.float64]

NEAR = 0.15
"""What is nearer to the camera than this (metres), or behind it, is not drawn."""

FIELD_OF_VIEW = 24.0
"""Degrees, of the picture's height: a long lens, which keeps the body's proportions."""

_UPRIGHT_LIMIT = 89.0


@dataclass(frozen=True, slots=True, eq=False)
class Camera:
    """A camera that looks at `target` (metres) from `distance` metres.

    Attributes:
        target: what is in the middle of the picture.
        yaw: degrees; 0 stands before the figure (+z), 90 at its left side, 180 behind it.
        pitch: degrees above the horizon.
        distance: metres from the eye to the target.
        width: of the picture, in pixels.
        height: of the picture, in pixels.
        eye: where the camera is.
        axes: three rows: right and up on the picture, and forward, away from the eye.
        focal: pixels for each metre, at one metre's distance.
    """

    target: Sequence[float] | Floats
    yaw: float
    pitch: float
    distance: float
    width: int
    height: int
    eye: Floats = field(init=False, repr=False)
    axes: Floats = field(init=False, repr=False)
    focal: float = field(init=False, repr=False)

    def __post_init__(self) -> None:
        axes = _axes(self.yaw, self.pitch)
        object.__setattr__(self, "axes", axes)
        object.__setattr__(self, "eye", np.asarray(self.target, dtype=float) - axes[2] * self.distance)
        object.__setattr__(self, "focal", self.height / 2 / math.tan(math.radians(FIELD_OF_VIEW) / 2))

    @property
    def scale(self) -> float:
        """Pixels for each metre at the target."""
        return self.focal / self.distance

    def view(self, points: Floats) -> Floats:
        """Points as metres right of the eye, above it, and before it."""
        seen: Floats = (points - self.eye) @ self.axes.T
        return seen

    def project(self, points: Floats) -> tuple[Floats, Floats]:
        """Points on the picture, and the pixels of one metre there.

        A point is pixels right of the picture's middle, above it, and a height toward the eye, which is
        focal · ln(distance / how far away): near a point it has the scale of the picture, so that a small
        ball is a ball, wherever it is. Points behind the eye come out as if they were at `NEAR`.
        """
        seen = self.view(points)
        away = np.maximum(seen[..., 2], NEAR)
        scale = self.focal / away
        height = self.focal * np.log(self.distance / away)
        return np.stack((seen[..., 0] * scale, seen[..., 1] * scale, height), -1), scale

    def is_before(self, points: Floats) -> NDArray[np.bool_]:
        """Whether each point is far enough before the eye to be drawn."""
        before: NDArray[np.bool_] = self.view(points)[..., 2] > NEAR
        return before

    def spots(self, points: Floats) -> Floats:
        """Points as pixels from the picture's left and upper edge."""
        places, _ = self.project(points)
        return np.stack((self.width / 2 + places[..., 0], self.height / 2 - places[..., 1]), -1)

    def spot(self, point: Sequence[float] | Floats) -> Spot:
        """A point as pixels from the picture's left and upper edge."""
        x, y = self.spots(np.asarray(point, dtype=float))
        return float(x), float(y)


def _axes(yaw: float, pitch: float) -> Floats:
    turn, rise = math.radians(yaw), math.radians(pitch)
    forward = -np.array(
        (math.sin(turn) * math.cos(rise), math.sin(rise), math.cos(turn) * math.cos(rise)),
    )
    # Straight from above there is no upright: the figure's feet are then below on the picture.
    upright = (0.0, 1.0, 0.0)
    if abs(pitch) > _UPRIGHT_LIMIT:
        above = math.copysign(1.0, pitch)
        upright = (-math.sin(turn) * above, 0.0, -math.cos(turn) * above)
    right = np.cross(forward, upright)
    right /= np.linalg.norm(right)
    return np.array((right, np.cross(right, forward), forward))
