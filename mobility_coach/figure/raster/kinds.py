"""What all kinds of solids have in common, when they are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from mobility_coach.figure.posed_body import Kind
from mobility_coach.figure.raster.tiles import Floats, Grid, Indices, Singles

MISSED = np.float32(-2e4)
"""The height of a sample that a solid does not cover; lower than that of an empty picture."""

_HARD = 0.0012
_LOW_RELIEF = 0.004
_GROUP_BITS = 4

Value = TypeVar("Value", bound=np.generic)


def tag_of(group: int, material: int) -> int:
    """Group and material in one byte; 0 is nothing at all."""
    return (group + 1) << _GROUP_BITS | material


def group_tag(group: int) -> int:
    """The tag of a group alone (see `GROUP_MASK`)."""
    return (group + 1) << _GROUP_BITS


GROUP_MASK = np.uint8(0xF0)
MATERIAL_MASK = np.uint8(0x0F)


@dataclass(frozen=True, slots=True, eq=False)
class Melting:
    """How solids merge with what is there: one number for each solid.

    `blend` is pixels, 0 for a hard edge; a solid melts into the groups `own` and `other`; one of low relief
    (`fades`) vanishes toward its own outline.
    """

    order: Indices
    tag: NDArray[np.uint8]
    own: NDArray[np.uint8]
    other: NDArray[np.uint8]
    blend: Singles
    bump: Singles
    fades: NDArray[np.bool_]


def melting(kind: Kind, scale: Floats, least: float) -> Melting:
    """How solids merge; `scale` is pixels for each metre, and a blend below `least` pixels is a hard edge."""
    own = (kind.group + 1) << _GROUP_BITS
    pixels = kind.blend * scale
    is_hard = (kind.blend <= _HARD) | (pixels < least)
    return Melting(
        kind.order,
        (own | kind.material).astype(np.uint8),
        own.astype(np.uint8),
        np.where(kind.is_root, group_tag(0), own).astype(np.uint8),
        np.where(is_hard, 0.0, pixels).astype(np.float32),
        kind.bump.astype(np.float32),
        kind.blend > _LOW_RELIEF,
    )


def joined(parts: Sequence[Melting]) -> Melting:
    """How the solids of all kinds merge, in the order of the solids."""
    by_order = np.argsort(np.concatenate([each.order for each in parts]))

    def together(values: Sequence[NDArray[Value]]) -> NDArray[Value]:
        return np.concatenate(values)[by_order]

    return Melting(
        together([each.order for each in parts]),
        together([each.tag for each in parts]),
        together([each.own for each in parts]),
        together([each.other for each in parts]),
        together([each.blend for each in parts]),
        together([each.bump for each in parts]),
        together([each.fades for each in parts]),
    )


class Drawable(Protocol):
    """Solids of one kind, as a camera sees them."""

    @property
    def melting(self) -> Melting:
        """How they merge."""
        ...

    def pairs(self, grid: Grid) -> tuple[Indices, Indices]:
        """Tiles, and the solids that may touch them."""
        ...

    def fill(self, x: Floats, y: Floats, solids: Indices, basis: Singles, out: Singles) -> None:
        """The surface in tiles.

        Args:
            x: the tiles' middles, pixels right of the picture's middle.
            y: the same above it.
            solids: which solid, for each tile.
            basis: `tiles.samples_basis`.
            out: (tiles, 3, samples): height toward the eye, or `MISSED`; the surface's direction, to the
                right and up.
        """
        ...


def linear(constant: Floats, x: Floats, y: Floats, basis: Singles) -> Singles:
    """Constant + x · right + y · up at all samples."""
    values: Singles = np.stack((constant, x, y), -1).astype(np.float32) @ basis[:3]
    return values


def column(values: Floats) -> Singles:
    """One number for each row, to go with all its samples."""
    return values.astype(np.float32)[:, None]
