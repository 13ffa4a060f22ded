"""Single pictures of figures: who keeps them, and who paints them."""

from dataclasses import dataclass
from typing import Protocol

from mobility_coach.domain.motion import CameraName, Motion, Way


class StillKeeper(Protocol):
    """Pictures that are kept from one start to the next."""

    def get(self, name: str) -> bytes | None:
        """The picture of this name as PNG, or None. Never raises."""
        ...

    def put(self, name: str, png: bytes) -> None:
        """Keep a picture. Never raises: one that can't be kept is drawn anew next time."""
        ...


@dataclass(frozen=True, slots=True)
class StillOrder:
    """A picture that is wanted: where on which way of a motion, how it is looked at, how large (pixels).

    `camera` is None for the usual one.
    """

    motion: Motion
    way: Way
    at: float
    camera: CameraName | None
    width: int
    height: int
    theme: str
    with_arrow: bool


class StillFailed(Exception):
    """A picture could not be painted; the message says why."""


class PainterStopped(StillFailed):
    """The painter was told to paint nothing more."""


class StillPainter(Protocol):
    """Paints single pictures. `paint` and `rest` are called from one thread, `stop` from any."""

    def paint(self, order: StillOrder) -> bytes:
        """The picture as PNG. Raises `StillFailed`, and `PainterStopped` after `stop`."""
        ...

    def rest(self) -> None:
        """Nothing is wanted for now: let go of what painting needs."""
        ...

    def stop(self) -> None:
        """Paint nothing more; a picture that is being painted fails."""
        ...
