"""The arrow of a stroke: the way of the tracked point, laid beside the body instead of across it.

The way is smoothed to one even bow, and moved by the shortest distance at which neither it nor a head at
either end comes near the body, in any phase of the stroke; so both strokes of a movement have their arrow in
the same place. Where it would say something else than what is seen there is none.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mobility_coach.figure.ink import Shape
from mobility_coach.figure.picture import Arrow, Colour, Spot

LEAST_WAY = 0.012
"""A way that is shorter than this part of the picture gets no arrow."""

_LEAST_ACROSS = 0.5
"""Nor does one of which less than this part is seen: it goes toward the camera, or away from it."""

_LEAST_CHORD = 0.4
"""Nor does one whose ends are nearer to each other than this part of its length: it reads as a hook."""

_LEAST_ARROW = 0.17
"""Shorter arrows are drawn larger than the way, to this part of the picture."""

_POINTS = 25
_GAP = 0.012
"""Free space between arrow and body, as a part of the picture."""

_SHRUNK = (1.0, 0.8, 0.62, 0.48)
_SMALLEST = 0.1
"""A long way may be drawn smaller where that finds a nearer place, down to this part of the picture."""
_LOSS = 0.5
"""What a pixel of length less counts, in pixels of distance."""
_BEHIND = 3.0
"""What a pixel counts by which it is moved back: an arrow behind the body reads as a push."""

_FARTHEST = 0.5
_STEPS = 34
_DIRECTIONS = 32

_CELL = 3
"""Pixels of the picture to a cell of the map of what is taken."""


@dataclass(frozen=True, slots=True, eq=False)
class Balls:
    """The body in all phases of a stroke, on the picture: `spots` (n, 2) and `radii` (n,) in pixels."""

    spots: NDArray[np.float64]
    radii: NDArray[np.float64]


class ArrowPlace:
    """Where the arrow of a movement lies on a picture of this size."""

    def __init__(self, way: Shape, whole_length: float, body: Balls, size: tuple[int, int]) -> None:
        """Finds the place for `way` (pixels, at steps of time).

        Args:
            way: the tracked point along the stroke in.
            whole_length: of the way in pixels, if all of it went across the picture.
            body: what the arrow keeps away from.
            size: width and height of the picture.
        """
        self._unit = float(min(size))
        self.width = max(2.0, self._unit / 120.0)
        self._line = self._placed(way, whole_length, body, size)

    def arrow(self, colour: Colour, *, is_back: bool) -> Arrow | None:
        """The arrow of a stroke; None where the way is too short to be read, or goes toward the camera."""
        if self._line is None:
            return None
        line = self._line[::-1] if is_back else self._line
        return Arrow(tuple(_spot(point) for point in line), _head(line, self.width), self.width, colour)

    def _placed(self, way: Shape, whole_length: float, body: Balls, size: tuple[int, int]) -> Shape | None:
        length = _length(way)
        if length < LEAST_WAY * self._unit or length < _LEAST_ACROSS * whole_length:
            return None
        chord = way[-1] - way[0]
        if np.hypot(*chord) < _LEAST_CHORD * length:
            return None
        taken = _Taken(body, size, _GAP * self._unit + self.width / 2.0)
        line = _bow(_evenly(way, _POINTS))
        factor = max(1.0, _LEAST_ARROW * self._unit / length)
        moves, cost = self._moves(chord / np.hypot(*chord))
        best: tuple[float, Shape] | None = None
        for shrunk in _SHRUNK:
            loss = _LOSS * (1.0 - shrunk) * length * factor
            if shrunk < 1.0 and length * factor * shrunk < _SMALLEST * self._unit:
                break
            shape = _sized(line, factor * shrunk)
            corners = np.concatenate((shape, _head(shape, self.width), _head(shape[::-1], self.width)))
            is_free = taken.is_free(corners[None] + moves[:, None])
            nearest = int(np.argmax(is_free))
            if is_free[nearest] and (best is None or cost[nearest] + loss < best[0]):
                best = (float(cost[nearest]) + loss, shape + moves[nearest])
        return None if best is None else best[1]

    def _moves(self, ahead: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Moves to try (n, 2), the cheapest first, for an arrow that points `ahead`; and what they cost."""
        far = np.linspace(0.0, self._unit * _FARTHEST, _STEPS)
        around = np.linspace(0.0, 2.0 * math.pi, _DIRECTIONS, endpoint=False)
        away = np.stack((np.cos(around), np.sin(around)), axis=1)
        moves = (far[:, None, None] * away[None]).reshape(-1, 2)
        along = moves @ ahead
        across = moves @ np.array((-ahead[1], ahead[0]))
        cost: NDArray[np.float64] = np.hypot(across, np.where(along < 0.0, _BEHIND, 1.0) * along)
        order = np.argsort(cost, kind="stable")
        return moves[order], cost[order]


class _Taken:
    """Which cells of the picture the body takes, with a gap around it."""

    def __init__(self, body: Balls, size: tuple[int, int], gap: float) -> None:
        self._columns, self._rows = (-(-each // _CELL) for each in size)
        self._edge = math.ceil(gap / _CELL)
        self._cells = self._filled(body.spots / _CELL, (body.radii + gap) / _CELL + 0.5)

    def _filled(self, spots: Shape, radii: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Discs, row by row: each opens and closes a span of cells, then spans are summed up."""
        first = np.clip(np.ceil(spots[:, 1] - radii - 0.5), 0, self._rows).astype(np.int64)
        last = np.clip(np.floor(spots[:, 1] + radii - 0.5) + 1, 0, self._rows).astype(np.int64)
        counts = np.maximum(last - first, 0)
        disc = np.repeat(np.arange(len(counts)), counts)
        row = np.arange(len(disc)) - np.repeat(np.cumsum(counts) - counts, counts) + first[disc]
        up = row + 0.5 - spots[disc, 1]
        half = np.sqrt(np.maximum(radii[disc] ** 2 - up * up, 0.0))
        width = self._columns + 1
        opens = np.clip(np.ceil(spots[disc, 0] - half - 0.5), 0, self._columns).astype(np.int64)
        closes = np.clip(np.floor(spots[disc, 0] + half - 0.5) + 1, 0, self._columns).astype(np.int64)
        closes = np.maximum(closes, opens)
        size = self._rows * width
        spans = np.bincount(row * width + opens, minlength=size) - np.bincount(
            row * width + closes, minlength=size
        )
        filled: NDArray[np.bool_] = np.cumsum(spans.reshape(self._rows, width), axis=1)[:, :-1] > 0
        return filled

    def is_free(self, spots: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether all spots of each row (n, spots, 2) lie in the picture, and none on the body."""
        cells: NDArray[np.int64] = np.floor(spots / _CELL).astype(np.int64)
        column, row = cells[..., 0], cells[..., 1]
        beyond = np.maximum(column - self._columns, row - self._rows)
        is_inside = np.maximum(-1 - np.minimum(column, row), beyond) < -self._edge
        taken = self._cells[np.clip(row, 0, self._rows - 1), np.clip(column, 0, self._columns - 1)]
        is_free: NDArray[np.bool_] = np.logical_and.reduce(is_inside & ~taken, axis=1)
        return is_free


def _sized(line: Shape, factor: float) -> Shape:
    """The line larger or smaller, about its middle."""
    middle = (line.min(axis=0) + line.max(axis=0)) / 2.0
    sized: Shape = middle + (line - middle) * factor
    return sized


def _bow(line: Shape) -> Shape:
    """The cubic curve between the ends of a line that is nearest to it: without kinks, and evenly spaced."""
    t = np.linspace(0.0, 1.0, len(line))[:, None]
    inner = np.concatenate((3.0 * t * (1.0 - t) ** 2, 3.0 * t * t * (1.0 - t)), axis=1)
    ends = (1.0 - t) ** 3 * line[0] + t**3 * line[-1]
    handles, *_ = np.linalg.lstsq(inner, line - ends, rcond=None)
    return _evenly(ends + inner @ handles, len(line))


def _head(line: Shape, width: float) -> tuple[Spot, Spot, Spot]:
    """The triangle at the end of a line: its tip first."""
    end = line[-1]
    along = end - line[-4]
    along = along / max(float(np.hypot(*along)), 1e-9)
    across = np.array((-along[1], along[0]))
    size = 3.2 * width
    base = end - along * (0.55 * size)
    return (
        _spot(end + along * (0.75 * size)),
        _spot(base + across * (0.62 * size)),
        _spot(base - across * (0.62 * size)),
    )


def _evenly(way: Shape, count: int) -> Shape:
    """Points at equal distances along a smooth curve through the way."""
    fine = _smooth(way, 8)
    steps = np.hypot(*np.diff(fine, axis=0).T)
    gone = np.concatenate(((0.0,), np.cumsum(steps)))
    wanted = np.linspace(0.0, gone[-1], count)
    return np.stack([np.interp(wanted, gone, fine[:, axis]) for axis in (0, 1)], axis=1)


def _smooth(way: Shape, pieces: int) -> Shape:
    """A Catmull-Rom spline through the points."""
    padded = np.concatenate((2.0 * way[:1] - way[1:2], way, 2.0 * way[-1:] - way[-2:-1]))
    a, b, c, d = padded[:-3, None], padded[1:-2, None], padded[2:-1, None], padded[3:, None]
    t = (np.arange(pieces) / pieces)[None, :, None]
    curve = b + 0.5 * t * (c - a + t * (2.0 * a - 5.0 * b + 4.0 * c - d + t * (3.0 * (b - c) + d - a)))
    return np.concatenate((curve.reshape(-1, 2), way[-1:]))


def _length(line: Shape) -> float:
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


def _spot(point: NDArray[np.float64]) -> Spot:
    return float(point[0]), float(point[1])
