"""What is asked of the renderer, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTransform

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from mobility_coach.domain.motion import CameraName, Motion, Way
    from mobility_coach.figure.picture import Arrow, Beam


@dataclass(frozen=True, slots=True)
class Sight:
    """How a figure is looked at.

    Attributes:
        width, height: of the picture, in pixels of the screen.
        theme: "light" or "dark".
        camera: None for the drill's usual one.
        turn, tilt: how far the camera is moved from there, in degrees: around the figure, and up.
        samples: 2 for smooth edges, 1 for a quick picture.
        movement: the first of those that it is framed for, which are looked at alike; "" for all of them.
    """

    width: int
    height: int
    theme: str
    camera: CameraName | None = None
    turn: int = 0
    tilt: int = 0
    samples: int = 2
    movement: str = ""

    @property
    def is_fine(self) -> bool:
        """Whether it is more than a quick picture of a moment."""
        return self.samples > 1


class Scene:
    """A motion, looked at in one way. The same motion is the same object: its content is not compared."""

    __slots__ = ("motion", "sight")

    def __init__(self, motion: Motion, sight: Sight) -> None:
        self.motion = motion
        self.sight = sight

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scene) and self.motion is other.motion and self.sight == other.sight

    def __hash__(self) -> int:
        return hash((id(self.motion), self.sight))


def scene_of(motion: Motion, sight: Sight, way: Way) -> Scene:
    """The scene that shows a way; movements that are looked at alike share one."""
    alike = motion.seen_like(way.movement)
    return Scene(motion, replace(sight, movement=alike[0] if alike else ""))


@dataclass(frozen=True, slots=True)
class FrameJob:
    """A picture of a way, by its index."""

    scene: Scene
    way: Way
    frame: int


@dataclass(frozen=True, slots=True)
class StillJob:
    """A single picture, to be kept as a file of this name."""

    name: str
    scene: Scene
    way: Way
    at: float
    with_arrow: bool = False


Job = FrameJob | StillJob


@dataclass(slots=True, eq=False)
class Frame:
    """A picture of a way: what moves, and where it lies on what stands still.

    `arrows` are those of the stroke in and out; `size` is what it takes, in bytes.
    """

    ground: QImage
    left: int
    top: int
    image: QImage
    arrows: tuple[Arrow | None, Arrow | None]
    beam: Beam | None
    size: int
    _is_mirrored: bool = False

    def moving_part(self, *, is_mirrored: bool) -> QImage:
        """What moves, on this side of the body; it stays so, since a side is shown for a while."""
        if self._is_mirrored is not is_mirrored:
            self.image = mirrored(self.image)
            self._is_mirrored = is_mirrored
        return self.image


@dataclass(frozen=True, slots=True, eq=False)
class Still:
    """A single picture, and the PNG that keeps it."""

    image: QImage
    png: bytes


Drawn = Frame | Still | Exception


def mirrored(image: QImage) -> QImage:
    """Left is right."""
    if hasattr(image, "flipped"):  # Qt 6.9
        return image.flipped(Qt.Orientation.Horizontal)
    return image.transformed(QTransform().scale(-1, 1))
