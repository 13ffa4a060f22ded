"""Solids in a pose: all places and axes at once, as arrays in the order of their kinds."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mobility_coach.figure.geometry import turn_x
from mobility_coach.figure.pose import Pose
from mobility_coach.figure.skeleton import BONE_INDEX, BONES, REST
from mobility_coach.figure.solids import WORLD, Cone, Ellipsoid, Flat, Loft, Solid

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Weights = tuple[tuple[str, float], ...]

_INDEX = {**BONE_INDEX, WORLD: len(BONES)}
_JOINTS = np.array([*(REST[bone] for bone in BONES), (0.0, 0.0, 0.0)])


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """What stays the same in all poses, for the solids of one kind.

    `order` is the place among all solids of the body (what comes later melts into what was before), `blend`
    is metres; the others as in `mobility_coach.figure.solids`.
    """

    order: Indices
    material: Indices
    group: Indices
    blend: Floats
    is_root: NDArray[np.bool_]
    bump: Floats


@dataclass(frozen=True, slots=True, eq=False)
class PosedCones:
    """Cones: ends (n, 3), radii (n,), slopes (n, 2); `has_slopes` tells where slopes were given.

    `is_covered` (n, 2) tells of each end whether a later hard cone begins or ends with the same ball.
    """

    kind: Kind
    a: Floats
    b: Floats
    radius_a: Floats
    radius_b: Floats
    slopes: Floats
    has_slopes: NDArray[np.bool_]
    is_covered: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class PosedEllipsoids:
    """Ellipsoids: middles (n, 3), axes as columns (n, 3, 3), radii (n, 3)."""

    kind: Kind
    centre: Floats
    axes: Floats
    radii: Floats


@dataclass(frozen=True, slots=True, eq=False)
class PosedLofts:
    """Lofts: two rings each: middles (n, 2, 3), axes (n, 2, 3, 3), half width and half depth (n, 2).

    `slopes` (n, 2) are those of the width, `depth_slopes` those of the depth; `goes_on` (n, 2) tells at which
    ring the next loft begins.
    """

    kind: Kind
    centre: Floats
    axes: Floats
    half_width: Floats
    half_depth: Floats
    slopes: Floats
    depth_slopes: Floats
    goes_on: NDArray[np.bool_]
    flatness: Floats


@dataclass(frozen=True, slots=True, eq=False)
class PosedFlats:
    """Flat pieces: corners (n, 4, 3); one with three corners repeats its last."""

    kind: Kind
    corners: Floats


@dataclass(frozen=True, slots=True, eq=False)
class PosedBody:
    """All solids of a body, or all things, in one pose; metres, in the world."""

    cones: PosedCones
    ellipsoids: PosedEllipsoids
    lofts: PosedLofts
    flats: PosedFlats

    def reach(self, direction: tuple[float, float, float]) -> Floats:
        """How far each solid reaches along a direction (unit length), in the order of the solids.

        The largest is the body's outermost point; with (0, -1, 0), its negative is the lowest height.
        """
        toward = np.asarray(direction)
        cones, ovals, lofts = self.cones, self.ellipsoids, self.lofts
        far = np.empty(sum(len(each.kind.order) for each in (cones, ovals, lofts, self.flats)))
        far[cones.kind.order] = np.maximum(
            cones.a @ toward + cones.radius_a, cones.b @ toward + cones.radius_b
        )
        swell = np.linalg.norm(ovals.radii * np.einsum("nij,i->nj", ovals.axes, toward), axis=1)
        far[ovals.kind.order] = ovals.centre @ toward + swell
        along = np.einsum("nrij,i->nrj", lofts.axes, toward)
        swell = np.hypot(along[..., 0] * lofts.half_width, along[..., 2] * lofts.half_depth)
        far[lofts.kind.order] = (lofts.centre @ toward + swell).max(1, initial=-np.inf)
        far[self.flats.kind.order] = (self.flats.corners @ toward).max(1, initial=-np.inf)
        return far


class Body:
    """Solids, made ready to be put in any pose."""

    def __init__(self, solids: Sequence[Solid | Flat]) -> None:
        """Takes solids of bones, or of the world (`solids.WORLD`), in the order in which they melt."""
        numbered = list(enumerate(solids))
        self._cones = [(at, each) for at, each in numbered if isinstance(each, Cone)]
        self._ellipsoids = [(at, each) for at, each in numbered if isinstance(each, Ellipsoid)]
        self._lofts = [(at, each) for at, each in numbered if isinstance(each, Loft)]
        self._flats = [(at, each) for at, each in numbered if isinstance(each, Flat)]
        self._pack_cones([each for _, each in self._cones])
        self._pack_mixes()
        self._ellipsoid_kind = _kind(self._ellipsoids)
        self._loft_kind = _kind(self._lofts)
        self._pack_ellipsoids([each for _, each in self._ellipsoids])
        self._pack_lofts([each for _, each in self._lofts])
        self._posed_flats = PosedFlats(_kind(self._flats), _corners([each for _, each in self._flats]))

    def _pack_cones(self, cones: list[Cone]) -> None:
        self._cone_kind = _kind(self._cones)
        self._cone_bones = np.array(
            [_INDEX[each.bone_a] for each in cones] + [_INDEX[each.bone_b] for each in cones], dtype=np.intp
        )
        ends = np.array([each.a for each in cones] + [each.b for each in cones], dtype=float).reshape(-1, 3)
        self._cone_offsets = ends - _JOINTS[self._cone_bones]
        self._cone_radii = np.array([(each.radius_a, each.radius_b) for each in cones]).reshape(-1, 2)
        self._cone_slopes = np.array([each.slopes or (0.0, 0.0) for each in cones]).reshape(-1, 2)
        self._cone_has_slopes = np.array([each.slopes is not None for each in cones], dtype=bool)
        ends_of = [
            ((each.bone_a, each.a, each.radius_a), (each.bone_b, each.b, each.radius_b)) for each in cones
        ]
        self._cone_is_covered = _covered_later(ends_of, [each.blend == 0.0 for each in cones])

    def _pack_mixes(self) -> None:
        """Ellipsoids and rings move with several bones: one table for both."""
        mixes: list[tuple[Weights, tuple[float, float, float]]] = [
            (each.bones, each.centre) for _, each in self._ellipsoids
        ]
        tilts = [0.0] * len(mixes)
        for _, loft in self._lofts:
            for ring, bones in ((loft.lower, loft.lower_bones), (loft.upper, loft.upper_bones)):
                mixes.append((bones, (ring.x, ring.y, ring.z)))
                tilts.append(ring.tilt)
        self._mix_tilts = np.array([turn_x(tilt) for tilt in tilts]).reshape(-1, 3, 3)
        most = max((len(bones) for bones, _ in mixes), default=1)
        self._mix_bones = np.zeros((len(mixes), most), dtype=np.intp)
        self._mix_weights = np.zeros((len(mixes), most))
        self._mix_offsets = np.zeros((len(mixes), most, 3))
        for row, (bones, centre) in enumerate(mixes):
            for column, (bone, weight) in enumerate(bones):
                self._mix_bones[row, column] = _INDEX[bone]
                self._mix_weights[row, column] = weight
                self._mix_offsets[row, column] = np.asarray(centre) - _JOINTS[_INDEX[bone]]

    def _pack_ellipsoids(self, ellipsoids: list[Ellipsoid]) -> None:
        self._radii = np.array([each.radii for each in ellipsoids], dtype=float).reshape(-1, 3)

    def _pack_lofts(self, lofts: list[Loft]) -> None:
        rings = [(each.lower, each.upper) for each in lofts]
        self._half_width = np.array([[ring.half_width for ring in pair] for pair in rings]).reshape(-1, 2)
        self._half_depth = np.array([[ring.half_depth for ring in pair] for pair in rings]).reshape(-1, 2)
        self._loft_slopes = np.array([each.slopes for each in lofts], dtype=float).reshape(-1, 2)
        depth_slopes = [each.depth_slopes or each.slopes for each in lofts]
        self._depth_slopes = np.array(depth_slopes, dtype=float).reshape(-1, 2)
        follows = [False, *(one.upper == next_one.lower for one, next_one in pairwise(lofts)), False]
        self._goes_on = np.array(list(pairwise(follows)), dtype=bool).reshape(-1, 2)[: len(lofts)]
        self._flatness = np.array([each.flatness for each in lofts], dtype=float)

    def posed(self, pose: Pose | None = None) -> PosedBody:
        """The solids in a pose; None for things that belong to no bone."""
        turns, places = _frames(pose)
        ends = places[self._cone_bones] + np.einsum("nij,nj->ni", turns[self._cone_bones], self._cone_offsets)
        count, ovals = len(self._cones), len(self._ellipsoids)
        centres, axes = self._mixed(turns, places)
        return PosedBody(
            PosedCones(
                self._cone_kind,
                ends[:count],
                ends[count:],
                self._cone_radii[:, 0],
                self._cone_radii[:, 1],
                self._cone_slopes,
                self._cone_has_slopes,
                self._cone_is_covered,
            ),
            PosedEllipsoids(
                self._ellipsoid_kind,
                centres[:ovals],
                axes[:ovals],
                self._radii,
            ),
            PosedLofts(
                self._loft_kind,
                centres[ovals:].reshape(-1, 2, 3),
                axes[ovals:].reshape(-1, 2, 3, 3),
                self._half_width,
                self._half_depth,
                self._loft_slopes,
                self._depth_slopes,
                self._goes_on,
                self._flatness,
            ),
            self._posed_flats,
        )

    def _mixed(self, turns: Floats, places: Floats) -> tuple[Floats, Floats]:
        turned = turns[self._mix_bones]
        spots = places[self._mix_bones] + np.einsum("nkij,nkj->nki", turned, self._mix_offsets)
        centres = np.einsum("nk,nki->ni", self._mix_weights, spots)
        axes = upright_axes(np.einsum("nk,nkij->nij", self._mix_weights, turned))
        return centres, axes @ self._mix_tilts


def upright_axes(mixed: Floats) -> Floats:
    """Mixed rotations (n, 3, 3) made rotations again: y keeps its direction, z its side."""
    up = mixed[:, :, 1] / np.maximum(np.linalg.norm(mixed[:, :, 1], axis=1, keepdims=True), 1e-9)
    ahead = mixed[:, :, 2] - up * np.einsum("ni,ni->n", up, mixed[:, :, 2])[:, None]
    ahead /= np.maximum(np.linalg.norm(ahead, axis=1, keepdims=True), 1e-9)
    return np.stack((np.cross(up, ahead), up, ahead), -1)


def _frames(pose: Pose | None) -> tuple[Floats, Floats]:
    turns, places = np.zeros((len(BONES) + 1, 3, 3)), np.zeros((len(BONES) + 1, 3))
    turns[:] = np.eye(3)
    if pose is not None:
        turns[:-1], places[:-1] = pose.turns, pose.places
    return turns, places


def _kind(numbered: Sequence[tuple[int, Solid | Flat]]) -> Kind:
    solids = [each for _, each in numbered]
    return Kind(
        np.array([at for at, _ in numbered], dtype=np.intp),
        np.array([each.material for each in solids], dtype=np.intp),
        np.array([each.group for each in solids], dtype=np.intp),
        np.array([getattr(each, "blend", 0.0) for each in solids], dtype=float),
        np.array([getattr(each, "is_root", False) for each in solids], dtype=bool),
        np.array([each.bump if isinstance(each, Cone) else 1.0 for each in solids], dtype=float),
    )


def _covered_later(ends: Sequence[tuple[Hashable, Hashable]], is_hard: Sequence[bool]) -> NDArray[np.bool_]:
    """Which ends come again in a later hard solid."""
    seen: set[Hashable] = set()
    covered = []
    for pair, hard in zip(reversed(ends), reversed(is_hard), strict=True):
        covered.append([hard and end in seen for end in pair])
        if hard:
            seen.update(pair)
    return np.array(covered[::-1], dtype=bool).reshape(-1, 2)


def _corners(flats: list[Flat]) -> Floats:
    filled = [(*each.corners, *[each.corners[-1]] * (4 - len(each.corners))) for each in flats]
    return np.array(filled, dtype=float).reshape(-1, 4, 3)
