"""What all kinds of solids have in common when they are drawn: how they merge, and how rows are filled."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mobility_coach.figure.posed_body import Kind
from mobility_coach.figure.raster.tiles import Floats, Indices, Singles

MISSED = np.float32(-2e4)
"""The height of a sample that a solid does not cover; lower than that of an empty picture."""

LEAST_BLEND = 0.3
"""Solids that blend over fewer pixels have a hard edge."""

GROUP_MASK = np.uint8(0xF0)
MATERIAL_MASK = 0x0F

TOWARD_EYE = np.array((1.0, 1.0, -1.0))
"""Turns the camera's axes (right, up, forward) into the picture's (right, up, toward the eye)."""

_HARD = 0.0012
_LOW_RELIEF = 0.004
_GROUP_BITS = 4


def group_tag(group: int) -> int:
    """The group's part of a tag; a tag holds group and material in one byte, and 0 is nothing at all."""
    return (group + 1) << _GROUP_BITS


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


def melting(kind: Kind, scale: Floats) -> Melting:
    """How solids merge; `scale` is pixels for each metre."""
    own = (kind.group + 1) << _GROUP_BITS
    pixels = kind.blend * scale
    is_hard = (kind.blend <= _HARD) | (pixels < LEAST_BLEND)
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
    """How the solids of all kinds merge, one kind after the other."""
    return Melting(
        *(np.concatenate([getattr(each, field.name) for each in parts]) for field in fields(Melting))
    )


class Rows(Protocol):
    """Pairs of a tile and a solid, with the equations of the solid's surface in that tile."""

    @property
    def tile(self) -> Indices:
        """The tile of each row."""
        ...

    @property
    def solid(self) -> Indices:
        """Each row's solid, as numbered in the kind's `Melting`."""
        ...

    def fill(self, rows: Indices, basis: Singles, height: Singles, facing: Singles) -> None:
        """Work out surfaces.

        Args:
            rows: which rows.
            basis: `tiles.sample_powers`.
            height: (rows, samples), is filled: pixels toward the eye, or `MISSED`.
            facing: (2, rows, pixels), is filled: how far the surface faces right and up, at each pixel's
                first sample.
        """
        ...
