"""How near the figure's skin comes to the floor, to walls and to the things that it leans on."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mobility_coach.domain.motion import Prop, PropKind
from mobility_coach.figure.body import BODY
from mobility_coach.figure.geometry import turn_y
from mobility_coach.figure.pose import Pose
from mobility_coach.figure.posed_body import Body, PosedBody
from mobility_coach.figure.solids import Cone, Loft, Solid

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

_WALLS = frozenset({PropKind.WALL})
_SLABS: Mapping[PropKind, float] = {PropKind.BENCH: 0.10, PropKind.TABLE: 0.05, PropKind.CHAIR: 0.05}
"""How thick the board is that one leans on (metres); there is room for legs below it."""

_ALONG = np.linspace(0.0, 1.0, 6)
_AROUND = np.stack([(np.cos(angle), 0.0, np.sin(angle)) for angle in np.arange(12) * np.pi / 6.0])
_SPHERE = np.array(
    [
        (np.cos(tilt) * np.cos(turn), np.sin(tilt), np.cos(tilt) * np.sin(turn))
        for tilt in (-np.pi / 2, -np.pi / 4, 0.0, np.pi / 4, np.pi / 2)
        for turn in np.arange(8) * np.pi / 4.0
    ]
)

_BODY = Body(BODY)


def bones_of(solid: Solid) -> frozenset[str]:
    """The bones that a solid moves with."""
    if isinstance(solid, Cone):
        return frozenset({solid.bone_a, solid.bone_b})
    mixes = (*solid.lower_bones, *solid.upper_bones) if isinstance(solid, Loft) else solid.bones
    return frozenset(bone for bone, _ in mixes)


_BONES_OF = [bones_of(solid) for solid in BODY]
_PART_OF = ["/".join(sorted(bones)) for bones in _BONES_OF]


def solids_of(bones: frozenset[str]) -> Indices:
    """The solids that move with these bones alone."""
    return np.array([index for index, each in enumerate(_BONES_OF) if each <= bones], dtype=np.intp)


HANDS = np.array(
    [any(bone.startswith(("hand.", "fingers.")) for bone in bones) for bones in _BONES_OF], dtype=bool
)
"""Which solids are part of a hand: palms give a little where they press."""


def solids_beside(hand: str) -> Indices:
    """The solids that a hand (``hand.left``) can rest on: all but those of its own arm."""
    _, _, side = hand.partition(".")
    arm = frozenset(f"{bone}.{side}" for bone in ("upper_arm", "forearm", "hand", "fingers"))
    return np.array([index for index, each in enumerate(_BONES_OF) if not each & arm], dtype=np.intp)


def part(solid: int) -> str:
    """What to call a solid: the bones that it moves with."""
    return _PART_OF[solid]


class Skin:
    """The skin of the body in one pose."""

    def __init__(self, pose: Pose) -> None:
        self._body = _BODY.posed(pose)
        self._spheres: tuple[Floats, Floats, Indices] | None = None

    def heights(self) -> Floats:
        """The lowest height of each solid (metres)."""
        return -self._body.reach((0.0, -1.0, 0.0))

    def clearances(self, prop: Prop) -> Floats | None:
        """How far each solid stays from a prop (metres; negative: into it).

        None for one that gives way (a mat, a pillow), and for a doorway, which one passes.
        """
        measure = _MEASURES.get(prop.kind)
        return None if measure is None else measure(self, prop)

    def from_wall(self, prop: Prop) -> Floats:
        """Clearances from a wall's face."""
        away = turn_y(prop.turn)[:, 2]
        x, y, z = away.tolist()
        clear: Floats = float(away @ np.array(prop.place)) - self._body.reach((x, y, z))
        return clear

    def from_box(self, prop: Prop) -> Floats:
        """Clearances from a thing's board, or from a whole couch arm."""
        thickness = _SLABS.get(prop.kind, prop.size[1])
        centres, radii, owners = self._touching()
        half = np.array((prop.size[0], thickness, prop.size[2])) / 2.0
        local = (centres - np.array(prop.place)) @ turn_y(prop.turn) + (0.0, half[1], 0.0)
        beyond = np.abs(local) - half
        outside = np.linalg.norm(np.maximum(beyond, 0.0), axis=1)
        distance = outside + np.minimum(beyond.max(1), 0.0) - radii
        clear = np.full(len(BODY), np.inf)
        np.minimum.at(clear, owners, distance)
        return clear

    def is_in(self, prop: Prop, solids: Indices) -> bool:
        """Whether one of these solids presses into a soft thing."""
        centres, radii, owners = self._touching()
        chosen = np.isin(owners, solids)
        local = (centres[chosen] - np.array(prop.place)) @ turn_y(prop.turn)
        beyond = np.abs(local) - np.array(prop.size) / 2.0 - radii[chosen, None]
        return bool((beyond < 0.0).all(1).any())

    def apart(self, solids: Indices, others: Indices) -> float:
        """How far some solids stay from others (metres)."""
        centres, radii, owners = self._touching()
        one, other = np.isin(owners, solids), np.isin(owners, others)
        distances = np.linalg.norm(centres[one][:, None] - centres[other], axis=2)
        return float((distances - radii[one][:, None] - radii[other]).min())

    def _touching(self) -> tuple[Floats, Floats, Indices]:
        if self._spheres is None:
            self._spheres = _spheres(self._body)
        return self._spheres


_MEASURES: Mapping[PropKind, Callable[[Skin, Prop], Floats]] = {
    **dict.fromkeys(_WALLS, Skin.from_wall),
    **dict.fromkeys((*_SLABS, PropKind.COUCH_ARM), Skin.from_box),
}


def _spheres(body: PosedBody) -> tuple[Floats, Floats, Indices]:
    """The skin as spheres and points: their middles, radii and solids."""
    cones, ovals, lofts = body.cones, body.ellipsoids, body.lofts
    along = _ALONG[:, None, None]
    radii = cones.radius_a + (cones.radius_b - cones.radius_a) * _ALONG[:, None]
    on_ovals = ovals.centre[:, None] + np.einsum("nij,nkj->nki", ovals.axes, _SPHERE * ovals.radii[:, None])
    spread = np.stack((lofts.half_width, np.zeros_like(lofts.half_width), lofts.half_depth), -1)
    rings = lofts.centre[:, :, None] + np.einsum("nrij,nrkj->nrki", lofts.axes, _AROUND * spread[:, :, None])
    centres = (
        (cones.a + (cones.b - cones.a) * along).reshape(-1, 3),
        on_ovals.reshape(-1, 3),
        rings.reshape(-1, 3),
    )
    owners: Sequence[Indices] = (
        np.tile(cones.kind.order, len(_ALONG)),
        np.repeat(ovals.kind.order, len(_SPHERE)),
        np.repeat(lofts.kind.order, 2 * len(_AROUND)),
    )
    points = sum(len(each) for each in centres[1:])
    return np.concatenate(centres), np.concatenate((radii.ravel(), np.zeros(points))), np.concatenate(owners)
