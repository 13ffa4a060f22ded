"""Round solids as the picture sees them: each is a stroke of a round brush, in a space of its own.

A cone is what a ball covers that moves from one end to the other while its radius changes. A loft is such a
stroke with a flattened brush, an ellipsoid a brush that does not move. In a space of its own, stretched until
the brush is a ball, each has the same equations.
"""

from dataclasses import dataclass, fields, replace

import numpy as np

from mobility_coach.figure.camera import Camera
from mobility_coach.figure.posed_body import PosedCones, PosedEllipsoids, PosedLofts, upright_axes
from mobility_coach.figure.raster.kinds import TOWARD_EYE, Melting, joined, melting
from mobility_coach.figure.raster.tiles import Flags, Floats

_SHORTEST = 1e-6
_MOST_SLANT = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class Strokes:
    """Strokes of round brushes; places are pixels of the picture (right, up, toward the eye).

    Attributes:
        start: where the brush begins, (n, 3).
        way: from there to its end on the picture, (n, 3).
        half: half of what the brush measures at both ends, to the right and up, (n, 2, 2).
        own: takes ways on the picture to the stroke's own space, (n, 3, 3); its last column is (0, 0, 1).
        end: the way in the own space.
        radius: of the brush at the start, in the own space; `growth` is how much larger it is at the end.
        slopes: of the profile at both ends, in the own space, (n, 2), across the brush; `depth_slopes` are
            those of its depth.
        across: where across the brush is, in the own space, (n, 3).
        follows: of each end, whether the next piece of a skin follows there, (n, 2).
        is_covered: of each end, whether another stroke covers what rounds it, (n, 2).
    """

    start: Floats
    way: Floats
    half: Floats
    own: Floats
    end: Floats
    radius: Floats
    growth: Floats
    slopes: Floats
    depth_slopes: Floats
    across: Floats
    follows: Flags
    is_covered: Flags
    is_seen: Flags


def seen_strokes(
    cones: PosedCones, ellipsoids: PosedEllipsoids, lofts: PosedLofts, camera: Camera
) -> tuple[Melting, Strokes]:
    """All round solids as a camera sees them: cones, then ellipsoids, then lofts."""
    parts = (_of_cones(cones, camera), _of_ellipsoids(ellipsoids, camera), _of_lofts(lofts, camera))
    together = (
        np.concatenate([getattr(strokes, field.name) for _, strokes in parts]) for field in fields(Strokes)
    )
    return joined([each for each, _ in parts]), _turned(_shortened(Strokes(*together)))


def _turned(strokes: Strokes) -> Strokes:
    """The same strokes, begun at the end that the equations want."""
    bulk = (strokes.end[:, :2] ** 2).sum(1) - strokes.growth**2
    turn = strokes.end[:, 2] * bulk < 0

    def turned(values: Floats, other: Floats) -> Floats:
        return np.where(turn.reshape(-1, *[1] * (values.ndim - 1)), other, values)

    return Strokes(
        turned(strokes.start, strokes.start + strokes.way),
        turned(strokes.way, -strokes.way),
        turned(strokes.half, strokes.half[:, ::-1]),
        strokes.own,
        turned(strokes.end, -strokes.end),
        turned(strokes.radius, strokes.radius + strokes.growth),
        turned(strokes.growth, -strokes.growth),
        turned(strokes.slopes, -strokes.slopes[:, ::-1]),
        turned(strokes.depth_slopes, -strokes.depth_slopes[:, ::-1]),
        strokes.across,
        np.where(turn[:, None], strokes.follows[:, ::-1], strokes.follows),
        np.where(turn[:, None], strokes.is_covered[:, ::-1], strokes.is_covered),
        strokes.is_seen,
    )


def _shortened(strokes: Strokes) -> Strokes:
    """Strokes of which one end holds or hides all: that end alone."""
    square = strokes.end**2
    is_end_on = square[:, 0] + square[:, 1] <= strokes.growth**2
    is_larger_nearer = strokes.growth * strokes.end[:, 2] > 0
    is_held = (square.sum(1) <= strokes.growth**2) | (is_end_on & is_larger_nearer)
    at_end = (is_held & (strokes.growth > 0))[:, None]
    return replace(
        strokes,
        start=np.where(at_end, strokes.start + strokes.way, strokes.start),
        way=np.where(is_held[:, None], 0.0, strokes.way),
        half=np.where(at_end[:, None], strokes.half[:, 1:], strokes.half),
        end=np.where(is_held[:, None], 0.0, strokes.end),
        radius=np.where(is_held, np.maximum(strokes.radius, strokes.radius + strokes.growth), strokes.radius),
        growth=np.where(is_held, 0.0, strokes.growth),
    )


def _of_cones(cones: PosedCones, camera: Camera) -> tuple[Melting, Strokes]:
    a, scale_a = camera.project(cones.a)
    b, scale_b = camera.project(cones.b)
    radius = np.stack((cones.radius_a * scale_a, cones.radius_b * scale_b), -1)
    way, growth = b - a, radius[:, 1] - radius[:, 0]
    plain = growth / np.maximum(np.linalg.norm(way, axis=1), _SHORTEST)
    slopes = np.where(cones.has_slopes[:, None], cones.slopes, plain[:, None])
    count = len(a)
    return melting(cones.kind, scale_a), Strokes(
        a,
        way,
        np.repeat(radius[:, :, None], 2, axis=2),
        np.broadcast_to(np.eye(3), (count, 3, 3)),
        way,
        radius[:, 0],
        growth,
        slopes,
        slopes,
        np.zeros((count, 3)),
        np.zeros((count, 2), dtype=bool),
        cones.is_covered,
        camera.is_before(cones.a) & camera.is_before(cones.b),
    )


def _of_ellipsoids(ovals: PosedEllipsoids, camera: Camera) -> tuple[Melting, Strokes]:
    centre, scale = camera.project(ovals.centre)
    to_picture = camera.axes * TOWARD_EYE[:, None]
    axes = to_picture @ ovals.axes
    radii = ovals.radii * scale[:, None]
    own, _, deep = _own_space((axes / radii[:, None, :]).transpose(0, 2, 1))
    count = len(centre)
    half = np.linalg.norm(axes[:, :2] * radii[:, None, :], axis=2)
    return melting(ovals.kind, scale), Strokes(
        centre,
        np.zeros((count, 3)),
        np.repeat(half[:, None], 2, axis=1),
        own,
        np.zeros((count, 3)),
        1 / deep,
        np.zeros(count),
        np.zeros((count, 2)),
        np.zeros((count, 2)),
        np.zeros((count, 3)),
        np.zeros((count, 2), dtype=bool),
        np.zeros((count, 2), dtype=bool),
        camera.is_before(ovals.centre),
    )


def _of_lofts(lofts: PosedLofts, camera: Camera) -> tuple[Melting, Strokes]:
    centre, scale = camera.project(lofts.centre)
    axes = camera.axes * TOWARD_EYE[:, None] @ upright_axes(lofts.axes.sum(1))
    width, depth = lofts.half_width * scale, lofts.half_depth * scale
    radius = np.sqrt(width * depth)
    broad, thick = (width / radius).mean(1), (depth / radius).mean(1)
    way = centre[:, 1] - centre[:, 0]
    brush = _slanted(axes, way) * np.stack((broad, lofts.flatness, thick), -1)[:, None, :]
    own, turned, deep = _own_space(np.linalg.inv(brush))
    end = np.einsum("nij,nj->ni", own, way)
    # Slopes are given by length in the world; the own space is shorter or longer along the loft.
    steep = np.linalg.norm(way, axis=1) / np.maximum(np.linalg.norm(end, axis=1) * deep, _SHORTEST)
    swell = np.linalg.norm(brush[:, :2], axis=2)
    return melting(lofts.kind, scale[:, 0]), Strokes(
        centre[:, 0],
        way,
        radius[:, :, None] * swell[:, None, :],
        own,
        end,
        radius[:, 0] / deep,
        (radius[:, 1] - radius[:, 0]) / deep,
        lofts.slopes * (steep / broad)[:, None],
        lofts.depth_slopes * (steep / thick)[:, None],
        turned[:, :, 0],
        lofts.goes_on,
        # Of two pieces that meet, the later one keeps what rounds the place where they meet.
        lofts.goes_on & np.array((False, True)),
        np.asarray(camera.is_before(lofts.centre).all(axis=1)),
    )


def _slanted(axes: Floats, way: Floats) -> Floats:
    """A loft's axes, the middle one along its way, so that a slanting loft keeps its rings."""
    rise = np.einsum("ni,ni->n", way, axes[:, :, 1])
    is_steep = np.abs(rise) > _MOST_SLANT * np.maximum(np.linalg.norm(way, axis=1), _SHORTEST)
    upward = np.where(is_steep[:, None], way / np.where(is_steep, rise, 1.0)[:, None], axes[:, :, 1])
    return np.stack((axes[:, :, 0], upward, axes[:, :, 2]), -1)


def _own_space(stretched: Floats) -> tuple[Floats, Floats, Floats]:
    """A space in which a brush is a ball, so turned and so large that heights stay what they are.

    Takes any way into such a space, (n, 3, 3). Returns the way there; the turn in it; and by how much all was
    made smaller.
    """
    deep = np.linalg.norm(stretched[:, :, 2], axis=1)
    toward = stretched[:, :, 2] / deep[:, None]
    aside = np.where(np.abs(toward[:, :1]) < 0.8, (1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
    across = aside - toward * np.einsum("ni,ni->n", aside, toward)[:, None]
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    turned = np.stack((across, np.cross(toward, across), toward), 1)
    return turned @ stretched / deep[:, None, None], turned, deep
