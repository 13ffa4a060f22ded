"""What a motion looks like in all of its phases: worked out once, for every camera and size."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from mobility_coach.domain.motion import Motion, MovementMotion, Prop, PropKind, Way, WayKind
from mobility_coach.figure.body import BODY
from mobility_coach.figure.pose import Pose
from mobility_coach.figure.scene.beams import beam_ends
from mobility_coach.figure.scene.framing import Extent
from mobility_coach.figure.scene.placing import STANDING, box_corners, in_world
from mobility_coach.figure.scene.props import BACK_HEIGHT
from mobility_coach.figure.scene.spheres import Spheres
from mobility_coach.figure.ways import Ways

PHASES = 8
"""Steps of a stroke that are looked at."""

_FITTED = range(0, PHASES + 1, 2)
_KEPT = 4

SPHERES = Spheres(BODY, spacing=0.3)
"""The body, for cameras and arrows."""


class Phases:
    """The poses of a motion, those of its strokes' phases kept."""

    def __init__(self, motion: Motion) -> None:
        self.motion = motion
        self._ways = Ways(motion)
        self._kept: dict[tuple[Way, int], Pose] = {}
        self._extents: dict[tuple[str, ...], Extent] = {}

    def pose(self, way: Way, at: float) -> Pose:
        """The pose anywhere on a way (`at` 0 … 1)."""
        return self._ways.pose(way, at)

    def phase(self, way: Way, step: int) -> Pose:
        """The pose at one of the `PHASES` steps of a way, kept."""
        pose = self._kept.get((way, step))
        if pose is None:
            pose = self._kept[way, step] = self._ways.pose(way, step / PHASES)
        return pose

    def balls(self, way: Way) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The body in all phases of a way: centres (n, 3) and radii (n,), metres."""
        centres = [SPHERES.at(self.phase(way, step)) for step in range(PHASES + 1)]
        return np.concatenate(centres), np.tile(SPHERES.radii, PHASES + 1)

    def extent_of(self, movements: tuple[str, ...]) -> Extent:
        """The body in these movements, its things and beams; walls go on beyond the picture."""
        extent = self._extents.get(movements)
        if extent is None:
            shown = [each for each in self.motion.movements if each.id in movements]
            bodies = [SPHERES.at(pose) for pose in self._poses(shown)]
            props = dict.fromkeys(prop for movement in shown for prop in movement.props)
            corners = [_corners(prop) for prop in props if prop.kind not in STANDING]
            points = np.concatenate((np.zeros((0, 3)), *corners, *self._beams(shown)))
            radii = np.concatenate((np.tile(SPHERES.radii, len(bodies)), np.zeros(len(points))))
            extent = self._extents[movements] = Extent(np.concatenate((*bodies, points)), radii)
        return extent

    def _beams(self, movements: Iterable[MovementMotion]) -> Iterator[NDArray[np.float64]]:
        """Where beams of light end."""
        for movement in movements:
            if movement.laser is not None:
                way = Way(WayKind.STROKE, movement.id)
                for step in _FITTED:
                    yield np.array(beam_ends(self.phase(way, step), movement.laser, movement.props)[1:])

    def _poses(self, movements: Iterable[MovementMotion]) -> Iterator[Pose]:
        for movement in movements:
            for step in _FITTED:
                yield self.phase(Way(WayKind.STROKE, movement.id), step)
            if movement.ready is not None:
                yield self.phase(Way(WayKind.READY, movement.id), 0)


_recent: list[Phases] = []


def phases_of(motion: Motion) -> Phases:
    """The phases of a motion; those of the last few motions are kept."""
    for index, phases in enumerate(_recent):
        if phases.motion is motion:
            _recent.append(_recent.pop(index))
            return phases
    _recent.append(Phases(motion))
    del _recent[:-_KEPT]
    return _recent[-1]


def all_props(motion: Motion) -> tuple[Prop, ...]:
    """Everything that stands or lies there in any movement."""
    props = [prop for movement in motion.movements for prop in movement.props]
    return tuple(dict.fromkeys(props))


def shared_props(motion: Motion) -> tuple[Prop, ...]:
    """What is there in all movements."""
    return tuple(prop for prop in all_props(motion) if all(prop in each.props for each in motion.movements))


def _corners(prop: Prop) -> NDArray[np.float64]:
    half = np.array((prop.size[0] / 2.0, 0.0, prop.size[2] / 2.0))
    low, high = np.array((0.0, -prop.size[1], 0.0)), np.zeros(3)
    if prop.kind is PropKind.PILLOW:
        low, high = low / 2.0, -low / 2.0
    elif prop.kind is PropKind.CHAIR:
        high[1] = BACK_HEIGHT
    return in_world(prop, box_corners(low - half, high + half))
