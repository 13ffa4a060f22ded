"""Anti-aliased ink on pixels: filled shapes, lines with round caps, soft spots and gradients.

Shapes become a `Cover`: how much of each pixel they cover. What is drawn on is opaque `Pixels`; they are
changed in place. Places are pixels from the left and upper edge; the middle of the first pixel is (0.5, 0.5).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mobility_coach.figure.picture import Arrow, Beam, Colour, Pixels

Floats = NDArray[np.float32]
Shape = NDArray[np.float64]
"""(corners, 2): a closed outline."""

_SCANS = 8
"""Scan lines to a row of pixels; along a line the cover is exact."""

TAIL = 0.35
"""How strong an arrow is at its tail; it is full after `TAIL_LENGTH` of its way."""
TAIL_LENGTH = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Cover:
    """How much (0 … 1) of each pixel is covered, from the pixel at `left`, `top` on."""

    left: int
    top: int
    values: Floats

    @property
    def window(self) -> tuple[slice, slice]:
        """The rows and columns of the picture that it lies on."""
        height, width = self.values.shape
        return slice(self.top, self.top + height), slice(self.left, self.left + width)


def cover_of(shapes: Iterable[Shape], width: int, height: int) -> Cover | None:
    """The union of shapes (convex ones, or simple outlines) on a picture; None where it shows nothing."""
    outlines = [_turned_alike(np.asarray(shape, dtype=np.float64)) for shape in shapes if len(shape) >= 3]
    if not outlines:
        return None
    starts = np.concatenate(outlines)
    ends = np.concatenate([part for outline in outlines for part in (outline[1:], outline[:1])])
    if not np.isfinite(starts).all():
        return None
    left, right = _span(starts[:, 0], width)
    top, bottom = _span(starts[:, 1], height)
    if right <= left or bottom <= top:
        return None
    corner = np.array((left, top), dtype=np.float64)
    return Cover(left, top, _filled(starts - corner, ends - corner, right - left, bottom - top))


def _turned_alike(outline: Shape) -> Shape:
    x, y = outline[:, 0], outline[:, 1]
    area = x[:-1] @ y[1:] - x[1:] @ y[:-1] + x[-1] * y[0] - x[0] * y[-1]
    return outline if area >= 0.0 else outline[::-1]


def _span(values: NDArray[np.float64], size: int) -> tuple[int, int]:
    low, high = float(values.min()), float(values.max())
    return max(0, min(size, math.floor(low))), max(0, min(size, math.ceil(high)))


def _filled(starts: Shape, ends: Shape, width: int, height: int) -> Floats:
    """Winding numbers by scan lines: each crossing raises all pixels to its right."""
    low = np.minimum(starts[:, 1], ends[:, 1])
    high = np.maximum(starts[:, 1], ends[:, 1])
    first = np.clip(np.ceil(low * _SCANS - 0.5), 0, height * _SCANS).astype(np.int64)
    last = np.clip(np.ceil(high * _SCANS - 0.5), 0, height * _SCANS).astype(np.int64)
    counts = np.maximum(last - first, 0)
    edge = np.repeat(np.arange(len(counts)), counts)
    scan = np.arange(len(edge)) - np.repeat(np.cumsum(counts) - counts, counts) + first[edge]
    rise = np.where(ends[:, 1] == starts[:, 1], 1.0, ends[:, 1] - starts[:, 1])
    slope = (ends[:, 0] - starts[:, 0]) / rise
    x = starts[edge, 0] + ((scan + 0.5) / _SCANS - starts[edge, 1]) * slope[edge]
    x = np.clip(x, 0.0, width)
    column = np.minimum(x.astype(np.int64), width)
    part = x - column
    weight = np.where(rise > 0.0, 1.0, -1.0)[edge] / _SCANS
    place = scan // _SCANS * (width + 2) + column
    size = height * (width + 2)
    steps = np.bincount(place, weight * (1.0 - part), size) + np.bincount(place + 1, weight * part, size)
    wound = np.cumsum(steps.reshape(height, width + 2)[:, :width], axis=1, dtype=np.float32)
    np.abs(wound, out=wound)
    return np.minimum(wound, np.float32(1.0), out=wound)


def line_shapes(points: Shape, width: float) -> list[Shape]:
    """A line of this width (pixels) through points, with round caps, and round joints where it bends much."""
    along = np.diff(points, axis=0)
    length = np.hypot(along[:, 0], along[:, 1])
    kept = length > 1e-9
    disc = _disc(width / 2.0)
    if not kept.any():
        return [disc + points[0]]
    points = np.concatenate((points[:1], points[1:][kept]))
    along = along[kept] / length[kept, None]
    bends = np.flatnonzero((along[:-1] * along[1:]).sum(axis=1) < 0.8) + 1
    across = np.stack((-along[:, 1], along[:, 0]), axis=1)
    sides = np.concatenate((across[:1], across[:-1] + across[1:], across[-1:]))
    sides *= (width / 2.0) / np.maximum(np.hypot(sides[:, 0], sides[:, 1]), 1e-9)[:, None]
    band = np.concatenate((points + sides, (points - sides)[::-1]))
    return [band, disc + points[0], disc + points[-1], *(disc + points[bend] for bend in bends)]


def _disc(radius: float) -> Shape:
    corners = max(8, min(40, int(4.0 * radius) + 8))
    round_about = np.linspace(0.0, 2.0 * math.pi, corners, endpoint=False)
    return np.stack((np.cos(round_about), np.sin(round_about)), axis=1) * radius


def stroke_shapes(starts: Shape, ends: Shape, width: float) -> list[Shape]:
    """Many separate straight lines of this width (pixels), with flat ends."""
    along = ends - starts
    length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)
    across = np.stack((-along[:, 1], along[:, 0]), axis=1) * (width / 2.0 / length)[:, None]
    return list(np.stack((starts + across, ends + across, ends - across, starts - across), axis=1))


def blend(pixels: Pixels, cover: Cover | None, colour: Colour, alpha: float | Floats = 1.0) -> None:
    """Lay a colour on opaque pixels; `alpha` is one number, or one for each pixel of the cover."""
    if cover is None:
        return
    window = pixels[cover.window]
    weight = cover.values * np.asarray(alpha, dtype=np.float32)
    for channel, value in zip((2, 1, 0), colour, strict=True):
        below = window[..., channel]
        mixed = below + (np.float32(value) - below) * weight
        mixed += np.float32(0.5)
        below[...] = mixed.astype(np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class Dots:
    """A cover of few pixels: where they are, and how much of each is covered."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    values: Floats


def dots_of(cover: Cover | None) -> Dots:
    """The pixels of a cover that are covered at all."""
    if cover is None:
        return Dots(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0, np.float32))
    rows, columns = np.nonzero(cover.values)
    return Dots(rows + cover.top, columns + cover.left, cover.values[rows, columns])


def blend_dots(pixels: Pixels, dots: Dots, colour: Colour, alpha: float | Floats) -> None:
    """Lay a colour on few of the opaque pixels; `alpha` is one number, or one for each of them."""
    below = pixels[dots.rows, dots.columns, :3].astype(np.float32)
    weight = dots.values * np.asarray(alpha, dtype=np.float32)
    below += (np.array(colour[::-1], dtype=np.float32) - below) * weight[:, None]
    pixels[dots.rows, dots.columns, :3] = (below + np.float32(0.5)).astype(np.uint8)


def lay_over(pixels: Pixels, above: Pixels) -> None:
    """Lay premultiplied pixels of the same size on opaque ones."""
    alpha = above[..., 3]
    np.copyto(pixels, above, where=(alpha == 255)[..., None])
    rows, columns = np.nonzero((alpha != 0) & (alpha != 255))
    top = above[rows, columns].astype(np.uint16)
    mixed = pixels[rows, columns] * (255 - top[:, 3:])
    mixed += 127
    mixed //= 255
    mixed += top
    np.minimum(mixed, 255, out=mixed)
    pixels[rows, columns] = mixed


def gradient(width: int, height: int, top: Colour, bottom: Colour) -> Pixels:
    """Opaque pixels that go from one colour at the top to another at the bottom."""
    share = np.linspace(0.0, 1.0, height, dtype=np.float32)[:, None]
    ends = np.array((top[::-1], bottom[::-1]), dtype=np.float32)
    rows = ends[0] + (ends[1] - ends[0]) * share
    pixels = np.full((height, width, 4), 255, dtype=np.uint8)
    pixels[..., :3] = (rows + np.float32(0.5)).astype(np.uint8)[:, None, :]
    return pixels


def soft_spot(pixels: Pixels, middle: tuple[float, float], radius: float, colour: Colour) -> None:
    """A glow that is full in its middle and gone at its radius."""
    height, width = pixels.shape[:2]
    left, right = _span(np.array((middle[0] - radius, middle[0] + radius)), width)
    top, bottom = _span(np.array((middle[1] - radius, middle[1] + radius)), height)
    if right <= left or bottom <= top:
        return
    x = np.arange(left, right, dtype=np.float32) + np.float32(0.5 - middle[0])
    y = np.arange(top, bottom, dtype=np.float32) + np.float32(0.5 - middle[1])
    distance = np.sqrt(x * x + (y * y)[:, None]) / np.float32(max(radius, 1e-6))
    blend(pixels, Cover(left, top, np.clip(1.0 - distance, 0.0, 1.0).astype(np.float32)), colour)


def draw_arrow(pixels: Pixels, arrow: Arrow) -> None:
    """An arrow whose line fades in from its tail, and its twin."""
    if arrow.twin is not None:
        draw_arrow(pixels, arrow.twin)
    height, width = pixels.shape[:2]
    points = np.array(arrow.points)
    line = dots_of(cover_of(line_shapes(points, arrow.width), width, height))
    blend_dots(pixels, line, arrow.colour, _strength(line, points))
    blend(pixels, cover_of([np.array(arrow.head)], width, height), arrow.colour)


def _strength(line: Dots, points: Shape) -> Floats:
    """How strong an arrow is at each of its dots, by the point of its way that is next."""
    share = np.linspace(0.0, 1.0, len(points)) / TAIL_LENGTH
    strengths = np.minimum(1.0, TAIL + (1.0 - TAIL) * share).astype(np.float32)
    x, y = points.astype(np.float32).T
    # No matrix product: that may wake all of the machine's cores, for nothing.
    nearness = (line.columns.astype(np.float32) + np.float32(0.5))[:, None] * (2.0 * x)
    nearness += (line.rows.astype(np.float32) + np.float32(0.5))[:, None] * (2.0 * y)
    nearness -= x * x + y * y
    strength: Floats = strengths[np.argmax(nearness, axis=1)]
    return strength


def draw_beam(pixels: Pixels, beam: Beam) -> None:
    """A thin beam of light with a wide, faint one around it, and the spot at its end."""
    height, width = pixels.shape[:2]
    points = np.array((beam.start, beam.end))
    for thickness, alpha in ((beam.width * 3.0, 0.18), (beam.width, 0.95)):
        blend(pixels, cover_of(line_shapes(points, thickness), width, height), beam.colour, alpha)
    soft_spot(pixels, beam.end, beam.spot, beam.colour)
